//! Push: a batch of operations in one transaction, a savepoint each, one answer each.
//!
//! The device's row is locked first and the streams of all inspections in the order of their names, so that equal pushes that
//! arrive at once wait for each other and pushes of two devices never wait in a circle.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, SqlErr};
use serde_json::{Value, json};
use uuid::Uuid;

use super::apply::{self, Basis, Held, Terms};
use super::entity::seen_op;
use super::health::{self, Said};
use super::op::{self, Kind, Op};
use super::outcome::{self, Outcome};
use super::{collections, parked};
use crate::access::caller::Caller;
use crate::corrective_actions;
use crate::kernel::catalogue;
use crate::kernel::json_input;
use crate::kernel::problem::Problem;
use crate::ledger::op::Author;
use crate::ledger::{Tx, stream};

/// Operations a push may carry.
pub const MAX_OPS: usize = 1_000;
/// Bytes a push may have, decompressed.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

/// An operation as it came, or why it could not be read.
struct Incoming {
    op_id: Option<Uuid>,
    raw: Value,
    op: Result<Op, Problem>,
}

/// What became of a push.
#[derive(Clone, Debug)]
pub struct Pushed {
    /// The answers, in the order of the operations.
    pub outcomes: Vec<Value>,
    /// The inspections that its operations are about, whatever became of them.
    pub inspections: BTreeSet<Uuid>,
}

/// Takes a push.
///
/// # Errors
/// Only what concerns the whole push: database failures. Everything else is an outcome.
pub async fn push(tx: &Tx, caller: &Caller, said: &Said, raw: Vec<Value>, limit_mib: u64) -> Result<Pushed, Problem> {
    health::note_push(tx.db(), caller.device.id, said, tx.now()).await?;
    let mut incoming: Vec<Incoming> = raw.into_iter().map(read).collect();
    name_inspections(tx.db(), &mut incoming).await?;
    lock_streams(tx, &incoming).await?;
    let seen = seen_before(tx.db(), &incoming).await?;
    let mut batch = Batch { caller, limit_mib, seen, not_applied: BTreeMap::new(), fresh: Vec::new(), held: Held::default() };
    let mut answers = Vec::with_capacity(incoming.len());
    for one in &incoming {
        let mut answer = batch.take(tx, one).await?;
        if let Some(object) = answer.as_object_mut() {
            object.insert("op_id".to_owned(), json!(one.op_id));
        }
        answers.push(answer);
    }
    remember(tx, batch.fresh).await?;
    let inspections = incoming.iter().filter_map(|one| one.op.as_ref().ok()?.inspection_id).collect();
    Ok(Pushed { outcomes: answers, inspections })
}

fn read(raw: Value) -> Incoming {
    let op_id = id_in(&raw, "op_id");
    // Each operation is cleaned by itself, so that one bad character refuses one operation and not the whole push. What is kept
    // of a parked one is the cleaned text too.
    match json_input::cleaned(raw.clone()) {
        Ok(raw) => Incoming { op_id, op: op::read(raw.clone()), raw },
        Err(problem) => Incoming { op_id, op: Err(problem), raw },
    }
}

fn id_in(raw: &Value, name: &str) -> Option<Uuid> {
    raw.get(name).and_then(Value::as_str).and_then(|text| text.parse().ok())
}

/// Finds the inspection of every operation that does not name it: from an earlier one of the push, or from the record.
async fn name_inspections(db: &impl ConnectionTrait, incoming: &mut [Incoming]) -> Result<(), Problem> {
    let mut named: HashMap<Uuid, Uuid> = HashMap::new();
    let mut wanted: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for op in incoming.iter().filter_map(|one| one.op.as_ref().ok()) {
        match op.inspection_id {
            Some(inspection_id) => {
                named.entry(op.id).or_insert(inspection_id);
            }
            None => wanted.entry(op.collection.clone()).or_default().push(op.id),
        }
    }
    for (collection, ids) in wanted {
        named.extend(collections::inspections_of(db, &collection, &ids).await?);
    }
    for op in incoming.iter_mut().filter_map(|one| one.op.as_mut().ok()) {
        op.inspection_id = op.inspection_id.or_else(|| named.get(&op.id).copied());
    }
    Ok(())
}

