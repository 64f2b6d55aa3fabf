//! Findings: the list, and one finding.

pub mod http;
pub mod list;
pub mod page;
pub mod row;
