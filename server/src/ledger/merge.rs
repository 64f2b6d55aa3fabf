//! How concurrent edits of one field come together. Pure: no clock, no database.
//!
//! A field remembers, for each device, the last value that device gave it and that nobody has knowingly replaced. The value
//! that reached the server first stands; when the remembered values differ the field is *contested* and the lead decides.
//! An edit replaces the values that its device had seen (change number at or below the edit's base) and its own earlier value,
//! but once a device has seen a contest its further edits replace only its own value: settling a contest is the lead's act.
//!
//! The set of values kept does not depend on the order in which edits arrive: what an edit removes is decided by its base and
//! its device alone, and a device's edits are ordered by the device's own counter, never by a clock.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::kernel::clock::Instant;

/// A value given to a field by one device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assertion {
    /// The device.
    #[serde(rename = "d")]
    pub device: Uuid,
    /// The person.
    #[serde(rename = "u")]
    pub by: Uuid,
    /// When, by the device's own clock: a claim, for people to read.
    #[serde(rename = "t")]
    pub at: MillisClaim,
    /// The change that brought it.
    #[serde(rename = "n")]
    pub change: i64,
    /// The value.
    #[serde(rename = "v")]
    pub value: Value,
}

/// Milliseconds since the epoch: the compact form in which field states keep a claimed time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MillisClaim(pub i64);

impl From<Instant> for MillisClaim {
    fn from(at: Instant) -> Self {
        Self(at.0)
    }
}

/// A span of change numbers during which values differed: from `0` up to, and without, `1`.
type Contest = (i64, Option<i64>);

/// What is known of one field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldState {
    /// Values that nobody has knowingly replaced; the first one stands.
    #[serde(rename = "a")]
    pub assertions: Vec<Assertion>,
    /// The highest counter seen of each device.
    #[serde(rename = "s", default, skip_serializing_if = "BTreeMap::is_empty")]
    counters: BTreeMap<Uuid, i64>,
    /// When the field was contested.
    #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
    contests: Vec<Contest>,
}

/// How edits of a field come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joining {
    /// One value stands; another is a contest.
    Single,
    /// Free text: every device's text is kept, one below the other.
    Notes,
}

/// One edit of one field.
#[derive(Clone, Debug)]
pub struct Edit {
    /// Who, where, when, what; `change` is the number this edit gets.
    pub assertion: Assertion,
    /// The device's own counter; none means "after everything of this device that arrived before".
    pub counter: Option<i64>,
    /// The change up to which the device had seen the record.
    pub base: i64,
    /// The lead settles a contest: everything seen is replaced.
    pub settles: bool,
}

/// What an edit did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A later edit of the same device had arrived before: nothing changed.
    Outrun,
    /// The value stands, or the same value already stood.
    Stands,
    /// Free texts were joined.
    Joined,
    /// Another value stands; this one is kept beside it.
    Contested,
}

impl FieldState {
    /// Takes in an edit.
    pub fn take(&mut self, edit: Edit, joining: Joining) -> Effect {
        let device = edit.assertion.device;
        let last = self.counters.get(&device).copied();
        match (edit.counter, last) {
            (Some(counter), Some(last)) if counter <= last => return Effect::Outrun,
            (Some(counter), _) => self.counters.insert(device, counter),
            (None, _) => None,
        };
        let change = edit.assertion.change;
        self.replace_seen(&edit);
        let value = edit.assertion.value.clone();
        self.insert(edit.assertion);
        match joining {
            Joining::Notes if self.distinct() > 1 => Effect::Joined,
            Joining::Notes => Effect::Stands,
            Joining::Single => {
                self.note_contest(change);
                if self.standing() == Some(&value) { Effect::Stands } else { Effect::Contested }
            }
        }
    }

    fn replace_seen(&mut self, edit: &Edit) {
        let only_own = !edit.settles && self.was_contested_at(edit.base);
        self.assertions.retain(|kept| kept.device == edit.assertion.device || kept.change > edit.base || only_own);
    }

    fn insert(&mut self, assertion: Assertion) {
        // The own earlier value keeps its place: a device that changes its mind does not lose its turn.
        match self.assertions.iter_mut().find(|kept| kept.device == assertion.device) {
            Some(own) => *own = assertion,
            None => self.assertions.push(assertion),
        }
    }

    fn note_contest(&mut self, change: i64) {
        let differs = self.distinct() > 1;
        match self.contests.last_mut() {
            Some((_, closed @ None)) if !differs => *closed = Some(change),
            Some((_, None)) => {}
            _ if differs => self.contests.push((change, None)),
            _ => {}
        }
    }

    fn was_contested_at(&self, base: i64) -> bool {
        self.contests.iter().any(|(opened, closed)| *opened <= base && closed.is_none_or(|closed| base < closed))
    }

    fn distinct(&self) -> usize {
        self.values().len()
    }

    /// The different values kept, the standing one first.
    #[must_use]
    pub fn values(&self) -> Vec<&Value> {
        let mut values: Vec<&Value> = Vec::new();
        for kept in &self.assertions {
            if !values.contains(&&kept.value) {
                values.push(&kept.value);
            }
        }
        values
    }

    /// The value that stands.
    #[must_use]
    pub fn standing(&self) -> Option<&Value> {
        self.assertions.first().map(|kept| &kept.value)
    }

    /// Whether values differ now, so that the lead has to decide.
    #[must_use]
    pub fn is_contested(&self) -> bool {
        matches!(self.contests.last(), Some((_, None)))
    }

    /// Whether values differed at any time.
    #[must_use]
    pub fn was_ever_contested(&self) -> bool {
        !self.contests.is_empty()
    }

