//! Objectives, scope, criteria, form, dates and places (ISO 19011:2018, 6.5.1 a to e).

use super::prose;
use crate::content::{Day, Inspection, Moment, Session, SessionKind};
use crate::layout::Piece;
use crate::press::Press;
use crate::wording::{heading, visit};

/// The name of a session: its kind and, for a room, the room.
#[must_use]
pub fn session_name(press: &Press<'_>, session: &Session) -> String {
    let kind = session.kind.map(|kind| press.say(visit::session(kind)));
    let room = session.kind == Some(SessionKind::Room);
    match (kind, session.place.as_deref().filter(|place| !place.is_empty())) {
        (Some(kind), Some(place)) if room => format!("{kind} {place}"),
        (Some(kind), _) => kind.to_owned(),
        (None, place) => place.unwrap_or_default().to_owned(),
    }
}

/// Its four numbered paragraphs.
#[must_use]
pub fn pieces(press: &Press<'_>, content: &Inspection) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let number = |at: usize, title| format!("{at}. {}", press.say(title));
    let lang = press.lang();
    pieces.extend(prose::subheading(press.fonts, &number(1, heading::OBJECTIVES)));
    pieces.extend(content.objectives.iter().flat_map(|objective| prose::entry(press.fonts, objective.get(lang))));
    pieces.extend(prose::subheading(press.fonts, &number(2, heading::SCOPE)));
    pieces.extend(scope(press, content));
    pieces.extend(prose::subheading(press.fonts, &number(3, heading::CRITERIA)));
    pieces.extend(content.criteria.iter().flat_map(|criterion| prose::entry(press.fonts, criterion.get(lang))));
    let checklist = &content.checklist;
    let named = press.fill(visit::CHECKLIST, &[checklist.title.get(lang), &checklist.version.to_string(), &checklist.digest]);
    pieces.extend(prose::entry(press.fonts, &named));
    pieces.extend(prose::subheading(press.fonts, &number(4, heading::SESSIONS)));
    pieces.extend(sessions(press, content));
    pieces
}

fn scope(press: &Press<'_>, content: &Inspection) -> Vec<Piece> {
    let scope = &content.visit.scope;
    let mut pieces = Vec::new();
    for (label, list) in [(visit::PROCEDURES, &scope.procedures), (visit::FIELDS, &scope.fields)] {
        if !list.is_empty() {
            pieces.extend(prose::entry(press.fonts, &format!("{} {}.", press.say(label), list.join("; "))));
        }
    }
    if pieces.is_empty() {
        pieces.extend(prose::entry(press.fonts, press.say(visit::WHOLE_SCOPE)));
    }
    let excluded: Vec<String> = content
        .visit
        .exclusions
        .iter()
        .map(|exclusion| press.fill(visit::EXCLUSION, &[&exclusion.clause, exclusion.reason.trim_end_matches('.')]))
        .collect();
    if !excluded.is_empty() {
        pieces.extend(prose::entry(press.fonts, &format!("{} {}.", press.say(visit::EXCLUSIONS), excluded.join("; "))));
    }
    pieces
}

fn sessions(press: &Press<'_>, content: &Inspection) -> Vec<Piece> {
    let visit = &content.visit;
    let form = format!("{} {}.", press.say(visit::FORM), press.say(visit::form(visit.form)));
    let mut pieces = prose::entry(press.fonts, &form);
    for session in &visit.sessions {
        let mut line = session_name(press, session);
        if session.kind != Some(SessionKind::Room)
            && let Some(place) = session.place.as_deref().filter(|place| !place.is_empty())
        {
            line.push_str(&press.fill(visit::AT_PLACE, &[place]));
        }
        match (session.started_at, session.ended_at) {
            (Some(from), Some(to)) => line = format!("{line}: {}", span(press, from, to)),
            (Some(one), None) | (None, Some(one)) => line = format!("{line}: {}", press.calendar.moment(one)),
            (None, None) => {}
        }
        pieces.extend(prose::entry(press.fonts, &format!("{line}.")));
    }
    if visit.sessions.is_empty() {
        let (from, to) = days(press, content);
        pieces.extend(prose::entry(press.fonts, &format!("{} {}.", press.say(visit::TIME), day_or_days(press, from, to))));
    }
    pieces
}

/// From one moment to another; the day is said once where it is the same.
fn span(press: &Press<'_>, from: Moment, to: Moment) -> String {
    let calendar = &press.calendar;
    let day = calendar.day_of(from);
    if day == calendar.day_of(to) {
        press.fill(visit::HOURS_OF_DAY, &[&calendar.clock(from), &calendar.clock(to), &calendar.day(day)])
    } else {
        press.fill(visit::FROM_TO, &[&calendar.moment(from), &calendar.moment(to)])
    }
}

/// One day, or from one to another.
#[must_use]
pub fn day_or_days(press: &Press<'_>, from: Day, to: Day) -> String {
    let (first, last) = (press.calendar.day(from), press.calendar.day(to));
    if first == last { press.fill(visit::ON_DAY, &[&first]) } else { press.fill(visit::FROM_TO, &[&first, &last]) }
}

/// The days it was really held on, as far as they are known.
#[must_use]
pub fn days(press: &Press<'_>, content: &Inspection) -> (Day, Day) {
    let visit = &content.visit;
    let from = visit.started_at.map_or(visit.planned_from, |at| press.calendar.day_of(at));
    (from, press.calendar.day_of(visit.concluded_at))
}
