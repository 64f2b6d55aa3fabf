//! Minutes, reports, forms of requests: made, signed, refused, withdrawn, verified by us and by outside judges.

mod command_line;
mod judges;
mod making;
mod outside;
mod public_page;
mod refusals;
mod request_forms;
#[path = "../../../documents/tests/seal/responder.rs"]
mod responder;
mod signing;
mod stamps;
mod verifying;
