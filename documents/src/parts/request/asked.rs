//! Part 1: what is asked for, why, by when.

use super::{labelled_act, said};
use crate::content::{CarForm, CarInspection};
use crate::layout::{Piece, Row, Table, WIDTH, table};
use crate::parts::findings;
use crate::parts::prose::{self, cell, column, middle};
use crate::press::Press;
use crate::wording::{heading, outcome, request as wording};

/// The pieces of part 1.
#[must_use]
pub fn pieces(press: &Press<'_>, content: &CarForm) -> Vec<Piece> {
    let fonts = press.fonts;
    let mut pieces = prose::centred(
        fonts,
        &press.fill(wording::ADDRESSED, &[&content.organisation.name]),
        crate::fonts::Face::Regular,
        prose::BODY,
        4.0,
    );
    pieces.extend(prose::heading(fonts, press.say(wording::PART_REQUEST)));
    for (label, text) in particulars(press, content) {
        if !text.is_empty() {
            pieces.extend(prose::labelled(fonts, press.say(label), &text));
        }
    }
    pieces.extend(prose::subheading(fonts, &format!("1. {}", press.say(wording::FINDINGS))));
    for (at, finding) in content.findings.iter().enumerate() {
        pieces.extend(findings::finding_pieces(press, finding, &content.clauses, &format!("1.{}", at + 1), |_| None));
    }
    pieces.extend(prose::subheading(fonts, &format!("2. {}", press.say(wording::DEADLINES))));
    pieces.extend(deadlines(press, content));
    pieces.extend(labelled_act(press, wording::ISSUED, content.issued.as_ref()));
    pieces.extend(labelled_act(press, wording::ACKNOWLEDGED, content.acknowledged.as_ref()));
    if let Some(dispute) = &content.dispute {
        pieces.extend(prose::subheading(fonts, &format!("3. {}", press.say(wording::DISPUTE))));
        pieces.extend(prose::text(fonts, &said(press, &dispute.raised)));
        let decision = match dispute.upheld {
            Some(true) => wording::UPHELD,
            Some(false) => wording::WITHDRAWN,
            None => wording::UNDECIDED,
        };
        let reasons = dispute.decided.as_ref().map(|act| format!(" {}", said(press, act))).unwrap_or_default();
        pieces.extend(prose::text(fonts, &format!("{}{reasons}", press.say(decision))));
    }
    pieces
}

fn particulars(press: &Press<'_>, content: &CarForm) -> Vec<(crate::wording::Words, String)> {
    let status = wording::status(&content.status).map_or(content.status.as_str(), |words| press.say(words));
    let grade = content.grade.map(|grade| press.say(outcome::grade(grade)).to_owned()).unwrap_or_default();
    vec![
        (wording::FROM_INSPECTION, content.inspection.as_ref().map(|inspection| origin(press, inspection)).unwrap_or_default()),
        (wording::STANDARD, content.standard.name.get(press.lang()).to_owned()),
        (wording::GRADE, grade),
        (wording::STATUS, status.to_owned()),
        (wording::REISSUED_FROM, content.reissued_from.clone().unwrap_or_default()),
        (wording::REISSUED_AS, content.reissued_as.clone().unwrap_or_default()),
    ]
}

fn origin(press: &Press<'_>, inspection: &CarInspection) -> String {
    let mut text = match &inspection.number {
        Some(number) => press.fill(wording::MINUTES_NO, &[&inspection.code, number]),
        None => inspection.code.clone(),
    };
    if let Some(day) = inspection.concluded_on {
        text.push_str(&press.fill(wording::CONCLUDED, &[&press.calendar.day(day)]));
    }
    if let Some(programme) = &inspection.programme {
        text = format!("{text} ({programme})");
    }
    text
}

fn deadlines(press: &Press<'_>, content: &CarForm) -> Vec<Piece> {
    let rows = content.deadlines.iter().map(|deadline| {
        let earlier: Vec<String> = deadline.earlier.iter().map(|day| press.calendar.day(*day)).collect();
        Row::Cells(vec![
            cell(press.say(wording::deadline(deadline.kind))),
            middle(&press.calendar.day(deadline.due_on)),
            middle(&earlier.join("; ")),
        ])
    });
    let head = [heading::DEADLINE, heading::IN_FORCE, heading::EARLIER].map(|words| column(press.say(words))).to_vec();
    Table { columns: table::shares(WIDTH, &[3, 2, 2]), head, rows: rows.collect(), gap: prose::BETWEEN }.pieces(press.fonts)
}

/// Who issued it.
#[must_use]
pub fn issuer(content: &CarForm) -> &str {
    content.issued.as_ref().map_or("", |act| act.by.name.as_str())
}

/// Who takes note of it for the unit: whoever approved the plan, for that is its head.
#[must_use]
pub fn receiver(content: &CarForm) -> &str {
    content.plan_approved.as_ref().map_or("", |act| act.by.name.as_str())
}
