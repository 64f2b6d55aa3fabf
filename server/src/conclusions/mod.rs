//! What an inspection comes to: progress, score, conclusion with all its needs, the frozen content, reopening.

pub mod asked;
pub mod assessment;
pub mod background;
pub mod content;
pub mod http;
pub mod ops;
pub mod rules;
pub mod service;
pub mod statements;
