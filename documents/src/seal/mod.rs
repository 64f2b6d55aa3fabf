//! Signing and verifying: PAdES baseline B-B and B-T (ETSI EN 319 142-1) in the fields that [`crate::frame`] laid out.
//!
//! Bytes go in and bytes come out: nothing is sent, stored or timed here. The moments are parameters, randomness comes from the
//! one library of algorithms. [`verify`] answers with independent facts and never with one yes or no.

mod algorithms;
pub mod appearance;
pub mod authority;
pub mod certificate;
mod glyphs;
pub mod key;
mod oids;
pub mod pdf;
mod picture;
pub mod refusal;
pub mod revocation;
pub mod sign;
mod signed_data;
pub mod subject;
pub mod timestamp;
pub mod vault;
pub mod verify;

pub use refusal::Refusal;
