//! Checklists and rating schemes: drafts, publication, versions; and the clauses of the standard's editions.

pub mod entity;
pub mod http;
pub mod lifecycle;
pub mod rules;
pub mod service;
pub mod shipped;
pub mod store;
pub mod views;
