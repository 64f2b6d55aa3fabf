//! Import of a register from CSV: read the table, plan against what there is, then write all of it or nothing.
//!
//! Two headings are taken: the full one ([`columns::Column::ALL`], as `export` writes it) and that of the list of administrative
//! units (`code,name,level,parent_code` with levels `province`, `district`, `commune`). Rows are matched by code within their
//! register; an absent column leaves what is there, an empty cell empties it; organisations that the file does not name stay.

pub mod columns;
pub mod plan;
pub mod service;
