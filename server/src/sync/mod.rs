//! Synchronisation with devices (`docs/sync-protocol.md`).

pub mod entity;
