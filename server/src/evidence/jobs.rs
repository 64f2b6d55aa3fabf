//! Work done after the answer: verifying what a crash left unverified, making smaller copies, forgetting old uploads.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use super::derivatives::{Derivatives, DeriveFault, derive};
use super::entity::evidence::{self, Preview, State};
use super::entity::{derivative, upload, upload_part};
use super::picture::{PictureFault, Size, inspect};
use super::{arrival, reasons, rules, service, store, uploads, verification};
use crate::app::AppState;
use crate::kernel::problem::Problem;
use crate::ledger::{Actor, Entry, Tx};

/// Verify one piece of evidence, should that not have happened yet.
pub const VERIFY: &str = "evidence.verify";
/// Make the smaller copies of one picture.
pub const DERIVE: &str = "evidence.derive";
/// Forget uploads that are past their time, and pieces that belong to none.
pub const EXPIRE: &str = "uploads.expire";

/// Uploads forgotten at a time.
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
    let digest = verification::digest_of(&row)?;
    let room = verification::room_for(row.size, rules::declared_kind(&row.media_type)).await?;
    let bytes = app.blobs().read(&digest).await?;
    let limits = verification::limits(app);
    let made = tokio::task::spawn_blocking(move || {
        let made = inspect(&bytes, &limits).map_err(DeriveFault::from).and_then(|facts| derive(&bytes, &facts));
        drop(room);
        made
    })
    .await
    .map_err(Problem::internal)?;
    match made {
        Ok(made) => keep(app, row.id, made).await,
        Err(fault) => {
            tracing::warn!(evidence = %row.id, %fault, "no preview");
            let code = match fault {
                DeriveFault::Picture(PictureFault::TooMuchMemory(_)) => "image-too-much-memory",
                DeriveFault::NoDecoder => reasons::NO_DECODER,
                _ => reasons::DERIVATIVE_FAILED,
            };
            let tx = app.begin_as(Actor::default()).await?;
            finish(&tx, row.id, Preview::Unavailable, Some(code.to_owned())).await?;
            tx.commit().await
        }
    }
}

async fn keep(app: &AppState, id: Uuid, made: Derivatives) -> Result<(), Problem> {
    let large = copy(app, id, "1600", &made.w1600, made.w1600_size).await?;
    let small = copy(app, id, "320", &made.w320, made.w320_size).await?;
    let tx = app.begin_as(Actor::default()).await?;
    derivative::Entity::insert_many([large, small].map(IntoActiveModel::into_active_model))
        .on_conflict(OnConflict::columns([derivative::Column::EvidenceId, derivative::Column::Size]).do_nothing().to_owned())
        .exec_without_returning(tx.db())
        .await?;
    finish(&tx, id, Preview::Ready, None).await?;
    tx.commit().await
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

async fn finish(tx: &Tx, id: Uuid, preview: Preview, reason: Option<String>) -> Result<(), Problem> {
    let row = service::locked(tx, id).await?;
    if row.preview != Preview::Pending || row.state != State::Verified {
        return Ok(());
    }
    let mut next: evidence::ActiveModel = row.clone().into_active_model();
    next.preview = Set(preview);
    next.preview_reason = Set(reason);
    service::change(tx, &row, Entry::new("evidence", id, "derive"), next).await?;
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
