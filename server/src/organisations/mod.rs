//! The register of organisations: a tree of tenancy through two superiors, with validity, successions and stated totals.

pub mod detail;
pub mod entity;
pub mod export;
pub mod following;
pub mod http;
pub mod import;
pub mod input;
pub mod kinds;
pub mod reach;
pub mod relocation;
pub mod reorganise;
pub mod rules;
pub mod service;
pub mod store;
pub mod units;
pub mod views;
