//! Corrective action requests: the whole way, and every way off it.

mod crowds;
mod deadlines;
mod decisions;
mod delegations;
mod devices;
mod effectiveness;
mod follow_ups;
mod issuing;
mod news;
mod papers;
mod plans;
mod proof;
mod reading;
mod steps;
mod story;
mod successors;
mod unseen;
mod words;
