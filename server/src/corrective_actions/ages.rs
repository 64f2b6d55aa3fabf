//! How long a request has been open, in bands: what committees look at first. Pure.

use jiff::ToSpan;

use crate::kernel::clock::{DEFAULT_ZONE, Instant, LocalDate};

/// Ages from one number of days to another, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// The name in addresses and answers.
    pub code: &'static str,
    /// The youngest, in days since issue.
    pub from: i32,
    /// The oldest; none without end.
    pub to: Option<i32>,
}

/// All bands, the youngest first.
pub const BANDS: &[Band] = &[
    Band { code: "0-30", from: 0, to: Some(30) },
    Band { code: "31-60", from: 31, to: Some(60) },
    Band { code: "61-90", from: 61, to: Some(90) },
    Band { code: "over-90", from: 91, to: None },
];

impl Band {
    /// The band of that name.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        BANDS.iter().copied().find(|band| band.code == code)
    }

    /// The moments between which requests of this age were issued, seen from a day: the first counts, the second does not.
    #[must_use]
    pub fn issued(&self, today: &LocalDate) -> (Option<Instant>, Instant) {
        let days_ago = |days: i32| LocalDate::from(today.civil().saturating_sub(days.days()));
        (self.to.map(|oldest| days_ago(oldest).begins(DEFAULT_ZONE)), days_ago(self.from - 1).begins(DEFAULT_ZONE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_age_is_in_exactly_one_band() {
        let today: LocalDate = "2026-03-09".parse().unwrap();
        for age in 0..200_i64 {
            let at = "2026-03-09T03:00:00Z".parse::<Instant>().unwrap().plus_days(-age);
            let holds = |band: &&Band| {
                let (from, to) = band.issued(&today);
                from.is_none_or(|from| from <= at) && at < to
            };
            let found: Vec<_> = BANDS.iter().filter(holds).collect();
            assert_eq!(found.len(), 1, "{age}");
            assert!(i64::from(found[0].from) <= age && found[0].to.is_none_or(|to| age <= i64::from(to)), "{age}");
        }
    }
}
