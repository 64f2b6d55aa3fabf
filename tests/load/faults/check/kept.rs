//! Every value that a device was told is done stands, or is in a conflict record, or was replaced by somebody who may: by the
//! device itself later, by somebody who had seen it, or by the lead. Pure.

use serde_json::Value;
use uuid::Uuid;

use crate::faults::journal::{Asked, Difference};
use crate::faults::records::{Held, Records};

/// The field under which withdrawals are contested.
const WITHDRAWN: &str = "withdrawn";
/// Refusals that a device earns by sending things out of order or late.
const EARNED: &[&str] = &["record-withdrawn", "not-found"];

/// One operation with the device that made it.
pub type Told<'a> = (&'a str, &'a Asked);

/// A value of a field that a device was told is done.
struct Claim<'a> {
    by: &'a str,
    asked: &'a Asked,
    collection: &'a str,
    record: Uuid,
    field: &'a str,
    value: &'a Value,
}

impl Claim<'_> {
    fn settles(&self) -> bool {
        self.asked.op["kind"] == "conflict.resolve"
    }

    fn is_about_the_same(&self, other: &Claim) -> bool {
        self.collection == other.collection && self.record == other.record && self.field == other.field
    }

    /// The least change of a conflict that shows the value. In an operation that is in conflict the conflicts change first, one for each field
    /// at most, and then the record, whose change is told.
    fn shown_in_a_conflict_from(&self) -> i64 {
        let fields = self.asked.op["fields"].as_object().into_iter().flatten().filter(|(name, _)| *name != "item_id").count();
        let conflicts = if self.asked.status() == "conflict" { i64::try_from(fields).unwrap_or_default() } else { 0 };
        self.asked.change() - conflicts
    }
}

/// What was acknowledged and is gone, by the records as a device finds them that starts from nothing.
#[must_use]
pub fn lost(told: &[Told], now: &Records) -> Vec<Difference> {
    let claims: Vec<Claim> = told.iter().filter(|(_, asked)| asked.took_effect()).flat_map(|told| claims_of(told, now)).collect();
    let gone = claims.iter().filter(|claim| !stands(claim, now) && !is_in_a_conflict(claim, now) && !is_replaced(claim, &claims, now));
    let mut lost: Vec<Difference> = gone.map(|claim| describe(claim, &claims)).collect();
    lost.extend(told.iter().filter_map(|(by, asked)| undone(by, asked, now)));
    lost
}

fn describe(claim: &Claim, claims: &[Claim]) -> Difference {
    let settled = claims.iter().filter(|later| later.is_about_the_same(claim) && later.settles());
    let bases: Vec<i64> = settled.map(|later| later.asked.number("base_change")).collect();
    let what = format!(
        "{}: {}.{} = {} was {} at change {} and is gone; settled by who had seen {bases:?}",
        claim.by,
        claim.collection,
        claim.field,
        claim.value,
        claim.asked.status(),
        claim.asked.change()
    );
    Difference::of(claim.record, what)
}

fn claims_of<'a>((by, asked): &Told<'a>, now: &'a Records) -> Vec<Claim<'a>> {
    let text = |name: &str| asked.op[name].as_str().unwrap_or_default();
    let Some(record) = asked.record() else { return Vec::new() };
    let claim = |collection, record, field, value| Claim { by, asked, collection, record, field, value };
    match text("kind") {
        "put" => {
            let fields = asked.op["fields"].as_object().into_iter().flatten();
            // A declaration is compared as a whole elsewhere; its caption is nobody's until somebody changes it.
            let is_declaration = asked.op["fields"].get("sha256").is_some();
            let written = fields.filter(|(name, _)| *name != "item_id" && !is_declaration);
            written.map(|(name, value)| claim(text("collection"), record, name.as_str(), value)).collect()
        }
        "withdraw" => vec![claim(text("collection"), record, WITHDRAWN, &asked.op["args"]["reason"])],
        "conflict.resolve" => {
            let Some(conflict) = now.get("conflicts", record) else { return Vec::new() };
            let about = conflict.value("record_id").as_str().and_then(|id| id.parse().ok());
            let (Some(about), Some(field), Some(collection)) =
                (about, conflict.value("field").as_str(), conflict.value("collection").as_str())
            else {
                return Vec::new();
            };
            vec![claim(collection, about, field, &asked.op["args"]["value"])]
        }
        _ => Vec::new(),
    }
}

fn stands(claim: &Claim, now: &Records) -> bool {
    let Some(held) = now.get(claim.collection, claim.record) else { return false };
    if claim.field == WITHDRAWN {
        return held.is_deleted() != claim.value.is_null();
    }
    let value = held.value(claim.field);
    // Free text of several devices stands line by line; no device writes more than one line here.
    value == claim.value || value.as_str().is_some_and(|text| text.lines().any(|line| claim.value == line))
}

