//! The write transaction: the rows a service writes, and with them the change numbers, activity entries and jobs.
//!
//! Change rows, entries and jobs gather in memory and are written once, just before the commit, so a batch of many
//! operations costs a handful of statements. `AppState::begin` is the only way to make one.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, IntoActiveModel};
use serde_json::Value;
use soat_checklist_schemas::canonical;

use super::answer::{self, Claim};
use super::record::Fields;
use super::{Entry, entry, job, record, stream};
use crate::kernel::clock::{self, Instant};
use crate::kernel::problem::Problem;

/// Who writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// The person; none for the program itself.
    pub user_id: Option<Uuid>,
    /// The device.
    pub device_id: Option<Uuid>,
}

/// An open write transaction.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    now: Instant,
    actor: Actor,
    claim: Option<Claim>,
    pending: Mutex<Pending>,
}

/// A record in a stream.
type Key = (i64, &'static str, Uuid);

#[derive(Debug, Default)]
struct Pending {
    streams: HashMap<String, stream::Model>,
    /// The same as they stood when they were locked.
    locked: HashMap<String, stream::Model>,
    records: HashMap<Key, record::Model>,
    entries: Vec<entry::Model>,
    jobs: Vec<job::Model>,
    claimed_at: Option<Instant>,
    /// Places of records as the database has them, looked up ahead under the lock of their stream; none: not there.
    stored: HashMap<Key, Option<record::Model>>,
    /// There is a savepoint in the database.
    has_savepoint: bool,
    /// What `records` held before each change since the savepoint, the oldest first.
    replaced: Vec<(Key, Option<record::Model>)>,
}

impl Pending {
    fn put(&mut self, key: Key, row: record::Model) {
        let before = self.records.insert(key, row);
        if self.has_savepoint {
            self.replaced.push((key, before));
        }
    }
}

/// The state to which a part of a transaction can be undone. Of what has gathered only the lengths: a push of a thousand
/// operations takes a thousand of these.
#[derive(Debug)]
pub struct Savepoint {
    streams: HashMap<String, stream::Model>,
    entries: usize,
    jobs: usize,
    claimed_at: Option<Instant>,
}

/// What a transaction has done to a stream.
#[derive(Clone, Debug)]
pub struct Moved {
    /// The stream as it was when it was locked.
    pub before: stream::Model,
    /// As it is now.
    pub after: stream::Model,
    /// The records that changed, each as it is now.
    pub records: Vec<record::Model>,
}

/// How a record changed.
#[derive(Clone, Debug)]
pub struct Change {
    /// Withdrawn now.
    pub deleted: bool,
    /// The device that need not be told.
    pub known_to: Option<Uuid>,
    /// New field states; none keeps those there are.
    pub fields: Option<Fields>,
}

impl Change {
    /// A change that everybody is to be told of.
    #[must_use]
    pub fn told_to_all() -> Self {
        Self { deleted: false, known_to: None, fields: None }
    }

    /// A record that is gone for devices.
    #[must_use]
    pub fn tombstone() -> Self {
        Self { deleted: true, known_to: None, fields: None }
    }
}

impl Tx {
    /// Wraps a transaction that has begun.
    #[must_use]
    pub fn new(inner: DatabaseTransaction, now: Instant, actor: Actor) -> Self {
        Self { inner, now, actor, claim: None, pending: Mutex::default() }
    }

    /// Says that this transaction does the work of a request with an `Idempotency-Key`.
    #[must_use]
    pub fn for_claim(mut self, claim: Option<Claim>) -> Self {
        self.claim = claim;
        self
    }

    /// The connection to read and write rows with.
    #[must_use]
    pub fn db(&self) -> &DatabaseTransaction {
        &self.inner
    }

    /// The moment of this transaction.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Who writes.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// A fresh id.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        clock::new_id()
    }

    /// Says when the following writes happened by the device's clock; kept in their activity entries as a claim.
    pub fn claim_time(&self, at: Option<Instant>) {
        self.pending().claimed_at = at;
    }

    /// Locks a stream until the end and gives its row as it stands within this transaction.
    ///
    /// # Errors
    /// Database failures.
    pub async fn stream(&self, name: &str) -> Result<stream::Model, Problem> {
        match self.stream_if_any(name).await? {
            Some(held) => Ok(held),
            None => Ok(self.hold(stream::make(&self.inner, name).await?)),
        }
    }

    /// The same for a stream that there may not be.
    ///
    /// # Errors
    /// Database failures.
    pub async fn stream_if_any(&self, name: &str) -> Result<Option<stream::Model>, Problem> {
        if let Some(held) = self.pending().streams.get(name) {
            return Ok(Some(held.clone()));
        }
        Ok(stream::lock(&self.inner, name).await?.map(|locked| self.hold(locked)))
    }

    fn hold(&self, locked: stream::Model) -> stream::Model {
        let mut pending = self.pending();
        pending.locked.insert(locked.name.clone(), locked.clone());
        pending.streams.insert(locked.name.clone(), locked.clone());
        locked
    }

    /// What this transaction has done to a stream so far; none when it does not hold the stream's lock.
    #[must_use]
    pub fn moved(&self, name: &str) -> Option<Moved> {
        let pending = self.pending();
        let (before, after) = (pending.locked.get(name)?.clone(), pending.streams.get(name)?.clone());
        let records = pending.records.iter().filter(|((stream_id, ..), _)| *stream_id == after.id).map(|(_, row)| row.clone()).collect();
        Some(Moved { before, after, records })
    }

    /// The number that the next change of this stream gets.
    ///
    /// # Errors
    /// Database failures.
    pub async fn next_change(&self, stream: &str) -> Result<i64, Problem> {
        Ok(self.stream(stream).await?.change_seq + 1)
    }

    /// Puts a record at the head of a stream; gives the number of the change.
    ///
    /// # Errors
    /// Database failures.
    pub async fn change(&self, stream: &str, collection: &'static str, record_id: Uuid, change: Change) -> Result<i64, Problem> {
        let fields = match change.fields {
            Some(fields) => serde_json::to_string(&fields).map_err(Problem::internal)?,
            None => self.record(stream, collection, record_id).await?.map(|row| row.fields).unwrap_or_default(),
        };
        self.stream(stream).await?;
        let mut pending = self.pending();
        let Some(head) = pending.streams.get_mut(stream) else { return Err(Problem::internal("stream not held")) };
        head.change_seq += 1;
        head.moved_at = self.now;
        let (stream_id, change_no) = (head.id, head.change_seq);
        let row = record::Model {
            stream_id,
            collection: collection.to_owned(),
            record_id,
            change_no,
            deleted: change.deleted,
            known_to: change.known_to,
            fields,
        };
        pending.put((stream_id, collection, record_id), row);
        Ok(change_no)
    }

    /// Puts many records that devices only read (so without field states) at the head of a stream, in the order given.
    ///
    /// # Errors
    /// Database failures.
    pub async fn change_many(&self, stream: &str, collection: &'static str, ids: &[Uuid], deleted: bool) -> Result<(), Problem> {
        self.stream(stream).await?;
        let mut pending = self.pending();
        let Some(head) = pending.streams.get_mut(stream) else { return Err(Problem::internal("stream not held")) };
        let (stream_id, first) = (head.id, head.change_seq + 1);
        head.change_seq += i64::try_from(ids.len()).map_err(Problem::internal)?;
        head.moved_at = self.now;
        for (&record_id, change_no) in ids.iter().zip(first..) {
            let collection_name = collection.to_owned();
            let row = record::Model {
                stream_id,
                collection: collection_name,
                record_id,
                change_no,
                deleted,
                known_to: None,
                fields: String::new(),
            };
            pending.put((stream_id, collection, record_id), row);
        }
        Ok(())
    }

    /// The place of a record in a stream, as it stands within this transaction.
    ///
    /// # Errors
    /// Database failures.
    pub async fn record(&self, stream: &str, collection: &'static str, record_id: Uuid) -> Result<Option<record::Model>, Problem> {
        let stream_id = self.stream(stream).await?.id;
        {
            let pending = self.pending();
            let key = (stream_id, collection, record_id);
            if let Some(row) = pending.records.get(&key) {
                return Ok(Some(row.clone()));
            }
            if let Some(row) = pending.stored.get(&key) {
                return Ok(row.clone());
            }
        }
        Ok(record::Entity::find_by_id((stream_id, collection.to_owned(), record_id)).one(&self.inner).await?)
    }

    /// Looks up the places of many records at once, so that [`Tx::record`] need not ask for each. Nobody else can change
    /// them: the stream is locked until the end.
    ///
    /// # Errors
    /// Database failures.
    pub async fn look_up_records(&self, stream: &str, collection: &'static str, ids: &[Uuid]) -> Result<(), Problem> {
        let stream_id = self.stream(stream).await?.id;
        for ids in ids.chunks(500) {
            let rows = record::Entity::find()
                .filter(record::Column::StreamId.eq(stream_id))
                .filter(record::Column::Collection.eq(collection))
                .filter(record::Column::RecordId.is_in(ids.iter().copied()))
                .all(&self.inner)
                .await?;
            let mut stored: HashMap<Key, Option<record::Model>> = ids.iter().map(|id| ((stream_id, collection, *id), None)).collect();
            stored.extend(rows.into_iter().map(|row| ((stream_id, collection, row.record_id), Some(row))));
            self.pending().stored.extend(stored);
        }
        Ok(())
    }

    /// Appends an activity entry to a stream's chain.
    ///
    /// # Errors
    /// Database failures.
    pub async fn note(&self, stream: &str, said: Entry) -> Result<(), Problem> {
        self.stream(stream).await?;
        let mut pending = self.pending();
        let claimed_at = pending.claimed_at;
        let Some(head) = pending.streams.get_mut(stream) else { return Err(Problem::internal("stream not held")) };
        let mut row = entry::Model {
            stream_id: head.id,
            seq: head.entry_seq + 1,
            at: self.now,
            claimed_at,
            user_id: self.actor.user_id,
            device_id: self.actor.device_id,
            record_kind: said.record_kind.to_owned(),
            record_id: said.record_id,
            action: said.action,
            changes: canonical::to_string(&Value::Object(said.changes)),
            prev_hash: head.entry_hash.clone(),
            hash: String::new(),
        };
        row.hash = row.computed_hash();
        head.entry_seq = row.seq;
        head.entry_hash.clone_from(&row.hash);
        pending.entries.push(row);
        Ok(())
    }

    /// Enqueues work that is done after the commit, and only if it happens.
    pub fn enqueue(&self, kind: &'static str, payload: &Value, run_at: Instant) {
        let row = job::Model {
            id: clock::new_id(),
            kind: kind.to_owned(),
            payload: payload.to_string(),
            state: "ready".to_owned(),
            run_at,
            attempts: 0,
            locked_until: None,
            last_error: None,
            created_at: self.now,
        };
        self.pending().jobs.push(row);
    }

    /// Marks a place to which [`Tx::undo_to`] can return. There is one at a time: what was done before it stays.
    ///
    /// # Errors
    /// Database failures.
    pub async fn savepoint(&self) -> Result<Savepoint, Problem> {
        // The savepoint that was kept is let go of here, in the same exchange with the database.
        let statements =
            if self.pending().has_savepoint { "RELEASE SAVEPOINT operation; SAVEPOINT operation" } else { "SAVEPOINT operation" };
        self.inner.execute_unprepared(statements).await?;
        let mut pending = self.pending();
        pending.has_savepoint = true;
        pending.replaced.clear();
        Ok(Savepoint {
            streams: pending.streams.clone(),
            entries: pending.entries.len(),
            jobs: pending.jobs.len(),
            claimed_at: pending.claimed_at,
        })
    }

    /// Undoes everything since the savepoint, and forgets the streams locked meanwhile: PostgreSQL lets go of them. What is not
    /// undone is kept.
    ///
    /// # Errors
    /// Database failures.
    pub async fn undo_to(&self, savepoint: Savepoint) -> Result<(), Problem> {
        self.inner.execute_unprepared("ROLLBACK TO SAVEPOINT operation; RELEASE SAVEPOINT operation").await?;
        let mut pending = self.pending();
        let pending = &mut *pending;
        pending.has_savepoint = false;
        pending.streams = savepoint.streams;
        pending.entries.truncate(savepoint.entries);
        pending.jobs.truncate(savepoint.jobs);
        pending.claimed_at = savepoint.claimed_at;
        while let Some((key, before)) = pending.replaced.pop() {
            match before {
                Some(row) => pending.records.insert(key, row),
                None => pending.records.remove(&key),
            };
        }
        Ok(())
    }

    /// Writes what has gathered and commits.
    ///
    /// # Errors
    /// Database failures; nothing is kept then.
    pub async fn commit(self) -> Result<(), Problem> {
        self.flush().await?;
        if let Some(claim) = &self.claim {
            answer::mark_committed(&self.inner, claim).await?;
        }
        self.inner.commit().await?;
        Ok(())
    }

    /// Writes what has gathered in memory.
    async fn flush(&self) -> Result<(), Problem> {
        let (streams, records, entries, jobs) = {
            let mut pending = self.pending();
            let streams: Vec<_> = pending.streams.values().cloned().collect();
            let records: Vec<_> = pending.records.drain().map(|(_, row)| row).collect();
            (streams, records, std::mem::take(&mut pending.entries), std::mem::take(&mut pending.jobs))
        };
        if records.is_empty() && entries.is_empty() && jobs.is_empty() {
            return Ok(());
        }
        let db = &self.inner;
        for head in streams {
            stream::ActiveModel {
                id: Set(head.id),
                change_seq: Set(head.change_seq),
                entry_seq: Set(head.entry_seq),
                entry_hash: Set(head.entry_hash),
                moved_at: Set(head.moved_at),
                ..Default::default()
            }
            .update(db)
            .await?;
        }
        let place = [record::Column::StreamId, record::Column::Collection, record::Column::RecordId];
        let moved = [record::Column::ChangeNo, record::Column::Deleted, record::Column::KnownTo, record::Column::Fields];
        // SQLite takes at most 32,766 parameters a statement and PostgreSQL 65,535; 500 rows of 12 columns stay far below.
        for rows in records.chunks(500) {
            record::Entity::insert_many(rows.iter().cloned().map(IntoActiveModel::into_active_model))
                .on_conflict(OnConflict::columns(place).update_columns(moved).to_owned())
                .exec_without_returning(db)
                .await?;
        }
        for rows in entries.chunks(500) {
            entry::Entity::insert_many(rows.iter().cloned().map(IntoActiveModel::into_active_model)).exec_without_returning(db).await?;
        }
        for rows in jobs.chunks(500) {
            job::Entity::insert_many(rows.iter().cloned().map(IntoActiveModel::into_active_model)).exec_without_returning(db).await?;
        }
        Ok(())
    }

    fn pending(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
