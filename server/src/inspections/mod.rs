//! Inspections and what is recorded in them: plan, team, notice, start; responses, samples, attendees; conflicts.

pub mod attendees;
pub mod conflicts;
pub mod entity;
pub mod http;
pub mod http_work;
pub mod lifecycle;
pub mod listing;
pub mod ops;
pub mod planning;
pub mod records;
pub mod resolution;
pub mod responses;
pub mod rules;
pub mod samples;
pub mod service;
pub mod shapes;
pub mod store;
pub mod team;
pub mod views;
pub mod written;
