//! Receipts: signed statements of what the server holds, so that a device knows what it may delete (JWS, RFC 7515, EdDSA).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::tokens;
use crate::app::AppState;
use crate::evidence::entity::evidence::{self, State};
use crate::inspections::store;
use crate::kernel::problem::Problem;
use crate::ledger::held::{self, AtCommit, Held, Holding};
use crate::ledger::{Tx, stream};

/// The `typ` of a receipt, by which it is told from every other thing that is signed with the same keys.
pub const TYPE: &str = "soat-receipt";

/// What a receipt says.
#[derive(Clone, Debug, Serialize)]
struct Statement {
    iss: String,
    iat: i64,
    device_id: Uuid,
    user_id: Uuid,
    inspections: Vec<Stated>,
}

/// What the server holds of one inspection.
#[derive(Clone, Debug, Serialize)]
struct Stated {
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

/// The receipt of a push that is about to be committed.
#[derive(Debug)]
pub struct Draft {
    inspections: Vec<Stated>,
    at_commit: Vec<AtCommit>,
}

/// What the receipt for a push will say once it is committed: of the inspections it touched those that the person follows, and of
/// their files those of this device.
///
/// # Errors
/// Database failures.
pub async fn of_push(tx: &Tx, memory: &held::Memory, caller: &Caller, touched: &BTreeSet<Uuid>) -> Result<Draft, Problem> {
    let streams = followed(tx.db(), caller, touched).await?;
    let mut at_commit = Vec::with_capacity(streams.len());
    for row in &streams {
        at_commit.push(memory.at_commit(tx, &row.name).await?);
    }
    let held = streams.iter().zip(&at_commit).map(|(row, at_commit)| (row, at_commit.held.clone())).collect();
    Ok(Draft { inspections: stated(tx.db(), held, Some(caller.device.id)).await?, at_commit })
}

impl Draft {
    /// Once the push is committed: remembers what it left and signs the receipt.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn issue(self, app: &AppState, caller: &Caller) -> Result<String, Problem> {
        for at_commit in self.at_commit {
            app.held().keep(at_commit);
        }
        sign(app, caller, self.inspections)
    }
}

/// The receipt for what a bundle brought, operations and files, after all of it is kept.
///
/// # Errors
/// Database failures.
pub async fn of_bundle(app: &AppState, caller: &Caller, touched: &BTreeSet<Uuid>) -> Result<String, Problem> {
    let streams = followed(app.read(), caller, touched).await?;
    let inspections = stated(app.read(), held_now(app.read(), &streams).await?, Some(caller.device.id)).await?;
    sign(app, caller, inspections)
}

/// The receipt for one inspection, with all its files.
///
/// # Errors
/// `not-found` for an inspection whose work the caller may not read.
pub async fn of_inspection(app: &AppState, caller: &Caller, id: Uuid) -> Result<String, Problem> {
    store::inspection(app.read(), caller, Action::ReadWork, id).await?;
    let row = stream::Entity::find().filter(stream::Column::Name.eq(stream::of_inspection(id))).one(app.read()).await?;
    let inspections = stated(app.read(), held_now(app.read(), row.as_slice()).await?, None).await?;
    sign(app, caller, inspections)
}

async fn followed(db: &impl ConnectionTrait, caller: &Caller, touched: &BTreeSet<Uuid>) -> Result<Vec<stream::Model>, Problem> {
    if touched.is_empty() {
        return Ok(Vec::new());
    }
    stream::followed_among(db, caller.user.id, touched.iter().map(|id| stream::of_inspection(*id))).await
}

async fn held_now<'a>(db: &impl ConnectionTrait, streams: &'a [stream::Model]) -> Result<Vec<(&'a stream::Model, Held)>, Problem> {
    let numbers: Vec<i64> = streams.iter().map(|row| row.id).collect();
    let mut held = if numbers.is_empty() { HashMap::new() } else { held::read(db, &numbers).await? };
    Ok(streams.iter().map(|row| (row, held.remove(&row.id).unwrap_or_default())).collect())
}

/// What is said of inspections, with the files of one device, or all.
async fn stated(db: &impl ConnectionTrait, held: Vec<(&stream::Model, Held)>, device: Option<Uuid>) -> Result<Vec<Stated>, Problem> {
    let held: Vec<(Uuid, Held)> = held.into_iter().filter_map(|(row, held)| Some((stream::inspection_of(&row.name)?, held))).collect();
    let with_files: Vec<Uuid> = held.iter().filter(|(_, held)| held.has_had_any("evidence")).map(|(id, _)| *id).collect();
    let mut kept = if with_files.is_empty() { HashMap::new() } else { kept(db, &with_files, device).await? };
    let stated = |(id, held): (Uuid, Held)| Stated {
        id,
        change: held.change,
        collections: held.holdings(),
        evidence: kept.remove(&id).unwrap_or_default(),
    };
    Ok(held.into_iter().map(stated).collect())
}

fn sign(app: &AppState, caller: &Caller, inspections: Vec<Stated>) -> Result<String, Problem> {
    let statement = Statement {
        iss: app.settings().public_address(),
        iat: app.now().unix_seconds(),
        device_id: caller.device.id,
        user_id: caller.user.id,
        inspections,
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
