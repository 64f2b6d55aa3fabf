//! Work done after the answer: verifying what a crash left unverified, making smaller copies, forgetting old uploads.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::derivatives::{Derivatives, DeriveFault, derive_covered};
use super::entity::evidence::{self, Preview, State};
use super::entity::{derivative, upload, upload_part};
use super::exif::Orientation;
use super::media_type::Kind;
use super::picture::{PictureFacts, PictureFault, Size, inspect};
use super::{arrival, heic, reasons, redactions, rules, service, store, uploads, verification};
use crate::app::AppState;
use crate::kernel::problem::Problem;
use crate::ledger::{Actor, Entry};

/// Verify one piece of evidence, should that not have happened yet.
pub const VERIFY: &str = "evidence.verify";
/// Make the smaller copies of one picture.
pub const DERIVE: &str = "evidence.derive";
/// Forget uploads that are past their time, and pieces that belong to none.
pub const EXPIRE: &str = "uploads.expire";
/// Make the smaller copies that a new decoder of the machine allows.
pub const REVIVE: &str = "evidence.revive";

/// Uploads forgotten, or pictures taken up again, at a time.
const BATCH: u64 = 100;
/// Hours after which a piece that no upload knows is rubbish: nobody writes one for so long.
const PIECE_HOURS: i64 = 48;

/// Verifies the evidence that the payload names.
///
/// # Errors
/// When its file cannot be read.
pub async fn verify(app: &AppState, payload: &Value) -> Result<(), Problem> {
    arrival::verify(app, named(payload)?).await.map(|_| ())
}

/// Makes the smaller copies of the picture that the payload names; once they are there it does nothing.
///
/// # Errors
/// When a file cannot be read or written.
pub async fn make_derivatives(app: &AppState, payload: &Value) -> Result<(), Problem> {
    let row = store::find(app.read(), named(payload)?).await?;
    if row.preview != Preview::Pending {
        return Ok(());
    }
    let made = derive_stored(app, &row).await?;
    match made {
        Ok(made) => keep(app, &row, made).await,
        Err(fault) => {
            tracing::warn!(evidence = %row.id, %fault, "no preview");
            let code = match fault {
                DeriveFault::Picture(PictureFault::TooMuchMemory(_)) => "image-too-much-memory",
                DeriveFault::NoDecoder => reasons::NO_DECODER,
                DeriveFault::Outside(_) => reasons::DECODER_FAILED,
                _ => reasons::DERIVATIVE_FAILED,
            };
            finish(app, &row, Preview::Unavailable, Some(code.to_owned()), Vec::new()).await
        }
    }
}

async fn derive_stored(app: &AppState, row: &evidence::Model) -> Result<Result<Derivatives, DeriveFault>, Problem> {
    let kind = rules::declared_kind(&row.media_type);
    let covered = redactions::views::regions(app.read(), row.id, row.redaction).await?;
    let room = verification::room_for(row.size, kind).await?;
    let mut bytes = app.blobs().read(&verification::digest_of(row)?).await?;
    let is_heic = kind == Some(Kind::Heic);
    if is_heic {
        let Some(decoder) = heic::find(&app.settings().heic_decoder) else { return Ok(Err(DeriveFault::NoDecoder)) };
        match heic::to_jpeg(&decoder, bytes, app.settings().heic_timeout_seconds).await {
            Ok(jpeg) => bytes = jpeg,
            Err(heic::Failure::Program(cause)) => return Ok(Err(DeriveFault::Outside(cause))),
            // The job fails and is tried again.
            Err(heic::Failure::Passing(cause)) => return Err(Problem::internal(cause)),
        }
    }
    let limits = verification::limits(app);
    let work = move || {
        let facts = inspect(&bytes, &limits).map_err(DeriveFault::from);
        let made = facts.and_then(|facts| match (is_heic, facts.kind) {
            // The decoder has turned it already, whatever the Exif block that it copied says.
            (true, Kind::Jpeg) => derive_covered(&bytes, &PictureFacts { orientation: Orientation::UPRIGHT, ..facts }, &covered),
            (true, _) => Err(DeriveFault::Outside("wrote another format".to_owned())),
            _ => derive_covered(&bytes, &facts, &covered),
        });
        drop(room);
        if is_heic { made.map_err(|fault| DeriveFault::Outside(fault.to_string())) } else { made }
    };
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)
}

async fn keep(app: &AppState, row: &evidence::Model, made: Derivatives) -> Result<(), Problem> {
    let large = copy(app, row.id, "1600", &made.w1600, made.w1600_size).await?;
    let small = copy(app, row.id, "320", &made.w320, made.w320_size).await?;
    finish(app, row, Preview::Ready, None, vec![large, small]).await
}

