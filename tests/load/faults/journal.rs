//! What a device did and was told, kept so that a difference can be shown with its history.

use std::collections::BTreeMap;

use serde_json::Value;
use uuid::Uuid;

use super::tide::Tide;

/// An operation with everything that was said about it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The operation as it was made.
    pub op: Value,
    /// Its outcome, the first time one came that is final. What `repeated` carries counts as if it had come the first time.
    pub outcome: Option<Value>,
    /// How often an outcome came that was not `repeated`: more than once means that it was done more than once.
    pub fresh: u32,
    /// How often it was sent.
    pub sent: u32,
}

impl Asked {
    /// The status of its outcome.
    #[must_use]
    pub fn status(&self) -> &str {
        self.outcome.as_ref().and_then(|outcome| outcome["status"].as_str()).unwrap_or("unanswered")
    }

    /// Whether the device was told that it is done.
    #[must_use]
    pub fn took_effect(&self) -> bool {
        matches!(self.status(), "applied" | "merged" | "conflict")
    }

    /// The change that its outcome names.
    #[must_use]
    pub fn change(&self) -> i64 {
        self.outcome.as_ref().and_then(|outcome| outcome["change"].as_i64()).unwrap_or_default()
    }

    /// A whole number of the operation.
    #[must_use]
    pub fn number(&self, name: &str) -> i64 {
        self.op[name].as_i64().unwrap_or_default()
    }

    /// The record that it is about.
    #[must_use]
    pub fn record(&self) -> Option<Uuid> {
        self.op["id"].as_str().and_then(|id| id.parse().ok())
    }
}

/// A file that the server said it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The evidence.
    pub evidence: Uuid,
    /// Its bytes.
    pub size: u64,
    /// Their SHA-256.
    pub sha256: String,
}

/// The journal of one device.
#[derive(Clone, Debug)]
pub struct Journal {
    device: String,
    tide: Tide,
    /// Every operation of the round.
    pub ops: BTreeMap<Uuid, Asked>,
    /// Files that the device was told are stored.
    pub files: Vec<Kept>,
    /// Receipts that came with pushes.
    pub receipts: Vec<String>,
    /// What contradicts what was promised, found as it happened.
    pub differences: Vec<Difference>,
    lines: BTreeMap<Uuid, Vec<(u128, String)>>,
}

/// Something that is not as a device was told.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What is wrong.
    pub what: String,
    /// The record whose history explains it.
    pub record: Option<Uuid>,
}

impl Difference {
    /// A difference about a record.
    #[must_use]
    pub fn of(record: Uuid, what: impl Into<String>) -> Self {
        Self { what: what.into(), record: Some(record) }
    }
}

impl Journal {
    /// An empty journal of a device.
    #[must_use]
    pub fn new(device: &str, tide: Tide) -> Self {
        let (ops, files, differences, lines) = (BTreeMap::new(), Vec::new(), Vec::new(), BTreeMap::new());
        Self { device: device.to_owned(), tide, ops, files, receipts: Vec::new(), differences, lines }
    }

    /// Writes a line about a record, with time and generation of the server.
    pub fn note(&mut self, record: Uuid, what: &str) {
        let line = format!("{}, server {}: {what}", self.device, self.tide.generation());
        self.lines.entry(record).or_default().push((self.tide.millis(), line));
    }

    /// Writes down that something contradicts what was promised.
    pub fn contradict(&mut self, record: Uuid, what: &str) {
        self.differences.push(Difference::of(record, format!("{}: {what}", self.device)));
    }

    /// The lines about a record, with their times in milliseconds.
    #[must_use]
    pub fn about(&self, record: Uuid) -> &[(u128, String)] {
        self.lines.get(&record).map_or(&[], Vec::as_slice)
    }

    /// An operation was made.
    pub fn made(&mut self, op_id: Uuid, op: &Value) {
        let asked = Asked { op: op.clone(), outcome: None, fresh: 0, sent: 0 };
        if let Some(record) = asked.record() {
            self.note(record, &format!("made {op}"));
        }
        self.ops.insert(op_id, asked);
    }

