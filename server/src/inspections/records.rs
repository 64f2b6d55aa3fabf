//! The one way in which records of an inspection change, from a device or over HTTP: field by field, with contests kept.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::conflicts;
use super::shapes::{self, Field};
use crate::kernel::catalogue;
use crate::kernel::problem::Problem;
use crate::ledger::merge::{Assertion, Edit as FieldEdit, Effect, FieldState, Joining};
use crate::ledger::op::{Author, Edit, Outcome};
use crate::ledger::record::Fields;
use crate::ledger::transaction::Change;
use crate::ledger::{Entry, Tx, stream};

/// The field that says a record is withdrawn: the reason, or null.
pub const WITHDRAWN: &str = "withdrawn";

/// A collection whose records devices write.
#[derive(Clone, Copy, Debug)]
pub struct Collection {
    /// Its name in the protocol.
    pub name: &'static str,
    /// The kind of its records in the activity.
    pub record_kind: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
    /// The server adds a number to a new record.
    pub numbered: bool,
}

/// What merging an edit gives the capability that owns the record.
#[derive(Clone, Debug)]
pub struct Merged {
    /// What to answer.
    pub outcome: Outcome,
    /// The values that now stand, of the fields that were written.
    pub values: BTreeMap<String, Value>,
    /// The record is withdrawn.
    pub withdrawn: bool,
}

/// Merges an edit into the record's field states, keeps what contests it, and leaves change and activity behind. The caller
/// writes `values` into the row.
///
/// # Errors
/// `record-withdrawn` when the author had seen the withdrawal; database failures.
pub async fn put(
    tx: &Tx,
    inspection_id: Uuid,
    collection: Collection,
    edit: &Edit,
    before: &Map<String, Value>,
) -> Result<Merged, Problem> {
    let mut work = Work::begin(tx, inspection_id, collection, edit.id).await?;
    work.restore_if_unseen(&edit.author)?;
    for (name, value) in &edit.fields {
        let field = shapes::field_of(collection.fields, name);
        // A fixed field says again what the record is; there is nothing to merge.
        if !work.is_new && field.is_some_and(|field| field.fixed) {
            continue;
        }
        let joining = field.map_or(Joining::Single, |field| field.joining);
        work.take(name, value.clone(), &edit.author, joining, false);
    }
    let action = if work.is_new { "create" } else { "edit" };
    work.finish(tx, &edit.author, before, action).await
}

/// Withdraws a record with a reason. An edit of somebody else that the author had not seen makes it a contest.
///
/// # Errors
/// Database failures.
pub async fn withdraw(
    tx: &Tx,
    inspection_id: Uuid,
    collection: Collection,
    id: Uuid,
    author: &Author,
    reason: &str,
) -> Result<Merged, Problem> {
    let mut work = Work::begin(tx, inspection_id, collection, id).await?;
    work.object_for_unseen_editors(author);
    work.take(WITHDRAWN, json!(reason), author, Joining::Single, false);
    work.finish(tx, author, &Map::new(), "withdraw").await
}

/// The lead settles a contest: the value given stands, everything the lead had seen is replaced.
///
/// # Errors
/// Database failures.
pub async fn settle(
    tx: &Tx,
    inspection_id: Uuid,
    collection: Collection,
    id: Uuid,
    author: &Author,
    field: &str,
    value: Value,
) -> Result<Merged, Problem> {
    let mut work = Work::begin(tx, inspection_id, collection, id).await?;
    work.settles = true;
    work.take(field, value, author, Joining::Single, true);
    work.finish(tx, author, &Map::new(), "resolve_conflict").await
}

/// One change of one record while it is made.
struct Work {
    stream: String,
    inspection_id: Uuid,
    collection: Collection,
    id: Uuid,
    is_new: bool,
    previous_change: i64,
    previously_known_to: Option<Uuid>,
    change: i64,
    states: Fields,
    touched: Vec<(String, Effect, Joining)>,
    unseen: bool,
    settles: bool,
}

impl Work {
    async fn begin(tx: &Tx, inspection_id: Uuid, collection: Collection, id: Uuid) -> Result<Self, Problem> {
        let stream = stream::of_inspection(inspection_id);
        let place = tx.record(&stream, collection.name, id).await?;
        let change = tx.next_change(&stream).await?;
        Ok(Self {
            stream,
            inspection_id,
            collection,
            id,
            is_new: place.is_none(),
            previous_change: place.as_ref().map_or(0, |row| row.change_no),
            previously_known_to: place.as_ref().and_then(|row| row.known_to),
            change,
            states: place.as_ref().map(crate::ledger::record::Model::field_states).transpose()?.unwrap_or_default(),
            touched: Vec::new(),
            unseen: false,
            settles: false,
        })
    }

    fn take(&mut self, name: &str, value: Value, author: &Author, joining: Joining, settles: bool) {
        let assertion = Assertion { device: author.device_id, by: author.user_id, at: author.at.into(), change: self.change, value };
        let edit = FieldEdit { assertion, counter: author.counter, base: author.base, settles };
        let effect = self.states.entry(name.to_owned()).or_default().take(edit, joining);
        self.touched.push((name.to_owned(), effect, joining));
    }

