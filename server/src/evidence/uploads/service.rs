//! Uploads: begun, moved on, ended, forgotten; within a transaction handed in.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::access::caller::Caller;

use crate::blobs::Sealed;
use crate::evidence::entity::evidence::{self, State};
use crate::evidence::entity::upload::{self, UploadState};
use crate::evidence::entity::upload_part;
use crate::evidence::{attachment, rules, service, store};
use crate::kernel::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;
use crate::ledger::{Entry, Tx, stream};

/// What a client asks for when it begins an upload.
#[derive(Clone, Debug)]
pub struct NewUpload {
    /// Whose bytes.
    pub evidence_id: Uuid,
    /// Bytes in all; the declared size when the client does not say.
    pub length: Option<i64>,
    /// `Upload-Metadata` as sent.
    pub metadata: String,
    /// Forgotten at, unless bytes come.
    pub expires_at: Instant,
}

/// How beginning an upload went.
#[derive(Clone, Debug)]
pub enum Begun {
    /// Bytes may come.
    Upload(upload::Model),
    /// The evidence is kept already and this would be another file: on record, so commit before answering.
    Replacement,
}

/// Begins an upload.
///
/// # Errors
/// `not-found`, `forbidden`, `evidence-closed`, `upload-length-mismatch`.
pub async fn begin(tx: &Tx, caller: &Caller, input: NewUpload) -> Result<Begun, Problem> {
    let (row, inspection) = store::evidence(tx.db(), caller, input.evidence_id).await?;
    attachment::require_may_bring(tx.db(), caller, (&row).into(), &inspection).await?;
    if !rules::may_bring_bytes(inspection.status) {
        return Err(Problem::of(&catalogue::EVIDENCE_CLOSED).param("status", inspection.status.as_str()));
    }
    let row = service::locked(tx, input.evidence_id).await?;
    if input.length.is_some_and(|length| length != row.size) {
        if row.has_bytes() {
            service::note_refused_bytes(tx, &row, "second_upload_refused", None).await?;
            return Ok(Begun::Replacement);
        }
        return Err(Problem::of(&catalogue::UPLOAD_LENGTH_MISMATCH).param("declared", row.size));
    }
    let upload = upload::ActiveModel {
        id: Set(tx.new_id()),
        evidence_id: Set(row.id),
        user_id: Set(caller.user.id),
        length: Set(row.size),
        received: Set(0),
        state: Set(UploadState::Receiving),
        metadata: Set(input.metadata),
        created_at: Set(tx.now()),
        expires_at: Set(input.expires_at),
    }
    .insert(tx.db())
    .await?;
    if row.state == State::Declared {
        service::move_to(tx, row, State::Receiving, "receive").await?;
    }
    Ok(Begun::Upload(upload))
}

/// An upload to which the caller may bring bytes, or which they may end.
///
/// # Errors
/// `not-found`, `forbidden`, `evidence-closed`, `upload-gone` once it is refused, given up or too old.
pub async fn open(db: &impl ConnectionTrait, caller: &Caller, id: Uuid, now: Instant) -> Result<upload::Model, Problem> {
    let upload = store::upload(db, id).await?;
    let (row, inspection) = store::evidence(db, caller, upload.evidence_id).await?;
    attachment::require_may_bring(db, caller, (&row).into(), &inspection).await?;
    let is_gone = matches!(upload.state, UploadState::Refused | UploadState::Terminated);
    if is_gone || (upload.state == UploadState::Receiving && upload.expires_at <= now) {
        return Err(Problem::of(&catalogue::UPLOAD_GONE));
    }
    if !rules::may_bring_bytes(inspection.status) {
        return Err(Problem::of(&catalogue::EVIDENCE_CLOSED).param("status", inspection.status.as_str()));
    }
    Ok(upload)
}

/// Moves an upload on by a piece that is safe on disk. Gives the upload as it is now.
///
/// # Errors
/// `upload-offset-mismatch` when another request moved it meanwhile: the piece does not count then.
pub async fn advance(tx: &Tx, id: Uuid, from: i64, piece: &Sealed, expires_at: Instant) -> Result<upload::Model, Problem> {
    let length = i64::try_from(piece.length).map_err(Problem::internal)?;
    let upload = compare_and_set(tx, id, from, from + length, UploadState::Receiving, Some(expires_at)).await?;
    let part = upload_part::ActiveModel { upload_id: Set(id), from_offset: Set(from), length: Set(length), piece: Set(piece.id) };
    upload_part::Entity::insert(part).exec_without_returning(tx.db()).await?;
    Ok(upload)
}

