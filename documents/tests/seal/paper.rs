//! A small printed document, framed, and signed by whoever is asked to.

use aws_lc_rs::digest::{SHA256, digest};
use jiff::Zoned;
use printpdf::{
    Actions, BorderArray, BuiltinFont, LinkAnnotation, Mm, Op, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Rect,
    TextItem,
};
use soat_documents::Box as Place;
use soat_documents::Lang;
use soat_documents::frame::{Attachment, Front, frame};
use soat_documents::seal::Refusal;
use soat_documents::seal::sign::{Signing, prepare};
use soat_documents::seal::verify::{Expected, Record, verify};

use crate::people::{OFFICE, Office, Person, local};

/// What the document is made from.
pub const CONTENT: &[u8] = br#"{"format":"soat-inspection-1","title":"Minutes"}"#;

pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    digest(&SHA256, bytes).as_ref().try_into().unwrap()
}

/// Two pages with a link and a bookmark.
pub fn printed() -> Vec<u8> {
    let mut document = PdfDocument::new("Minutes");
    let font = PdfFontHandle::Builtin(BuiltinFont::TimesRoman);
    let page = |text: &str| {
        let link = LinkAnnotation::new(
            Rect::from_xywh(Pt(50.0), Pt(700.0), Pt(100.0), Pt(12.0)),
            Actions::uri("https://soat.example/verify/ABCD".into()),
            Some(BorderArray::Solid([0.0, 0.0, 0.0])),
            None,
            None,
        );
        let written = vec![
            Op::StartTextSection,
            Op::SetTextCursor { pos: Point { x: Pt(50.0), y: Pt(750.0) } },
            Op::SetFont { font: font.clone(), size: Pt(12.0) },
            Op::ShowText { items: vec![TextItem::Text(text.into())] },
            Op::EndTextSection,
            Op::LinkAnnotation { link },
        ];
        PdfPage::new(Mm(210.0), Mm(297.0), written)
    };
    document.add_bookmark("First", 0);
    document.with_pages(vec![page("The first page"), page("The second page")]).save(&PdfSaveOptions::default(), &mut Vec::new())
}

/// Room for the three who sign minutes.
pub fn places() -> Vec<Place> {
    let place = |field: &str, left: f32| Place { field: field.into(), page: 1, rect: [left, 80.0, left + 160.0, 160.0] };
    vec![place("lead", 40.0), place("secretary", 215.0), place("unit_head", 390.0)]
}

pub fn framed_from(printed: &[u8], title: &str, places: &[Place]) -> Result<Vec<u8>, Refusal> {
    let made_at = local("2026-11-28T02:00:00Z");
    let attachment = Attachment { name: "content.json", description: "Nội dung đã chốt", json: CONTENT };
    frame(printed, &Front { title, lang: Lang::Vi, made_at: &made_at, id: [7; 16], boxes: places, attachment })
}

pub fn framed() -> Vec<u8> {
    framed_from(&printed(), "Biên bản kiểm tra", &places()).unwrap()
}

/// Signs a field of a document whose first revision is `base`, without a time-stamp.
pub fn sign(pdf: Vec<u8>, base: &[u8], field: &str, person: &Person, at: &Zoned) -> Result<Vec<u8>, Refusal> {
    let chain = [person.certificate.clone()];
    prepare(pdf, &Signing { chain: &chain, ..asking(field, base, at) })?.sign(&person.key)?.finish(None)
}

/// The same with a time-stamp of the responder.
pub fn sign_stamped(pdf: Vec<u8>, base: &[u8], field: &str, person: &Person, at: &Zoned) -> Vec<u8> {
    let chain = [person.certificate.clone()];
    let signed = prepare(pdf, &Signing { chain: &chain, ..asking(field, base, at) }).unwrap().sign(&person.key).unwrap();
    let request = signed.time_stamp_request().unwrap();
    let token = request.accept(&OFFICE.stamps.answer(request.bytes(), at.timestamp())).unwrap();
    signed.finish(Some(&token)).unwrap()
}

pub fn asking<'a>(field: &'a str, base: &[u8], at: &'a Zoned) -> Signing<'a> {
    Signing { field, base_sha256: sha256(base), chain: &[], at, lang: Lang::Vi, reason: Some("Ký biên bản"), picture: None }
}

/// The three sign in turn; every file on the way, the unsigned one first.
pub fn signed_in_turn(office: &Office) -> Vec<Vec<u8>> {
    let base = framed();
    let mut files = vec![base.clone()];
    for (field, person, at) in [
        ("lead", &office.lead, "2026-11-28T03:00:00Z"),
        ("secretary", &office.secretary, "2026-11-28T03:05:00Z"),
        ("unit_head", &office.head, "2026-11-28T03:10:00Z"),
    ] {
        let next = sign(files.last().unwrap().clone(), &base, field, person, &local(at)).unwrap();
        files.push(next);
    }
    files
}

/// Asks our own verification, knowing what the document should be.
pub fn verified(office: &Office, pdf: &[u8], base: &[u8]) -> Record {
    let signers = [("lead", &office.lead), ("secretary", &office.secretary), ("unit_head", &office.head)];
    let signers: Vec<_> = signers.iter().map(|(field, person)| ((*field).to_owned(), vec![person.certificate.sha256()])).collect();
    let expected = Expected { base_sha256: Some(sha256(base)), content_sha256: Some(sha256(CONTENT)), signers: &signers };
    office.trusting(|trust| verify(pdf, trust, &expected))
}

/// The codes of the facts that fail, each once.
pub fn failing(record: &Record) -> Vec<&'static str> {
    let mut codes: Vec<_> = record.failures().map(|(_, fact)| fact.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
