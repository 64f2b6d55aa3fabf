//! Yearly programmes of inspection (ISO 19011: audit programmes): what is planned, why, and how far it has come.

pub mod entity;
pub mod http;
pub mod progress;
pub mod rules;
pub mod service;
pub mod store;
pub mod tasks;
pub mod views;
