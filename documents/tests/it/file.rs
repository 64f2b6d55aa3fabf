//! The file itself: structure, typeface, what it says about itself.

use soat_documents::content::{CarForm, Inspection};
use soat_documents::{Flaw, Lang, NoPhotos, car_form, minutes, report};

use crate::sample::{self, USUAL};
use crate::{particulars, small_photos, tools};

fn all() -> Vec<(&'static str, soat_documents::Printed)> {
    let content = sample::inspection(USUAL);
    let mut printed = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        printed.push(("minutes", minutes(&content, &mut small_photos, &particulars(lang)).unwrap()));
        printed.push(("report", report(&content, &mut small_photos, &particulars(lang)).unwrap()));
        printed.push(("whole request", car_form(&sample::car(true), &mut small_photos, &particulars(lang)).unwrap()));
        printed.push(("new request", car_form(&sample::car(false), &mut NoPhotos, &particulars(lang)).unwrap()));
    }
    printed
}

#[test]
fn qpdf_finds_nothing_wrong_and_every_face_is_embedded_and_subset() {
    for (name, printed) in all() {
        let (said, fine) = tools::run("qpdf", &["--check"], &printed.pdf, &[]);
        assert!(fine && !said.contains("WARNING"), "{name}: {said}");
        let (fonts, _) = tools::run("pdffonts", &[], &printed.pdf, &[]);
        let rows: Vec<Vec<&str>> = fonts.lines().skip(2).map(|line| line.split_whitespace().collect()).collect();
        assert!(!rows.is_empty() && rows.len() <= 4, "{fonts}");
        for row in rows {
            assert!(row[0].contains("+LiberationSerif"), "{fonts}");
            assert_eq!(row[row.len() - 5..row.len() - 2], ["yes", "yes", "yes"], "embedded, subset, with Unicode: {fonts}");
        }
    }
}

#[test]
fn the_file_names_itself_and_claims_nothing_it_does_not_keep() {
    let content = sample::inspection(USUAL);
    let printed = minutes(&content, &mut small_photos, &particulars(Lang::Vi)).unwrap();
    assert!(printed.pdf.starts_with(b"%PDF-1.7\n"));
    let (said, _) = tools::run("pdfinfo", &[], &printed.pdf, &[]);
    for expected in [
        "BIÊN BẢN – Kiểm tra việc áp dụng",
        "Sở Khoa học và Công nghệ tỉnh Lạng Sơn",
        "Producer:        Soát",
        "Page size:       595.276 x 841.89 pts (A4)",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    let document = lopdf::Document::load_mem(&printed.pdf).unwrap();
    assert_eq!(document.catalog().unwrap().get(b"Lang").unwrap().as_str().unwrap(), b"vi");
    let id = document.trailer.get(b"ID").unwrap().as_array().unwrap();
    assert_eq!(id[0].as_str().unwrap(), b"soat-sample-0001");
    let information = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let information = document.get_dictionary(information).unwrap();
    assert!(information.get(b"GTS_PDFXVersion").is_err());
    assert_eq!(information.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20260309163500+07'00'");
}

#[test]
fn annotations_are_objects_of_their_own_so_that_signatures_can_be_added() {
    let content = sample::inspection(USUAL);
    let printed = minutes(&content, &mut small_photos, &particulars(Lang::Vi)).unwrap();
    let document = lopdf::Document::load_mem(&printed.pdf).unwrap();
    for page in document.page_iter() {
        let list = document.get_dictionary(page).unwrap().get(b"Annots").unwrap().as_reference().unwrap();
        let list = document.get_object(list).unwrap().as_array().unwrap();
        assert!(!list.is_empty() && list.iter().all(|one| one.as_reference().is_ok()));
    }
}

#[test]
fn content_of_another_format_is_refused_with_its_name() {
    let refused = Inspection::from_json(br#"{"format": "soat-inspection-9"}"#);
    assert!(matches!(refused, Err(Flaw::Content(_))), "what must be there is not: {refused:?}");
    let other = CarForm::from_json(br#"{"format": "soat-car-9"}"#);
    assert_eq!(other, Err(Flaw::Format("soat-car-9".into())));
    let mut given = particulars(Lang::Vi);
    given.zone = "Asia/Lang_Son";
    assert_eq!(car_form(&sample::car(false), &mut NoPhotos, &given).unwrap_err(), Flaw::Zone("Asia/Lang_Son".into()));
    given.zone = "UTC";
    given.issued_on = Some("9/3/2026");
    assert!(matches!(car_form(&sample::car(false), &mut NoPhotos, &given), Err(Flaw::Content(_))));
    let long = format!("https://soat.langson.gov.vn/{}", "x".repeat(3_000));
    given.issued_on = None;
    given.verify_url = long.as_str();
    assert_eq!(car_form(&sample::car(false), &mut NoPhotos, &given).unwrap_err(), Flaw::Address);
}
