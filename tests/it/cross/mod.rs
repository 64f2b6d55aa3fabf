//! What holds everywhere: layers, permissions, bad input, repeated requests, the schema, the documents.

mod boundaries;
mod documents;
mod files;
mod idempotency;
mod migrations;
mod source;
