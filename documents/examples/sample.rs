//! Writes the documents in both languages into a folder, for looking at them, then prints what a report with 60 photos takes:
//! `cargo run --release -p soat-documents --example sample -- FOLDER`.

#[path = "../tests/sample/mod.rs"]
mod sample;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use soat_documents::{Lang, Particulars, Printed, car_form, minutes, report};

/// Different photos among the sixty.
const DIFFERENT: usize = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let first = arguments.next().unwrap_or_else(|| "target/sample".into());
    if let ("--measure", Some(photo)) = (first.as_str(), arguments.next()) {
        return measure(Path::new(&photo));
    }
    let folder = PathBuf::from(first);
    std::fs::create_dir_all(&folder)?;
    write_all(&folder)?;
    // Photos are made here and printed in a process of its own, whose memory is not that of making them.
    for (what, width, height, quality) in
        [("1600 px copies of photos of 3 MB", 1600, 1200, 80), ("photos of 3 MB themselves", 4000, 3000, 76)]
    {
        let photo = folder.join(format!("photo-{width}"));
        for nth in 0..DIFFERENT {
            std::fs::write(format!("{}-{nth}.jpg", photo.display()), sample::picture::jpeg(width, height, quality, u32::try_from(nth)?))?;
        }
        println!("60 {what}:");
        Command::new(std::env::current_exe()?).arg("--measure").arg(&photo).status()?;
    }
    Ok(())
}

fn particulars(lang: Lang) -> Particulars<'static> {
    Particulars {
        lang,
        number: None,
        issued_on: None,
        code: "7K4M-9QXD",
        verify_url: "https://soat.langson.gov.vn/verify/7K4M-9QXD",
        id: *b"soat-sample-0001",
        made_at_millis: 1_773_048_900_000,
        zone: "Asia/Ho_Chi_Minh",
    }
}

fn write_all(folder: &Path) -> Result<(), Box<dyn Error>> {
    let content = sample::inspection(sample::USUAL);
    let mut photos = |id: &str| {
        let height = if id == "e1" { 1066 } else { 600 };
        (id != "e3").then(|| sample::picture::jpeg(800, height, 80, id.bytes().map(u32::from).sum()))
    };
    for lang in [Lang::Vi, Lang::En] {
        let given = particulars(lang);
        let write = |name: &str, printed: Printed| {
            println!("{name}-{}.pdf: {} pages, {} bytes", lang.tag(), printed.pages, printed.pdf.len());
            std::fs::write(folder.join(format!("{name}-{}.pdf", lang.tag())), printed.pdf)
        };
        write("minutes", minutes(&content, &mut photos, &given)?)?;
        write("report", report(&content, &mut photos, &given)?)?;
        write("request", car_form(&sample::car(true), &mut photos, &given)?)?;
        write("request-new", car_form(&sample::car(false), &mut photos, &given)?)?;
    }
    Ok(())
}

fn measure(photo: &Path) -> Result<(), Box<dyn Error>> {
    let content = sample::inspection(sample::Size { findings: 20, photos_each: 1, other_photos: 40 });
    let mut nth = 0;
    let mut photos = |_: &str| {
        nth += 1;
        std::fs::read(format!("{}-{}.jpg", photo.display(), nth % DIFFERENT)).ok()
    };
    let before = peak()?;
    let begun = Instant::now();
    let printed = report(&content, &mut photos, &particulars(Lang::Vi))?;
    let took = begun.elapsed().as_millis();
    println!("  {} pages, {} kB: {took} ms, peak {} MB (before printing {} MB)", printed.pages, printed.pdf.len() / 1_000, peak()?, before);
    Ok(())
}

/// The most memory this process has had, in MB (Linux).
fn peak() -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    let kib: u64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kib * 1_024 / 1_000_000)
}
