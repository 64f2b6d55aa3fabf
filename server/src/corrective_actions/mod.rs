//! Corrective action requests: what the unit does about its nonconformities, from issue to closing (ISO 9001:2015, 10.2).

pub mod ages;
pub mod delegations;
pub mod entity;
pub mod extension_lifecycle;
pub mod extensions;
pub mod follow_up;
pub mod history;
pub mod http;
pub mod http_answers;
pub mod http_thread;
pub mod issuing;
pub mod lifecycle;
pub mod messages;
pub mod news;
pub mod ops;
pub mod plan;
pub mod planning;
pub mod rules;
pub mod service;
pub mod store;
pub mod views;
