//! The test suite: one binary, one module per capability, `cross` for what holds everywhere.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::too_many_lines, reason = "tests stop at the first surprise")]

mod access;
mod checklists;
mod cross;
mod people;
mod programmes;
mod service;
mod sync;
mod sync_property;
