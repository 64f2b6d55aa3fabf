pub mod report;
pub mod revision;
pub mod signature;
