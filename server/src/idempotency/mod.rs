//! `Idempotency-Key`: a POST that is sent again under the same key gets the first one's answer and does nothing twice.
//!
//! Follows the IETF draft "The Idempotency-Key HTTP Header Field": the client chooses a key for each intent, repeats it with
//! each repetition, and never uses it for anything else. Answers are kept for a day.

pub mod claims;
pub mod layer;
pub mod rules;
