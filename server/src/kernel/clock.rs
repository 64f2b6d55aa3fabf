//! Time and identifiers, as parameters of the program: nothing else reads the system clock or makes an id.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::ToSchema;
use uuid::Uuid;

/// The zone in which local days begin and end unless a record says otherwise (IANA name).
pub const DEFAULT_ZONE: &str = "Asia/Ho_Chi_Minh";

/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z. In JSON: RFC 3339, UTC, three decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType, ToSchema)]
#[schema(value_type = String, format = DateTime, example = "2026-03-09T02:15:00.000Z")]
pub struct Instant(pub i64);

impl Instant {
    /// The moment `milliseconds` later (earlier when negative); saturates at the ends of the range.
    #[must_use]
    pub fn plus_millis(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// The moment `seconds` later.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        self.plus_millis(seconds.saturating_mul(1_000))
    }

    /// The moment `days` times 24 hours later.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        self.plus_seconds(days.saturating_mul(86_400))
    }

    /// Seconds since the epoch, as tokens want them.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        self.0.div_euclid(1_000)
    }

    /// The calendar day at this moment in `zone`; an unknown zone counts as UTC.
    #[must_use]
    pub fn local_date(self, zone: &str) -> LocalDate {
        LocalDate::from(self.zoned(zone).date())
    }

    /// The hour of the day at this moment in `zone`, 0 to 23; an unknown zone counts as UTC.
    #[must_use]
    pub fn local_hour(self, zone: &str) -> i8 {
        self.zoned(zone).hour()
    }

    /// The moment on the clocks of `zone`; an unknown zone counts as UTC.
    #[must_use]
    pub fn zoned(self, zone: &str) -> jiff::Zoned {
        self.timestamp().to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC))
    }

    /// The moment as jiff has it.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

impl std::fmt::Display for Instant {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:.3}", self.timestamp())
    }
}

impl std::str::FromStr for Instant {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<Timestamp>().map(|at| Self(at.as_millisecond()))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = String::deserialize(input)?;
        text.parse().map_err(|_| de::Error::custom("expected a moment as RFC 3339, such as 2026-03-09T02:15:00Z"))
    }
}

/// A calendar day without a time, kept and sent as `YYYY-MM-DD` (so text order is date order).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType, ToSchema)]
#[schema(value_type = String, format = Date, example = "2026-03-09")]
pub struct LocalDate(String);

impl LocalDate {
    /// The civil date of jiff, for arithmetic.
    #[must_use]
    pub fn civil(&self) -> Date {
        self.0.parse().unwrap_or(Date::ZERO)
    }

    /// The moment at which the day begins in `zone`; an unknown zone counts as UTC.
    #[must_use]
    pub fn begins(&self, zone: &str) -> Instant {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        self.civil().to_zoned(zone).map_or(Instant(0), |start| Instant(start.timestamp().as_millisecond()))
    }

    /// The date as `YYYY-MM-DD`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The date `days` later (earlier when negative); saturates at the ends of the range.
    #[must_use]
    pub fn plus_days(&self, days: i32) -> Self {
        self.civil().saturating_add(i64::from(days).days()).into()
    }

    /// Whole days from this date to `other`, negative when `other` is earlier.
    #[must_use]
    pub fn days_until(&self, other: &Self) -> i32 {
        self.civil().until(other.civil()).map_or(0, |span| span.get_days())
    }
}

impl From<Date> for LocalDate {
    fn from(date: Date) -> Self {
        Self(date.to_string())
    }
}

impl std::fmt::Display for LocalDate {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::str::FromStr for LocalDate {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<Date>().map(Self::from)
    }
}

impl Serialize for LocalDate {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for LocalDate {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = String::deserialize(input)?;
        if text.len() != 10 {
            return Err(de::Error::custom("expected a date as YYYY-MM-DD"));
        }
        text.parse().map_err(|_| de::Error::custom("expected a date as YYYY-MM-DD"))
    }
}

/// Where the time comes from: the system, or a hand that tests turn.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The clock of the machine.
    System,
    /// A clock that stands still until it is moved (milliseconds since the epoch).
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at`.
    #[must_use]
    pub fn standing_at(at: Instant) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(at.0)))
    }

    /// The present moment.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system clock")]
    pub fn now(&self) -> Instant {
        match self {
            Self::System => Instant(Timestamp::now().as_millisecond()),
            Self::Manual(at) => Instant(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a manual clock on by `milliseconds`; the system clock does not listen.
    pub fn advance_millis(&self, milliseconds: i64) {
        if let Self::Manual(at) = self {
            at.fetch_add(milliseconds, Ordering::SeqCst);
        }
    }
}

/// Whether this names a zone of the IANA time-zone database.
#[must_use]
pub fn is_zone(name: &str) -> bool {
    TimeZone::get(name).is_ok()
}

/// A fresh identifier: UUID version 7 (RFC 9562), so that ids made later sort later.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place that makes ids")]
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_travel_as_rfc_3339_with_milliseconds() {
        let at: Instant = "2026-03-09T09:15:00.5+07:00".parse().unwrap();
        assert_eq!(at.to_string(), "2026-03-09T02:15:00.500Z");
        assert_eq!(at.local_date(DEFAULT_ZONE).as_str(), "2026-03-09");
    }

    #[test]
    fn a_late_evening_in_utc_is_the_next_day_in_ha_noi() {
        let at: Instant = "2026-03-09T20:00:00Z".parse().unwrap();
        assert_eq!(at.local_date(DEFAULT_ZONE).as_str(), "2026-03-10");
    }
}
