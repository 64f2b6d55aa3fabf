//! What is true of any file that somebody brings: what the file says by itself, and what this installation knows of it.

use std::sync::LazyLock;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use soat_documents::seal::verify::facts::{Fact, Outcome};
use soat_documents::seal::verify::{Expected, Record, base_sha256, embedded_content, verify};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::entity::report::{self, Kind, Status};
use super::entity::signature::Signer;
use super::{content, facts, rules, store};
use crate::app::AppState;
use crate::blobs::Digest;
use crate::certificates::keys;
use crate::certificates::trust::Trusted;
use crate::evidence::entity::evidence;
use crate::inspections;
use crate::kernel::problem::Problem;
use crate::ledger::{entry, stream};

/// Two at a time: anybody may ask, and nobody may take the machine.
static ROOM: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

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

/// Finds out what can be said about a file; with a code, whether it is that document.
///
/// # Errors
/// Database failures.
pub async fn of_file(app: &AppState, pdf: Vec<u8>, code: Option<&str>) -> Result<Verified, Problem> {
    let _turn = ROOM.acquire().await.map_err(Problem::internal)?;
    let work = move || {
        let base = base_sha256(&pdf);
        let carried = embedded_content(&pdf);
        (pdf, base, carried)
    };
    let (pdf, base, carried) = tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?;
    let report = match (code.and_then(rules::typed_code), base) {
        (Some(code), _) => store::by_code(app.read(), &code).await.ok(),
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
    let dead = matches!(report.status, Status::Superseded | Status::Withdrawn);
    let frozen = match report.kind {
        Kind::CarForm => Some(report.content_sha256.as_str()),
        Kind::Minutes | Kind::Report => inspection.frozen_digest.as_deref(),
    };
    let carries = record.content.as_ref().map(|content| content.sha256.as_str());
    Ok(vec![
        facts::KNOWN.found(ours),
        facts::STANDS.found(!dead && content::is_current(report, inspection.frozen_digest.as_deref())),
        facts::KEPT.found(kept),
        facts::CONTENT.found(carries.is_some() && carries == frozen),
        facts::EVIDENCE.found(evidence_matches(app, carried).await?),
        facts::ACTIVITY.found(activity_matches(db, report).await?),
    ])
}

/// Whether all evidence that the content names is here, with these hashes.
async fn evidence_matches(app: &AppState, carried: Option<&[u8]>) -> Result<Outcome, Problem> {
    let content: Option<Value> = carried.and_then(|bytes| serde_json::from_slice(bytes).ok());
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
