//! Redaction: parts of a picture are covered in every copy that is shown or printed; the original stays as it is, sealed.

pub mod http;
pub mod region;
pub mod rules;
pub mod service;
pub mod views;

pub use region::Region;
