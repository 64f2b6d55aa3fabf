//! Rows of corrective action requests and what belongs to them.

pub mod action;
pub mod car_finding;
pub mod deadline;
pub mod delegation;
pub mod extension;
pub mod follow_up;
pub mod message;
pub mod request;
