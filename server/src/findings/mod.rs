//! Findings: what the team saw against what is required, from draft on.

pub mod entity;
pub mod http;
pub mod ops;
pub mod rules;
pub mod service;
pub mod store;
pub mod views;
