//! Room for signatures, drawn signatures, refusals.

use soat_documents::content::{Act, Moment, Person, Refusal};
use soat_documents::{Lang, NoPhotos, Photos, Printed, car_form, minutes, report};

use crate::sample::{self, Size};
use crate::{particulars, tools};

const FEW: Size = Size { findings: 1, photos_each: 0, other_photos: 0 };

fn fields(printed: &Printed) -> Vec<&str> {
    printed.boxes.iter().map(|room| room.field.as_str()).collect()
}

#[test]
fn there_is_room_on_paper_for_every_signer() {
    let content = sample::inspection(FEW);
    let of_minutes = minutes(&content, &mut NoPhotos, &particulars(Lang::Vi)).unwrap();
    assert_eq!(fields(&of_minutes), ["unit_head", "secretary", "lead"]);
    let of_report = report(&content, &mut NoPhotos, &particulars(Lang::Vi)).unwrap();
    assert_eq!(fields(&of_report), ["seal", "lead"]);
    let of_request = car_form(&sample::car(true), &mut NoPhotos, &particulars(Lang::Vi)).unwrap();
    assert_eq!(fields(&of_request), ["lead", "unit_head", "unit_plan", "reviewer", "verifier", "chair"]);
    for printed in [of_minutes, of_report, of_request] {
        for (at, room) in printed.boxes.iter().enumerate() {
            let [left, bottom, right, top] = room.rect;
            assert!(room.page < printed.pages && left > 80.0 && right < 560.0 && bottom > 70.0 && top < 800.0, "{room:?}");
            assert!(right - left > 120.0 && top - bottom > 60.0, "{room:?}");
            let apart = |other: &soat_documents::Box| {
                other.page != room.page
                    || other.rect[0] >= right
                    || other.rect[2] <= left
                    || other.rect[1] >= top
                    || other.rect[3] <= bottom
            };
            assert!(printed.boxes[..at].iter().all(apart), "{room:?} overlaps");
        }
    }
}

/// A device on which the unit's head has drawn a signature.
struct Device(Vec<u8>);

impl Photos for Device {
    fn photo(&mut self, _: &str) -> Option<Vec<u8>> {
        None
    }

    fn drawn_signature(&mut self, field: &str) -> Option<Vec<u8>> {
        (field == "unit_head").then(|| self.0.clone())
    }
}

#[test]
fn a_drawn_signature_is_a_picture_and_is_labelled_so() {
    let content = sample::inspection(FEW);
    let mut drawing = image::RgbaImage::new(300, 100);
    for x in 20..280 {
        drawing.put_pixel(x, 50 + x % 17, image::Rgba([20, 40, 160, 255]));
    }
    let mut png = std::io::Cursor::new(Vec::new());
    drawing.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let printed = minutes(&content, &mut Device(png.into_inner()), &particulars(Lang::Vi)).unwrap();
    let text = tools::flowing(&printed.pdf);
    assert_eq!(text.matches("không phải chữ ký số").count(), 1, "{text}");
    let (list, _) = tools::run("pdfimages", &["-list"], &printed.pdf, &[]);
    assert!(list.contains("300   100"), "{list}");
    assert!(fields(&printed).contains(&"unit_head"), "there is still room for a digital one");
    let unreadable = minutes(&content, &mut Device(b"no picture".to_vec()), &particulars(Lang::Vi)).unwrap();
    assert!(tools::flowing(&unreadable.pdf).contains("Không đọc được hình ảnh chữ ký"));
}

#[test]
fn a_refusal_is_printed_with_its_dissent_and_leaves_no_room_to_sign() {
    let mut content = sample::inspection(FEW);
    content.refusals.push(Refusal {
        field: "unit_head".into(),
        act: Act {
            by: Person { name: "Lương Thị D".into(), title: "Chủ tịch UBND xã".into() },
            at: Moment::from_millis(1_773_050_400_000),
            statement: "Không thống nhất với phát hiện F-2026-0007-01.".into(),
        },
        recorded_by: String::new(),
    });
    let printed = minutes(&content, &mut NoPhotos, &particulars(Lang::Vi)).unwrap();
    assert_eq!(fields(&printed), ["secretary", "lead"]);
    let text = tools::flowing(&printed.pdf);
    for expected in [
        "VII. TỪ CHỐI KÝ VÀ Ý KIẾN BẢO LƯU",
        "Lương Thị D (Chủ tịch UBND xã) từ chối ký lúc 17:00 09/03/2026.",
        "Ý kiến bảo lưu: Không thống nhất với phát hiện F-2026-0007-01.",
        "việc từ chối ký và ý kiến bảo lưu được ghi trong biên bản./.",
        "Không ký. Ý kiến được ghi tại mục",
    ] {
        assert!(text.contains(expected), "{expected} is not in\n{text}");
    }
}

#[test]
fn a_refusal_that_somebody_else_recorded_says_on_whose_word_it_rests() {
    let mut content = sample::inspection(FEW);
    content.refusals.push(Refusal {
        field: "unit_head".into(),
        act: Act {
            by: Person { name: "Lương Thị D".into(), title: String::new() },
            at: Moment::from_millis(1_773_050_400_000),
            statement: "Không thống nhất.".into(),
        },
        recorded_by: "Nguyễn Văn A".into(),
    });
    let text = tools::flowing(&minutes(&content, &mut NoPhotos, &particulars(Lang::Vi)).unwrap().pdf);
    assert!(text.contains("Lương Thị D từ chối ký lúc 17:00 09/03/2026, theo ghi nhận của Nguyễn Văn A."), "{text}");
}

#[test]
fn minutes_with_disagreements_do_not_end_in_agreement() {
    let mut content = sample::inspection(FEW);
    let last = |content: &_| tools::flowing(&minutes(content, &mut NoPhotos, &particulars(Lang::Vi)).unwrap().pdf);
    let text = last(&content);
    assert!(!content.visit.disagreements.is_empty() && !text.contains("cùng nghe, thống nhất"), "{text}");
    assert!(text.contains("các ý kiến chưa thống nhất được ghi trong biên bản"), "{text}");
    content.visit.disagreements = " ".into();
    assert!(last(&content).contains("cùng nghe, thống nhất và cùng ký tên"));
}
