//! Printing: content and photos become the first revision of a document. The same input gives the same bytes.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use soat_documents::content::{CarForm, Inspection, Lang, Refusal};
use soat_documents::frame::{Attachment, Front, frame};
use soat_documents::{Box as Place, Flaw, Particulars, Printed, car_form, minutes, report};
use tokio::runtime::Handle;
use uuid::Uuid;

use super::entity::report::Kind;
use crate::blobs::{Blobs, Digest};
use crate::certificates::refusals;
use crate::evidence;
use crate::evidence::derivatives::LARGE_SIDE;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// Everything a first revision is made of.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The document.
    pub id: Uuid,
    /// Kind.
    pub kind: Kind,
    /// Language.
    pub lang: Lang,
    /// Number and symbol.
    pub number: Option<String>,
    /// Short code.
    pub code: String,
    /// Where it can be verified.
    pub verify_url: String,
    /// The moment it was made at.
    pub made_at: Instant,
    /// IANA zone of the times in it.
    pub zone: String,
    /// Its content: canonical JSON.
    pub json: String,
    /// Refusals to sign, to be printed.
    pub refusals: Vec<Refusal>,
    /// Fields for which somebody is expected; other places stay for a pen.
    pub fields: Vec<String>,
    /// The copies of photos that fit print, by evidence.
    pub photos: HashMap<String, Digest>,
}

/// A first revision.
#[derive(Clone, Debug)]
pub struct First {
    /// Its bytes.
    pub pdf: Vec<u8>,
    /// The fields that were laid, in the order of the pages.
    pub fields: Vec<String>,
    /// Title.
    pub title: String,
    /// Pages.
    pub pages: usize,
}

/// Prints a sheet away from the threads that serve requests; one photo is in memory at a time.
///
/// # Errors
/// `internal` when it cannot be printed; never because of a photo.
pub async fn print(sheet: Sheet, blobs: &Blobs) -> Result<First, Problem> {
    let (blobs, runtime) = (blobs.clone(), Handle::current());
    let work = move || {
        let mut photos = |evidence: &str| {
            let digest = sheet.photos.get(evidence)?;
            runtime.block_on(blobs.read(digest)).ok()
        };
        let printed = lay_out(&sheet, &mut photos).map_err(Problem::internal)?;
        framed(&sheet, printed)
    };
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?
}

fn lay_out(sheet: &Sheet, photos: &mut dyn FnMut(&str) -> Option<Vec<u8>>) -> Result<Printed, Flaw> {
    let particulars = Particulars {
        lang: sheet.lang,
        number: sheet.number.as_deref(),
        issued_on: None,
        code: &super::rules::in_groups(&sheet.code),
        verify_url: &sheet.verify_url,
        id: *sheet.id.as_bytes(),
        made_at_millis: sheet.made_at.0,
        zone: &sheet.zone,
    };
    let mut photos = |evidence: &str| photos(evidence);
    let inspection = || {
        let content = Inspection::from_json(sheet.json.as_bytes())?;
        Ok::<_, Flaw>(Inspection { refusals: sheet.refusals.clone(), ..content })
    };
    match sheet.kind {
        Kind::Minutes => minutes(&inspection()?, &mut photos, &particulars),
        Kind::Report => {
            let issued = sheet.made_at.local_date(&sheet.zone);
            report(&inspection()?, &mut photos, &Particulars { issued_on: Some(issued.as_str()), ..particulars })
        }
        Kind::CarForm => {
            let content = CarForm::from_json(sheet.json.as_bytes())?;
            car_form(&CarForm { refusals: sheet.refusals.clone(), ..content }, &mut photos, &particulars)
        }
    }
}

fn framed(sheet: &Sheet, printed: Printed) -> Result<First, Problem> {
    let boxes: Vec<Place> = printed.boxes.into_iter().filter(|place| sheet.fields.contains(&place.field)).collect();
    let (name, described) = match (sheet.kind, sheet.lang) {
        (Kind::CarForm, Lang::Vi) => ("soat-car-1.json", "Nội dung phiếu yêu cầu hành động khắc phục"),
        (Kind::CarForm, Lang::En) => ("soat-car-1.json", "Content of the corrective action request"),
        (_, Lang::Vi) => ("soat-inspection-1.json", "Nội dung cuộc kiểm tra đã khóa khi kết luận"),
        (_, Lang::En) => ("soat-inspection-1.json", "Content of the inspection, frozen at its conclusion"),
    };
    let front = Front {
        title: &printed.title,
        lang: sheet.lang,
        made_at: &sheet.made_at.zoned(&sheet.zone),
        id: *sheet.id.as_bytes(),
        boxes: &boxes,
        attachment: Attachment { name, description: described, json: sheet.json.as_bytes() },
    };
    let pdf = frame(&printed.pdf, &front).map_err(refusals::problem)?;
    let fields = boxes.into_iter().map(|place| place.field).collect();
    Ok(First { pdf, fields, title: printed.title, pages: printed.pages })
}

/// The copies of pictures that fit print, by the id of their evidence. Originals, which may tell where they were taken, are
/// never printed.
///
/// # Errors
/// Database failures.
pub async fn photos(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<String, Digest>, Problem> {
    let copies = evidence::store::derivatives(db, ids).await?;
    let large = LARGE_SIDE.to_string();
    let of =
        |rows: &[evidence::entity::derivative::Model]| rows.iter().find(|row| row.size == large).and_then(|row| Digest::parse(&row.sha256));
    Ok(copies.into_iter().filter_map(|(id, rows)| Some((id.to_string(), of(&rows)?))).collect())
}
