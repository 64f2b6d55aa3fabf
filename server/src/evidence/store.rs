//! Queries over evidence and uploads, always within what the caller may read.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Iterable, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::attachment;
use super::entity::evidence::{AttachedKind, State};
use super::entity::upload::UploadState;
use super::entity::{derivative, evidence, upload, upload_part};
use crate::access::caller::Caller;
use crate::inspections::entity::inspection;
use crate::kernel::problem::Problem;

/// A piece of evidence that the caller may read, as the work of its inspection or as part of a corrective action request, with
/// that inspection.
///
/// # Errors
/// `not-found`.
pub async fn evidence(db: &impl ConnectionTrait, caller: &Caller, id: Uuid) -> Result<(evidence::Model, inspection::Model), Problem> {
    let row = find(db, id).await?;
    let inspection = attachment::inspection(db, caller, (&row).into()).await?;
    Ok((row, inspection))
}

/// A piece of evidence, whoever asks: for the program itself.
///
/// # Errors
/// `not-found`.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<evidence::Model, Problem> {
    evidence::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)
}

/// Which evidence of an inspection is wanted.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// In this state.
    pub state: Option<State>,
    /// Belonging to this record.
    pub attached_to: Option<Uuid>,
    /// Taken back too.
    pub withdrawn: bool,
}

/// A page of the evidence of an inspection in the order of ids, which is nearly that of making. The caller was let in to the
/// inspection before.
///
/// # Errors
/// Database failures.
pub async fn of_inspection(
    db: &impl ConnectionTrait,
    inspection_id: Uuid,
    filter: &Filter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<evidence::Model>, Problem> {
    let mut query = evidence::Entity::find().filter(evidence::Column::InspectionId.eq(inspection_id));
    if let Some(state) = filter.state {
        query = query.filter(evidence::Column::State.eq(state));
    }
    if let Some(record) = filter.attached_to {
        query = query.filter(evidence::Column::AttachedId.eq(record));
    }
    if !filter.withdrawn {
        query = query.filter(evidence::Column::Withdrawn.eq(false));
    }
    if let Some(id) = after {
        query = query.filter(evidence::Column::Id.gt(id));
    }
    Ok(query.order_by_asc(evidence::Column::Id).limit(limit + 1).all(db).await?)
}

/// How many pieces of evidence of an inspection, not taken back, are not verified: none may be left when it is concluded.
///
/// # Errors
/// Database failures.
pub async fn unverified_count(db: &impl ConnectionTrait, inspection_id: Uuid) -> Result<u64, Problem> {
    Ok(evidence::Entity::find()
        .filter(evidence::Column::InspectionId.eq(inspection_id))
        .filter(evidence::Column::Withdrawn.eq(false))
        .filter(evidence::Column::State.ne(State::Verified))
        .count(db)
        .await?)
}

/// How many usable pieces of evidence (neither refused nor taken back) belong to each record of an inspection.
///
/// # Errors
/// Database failures.
pub async fn counts_by_attachment(db: &impl ConnectionTrait, inspection_id: Uuid) -> Result<HashMap<(AttachedKind, Uuid), i64>, Problem> {
    let rows: Vec<(AttachedKind, Uuid, i64)> = evidence::Entity::find()
        .select_only()
        .column(evidence::Column::AttachedKind)
        .column(evidence::Column::AttachedId)
        .column_as(evidence::Column::Id.count(), "pieces")
        .filter(evidence::Column::InspectionId.eq(inspection_id))
        .filter(evidence::Column::Withdrawn.eq(false))
        .filter(evidence::Column::State.ne(State::Refused))
        .group_by(evidence::Column::AttachedKind)
        .group_by(evidence::Column::AttachedId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(kind, id, count)| ((kind, id), count)).collect())
}

