//! A deadline that somebody has to keep, as reminders see it.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::LocalDate;

/// Which of the three deadlines of a corrective action request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum DeadlineKind {
    /// The unit sends its plan.
    Plan,
    /// The unit has carried it out.
    Implementation,
    /// The team or the standing office looks whether it was effective.
    Effectiveness,
}

/// A deadline that is running or has passed unkept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDeadline {
    /// The corrective action request.
    pub car_id: Uuid,
    /// Its number, as people write it.
    pub car_number: String,
    /// The unit.
    pub organisation_id: Uuid,
    /// The inspection it came from.
    pub inspection_id: Uuid,
    /// Which deadline.
    pub kind: DeadlineKind,
    /// The last day, extensions that were granted included.
    pub due_on: LocalDate,
}
