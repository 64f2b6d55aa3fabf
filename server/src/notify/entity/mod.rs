//! Rows of notices.

pub mod notice;
