//! Corrective action requests: the whole way, and every way off it.

mod story;
