//! Activity entries: who changed what, when and on which device, chained by hash so that a later alteration shows.

use aws_lc_rs::digest::{SHA256, digest};
use sea_orm::entity::prelude::*;
use serde_json::{Map, Value, json};
use soat_checklist_schemas::canonical;

use crate::kernel::clock::Instant;

/// What stands before the first entry of a chain: 64 zeros.
pub const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One entry, append-only.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity_entry")]
pub struct Model {
    /// The chain: a stream.
    #[sea_orm(primary_key, auto_increment = false)]
    pub stream_id: i64,
    /// Place in the chain, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// When the server wrote it.
    pub at: Instant,
    /// When the device says it happened: a claim.
    pub claimed_at: Option<Instant>,
    /// Who; none for the program itself.
    pub user_id: Option<Uuid>,
    /// On which device.
    pub device_id: Option<Uuid>,
    /// Kind of the record: `response`, `organisation` …
    pub record_kind: String,
    /// The record.
    pub record_id: Uuid,
    /// What was done: `create`, `edit`, `conclude` …
    pub action: String,
    /// `{field: [from, to]}` and particulars, as canonical JSON text (RFC 8785).
    pub changes: String,
    /// Hash of the entry before, lower-case hex.
    pub prev_hash: String,
    /// SHA-256 over the canonical JSON of everything above, lower-case hex.
    pub hash: String,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The hash that this entry must carry.
    #[must_use]
    pub fn computed_hash(&self) -> String {
        let content = json!({
            "stream": self.stream_id, "seq": self.seq, "at": self.at.0, "claimed_at": self.claimed_at.map(|at| at.0),
            "user": self.user_id, "device": self.device_id, "record_kind": self.record_kind, "record": self.record_id,
            "action": self.action, "changes": self.changes, "prev_hash": self.prev_hash,
        });
        data_encoding::HEXLOWER.encode(digest(&SHA256, canonical::to_string(&content).as_bytes()).as_ref())
    }
}

/// Recomputes a chain: the entries of one stream, all of them, in the order of their places.
///
/// # Errors
/// The place of the first entry that does not fit, and in which way: `seq` when entries are missing, doubled or of another
/// stream, `prev_hash` when it does not follow the one before, `hash` when its content is not what was written.
pub fn verify_chain(entries: &[Model]) -> Result<(), (i64, &'static str)> {
    let Some(first) = entries.first() else { return Ok(()) };
    let mut hash = START.to_owned();
    for (entry, place) in entries.iter().zip(1_i64..) {
        if entry.seq != place || entry.stream_id != first.stream_id {
            return Err((place, "seq"));
        }
        if entry.prev_hash != hash {
            return Err((place, "prev_hash"));
        }
        if entry.hash != entry.computed_hash() {
            return Err((place, "hash"));
        }
        hash.clone_from(&entry.hash);
    }
    Ok(())
}

/// What a service says about a write; who, when and the chain are added by the transaction.
#[derive(Clone, Debug)]
pub struct Entry {
    pub(super) record_kind: &'static str,
    pub(super) record_id: Uuid,
    pub(super) action: String,
    pub(super) changes: Map<String, Value>,
}

impl Entry {
    /// An entry about one record.
    #[must_use]
    pub fn new(record_kind: &'static str, record_id: Uuid, action: impl Into<String>) -> Self {
        Self { record_kind, record_id, action: action.into(), changes: Map::new() }
    }

    /// Adds a field that went from one value to another; equal values are left out.
    #[must_use]
    pub fn changed(mut self, field: &str, from: impl Into<Value>, to: impl Into<Value>) -> Self {
        let (from, to) = (from.into(), to.into());
        if from != to {
            self.changes.insert(field.to_owned(), json!([from, to]));
        }
        self
    }

    /// Adds a particular that has no "before".
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.changes.insert(name.to_owned(), value.into());
        self
    }

    /// Adds every field in which two views of a record differ.
    #[must_use]
    pub fn diff(mut self, before: &impl serde::Serialize, after: &impl serde::Serialize) -> Self {
        let object = |value: Value| match value {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        let before = object(serde_json::to_value(before).unwrap_or_default());
        for (field, to) in object(serde_json::to_value(after).unwrap_or_default()) {
            let from = before.get(&field).cloned().unwrap_or(Value::Null);
            if field != "version" && field != "allowed" {
                self = self.changed(&field, from, to);
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain() -> Vec<Model> {
        let mut hash = START.to_owned();
        let mut entries = Vec::new();
        for seq in 1..=4 {
            let mut entry = Model {
                stream_id: 7,
                seq,
                at: Instant(seq * 1_000),
                claimed_at: (seq == 2).then_some(Instant(5)),
                user_id: Some(Uuid::from_u128(1)),
                device_id: None,
                record_kind: "response".to_owned(),
                record_id: Uuid::from_u128(2),
                action: "edit".to_owned(),
                changes: "{}".to_owned(),
                prev_hash: hash,
                hash: String::new(),
            };
            entry.hash = entry.computed_hash();
            hash = entry.hash.clone();
            entries.push(entry);
        }
        entries
    }

    #[test]
    fn a_chain_holds_as_it_was_written() {
        assert_eq!(verify_chain(&[]), Ok(()));
        assert_eq!(verify_chain(&chain()), Ok(()));
    }

    #[test]
    fn an_entry_altered_by_hand_shows_at_its_place() {
        let alterations: [fn(&mut Model); 9] = [
            |entry| entry.at = Instant(1),
            |entry| entry.claimed_at = None,
            |entry| entry.user_id = None,
            |entry| entry.device_id = Some(Uuid::nil()),
            |entry| entry.record_kind.push('s'),
            |entry| entry.record_id = Uuid::nil(),
            |entry| entry.action = "create".to_owned(),
            |entry| entry.changes = "{\"verdict\":[null,\"conforming\"]}".to_owned(),
            |entry| entry.hash = START.to_owned(),
        ];
        for alter in alterations {
            let mut entries = chain();
            alter(&mut entries[1]);
            assert_eq!(verify_chain(&entries), Err((2, "hash")));
        }
        // With its own hash mended, the alteration shows at the entry after it.
        let mut entries = chain();
        entries[1].action = "create".to_owned();
        entries[1].hash = entries[1].computed_hash();
        assert_eq!(verify_chain(&entries), Err((3, "prev_hash")));
    }

    #[test]
    fn an_entry_that_is_missing_doubled_or_of_another_chain_shows() {
        let mut missing = chain();
        missing.remove(1);
        assert_eq!(verify_chain(&missing), Err((2, "seq")));
        let mut doubled = chain();
        doubled.insert(1, doubled[0].clone());
        assert_eq!(verify_chain(&doubled), Err((2, "seq")));
        let mut other = chain();
        other[3].stream_id = 8;
        assert_eq!(verify_chain(&other), Err((4, "seq")));
        let mut headless = chain();
        headless.remove(0);
        assert_eq!(verify_chain(&headless), Err((1, "seq")));
    }
}
