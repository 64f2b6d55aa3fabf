//! Reading the activity: who changed what, and whether the chain holds.

pub mod http;
pub mod store;
