//! Inspections and what is recorded in them.

pub mod entity;
pub mod store;
