//! What a device holds: records as the server told them, with the device's own edits on top as soon as they are acknowledged.
//!
//! Each field remembers the change at which it was learnt. So it does not matter in which order answers arrive that were on
//! their way at once.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use uuid::Uuid;

/// Collection and id.
pub type Key = (String, Uuid);

/// One record as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held {
    /// The last change known.
    pub change: i64,
    /// Each field with the change at which it was learnt.
    pub fields: BTreeMap<String, (Value, i64)>,
    deleted: (bool, i64),
}

impl Held {
    /// Whether it is withdrawn, as far as is known.
    #[must_use]
    pub fn is_deleted(&self) -> bool {
        self.deleted.0
    }

    /// The value of a field; null when it is not known.
    #[must_use]
    pub fn value(&self, field: &str) -> &Value {
        self.fields.get(field).map_or(&Value::Null, |(value, _)| value)
    }
}

/// The records of a device.
#[derive(Clone, Debug, Default)]
pub struct Records(BTreeMap<Key, Held>);

impl Records {
    /// Takes a record that was told whole: by a pull, or with an outcome (which says nothing about whether it is deleted).
    pub fn take_whole(&mut self, key: Key, change: i64, deleted: Option<bool>, record: &Value) {
        // What the server says of a change is stronger than what the device has written itself with the same change.
        self.take(key.clone(), change, record.as_object(), |known| known <= change);
        let held = self.0.entry(key).or_default();
        if let Some(deleted) = deleted.filter(|_| held.deleted.1 <= change) {
            held.deleted = (deleted, change);
        }
    }

    /// Takes fields that the device wrote itself and that are acknowledged as they are.
    pub fn take_fields(&mut self, key: Key, change: i64, fields: &Map<String, Value>) {
        self.take(key, change, Some(fields), |known| known < change);
    }

    fn take(&mut self, key: Key, change: i64, fields: Option<&Map<String, Value>>, is_older: impl Fn(i64) -> bool) {
        let held = self.0.entry(key).or_default();
        held.change = held.change.max(change);
        for (name, value) in fields.into_iter().flatten() {
            let known = held.fields.entry(name.clone()).or_insert((Value::Null, 0));
            if is_older(known.1) {
                *known = (value.clone(), change);
            }
        }
    }

    /// Takes a withdrawal of the device's own that is acknowledged.
    pub fn take_withdrawal(&mut self, key: Key, change: i64) {
        self.take_whole(key, change, Some(true), &Value::Null);
    }

    /// One record.
    #[must_use]
    pub fn get(&self, collection: &str, id: Uuid) -> Option<&Held> {
        self.0.get(&(collection.to_owned(), id))
    }

    /// The change at which a record was last seen; 0 for one never seen.
    #[must_use]
    pub fn base(&self, collection: &str, id: Uuid) -> i64 {
        self.get(collection, id).map_or(0, |held| held.change)
    }

    /// The records of one inspection that are not withdrawn, in one collection.
    pub fn standing<'a>(&'a self, collection: &'a str, inspection: Uuid) -> impl Iterator<Item = (Uuid, &'a Held)> {
        let of_it = move |held: &Held| held.value("inspection_id").as_str() == Some(inspection.to_string().as_str());
        let rows = self.0.iter().filter(move |((of, _), held)| of == collection && !held.is_deleted() && of_it(held));
        rows.map(|((_, id), held)| (*id, held))
    }

    /// All records.
    pub fn all(&self) -> impl Iterator<Item = (&Key, &Held)> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn answers_that_cross_leave_the_same_record_in_either_order() {
        let id = Uuid::from_u128(1);
        let key = || ("responses".to_owned(), id);
        let own = json!({"verdict": "conforming"});
        let told = json!({"verdict": "nonconforming", "note": "b"});
        let mut one = Records::default();
        one.take_fields(key(), 4, own.as_object().unwrap());
        one.take_whole(key(), 6, Some(false), &told);
        let mut other = Records::default();
        other.take_whole(key(), 6, Some(false), &told);
        other.take_fields(key(), 4, own.as_object().unwrap());
        assert_eq!(one.get("responses", id), other.get("responses", id));
        assert_eq!(one.base("responses", id), 6);
        assert_eq!(one.get("responses", id).unwrap().value("verdict"), "nonconforming");
    }
}
