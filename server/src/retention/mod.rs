//! What becomes of files: which of them somebody refers to, the sweep of those that nobody does,
//! and the rule by which old evidence is deleted.

pub mod evidence_rule;
pub mod jobs;
pub mod owners;
