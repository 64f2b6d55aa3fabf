//! Rows of programmes.

pub mod planned;
pub mod programme;
pub mod task;
