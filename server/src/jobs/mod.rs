//! The worker: runs what transactions enqueued, once each unless it fails, in this process or another.
//!
//! A job is claimed in a short transaction that sets `locked_until`; a process that dies with it leaves it to the others once
//! that moment has passed. So a job may run twice, and every handler is written so that the second time changes nothing.

mod kinds;
mod queue;
mod worker;

pub use queue::run_due;
pub use worker::{Workers, start};
