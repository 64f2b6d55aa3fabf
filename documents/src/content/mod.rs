//! What the documents say, as plain data: the frozen content of an inspection and the content of a corrective action request.
//! Everything a reader needs is in it; nothing is looked up while printing.

mod act;
mod car;
mod checklist;
mod finding;
mod flaw;
mod inspection;
mod measures;
mod people;
mod record;
mod result;
mod time;
mod visit;

pub use act::{Act, Refusal};
pub use car::{CarForm, CarInspection, Deadline, DeadlineKind, Dispute, Effectiveness, Extension, Review, Step, Submission, Verification};
pub use checklist::{Checklist, Choice, Clause, Edition, Item, ItemState, Section, Standard, Verdict};
pub use finding::{Finding, Grade};
pub use flaw::Flaw;
pub use inspection::Inspection;
pub use measures::{Action, Cause, CauseBranch, CauseMethod};
pub use people::{Attendee, Body, Member, Person, Side, TeamRole, Unit};
pub use record::{Evidence, Lateness, Response, Sample, SampleStep};
pub use result::{Band, Fulfilment, Rating, Sampling, Score, SectionScore};
pub use time::{Calendar, Day, Moment};
pub use visit::{Agenda, Decision, Exclusion, Form, Kind, Notice, Programme, Scope, Session, SessionKind, Visit};

use serde::{Deserialize, Serialize};

/// The language a document is printed in; its content is the same in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Vietnamese, the first language.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The tag of BCP 47.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

/// A text of the content in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The text in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}
