//! Deleting content that is past its time: the record of the evidence stays, and one of the deletion beside it.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::entity::evidence::{self, Preview, State};
use super::entity::{deletion, derivative};
use super::{reasons, service};
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;
use crate::ledger::{Entry, Tx};

/// The evidence of an inspection whose content lies there since before a moment.
///
/// # Errors
/// Database failures.
pub async fn kept_before(db: &impl ConnectionTrait, inspection_id: Uuid, moment: Instant) -> Result<Vec<Uuid>, Problem> {
    let rows = evidence::Entity::find()
        .filter(evidence::Column::InspectionId.eq(inspection_id))
        .filter(evidence::Column::State.is_in([State::Stored, State::Verified, State::Refused]))
        .filter(evidence::Column::ContentDeletedAt.is_null())
        .filter(evidence::Column::StoredAt.lt(moment.0))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Deletes the content of a piece of evidence and its smaller copies. From now on nothing refers to the files; the sweep removes
/// them unless something else does. Doing it again changes nothing.
///
/// # Errors
/// `not-found`, database failures.
pub async fn delete(tx: &Tx, id: Uuid, rule: &str) -> Result<(), Problem> {
    let row = service::locked(tx, id).await?;
    if row.content_deleted_at.is_some() || !row.has_bytes() {
        return Ok(());
    }
    let record = deletion::ActiveModel {
        evidence_id: Set(row.id),
        inspection_id: Set(row.inspection_id),
        media_type: Set(row.media_type.clone()),
        size: Set(row.size),
        sha256: Set(row.sha256.clone()),
        deleted_at: Set(tx.now()),
        rule: Set(rule.to_owned()),
    };
    record.insert(tx.db()).await?;
    derivative::Entity::delete_many().filter(derivative::Column::EvidenceId.eq(id)).exec(tx.db()).await?;
    let entry = Entry::new("evidence", id, "delete_content").with("sha256", row.sha256.as_str()).with("size", row.size).with("rule", rule);
    let mut next = row.clone().into_active_model();
    next.content_deleted_at = Set(Some(tx.now()));
    if row.preview != Preview::None {
        next.preview = Set(Preview::Unavailable);
        next.preview_reason = Set(Some(reasons::CONTENT_DELETED.to_owned()));
    }
    service::change(tx, &row, entry, next).await?;
    Ok(())
}
