//! Bundles: operations and photos of a device in one signed file, for where there is no network at all.
//!
//! A bundle is a tar archive (POSIX ustar) whose first entry names every other with size and SHA-256 and whose second is the
//! device's signature over the first. So who made it is known before anything else of it is read, what is read is bounded by
//! what was signed, and nothing in it is ever unpacked.

pub mod archive;
pub mod http;
pub mod import;
pub mod manifest;
pub mod unpack;
