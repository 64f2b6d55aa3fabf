//! Findings: drafts, what becomes of them, and repeats.

mod drafts;
mod events;
mod repeats;