async fn lock_streams(tx: &Tx, incoming: &[Incoming]) -> Result<(), Problem> {
    let wanted: BTreeSet<Uuid> = incoming.iter().filter_map(|one| one.op.as_ref().ok()?.inspection_id).collect();
    let mut names: BTreeSet<String> = wanted.into_iter().map(stream::of_inspection).collect();
    names.extend(streams_of_requests(tx.db(), incoming.iter().filter_map(|one| one.op.as_ref().ok())).await?);
    let mut locked = BTreeSet::new();
    for name in names {
        // An inspection that there is not has no stream, and gets none.
        if tx.stream_if_any(&name).await?.is_some() {
            locked.insert(name);
        }
    }
    look_ahead(tx, incoming, &locked).await
}

/// A corrective action request travels in several streams: all of them are locked with the others, in one order.
pub(super) async fn streams_of_requests(db: &impl ConnectionTrait, ops: impl Iterator<Item = &Op>) -> Result<BTreeSet<String>, Problem> {
    let mut names = BTreeSet::new();
    for op in ops.filter(|op| op.collection == corrective_actions::service::COLLECTION) {
        match corrective_actions::store::find(db, op.id).await {
            Ok(row) => names.extend(corrective_actions::store::locks(db, &row).await?),
            Err(problem) if problem.status().is_server_error() => return Err(problem),
            Err(_) => {}
        }
    }
    Ok(names)
}

/// Looks up where the records of the push stand in their streams, those of one collection together.
async fn look_ahead(tx: &Tx, incoming: &[Incoming], locked: &BTreeSet<String>) -> Result<(), Problem> {
    let mut wanted: BTreeMap<(String, &'static str), BTreeSet<Uuid>> = BTreeMap::new();
    for op in incoming.iter().filter_map(|one| one.op.as_ref().ok()).filter(|op| op.kind == Kind::Put) {
        let name = op.inspection_id.map(stream::of_inspection).filter(|name| locked.contains(name));
        let collection = op::WRITABLE.iter().find(|known| **known == op.collection);
        if let (Some(name), Some(collection)) = (name, collection) {
            wanted.entry((name, *collection)).or_default().insert(op.id);
        }
    }
    for ((name, collection), ids) in wanted.iter().filter(|(_, ids)| ids.len() > 1) {
        tx.look_up_records(name, collection, &ids.iter().copied().collect::<Vec<_>>()).await?;
    }
    Ok(())
}

async fn seen_before(db: &impl ConnectionTrait, incoming: &[Incoming]) -> Result<HashMap<Uuid, seen_op::Model>, Problem> {
    let ids = incoming.iter().filter_map(|one| one.op_id);
    let rows = seen_op::Entity::find().filter(seen_op::Column::OpId.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.op_id, row)).collect())
}

/// A push while it is worked through.
struct Batch<'a> {
    caller: &'a Caller,
    limit_mib: u64,
    seen: HashMap<Uuid, seen_op::Model>,
    /// Records that an operation of this push was to make or change, and did not: that operation and its inspection.
    not_applied: BTreeMap<Uuid, (Uuid, Option<Uuid>)>,
    fresh: Vec<seen_op::Model>,
    held: Held,
}

