//! People: finding them, one of them with roles and devices, making and changing accounts.

pub mod edit;
pub mod http;
pub mod list;
pub mod page;
pub mod roles;
