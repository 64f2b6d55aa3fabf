//! What holds everywhere: layers, permissions, bad input, repeated requests, the schema, the documents.

mod idempotency;