impl Batch<'_> {
    async fn take(&mut self, tx: &Tx, one: &Incoming) -> Result<Value, Problem> {
        if let Some(op_id) = one.op_id
            && let Some(row) = self.seen.get(&op_id)
        {
            let answer = self.again(row)?;
            let failed = matches!(answer["outcome"]["status"].as_str(), None | Some("refused" | "parked"));
            if failed {
                self.note_failure(one);
            }
            return Ok(answer);
        }
        let outcome = match &one.op {
            Ok(op) => self.decide(tx, op, &one.raw).await?,
            Err(problem) => Outcome::refused(problem),
        };
        if !outcome.took_effect() {
            self.note_failure(one);
        }
        let answer = outcome.to_json();
        if let Some(op_id) = one.op_id.filter(|_| outcome.is_final()) {
            let row = seen_op::Model {
                op_id,
                device_id: self.caller.device.id,
                user_id: self.caller.user.id,
                outcome: answer.to_string(),
                at: tx.now(),
            };
            self.seen.insert(op_id, row.clone());
            self.fresh.push(row);
        }
        Ok(answer)
    }

    /// One that could not be read counts too, as far as it says what it is about: nothing is concluded past it.
    fn note_failure(&mut self, one: &Incoming) {
        let failed = match &one.op {
            Ok(op) => Some((op.id, op.op_id, op.inspection_id)),
            Err(_) => id_in(&one.raw, "id").zip(one.op_id).map(|(id, by)| (id, by, id_in(&one.raw, "inspection_id"))),
        };
        if let Some((id, by, inspection_id)) = failed {
            self.not_applied.entry(id).or_insert((by, inspection_id));
        }
    }

    /// The first answer again. Somebody else's operation id is refused, without a word about the operation.
    fn again(&self, row: &seen_op::Model) -> Result<Value, Problem> {
        if row.user_id != self.caller.user.id {
            return Ok(Outcome::refused(&Problem::of(&catalogue::OP_ID_TAKEN)).to_json());
        }
        Ok(outcome::repeated(&serde_json::from_str(&row.outcome).map_err(Problem::internal)?))
    }

    async fn decide(&mut self, tx: &Tx, op: &Op, raw: &Value) -> Result<Outcome, Problem> {
        if let Some(by) = self.blocker(tx, op).await? {
            return Ok(Outcome::Blocked { by: Some(by) });
        }
        let author = author_of(op, self.caller.user.id, self.caller.device.id);
        let savepoint = tx.savepoint().await?;
        let terms = Terms { basis: Basis::OwnWork, limit_mib: self.limit_mib };
        let problem = match Box::pin(apply::apply(tx, self.caller, op, author, terms, &mut self.held)).await {
            Ok(outcome) => return Ok(outcome),
            Err(problem) => problem,
        };
        tx.undo_to(savepoint).await?;
        if problem.status().is_server_error() {
            return Err(problem);
        }
        if op.kind == Kind::Put && outcome::lacks_its_record(&problem) {
            return Ok(Outcome::Blocked { by: None });
        }
        let Some(inspection_id) = op.inspection_id.filter(|_| outcome::parks(&problem)) else { return Ok(Outcome::refused(&problem)) };
        parked::park(tx, self.caller, op.op_id, inspection_id, raw, problem.code()).await?;
        Ok(Outcome::Parked { reason: problem.code().to_owned(), problem: problem.in_both_languages() })
    }

    /// An operation rests on the records it names. One that an earlier operation of this push was to make and did not, and
    /// that is not there otherwise, blocks it; so does any failure before a conclusion of the same inspection.
    async fn blocker(&self, tx: &Tx, op: &Op) -> Result<Option<Uuid>, Problem> {
        if self.not_applied.is_empty() {
            return Ok(None);
        }
        if matches!(&op.kind, Kind::Command(name) if name == "inspection.conclude") {
            return Ok(self.not_applied.values().find(|(_, inspection)| *inspection == op.inspection_id).map(|(by, _)| *by));
        }
        for id in op.rests_on() {
            let Some((by, _)) = self.not_applied.get(&id) else { continue };
            let mut exists = false;
            for collection in op::WRITABLE.iter().chain(&["conflicts", corrective_actions::service::COLLECTION]) {
                exists = exists || !collections::inspections_of(tx.db(), collection, &[id]).await?.is_empty();
            }
            if !exists && op.inspection_id != Some(id) {
                return Ok(Some(*by));
            }
        }
        Ok(None)
    }
}

/// The author of an operation.
#[must_use]
pub fn author_of(op: &Op, user_id: Uuid, device_id: Uuid) -> Author {
    Author { user_id, device_id, at: op.at, counter: op.counter, base: op.base_change, absent: false }
}

async fn remember(tx: &Tx, rows: Vec<seen_op::Model>) -> Result<(), Problem> {
    for rows in rows.chunks(500) {
        let rows = rows.iter().map(|row| seen_op::ActiveModel {
            op_id: Set(row.op_id),
            device_id: Set(row.device_id),
            user_id: Set(row.user_id),
            outcome: Set(row.outcome.clone()),
            at: Set(row.at),
        });
        // Two devices with the same operation id at once: the second finds the first when it comes again.
        let stored = seen_op::Entity::insert_many(rows).exec_without_returning(tx.db()).await;
        if stored.as_ref().is_err_and(|error| matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))) {
            return Err(Problem::of(&catalogue::BUSY));
        }
        stored?;
    }
    Ok(())
}
