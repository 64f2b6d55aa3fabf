//! The file of holidays: years, their occasions, and what must hold of them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Weekday;
use serde::Deserialize;

use super::Basis;
use crate::kernel::clock::LocalDate;

/// The occasions of one year.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// Which year.
    pub year: i16,
    /// `decision` when its holidays have been announced, `rule` while they are worked out.
    pub basis: Basis,
    /// What is celebrated.
    pub occasions: Vec<Occasion>,
}

/// One occasion with its free days.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occasion {
    /// Name in Vietnamese.
    pub vi: String,
    /// Name in English.
    pub en: String,
    /// The holidays themselves, also those at a weekend.
    pub off: Vec<LocalDate>,
    /// Working days off for holidays that fell on a weekend (nghỉ bù; Labour Code 2019, art. 111, para. 3).
    #[serde(default)]
    pub compensation: Vec<LocalDate>,
    /// Working days off for which another day is worked (hoán đổi, làm bù).
    #[serde(default)]
    pub exchanged: Vec<Exchange>,
    /// How well this is known.
    pub basis: Basis,
    /// The law, or the announcement by number and date.
    pub source: String,
}

/// A working day off and the day of a weekend that is worked for it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// The day off.
    pub off: LocalDate,
    /// The day that is worked for it.
    pub worked: LocalDate,
}

impl Occasion {
    /// All its free days, the compensated and exchanged ones too.
    pub fn days_off(&self) -> impl Iterator<Item = &LocalDate> {
        self.off.iter().chain(&self.compensation).chain(self.exchanged.iter().map(|exchange| &exchange.off))
    }
}

/// Reads the file and checks each year.
///
/// # Errors
/// A sentence that names the first thing wrong.
pub(super) fn read(text: &str) -> Result<BTreeMap<i16, Year>, String> {
    let listed: Vec<Year> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut years = BTreeMap::new();
    for year in listed {
        check(&year)?;
        let number = year.year;
        if years.insert(number, year).is_some() {
            return Err(format!("{number}: the year is there twice"));
        }
    }
    Ok(years)
}

fn check(year: &Year) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for occasion in &year.occasions {
        for day in occasion.days_off() {
            if day.civil().year() != year.year {
                return Err(format!("{day} ({}): not a day of {}", occasion.en, year.year));
            }
            if !seen.insert(day) {
                return Err(format!("{day} ({}): the day is there twice", occasion.en));
            }
        }
        let instead = occasion.compensation.iter().chain(occasion.exchanged.iter().map(|exchange| &exchange.off));
        if let Some(day) = instead.into_iter().find(|day| is_weekend(day)) {
            return Err(format!("{day} ({}): a weekend is free already", occasion.en));
        }
        if let Some(exchange) = occasion.exchanged.iter().find(|exchange| !is_weekend(&exchange.worked)) {
            return Err(format!("{} ({}): only a day of a weekend can be worked for another", exchange.worked, occasion.en));
        }
    }
    Ok(())
}

fn is_weekend(day: &LocalDate) -> bool {
    matches!(day.civil().weekday(), Weekday::Saturday | Weekday::Sunday)
}
