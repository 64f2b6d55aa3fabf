//! Rating schemes: how verdicts become points and points a band. Versioned data; there is no band in code.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::Verdict;
use crate::decimal;
use crate::flaw::{Flaw, step};
use crate::message::{self, Message};
use crate::template::Text;
use crate::text_rules::{TITLE, check_text};
use crate::validate::is_key;

/// One version of a rating scheme. Decimals are strings ("0.5") with six places at most, so that no reader rounds them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("$id" = "urn:soat:rating-scheme"))]
pub struct RatingScheme {
    /// Names the scheme across its versions, kebab-case.
    #[schemars(length(max = 64), regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub key: String,
    /// Counts from 1.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub version: u32,
    /// Shown.
    pub title: Text,
    /// Share of an item's weight that a verdict earns, 0 to 1. Not applicable takes the weight from both sides.
    pub points: Points,
    /// Share that a yes/no answer without a verdict earns; absent means it carries no score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yes_no: Option<YesNoPoints>,
    /// What a nonconforming critical item does to the band.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critical_failure: Option<CriticalFailure>,
    /// A section below this percentage caps the band too; goes with `section_cap_band`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^(0|[1-9][0-9]*)(\.[0-9]{1,6})?$"))]
    pub section_minimum_percent: Option<String>,
    /// Best band left when a section is below its minimum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section_cap_band: Option<String>,
    /// From the best to the last, which begins at 0.
    #[schemars(length(min = 1, max = 20))]
    pub bands: Vec<Band>,
}

/// Decimal strings from 0 to 1, one a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// Usually 1.
    pub conforming: String,
    /// Usually 0.5.
    pub partly_conforming: String,
    /// Usually 0.
    pub nonconforming: String,
}

/// Decimal strings from 0 to 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct YesNoPoints {
    /// For `true`.
    pub yes: String,
    /// For `false`.
    pub no: String,
}

/// The rule for critical items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CriticalFailure {
    /// Best band left.
    pub cap_band: String,
}

/// A band and where it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Kebab-case.
    #[schemars(length(max = 64), regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub key: String,
    /// Shown.
    pub name: Text,
    /// Decimal string, 0 to 100, included in the band.
    #[schemars(regex(pattern = r"^(0|[1-9][0-9]*)(\.[0-9]{1,6})?$"))]
    pub from_percent: String,
}

impl Points {
    /// The decimal string a verdict earns; `None` where the weight is taken out.
    #[must_use]
    pub fn of(&self, verdict: Verdict) -> Option<&str> {
        match verdict {
            Verdict::Conforming => Some(&self.conforming),
            Verdict::PartlyConforming => Some(&self.partly_conforming),
            Verdict::Nonconforming => Some(&self.nonconforming),
            Verdict::NotApplicable => None,
        }
    }
}

impl RatingScheme {
    /// The band of this key.
    #[must_use]
    pub fn band(&self, key: &str) -> Option<&Band> {
        self.bands.iter().find(|band| band.key == key)
    }

    /// Everything that keeps the scheme from being used; empty when nothing does.
    #[must_use]
    pub fn validate(&self) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        if !is_key(&self.key) {
            flaws.push(Flaw::new(&message::INVALID_KEY, "/key", &[]));
        }
        if !(1..=1_000_000).contains(&self.version) {
            flaws.push(Flaw::new(&message::OUT_OF_RANGE, "/version", &[&1, &1_000_000]));
        }
        check_text(&self.title, TITLE, "/title", &mut flaws);
        self.check_points(&mut flaws);
        self.check_bands(&mut flaws);
        self.check_caps(&mut flaws);
        flaws
    }

    fn check_points(&self, flaws: &mut Vec<Flaw>) {
        let Points { conforming, partly_conforming, nonconforming } = &self.points;
        let named = [("conforming", conforming), ("partly_conforming", partly_conforming), ("nonconforming", nonconforming)];
        let read: Vec<_> = named.iter().filter_map(|(name, text)| share(text, &step("/points", name), flaws)).collect();
        if read.len() == 3 && !read.is_sorted_by(|better, worse| better >= worse) {
            flaws.push(Flaw::new(&message::POINTS_NOT_FALLING, "/points", &[]));
        }
        if let Some(points) = &self.yes_no {
            share(&points.yes, "/yes_no/yes", flaws);
            share(&points.no, "/yes_no/no", flaws);
        }
    }

    fn check_bands(&self, flaws: &mut Vec<Flaw>) {
        let mut push = |message: &Message, pointer: String| flaws.push(Flaw::new(message, pointer, &[]));
        if self.bands.is_empty() {
            push(&message::LIST_EMPTY, "/bands".to_owned());
        }
        let mut previous = None;
        let mut keys = HashSet::new();
        for (at, band) in self.bands.iter().enumerate() {
            let place = step("/bands", at);
            if !is_key(&band.key) {
                push(&message::INVALID_KEY, step(&place, "key"));
            }
            let from = decimal::parse(&band.from_percent, 100);
            match (&from, &previous) {
                (Some(from), Some(before)) if from >= before => {
                    push(&message::BANDS_NOT_FALLING, step(&place, "from_percent"));
                }
                (Some(from), _) if at + 1 == self.bands.len() && *from != decimal::whole(0) => {
                    push(&message::LAST_BAND_NOT_ZERO, step(&place, "from_percent"));
                }
                _ => {}
            }
            previous = from.or(previous);
        }
        for (at, band) in self.bands.iter().enumerate() {
            let place = step("/bands", at);
            if !keys.insert(&band.key) {
                flaws.push(Flaw::new(&message::REPEATED_ID, step(&place, "key"), &[&band.key]));
            }
            if decimal::parse(&band.from_percent, 100).is_none() {
                flaws.push(Flaw::new(&message::INVALID_DECIMAL, step(&place, "from_percent"), &[&100]));
            }
            check_text(&band.name, TITLE, &step(&place, "name"), flaws);
        }
    }

    fn check_caps(&self, flaws: &mut Vec<Flaw>) {
        let mut band = |key: &String, pointer: &str| {
            if self.band(key).is_none() {
                flaws.push(Flaw::new(&message::UNKNOWN_BAND, pointer, &[key]));
            }
        };
        if let Some(rule) = &self.critical_failure {
            band(&rule.cap_band, "/critical_failure/cap_band");
        }
        if let Some(key) = &self.section_cap_band {
            band(key, "/section_cap_band");
        }
        if self.section_cap_band.is_some() != self.section_minimum_percent.is_some() {
            flaws.push(Flaw::new(&message::SECTION_RULE_INCOMPLETE, "", &[]));
        }
        if self.section_minimum_percent.as_ref().is_some_and(|text| decimal::parse(text, 100).is_none()) {
            flaws.push(Flaw::new(&message::INVALID_DECIMAL, "/section_minimum_percent", &[&100]));
        }
    }
}

fn share(text: &str, pointer: &str, flaws: &mut Vec<Flaw>) -> Option<decimal::Exact> {
    let read = decimal::parse(text, 1);
    if read.is_none() {
        flaws.push(Flaw::new(&message::INVALID_DECIMAL, pointer, &[&1]));
    }
    read
}
