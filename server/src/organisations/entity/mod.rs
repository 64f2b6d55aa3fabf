//! Rows of the register.

pub mod former_reach;
pub mod kind;
pub mod organisation;
pub mod reach;
pub mod stated_total;
pub mod succession;
