//! Sampled dossiers: an overview, and the course of each step by step.

use super::prose::{self, cell, column, middle};
use crate::content::{Day, Inspection, Sample};
use crate::layout::piece::hold_last;
use crate::layout::{Keep, Piece, Row, Table, WIDTH, table};
use crate::press::Press;
use crate::wording::{heading, outcome};

/// One row a dossier.
#[must_use]
pub fn overview(press: &Press<'_>, content: &Inspection) -> Vec<Piece> {
    if content.samples.is_empty() {
        return prose::text(press.fonts, press.say(outcome::NO_DOSSIERS));
    }
    let words = [
        heading::NO,
        heading::DOSSIER,
        heading::PROCEDURE,
        heading::RECEIVED,
        heading::DUE,
        heading::RETURNED,
        heading::TIMELINESS,
        heading::VERDICT,
    ];
    let rows = content.samples.iter().enumerate().map(|(at, sample)| {
        let verdicts: Vec<&str> = content
            .responses
            .iter()
            .filter(|response| response.sample_id.as_deref() == Some(&sample.id))
            .filter_map(|response| response.verdict.map(|verdict| press.say(outcome::verdict(verdict))))
            .collect();
        Row::Cells(vec![
            middle(&(at + 1).to_string()),
            cell(&sample.dossier_code),
            cell(&sample.procedure),
            middle(&day(press, sample.received_on)),
            middle(&day(press, sample.due_on)),
            middle(&day(press, sample.returned_on)),
            middle(&timeliness(press, sample)),
            middle(&verdicts.join("; ")),
        ])
    });
    let columns = table::shares(WIDTH, &[28, 71, 90, 60, 60, 60, 49, 50]);
    let head = words.map(|words| column(press.say(words))).to_vec();
    Table { columns, head, rows: rows.collect(), gap: prose::BETWEEN }.pieces(press.fonts)
}

/// A table of steps for each dossier that has them.
#[must_use]
pub fn courses(press: &Press<'_>, content: &Inspection) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for sample in content.samples.iter().filter(|sample| !sample.steps.is_empty()) {
        let title = press.fill(outcome::DOSSIER_OF, &[&sample.dossier_code, &sample.procedure]);
        pieces.extend(prose::subheading(press.fonts, &title));
        if !sample.note.is_empty() {
            pieces.extend(prose::text(press.fonts, &sample.note));
            hold_last(&mut pieces, Keep::Firm);
        }
        pieces.extend(course(press, sample));
    }
    pieces
}

fn course(press: &Press<'_>, sample: &Sample) -> Vec<Piece> {
    let words = [heading::NO, heading::STEP, heading::DONE_BY, heading::PLANNED_DAYS, heading::ACTUAL_DAYS, heading::DONE_ON];
    let rows = sample.steps.iter().enumerate().map(|(at, step)| {
        let number = |days: Option<i64>| days.map_or_else(|| "–".to_owned(), |days| days.to_string());
        let people: Vec<&str> = [&step.role, &step.by].into_iter().flatten().map(String::as_str).filter(|text| !text.is_empty()).collect();
        Row::Cells(vec![
            middle(&(at + 1).to_string()),
            cell(step.name.as_deref().unwrap_or_default()),
            cell(&people.join(": ")),
            middle(&number(step.planned_days)),
            middle(&number(step.actual_days)),
            middle(&day(press, step.done_on)),
        ])
    });
    let columns = table::shares(WIDTH, &[8, 38, 30, 16, 16, 18]);
    let head = words.map(|words| column(press.say(words))).to_vec();
    Table { columns, head, rows: rows.collect(), gap: prose::BETWEEN }.pieces(press.fonts)
}

fn day(press: &Press<'_>, day: Option<Day>) -> String {
    day.map_or_else(|| "–".to_owned(), |day| press.calendar.day(day))
}

fn timeliness(press: &Press<'_>, sample: &Sample) -> String {
    match (sample.lateness.on_time, sample.lateness.days_late) {
        (Some(true), _) => press.say(outcome::ON_TIME).to_owned(),
        (_, Some(late)) if late > 0 => press.fill(outcome::LATE, &[&late.to_string()]),
        _ => press.say(outcome::UNKNOWN).to_owned(),
    }
}
