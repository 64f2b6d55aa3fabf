//! The content of a corrective action request, format `soat-car-1`: request; cause and measures; approval; result; history.

use serde::{Deserialize, Serialize};

use super::{Act, Action, Body, Cause, Clause, Day, Edition, Evidence, Finding, Flaw, Grade, Moment, Person, Refusal, Unit};

/// The format this program prints.
const FORMAT: &str = "soat-car-1";

/// A corrective action request as it stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CarForm {
    /// `soat-car-1`.
    pub format: String,
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Where it stands (a status of its lifecycle).
    pub status: String,
    /// Its IANA zone.
    pub zone: String,
    /// The body in whose name it is issued.
    pub client: Body,
    /// The unit it is addressed to.
    pub organisation: Unit,
    /// The inspection it came from.
    pub inspection: Option<CarInspection>,
    /// The edition of the standard.
    pub standard: Edition,
    /// The gravest grade among its findings.
    pub grade: Option<Grade>,
    /// Its findings.
    pub findings: Vec<Finding>,
    /// Every clause that is named.
    pub clauses: Vec<Clause>,
    /// The three deadlines.
    pub deadlines: Vec<Deadline>,
    /// Who issued it and when.
    pub issued: Option<Act>,
    /// The unit took note.
    pub acknowledged: Option<Act>,
    /// The unit disputed it.
    pub dispute: Option<Dispute>,
    /// What was done at once (khắc phục).
    pub correction: String,
    /// The root cause.
    pub cause: Cause,
    /// Corrective actions.
    pub actions: Vec<Action>,
    /// Whether the same is found elsewhere.
    pub similar_cases: String,
    /// The unit head's approval of the plan.
    pub plan_approved: Option<Act>,
    /// Reviews of the plan, in order.
    pub plan_reviews: Vec<Review>,
    /// What the unit handed in, in order.
    pub submissions: Vec<Submission>,
    /// Reviews of the implementation that sent it back, in order.
    pub implementation_returns: Vec<Review>,
    /// Verification.
    pub verification: Option<Verification>,
    /// Effectiveness.
    pub effectiveness: Option<Effectiveness>,
    /// Closing or withdrawal.
    pub closed: Option<Act>,
    /// Extensions asked, in order.
    pub extensions: Vec<Extension>,
    /// Everything that happened, in order.
    pub history: Vec<Step>,
    /// Evidence handed in.
    pub evidence: Vec<Evidence>,
    /// The request that this one replaces.
    pub reissued_from: Option<String>,
    /// The request that replaces this one.
    pub reissued_as: Option<String>,
    /// Who refused to sign, filled in before the document is printed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<Refusal>,
}

/// The inspection a request came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CarInspection {
    /// Short code.
    pub code: String,
    /// Number of its minutes.
    pub number: Option<String>,
    /// Concluded on.
    pub concluded_on: Option<Day>,
    /// Title of the programme.
    pub programme: Option<String>,
}

/// What a deadline is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// Cause and measures.
    Plan,
    /// Implementation.
    Implementation,
    /// Effectiveness.
    Effectiveness,
}

/// A deadline; it ends with its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// What for.
    pub kind: DeadlineKind,
    /// The day that holds now.
    pub due_on: Day,
    /// Days that held before, the oldest first.
    #[serde(default)]
    pub earlier: Vec<Day>,
}

/// A dispute and how it was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    /// Who disputed, when, why.
    pub raised: Act,
    /// Upheld: the request stays.
    #[serde(default)]
    pub upheld: Option<bool>,
    /// Who decided, when, why.
    #[serde(default)]
    pub decided: Option<Act>,
}

/// A review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Accepted, or sent back.
    pub accepted: bool,
    /// Who, when, with which reason.
    #[serde(flatten)]
    pub act: Act,
}

/// What the unit handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Its id; evidence is attached to it.
    #[serde(default)]
    pub id: String,
    /// Who, when, in which words.
    #[serde(flatten)]
    pub act: Act,
}

/// The verification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// At the unit, or from files.
    pub form: super::Form,
    /// Who, when, what was seen.
    #[serde(flatten)]
    pub act: Act,
}

/// Whether the corrective action worked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effectiveness {
    /// Asked for, or not for this grade.
    pub required: bool,
    /// Looked at from this day on.
    #[serde(default)]
    pub due_on: Option<Day>,
    /// It works; absent until somebody has looked.
    #[serde(default)]
    pub effective: Option<bool>,
    /// Who looked, when, what they saw.
    #[serde(default)]
    pub reviewed: Option<Act>,
}

/// An extension that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Which deadline.
    pub kind: DeadlineKind,
    /// The day that held.
    pub from: Day,
    /// The day asked for.
    pub to: Day,
    /// Who asked, when, why.
    pub asked: Act,
    /// Granted or refused; absent until decided.
    #[serde(default)]
    pub granted: Option<bool>,
    /// Who decided, when, why.
    #[serde(default)]
    pub decided: Option<Act>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// When.
    pub at: Moment,
    /// The event of the lifecycle.
    pub event: String,
    /// Who.
    #[serde(default)]
    pub by: Person,
    /// Words that go with it.
    #[serde(default)]
    pub note: String,
}

impl CarForm {
    /// Reads the JSON.
    ///
    /// # Errors
    /// [`Flaw::Format`] for another format; [`Flaw::Content`] when something cannot be read.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Flaw> {
        let read: Self = serde_json::from_slice(bytes).map_err(|error| Flaw::Content(error.to_string()))?;
        if read.format == FORMAT { Ok(read) } else { Err(Flaw::Format(read.format)) }
    }
}
