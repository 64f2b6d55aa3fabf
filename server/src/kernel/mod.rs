//! What every capability stands on: time, ids, texts, problems, pages, versions, extractors and the database.
//!
//! Nothing here knows an organisation, an inspection or a person.

pub mod calendar;
pub mod catalogue;
pub mod clock;
pub mod config;
pub mod database;
pub mod extract;
pub mod json_input;
pub mod page;
pub mod problem;
pub mod silence;
pub mod text;
pub mod version;
pub mod vietnamese;
