//! What an inspection rests on: the decision that set up the team, the programme, the notice.

use super::prose::{self, inner};
use crate::content::{Day, Inspection, Lang, Programme};
use crate::fonts::Face;
use crate::layout::Piece;
use crate::press::Press;
use crate::wording::visit;

/// One paragraph each, in italics.
#[must_use]
pub fn pieces(press: &Press<'_>, content: &Inspection) -> Vec<Piece> {
    let dated = |day: Option<Day>| day.map(|day| press.fill(visit::DATED, &[&press.calendar.formal_day(day)])).unwrap_or_default();
    let team = inner(press.say(visit::team(content.visit.kind)));
    let mut lines = Vec::new();
    let decision = &content.visit.team_decision;
    if let Some(number) = &decision.number {
        lines.push(press.fill(visit::BY_TEAM_DECISION, &[number, &dated(decision.decided_on), &team]));
    }
    if let Some(programme) = &content.programme {
        lines.push(by_programme(press, programme, &dated(programme.signed_on)));
    }
    if let Some(number) = &content.visit.notice.number {
        lines.push(press.fill(visit::BY_NOTICE, &[number, &dated(content.visit.notice.sent_on)]));
    }
    lines.iter().flat_map(|line| prose::styled(press.fonts, line, Face::Italic)).collect()
}

fn by_programme(press: &Press<'_>, programme: &Programme, dated: &str) -> String {
    let title = if press.lang() == Lang::Vi { inner(&programme.title) } else { programme.title.clone() };
    match &programme.decision_number {
        Some(number) => press.fill(visit::BY_PROGRAMME, &[&title, number, dated]),
        None => press.fill(visit::BY_BARE_PROGRAMME, &[&title]),
    }
}
