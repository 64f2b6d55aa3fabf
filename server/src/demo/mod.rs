//! The demonstration: a province with people and inspections, made through the API as browsers and phones use it.

pub mod device;
pub mod site;
pub mod upload_queue;