/// How many verified pieces of evidence belong to each of some records.
///
/// # Errors
/// Database failures.
pub async fn verified_counts(db: &impl ConnectionTrait, records: &[Uuid]) -> Result<HashMap<Uuid, usize>, Problem> {
    let rows = evidence::Entity::find()
        .filter(evidence::Column::AttachedId.is_in(records.iter().copied()))
        .filter(evidence::Column::Withdrawn.eq(false))
        .filter(evidence::Column::State.eq(State::Verified))
        .all(db)
        .await?;
    let mut counts = HashMap::new();
    for row in rows {
        *counts.entry(row.attached_id).or_insert(0) += 1;
    }
    Ok(counts)
}

/// How many pieces of evidence, declared and not taken back, belong to some records together.
///
/// # Errors
/// Database failures.
pub async fn count_attached(db: &impl ConnectionTrait, records: &[Uuid]) -> Result<u64, Problem> {
    Ok(evidence::Entity::find()
        .filter(evidence::Column::AttachedId.is_in(records.iter().copied()))
        .filter(evidence::Column::Withdrawn.eq(false))
        .filter(evidence::Column::State.ne(State::Refused))
        .count(db)
        .await?)
}

/// The evidence of some records that was not taken back, in the order of its ids.
///
/// # Errors
/// Database failures.
pub async fn of_records(db: &impl ConnectionTrait, records: &[Uuid]) -> Result<Vec<evidence::Model>, Problem> {
    Ok(evidence::Entity::find()
        .filter(evidence::Column::AttachedId.is_in(records.iter().copied()))
        .filter(evidence::Column::Withdrawn.eq(false))
        .order_by_asc(evidence::Column::Id)
        .all(db)
        .await?)
}

/// The smaller copies of pictures, by picture, the largest first.
///
/// # Errors
/// Database failures.
pub async fn derivatives(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<derivative::Model>>, Problem> {
    let mut found: HashMap<Uuid, Vec<_>> = HashMap::new();
    let of_these = derivative::Column::EvidenceId.is_in(ids.iter().copied());
    for row in derivative::Entity::find().filter(of_these).order_by_asc(derivative::Column::Size).all(db).await? {
        found.entry(row.evidence_id).or_default().push(row);
    }
    Ok(found)
}

/// The newest upload under way of each piece of evidence.
///
/// # Errors
/// Database failures.
pub async fn uploads_under_way(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, upload::Model>, Problem> {
    let rows = upload::Entity::find()
        .filter(upload::Column::EvidenceId.is_in(ids.iter().copied()))
        .filter(upload::Column::State.eq(UploadState::Receiving))
        .order_by_asc(upload::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.evidence_id, row)).collect())
}

/// Whether any upload of a piece of evidence is under way.
///
/// # Errors
/// Database failures.
pub async fn is_under_way(db: &impl ConnectionTrait, evidence_id: Uuid) -> Result<bool, Problem> {
    Ok(uploads_under_way(db, &[evidence_id]).await?.contains_key(&evidence_id))
}

/// An upload, whoever asks.
///
/// # Errors
/// `not-found`.
pub async fn upload(db: &impl ConnectionTrait, id: Uuid) -> Result<upload::Model, Problem> {
    upload::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)
}

/// The parts of an upload, in their order.
///
/// # Errors
/// Database failures.
pub async fn parts(db: &impl ConnectionTrait, upload_id: Uuid) -> Result<Vec<upload_part::Model>, Problem> {
    let of_this = upload_part::Column::UploadId.eq(upload_id);
    Ok(upload_part::Entity::find().filter(of_this).order_by_asc(upload_part::Column::FromOffset).all(db).await?)
}

/// The evidence of the visit itself that was not taken back, in the order of its ids: that of corrective actions comes later.
///
/// # Errors
/// Database failures.
pub async fn standing(db: &impl ConnectionTrait, inspection_id: Uuid) -> Result<Vec<evidence::Model>, Problem> {
    Ok(evidence::Entity::find()
        .filter(evidence::Column::InspectionId.eq(inspection_id))
        .filter(evidence::Column::AttachedKind.is_not_in(AttachedKind::iter().filter(|kind| kind.is_of_car())))
        .filter(evidence::Column::Withdrawn.eq(false))
        .order_by_asc(evidence::Column::Id)
        .all(db)
        .await?)
}
