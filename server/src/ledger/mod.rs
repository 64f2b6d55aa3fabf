//! What every write leaves behind, in its own transaction: an activity entry, a change number, a job.
//!
//! A *stream* is a set of records that travel together (an inspection, a directory). Its row is locked while a transaction
//! writes to it, so the order of its change numbers and of its activity entries is the order of commits.

pub mod answer;
pub mod entry;
pub mod held;
pub mod job;
pub mod merge;
pub mod op;
pub mod record;
pub mod stream;
pub mod transaction;

pub use entry::Entry;
pub use transaction::{Actor, Tx};
