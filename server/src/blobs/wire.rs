//! The few things that a store in a bucket asks of whoever holds the objects: a server, or for tests the memory.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use futures_util::stream;

use super::s3::S3;
use super::{ByteStream, unavailable};
use crate::kernel::clock::{Clock, Instant};
use crate::kernel::problem::Problem;

/// An object, as a listing tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Object {
    /// Its key.
    pub(super) key: String,
    /// Bytes.
    pub(super) length: u64,
    /// When it was written, by the clock of whoever holds it.
    pub(super) modified: Instant,
}

/// Who holds the objects.
#[derive(Clone, Debug)]
pub(super) enum Wire {
    S3(Box<S3>),
    Memory(Memory),
}

/// Objects in memory, shared by its clones.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory(Arc<Mutex<Objects>>);

type Objects = BTreeMap<String, (Bytes, Instant)>;

impl Memory {
    fn with<T>(&self, work: impl FnOnce(&mut Objects) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn insert(&self, key: &str, bytes: Bytes) {
        self.with(|objects| objects.insert(key.to_owned(), (bytes, Clock::System.now())));
    }

    fn bytes(&self, key: &str) -> Option<Bytes> {
        self.with(|objects| objects.get(key).map(|(bytes, _)| bytes.clone()))
    }

    fn compose(&self, from: &[String], to: &str) -> Result<(), Problem> {
        let parts: Option<Vec<Bytes>> = from.iter().map(|key| self.bytes(key)).collect();
        self.insert(to, parts.ok_or_else(|| unavailable("an object to copy from is not there"))?.concat().into());
        Ok(())
    }

    fn list(&self, prefix: &str) -> Vec<Object> {
        let object = |(key, (bytes, modified)): (&String, &(Bytes, Instant))| Object {
            key: key.clone(),
            length: bytes.len() as u64,
            modified: *modified,
        };
        self.with(|objects| objects.range(prefix.to_owned()..).take_while(|(key, _)| key.starts_with(prefix)).map(object).collect())
    }
}

/// A stretch of some bytes; none when it does not lie within them.
fn stretch(bytes: &Bytes, range: &Range<u64>) -> Option<Bytes> {
    let (start, end) = (usize::try_from(range.start).ok()?, usize::try_from(range.end).ok()?);
    (start <= end && end <= bytes.len()).then(|| bytes.slice(start..end))
}

impl Wire {
    /// Writes an object; it is there whole or not at all.
    pub(super) async fn put(&self, key: &str, bytes: Bytes) -> Result<(), Problem> {
        match self {
            Self::S3(server) => server.put(key, bytes).await,
            Self::Memory(memory) => {
                memory.insert(key, bytes);
                Ok(())
            }
        }
    }

    /// A stretch of an object; none when there is no such object.
    pub(super) async fn get(&self, key: &str, range: Range<u64>) -> Result<Option<ByteStream>, Problem> {
        match self {
            Self::S3(server) => server.get(key, range).await,
            Self::Memory(memory) => {
                let Some(bytes) = memory.bytes(key) else { return Ok(None) };
                let bytes = stretch(&bytes, &range).ok_or_else(|| unavailable("the range lies outside of the object"))?;
                Ok(Some(Box::pin(stream::iter([Ok(bytes)]))))
            }
        }
    }

    /// The length of an object in bytes; none when there is no such object.
    pub(super) async fn length(&self, key: &str) -> Result<Option<u64>, Problem> {
        match self {
            Self::S3(server) => server.length(key).await,
            Self::Memory(memory) => Ok(memory.bytes(key).map(|bytes| bytes.len() as u64)),
        }
    }

    /// Makes one object of one or more others, in their order.
    pub(super) async fn compose(&self, from: &[String], to: &str) -> Result<(), Problem> {
        match (self, from) {
            (Self::S3(server), [one]) => server.copy(one, to).await,
            (Self::S3(server), _) => server.compose(from, to).await,
            (Self::Memory(memory), _) => memory.compose(from, to),
        }
    }

    /// Removes an object; one that is not there does not count.
    pub(super) async fn delete(&self, key: &str) -> Result<(), Problem> {
        match self {
            Self::S3(server) => server.delete(key).await,
            Self::Memory(memory) => {
                memory.with(|objects| objects.remove(key));
                Ok(())
            }
        }
    }

    /// The objects whose keys begin so, in the order of their keys.
    pub(super) async fn list(&self, prefix: &str) -> Result<Vec<Object>, Problem> {
        match self {
            Self::S3(server) => server.list(prefix).await,
            Self::Memory(memory) => Ok(memory.list(prefix)),
        }
    }
}
