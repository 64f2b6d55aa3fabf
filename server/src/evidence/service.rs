//! Declaring evidence, settling what its bytes are worth, taking it back: use cases within a transaction handed in.

use jiff::tz::TimeZone;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use uuid::Uuid;

use super::archive::checksums;
use super::attachment::{self, Place};
use super::entity::evidence::{self, AttachedKind, Preview, State};
use super::rules::{self, Settlement};
use super::verification::Verdict;
use super::views::{AttachedTo, DeclareEvidence};
use super::{jobs, ops, store};
use crate::access::caller::Caller;
use crate::blobs::{Digest, Sealed};
use crate::inspections;
use crate::inspections::resolution;
use crate::kernel::catalogue::{self, field};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::version;
use crate::ledger::transaction::Change;
use crate::ledger::{Entry, Tx, stream};

/// The collection in which evidence travels to devices.
pub const COLLECTION: &str = "evidence";
/// Seconds that the request which brought the last byte gets to verify it, before a job takes over.
const VERIFY_GRACE_SECONDS: i64 = 60;

/// What a declaration led to.
#[derive(Clone, Debug)]
pub struct Declared {
    /// The record.
    pub row: evidence::Model,
    /// Made now; else the same declaration was made before.
    pub is_new: bool,
}

/// Declares evidence. The same declaration again gives the same record. `limit_mib` is the largest file of the settings.
///
/// # Errors
/// `not-found` for the inspection, `forbidden`, `evidence-closed`, `request-takes-no-evidence`, `evidence-declared-otherwise`,
/// `invalid-body`.
pub async fn declare(tx: &Tx, caller: &Caller, input: DeclareEvidence, limit_mib: u64) -> Result<Declared, Problem> {
    let attached = attached_to(&input);
    let place = Place { kind: attached.kind, id: attached.id, inspection_id: input.inspection_id };
    let inspection = attachment::inspection(tx.db(), caller, place).await?;
    attachment::require_may_bring(tx.db(), caller, place, &inspection).await?;
    // Read again under the lock of its stream: the inspection may have been concluded meanwhile.
    tx.stream(&stream::of_inspection(inspection.id)).await?;
    let inspection = attachment::inspection(tx.db(), caller, place).await?;
    if evidence::Entity::find_by_id(input.id).one(tx.db()).await?.is_none() {
        attachment::require_may_add(tx.db(), caller, place, &inspection).await?;
    }
    declare_in(tx, &inspection, (caller.user.id, caller.device.id), input, limit_mib).await
}

/// Declares evidence of an inspection in which the recording was permitted: `taken_by` names the person and the device.
///
/// # Errors
/// `evidence-closed`, `request-takes-no-evidence`, `evidence-declared-otherwise`, `invalid-body`.
pub async fn declare_in(
    tx: &Tx,
    inspection: &inspections::entity::inspection::Model,
    taken_by: (Uuid, Uuid),
    input: DeclareEvidence,
    limit_mib: u64,
) -> Result<Declared, Problem> {
    let row = checked(tx, taken_by, input, limit_mib)?;
    let stream = stream::of_inspection(inspection.id);
    // Two equal declarations at once: the second waits here and then finds the first.
    tx.stream(&stream).await?;
    if let Some(known) = evidence::Entity::find_by_id(row.id).one(tx.db()).await? {
        let is_same = declaration(&known) == declaration(&row);
        return if is_same {
            Ok(Declared { row: known, is_new: false })
        } else {
            Err(Problem::of(&catalogue::EVIDENCE_DECLARED_OTHERWISE))
        };
    }
    attachment::require_own_record(tx.db(), &row).await?;
    attachment::require_open(tx.db(), &row, inspection).await?;
    let row = row.into_active_model().insert(tx.db()).await?;
    let entry = Entry::new("evidence", row.id, "declare").diff(&json!({}), &declaration(&row));
    tx.note(&stream, entry).await?;
    tx.change(&stream, COLLECTION, row.id, Change::told_to_all()).await?;
    Ok(Declared { row, is_new: true })
}

