//! Synchronisation with devices that are offline for hours or weeks (`docs/sync-protocol.md`): pull, push, parked operations.

pub mod apply;
pub mod bundle;
pub mod collections;
pub mod cursor;
pub mod digest;
pub mod entity;
pub mod health;
pub mod http;
pub mod http_devices;
pub mod http_events;
pub mod http_inbox;
pub mod http_proof;
pub mod lifecycle;
pub mod ndjson;
pub mod op;
pub mod outcome;
pub mod parked;
pub mod poll;
pub mod pull;
pub mod push;
pub mod receipt;
pub mod resolve;
pub mod rules;
pub mod schema;