async fn copy(app: &AppState, id: Uuid, size: &str, bytes: &[u8], pixels: Size) -> Result<derivative::Model, Problem> {
    let pixels_of = |side: u32| i32::try_from(side).map_err(Problem::internal);
    Ok(derivative::Model {
        evidence_id: id,
        size: size.to_owned(),
        sha256: app.blobs().put(bytes).await?.as_str().to_owned(),
        bytes: i64::try_from(bytes.len()).map_err(Problem::internal)?,
        width: pixels_of(pixels.width)?,
        height: pixels_of(pixels.height)?,
    })
}

/// Writes what became of a picture as it was `seen`, unless another redaction has come since: its own job makes its copies.
async fn finish(
    app: &AppState,
    seen: &evidence::Model,
    preview: Preview,
    reason: Option<String>,
    copies: Vec<derivative::Model>,
) -> Result<(), Problem> {
    let tx = app.begin_as(Actor::default()).await?;
    let row = service::locked(&tx, seen.id).await?;
    if row.preview != Preview::Pending || row.state != State::Verified || row.redaction != seen.redaction {
        return Ok(());
    }
    if !copies.is_empty() {
        derivative::Entity::insert_many(copies.into_iter().map(IntoActiveModel::into_active_model)).exec_without_returning(tx.db()).await?;
    }
    let mut next: evidence::ActiveModel = row.clone().into_active_model();
    next.preview = Set(preview);
    next.preview_reason = Set(reason);
    service::change(&tx, &row, Entry::new("evidence", row.id, "derive"), next).await?;
    tx.commit().await
}

/// Makes the smaller copies that could not be made while the machine had no program for it, once it has one.
///
/// # Errors
/// Database failures.
pub async fn revive(app: &AppState) -> Result<(), Problem> {
    if heic::find(&app.settings().heic_decoder).is_none() {
        return Ok(());
    }
    loop {
        // What is taken up is pending, and is not found again.
        let without = evidence::Entity::find()
            .filter(evidence::Column::Preview.eq(Preview::Unavailable))
            .filter(evidence::Column::PreviewReason.eq(reasons::NO_DECODER))
            .filter(evidence::Column::State.eq(State::Verified))
            .order_by_asc(evidence::Column::Id)
            .limit(BATCH)
            .all(app.read())
            .await?;
        if without.is_empty() {
            return Ok(());
        }
        for row in without {
            try_again(app, row.id).await?;
        }
    }
}

async fn try_again(app: &AppState, id: Uuid) -> Result<(), Problem> {
    let tx = app.begin_as(Actor::default()).await?;
    let row = service::locked(&tx, id).await?;
    if row.preview_reason.as_deref() == Some(reasons::NO_DECODER) {
        let mut next = row.clone().into_active_model();
        (next.preview, next.preview_reason) = (Set(Preview::Pending), Set(None));
        tx.enqueue(DERIVE, &json!({ "evidence": id }), tx.now());
        service::change(&tx, &row, Entry::new("evidence", id, "derive_again"), next).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Forgets uploads past their time and sweeps up pieces that belong to no upload: what crashes and dead connections left.
///
/// # Errors
/// Database failures.
pub async fn expire_uploads(app: &AppState) -> Result<(), Problem> {
    loop {
        let old = upload::Entity::find()
            .filter(upload::Column::ExpiresAt.lte(app.now().0))
            .order_by_asc(upload::Column::ExpiresAt)
            .limit(BATCH)
            .all(app.read())
            .await?;
        for upload in &old {
            let tx = app.begin_as(Actor::default()).await?;
            let pieces = uploads::service::forget(&tx, upload).await?;
            tx.commit().await?;
            app.blobs().discard(&pieces).await;
        }
        if old.is_empty() {
            break;
        }
    }
    let unclaimed = app.blobs().pieces_begun_before(app.now().plus_seconds(-PIECE_HOURS * 3_600)).await?;
    for pieces in unclaimed.chunks(500) {
        let known = upload_part::Entity::find().filter(upload_part::Column::Piece.is_in(pieces.iter().copied())).all(app.read()).await?;
        let rubbish: Vec<Uuid> = pieces.iter().copied().filter(|piece| known.iter().all(|part| part.piece != *piece)).collect();
        app.blobs().discard(&rubbish).await;
    }
    Ok(())
}

fn named(payload: &Value) -> Result<Uuid, Problem> {
    let id = payload.get("evidence").and_then(Value::as_str).and_then(|id| id.parse().ok());
    id.ok_or_else(|| Problem::internal(format!("job names no evidence: {payload}")))
}
