//! Rows of synchronisation.

pub mod parked_op;
pub mod seen_op;
