//! All devices of an inspection hold the same records, and so does a device that starts from nothing. Pure.

use std::collections::BTreeSet;

use serde_json::Value;
use soat::inspections::shapes::{self, Field};

use crate::faults::journal::Difference;
use crate::faults::records::{Held, Key, Records};

/// What differs between a device's records and those that a fresh device was told.
#[must_use]
pub fn differences(name: &str, own: &Records, fresh: &Records) -> Vec<Difference> {
    let keys: BTreeSet<&Key> = own.all().chain(fresh.all()).map(|(key, _)| key).collect();
    keys.into_iter().filter_map(|key| difference(name, key, own, fresh)).collect()
}

fn difference(name: &str, (collection, id): &Key, own: &Records, fresh: &Records) -> Option<Difference> {
    let (mine, told) = (own.get(collection, *id), fresh.get(collection, *id));
    let what = match (mine, told) {
        (Some(mine), Some(told)) => unequal(collection, mine, told)?,
        (None, Some(_)) => "is not on the device".to_owned(),
        // A record that came and was withdrawn is told as deleted to whoever starts from nothing, too.
        _ => "is on the device alone".to_owned(),
    };
    Some(Difference::of(*id, format!("{name}: {collection} {id} {what}")))
}

fn unequal(collection: &str, mine: &Held, told: &Held) -> Option<String> {
    if mine.change != told.change {
        return Some(format!("is at change {} on the device and at {} on the server", mine.change, told.change));
    }
    if mine.is_deleted() != told.is_deleted() {
        return Some(format!("is withdrawn: {} on the device, {} on the server", mine.is_deleted(), told.is_deleted()));
    }
    let differing = |(field, (value, change)): (&String, &(Value, i64))| {
        let known = mine.fields.get(field);
        // What the server adds to a device's own edit (who, when, which version) is told with the next edit by somebody else.
        let is_comparable = is_written_by_devices(collection, field) || known.is_some_and(|(_, learnt)| learnt == change);
        let same = known.map_or(&Value::Null, |(value, _)| value) == value || (known.is_none() && is_blank(value));
        (is_comparable && !same).then(|| format!("{field} is {} on the device and {value} on the server", mine.value(field)))
    };
    if told.is_deleted() { None } else { told.fields.iter().find_map(differing) }
}

fn is_blank(value: &Value) -> bool {
    value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty)
}

fn is_written_by_devices(collection: &str, field: &str) -> bool {
    let fields: &[Field] = match collection {
        "inspections" => shapes::INSPECTIONS,
        "responses" => shapes::RESPONSES,
        "samples" => shapes::SAMPLES,
        "attendees" => shapes::ATTENDEES,
        "findings" => shapes::FINDINGS,
        "evidence" => shapes::EVIDENCE,
        _ => return true,
    };
    fields.iter().any(|known| known.name == field)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn holding(change: i64, record: &Value) -> Records {
        let mut records = Records::default();
        records.take_whole(("responses".into(), Uuid::from_u128(1)), change, Some(false), record);
        records
    }

    #[test]
    fn an_own_record_that_was_not_told_back_is_the_same() {
        let mut own = Records::default();
        let fields = json!({"verdict": "conforming"});
        own.take_fields(("responses".into(), Uuid::from_u128(1)), 4, fields.as_object().unwrap());
        let fresh = holding(4, &json!({"verdict": "conforming", "note": "", "answered_by": "x", "version": 1}));
        assert!(differences("A1", &own, &fresh).is_empty());
    }

    #[test]
    fn another_value_another_change_and_a_missing_record_are_found() {
        let fresh = holding(4, &json!({"verdict": "conforming"}));
        for own in [holding(4, &json!({"verdict": "nonconforming"})), holding(3, &json!({"verdict": "conforming"})), Records::default()] {
            assert_eq!(differences("A1", &own, &fresh).len(), 1);
            assert_eq!(differences("A1", &fresh, &own).len(), 1);
        }
    }
}
