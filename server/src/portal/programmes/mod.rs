//! Programmes: each year's plan against what was done.

pub mod http;
pub mod page;
pub mod waiting;
