//! What the archive says of itself: `manifest.json` for programs, `SHA256SUMS` for `sha256sum -c`.

use serde::Serialize;
use uuid::Uuid;

use crate::blobs::Digest;
use crate::evidence::entity::evidence::{self, AttachedKind, State};
use crate::evidence::views::Place;
use crate::kernel::clock::{Instant, LocalDate};

/// The form of the manifest; another number for another form.
pub const FORMAT: &str = "soat-evidence-archive/1";

/// Why the file of a piece of evidence is not in the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftOut {
    /// It was taken back.
    Withdrawn,
    /// Its bytes have not come, or not all of them.
    NotStored,
    /// Its bytes came and have not been looked at yet.
    NotVerified,
    /// Its content was refused; `refusal` says why.
    Refused,
    /// Its content was past its time of keeping.
    ContentDeleted,
    /// Parts of it are covered, the original is not for whoever asks, and there is no covered copy (yet).
    NoCoveredCopy,
    /// The record says that it is stored, and the store does not have it: a fault of the installation.
    Missing,
}

/// Which form of a piece of evidence its file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// The bytes as they were recorded.
    Original,
    /// A smaller copy in which parts are covered, for whoever may not see the original.
    Covered,
}

/// Why a piece of evidence has no file in the archive, as far as its record tells.
#[must_use]
pub fn left_out(row: &evidence::Model) -> Option<LeftOut> {
    match row.state {
        _ if row.withdrawn => Some(LeftOut::Withdrawn),
        _ if row.content_deleted_at.is_some() => Some(LeftOut::ContentDeleted),
        State::Declared | State::Receiving => Some(LeftOut::NotStored),
        State::Stored => Some(LeftOut::NotVerified),
        State::Refused => Some(LeftOut::Refused),
        State::Verified => None,
    }
}

/// The manifest. It tells no moment of making: the same content gives the same bytes.
#[derive(Clone, Debug, Serialize)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: &'static str,
    /// The inspection.
    pub inspection: Inspection,
    /// All of its evidence, also what has no file here, in the order of taking.
    pub evidence: Vec<Piece>,
}

/// The inspection.
#[derive(Clone, Debug, Serialize)]
pub struct Inspection {
    /// The inspection.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// The unit.
    pub organisation_id: Uuid,
    /// Its name.
    pub organisation: String,
    /// First planned day.
    pub planned_from: LocalDate,
    /// Last planned day.
    pub planned_to: LocalDate,
    /// The zone of the moments in the names of files.
    pub zone: String,
}

/// What a piece of evidence belongs to.
#[derive(Clone, Debug, Serialize)]
pub struct Owner {
    /// What kind of record.
    pub kind: AttachedKind,
    /// The record.
    pub id: Uuid,
    /// As people call it: an item of the checklist, the code of a dossier, a number.
    pub label: String,
}

/// Who took it.
#[derive(Clone, Debug, Serialize)]
pub struct Taker {
    /// The person.
    pub id: Uuid,
    /// Their name.
    pub name: String,
}

/// One piece of evidence.
#[derive(Clone, Debug, Serialize)]
pub struct Piece {
    /// The evidence.
    pub id: Uuid,
    /// Its path in the archive.
    pub file: Option<String>,
    /// Which form that file is; sum and size of a covered copy are not those that are told here.
    pub form: Option<Form>,
    /// Why it has none.
    pub left_out: Option<LeftOut>,
    /// How far it has come.
    pub state: State,
    /// Why its content was refused: a code.
    pub refusal: Option<String>,
    /// Taken back.
    pub withdrawn: bool,
    /// What it belongs to.
    pub attached_to: Owner,
    /// Media type.
    pub media_type: String,
    /// Bytes of the original.
    pub size: i64,
    /// SHA-256 of the original.
    pub sha256: String,
    /// What it shows.
    pub caption: String,
    /// When it was taken, by the device's clock.
    pub captured_at: Option<Instant>,
    /// The zone of that clock.
    pub captured_zone: Option<String>,
    /// Where it was taken.
    pub place: Option<Place>,
    /// Who took it.
    pub captured_by: Option<Taker>,
    /// When the declaration reached the server.
    pub declared_at: Instant,
    /// When its last byte was safe.
    pub stored_at: Option<Instant>,
    /// When its content was deleted.
    pub content_deleted_at: Option<Instant>,
}

impl Piece {
    /// What the record says; whether there is a file is told by the caller.
    #[must_use]
    pub fn of(row: &evidence::Model, label: &str, taker: &str) -> Self {
        Self {
            id: row.id,
            file: None,
            form: None,
            left_out: left_out(row),
            state: row.state,
            refusal: row.refusal.clone(),
            withdrawn: row.withdrawn,
            attached_to: Owner { kind: row.attached_kind, id: row.attached_id, label: label.to_owned() },
            media_type: row.media_type.clone(),
            size: row.size,
            sha256: row.sha256.clone(),
            caption: row.caption.clone(),
            captured_at: row.captured_at,
            captured_zone: row.captured_zone.clone(),
            place: row.latitude.zip(row.longitude).map(|(latitude, longitude)| Place { latitude, longitude }),
            captured_by: row.captured_by.map(|id| Taker { id, name: taker.to_owned() }),
            declared_at: row.declared_at,
            stored_at: row.stored_at,
            content_deleted_at: row.content_deleted_at,
        }
    }
}

/// The sums of some files, as `sha256sum -c` reads them.
#[must_use]
pub fn sums<'a>(files: impl IntoIterator<Item = (&'a Digest, &'a str)>) -> String {
    let mut text = String::new();
    for (digest, name) in files {
        text.extend([digest.as_str(), "  ", name, "\n"]);
    }
    text
}
