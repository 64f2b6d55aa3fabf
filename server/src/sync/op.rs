//! Operations as devices send them. Pure: from JSON to a typed operation, or a problem with its place.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::kernel::catalogue::field;
use crate::kernel::clock::Instant;
use crate::kernel::json_input;
use crate::kernel::problem::{FieldError, Problem};

/// What an operation does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Creates a record or patches named fields.
    Put,
    /// Withdraws a record with a reason.
    Withdraw,
    /// A named command: a lifecycle's event, or the settling of a conflict.
    Command(String),
}

/// One operation.
#[derive(Clone, Debug)]
pub struct Op {
    /// Its id: the same operation sent again has the same.
    pub op_id: Uuid,
    /// When, by the device's clock: a claim.
    pub at: Instant,
    /// The device's own counter, growing with each of its operations; orders them where the network does not.
    pub counter: Option<i64>,
    /// What it does.
    pub kind: Kind,
    /// The collection of the record.
    pub collection: String,
    /// The record.
    pub id: Uuid,
    /// The last change of the record that the device had seen; 0 for none.
    pub base_change: i64,
    /// The inspection, where the operation names it.
    pub inspection_id: Option<Uuid>,
    /// Named fields.
    pub fields: Map<String, Value>,
    /// Particulars of a command.
    pub args: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    op_id: Uuid,
    at: Instant,
    #[serde(default)]
    counter: Option<i64>,
    kind: String,
    #[serde(default)]
    collection: Option<String>,
    id: Uuid,
    #[serde(default)]
    base_change: Option<i64>,
    #[serde(default)]
    inspection_id: Option<Uuid>,
    #[serde(default)]
    fields: Map<String, Value>,
    #[serde(default)]
    args: Map<String, Value>,
}

/// Commands and the collection of the record that each is about.
pub const COMMANDS: &[(&str, &str)] = &[
    ("inspection.start", "inspections"),
    ("inspection.conclude", "inspections"),
    ("inspection.reopen", "inspections"),
    ("finding.record", "findings"),
    ("finding.withdraw", "findings"),
    ("car.accept_plan", "corrective_action_requests"),
    ("car.return_plan", "corrective_action_requests"),
    ("car.verify", "corrective_action_requests"),
    ("car.return_implementation", "corrective_action_requests"),
    ("car.confirm_effective", "corrective_action_requests"),
    ("car.find_ineffective", "corrective_action_requests"),
    ("conflict.resolve", "conflicts"),
];

/// Collections that devices may write.
pub const WRITABLE: &[&str] = &["inspections", "responses", "samples", "attendees", "findings", "evidence"];

/// Collections whose records can be withdrawn. An answer is taken back by writing null: its record is that of its item for ever.
pub const WITHDRAWABLE: &[&str] = &["samples", "attendees", "findings", "evidence"];

/// Reads an operation.
///
/// # Errors
/// `invalid-body` with a pointer into the operation.
pub fn read(value: Value) -> Result<Op, Problem> {
    let written: Written = json_input::read(value)?;
    let refuse = |pointer: &str, expected: &str| Problem::invalid(vec![FieldError::of(&field::FORMAT, pointer, &[("expected", expected)])]);
    let base_change = written.base_change.unwrap_or(0);
    if base_change < 0 {
        return Err(refuse("/base_change", "≥ 0"));
    }
    if written.counter.is_some_and(|counter| counter < 0) {
        return Err(refuse("/counter", "≥ 0"));
    }
    let (kind, collection) = match written.kind.as_str() {
        "put" | "withdraw" => {
            let collection = written.collection.unwrap_or_default();
            let known = if written.kind == "put" { WRITABLE } else { WITHDRAWABLE };
            if !known.contains(&collection.as_str()) {
                return Err(refuse("/collection", &known.join(" | ")));
            }
            (if written.kind == "put" { Kind::Put } else { Kind::Withdraw }, collection)
        }
        name => {
            let Some((name, collection)) = COMMANDS.iter().find(|(known, _)| *known == name) else {
                let known: Vec<_> = COMMANDS.iter().map(|(known, _)| *known).collect();
                return Err(refuse("/kind", &format!("put | withdraw | {}", known.join(" | "))));
            };
            (Kind::Command((*name).to_owned()), (*collection).to_owned())
        }
    };
    if kind == Kind::Put && written.fields.is_empty() {
        return Err(Problem::invalid(vec![FieldError::of(&field::MISSING, "/fields", &[("name", "fields")])]));
    }
    let mut fields = written.fields;
    let named = fields.remove("inspection_id").and_then(|value| value.as_str().and_then(|text| text.parse().ok()));
    let inspection_id = match collection.as_str() {
        "inspections" => Some(written.id),
        _ => written.inspection_id.or(named),
    };
    Ok(Op {
        op_id: written.op_id,
        at: written.at,
        counter: written.counter,
        kind,
        collection,
        id: written.id,
        base_change,
        inspection_id,
        fields,
        args: written.args,
    })
}

impl Op {
    /// The records that this operation rests on: its own, and every one that its fields name.
    #[must_use]
    pub fn rests_on(&self) -> BTreeSet<Uuid> {
        let mut ids = BTreeSet::from([self.id]);
        gather(&Value::Object(self.fields.clone()), &mut ids);
        ids
    }
}

fn gather(value: &Value, ids: &mut BTreeSet<Uuid>) {
    match value {
        Value::String(text) if text.len() == 36 => {
            if let Ok(id) = text.parse() {
                ids.insert(id);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, ids)),
        Value::Object(fields) => fields.values().for_each(|item| gather(item, ids)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn first(value: Value) -> (String, String) {
        let problem = read(value).unwrap_err();
        let error = &problem.field_errors()[0];
        (error.pointer.clone(), error.code.clone())
    }

    #[test]
    fn flaws_are_named_with_their_place() {
        let id = Uuid::from_u128(1);
        let op = |kind: &str, collection: &str| json!({"op_id": id, "at": "2026-03-09T02:15:00Z", "kind": kind, "collection": collection, "id": id, "fields": {"note": "x"}});
        assert!(read(op("put", "responses")).is_ok());
        assert_eq!(first(op("put", "people")), ("/collection".into(), "format".into()));
        assert_eq!(first(op("inspection.sign", "inspections")), ("/kind".into(), "format".into()));
        assert_eq!(first(json!({"op_id": id, "at": "yesterday", "kind": "put", "id": id})), ("/at".into(), "wrong-shape".into()));
    }

    #[test]
    fn an_operation_rests_on_every_record_it_names() {
        let (own, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let op = read(json!({"op_id": own, "at": "2026-03-09T02:15:00Z", "kind": "put", "collection": "findings", "id": own, "fields": {"response_id": other}})).unwrap();
        assert_eq!(op.rests_on(), BTreeSet::from([own, other]));
    }
}