fn checked(tx: &Tx, (user_id, device_id): (Uuid, Uuid), input: DeclareEvidence, limit_mib: u64) -> Result<evidence::Model, Problem> {
    let mut flaws = Vec::new();
    let mut flaw = |pointer: &str, expected: &str| flaws.push(FieldError::of(&field::FORMAT, pointer, &[("expected", expected)]));
    if input.id.get_version_num() != 7 {
        flaw("/id", "UUID v7");
    }
    let digest = Digest::parse(&input.sha256.to_ascii_lowercase());
    if digest.is_none() {
        flaw("/sha256", "SHA-256, 64 × 0–9 a–f");
    }
    if input.captured_zone.as_deref().is_some_and(|zone| TimeZone::get(zone).is_err()) {
        flaw("/captured_zone", "IANA, Asia/Ho_Chi_Minh");
    }
    let attached = attached_to(&input);
    if attached.kind == AttachedKind::Inspection && attached.id != input.inspection_id {
        flaw("/attached_to/id", "inspection_id");
    }
    let kind = rules::declared_kind(&input.media_type).filter(|kind| rules::is_accepted(*kind, attached.kind));
    match kind {
        None => flaw("/media_type", &rules::accepted_types(attached.kind)),
        Some(kind) => {
            let limit = rules::size_limit(kind, limit_mib);
            if !(1..=limit).contains(&input.size) {
                flaws.push(FieldError::of(&field::RANGE, "/size", &[("min", "1"), ("max", &limit.to_string())]));
            }
        }
    }
    let (Some(kind), Some(digest), true) = (kind, digest, flaws.is_empty()) else { return Err(Problem::invalid(flaws)) };
    Ok(evidence::Model {
        id: input.id,
        inspection_id: input.inspection_id,
        attached_kind: attached.kind,
        attached_id: attached.id,
        media_type: kind.media_type().to_owned(),
        size: input.size,
        sha256: digest.as_str().to_owned(),
        captured_at: input.captured_at,
        captured_zone: input.captured_zone,
        latitude: input.place.map(|place| place.latitude),
        longitude: input.place.map(|place| place.longitude),
        caption: input.caption,
        captured_by: Some(user_id),
        device_id: Some(device_id),
        state: State::Declared,
        refusal: None,
        facts: String::new(),
        preview: Preview::None,
        preview_reason: None,
        withdrawn: false,
        version: 1,
        declared_at: tx.now(),
        stored_at: None,
        content_deleted_at: None,
        redaction: 0,
    })
}

fn attached_to(input: &DeclareEvidence) -> AttachedTo {
    input.attached_to.unwrap_or(AttachedTo { kind: AttachedKind::Inspection, id: input.inspection_id })
}

/// What the device said, without what the server added.
fn declaration(row: &evidence::Model) -> serde_json::Value {
    json!({
        "inspection_id": row.inspection_id,
        "attached_to": { "kind": row.attached_kind, "id": row.attached_id },
        "media_type": row.media_type,
        "size": row.size,
        "sha256": row.sha256,
        "captured_at": row.captured_at,
        "captured_zone": row.captured_zone,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "caption": row.caption,
    })
}

/// Locks the stream of a piece of evidence and reads it as it stands: from here on nobody else changes it.
///
/// # Errors
/// `not-found`.
pub async fn locked(tx: &Tx, id: Uuid) -> Result<evidence::Model, Problem> {
    let row = store::find(tx.db(), id).await?;
    tx.stream(&stream::of_inspection(row.inspection_id)).await?;
    store::find(tx.db(), id).await
}

/// Writes a change of a piece of evidence with its entry, and tells the devices.
///
/// # Errors
/// Database failures.
pub(super) async fn change(
    tx: &Tx,
    before: &evidence::Model,
    entry: Entry,
    mut row: evidence::ActiveModel,
) -> Result<evidence::Model, Problem> {
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    let stream = stream::of_inspection(after.inspection_id);
    let entry = entry.changed("state", json!(before.state), json!(after.state));
    tx.note(&stream, entry).await?;
    let told = if after.withdrawn { Change::tombstone() } else { Change::told_to_all() };
    tx.change(&stream, COLLECTION, after.id, told).await?;
    Ok(after)
}

/// Moves a piece of evidence to another state, when it is not there already.
///
/// # Errors
/// Database failures.
pub(super) async fn move_to(tx: &Tx, row: evidence::Model, state: State, action: &str) -> Result<evidence::Model, Problem> {
    if row.state == state {
        return Ok(row);
    }
    let mut next = row.clone().into_active_model();
    next.state = Set(state);
    change(tx, &row, Entry::new("evidence", row.id, action), next).await
}

