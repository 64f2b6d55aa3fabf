//! Findings.

pub mod entity;
