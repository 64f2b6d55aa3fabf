//! Findings: the list, and one finding.

pub mod http;
pub mod row;
