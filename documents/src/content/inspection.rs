//! The frozen content of an inspection, format `soat-inspection-1` (ISO 19011:2018, 6.5.1).

use serde::{Deserialize, Serialize};

use super::{
    Attendee, Body, Checklist, Clause, Evidence, Finding, Flaw, Fulfilment, Kind, Member, Programme, Rating, Refusal, Response, Sample,
    Sampling, Score, Standard, Text, Unit, Visit,
};

/// The format this program prints.
const FORMAT: &str = "soat-inspection-1";

/// Everything that was frozen when the inspection was concluded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    /// `soat-inspection-1`.
    pub format: String,
    /// When, where, how, with which outcome in words.
    #[serde(rename = "inspection")]
    pub visit: Visit,
    /// The audited unit.
    pub organisation: Unit,
    /// The body in whose name it was made.
    pub client: Body,
    /// The programme it belongs to.
    #[serde(default)]
    pub programme: Option<Programme>,
    /// The standard.
    pub standard: Standard,
    /// Objectives.
    #[serde(default)]
    pub objectives: Vec<Text>,
    /// Criteria.
    #[serde(default)]
    pub criteria: Vec<Text>,
    /// The team, lead first.
    #[serde(default)]
    pub team: Vec<Member>,
    /// The checklist as asked.
    pub checklist: Checklist,
    /// Every clause that is named.
    #[serde(default)]
    pub clauses: Vec<Clause>,
    /// Those present.
    #[serde(default)]
    pub attendees: Vec<Attendee>,
    /// Answers in the order of the checklist.
    #[serde(default)]
    pub responses: Vec<Response>,
    /// Sampled dossiers.
    #[serde(default)]
    pub samples: Vec<Sample>,
    /// Findings.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// Evidence.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// Degree of fulfilment.
    #[serde(default)]
    pub fulfilment: Fulfilment,
    /// What was sampled.
    #[serde(default)]
    pub sampling: Sampling,
    /// The score, where the programme rates.
    #[serde(default)]
    pub score: Option<Score>,
    /// The scheme it was rated with.
    #[serde(default)]
    pub rating: Option<Rating>,
    /// Who refused to sign. Not part of what was frozen: it is filled in from the record before the document is printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<Refusal>,
}

impl Inspection {
    /// Reads the frozen JSON.
    ///
    /// # Errors
    /// [`Flaw::Format`] for another format; [`Flaw::Content`] when something that must be there is not.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Flaw> {
        let read: Self = serde_json::from_slice(bytes).map_err(|error| Flaw::Content(error.to_string()))?;
        if read.format == FORMAT { Ok(read) } else { Err(Flaw::Format(read.format)) }
    }

    /// The name of the body it was made for: the unit itself where it audits or checks itself.
    #[must_use]
    pub fn in_whose_name(&self) -> &str {
        match self.visit.kind {
            Kind::InternalAudit | Kind::SelfCheck => &self.organisation.name,
            Kind::External | Kind::FollowUp => &self.client.name,
        }
    }

    /// The title of a clause, where it is named in the content.
    #[must_use]
    pub fn clause(&self, number: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.number == number)
    }

    /// Evidence attached to a record.
    pub fn evidence_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Evidence> {
        self.evidence.iter().filter(move |row| row.attached_id == id)
    }
}
