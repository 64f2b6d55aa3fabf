//! What is true of any file that somebody brings: what the file says by itself, and what this installation knows of it.

use std::sync::LazyLock;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use soat_documents::seal::verify::facts::{Fact, Outcome};
use soat_documents::seal::verify::{Expected, Record, base_sha256, embedded_content, verify};
use tokio::sync::{Semaphore, SemaphorePermit};
use uuid::Uuid;

use super::entity::report::{self, Kind, Status};
use super::entity::signature::{self, Signer, State};
use super::{content, facts, rules, store};
use crate::app::AppState;
use crate::blobs::Digest;
use crate::certificates::keys;
use crate::certificates::trust::Trusted;
use crate::evidence::entity::evidence;
use crate::inspections;
use crate::kernel::catalogue;
use crate::kernel::problem::Problem;
use crate::ledger::{entry, stream};

/// Two at a time: anybody may ask, and nobody may take the machine.
static ROOM: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

/// Files that are received, wait or are examined; more are sent away before their bytes are taken.
const PLACES: usize = 8;
static QUEUE: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(PLACES));

/// A place in the queue; to be had before the file is received, and given back by dropping it.
pub type Place = SemaphorePermit<'static>;

/// Takes a place.
///
/// # Errors
/// `busy` when all are taken.
pub fn place() -> Result<Place, Problem> {
    QUEUE.try_acquire().map_err(|_| Problem::of(&catalogue::BUSY).param("seconds", RETRY_SECONDS))
}

/// Seconds after which a place may be free.
pub const RETRY_SECONDS: u16 = 5;

/// Stands for the digest of no document.
const NO_DOCUMENT: [u8; 32] = [0; 32];

/// Everything that was found out.
#[derive(Debug)]
pub struct Verified {
    /// The document that the file claims to be.
    pub report: Option<report::Model>,
    /// What the file says.
    pub record: Record,
    /// What this installation knows.
    pub known: Vec<Fact>,
}

/// The document of a code, as somebody typed it.
///
/// # Errors
/// `not-found` when it is that of no document, or can be no code.
pub async fn document_of(db: &impl ConnectionTrait, code: &str) -> Result<report::Model, Problem> {
    store::by_code(db, &rules::typed_code(code).ok_or_else(Problem::not_found)?).await
}

/// Finds out what can be said about a file; when a document was asked for, whether it is that one.
///
/// # Errors
/// Database failures.
pub async fn of_file(app: &AppState, _place: Place, pdf: Vec<u8>, asked: Option<report::Model>) -> Result<Verified, Problem> {
    let _turn = ROOM.acquire().await.map_err(Problem::internal)?;
    let work = move || {
        let base = base_sha256(&pdf);
        let carried = embedded_content(&pdf);
        (pdf, base, carried)
    };
    let (pdf, base, carried) = tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?;
    let report = match (asked, base) {
        (Some(asked), _) => Some(asked),
        (None, Some(base)) => store::by_base(app.read(), Digest::from_bytes(&base).as_str()).await?,
        (None, None) => None,
    };
    let (base_sha256, content_sha256) = match &report {
        Some(report) => (bytes(&report.base_sha256), bytes(&report.content_sha256)),
        None => (Some(NO_DOCUMENT), None),
    };
    let signers = signers(app, report.as_ref()).await?;
    let (trusted, now) = (Trusted::load(app).await?, app.now());
    let work = move || verify(&pdf, &trusted.at(now), &Expected { base_sha256, content_sha256, signers: &signers });
    let record = tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?;
    let known = known(app, report.as_ref(), &record, carried.as_deref()).await?;
    Ok(Verified { report, record, known })
}

fn bytes(digest: &str) -> Option<[u8; 32]> {
    Digest::parse(digest)?.to_bytes().try_into().ok()
}

/// For each field, the certificates of whoever was expected, or did sign for the unit.
async fn signers(app: &AppState, report: Option<&report::Model>) -> Result<Vec<(String, Vec<[u8; 32]>)>, Problem> {
    let Some(report) = report else { return Ok(Vec::new()) };
    let mut signers = Vec::new();
    for field in store::signatures_of(app.read(), report.id).await? {
        let holder = match field.signer {
            Signer::Person => (field.expected_user_id, None),
            Signer::Seal => (None, field.expected_organisation_id),
            Signer::Head => (field.user_id, None),
        };
        let rows = keys::of_holder(app.read(), holder).await?;
        signers.push((field.field, rows.iter().filter_map(|row| bytes(row.certificate_sha256.as_deref()?)).collect()));
    }
    Ok(signers)
}

