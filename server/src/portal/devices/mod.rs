//! Devices: how their synchronisation fares, and revoking them.

pub mod http;
pub mod page;
pub mod waiting;
