//! What surrounds every page: session, language, protected forms, refusals as pages, security headers.

pub mod assets;
pub mod cookies;
pub mod download;
pub mod fields;
pub mod filled;
pub mod headers;
pub mod layer;
pub mod links;
pub mod once;
pub mod posted;
pub mod refusal;
pub mod shell;
pub mod spool;
pub mod upload;
pub mod visit;
