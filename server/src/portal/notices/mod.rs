//! What the person was told, for those whom no mail reaches too.

pub mod http;
pub mod page;
