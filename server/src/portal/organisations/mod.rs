//! Organisations: finding them, the tree, one of them, adding and correcting, importing, reorganising.

pub mod edit;
pub mod http;
pub mod import;
pub mod list;
pub mod meant;
pub mod page;
pub mod reorganise;
pub mod tree;
