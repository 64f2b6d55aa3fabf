//! The days of the demonstration, moved so that its inspections take place today.
//!
//! Texts are written for one fixed day. They are moved by whole weeks, so that days of the week stay what they are, and never
//! past today.

use jiff::Span;
use jiff::civil::Date;
use serde_json::Value;

use crate::kernel::clock::LocalDate;

/// The day for which the texts are written, and how far they are moved.
#[derive(Clone, Debug)]
pub struct Calendar {
    today: Date,
    written_for: Date,
    weeks: i64,
}

impl Calendar {
    /// A calendar that brings texts written for one day to another.
    #[must_use]
    pub fn new(written_for: &LocalDate, today: &LocalDate) -> Self {
        let weeks = i64::from(written_for.days_until(today)).div_euclid(7);
        Self { today: today.civil(), written_for: written_for.civil(), weeks }
    }

    /// Some days after today; before it when negative.
    #[must_use]
    pub fn in_days(&self, days: i64) -> LocalDate {
        LocalDate::from(self.today.saturating_add(Span::new().days(days.clamp(-100_000, 100_000))))
    }

    /// The year it is.
    #[must_use]
    pub fn year(&self) -> i16 {
        self.today.year()
    }

    fn moved(&self, day: Date) -> Date {
        day.saturating_add(Span::new().weeks(self.weeks.clamp(-10_000, 10_000)))
    }

    /// Moves every day in a document: a text that is a date (`2026-05-22`), and dates in braces within texts, `{2026-05-22}` for
    /// a day, `{2026-05}` for a month, `{2026}` for a year, `{260522}` for a day as codes of dossiers write it.
    pub fn move_all(&self, document: &mut Value) {
        match document {
            Value::String(text) => *text = self.moved_text(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.move_all(item)),
            Value::Object(fields) => fields.values_mut().for_each(|value| self.move_all(value)),
            _ => {}
        }
    }

    fn moved_text(&self, text: &str) -> String {
        if let Some(day) = iso(text) {
            return self.moved(day).to_string();
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((inside, behind)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            out.push_str(&self.written(inside).unwrap_or_else(|| format!("{{{inside}}}")));
            rest = behind;
        }
        out.push_str(rest);
        out
    }

    /// What stands for a date in braces, as official documents write it.
    fn written(&self, inside: &str) -> Option<String> {
        if let Some(day) = iso(inside) {
            let day = self.moved(day);
            return Some(format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()));
        }
        match inside.len() {
            4 => {
                let years = inside.parse::<i16>().ok()?.checked_sub(self.written_for.year())?;
                Some((self.moved(self.written_for).year() + years).to_string())
            }
            6 => {
                let part = |from: usize| inside.get(from..from + 2)?.parse::<i8>().ok();
                let day = self.moved(Date::new(2_000 + i16::from(part(0)?), part(2)?, part(4)?).ok()?);
                Some(format!("{:02}{:02}{:02}", day.year() % 100, day.month(), day.day()))
            }
            7 => {
                let day = self.moved(iso(&format!("{inside}-15"))?);
                Some(format!("{:02}/{}", day.month(), day.year()))
            }
            _ => None,
        }
    }
}

fn iso(text: &str) -> Option<Date> {
    if text.len() == 10 { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn day(text: &str) -> LocalDate {
        text.parse().unwrap()
    }

    #[test]
    fn texts_move_by_whole_weeks_and_never_past_today() {
        let calendar = Calendar::new(&day("2026-10-14"), &day("2027-03-09"));
        let mut document = json!({"on": "2026-10-14", "text": "Từ {2026-01-01}, {2026-09}, năm {2026}, GC-{260511}-0018 {x}"});
        calendar.move_all(&mut document);
        assert_eq!(document, json!({"on": "2027-03-03", "text": "Từ 21/05/2026, 02/2027, năm 2027, GC-260928-0018 {x}"}));
    }

    #[test]
    fn texts_move_back_too() {
        let calendar = Calendar::new(&day("2026-10-14"), &day("2026-03-09"));
        let mut document = json!("2026-10-14");
        calendar.move_all(&mut document);
        assert_eq!(document, "2026-03-04");
    }
}
