//! Rows of evidence.

pub mod derivative;
pub mod evidence;
pub mod upload;
pub mod upload_part;
pub mod view;
