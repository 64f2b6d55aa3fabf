//! Minutes, reports, forms of requests: made, signed, refused, withdrawn, verified by us and by outside judges.

mod command_line;
pub mod judges;
mod making;
mod other_authorities;
mod outside;
mod public_page;
mod refusals;
mod request_forms;
#[path = "../../../documents/tests/seal/responder.rs"]
mod responder;
mod revocation;
mod signing;
mod stamps;
mod verifying;