    /// An edit of a withdrawn record whose author had not seen the withdrawal speaks for keeping the record.
    fn restore_if_unseen(&mut self, author: &Author) -> Result<(), Problem> {
        let Some(state) = self.states.get(WITHDRAWN) else { return Ok(()) };
        if state.standing().is_none_or(Value::is_null) {
            return Ok(());
        }
        if state.changed_since(author.base, author.device_id) {
            self.take(WITHDRAWN, Value::Null, author, Joining::Single, false);
            return Ok(());
        }
        Err(Problem::of(&catalogue::RECORD_WITHDRAWN))
    }

    /// Those whose edits the author of a withdrawal had not seen speak for keeping the record: the same contest as if the
    /// withdrawal had arrived first.
    fn object_for_unseen_editors(&mut self, author: &Author) {
        let mut objectors: Vec<Assertion> = Vec::new();
        for (name, state) in &self.states {
            for kept in &state.assertions {
                let unseen = kept.change > author.base && kept.device != author.device_id;
                if name != WITHDRAWN && unseen && !objectors.iter().any(|one| one.device == kept.device) {
                    objectors.push(Assertion { value: Value::Null, ..kept.clone() });
                }
            }
        }
        let state = self.states.entry(WITHDRAWN.to_owned()).or_default();
        for objector in objectors {
            if !state.assertions.iter().any(|kept| kept.device == objector.device) {
                let base = objector.change;
                state.take(FieldEdit { assertion: objector, counter: None, base, settles: false }, Joining::Single);
            }
        }
    }

    fn others_changed_since(&self, author: &Author) -> bool {
        self.states.values().any(|state| state.changed_since(author.base, author.device_id))
    }

    /// The author's device holds the record as it stood before this change: it has seen its last change, or made it itself
    /// while it held the one before.
    fn is_held_by(&self, author: &Author) -> bool {
        self.previous_change <= author.base || self.previously_known_to == Some(author.device_id)
    }

    async fn finish(mut self, tx: &Tx, author: &Author, before: &Map<String, Value>, action: &str) -> Result<Merged, Problem> {
        // An answer without the record would make the device's next edit claim to have seen all of it.
        self.unseen = !self.is_held_by(author)
            || self.others_changed_since(author)
            || self.touched.iter().any(|(_, effect, _)| *effect == Effect::Outrun);
        let mut values = BTreeMap::new();
        let mut conflict_id = None;
        for (name, effect, joining) in &self.touched {
            let state = &self.states[name];
            let id = conflicts::keep(tx, self.inspection_id, self.collection.name, self.id, name, state, author).await?;
            if *effect == Effect::Contested {
                conflict_id = conflict_id.or(id);
            }
            values.insert(name.clone(), state.rendered(*joining));
        }
        let withdrawn = self.states.get(WITHDRAWN).and_then(FieldState::standing).is_some_and(|value| !value.is_null());
        self.note(tx, author, before, &values, action).await?;
        let change = Change { deleted: withdrawn, known_to: self.known_to(author), fields: Some(std::mem::take(&mut self.states)) };
        let number = tx.change(&self.stream, self.collection.name, self.id, change).await?;
        let outcome = match conflict_id {
            Some(conflict_id) => Outcome::Conflict(number, conflict_id),
            None if self.unseen => Outcome::Merged(number),
            None => Outcome::Applied(number),
        };
        Ok(Merged { outcome, values, withdrawn })
    }

    /// The author's device need not be told, unless others or the server had a hand in the record since it last saw it, or the
    /// operation was about the conflict and not about this record.
    fn known_to(&self, author: &Author) -> Option<Uuid> {
        let as_written = self.touched.iter().all(|(_, effect, _)| *effect == Effect::Stands);
        let completed_by_server = self.is_new && self.collection.numbered;
        (as_written && !self.unseen && !self.settles && !completed_by_server && !author.absent).then_some(author.device_id)
    }

    async fn note(
        &self,
        tx: &Tx,
        author: &Author,
        before: &Map<String, Value>,
        values: &BTreeMap<String, Value>,
        action: &str,
    ) -> Result<(), Problem> {
        let mut entry = Entry::new(self.collection.record_kind, self.id, action);
        for (name, effect, _) in &self.touched {
            let from = before.get(name).cloned().unwrap_or(Value::Null);
            entry = entry.changed(name, from, values.get(name).cloned().unwrap_or(Value::Null));
            if *effect == Effect::Contested {
                let kept = self.states[name].assertions.iter().find(|kept| kept.device == author.device_id);
                entry = entry.with(&format!("{name}.contested"), kept.map(|kept| kept.value.clone()).unwrap_or_default());
            }
        }
        if tx.actor().user_id != Some(author.user_id) {
            entry = entry.with("author", author.user_id.to_string());
        }
        tx.claim_time(Some(author.at));
        tx.note(&self.stream, entry).await?;
        tx.claim_time(None);
        Ok(())
    }
}
