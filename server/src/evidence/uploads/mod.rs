//! Uploads that can be resumed: tus 1.0.0 (<https://tus.io/protocols/resumable-upload>) with creation, creation-with-upload,
//! creation-defer-length, termination, checksum and expiration.
//!
//! There are no locks to be left behind by a connection that dies: every request writes a piece of its own, and moving the
//! offset is a compare-and-set in the database, so of two requests for the same stretch one wins, in whichever process.

pub mod headers;
pub mod http;
pub mod receive;
pub mod service;
