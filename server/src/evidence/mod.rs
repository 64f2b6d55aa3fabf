//! Evidence: photos, documents and sound; their bytes, and what may be said of them.
//!
//! `http` and `service` declare; `uploads` (tus) and `content` bring and show bytes; `giving` decides which bytes go to whom and
//! `accesses` knows who looked at originals; `arrival` settles what came whole;
//! `verification` looks at it with `media_type`, `picture` and `exif`; `jobs` makes the smaller copies with `derivatives`.

pub mod accesses;
pub mod archive;
pub mod arrival;
pub mod attachment;
pub mod audio;
mod containers;
pub mod content;
mod decoding;
pub mod deletion;
pub mod derivatives;
pub mod entity;
pub mod exif;
mod exif_block;
pub mod giving;
pub mod heic;
pub mod http;
pub mod intake;
pub mod jobs;
mod jpeg_stream;
pub mod media_type;
pub mod named_files;
mod office;
pub mod ops;
pub mod pdf;
pub mod picture;
pub mod range;
pub mod reasons;
pub mod redactions;
pub mod rules;
pub mod sending;
pub mod service;
pub mod store;
pub mod uploads;
pub mod verification;
pub mod views;
