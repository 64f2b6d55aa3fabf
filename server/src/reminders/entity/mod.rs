//! Rows of the ledger.

pub mod reminder;
