//! Minutes, reports and printed requests: made, read, signed, refused, withdrawn.

pub mod deeds;
pub mod http;
pub mod list;
pub mod making;
pub mod page;
pub mod row;
pub mod waiting;
