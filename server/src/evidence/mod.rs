//! Evidence: photos and documents, their bytes, and what may be said of them.

pub mod derivatives;
pub mod entity;
pub mod exif;
pub mod media_type;
pub mod picture;
