//! The dashboard: what was counted, each number a link to its rows.

pub mod bars;
pub mod http;
pub mod page;
