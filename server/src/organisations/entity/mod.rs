//! Rows of the register.

pub mod organisation;
pub mod reach;
