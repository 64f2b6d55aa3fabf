//! The documents that people sign: laid out, printed, signed and verified. No database, no network, no clock, so that a program
//! which only verifies can link it.

pub mod content;
pub mod fonts;
pub mod frame;
pub mod layout;
pub mod paper;
pub mod parts;
pub mod press;
pub mod printed;
pub mod seal;
pub mod wording;

mod car_form;
mod minutes;
mod report;

pub use car_form::car_form;
pub use content::{Flaw, Lang};
pub use minutes::minutes;
pub use printed::{Box, NoPhotos, Particulars, Photos, Printed};
pub use report::report;