    /// Operations are sent; gives how many of them were sent before.
    pub fn sending(&mut self, ops: &[Value], how: &str) -> u64 {
        let mut again = 0;
        for op in ops {
            let Some(asked) = op_id(op).and_then(|id| self.ops.get_mut(&id)) else { continue };
            again += u64::from(asked.sent > 0);
            asked.sent += 1;
            if let Some(record) = asked.record() {
                self.note(record, &format!("sends {} ({how})", op["op_id"]));
            }
        }
        again
    }

    /// An outcome came. Gives it as it was the first time, when it is final and the first that this device is told.
    pub fn told(&mut self, op_id: Uuid, answer: &Value) -> Option<Value> {
        let is_repeated = answer["status"] == "repeated";
        let mut outcome = if is_repeated { answer["outcome"].clone() } else { answer.clone() };
        if let Some(fields) = outcome.as_object_mut() {
            fields.remove("op_id");
        }
        let asked = self.ops.get_mut(&op_id)?;
        let record = asked.record().unwrap_or(op_id);
        if outcome["status"] == "blocked" {
            self.note(record, &format!("is told {op_id}: {outcome}"));
            return None;
        }
        asked.fresh += u32::from(!is_repeated);
        let (fresh, first) = (asked.fresh, asked.outcome.clone());
        if first.is_none() {
            asked.outcome = Some(outcome.clone());
        }
        self.note(record, &format!("is told {op_id}{}: {outcome}", if is_repeated { " again" } else { "" }));
        if fresh > 1 && !is_repeated {
            self.contradict(record, &format!("operation {op_id} was done {fresh} times"));
        }
        match first {
            None => Some(outcome),
            Some(first) => {
                if first != outcome {
                    self.contradict(record, &format!("operation {op_id} had the outcome {first} and now has {outcome}"));
                }
                None
            }
        }
    }

    /// The server said that it has a file.
    pub fn kept(&mut self, file: Kept, how: &str) {
        self.note(file.evidence, &format!("is told that the file is stored ({how})"));
        self.files.push(file);
    }

    /// Forgets the round, but not the files.
    pub fn turn_page(&mut self) {
        self.ops.clear();
        self.lines.clear();
        self.differences.clear();
    }
}

/// The id of an operation.
#[must_use]
pub fn op_id(op: &Value) -> Option<Uuid> {
    op["op_id"].as_str().and_then(|id| id.parse().ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn with_one_op() -> (Journal, Uuid) {
        let op_id = Uuid::from_u128(1);
        let mut journal = Journal::new("A1", Tide::calm());
        journal.made(op_id, &json!({"op_id": op_id, "id": Uuid::from_u128(2), "kind": "put"}));
        (journal, op_id)
    }

    #[test]
    fn the_same_answer_again_is_no_difference_and_another_one_is() {
        let (mut journal, op_id) = with_one_op();
        assert!(journal.told(op_id, &json!({"status": "applied", "change": 4, "op_id": op_id})).is_some());
        assert!(journal.told(op_id, &json!({"status": "repeated", "outcome": {"status": "applied", "change": 4}})).is_none());
        assert!(journal.differences.is_empty());
        journal.told(op_id, &json!({"status": "repeated", "outcome": {"status": "applied", "change": 5}}));
        assert_eq!(journal.differences.len(), 1);
    }

    #[test]
    fn an_operation_that_was_done_twice_shows() {
        let (mut journal, op_id) = with_one_op();
        journal.told(op_id, &json!({"status": "applied", "change": 4}));
        journal.told(op_id, &json!({"status": "applied", "change": 4}));
        assert_eq!(journal.differences.len(), 1);
    }

    #[test]
    fn a_blocked_operation_is_not_answered() {
        let (mut journal, op_id) = with_one_op();
        assert!(journal.told(op_id, &json!({"status": "blocked", "by": null})).is_none());
        assert_eq!(journal.ops[&op_id].status(), "unanswered");
    }
}
