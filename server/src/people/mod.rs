//! People's accounts, their grants and their devices.

pub mod http;
pub mod service;
pub mod store;
pub mod views;
