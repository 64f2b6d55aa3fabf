//! Biên bản kiểm tra: what was done and found, signed at the place by lead, secretary and the unit.

use crate::content::{Flaw, Inspection, TeamRole};
use crate::layout::{Piece, WIDTH};
use crate::parts::annex::Annexes;
use crate::parts::head::{self, Head};
use crate::parts::prose::{self, Parts, inner};
use crate::parts::signatures::{self, Place};
use crate::parts::{checklist, closing, dossiers, evidence, findings, grounds, people, photos, results, scope};
use crate::press::{Front, Press};
use crate::printed::{Particulars, Photos, Printed};
use crate::wording::{heading, visit};

/// Prints the minutes.
///
/// # Errors
/// Why it could not be printed; never because of a photo.
pub fn minutes(content: &Inspection, photos: &mut dyn Photos, particulars: &Particulars<'_>) -> Result<Printed, Flaw> {
    let mut press = Press::begin(particulars, photos)?;
    let lang = press.lang();
    let subject = about(&press, content);
    let team = visit::team(content.visit.kind).get(lang);
    let issuer = content.in_whose_name();
    let head = Head {
        superior: Some(issuer),
        issuer: team,
        number: particulars.number,
        locality: &content.client.locality,
        day: press.date(content.visit.concluded_at)?,
        kind: press.say(heading::MINUTES),
        subject: &subject,
    };
    let mut pieces = head::pieces(&press, &head);
    pieces.extend(grounds::pieces(&press, content));
    pieces.extend(opening(&press, content));
    let mut parts = Parts::default();
    let mut part = |title| prose::heading(press.fonts, &parts.next(press.say(title)));
    pieces.extend(part(heading::PRESENT));
    pieces.extend(people::pieces(&press, content));
    pieces.extend(part(heading::CONTENT));
    pieces.extend(scope::pieces(&press, content));
    pieces.extend(part(heading::RESULTS));
    pieces.extend(prose::subheading(press.fonts, &format!("1. {}", press.say(heading::FULFILMENT))));
    pieces.extend(results::pieces(&press, content));
    pieces.extend(prose::subheading(press.fonts, &format!("2. {}", press.say(heading::DOSSIERS))));
    pieces.extend(dossiers::overview(&press, content));
    pieces.extend(prose::subheading(press.fonts, &format!("3. {}", press.say(heading::SUMMARY))));
    pieces.extend(findings::summary(&press, content));
    let closing = closing::parts(&press, content, &mut parts, &last_sentence(&press, content));
    pieces.extend(findings::pieces(&mut press, content, "3.")?);
    pieces.extend(closing.pieces);
    pieces.push(signed(&mut press, content, &closing.refusals)?);
    pieces.extend(annexes(&press, content, &subject));
    let front = Front { title: format!("{} – {subject}", heading::MINUTES.get(lang)), author: issuer, subject: &content.visit.code };
    press.finish(&pieces, &front)
}

fn about(press: &Press<'_>, content: &Inspection) -> String {
    let kind = press.say(visit::kind(content.visit.kind));
    let standard = prose::tied(content.standard.edition.name.get(press.lang()));
    press.fill(heading::MINUTES_OF, &[kind, &standard, &content.organisation.name])
}

fn opening(press: &Press<'_>, content: &Inspection) -> Vec<Piece> {
    let visit = &content.visit;
    let day = press.calendar.formal_day(press.calendar.day_of(visit.concluded_at));
    let place = visit.sessions.iter().rev().find_map(|session| session.place.clone().filter(|place| !place.is_empty()));
    let place = place.map(|place| press.fill(visit::AT_PLACE, &[&place])).unwrap_or_default();
    let team = press.say(visit::team(visit.kind));
    let kind = inner(press.say(visit::kind(visit.kind)));
    prose::text(press.fonts, &press.fill(visit::TODAY, &[&day, &place, &inner(team), &kind, &content.organisation.name]))
}

fn last_sentence(press: &Press<'_>, content: &Inspection) -> String {
    let at = content.visit.concluded_at;
    let words = match (content.refusals.is_empty(), content.visit.disagreements.trim().is_empty()) {
        (false, _) => visit::CLOSING_REFUSED,
        (true, false) => visit::CLOSING_DISAGREED,
        (true, true) => visit::CLOSING,
    };
    press.fill(words, &[&press.calendar.spoken_clock(at), &press.calendar.formal_day(press.calendar.day_of(at))])
}

fn signed(press: &mut Press<'_>, content: &Inspection, refused: &str) -> Result<Piece, Flaw> {
    let name = |role| people::in_role(content, role).map_or("", |member| member.display_name.as_str());
    let refusal = |field: &str| content.refusals.iter().find(|refusal| refusal.field == field);
    let places = [
        ("unit_head", visit::UNIT_SIDE, people::unit_head(content)),
        ("secretary", visit::SECRETARY, name(TeamRole::Secretary)),
        ("lead", visit::LEAD, name(TeamRole::Lead)),
    ]
    .map(|(field, title, name)| Place { field, title: vec![press.say(title).to_owned()], name, refusal: refusal(field) });
    signatures::piece(press, &places, (0.0, WIDTH), refused)
}

fn annexes(press: &Press<'_>, content: &Inspection, subject: &str) -> Vec<Piece> {
    let document = format!("{} {}", prose::sentence_case(press.say(heading::MINUTES)), inner(subject));
    let mut annexes = Annexes::of(document);
    let mut pieces = annexes.next(press, heading::ANNEX_CHECKLIST);
    pieces.extend(checklist::pieces(press, content));
    pieces.extend(annexes.next(press, heading::ANNEX_EVIDENCE));
    pieces.extend(evidence::pieces(press, &content.evidence, |row| photos::belongs_to(press, content, row)));
    pieces
}
