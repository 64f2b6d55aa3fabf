//! The portal as browsers use it: sessions, forms, refusals, languages, rooms.

mod administration;
mod committee;
mod corrective;
mod corrective_files;
mod corrective_review;
mod dashboard;
mod decisions;
mod documents;
mod evidence;
mod forms;
mod inspections;
mod notices;
mod rooms;
mod sessions;
