//! Inspections: the list, one inspection with what can be done now, its checklist as recorded, its evidence.

pub mod answers;
pub mod deeds;
pub mod evidence;
pub mod gaps;
pub mod http;
pub mod list;
pub mod page;
pub mod piece;
pub mod redact;
pub mod waiting;
