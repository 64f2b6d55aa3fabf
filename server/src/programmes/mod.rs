//! Yearly programmes of inspection (ISO 19011: audit programmes).

pub mod entity;
