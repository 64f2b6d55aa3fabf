//! Rows about people, their devices, their grants and their sessions.

pub mod browser_session;
pub mod device;
pub mod device_key;
pub mod grant;
pub mod refresh_token;
pub mod signing_key;
pub mod team_member;
pub mod throttle;
pub mod user;
