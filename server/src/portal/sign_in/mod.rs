//! Signing in and out, and the language of the portal.

pub mod browser_name;
pub mod http;
