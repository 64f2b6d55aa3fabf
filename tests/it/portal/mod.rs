//! The portal as browsers use it: sessions, forms, refusals, languages, rooms.

mod administration;
mod decisions;
mod forms;
mod inspections;
mod rooms;
mod sessions;
