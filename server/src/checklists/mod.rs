//! Checklists and rating schemes: drafts, publication, versions.

pub mod entity;
pub mod store;
