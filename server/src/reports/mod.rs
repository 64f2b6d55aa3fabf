//! Minutes, reports and forms of corrective action requests: made from frozen content, signed one after the other, verified by
//! anybody.
//!
//! `making` prints the first revision; `signing`, `outside` and `refusing` settle its fields; `verification` says what is true of
//! a file. Every revision is kept for good, by its content.

pub mod car_content;
pub mod content;
pub mod entity;
pub mod facts;
pub mod file;
pub mod http;
pub mod http_outside;
pub mod http_public;
pub mod http_signatures;
pub mod lifecycle;
pub mod making;
pub mod named_files;
pub mod outside;
pub mod page;
pub mod page_text;
pub mod printing;
pub mod refusing;
pub mod rules;
pub mod service;
pub mod settling;
pub mod signing;
pub mod store;
pub mod verification;
pub mod views;
pub mod words;
