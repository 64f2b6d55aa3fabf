//! What the demonstration says: read from `content.json`, whose data are made up for illustration.

use serde::Deserialize;
use serde_json::Value;

use super::calendar::Calendar;
use crate::kernel::clock::LocalDate;

const TEXT: &str = include_str!("content.json");

/// Everything that is recorded.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// That the data are not those of a real inspection.
    pub disclaimer: Disclaimer,
    /// The day for which the dates are written.
    pub written_for: LocalDate,
    /// The programme.
    pub programme: Programme,
    /// The inspection that is concluded.
    pub first: Visit,
    /// The one that is half way.
    pub second: Visit,
}

/// That the data are not those of a real inspection, in both languages.
#[derive(Clone, Debug, Deserialize)]
pub struct Disclaimer {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

/// The programme of the year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Its title; `{year}` stands for the year.
    pub title: String,
    /// Its tasks.
    pub tasks: Vec<Task>,
}

/// A task of the programme.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// What is to be done.
    pub title: String,
    /// Code of the organisation that leads it.
    pub lead: String,
    /// Codes of those that co-operate.
    pub with: Vec<String>,
    /// Days from today until it is due.
    pub due_in_days: i64,
    /// How far it is.
    pub progress_percent: u8,
    /// What there is to say about it.
    pub note: String,
}

/// What a team records in one unit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// Code of the unit.
    pub unit: String,
    /// Procedures and fields covered, as the API takes them.
    pub scope: Value,
    /// Clauses that do not apply, as the API takes them.
    #[serde(default)]
    pub exclusions: Value,
    /// People of the unit.
    pub attendees: Vec<Value>,
    /// Answers.
    pub answers: Vec<Answer>,
    /// Sampled dossiers.
    pub samples: Vec<Sample>,
    /// Findings.
    pub findings: Vec<Finding>,
    /// Photos.
    pub photos: Vec<Photo>,
    /// An item that two of the team answer at once, differently.
    pub overlap: Option<Overlap>,
    /// The unit's opinion.
    #[serde(default)]
    pub opinion: String,
    /// The conclusion.
    #[serde(default)]
    pub conclusion: String,
}

/// The answer to an item: fields as the API takes them.
#[derive(Clone, Debug, Deserialize)]
pub struct Answer {
    /// The item.
    pub item: String,
    /// Verdict, value and note, as far as there are.
    #[serde(flatten)]
    pub fields: Value,
}

/// A dossier that was drawn.
#[derive(Clone, Debug, Deserialize)]
pub struct Sample {
    /// What is thought of it.
    pub verdict: Option<String>,
    /// Why.
    pub note: Option<String>,
    /// The fields of the sample, as the API takes them.
    #[serde(flatten)]
    pub fields: Value,
}

/// A finding.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// What the team calls it until it has a number.
    pub label: String,
    /// The item whose answer it came from.
    pub item: String,
    /// Its grade.
    pub grade: String,
    /// Clauses of the standard.
    pub clauses: Vec<String>,
    /// Procedures concerned.
    pub procedure: String,
    /// What was to be met.
    pub requirement: String,
    /// What was seen.
    pub observed: String,
    /// What shows it.
    pub evidence: String,
}

/// A photo of the answer to an item.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Photo {
    /// The item.
    pub item: String,
    /// What it shows.
    pub caption: String,
    /// The network was gone before all of it was there.
    #[serde(default)]
    pub broken_off: bool,
}

impl Photo {
    /// The photo that shows what a finding rests on.
    #[must_use]
    pub fn of(finding: &Finding) -> Self {
        Self { item: finding.item.clone(), caption: finding.evidence.clone(), broken_off: false }
    }
}

/// Two answers to one item, given offline at the same time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlap {
    /// The item.
    pub item: String,
    /// What the secretary says.
    pub secretary: Value,
    /// What the member says.
    pub member: Value,
}

/// The content, with its days moved to today, and the calendar that moved them.
///
/// # Errors
/// When the text cannot be read, which a test excludes.
pub fn on(today: &LocalDate) -> Result<(Content, Calendar), String> {
    let unreadable = |error: serde_json::Error| format!("content.json: {error}");
    let mut document: Value = serde_json::from_str(TEXT).map_err(unreadable)?;
    let written_for = serde_json::from_value(document["written_for"].clone()).map_err(unreadable)?;
    let calendar = Calendar::new(&written_for, today);
    calendar.move_all(&mut document);
    let content = serde_json::from_value(document).map_err(unreadable)?;
    Ok((content, calendar))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_can_be_read_and_has_no_date_left_to_fill_in() {
        let (content, _) = on(&"2026-11-22".parse().unwrap()).unwrap();
        assert!(content.first.answers.len() > content.second.answers.len());
        assert!(content.second.overlap.is_some());
        let said = format!("{:?} {:?}", content.first, content.second);
        assert!(!said.contains("{2"), "{said}");
    }
}
