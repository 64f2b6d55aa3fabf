//! Rows of findings.

pub mod finding;
