//! A request as a row of a table, and its due day in words.

use uuid::Uuid;

use crate::corrective_actions::views::{CarView, DueView};
use crate::kernel::clock::{DEFAULT_ZONE, LocalDate};
use crate::kernel::text::Lang;
use crate::portal::findings::row::shortened;
use crate::portal::format;
use crate::portal::text::{Corrective, corrective_named, fill, named};

/// A due day in words: never told by its colour alone.
#[derive(Clone, Debug)]
pub struct Due {
    /// The day.
    pub day: String,
    /// Days left, or for how long it has been overdue.
    pub words: String,
    /// It has passed.
    pub is_late: bool,
    /// Its colour.
    pub tone: &'static str,
    /// What is due.
    pub what: &'static str,
}

/// Days from which on a due day is pressing.
const PRESSING: i32 = 7;

/// The due day of a view.
#[must_use]
pub fn due(view: &DueView, today: &LocalDate, lang: Lang) -> Due {
    let (words, is_late) = format::due(&view.due_on, today, lang);
    let tone = match view.days_left {
        ..=-1 => "bad",
        0..=PRESSING => "busy",
        _ => "quiet",
    };
    Due { day: format::date(&view.due_on), words, is_late, tone, what: corrective_named::due_kind(view.kind).get(lang) }
}

/// A request as a row of a table.
pub struct Row {
    /// The request.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// The unit's name.
    pub unit: String,
    /// Its clauses.
    pub clauses: String,
    /// Its grade.
    pub grade: String,
    /// The colour of its grade.
    pub grade_tone: &'static str,
    /// What was found, in short.
    pub statement: String,
    /// Its status.
    pub status: &'static str,
    /// The colour of its status.
    pub tone: &'static str,
    /// What is due.
    pub due: Option<Due>,
    /// It waits for somebody's review, who has no due day.
    pub is_with_reviewer: bool,
    /// An extension waits for the committee.
    pub extension_asked: bool,
    /// Something is still to be done.
    pub is_open: bool,
    /// Days since its issue.
    pub age: String,
}

/// A request as a row.
#[must_use]
pub fn row(view: CarView, today: &LocalDate, lang: Lang) -> Row {
    let t = Corrective::of(lang);
    let age = view.issued_at.local_date(DEFAULT_ZONE).days_until(today).max(0);
    Row {
        id: view.id,
        is_open: view.status.is_open(),
        due: view.due.as_ref().map(|view| due(view, today, lang)),
        is_with_reviewer: view.due.is_none() && view.status.is_open(),
        grade: view.grade.as_deref().map_or(t.ungraded, |grade| named::grade(grade, lang)).to_owned(),
        grade_tone: named::grade_tone(view.grade.as_deref()),
        clauses: view.clauses.join(", "),
        statement: shortened(&view.statement),
        status: corrective_named::status(view.status).get(lang),
        tone: corrective_named::tone(view.status),
        extension_asked: view.extension_asked,
        age: fill(t.age_days, &[&format::number(i64::from(age), lang)]),
        unit: view.organisation.name,
        number: view.number,
    }
}
