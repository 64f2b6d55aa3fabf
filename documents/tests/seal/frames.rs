//! The first revision: in order, deterministic, with its content and its fields.

use soat_documents::Box as Place;
use soat_documents::seal::Refusal;
use soat_documents::seal::verify::embedded_content;

use crate::judges::Bench;
use crate::paper::{CONTENT, framed, framed_from, places, printed};

#[test]
fn the_same_print_gives_the_same_bytes() {
    let printed = printed();
    let one = framed_from(&printed, "Biên bản", &places()).unwrap();
    let other = std::thread::spawn(move || framed_from(&printed, "Biên bản", &places()).unwrap()).join().unwrap();
    assert!(one == other);
}

#[test]
fn a_frame_claims_nothing_that_is_not_so() {
    let framed = framed();
    let text = String::from_utf8_lossy(&framed);
    assert!(text.starts_with("%PDF-1.7\n") && text.ends_with("%%EOF\n"));
    for claim in ["GTS_PDFX", "OutputIntents", "Identifier"] {
        assert!(!text.contains(claim), "{claim}");
    }
    assert!(text.contains("/PageMode/UseOutlines") || text.contains("/PageMode /UseOutlines"));
    Bench::new().qpdf(&framed).unwrap();
}

#[test]
fn the_content_can_be_taken_out_again() {
    assert_eq!(embedded_content(&framed()).unwrap(), CONTENT);
    let bench = Bench::new();
    let path = bench.put("framed.pdf", &framed());
    let listed = std::process::Command::new("pdfdetach").arg("-list").arg(path).output().expect("pdfdetach: install poppler-utils");
    assert!(String::from_utf8_lossy(&listed.stdout).contains("content.json"));
}

#[test]
fn a_box_without_room_or_page_or_name_is_refused() {
    let place = |field: &str, page: usize, rect: [f32; 4]| Place { field: field.into(), page, rect };
    let bad = [
        vec![place("lead", 2, [0.0, 0.0, 10.0, 10.0])],
        vec![place("lead", 0, [10.0, 0.0, 10.0, 10.0])],
        vec![place("lead", 0, [0.0, f32::NAN, 10.0, 10.0])],
        vec![place("a.b", 0, [0.0, 0.0, 10.0, 10.0])],
        vec![place("", 0, [0.0, 0.0, 10.0, 10.0])],
        vec![place("lead", 0, [0.0, 0.0, 10.0, 10.0]), place("lead", 1, [0.0, 0.0, 10.0, 10.0])],
    ];
    for boxes in bad {
        let field = boxes.last().unwrap().field.clone();
        assert_eq!(framed_from(&printed(), "Biên bản", &boxes).unwrap_err(), Refusal::BoxUnfit(field));
    }
}

#[test]
fn what_was_not_printed_is_refused() {
    assert_eq!(framed_from(b"no document", "Biên bản", &[]).unwrap_err().code(), "print-unreadable");
}
