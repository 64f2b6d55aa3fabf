//! The portal as browsers use it: sessions, forms, refusals, languages, rooms.

mod decisions;
mod forms;
mod inspections;
mod rooms;
mod sessions;
