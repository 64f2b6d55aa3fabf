//! Documents on paper, as people and other programs read them. The programs are poppler-utils (pdftotext, pdffonts, pdfimages,
//! pdftoppm) and qpdf; where one is missing the tests fail and say so.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../sample/mod.rs"]
mod sample;
mod tools;

mod file;
mod pages;
mod photos;
mod same;
mod signing;
mod text;

use soat_documents::{Lang, Particulars};

/// What goes with the samples.
fn particulars(lang: Lang) -> Particulars<'static> {
    Particulars {
        lang,
        number: Some("15/BB-ĐKT"),
        issued_on: Some("2026-03-09"),
        code: "7K4M-9QXD",
        verify_url: "https://soat.langson.gov.vn/verify/7K4M-9QXD",
        id: *b"soat-sample-0001",
        made_at_millis: 1_773_048_900_000,
        zone: "Asia/Ho_Chi_Minh",
    }
}

/// A small photo for every piece of evidence.
#[expect(clippy::unnecessary_wraps, reason = "whoever hands in photos may have none")]
fn small_photos(id: &str) -> Option<Vec<u8>> {
    let seed = id.bytes().map(u32::from).sum();
    Some(sample::picture::jpeg(160, 120, 70, seed))
}
