//! After the faults: whatever a device was told is compared with what the server and all other devices hold.

pub mod again;
pub mod files;
pub mod kept;
pub mod parked;
pub mod receipts;
pub mod rest;
pub mod same;
