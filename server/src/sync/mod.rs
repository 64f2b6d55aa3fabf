//! Synchronisation with devices that are offline for hours or weeks (`docs/sync-protocol.md`): pull, push, parked operations.

pub mod apply;
pub mod collections;
pub mod cursor;
pub mod entity;
pub mod http;
pub mod http_inbox;
pub mod lifecycle;
pub mod ndjson;
pub mod op;
pub mod outcome;
pub mod parked;
pub mod pull;
pub mod push;
pub mod resolve;
