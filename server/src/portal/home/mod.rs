//! The first page: what waits for the person, as the rooms say.

pub mod card;
pub mod http;