async fn known(app: &AppState, report: Option<&report::Model>, record: &Record, carried: Option<&[u8]>) -> Result<Vec<Fact>, Problem> {
    let Some(report) = report else {
        let unknown = facts::ALL.iter().skip(1).map(|check| check.found(Outcome::Unknown));
        return Ok(std::iter::once(facts::KNOWN.found(false)).chain(unknown).collect());
    };
    let db = app.read();
    let first = record.revisions.first().map(|revision| revision.sha256.as_str());
    let revisions = store::revisions(db, report.id).await?;
    let ours = revisions.iter().any(|revision| revision.is_base && Some(revision.sha256.as_str()) == first);
    let kept = revisions.iter().any(|revision| revision.sha256 == record.sha256);
    let inspection = inspections::store::by_id(db, report.inspection_id).await?;
    let newest = revisions.last().is_some_and(|revision| revision.sha256 == record.sha256);
    let dead = matches!(report.status, Status::Superseded | Status::Withdrawn);
    let frozen = match report.kind {
        Kind::CarForm => Some(report.content_sha256.as_str()),
        Kind::Minutes | Kind::Report => inspection.frozen_digest.as_deref(),
    };
    let embedded = record.content.as_ref().map(|content| content.sha256.as_str());
    Ok(vec![
        facts::KNOWN.found(ours),
        facts::STANDS.found(!dead && content::is_current(report, inspection.frozen_digest.as_deref())),
        facts::KEPT.found(kept),
        facts::NEWEST.found(newest),
        facts::FULLY_SIGNED.found(is_fully_signed(&store::signatures_of(db, report.id).await?, record)),
        facts::CONTENT.found(embedded.is_some() && embedded == frozen),
        facts::EVIDENCE.found(evidence_matches(app, report, carried).await?),
        facts::ACTIVITY.found(activity_matches(db, report).await?),
    ])
}

/// Whether everybody who was expected has signed this file, or has a refusal on record.
fn is_fully_signed(fields: &[signature::Model], record: &Record) -> bool {
    !record.signatures.is_empty() && fields.iter().all(|field| field.state == State::Refused || record.signature(&field.field).is_some())
}

/// Whether all evidence that the content names is here, with these hashes. Content that is not ours is not even read: anybody may
/// write some that takes up more room than the file.
async fn evidence_matches(app: &AppState, report: &report::Model, carried: Option<&[u8]>) -> Result<Outcome, Problem> {
    let Some(carried) = carried else { return Ok(Outcome::Unknown) };
    if Digest::of(carried).as_str() != report.content_sha256 {
        return Ok(Outcome::Fails);
    }
    let content: Option<Value> = serde_json::from_slice(carried).ok();
    let Some(named) = content.as_ref().and_then(|content| content["evidence"].as_array()) else { return Ok(Outcome::Unknown) };
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let named: Vec<(Option<Uuid>, String)> = named.iter().map(|row| (text(row, "id").parse().ok(), text(row, "sha256"))).collect();
    let mut kept = Vec::new();
    let ids: Vec<Uuid> = named.iter().filter_map(|(id, _)| *id).collect();
    for ids in ids.chunks(500) {
        kept.extend(evidence::Entity::find().filter(evidence::Column::Id.is_in(ids.iter().copied())).all(app.read()).await?);
    }
    for (id, sha256) in &named {
        let row = kept.iter().find(|row| Some(row.id) == *id && row.sha256 == *sha256);
        let Some(digest) = row.and_then(|row| Digest::parse(&row.sha256)) else { return Ok(Outcome::Fails) };
        if !app.blobs().exists(&digest).await? {
            return Ok(Outcome::Fails);
        }
    }
    Ok(Outcome::Holds)
}

/// Whether the chain of the inspection is whole, and tells that this document was made from this content.
async fn activity_matches(db: &impl ConnectionTrait, report: &report::Model) -> Result<bool, Problem> {
    let name = stream::of_inspection(report.inspection_id);
    let Some(chain) = stream::Entity::find().filter(stream::Column::Name.eq(name)).one(db).await? else { return Ok(false) };
    let entries = entry::Entity::find().filter(entry::Column::StreamId.eq(chain.id)).order_by_asc(entry::Column::Seq).all(db).await?;
    let tells =
        entries.iter().any(|row| row.record_id == report.id && row.action == "make" && row.changes.contains(&report.content_sha256));
    let whole = entries.last().is_some_and(|last| last.hash == chain.entry_hash);
    Ok(tells && whole && entry::verify_chain(&entries).is_ok())
}
