//! Rows of inspections and what is recorded in them.

pub mod attendee;
pub mod conflict;
pub mod inspection;
pub mod response;
pub mod sample;