fn conflicts<'a>(collection: &'a str, record: Uuid, field: &'a str, now: &'a Records) -> impl Iterator<Item = &'a Held> {
    let id = record.to_string();
    let all = now.all().filter(|((of, _), _)| of == "conflicts").map(|(_, held)| held);
    all.filter(move |held| held.value("record_id") == id.as_str() && held.value("collection") == collection && held.value("field") == field)
}

fn is_in_a_conflict(claim: &Claim, now: &Records) -> bool {
    conflicts(claim.collection, claim.record, claim.field, now).any(|conflict| {
        let values = conflict.value("values").as_array().into_iter().flatten();
        values.map(|kept| &kept["value"]).any(|value| value == claim.value)
    })
}

fn is_replaced(claim: &Claim, claims: &[Claim], now: &Records) -> bool {
    let change = claim.asked.change();
    let replaces = |later: &Claim| {
        if later.by == claim.by {
            later.asked.number("counter") > claim.asked.number("counter")
        } else if later.settles() {
            // Who settles has seen the conflict, and says up to which of its changes.
            later.asked.number("base_change") >= claim.shown_in_a_conflict_from()
        } else {
            later.asked.number("base_change") >= change
        }
    };
    let same_record = |later: &&Claim| later.collection == claim.collection && later.record == claim.record;
    let by_a_value = claims.iter().filter(same_record).any(|later| later.field == claim.field && replaces(later));
    // A withdrawn record does not show its fields: whoever withdrew it had seen them, or its withdrawal is contested.
    let deleted = now.get(claim.collection, claim.record).is_some_and(Held::is_deleted);
    let with_the_record = claims.iter().filter(same_record).any(|later| later.field == WITHDRAWN && replaces(later))
        || conflicts(claim.collection, claim.record, WITHDRAWN, now).next().is_some();
    by_a_value || (deleted && with_the_record)
}

