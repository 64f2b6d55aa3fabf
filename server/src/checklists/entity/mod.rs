//! Rows of checklists and rating schemes.

pub mod checklist;
pub mod rating_scheme;
