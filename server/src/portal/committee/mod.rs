//! The committee's room: what is overdue, what was asked, what is disputed, what can be closed; and who closes in the chair's place.

pub mod delegations;
pub mod http;
pub mod page;
