//! Findings: the list, and one finding.

pub mod deeds;
pub mod http;
pub mod list;
pub mod page;
pub mod row;
pub mod waiting;
