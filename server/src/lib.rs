//! Soát: audit and inspection backend with offline sync.
//!
//! Capabilities are folders; `docs/architecture.md` walks one request and one sync operation through them.

pub mod access;
pub mod activity;
pub mod api_docs;
pub mod app;
pub mod blobs;
pub mod certificates;
pub mod checklists;
pub mod cli;
pub mod conclusions;
pub mod connections;
pub mod corrective_actions;
pub mod dashboard;
pub mod demo;
pub mod evidence;
pub mod findings;
pub mod idempotency;
pub mod inspections;
pub mod jobs;
pub mod kernel;
pub mod ledger;
pub mod notify;
pub mod openapi;
pub mod organisations;
pub mod people;
pub mod portal;
pub mod programmes;
pub mod reminders;
pub mod reports;
pub mod retention;
pub mod router;
pub mod service_routes;
pub mod sync;
