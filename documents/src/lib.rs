//! The documents that people sign: laid out, printed, signed and verified. No database, no network, no clock, so that a program
//! which only verifies can link it.

pub mod frame;
pub mod lang;
pub mod seal;
