//! One's own account: password, language, devices.

pub mod http;
