//! Dates, moments and numbers as people read them in Vietnam.

use crate::kernel::clock::{DEFAULT_ZONE, Instant, LocalDate};
use crate::kernel::text::Lang;
use crate::portal::text::{self, Frame};

/// A day as `dd/mm/yyyy`, in both languages.
#[must_use]
pub fn date(day: &LocalDate) -> String {
    match day.as_str().split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => day.to_string(),
    }
}

/// A day that may be missing.
#[must_use]
pub fn date_or_dash(day: Option<&LocalDate>) -> String {
    day.map_or_else(|| "—".to_owned(), date)
}

/// A stretch of days: one day once.
#[must_use]
pub fn days(from: &LocalDate, to: &LocalDate) -> String {
    if from == to { date(from) } else { format!("{} – {}", date(from), date(to)) }
}

/// A moment as `dd/mm/yyyy hh:mm` in a zone.
#[must_use]
pub fn moment_in(at: Instant, zone: &str) -> String {
    let there = at.zoned(zone);
    format!("{} {:02}:{:02}", date(&LocalDate::from(there.date())), there.hour(), there.minute())
}

/// A moment in Vietnam.
#[must_use]
pub fn moment(at: Instant) -> String {
    moment_in(at, DEFAULT_ZONE)
}

/// A whole number with its thousands apart: a point in Vietnamese, a comma in English.
#[must_use]
pub fn number(value: i64, lang: Lang) -> String {
    let separator = if lang == Lang::Vi { '.' } else { ',' };
    let digits = value.unsigned_abs().to_string();
    let mut out = String::from(if value < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// A number of things.
#[must_use]
pub fn count(value: usize, lang: Lang) -> String {
    number(i64::try_from(value).unwrap_or(i64::MAX), lang)
}

/// Bytes in the unit that reads best, in steps of 1,000: a comma before tenths in Vietnamese, a point in English.
#[must_use]
pub fn size(bytes: i64, lang: Lang) -> String {
    let (unit, name) = match bytes {
        ..1_000_000 => (1_000, "kB"),
        1_000_000..1_000_000_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    // What is there at all is never said to be nothing.
    let tenths = (bytes.saturating_mul(10).saturating_add(unit / 2) / unit).max(i64::from(bytes > 0));
    let point = if lang == Lang::Vi { ',' } else { '.' };
    let rest = if tenths % 10 == 0 { String::new() } else { format!("{point}{}", tenths % 10) };
    format!("{}{rest} {name}", number(tenths / 10, lang))
}

/// Days until a due day in words, and whether it has passed.
#[must_use]
pub fn due(day: &LocalDate, today: &LocalDate, lang: Lang) -> (String, bool) {
    let words = Frame::of(lang);
    let left = today.days_until(day);
    match left {
        0 => (words.due_today.to_owned(), false),
        1.. => (text::fill(words.days_left, &[&number(i64::from(left), lang)]), false),
        _ => (text::fill(words.days_late, &[&number(i64::from(-left), lang)]), true),
    }
}

/// A percentage of counts, rounded to whole numbers; nothing when there is nothing to divide by.
#[must_use]
pub fn percent(part: u32, whole: u32) -> Option<u32> {
    (whole > 0).then(|| (part * 100 + whole / 2) / whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_day_first() {
        assert_eq!(date(&"2026-03-09".parse().unwrap()), "09/03/2026");
        let at: Instant = "2026-03-09T20:05:00Z".parse().unwrap();
        assert_eq!(moment(at), "10/03/2026 03:05");
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(number(150_000_000, Lang::Vi), "150.000.000");
        assert_eq!(number(-1_234, Lang::En), "-1,234");
        assert_eq!(number(999, Lang::Vi), "999");
    }

    #[test]
    fn sizes_are_told_in_the_unit_that_reads_best() {
        for (bytes, vi, en) in [
            (0, "0 kB", "0 kB"),
            (7, "0,1 kB", "0.1 kB"),
            (812_340, "812,3 kB", "812.3 kB"),
            (34_160_000, "34,2 MB", "34.2 MB"),
            (3_000_000_000, "3 GB", "3 GB"),
        ] {
            assert_eq!((size(bytes, Lang::Vi).as_str(), size(bytes, Lang::En).as_str()), (vi, en));
        }
    }

    #[test]
    fn a_due_day_says_how_long_it_is_or_was() {
        let day = |text: &str| text.parse::<LocalDate>().unwrap();
        assert_eq!(due(&day("2026-03-12"), &day("2026-03-09"), Lang::Vi), ("Còn 3 ngày".to_owned(), false));
        assert_eq!(due(&day("2026-03-08"), &day("2026-03-09"), Lang::En), ("1 days late".to_owned(), true));
        assert!(!due(&day("2026-03-09"), &day("2026-03-09"), Lang::Vi).1);
    }
}
