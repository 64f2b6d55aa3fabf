//! The register of organisations.

pub mod entity;
pub mod store;
