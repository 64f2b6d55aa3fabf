//! Receipts: signed statements of what the server holds, so that a device knows what it may delete (JWS, RFC 7515, EdDSA).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use uuid::Uuid;

use super::digest::{self, Holding};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::tokens;
use crate::app::AppState;
use crate::evidence::entity::evidence::{self, State};
use crate::inspections::store;
use crate::kernel::problem::Problem;
use crate::ledger::stream;

/// The `typ` of a receipt, by which it is told from every other thing that is signed with the same keys.
pub const TYPE: &str = "soat-receipt";

/// What a receipt says.
#[derive(Clone, Debug, Serialize)]
struct Statement {
    iss: String,
    iat: i64,
    device_id: Uuid,
    user_id: Uuid,
    inspections: Vec<Held>,
}

/// What the server holds of one inspection.
#[derive(Clone, Debug, Serialize)]
struct Held {
    id: Uuid,
    change: i64,
    collections: BTreeMap<String, Holding>,
    evidence: Vec<Kept>,
}

/// A file whose bytes are kept.
#[derive(Clone, Debug, Serialize)]
struct Kept {
    id: Uuid,
    size: i64,
    sha256: String,
}

/// Whose files a receipt names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Files {
    OfTheDevice,
    All,
}

/// The receipt for a push: the inspections it touched that the person follows, and of their files those of this device.
///
/// # Errors
/// Database failures.
pub async fn of_push(app: &AppState, caller: &Caller, touched: &BTreeSet<Uuid>) -> Result<String, Problem> {
    let streams = if touched.is_empty() {
        Vec::new()
    } else {
        stream::followed_among(app.read(), caller.user.id, touched.iter().map(|id| stream::of_inspection(*id))).await?
    };
    sign(app, caller, &streams, Files::OfTheDevice).await
}

/// The receipt for one inspection, with all its files.
///
/// # Errors
/// `not-found` for an inspection whose work the caller may not read.
pub async fn of_inspection(app: &AppState, caller: &Caller, id: Uuid) -> Result<String, Problem> {
    store::inspection(app.read(), caller, Action::ReadWork, id).await?;
    let row = stream::Entity::find().filter(stream::Column::Name.eq(stream::of_inspection(id))).one(app.read()).await?;
    sign(app, caller, row.as_slice(), Files::All).await
}

async fn sign(app: &AppState, caller: &Caller, streams: &[stream::Model], files: Files) -> Result<String, Problem> {
    let ids: Vec<Uuid> = streams.iter().filter_map(|row| stream::inspection_of(&row.name)).collect();
    let (mut held, mut kept) = if ids.is_empty() {
        (HashMap::new(), HashMap::new())
    } else {
        let numbers: Vec<i64> = streams.iter().map(|row| row.id).collect();
        let device = (files == Files::OfTheDevice).then_some(caller.device.id);
        (digest::holdings(app.read(), &numbers).await?, kept(app.read(), &ids, device).await?)
    };
    let inspection = |row: &stream::Model| {
        let id = stream::inspection_of(&row.name)?;
        let held = held.remove(&row.id).unwrap_or_default();
        Some(Held { id, change: held.change, collections: held.collections, evidence: kept.remove(&id).unwrap_or_default() })
    };
    let statement = Statement {
        iss: app.settings().public_address(),
        iat: app.now().unix_seconds(),
        device_id: caller.device.id,
        user_id: caller.user.id,
        inspections: streams.iter().filter_map(inspection).collect(),
    };
    tokens::sign(app.keys(), TYPE, &statement)
}

/// The files of some inspections whose bytes are kept and have the declared hash, and whose content was not refused.
async fn kept(db: &impl ConnectionTrait, inspections: &[Uuid], device: Option<Uuid>) -> Result<HashMap<Uuid, Vec<Kept>>, Problem> {
    let mut query = evidence::Entity::find()
        .select_only()
        .columns([evidence::Column::InspectionId, evidence::Column::Id, evidence::Column::Size, evidence::Column::Sha256])
        .filter(evidence::Column::InspectionId.is_in(inspections.iter().copied()))
        .filter(evidence::Column::State.is_in([State::Stored, State::Verified]));
    if let Some(device) = device {
        query = query.filter(evidence::Column::DeviceId.eq(device));
    }
    let rows: Vec<(Uuid, Uuid, i64, String)> = query.order_by_asc(evidence::Column::Id).into_tuple().all(db).await?;
    let mut found: HashMap<Uuid, Vec<Kept>> = HashMap::new();
    for (inspection_id, id, size, sha256) in rows {
        found.entry(inspection_id).or_default().push(Kept { id, size, sha256 });
    }
    Ok(found)
}
