//! What waits for a decision: conflicts between values, and operations that could not be applied when they came.

pub mod conflicts;
pub mod http;
pub mod parked;
pub mod record;
pub mod waiting;
