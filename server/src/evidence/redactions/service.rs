//! Covering parts of a picture: the copies that show them end with the same transaction, and new ones are made by a job.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::rules;
use super::views::{self, RedactEvidence};
use crate::access::caller::{Caller, forbidden};
use crate::access::policy::Action;
use crate::evidence::entity::evidence::{self, Preview, State};
use crate::evidence::entity::{derivative, redaction};
use crate::evidence::{attachment, giving, jobs, service, store};
use crate::inspections::entity::inspection;
use crate::kernel::catalogue;
use crate::kernel::problem::Problem;
use crate::kernel::version;
use crate::ledger::{Entry, Tx};

/// What a redaction led to.
#[derive(Clone, Debug)]
pub struct Redacted {
    /// The evidence.
    pub row: evidence::Model,
    /// Made now; else the same one stood already.
    pub is_new: bool,
}

/// Covers parts of a picture, in place of what the redaction before covered. From here on no copy shows them: the old copies
/// go with this transaction, before new ones are made.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `content-deleted`, `no-preview` for what is no picture that can be shown,
/// `invalid-body`.
pub async fn redact(tx: &Tx, caller: &Caller, id: Uuid, seen: i64, input: RedactEvidence) -> Result<Redacted, Problem> {
    let (_, inspection) = store::evidence(tx.db(), caller, id).await?;
    let row = service::locked(tx, id).await?;
    if !may_redact(tx.db(), caller, &row, &inspection).await? {
        return Err(forbidden(Action::RedactEvidence));
    }
    version::require(seen, row.version)?;
    require_picture(&row)?;
    let flaws = rules::flaws(&input.regions);
    if !flaws.is_empty() {
        return Err(Problem::invalid(flaws));
    }
    let regions = rules::kept(&input.regions);
    if row.redaction > 0 && views::regions(tx.db(), id, row.redaction).await? == regions {
        return Ok(Redacted { row, is_new: false });
    }
    let number = row.redaction + 1;
    let made = redaction::ActiveModel {
        evidence_id: Set(id),
        number: Set(number),
        regions: Set(serde_json::to_string(&regions).map_err(Problem::internal)?),
        reason: Set(input.reason.clone()),
        made_by: Set(caller.user.id),
        device_id: Set(caller.device.id),
        made_at: Set(tx.now()),
    };
    made.insert(tx.db()).await?;
    derivative::Entity::delete_many().filter(derivative::Column::EvidenceId.eq(id)).exec(tx.db()).await?;
    let mut next = row.clone().into_active_model();
    next.redaction = Set(number);
    next.preview = Set(Preview::Pending);
    tx.enqueue(jobs::DERIVE, &json!({ "evidence": id }), tx.now());
    let entry = Entry::new("evidence", id, "redact").with("number", number).with("regions", json!(regions)).with("reason", input.reason);
    Ok(Redacted { row: service::change(tx, &row, entry, next).await?, is_new: true })
}

/// Whether a caller who may read this evidence may cover parts of it.
///
/// # Errors
/// Database failures.
pub async fn may_redact(
    db: &impl ConnectionTrait,
    caller: &Caller,
    row: &evidence::Model,
    inspection: &inspection::Model,
) -> Result<bool, Problem> {
    attachment::may(db, caller, Action::RedactEvidence, row.into(), inspection).await
}

/// Whether parts of it can be covered: a picture that can be shown, or is about to be.
#[must_use]
pub fn can_be_redacted(row: &evidence::Model) -> bool {
    row.state == State::Verified && row.content_deleted_at.is_none() && matches!(row.preview, Preview::Ready | Preview::Pending)
}

fn require_picture(row: &evidence::Model) -> Result<(), Problem> {
    match row.content_deleted_at {
        Some(at) => Err(Problem::of(&catalogue::CONTENT_DELETED).param("at", at)),
        None if can_be_redacted(row) => Ok(()),
        None => Err(giving::no_preview(row)),
    }
}
