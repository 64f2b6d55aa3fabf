//! Writes the documents in both languages into a folder, for looking at them, then prints what it takes to print, frame and sign a
//! report with 60 photos: `cargo run --release -p soat-documents --example sample -- FOLDER`.

#[path = "../tests/sample/mod.rs"]
mod sample;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use aws_lc_rs::digest::{SHA256, digest};
use soat_documents::content::{Act, Moment, Person, Refusal};
use soat_documents::frame::{Attachment, Front, frame};
use soat_documents::seal::authority::{Authority, Issue, Term};
use soat_documents::seal::key::Key;
use soat_documents::seal::sign::{Signing, prepare};
use soat_documents::seal::subject::Subject;
use soat_documents::{Lang, Particulars, Photos, Printed, car_form, minutes, report};

/// Different photos among the sixty.
const DIFFERENT: usize = 4;
/// 09/03/2026 16:35 in Lạng Sơn.
const MADE_AT: i64 = 1_773_048_900_000;
const ZONE: &str = "Asia/Ho_Chi_Minh";

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
    for (what, width, height, quality) in [("copies of 1600 px", 1600, 1200, 80), ("originals of 12 megapixels", 4000, 3000, 90)] {
        let photo = folder.join(format!("photo-{width}"));
        let mut bytes = 0;
        for nth in 0..DIFFERENT {
            let made = sample::picture::jpeg(width, height, quality, u32::try_from(nth)?);
            bytes = made.len();
            std::fs::write(format!("{}-{nth}.jpg", photo.display()), made)?;
        }
        println!("60 {what}, {} kB each:", bytes / 1_000);
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
        made_at_millis: MADE_AT,
        zone: ZONE,
    }
}

/// A photo for every piece of evidence but one; one of them upright; a drawn signature of the unit's head.
struct Album;

impl Photos for Album {
    fn photo(&mut self, id: &str) -> Option<Vec<u8>> {
        let height = if id == "e1" { 1066 } else { 600 };
        (id != "e3").then(|| sample::picture::jpeg(800, height, 80, id.bytes().map(u32::from).sum()))
    }

    fn drawn_signature(&mut self, field: &str) -> Option<Vec<u8>> {
        let mut drawing = image::RgbaImage::new(300, 100);
        for x in 20..280 {
            for thick in 0..4 {
                drawing.put_pixel(x, 30 + (x % 37) + thick, image::Rgba([20, 40, 160, 255]));
            }
        }
        let mut png = std::io::Cursor::new(Vec::new());
        let drawn = field == "secretary" && drawing.write_to(&mut png, image::ImageFormat::Png).is_ok();
        drawn.then(|| png.into_inner())
    }
}

fn write_all(folder: &Path) -> Result<(), Box<dyn Error>> {
    let content = sample::inspection(sample::USUAL);
    let mut refused = content.clone();
    let head = Person { name: "Lương Thị D".into(), title: "Chủ tịch UBND xã".into() };
    let dissent = "Không thống nhất với mức độ của phát hiện F-2026-0007-01.".into();
    refused.refusals.push(Refusal {
        field: "unit_head".into(),
        act: Act { by: head, at: Moment::from_millis(MADE_AT), statement: dissent },
        recorded_by: String::new(),
    });
    for lang in [Lang::Vi, Lang::En] {
        let given = particulars(lang);
        let write = |name: &str, printed: Printed| {
            println!("{name}-{}.pdf: {} pages, {} bytes", lang.tag(), printed.pages, printed.pdf.len());
            std::fs::write(folder.join(format!("{name}-{}.pdf", lang.tag())), printed.pdf)
        };
        write("minutes", minutes(&content, &mut Album, &given)?)?;
        write("minutes-refused", minutes(&refused, &mut Album, &given)?)?;
        write("report", report(&content, &mut Album, &given)?)?;
        write("request", car_form(&sample::car(true), &mut Album, &given)?)?;
        write("request-new", car_form(&sample::car(false), &mut Album, &given)?)?;
    }
    Ok(())
}

fn measure(photo: &Path) -> Result<(), Box<dyn Error>> {
    let content = sample::inspection(sample::Size { findings: 20, photos_each: 1, other_photos: 40 });
    let json = serde_json::to_vec(&content)?;
    let mut nth = 0;
    let mut photos = |_: &str| {
        nth += 1;
        std::fs::read(format!("{}-{}.jpg", photo.display(), nth % DIFFERENT)).ok()
    };
    let before = peak()?;
    let begun = Instant::now();
    let printed = report(&content, &mut photos, &particulars(Lang::Vi))?;
    let pages = printed.pages;
    println!("  printed: {} ms, peak {} MB (before {before} MB)", begun.elapsed().as_millis(), peak()?);
    let signed = frame_and_sign(printed, &json)?;
    println!(
        "  printed, framed, signed: {} ms, peak {} MB; {pages} pages, {} kB",
        begun.elapsed().as_millis(),
        peak()?,
        signed.len() / 1_000
    );
    Ok(())
}

fn frame_and_sign(printed: Printed, json: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let at = jiff::Timestamp::from_millisecond(MADE_AT)?.in_tz(ZONE)?;
    let attachment = Attachment { name: "content.json", description: "", json };
    let front = Front { title: &printed.title, lang: Lang::Vi, made_at: &at, id: *b"soat-sample-0001", boxes: &printed.boxes, attachment };
    let framed = frame(&printed.pdf, &front).map_err(|refusal| format!("{refusal:?}"))?;
    drop(printed.pdf);
    let said = |refusal| format!("{refusal:?}");
    let term = Term { from: "2026-01-01T00:00:00Z".parse()?, to: "2027-01-01T00:00:00Z".parse()? };
    let who = Subject { name: "Nguyễn Văn A".into(), ..Subject::default() };
    let authority = Authority::found(&who, term).map_err(said)?;
    let key = Key::generate().map_err(said)?;
    let issue = Issue { subject: &who, public_key: key.public_key().map_err(said)?, term, revocation_url: None };
    let chain = [authority.issue(&issue).map_err(said)?, authority.certificate.clone()];
    let base_sha256 = digest(&SHA256, &framed).as_ref().try_into()?;
    let signing = Signing { field: "lead", base_sha256, chain: &chain, at: &at, lang: Lang::Vi, reason: None, picture: None };
    let draft = prepare(framed, &signing).map_err(said)?;
    draft.sign(&key).map_err(said)?.finish(None).map_err(|refusal| format!("{refusal:?}").into())
}

/// The most memory this process has had, in MB (Linux).
fn peak() -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    let kib: u64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kib * 1_024 / 1_000_000)
}
