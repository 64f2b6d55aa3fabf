//! The last byte is here: is it the declared content, keep it, look at it.

use axum::body::Body;
use uuid::Uuid;

use super::attachment;
use super::entity::evidence::{self, State};
use super::entity::upload::UploadState;
use super::intake::{Ending, Incoming, broken_off};
use super::reasons;
use super::rules::Settlement;
use super::uploads;
use super::{service, store, verification};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::blobs::{Piece, Sealed};
use crate::kernel::catalogue;
use crate::kernel::problem::{FieldError, Problem};
use crate::ledger::Actor;

/// Takes the whole content in one request.
///
/// # Errors
/// `not-found`, `forbidden`, `evidence-closed`, `content-mismatch`, `evidence-write-once`, `evidence-refused`, `body-incomplete`.
pub async fn put(app: AppState, caller: Caller, id: Uuid, body: Body) -> Result<evidence::Model, Problem> {
    let row = require_may_bring(&app, &caller, id).await?;
    let size = u64::try_from(row.size).unwrap_or_default();
    let mut piece = app.blobs().begin_piece().await?;
    let piece_id = piece.id();
    match receive(&mut Incoming::new(body), &mut piece, size).await {
        Ok(Ending::End) => settle(&app, &caller, id, piece.seal().await?, None).await,
        Ok(ending) => {
            app.blobs().discard(&[piece_id]).await;
            Err(if ending == Ending::TooLong { too_many_bytes(&app, &caller, id).await? } else { broken_off() })
        }
        Err(problem) => {
            app.blobs().discard(&[piece_id]).await;
            Err(problem)
        }
    }
}

async fn receive(incoming: &mut Incoming, piece: &mut Piece, size: u64) -> Result<Ending, Problem> {
    incoming.fill(piece, size, u64::MAX, None).await
}

/// Loads evidence for which the caller may bring bytes now.
///
/// # Errors
/// `not-found`, `forbidden`, `evidence-closed`.
pub async fn require_may_bring(app: &AppState, caller: &Caller, id: Uuid) -> Result<evidence::Model, Problem> {
    let (row, inspection) = store::evidence(app.read(), caller, id).await?;
    attachment::require_may_bring(app.read(), caller, (&row).into(), &inspection).await?;
    if !super::rules::may_bring_bytes(inspection.status) {
        return Err(Problem::of(&catalogue::EVIDENCE_CLOSED).param("status", inspection.status.as_str()));
    }
    Ok(row)
}

/// More bytes than were declared: they cannot be the declared ones, so nobody has to read them all.
async fn too_many_bytes(app: &AppState, caller: &Caller, id: Uuid) -> Result<Problem, Problem> {
    let tx = app.begin(caller).await?;
    let row = service::locked(&tx, id).await?;
    let action = if row.has_bytes() { "second_upload_refused" } else { "upload_refused" };
    service::note_refused_bytes(&tx, &row, action, None).await?;
    tx.commit().await?;
    if row.has_bytes() {
        return Ok(Problem::of(&catalogue::EVIDENCE_WRITE_ONCE));
    }
    Ok(Problem::of(&catalogue::BODY_TOO_LARGE).param("limit_bytes", row.size))
}

/// Settles content that arrived whole, as the end of an upload (with the offset at which its last stretch began) or by itself,
/// and looks at it.
///
/// # Errors
/// `content-mismatch`, `evidence-write-once`, `evidence-refused`, `upload-offset-mismatch`.
pub async fn settle(
    app: &AppState,
    caller: &Caller,
    id: Uuid,
    offered: Sealed,
    upload: Option<(Uuid, i64)>,
) -> Result<evidence::Model, Problem> {
    let row = store::find(app.read(), id).await?;
    let is_as_declared = service::is_as_declared(&row, &offered);
    if is_as_declared && !row.has_bytes() {
        // The file comes first: a record that says "stored" is never without it.
        app.blobs().keep(&offered).await?;
    } else {
        app.blobs().discard(&[offered.id]).await;
    }
    let tx = app.begin(caller).await?;
    let row = service::locked(&tx, id).await?;
    let mut pieces = Vec::new();
    if let Some((upload_id, from)) = upload {
        let state = if is_as_declared { UploadState::Finished } else { UploadState::Refused };
        pieces = uploads::service::close(&tx, upload_id, from, state).await?;
    }
    let (row, settlement) = service::settle(&tx, row, &offered).await?;
    tx.commit().await?;
    app.blobs().discard(&pieces).await;
    match settlement {
        Settlement::Mismatch => Err(content_mismatch(&row, &offered)),
        Settlement::SecondUpload => Err(Problem::of(&catalogue::EVIDENCE_WRITE_ONCE)),
        Settlement::Keep | Settlement::Repeated => usable(verify(app, row.id).await?),
    }
}

fn content_mismatch(row: &evidence::Model, offered: &Sealed) -> Problem {
    Problem::of(&catalogue::CONTENT_MISMATCH)
        .param("expected_size", row.size)
        .param("expected_sha256", &row.sha256)
        .param("size", offered.length)
        .param("sha256", &offered.sha256)
}

fn usable(row: evidence::Model) -> Result<evidence::Model, Problem> {
    let Some(reason) = row.refusal.as_deref().filter(|_| row.state == State::Refused) else { return Ok(row) };
    let text = reasons::text(reason);
    let why = FieldError::words(reason, "", text.vi, text.en);
    Err(Problem::of(&catalogue::EVIDENCE_REFUSED).errors(vec![why]).param("reason", reason))
}

/// Looks at content that is stored and has not been looked at; doing it again changes nothing.
///
/// # Errors
/// When the file cannot be read; the evidence stays stored then.
pub async fn verify(app: &AppState, id: Uuid) -> Result<evidence::Model, Problem> {
    let row = store::find(app.read(), id).await?;
    if row.state != State::Stored {
        return Ok(row);
    }
    let verdict = verification::judge_stored(app, &row).await?;
    let tx = app.begin_as(Actor::default()).await?;
    let row = service::locked(&tx, id).await?;
    if row.state != State::Stored {
        return Ok(row);
    }
    let row = service::conclude_verification(&tx, row, verdict).await?;
    tx.commit().await?;
    Ok(row)
}
