//! What a committee looks at first: the plan against what was done, findings, corrective actions; each number counted from rows
//! that the same filters list.

pub mod http;
pub mod rules;
pub mod store;
pub mod views;
