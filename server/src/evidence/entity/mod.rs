//! Rows of evidence.

pub mod deletion;
pub mod derivative;
pub mod evidence;
pub mod file_checksum;
pub mod redaction;
pub mod upload;
pub mod upload_part;
pub mod view;
