//! Working days: which days offices work in, and deadlines counted in them.
//!
//! Saturday and Sunday are free (Labour Code 2019, art. 111), public holidays and the days compensated or exchanged for them are
//! data (art. 112; `holidays.json`, to which an operator adds later years), and a Saturday worked for an exchanged day counts
//! as a working day. The day from which a time runs is not counted, and a time ends with its last day (Civil Code 2015, art. 147
//! and 148).

mod data;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, OnceLock};

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use data::{Exchange, Occasion, Year};

use super::clock::{Instant, LocalDate};

/// The years that come with the program.
const SHIPPED: &str = include_str!("holidays.json");
/// Holidays with a fixed date, as month and day: all that is known of a year without data (Labour Code 2019, art. 112; Tết,
/// Hùng Kings' Commemoration and the second day of National Day need the lunar calendar or a decision).
const FIXED: &[(i8, i8)] = &[(1, 1), (4, 30), (5, 1), (9, 2)];

static FROM_PROGRAM: LazyLock<Calendar> = LazyLock::new(|| Calendar::read(SHIPPED).unwrap_or_default());
static IN_FORCE: OnceLock<Calendar> = OnceLock::new();

/// How well a day or a stretch of days is known; the later is the weaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A date fixed in the law itself.
    Law,
    /// Announced for this year by the authority.
    Decision,
    /// Worked out by the rules of the law and the custom of earlier years; the announcement may differ.
    Rule,
    /// A year without data: weekends and holidays with a fixed date alone.
    Computed,
}

/// A day that was counted out, and how well the days on the way to it are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoned {
    /// The day.
    pub on: LocalDate,
    /// The weakest basis on the way.
    pub basis: Basis,
}

/// The free and the worked days of the years that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i16, Year>,
    off: BTreeMap<Date, Basis>,
    worked: BTreeSet<Date>,
}

impl Calendar {
    /// Reads years from the text of a file such as the shipped one.
    ///
    /// # Errors
    /// A sentence that names the first thing wrong.
    pub fn read(text: &str) -> Result<Self, String> {
        data::read(text).map(Self::of)
    }

    /// The calendar with the years of `later` added; a year that both have is taken from `later`.
    #[must_use]
    pub fn with(self, later: Self) -> Self {
        Self::of(self.years.into_iter().chain(later.years).collect())
    }

    fn of(years: BTreeMap<i16, Year>) -> Self {
        let mut calendar = Self::default();
        for occasion in years.values().flat_map(|year| &year.occasions) {
            calendar.off.extend(occasion.days_off().map(|day| (day.civil(), occasion.basis)));
            calendar.worked.extend(occasion.exchanged.iter().map(|exchange| exchange.worked.civil()));
        }
        Self { years, ..calendar }
    }

    /// The years that are known, in order.
    pub fn years(&self) -> impl Iterator<Item = &Year> {
        self.years.values()
    }

    /// Whether offices work on this day.
    #[must_use]
    pub fn is_working_day(&self, day: &LocalDate) -> bool {
        self.works(day.civil())
    }

    /// The day on which a time of `days` working days ends that runs from `from`, which is not counted itself. With 0 days it is
    /// `from`, or the next working day when offices are closed then.
    #[must_use]
    pub fn reckon(&self, from: &LocalDate, days: u32) -> Reckoned {
        let start = from.civil();
        let (mut day, mut left) = (start, days);
        while left > 0 || !self.works(day) {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            left = left.saturating_sub(u32::from(self.works(day)));
        }
        Reckoned { on: day.into(), basis: self.basis(start, day) }
    }

    /// How many working days lie after `from`, up to and with `to`; negative when `to` is earlier.
    #[must_use]
    pub fn working_days_between(&self, from: &LocalDate, to: &LocalDate) -> i32 {
        if to < from {
            return -self.working_days_between(to, from);
        }
        let (mut day, end, mut count) = (from.civil(), to.civil(), 0);
        while day < end {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            count += i32::from(self.works(day));
        }
        count
    }

    fn works(&self, day: Date) -> bool {
        if self.worked.contains(&day) {
            return true;
        }
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        !weekend && !self.off.contains_key(&day) && (self.knows(day) || !FIXED.contains(&(day.month(), day.day())))
    }

    fn knows(&self, day: Date) -> bool {
        self.years.contains_key(&day.year())
    }

    /// The weakest basis of the years touched and of the holidays met.
    fn basis(&self, from: Date, to: Date) -> Basis {
        let years = (from.year()..=to.year()).map(|year| self.years.get(&year).map_or(Basis::Computed, |known| known.basis));
        let days = self.off.range(from..=to).map(|(_, basis)| *basis);
        years.chain(days).max().unwrap_or(Basis::Computed)
    }
}

/// The calendar that this program counts with: the shipped years, and those an operator added.
#[must_use]
pub fn in_force() -> &'static Calendar {
    IN_FORCE.get().unwrap_or(&FROM_PROGRAM)
}

/// The years that come with the program.
#[must_use]
pub fn shipped() -> &'static Calendar {
    &FROM_PROGRAM
}

/// Adds the years of a file to the shipped ones, for the whole run of the program; only the first call counts.
///
/// # Errors
/// A sentence that names what is wrong in the text.
pub fn install(text: &str) -> Result<(), String> {
    let calendar = shipped().clone().with(Calendar::read(text)?);
    let _ = IN_FORCE.set(calendar);
    Ok(())
}

/// The day on which a time of `days` working days ends that runs from `from`; see [`Calendar::reckon`].
#[must_use]
pub fn add_working_days(from: &LocalDate, days: u32) -> LocalDate {
    in_force().reckon(from, days).on
}

/// Whether offices work on this day.
#[must_use]
pub fn is_working_day(day: &LocalDate) -> bool {
    in_force().is_working_day(day)
}

/// How many working days lie after `from`, up to and with `to`; negative when `to` is earlier.
#[must_use]
pub fn working_days_between(from: &LocalDate, to: &LocalDate) -> i32 {
    in_force().working_days_between(from, to)
}

/// The last millisecond of a local day in `zone` (IANA name); an unknown zone counts as UTC.
#[must_use]
pub fn end_of_day(day: &LocalDate, zone: &str) -> Instant {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let next = day.plus_days(1).civil().to_zoned(zone);
    next.map_or(Instant(i64::MAX), |midnight| Instant(midnight.timestamp().as_millisecond()).plus_millis(-1))
}
