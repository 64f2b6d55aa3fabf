//! What holds everywhere: layers, permissions, bad input, repeated requests, the schema, the documents.

mod bad_input;
mod bad_input_table;
mod boundaries;
mod deadlines;
mod denial;
mod dependencies;
mod documents;
mod documents_of_lifecycles;
mod files;
mod idempotency;
mod lifecycles;
mod migrations;
mod operations;
pub(crate) mod source;
