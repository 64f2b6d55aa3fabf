//! Rows of synchronisation.

pub mod conflict;
pub mod parked_op;
pub mod seen_op;
