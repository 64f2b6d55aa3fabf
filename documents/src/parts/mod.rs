//! Parts that the three documents share.

pub mod annex;
pub mod checklist;
pub mod clauses;
pub mod closing;
pub mod dossiers;
pub mod evidence;
pub mod findings;
pub mod footer;
pub mod grounds;
pub mod head;
pub mod people;
pub mod photos;
pub mod prose;
pub mod recipients;
pub mod refusals;
pub mod request;
pub mod results;
pub mod scope;
pub mod signatures;