/// What was acknowledged of a command or a declaration and did not happen; what was refused although it was right.
fn undone(by: &str, asked: &Asked, now: &Records) -> Option<Difference> {
    let record = asked.record()?;
    let text = |name: &str| asked.op[name].as_str().unwrap_or_default();
    let value = |collection: &str, field: &str| now.get(collection, record).map(|held| held.value(field).clone()).unwrap_or_default();
    let wrong = match (text("kind"), asked.status()) {
        (_, "refused") => {
            let code = asked.outcome.as_ref().and_then(|outcome| outcome["problem"]["code"].as_str()).unwrap_or_default();
            (!EARNED.contains(&code)).then(|| format!("was refused with {code}"))
        }
        ("inspection.start", "applied" | "merged") => {
            let status = value("inspections", "status");
            (status != "in_progress").then(|| format!("the inspection has begun and is {status}"))
        }
        ("finding.record", "applied" | "merged") => {
            let status = value("findings", "status");
            (status != "recorded").then(|| format!("the finding is recorded and is {status}"))
        }
        ("conflict.resolve", "applied") => {
            let state = value("conflicts", "state");
            (state != "resolved").then(|| format!("the conflict is resolved and is {state}"))
        }
        ("put", "applied" | "merged" | "conflict") if asked.op["fields"].get("sha256").is_some() => {
            let fields = ["sha256", "size", "media_type"].into_iter();
            let differing: Vec<&str> = fields.filter(|field| value("evidence", field) != asked.op["fields"][field]).collect();
            (!differing.is_empty()).then(|| format!("the evidence is declared and differs in {differing:?}"))
        }
        _ => None,
    };
    wrong.map(|wrong| Difference::of(record, format!("{by}: {} {}: {wrong}", text("kind"), text("op_id"))))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SAMPLE: Uuid = Uuid::from_u128(9);

    fn asked(counter: i64, base: i64, change: i64, value: &str) -> Asked {
        let op = json!({"kind": "put", "collection": "samples", "id": SAMPLE, "counter": counter, "base_change": base, "fields": {"procedure": value}});
        Asked { op, outcome: Some(json!({"status": "applied", "change": change})), fresh: 1, sent: 1 }
    }

    fn holding(value: &str) -> Records {
        let mut records = Records::default();
        records.take_whole(("samples".into(), SAMPLE), 9, Some(false), &json!({"procedure": value}));
        records
    }

    #[test]
    fn a_value_that_stands_or_was_replaced_knowingly_is_kept() {
        let (one, other) = (asked(1, 0, 4, "a"), asked(1, 4, 5, "b"));
        assert!(lost(&[("A1", &one)], &holding("a")).is_empty());
        assert!(lost(&[("A1", &one), ("A2", &other)], &holding("b")).is_empty());
        let later = asked(2, 0, 5, "c");
        assert!(lost(&[("A1", &one), ("A1", &later)], &holding("c")).is_empty());
    }

    #[test]
    fn a_value_that_vanished_is_found() {
        let (one, unseen) = (asked(1, 0, 4, "a"), asked(1, 3, 5, "b"));
        assert_eq!(lost(&[("A1", &one)], &Records::default()).len(), 1);
        assert_eq!(lost(&[("A1", &one)], &holding("")).len(), 1);
        assert_eq!(lost(&[("A1", &one), ("A2", &unseen)], &holding("b")).len(), 1);
    }

    #[test]
    fn a_value_in_a_conflict_is_kept() {
        let one = asked(1, 0, 4, "a");
        let mut records = holding("b");
        let conflict =
            json!({"collection": "samples", "record_id": SAMPLE, "field": "procedure", "values": [{"value": "b"}, {"value": "a"}]});
        records.take_whole(("conflicts".into(), Uuid::from_u128(8)), 8, Some(false), &conflict);
        assert!(lost(&[("A1", &one)], &records).is_empty());
    }

    #[test]
    fn a_value_that_the_lead_replaced_is_kept_if_the_lead_had_seen_its_conflict() {
        let op =
            json!({"kind": "put", "collection": "samples", "id": SAMPLE, "counter": 1, "base_change": 0, "fields": {"procedure": "a"}});
        let one = Asked { op, outcome: Some(json!({"status": "conflict", "change": 4})), fresh: 1, sent: 1 };
        let conflict_id = Uuid::from_u128(8);
        let resolve = |base: i64| {
            let op = json!({"kind": "conflict.resolve", "id": conflict_id, "counter": 1, "base_change": base, "args": {"value": "c"}});
            Asked { op, outcome: Some(json!({"status": "applied", "change": 9})), fresh: 1, sent: 1 }
        };
        // It goes on with what the lead had not seen, so it no longer lists what was replaced.
        let mut records = holding("c");
        let conflict = json!({"collection": "samples", "record_id": SAMPLE, "field": "procedure", "state": "open",
            "values": [{"value": "c"}, {"value": "b"}]});
        records.take_whole(("conflicts".into(), conflict_id), 8, Some(false), &conflict);
        let of_values = |base: i64| {
            let (told, asked) = (&one, resolve(base));
            lost(&[("A2", told), ("A1", &asked)], &records).into_iter().filter(|difference| difference.what.contains("is gone")).count()
        };
        assert_eq!((of_values(4), of_values(3), of_values(2)), (0, 0, 1));
    }

    #[test]
    fn a_record_that_was_withdrawn_by_somebody_who_had_not_seen_the_value_is_found() {
        let one = asked(1, 0, 4, "a");
        let withdraw = |base: i64| {
            let op = json!({"kind": "withdraw", "collection": "samples", "id": SAMPLE, "counter": 1, "base_change": base, "args": {"reason": "r"}});
            Asked { op, outcome: Some(json!({"status": "applied", "change": 9})), fresh: 1, sent: 1 }
        };
        let mut records = holding("a");
        records.take_whole(("samples".into(), SAMPLE), 10, Some(true), &Value::Null);
        let mut blank = Records::default();
        blank.take_whole(("samples".into(), SAMPLE), 10, Some(true), &Value::Null);
        assert!(lost(&[("A1", &one), ("A2", &withdraw(4))], &blank).is_empty());
        assert_eq!(lost(&[("A1", &one), ("A2", &withdraw(3))], &blank).len(), 1);
    }

    #[test]
    fn a_declaration_that_changed_and_a_refusal_without_reason_are_found() {
        let op = json!({"kind": "put", "collection": "evidence", "id": SAMPLE, "fields": {"sha256": "aa", "size": 3, "media_type": "image/jpeg"}});
        let declared = Asked { op: op.clone(), outcome: Some(json!({"status": "applied", "change": 2})), fresh: 1, sent: 1 };
        let mut records = Records::default();
        let record = json!({"sha256": "aa", "size": 4, "media_type": "image/jpeg"});
        records.take_whole(("evidence".into(), SAMPLE), 2, Some(false), &record);
        assert_eq!(lost(&[("A1", &declared)], &records).len(), 1);
        let outcome = json!({"status": "refused", "problem": {"code": "invalid-body"}});
        let refused = Asked { op, outcome: Some(outcome), fresh: 1, sent: 1 };
        assert_eq!(lost(&[("A1", &refused)], &records).len(), 1);
    }
}
