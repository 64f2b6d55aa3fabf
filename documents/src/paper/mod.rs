//! From sheets to the bytes of a PDF file. The same sheets give the same bytes: identifiers and times are handed in, and the
//! identifiers that the library would roll are named here.

pub mod drawing;
pub mod file;
pub mod ink;
pub mod jpeg;
pub mod object;
pub mod outline;
pub mod plates;
pub mod qr;
pub mod typeface;

pub use file::Identity;
pub use plates::Plates;