    /// The value to store in the record: the standing one, or for notes every text, in an order that all devices agree on.
    #[must_use]
    pub fn rendered(&self, joining: Joining) -> Value {
        if joining == Joining::Single {
            return self.standing().cloned().unwrap_or(Value::Null);
        }
        let mut kept: Vec<&Assertion> = self.assertions.iter().collect();
        kept.sort_by_key(|kept| (kept.at, kept.device));
        let mut texts: Vec<&str> = Vec::new();
        for text in kept.iter().filter_map(|kept| kept.value.as_str()) {
            if !text.is_empty() && !texts.contains(&text) {
                texts.push(text);
            }
        }
        Value::String(texts.join("\n"))
    }

    /// The last change that touched the field.
    #[must_use]
    pub fn last_change(&self) -> i64 {
        self.assertions.iter().map(|kept| kept.change).max().unwrap_or(0)
    }

    /// Whether someone else changed the field after `base`.
    #[must_use]
    pub fn changed_since(&self, base: i64, device: Uuid) -> bool {
        self.assertions.iter().any(|kept| kept.change > base && kept.device != device)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn edit(device: u128, counter: i64, base: i64, change: i64, value: &str) -> Edit {
        let device = Uuid::from_u128(device);
        let assertion = Assertion { device, by: device, at: MillisClaim(counter), change, value: json!(value) };
        Edit { assertion, counter: Some(counter), base, settles: false }
    }

    fn play(edits: &[Edit]) -> FieldState {
        let mut state = FieldState::default();
        for (index, edit) in edits.iter().enumerate() {
            let mut edit = edit.clone();
            edit.assertion.change = i64::try_from(index).unwrap() + 1;
            state.take(edit, Joining::Single);
        }
        state
    }

    fn sorted(state: &FieldState) -> Vec<String> {
        let mut values: Vec<_> = state.values().into_iter().map(ToString::to_string).collect();
        values.sort();
        values
    }

    #[test]
    fn the_first_value_stands_and_the_other_is_kept() {
        let mut state = FieldState::default();
        assert_eq!(state.take(edit(1, 1, 0, 1, "đạt"), Joining::Single), Effect::Stands);
        assert_eq!(state.take(edit(2, 1, 0, 2, "không đạt"), Joining::Single), Effect::Contested);
        assert!(state.is_contested());
        assert_eq!(state.standing(), Some(&json!("đạt")));
    }

    #[test]
    fn equal_values_never_conflict() {
        let mut state = FieldState::default();
        state.take(edit(1, 1, 0, 1, "đạt"), Joining::Single);
        assert_eq!(state.take(edit(2, 1, 0, 2, "đạt"), Joining::Single), Effect::Stands);
        assert!(!state.is_contested());
    }

    #[test]
    fn an_edit_that_saw_the_value_replaces_it() {
        let mut state = FieldState::default();
        state.take(edit(1, 1, 0, 1, "đạt"), Joining::Single);
        assert_eq!(state.take(edit(2, 1, 1, 2, "không đạt"), Joining::Single), Effect::Stands);
        assert_eq!(state.values(), [&json!("không đạt")]);
    }

    #[test]
    fn a_device_replaces_its_own_contested_value_and_only_the_lead_settles() {
        let mut state = FieldState::default();
        state.take(edit(1, 1, 0, 1, "a"), Joining::Single);
        state.take(edit(2, 1, 0, 2, "b"), Joining::Single);
        assert_eq!(state.take(edit(2, 2, 2, 3, "c"), Joining::Single), Effect::Contested);
        assert_eq!(sorted(&state), ["\"a\"", "\"c\""]);
        let mut settling = edit(3, 1, 3, 4, "c");
        settling.settles = true;
        assert_eq!(state.take(settling, Joining::Single), Effect::Stands);
        assert!(!state.is_contested());
        assert_eq!(state.take(edit(1, 2, 4, 5, "d"), Joining::Single), Effect::Stands);
    }

    #[test]
    fn a_late_earlier_edit_of_the_same_device_changes_nothing() {
        let mut state = FieldState::default();
        state.take(edit(1, 2, 0, 1, "sau"), Joining::Single);
        assert_eq!(state.take(edit(1, 1, 0, 2, "trước"), Joining::Single), Effect::Outrun);
        assert_eq!(state.standing(), Some(&json!("sau")));
    }

    #[test]
    fn notes_keep_both_texts_in_an_order_all_agree_on() {
        let (a, b) = (edit(1, 1, 0, 1, "Thiếu chữ ký"), edit(2, 1, 0, 2, "Hồ sơ số 3"));
        let mut one = FieldState::default();
        one.take(a.clone(), Joining::Notes);
        assert_eq!(one.take(b.clone(), Joining::Notes), Effect::Joined);
        let mut other = FieldState::default();
        other.take(b, Joining::Notes);
        other.take(a, Joining::Notes);
        assert_eq!(one.rendered(Joining::Notes), other.rendered(Joining::Notes));
    }

    #[test]
    fn the_values_kept_do_not_depend_on_the_order_of_arrival() {
        let edits = [edit(1, 1, 0, 0, "x"), edit(1, 2, 0, 0, "z"), edit(2, 1, 0, 0, "y"), edit(3, 1, 0, 0, "x")];
        let expected = sorted(&play(&edits));
        let mut orders = Vec::new();
        permute(&mut edits.to_vec(), 0, &mut orders);
        for order in orders {
            assert_eq!(sorted(&play(&order)), expected);
        }
    }

    fn permute(items: &mut Vec<Edit>, from: usize, orders: &mut Vec<Vec<Edit>>) {
        if from == items.len() {
            orders.push(items.clone());
        }
        for index in from..items.len() {
            items.swap(from, index);
            permute(items, from + 1, orders);
            items.swap(from, index);
        }
    }
}
