//! Bytes of an upload, as they come in: each request writes pieces of its own, and what is safe moves the offset on.

use axum::body::Body;
use uuid::Uuid;

use super::headers::Checksum;
use super::service;
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::blobs::Sealed;
use crate::evidence::entity::upload::{self, UploadState};
use crate::evidence::intake::{Ending, Incoming, broken_off};
use crate::evidence::{arrival, store};
use crate::kernel::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// Bytes after which what came is made safe although more is coming, so that a crash costs a slow sender no more than this.
const CHECKPOINT: u64 = 16 << 20;
/// Parts of one upload before they are joined: a sender whose connection breaks every few kilobytes leaves many.
const MAX_PARTS: usize = 200;

/// One request that brings bytes.
#[derive(Debug)]
pub struct Stretch {
    /// Where the sender thinks the upload stands.
    pub offset: i64,
    /// The length of the whole upload, when its client tells it only now.
    pub whole: Option<i64>,
    /// The length of the body, when it is known.
    pub announced: Option<u64>,
    /// What the body must hash to.
    pub checksum: Option<Checksum>,
    /// The body.
    pub body: Body,
}

/// When an upload that receives bytes now is forgotten.
#[must_use]
pub fn expiry(app: &AppState) -> Instant {
    app.now().plus_seconds(i64::from(app.settings().upload_expiry_hours) * 3_600)
}

/// Takes a stretch of an upload. What arrived whole, or until the sender vanished, is safe and told by the offset; with a
/// checksum it is the whole stretch or nothing.
///
/// # Errors
/// `not-found`, `forbidden`, `upload-gone`, `upload-offset-mismatch`, `upload-length-mismatch`, `checksum-mismatch`,
/// `body-too-large`, `storage-unavailable`, and at the last byte those of [`arrival::settle`].
pub async fn append(app: AppState, caller: Caller, id: Uuid, stretch: Stretch) -> Result<upload::Model, Problem> {
    let upload = service::open(app.read(), &caller, id, app.now()).await?;
    if upload.received != stretch.offset {
        return Err(service::offset_mismatch(upload.received));
    }
    if stretch.whole.is_some_and(|length| length != upload.length) {
        return Err(Problem::of(&catalogue::UPLOAD_LENGTH_MISMATCH).param("declared", upload.length));
    }
    let room = room(&upload, upload.received);
    if stretch.announced.is_some_and(|length| length > room) {
        return Err(too_long(room));
    }
    if upload.state == UploadState::Finished || stretch.announced == Some(0) {
        return Ok(upload);
    }
    let upload = join_many(&app, &caller, upload).await?;
    receive(&app, &caller, upload, stretch).await
}

async fn receive(app: &AppState, caller: &Caller, mut upload: upload::Model, stretch: Stretch) -> Result<upload::Model, Problem> {
    let mut incoming = Incoming::new(stretch.body);
    let mut checksum = stretch.checksum;
    // A stretch with a checksum counts as a whole, so it cannot be made safe in between.
    let enough = if checksum.is_some() { u64::MAX } else { CHECKPOINT };
    loop {
        let room = room(&upload, upload.received);
        let mut piece = app.blobs().begin_piece().await?;
        let piece_id = piece.id();
        let filled = incoming.fill(&mut piece, room, enough, checksum.as_mut().and_then(Checksum::running)).await;
        let (ending, piece) = match filled {
            // Whether it was all is not known: the checksum cannot be checked.
            Ok(Ending::Broken) if checksum.is_some() => (Err(broken_off()), None),
            Ok(Ending::TooLong) => (Err(too_long(room)), None),
            Ok(ending) => (Ok(ending), Some(piece.seal().await?)),
            Err(problem) => (Err(problem), None),
        };
        let Some(piece) = piece.filter(|piece| piece.length > 0) else {
            app.blobs().discard(&[piece_id]).await;
            return ending.and_then(|ending| if ending == Ending::End { Ok(upload) } else { Err(broken_off()) });
        };
        if let Some(checksum) = checksum.take()
            && let Err(problem) = checksum.check(&piece)
        {
            app.blobs().discard(&[piece_id]).await;
            return Err(problem);
        }
        let ending = ending?;
        // With every byte here, what is behind them does not matter: an end, or a connection that broke as it came.
        if piece.length == room {
            return finish(app, caller, upload, piece).await;
        }
        upload = advance(app, caller, &upload, &piece).await?;
        match ending {
            Ending::Full => {}
            Ending::End => return Ok(upload),
            Ending::Broken | Ending::TooLong => return Err(broken_off()),
        }
    }
}

async fn advance(app: &AppState, caller: &Caller, upload: &upload::Model, piece: &Sealed) -> Result<upload::Model, Problem> {
    let tx = app.begin(caller).await?;
    match service::advance(&tx, upload.id, upload.received, piece, expiry(app)).await {
        Ok(upload) => {
            tx.commit().await?;
            Ok(upload)
        }
        Err(problem) => {
            app.blobs().discard(&[piece.id]).await;
            Err(problem)
        }
    }
}

async fn finish(app: &AppState, caller: &Caller, upload: upload::Model, last: Sealed) -> Result<upload::Model, Problem> {
    let mut pieces: Vec<Uuid> = store::parts(app.read(), upload.id).await?.iter().map(|part| part.piece).collect();
    let whole = if pieces.is_empty() {
        last
    } else {
        pieces.push(last.id);
        let whole = app.blobs().join(&pieces).await;
        app.blobs().discard(&[last.id]).await;
        whole?
    };
    arrival::settle(app, caller, upload.evidence_id, whole, Some((upload.id, upload.received))).await?;
    Ok(upload::Model { received: upload.length, state: UploadState::Finished, ..upload })
}

/// Joins the parts of an upload when they have become many.
async fn join_many(app: &AppState, caller: &Caller, upload: upload::Model) -> Result<upload::Model, Problem> {
    let pieces: Vec<Uuid> = store::parts(app.read(), upload.id).await?.iter().map(|part| part.piece).collect();
    if pieces.len() < MAX_PARTS {
        return Ok(upload);
    }
    let joined = app.blobs().join(&pieces).await?;
    let tx = app.begin(caller).await?;
    match service::replace_parts(&tx, &upload, &joined).await {
        Ok(replaced) => {
            tx.commit().await?;
            app.blobs().discard(&replaced).await;
            Ok(upload)
        }
        Err(problem) => {
            app.blobs().discard(&[joined.id]).await;
            Err(problem)
        }
    }
}

fn room(upload: &upload::Model, offset: i64) -> u64 {
    u64::try_from(upload.length - offset).unwrap_or_default()
}

fn too_long(room: u64) -> Problem {
    Problem::of(&catalogue::BODY_TOO_LARGE).param("limit_bytes", room)
}
