//! Text can be read, searched and copied.

use soat_documents::content::Lateness;
use soat_documents::{Lang, NoPhotos, car_form, minutes, report};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::sample::{self, USUAL};
use crate::{particulars, small_photos, tools};

#[test]
fn every_part_of_the_minutes_is_there_in_vietnamese_and_in_english() {
    let content = sample::inspection(USUAL);
    let vi = tools::flowing(&minutes(&content, &mut small_photos, &particulars(Lang::Vi)).unwrap().pdf);
    for expected in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 15/BB-ĐKT",
        "Lạng Sơn, ngày 09 tháng 3 năm 2026",
        "BIÊN BẢN",
        "I. THÀNH PHẦN THAM DỰ",
        "F-2026-0007-01 – Không phù hợp nặng",
        "7.5.3 (Kiểm soát thông tin dạng văn bản)",
        "06/107 quy trình lĩnh vực hộ tịch và chứng thực chưa được cập nhật",
        "Lặp lại phát hiện: F-2025-0031-02",
        "Điểm: 90,56% (81,50/90 điểm).",
        "Xếp loại: Khá",
        "NHỮNG ĐIỂM CHƯA THỐNG NHẤT",
        "GC-260202-",
        "Trễ 3 ngày",
        "ký tên dưới đây./.",
        "TRƯỞNG ĐOÀN",
        "Lương Thị D",
        "Kèm theo Biên bản kiểm tra việc áp dụng hệ thống quản lý chất lượng",
    ] {
        assert!(vi.contains(expected), "{expected} is not in\n{vi}");
    }
    let en = tools::flowing(&minutes(&content, &mut small_photos, &particulars(Lang::En)).unwrap().pdf);
    for expected in ["SOCIALIST REPUBLIC OF VIET NAM", "MINUTES", "Major nonconformity", "Score: 90.56%", "9 March 2026", "Page 1/"] {
        assert!(en.contains(expected), "{expected} is not in\n{en}");
    }
    assert!(en.contains("Ủy ban nhân dân xã Gia Cát"), "names stay as they are");
}

#[test]
fn the_report_has_every_annex_and_its_recipients() {
    let content = sample::inspection(USUAL);
    let text = tools::flowing(&report(&content, &mut small_photos, &particulars(Lang::Vi)).unwrap().pdf);
    for expected in [
        "BÁO CÁO",
        "TỔNG HỢP THEO ĐIỀU KHOẢN CỦA TIÊU CHUẨN",
        "KẾT QUẢ GHI NHẬN THEO PHIẾU KIỂM TRA",
        "DIỄN BIẾN CÁC HỒ SƠ LẤY MẪU",
        "ẢNH GHI NHẬN TẠI CUỘC KIỂM TRA",
        "DANH MỤC BẰNG CHỨNG VÀ MÃ BĂM",
        "Kết quả được đưa ra trên cơ sở lấy mẫu",
        "Nơi nhận:",
        "- Lưu: VT, hồ sơ cuộc kiểm tra 2026-0007.",
        "xem xét, chỉ đạo./.",
        "Chụp lúc 09:15 09/03/2026 tại 21.85312, 106.76123",
        "3.145.728 byte",
    ] {
        assert!(text.contains(expected), "{expected} is not in\n{text}");
    }
    let tight: String = text.split_whitespace().collect();
    for row in &content.evidence {
        assert!(tight.contains(&row.sha256), "the hash of {} is printed", row.id);
    }
}

#[test]
fn a_request_shows_its_four_parts_and_its_history_and_has_room_while_it_is_open() {
    let whole = tools::flowing(&car_form(&sample::car(true), &mut small_photos, &particulars(Lang::Vi)).unwrap().pdf);
    for expected in [
        "PHẦN 1. YÊU CẦU",
        "PHẦN 2. NGUYÊN NHÂN VÀ BIỆN PHÁP",
        "PHẦN 3. PHÊ DUYỆT",
        "PHẦN 4. KẾT QUẢ",
        "DIỄN BIẾN XỬ LÝ",
        "Quyết định: giữ nguyên yêu cầu.",
        "Tại sao (lần 2): Không có cảnh báo trước hạn.",
        "Đề nghị gia hạn hoàn thành khắc phục: từ 21/04/2026 đến 20/05/2026.",
        "Trả lại: Chưa rà soát trường hợp tương tự",
        "Hành động khắc phục có hiệu lực.",
        "09:00 10/03/2026",
    ] {
        assert!(whole.contains(expected), "{expected} is not in\n{whole}");
    }
    let mut given = particulars(Lang::Vi);
    given.number = None;
    let open = tools::flowing(&car_form(&sample::car(false), &mut NoPhotos, &given).unwrap().pdf);
    assert!(open.contains("Số: CAR-2026-0012") && open.contains("...................."), "{open}");
    assert!(!open.contains("DIỄN BIẾN XỬ LÝ"));
}

#[test]
fn every_vietnamese_letter_comes_back_composed_from_every_face() {
    let tones = ["", "\u{300}", "\u{301}", "\u{309}", "\u{303}", "\u{323}"];
    let lower: Vec<String> = "aăâeêioôơuưy".chars().map(|vowel| tones.map(|tone| format!("{vowel}{tone}")).concat()).collect();
    let letters: String = format!("đ {} Đ {}", lower.join(" "), lower.join(" ").to_uppercase());
    let composed: String = letters.nfc().collect();
    let mut content = sample::inspection(sample::Size { findings: 1, photos_each: 0, other_photos: 0 });
    // Regular and, as a heading, bold; the programme's title is set in italics.
    content.findings[0].observed = letters.nfd().collect();
    content.findings[0].number = Some(letters.nfd().collect());
    content.programme.as_mut().unwrap().title = letters.nfd().collect();
    let text = tools::flowing(&minutes(&content, &mut NoPhotos, &particulars(Lang::Vi)).unwrap().pdf);
    assert!(is_nfc(&text), "what is copied out is NFC");
    assert!(text.matches(&composed).count() >= 3, "{composed}\nis not in\n{text}");
}

#[test]
fn what_the_typeface_lacks_is_seen_to_be_missing_and_hidden_marks_are_gone() {
    let mut content = sample::inspection(sample::Size { findings: 0, photos_each: 0, other_photos: 0 });
    content.visit.conclusion = "Đạt ✓ \u{202e}ngược\u{200b} 漢\tTab".into();
    content.samples[1].lateness = Lateness::default();
    let text = tools::flowing(&minutes(&content, &mut NoPhotos, &particulars(Lang::Vi)).unwrap().pdf);
    assert!(text.contains("Đạt □ ngược □ Tab"), "{text}");
}
