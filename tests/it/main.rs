//! The test suite: one binary, one module per capability, `cross` for what holds everywhere.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::too_many_lines, reason = "tests stop at the first surprise")]

mod access;
mod activity_chain;
mod checklists;
mod command_line;
mod conclusions;
mod corrective_actions;
mod cross;
mod dashboard;
mod day;
mod day_after;
mod demo;
mod evidence;
mod findings;
mod full_disk;
mod inspection_work;
mod inspections;
mod notices;
mod organisations;
mod organisations_csv;
mod organisations_reorganise;
mod people;
mod pictures;
mod portal;
mod programmes;
mod reminders;
mod reminders_of_requests;
mod reports;
mod service;
mod sync;
mod sync_input;
mod sync_property;
mod sync_told;
mod working_days;
