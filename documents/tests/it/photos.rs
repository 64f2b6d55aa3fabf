//! Photos: as they are, with what is known about them; those that cannot be shown never stop a document.

use jpeg_encoder::ColorType;
use soat_documents::{Lang, Photos, report};

use crate::sample::picture::{encode, jpeg};
use crate::sample::{self, Size};
use crate::{particulars, tools};

const SIXTY: Size = Size { findings: 20, photos_each: 1, other_photos: 40 };

#[test]
fn sixty_photos_are_placed_byte_for_byte_and_asked_for_one_at_a_time() {
    let content = sample::inspection(SIXTY);
    let mut asked = Vec::new();
    let mut photos = |id: &str| {
        asked.push(id.to_owned());
        Some(jpeg(160, 120, 70, u32::try_from(asked.len()).unwrap()))
    };
    let printed = report(&content, &mut photos, &particulars(Lang::Vi)).unwrap();
    let mut each = asked.clone();
    each.sort();
    each.dedup();
    assert_eq!((asked.len(), each.len()), (60, 60), "each is asked for once");
    for number in 1..=60 {
        let bytes = jpeg(160, 120, 70, number);
        assert!(printed.pdf.windows(bytes.len()).any(|window| window == bytes), "photo {number} is in the file as it was handed in");
    }
    let (list, fine) = tools::run("pdfimages", &["-list"], &printed.pdf, &[]);
    assert!(fine && list.matches(" jpeg ").count() == 60, "{list}");
    let text = tools::flowing(&printed.pdf);
    assert!(text.contains("Ảnh 1.") && text.contains("Ảnh 60."));
}

#[test]
fn what_is_no_picture_is_listed_by_its_kind_and_leaves_no_blank() {
    let content = sample::inspection(Size { findings: 1, photos_each: 1, other_photos: 1 });
    let others = content.evidence.iter().filter(|row| !row.is_picture()).count();
    assert_eq!((content.evidence.len(), others), (4, 2));
    for (lang, kinds, photo, absent) in [
        (Lang::Vi, ["Tài liệu PDF", "Bản ghi âm"], "Ảnh 3.", "Không có tệp ảnh để in"),
        (Lang::En, ["PDF document", "Recording"], "Photo 3.", "No picture to print"),
    ] {
        let mut photos = |id: &str| id.starts_with('e').then(|| jpeg(160, 120, 70, 1));
        let text = tools::flowing(&report(&content, &mut photos, &particulars(lang)).unwrap().pdf);
        for kind in kinds {
            assert!(text.contains(kind), "{kind} is not in\n{text}");
        }
        assert!(!text.contains(photo) && !text.contains(absent), "{text}");
    }
}

/// Hands in odd files.
struct Odd(Vec<Option<Vec<u8>>>);

impl Photos for Odd {
    fn photo(&mut self, evidence: &str) -> Option<Vec<u8>> {
        let at: usize = evidence.trim_start_matches('e').parse().unwrap();
        self.0[at].clone()
    }
}

#[test]
fn odd_photos_are_shown_and_broken_ones_leave_a_labelled_blank() {
    let content = sample::inspection(Size { findings: 0, photos_each: 0, other_photos: 10 });
    let whole = jpeg(160, 120, 70, 1);
    let mut lying = whole.clone();
    let frame = lying.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    lying[frame + 5..frame + 9].fill(0);
    let mut odd = Odd(vec![
        Some(encode(160, 120, 70, 1, ColorType::Cmyk, false)),
        Some(encode(160, 120, 70, 2, ColorType::Rgb, true)),
        Some(encode(160, 120, 70, 3, ColorType::Luma, false)),
        Some(jpeg(1, 1, 70, 4)),
        None,
        Some(Vec::new()),
        Some(b"\x89PNG\r\n\x1a\n not really".to_vec()),
        Some(whole[..whole.len() / 2].to_vec()),
        Some(lying),
        Some(b"\xff\xd8\xff\xff\xff\xff".to_vec()),
    ]);
    let printed = report(&content, &mut odd, &particulars(Lang::Vi)).unwrap();
    let (said, fine) = tools::run("qpdf", &["--check"], &printed.pdf, &[]);
    assert!(fine, "{said}");
    let (list, _) = tools::run("pdfimages", &["-list"], &printed.pdf, &[]);
    assert_eq!(list.matches(" jpeg ").count(), 4, "{list}");
    for kind in ["cmyk", "rgb", "gray"] {
        assert!(list.contains(kind), "{kind}: {list}");
    }
    let text = tools::flowing(&printed.pdf);
    assert_eq!(text.matches("Không có tệp ảnh để in.").count(), 2, "{text}");
    assert_eq!(text.matches("Tệp ảnh không thuộc định dạng in được.").count(), 1, "{text}");
    assert_eq!(text.matches("Tệp ảnh bị hỏng, không in được.").count(), 3, "{text}");
    let drawn = tempfile::tempdir().unwrap();
    let (said, fine) = tools::run("pdftoppm", &["-r", "20"], &printed.pdf, &[drawn.path().join("page").to_str().unwrap()]);
    assert!(fine && !said.contains("rror"), "every page can be drawn: {said}");
}