/// Puts one piece in the place of all parts so far, which it was joined from. Gives the pieces that are no longer needed.
///
/// # Errors
/// `upload-offset-mismatch` when another request moved the upload meanwhile.
pub async fn replace_parts(tx: &Tx, upload: &upload::Model, joined: &Sealed) -> Result<Vec<Uuid>, Problem> {
    compare_and_set(tx, upload.id, upload.received, upload.received, UploadState::Receiving, None).await?;
    let pieces = take_parts(tx, upload.id).await?;
    let part =
        upload_part::ActiveModel { upload_id: Set(upload.id), from_offset: Set(0), length: Set(upload.received), piece: Set(joined.id) };
    upload_part::Entity::insert(part).exec_without_returning(tx.db()).await?;
    Ok(pieces)
}

/// Ends an upload whose last byte came. Gives the pieces that are no longer needed.
///
/// # Errors
/// `upload-offset-mismatch` when another request was first.
pub async fn close(tx: &Tx, id: Uuid, from: i64, state: UploadState) -> Result<Vec<Uuid>, Problem> {
    let length = store::upload(tx.db(), id).await?.length;
    compare_and_set(tx, id, from, length, state, None).await?;
    take_parts(tx, id).await
}

async fn compare_and_set(
    tx: &Tx,
    id: Uuid,
    from: i64,
    to: i64,
    state: UploadState,
    expires_at: Option<Instant>,
) -> Result<upload::Model, Problem> {
    let mut update = upload::Entity::update_many()
        .col_expr(upload::Column::Received, Expr::val(to))
        .col_expr(upload::Column::State, Expr::val(sea_orm::ActiveEnum::to_value(&state)))
        .filter(upload::Column::Id.eq(id))
        .filter(upload::Column::Received.eq(from))
        .filter(upload::Column::State.eq(UploadState::Receiving));
    if let Some(at) = expires_at {
        update = update.col_expr(upload::Column::ExpiresAt, Expr::val(at.0));
    }
    match update.exec_with_returning(tx.db()).await?.into_iter().next() {
        Some(upload) => Ok(upload),
        None => Err(offset_mismatch(store::upload(tx.db(), id).await?.received)),
    }
}

/// The refusal of a stretch that does not begin where the upload stands.
#[must_use]
pub fn offset_mismatch(received: i64) -> Problem {
    Problem::of(&catalogue::UPLOAD_OFFSET_MISMATCH).param("offset", received)
}

async fn take_parts(tx: &Tx, upload_id: Uuid) -> Result<Vec<Uuid>, Problem> {
    let pieces = store::parts(tx.db(), upload_id).await?.into_iter().map(|part| part.piece).collect();
    upload_part::Entity::delete_many().filter(upload_part::Column::UploadId.eq(upload_id)).exec(tx.db()).await?;
    Ok(pieces)
}

/// Gives an upload up. Gives the pieces that are no longer needed.
///
/// # Errors
/// `not-found`, `forbidden`, `upload-gone`; `illegal-move` when it is finished, because what is kept stays kept.
pub async fn terminate(tx: &Tx, caller: &Caller, id: Uuid) -> Result<Vec<Uuid>, Problem> {
    let upload = open(tx.db(), caller, id, tx.now()).await?;
    if upload.state == UploadState::Finished {
        return Err(Problem::of(&catalogue::ILLEGAL_MOVE).param("event", "terminate").param("status", "finished").param("allowed", "–"));
    }
    let row = service::locked(tx, upload.evidence_id).await?;
    compare_and_set(tx, id, upload.received, upload.received, UploadState::Terminated, None).await?;
    let pieces = take_parts(tx, id).await?;
    note_end(tx, &row, "upload_terminated", &upload).await?;
    service::back_to_declared(tx, row).await?;
    Ok(pieces)
}

/// Forgets an upload that is past its time. Gives the pieces that are no longer needed.
///
/// # Errors
/// Database failures.
pub async fn forget(tx: &Tx, upload: &upload::Model) -> Result<Vec<Uuid>, Problem> {
    let row = service::locked(tx, upload.evidence_id).await?;
    let still_old = upload::Column::ExpiresAt.lte(tx.now().0);
    let deleted = upload::Entity::delete_many().filter(upload::Column::Id.eq(upload.id)).filter(still_old).exec(tx.db()).await?;
    if deleted.rows_affected == 0 {
        return Ok(Vec::new());
    }
    let pieces = take_parts(tx, upload.id).await?;
    if upload.state == UploadState::Receiving {
        note_end(tx, &row, "upload_expired", upload).await?;
        service::back_to_declared(tx, row).await?;
    }
    Ok(pieces)
}

async fn note_end(tx: &Tx, row: &evidence::Model, action: &str, upload: &upload::Model) -> Result<(), Problem> {
    let entry = Entry::new("evidence", row.id, action).with("upload", upload.id.to_string()).with("received", upload.received);
    tx.note(&stream::of_inspection(row.inspection_id), entry).await
}
