//! All evidence of an inspection as one ZIP file that can be fetched in parts (`docs/adr/0021-evidence-archive.md`).
//!
//! `service` gathers what goes in, `names` and `manifest` say how it is told, `layout` computes where every byte lies, `reading`
//! streams a stretch of it, `checksums` keeps the CRC-32 that the format wants beforehand, `http` answers.

pub mod checksums;
pub mod http;
mod labels;
pub mod layout;
pub mod manifest;
pub mod names;
mod reading;
pub mod service;
