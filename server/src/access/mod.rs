//! Who is asking and what they may do: credentials, tokens, the caller, and the one table of permissions.

pub mod browser;
pub mod caller;
pub mod device_keys;
pub mod entity;
pub mod holders;
pub mod http;
pub mod keys;
pub mod listening;
pub mod password;
pub mod policy;
pub mod scope;
pub mod service;
pub mod succession;
pub mod throttle;
pub mod tokens;
