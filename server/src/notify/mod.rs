//! Notices: telling people that something waits for them, in the program and, where they have an address, by e-mail.
//!
//! A notice is written in the transaction of what it tells of, so there is none without its cause and no cause without it. The
//! mail is a job of that transaction.

pub mod catalogue;
pub mod deadline;
pub mod entity;
pub mod http;
pub mod jobs;
pub mod mail;
pub mod service;
pub mod smtp;
pub mod store;
pub mod views;
