//! The checklists and rating schemes that come with Soát, read once on first use.
//!
//! A test reads and validates every embedded file; a file that could not be read would be left out here.

use std::sync::LazyLock;

use serde_json::Value;

use crate::rating::RatingScheme;
use crate::template::Checklist;

/// Embedded checklists by key.
pub const CHECKLIST_SOURCES: &[(&str, &str)] = &[
    ("iso9001-2015-clauses", include_str!("../checklists/iso9001-2015-clauses.json")),
    ("provincial-inspection", include_str!("../checklists/provincial-inspection.json")),
    ("commune-self-check", include_str!("../checklists/commune-self-check.json")),
    ("internal-audit", include_str!("../checklists/internal-audit.json")),
    ("iso9001-2008-clauses", include_str!("../checklists/iso9001-2008-clauses.json")),
];

/// Embedded rating schemes by key.
pub const RATING_SOURCES: &[(&str, &str)] = &[
    ("provincial-bands", include_str!("../ratings/provincial-bands.json")),
    ("simple-percent", include_str!("../ratings/simple-percent.json")),
];

static CHECKLISTS: LazyLock<Vec<Checklist>> =
    LazyLock::new(|| CHECKLIST_SOURCES.iter().filter_map(|(_, source)| Checklist::parse(&read(source)).ok()).collect());

static RATINGS: LazyLock<Vec<RatingScheme>> =
    LazyLock::new(|| RATING_SOURCES.iter().filter_map(|(_, source)| RatingScheme::parse(&read(source)).ok()).collect());

/// Every shipped checklist.
#[must_use]
pub fn checklists() -> &'static [Checklist] {
    &CHECKLISTS
}

/// The shipped checklist of this key.
#[must_use]
pub fn checklist(key: &str) -> Option<&'static Checklist> {
    CHECKLISTS.iter().find(|checklist| checklist.key == key)
}

/// Every shipped rating scheme.
#[must_use]
pub fn ratings() -> &'static [RatingScheme] {
    &RATINGS
}

/// The shipped rating scheme of this key.
#[must_use]
pub fn rating(key: &str) -> Option<&'static RatingScheme> {
    RATINGS.iter().find(|rating| rating.key == key)
}

fn read(source: &str) -> Value {
    serde_json::from_str(source).unwrap_or_default()
}
