//! Editions of the standard and their clauses: numbers and official titles, never the text of a clause.
//!
//! Editions are known under many spellings in the field; [`edition_name`] reads them into the one used here.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::template::Text;

static EDITIONS: LazyLock<Vec<Edition>> =
    LazyLock::new(|| SOURCES.iter().filter_map(|(_, source)| serde_json::from_str(source).ok()).collect());

/// Embedded files by name, for the test that reads each of them.
pub const SOURCES: &[(&str, &str)] = &[
    ("9001-2008.json", include_str!("../standards/9001-2008.json")),
    ("9001-2015.json", include_str!("../standards/9001-2015.json")),
    ("9001-2015-amd1-2024.json", include_str!("../standards/9001-2015-amd1-2024.json")),
];

/// An edition of the standard, or an amendment to one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Name used in checklists and findings, such as `9001:2015`.
    pub edition: String,
    /// Full title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// The edition this amends; absent for an edition proper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amends: Option<String>,
    /// In the order of the standard.
    pub clauses: Vec<Clause>,
}

/// A clause of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Such as `8.5.3`.
    pub number: String,
    /// Official title, or the parent's where the clause has none of its own.
    pub title: Text,
    /// Parts of the number: 1 for `8`, 3 for `8.5.3`.
    #[serde(default)]
    pub level: u8,
    /// Whether the standard prints a title of its own.
    #[serde(default = "titled")]
    pub titled: bool,
}

const fn titled() -> bool {
    true
}

/// All editions and amendments shipped.
#[must_use]
pub fn editions() -> &'static [Edition] {
    &EDITIONS
}

/// The edition or amendment of this name, in any spelling [`edition_name`] reads.
#[must_use]
pub fn edition(name: &str) -> Option<&'static Edition> {
    let name = edition_name(name)?;
    EDITIONS.iter().find(|edition| edition.edition == name)
}

impl Edition {
    /// The clause of this number.
    #[must_use]
    pub fn clause(&self, number: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.number == number)
    }

    /// The titled clauses a clause checklist asks one by one: from the second level down to the third, those without a
    /// titled clause beneath them at those levels. ISO 9001:2015 has 56 of them, 4.1 to 10.3.
    pub fn third_level(&self) -> impl Iterator<Item = &Clause> {
        let counted = |clause: &&Clause| clause.titled && matches!(clause.level, 2 | 3);
        self.clauses.iter().filter(counted).filter(move |clause| {
            !self.clauses.iter().filter(counted).any(|other| other.number != clause.number && is_within(&other.number, &clause.number))
        })
    }
}

/// Whether a clause is the other one or lies beneath it: `8.5.3` is within `8.5`, `8.50` is not.
#[must_use]
pub fn is_within(clause: &str, outer: &str) -> bool {
    clause.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The name of an edition of 9001 or of an amendment to it, read from how people write it: "TCVN 9001:2015",
/// "ISO 9001-2008", "TCVN ISO 9001: 2015" and "ISO 9001:2015/Amd.1:2024" give `9001:2015`, `9001:2008`, `9001:2015` and
/// `9001:2015/Amd 1:2024`. `None` when it is something else or ambiguous. The edition need not be in the catalogue.
#[must_use]
pub fn edition_name(written: &str) -> Option<String> {
    let numbers: Vec<(&str, &str)> = numbers_with_leads(written);
    let separated = |lead: &str| !lead.is_empty() && lead.chars().all(is_separator);
    let year = |number: &str| number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    let ((lead, "9001"), rest) = numbers.split_first()? else {
        return None;
    };
    if !names_a_standard(lead) {
        return None;
    }
    match *rest {
        [(gap, edition)] if separated(gap) && year(edition) => Some(format!("9001:{edition}")),
        [(gap, edition), (amendment, number), (between, issued)]
            if separated(gap)
                && year(edition)
                && names_an_amendment(amendment)
                && number.len() <= 2
                && separated(between)
                && year(issued) =>
        {
            Some(format!("9001:{edition}/Amd {number}:{issued}"))
        }
        _ => None,
    }
}

/// Each run of digits with the text before it.
fn numbers_with_leads(written: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = written;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = rest[start..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |length| start + length);
        found.push((&rest[..start], &rest[start..end]));
        rest = &rest[end..];
    }
    found
}

fn is_separator(character: char) -> bool {
    character.is_whitespace() || matches!(character, ':' | '-' | '–' | '—' | '‑' | '/' | '.' | '：')
}

/// "TCVN", "ISO" and what is commonly put before them; a lead such as "ISO/IEC" or "AS" names another standard.
fn names_a_standard(lead: &str) -> bool {
    const KNOWN: &[&str] = &["tcvn", "iso", "tiêu", "chuẩn", "quốc", "gia", "tc", "hệ", "thống", "quản", "lý", "chất", "lượng"];
    words(lead).all(|word| KNOWN.contains(&word.as_str()))
}

fn names_an_amendment(lead: &str) -> bool {
    const KNOWN: &[&str] = &["amd", "amendment", "sửa", "đổi", "sđ"];
    let mut words = words(lead).peekable();
    words.peek().is_some() && words.all(|word| KNOWN.contains(&word.as_str()))
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}
