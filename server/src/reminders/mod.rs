//! Reminders of the deadlines of corrective action requests, and the ladder they climb when a deadline passes.
//!
//! A sweep comes round every hour and looks at the deadlines within reach. The ledger (`reminder`) has one row for each deadline,
//! step and person, so that neither a restart nor a second process nor a clock that jumps tells anybody twice.

pub mod entity;
pub mod jobs;
pub mod rules;
pub mod service;
pub mod store;
