//! Writes the documents in both languages into a folder, for looking at them:
//! `cargo run -p soat-documents --example sample -- FOLDER`.

#[path = "../tests/sample/mod.rs"]
mod sample;

use std::path::PathBuf;

use soat_documents::{Lang, Particulars, Printed};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/sample".into()));
    std::fs::create_dir_all(&folder)?;
    let content = sample::inspection(sample::USUAL);
    for lang in [Lang::Vi, Lang::En] {
        let particulars = Particulars {
            lang,
            number: (lang == Lang::En).then_some("15/BB-ĐKT"),
            issued_on: None,
            code: "7K4M-9QXD",
            verify_url: "https://soat.langson.gov.vn/verify/7K4M-9QXD",
            id: *b"soat-sample-0001",
            made_at_millis: 1_773_048_900_000,
            zone: "Asia/Ho_Chi_Minh",
        };
        let mut photos = |id: &str| {
            let seed = id.bytes().map(u32::from).sum();
            let height = if id == "e1" { 2133 } else { 1200 };
            (id != "e3").then(|| sample::picture::jpeg(1600, height, 80, seed))
        };
        let write = |name: &str, printed: Printed| {
            println!("{name} {}: {} pages, {} bytes, {:?}", lang.tag(), printed.pages, printed.pdf.len(), printed.boxes);
            std::fs::write(folder.join(format!("{name}-{}.pdf", lang.tag())), printed.pdf)
        };
        write("minutes", soat_documents::minutes(&content, &mut photos, &particulars)?)?;
        write("report", soat_documents::report(&content, &mut photos, &particulars)?)?;
        write("car", soat_documents::car_form(&sample::car(true), &mut photos, &particulars)?)?;
        write("car-new", soat_documents::car_form(&sample::car(false), &mut photos, &particulars)?)?;
    }
    Ok(())
}