/// Settles bytes that arrived whole; `offered` is what they are. The row is locked.
///
/// # Errors
/// Database failures.
pub async fn settle(tx: &Tx, row: evidence::Model, offered: &Sealed) -> Result<(evidence::Model, Settlement), Problem> {
    let is_as_declared = is_as_declared(&row, offered);
    let settlement = rules::settle(row.state, is_as_declared);
    let row = match settlement {
        Settlement::Repeated => row,
        Settlement::Keep => {
            let mut next = row.clone().into_active_model();
            next.state = Set(State::Stored);
            next.stored_at = Set(Some(tx.now()));
            let entry = Entry::new("evidence", row.id, "store").with("sha256", row.sha256.as_str()).with("size", row.size);
            // Should the program die before it has looked at the content, this job will.
            tx.enqueue(jobs::VERIFY, &json!({ "evidence": row.id }), tx.now().plus_seconds(VERIFY_GRACE_SECONDS));
            checksums::note(tx.db(), &row.sha256, offered.crc32).await?;
            change(tx, &row, entry, next).await?
        }
        Settlement::Mismatch => {
            note_refused_bytes(tx, &row, "upload_refused", Some(offered)).await?;
            back_to_declared(tx, row).await?
        }
        Settlement::SecondUpload => {
            note_refused_bytes(tx, &row, "second_upload_refused", Some(offered)).await?;
            row
        }
    };
    Ok((row, settlement))
}

/// Whether bytes are those that were declared.
#[must_use]
pub fn is_as_declared(row: &evidence::Model, offered: &Sealed) -> bool {
    i64::try_from(offered.length) == Ok(row.size) && offered.sha256.as_str() == row.sha256
}

/// Puts on record that bytes were offered and refused; `offered` is absent when they were too many to be looked at.
///
/// # Errors
/// Database failures.
pub async fn note_refused_bytes(tx: &Tx, row: &evidence::Model, action: &str, offered: Option<&Sealed>) -> Result<(), Problem> {
    let mut entry = Entry::new("evidence", row.id, action).with("declared_sha256", row.sha256.as_str());
    if let Some(offered) = offered {
        entry = entry.with("offered_sha256", offered.sha256.as_str()).with("offered_size", offered.length);
    }
    tx.note(&stream::of_inspection(row.inspection_id), entry).await
}

/// Back to declared, once no upload is under way any more.
///
/// # Errors
/// Database failures.
pub(super) async fn back_to_declared(tx: &Tx, row: evidence::Model) -> Result<evidence::Model, Problem> {
    if row.state == State::Receiving && !store::is_under_way(tx.db(), row.id).await? {
        return move_to(tx, row, State::Declared, "await").await;
    }
    Ok(row)
}

/// Writes what was found in the content. The row is locked and stored.
///
/// # Errors
/// Database failures.
pub async fn conclude_verification(tx: &Tx, row: evidence::Model, verdict: Verdict) -> Result<evidence::Model, Problem> {
    let mut next = row.clone().into_active_model();
    let (action, facts) = match verdict {
        Verdict::Good { facts, preview, preview_reason } => {
            next.state = Set(State::Verified);
            next.preview = Set(preview);
            next.preview_reason = Set(preview_reason);
            if preview == Preview::Pending {
                tx.enqueue(jobs::DERIVE, &json!({ "evidence": row.id }), tx.now());
            }
            ("verify", facts)
        }
        Verdict::Bad { reason, facts } => {
            next.state = Set(State::Refused);
            next.refusal = Set(Some(reason));
            ("refuse", facts)
        }
    };
    next.facts = Set(serde_json::to_string(&facts).map_err(Problem::internal)?);
    let mut entry = Entry::new("evidence", row.id, action);
    if let Set(Some(reason)) = &next.refusal {
        entry = entry.with("reason", reason.as_str());
    }
    change(tx, &row, entry, next).await
}

/// Takes evidence back, with a reason: a spoilt or mistaken photo. Its record and its bytes stay.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `evidence-closed`, `request-takes-no-evidence`.
pub async fn withdraw(tx: &Tx, caller: &Caller, id: Uuid, seen: i64, reason: &str) -> Result<evidence::Model, Problem> {
    let (_, inspection) = store::evidence(tx.db(), caller, id).await?;
    let row = locked(tx, id).await?;
    attachment::require_may_bring(tx.db(), caller, (&row).into(), &inspection).await?;
    version::require(seen, row.version)?;
    attachment::require_may_take_back(tx.db(), caller, &row, &inspection).await?;
    if row.withdrawn {
        return Ok(row);
    }
    // The same way as from a device, so that a later edit of the caption knows of it.
    let author = resolution::all_seeing(tx, row.inspection_id, caller.user.id, caller.device.id).await?;
    ops::take_back(tx, row.inspection_id, id, &author, reason).await?;
    store::find(tx.db(), id).await
}
