//! A device of the fault mode: its connection, what it holds, its outbox, its files and its journal.

use std::collections::VecDeque;

use serde_json::{Map, Value, json};
use soat::kernel::clock::{self, Clock};
use uuid::Uuid;

use super::bringing::Photo;
use super::chance::Chance;
use super::journal::{self, Journal};
use super::records::Records;
use super::tide::Tide;
use crate::client::Device;

/// What a person does in the inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Leads: resolves conflicts.
    Lead,
    /// May begin the inspection too.
    Secretary,
    /// Records.
    Member,
}

/// A device.
pub struct Phone {
    /// What it is called in histories.
    pub name: String,
    /// Its connection.
    pub line: Device,
    /// What its person does.
    pub place: Place,
    /// The inspection of this round.
    pub inspection: Uuid,
    /// What it holds.
    pub records: Records,
    /// Up to where it has pulled.
    pub cursor: Option<String>,
    /// Operations without a final answer, in the order in which they were made.
    pub outbox: VecDeque<Value>,
    /// Files that are not known to be stored.
    pub photos: Vec<Photo>,
    /// What it did and was told.
    pub journal: Journal,
    /// Its choices.
    pub chance: Chance,
    /// What all share.
    pub tide: Tide,
    counter: i64,
}

impl Phone {
    /// A device that has just signed in.
    #[must_use]
    pub fn new(name: String, line: Device, place: Place, chance: Chance, tide: Tide) -> Self {
        let journal = Journal::new(&name, tide.clone());
        Self {
            name,
            line,
            place,
            inspection: Uuid::nil(),
            records: Records::default(),
            cursor: None,
            outbox: VecDeque::new(),
            photos: Vec::new(),
            journal,
            chance,
            tide,
            counter: 0,
        }
    }

    /// Begins the work of a round on another inspection.
    pub fn turn_to(&mut self, inspection: Uuid) {
        self.inspection = inspection;
        self.journal.turn_page();
    }

    /// A text that no other device writes, and this one only once.
    pub fn text(&self, about: &str) -> String {
        format!("{about} {} số {}", self.name, self.counter + 1)
    }

    /// Makes an operation that writes fields.
    pub fn put(&mut self, collection: &str, id: Uuid, fields: &Value) {
        self.make("put", collection, id, "fields", fields);
    }

    /// Makes an operation that takes a record back.
    pub fn withdraw(&mut self, collection: &str, id: Uuid) {
        let reason = self.text("Ghi nhầm");
        self.make("withdraw", collection, id, "args", &json!({"reason": reason}));
    }

    /// Makes a command about a record of a collection.
    pub fn command(&mut self, kind: &str, collection: &str, id: Uuid, args: &Value) {
        self.make(kind, collection, id, "args", args);
    }

    fn make(&mut self, kind: &str, collection: &str, id: Uuid, name: &str, content: &Value) {
        self.counter += 1;
        let op_id = clock::new_id();
        let mut op = Map::new();
        let (base, at) = (self.records.base(collection, id), Clock::System.now());
        for (field, value) in [
            ("op_id", json!(op_id)),
            ("at", json!(at)),
            ("counter", json!(self.counter)),
            ("kind", json!(kind)),
            ("collection", json!(collection)),
            ("id", json!(id)),
            ("inspection_id", json!(self.inspection)),
            ("base_change", json!(base)),
            (name, content.clone()),
        ] {
            op.insert(field.to_owned(), value);
        }
        let op = Value::Object(op);
        self.journal.made(op_id, &op);
        self.outbox.push_back(op);
    }

    /// Takes the outcomes of a push, in any order and however often they come.
    pub fn take_outcomes(&mut self, outcomes: &Value) {
        for answer in outcomes.as_array().into_iter().flatten() {
            let Some(op_id) = journal::op_id(answer) else { continue };
            if let Some(outcome) = self.journal.told(op_id, answer) {
                self.take_outcome(op_id, &outcome);
            }
        }
        let ops = &self.journal.ops;
        let is_open = |op: &Value| journal::op_id(op).and_then(|id| ops.get(&id)).is_some_and(|asked| asked.outcome.is_none());
        self.outbox.retain(is_open);
    }

    fn take_outcome(&mut self, op_id: Uuid, outcome: &Value) {
        let Some(asked) = self.journal.ops.get(&op_id) else { return };
        let (Some(id), change) = (asked.record(), asked.change()) else { return };
        let text = |name: &str| asked.op[name].as_str().unwrap_or_default().to_owned();
        let (kind, key) = (text("kind"), (text("collection"), id));
        match (kind.as_str(), outcome["status"].as_str()) {
            ("put", Some("applied")) => {
                let mut fields = asked.op["fields"].as_object().cloned().unwrap_or_default();
                fields.insert("inspection_id".to_owned(), json!(self.inspection));
                self.records.take_fields(key, change, &fields);
            }
            ("withdraw", Some("applied")) => self.records.take_withdrawal(key, change),
            // The number in the outcome of a command is that of the stream or of another record: a pull tells what it did.
            ("put" | "withdraw", Some("merged" | "conflict")) => self.records.take_whole(key, change, None, &outcome["record"]),
            _ => {}
        }
    }
}
