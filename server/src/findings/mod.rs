//! Findings: what the team saw against what is required, from draft on.

pub mod entity;
pub mod events;
pub mod http;
pub mod http_events;
pub mod lifecycle;
pub mod ops;
pub mod rules;
pub mod service;
pub mod store;
pub mod views;
