//! What stands on each page, and where pages end.

use soat_documents::{Lang, NoPhotos, car_form, minutes, report};

use crate::sample::{self, Size, USUAL};
use crate::{particulars, small_photos, tools};

const NONE: Size = Size { findings: 0, photos_each: 0, other_photos: 0 };

#[test]
fn every_page_has_its_number_the_code_and_the_address() {
    let content = sample::inspection(USUAL);
    let printed = report(&content, &mut small_photos, &particulars(Lang::Vi)).unwrap();
    let pages = tools::pages(&printed.pdf);
    assert_eq!(pages.len(), printed.pages);
    for (at, page) in pages.iter().enumerate() {
        for expected in [
            format!("Trang {}/{}", at + 1, pages.len()),
            "Mã tra cứu: 7K4M-9QXD".into(),
            "https://soat.langson.gov.vn/verify/7K4M-9QXD".into(),
        ] {
            assert!(page.contains(&expected), "page {}: {expected}", at + 1);
        }
    }
    let first_line = |page: &String| page.lines().find(|line| !line.trim().is_empty()).map(|line| line.trim().to_owned());
    assert_eq!(first_line(&pages[1]).as_deref(), Some("2"), "from the second page on the decree wants the number at the top");
    assert!(first_line(&pages[0]).unwrap().contains("CỘNG HÒA XÃ HỘI"));
}

#[test]
fn the_header_of_a_table_comes_back_on_every_page_it_goes_on_to() {
    let content = sample::inspection(USUAL);
    let pages = tools::pages(&minutes(&content, &mut small_photos, &particulars(Lang::Vi)).unwrap().pdf);
    let begins = pages.iter().position(|page| page.contains("KẾT QUẢ GHI NHẬN THEO PHIẾU KIỂM TRA")).unwrap();
    let ends = pages.iter().position(|page| page.contains("DANH MỤC BẰNG CHỨNG VÀ MÃ BĂM")).unwrap();
    assert!(ends - begins > 3, "the checklist is longer than a few pages");
    for page in &pages[begins..ends] {
        assert_eq!(page.matches("Nội dung kiểm tra và ghi nhận").count(), 1, "{page}");
    }
}

#[test]
fn a_row_taller_than_a_page_is_printed_to_its_last_word() {
    let mut content = sample::inspection(NONE);
    let words: Vec<String> = (0..1_500).map(|at| format!("từ{at}")).collect();
    content.responses[0].note = words.join(" ");
    let text = tools::flowing(&minutes(&content, &mut NoPhotos, &particulars(Lang::Vi)).unwrap().pdf);
    for word in &words {
        assert!(text.contains(word.as_str()), "{word} is lost");
    }
}

#[test]
fn without_findings_dossiers_and_evidence_the_documents_say_so() {
    let mut content = sample::inspection(NONE);
    content.samples.clear();
    content.evidence.clear();
    content.attendees.clear();
    content.visit.sessions.clear();
    content.visit.conclusion.clear();
    content.score = None;
    content.rating = None;
    content.programme = None;
    for printed in [minutes(&content, &mut NoPhotos, &particulars(Lang::Vi)), report(&content, &mut NoPhotos, &particulars(Lang::Vi))] {
        let text = tools::flowing(&printed.unwrap().pdf);
        for expected in ["Không có phát hiện.", "Không lấy mẫu hồ sơ.", "Không có bằng chứng kèm theo.", "Không ghi nhận."]
        {
            assert!(text.contains(expected), "{expected} is not in\n{text}");
        }
    }
}

#[test]
fn three_hundred_findings_are_all_printed() {
    let content = sample::inspection(Size { findings: 300, photos_each: 0, other_photos: 0 });
    let printed = report(&content, &mut NoPhotos, &particulars(Lang::Vi)).unwrap();
    let (said, fine) = tools::run("qpdf", &["--check"], &printed.pdf, &[]);
    assert!(fine, "{said}");
    let text = tools::flowing(&printed.pdf);
    for finding in &content.findings {
        assert!(text.contains(finding.label()), "{}", finding.label());
    }
}

#[test]
fn headings_are_never_the_last_line_of_a_page() {
    for findings in 0..9 {
        let content = sample::inspection(Size { findings, photos_each: 1, other_photos: 0 });
        let pages = tools::pages(&minutes(&content, &mut small_photos, &particulars(Lang::Vi)).unwrap().pdf);
        for page in &pages {
            let body: Vec<&str> = page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            let footer = body.iter().position(|line| line.starts_with("Mã tra cứu")).unwrap();
            let last = body[footer - 1];
            let heading = ["I. ", "II. ", "III. ", "IV. ", "V. ", "VI. "].iter().any(|number| last.starts_with(number))
                || last.contains(" – Không phù hợp");
            assert!(!heading, "{findings} findings: {last}");
        }
    }
}

#[test]
fn the_outline_leads_to_parts_findings_and_annexes() {
    let content = sample::inspection(USUAL);
    let printed = minutes(&content, &mut small_photos, &particulars(Lang::Vi)).unwrap();
    let document = lopdf::Document::load_mem(&printed.pdf).unwrap();
    let outlines = document.get_toc().unwrap();
    let titles: Vec<(usize, &str)> = outlines.toc.iter().map(|entry| (entry.level, entry.title.as_str())).collect();
    assert!(titles.contains(&(1, "I. THÀNH PHẦN THAM DỰ")), "{titles:?}");
    assert!(titles.contains(&(2, "3.1. F-2026-0007-01 – Không phù hợp nặng")), "{titles:?}");
    assert!(titles.iter().any(|(_, title)| title.starts_with("Phụ lục II. ")), "{titles:?}");
    assert_eq!(document.catalog().unwrap().get(b"PageMode").unwrap().as_name().unwrap(), b"UseOutlines");
}

#[test]
fn a_request_of_one_sheet_more_or_less_still_ends_with_its_recipients() {
    let pages = tools::pages(&car_form(&sample::car(true), &mut small_photos, &particulars(Lang::Vi)).unwrap().pdf);
    assert!(pages.last().unwrap().contains("Nơi nhận:"));
}
