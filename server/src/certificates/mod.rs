//! Keys and certificates with which documents are signed: the built-in authority, keys of people and of organisations' seals,
//! what was revoked, time-stamps, and whom to trust when a signature is judged.
//!
//! Private keys are stored locked with the operator's master key, which is in the settings and nowhere else.

pub mod authority;
pub mod entity;
pub mod http;
pub mod keys;
pub mod master_key;
pub mod refusals;
pub mod revocation;
pub mod time_stamp;
pub mod trust;
