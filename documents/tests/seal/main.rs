//! Signing and verifying, with outside judges and bad input.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

mod changed;
mod frames;
mod hostile;
mod housekeeping;
mod in_turn;
mod judges;
mod keys;
mod outside;
mod paper;
mod people;
mod refusals;
mod responder;
mod stamps;
mod trust;
