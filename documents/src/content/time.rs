//! Moments and days of the content, and how people read them.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{Flaw, Lang};

/// A moment: RFC 3339 in the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub jiff::Timestamp);

/// A calendar day: `YYYY-MM-DD` in the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub jiff::civil::Date);

impl Moment {
    /// A moment from milliseconds since 1970-01-01T00:00:00Z; one out of range counts as that moment itself.
    #[must_use]
    pub fn from_millis(millis: i64) -> Self {
        Self(jiff::Timestamp::from_millisecond(millis).unwrap_or(jiff::Timestamp::UNIX_EPOCH))
    }
}

/// Reads moments in the zone of a document and writes them in its language.
#[derive(Clone, Debug)]
pub struct Calendar {
    zone: TimeZone,
    lang: Lang,
}

impl Calendar {
    /// The calendar of an IANA zone.
    ///
    /// # Errors
    /// [`Flaw::Zone`] when there is no such zone: another zone would print another time.
    pub fn of(zone: &str, lang: Lang) -> Result<Self, Flaw> {
        let zone = TimeZone::get(zone).map_err(|_| Flaw::Zone(zone.to_owned()))?;
        Ok(Self { zone, lang })
    }

    /// The local day of a moment.
    #[must_use]
    pub fn day_of(&self, at: Moment) -> Day {
        Day(at.0.to_zoned(self.zone.clone()).date())
    }

    /// `09/03/2026`.
    #[must_use]
    pub fn day(&self, day: Day) -> String {
        format!("{:02}/{:02}/{}", day.0.day(), day.0.month(), day.0.year())
    }

    /// `14:05 09/03/2026`.
    #[must_use]
    pub fn moment(&self, at: Moment) -> String {
        format!("{} {}", self.clock(at), self.day(self.day_of(at)))
    }

    /// `14:05`.
    #[must_use]
    pub fn clock(&self, at: Moment) -> String {
        let local = at.0.to_zoned(self.zone.clone());
        format!("{:02}:{:02}", local.hour(), local.minute())
    }

    /// `14 giờ 05 phút`, as minutes are written; `14:05` in English.
    #[must_use]
    pub fn spoken_clock(&self, at: Moment) -> String {
        let local = at.0.to_zoned(self.zone.clone());
        match self.lang {
            Lang::Vi => format!("{:02} giờ {:02} phút", local.hour(), local.minute()),
            Lang::En => self.clock(at),
        }
    }

    /// `ngày 09 tháng 3 năm 2026` (Decree 30/2020/NĐ-CP, annex I: days below 10 and months below 3 have a leading zero).
    #[must_use]
    pub fn formal_day(&self, day: Day) -> String {
        let (date, month, year) = (day.0.day(), day.0.month(), day.0.year());
        match self.lang {
            Lang::Vi if month < 3 => format!("ngày {date:02} tháng {month:02} năm {year}"),
            Lang::Vi => format!("ngày {date:02} tháng {month} năm {year}"),
            Lang::En => format!("{date} {} {year}", english_month(month)),
        }
    }
}

fn english_month(month: i8) -> &'static str {
    const NAMES: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    usize::try_from(month - 1).ok().and_then(|at| NAMES.get(at)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day(text.parse().unwrap())
    }

    #[test]
    fn days_are_written_as_the_decree_asks() {
        let vi = Calendar::of("Asia/Ho_Chi_Minh", Lang::Vi).unwrap();
        assert_eq!(vi.day(day("2026-03-09")), "09/03/2026");
        assert_eq!(vi.formal_day(day("2026-02-09")), "ngày 09 tháng 02 năm 2026");
        assert_eq!(vi.formal_day(day("2026-11-20")), "ngày 20 tháng 11 năm 2026");
        let en = Calendar::of("Asia/Ho_Chi_Minh", Lang::En).unwrap();
        assert_eq!(en.formal_day(day("2026-03-09")), "9 March 2026");
    }

    #[test]
    fn a_late_evening_in_utc_is_the_next_morning_in_ha_noi() {
        let vi = Calendar::of("Asia/Ho_Chi_Minh", Lang::Vi).unwrap();
        let at = Moment("2026-03-09T20:05:00Z".parse().unwrap());
        assert_eq!(vi.moment(at), "03:05 10/03/2026");
        assert_eq!(vi.spoken_clock(at), "03 giờ 05 phút");
    }

    #[test]
    fn an_unknown_zone_is_a_flaw_and_not_another_time() {
        assert_eq!(Calendar::of("Asia/Lang_Son", Lang::Vi).unwrap_err(), Flaw::Zone("Asia/Lang_Son".into()));
    }
}
