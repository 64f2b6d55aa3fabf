//! Báo cáo kết quả kiểm tra: issued upward after the minutes, with every annex (content: ISO 19011:2018, 6.5.1).

use crate::content::{Evidence, Flaw, Inspection, TeamRole};
use crate::layout::{Piece, WIDTH};
use crate::parts::annex::Annexes;
use crate::parts::head::{self, Head};
use crate::parts::prose::{self, Parts, inner};
use crate::parts::signatures::{self, Place};
use crate::parts::{checklist, clauses, closing, dossiers, evidence, findings, grounds, people, photos, recipients, results, scope};
use crate::press::{Front, Press};
use crate::printed::{Particulars, Photos, Printed};
use crate::wording::{decree, heading, visit};

/// Where the recipients end and the signatures begin.
const SPLIT: f32 = 190.0;

/// Prints the report.
///
/// # Errors
/// Why it could not be printed; never because of a photo.
pub fn report(content: &Inspection, photos: &mut dyn Photos, particulars: &Particulars<'_>) -> Result<Printed, Flaw> {
    let mut press = Press::begin(particulars, photos)?;
    let subject = about(&press, content);
    let issuer = content.in_whose_name();
    let head = Head {
        superior: content.client.superior.as_deref().filter(|_| issuer == content.client.name),
        issuer,
        number: particulars.number,
        locality: &content.client.locality,
        day: press.date(content.visit.concluded_at)?,
        kind: press.say(heading::REPORT),
        subject: &subject,
    };
    let mut pieces = head::pieces(&press, &head);
    pieces.extend(grounds::pieces(&press, content));
    pieces.extend(opening(&press, content));
    let mut parts = Parts::default();
    let mut part = |title| prose::heading(press.fonts, &parts.next(press.say(title)));
    pieces.extend(part(heading::GENERAL));
    pieces.extend(general(&press, content));
    pieces.extend(part(heading::CONTENT));
    pieces.extend(scope::pieces(&press, content));
    pieces.extend(part(heading::RESULTS));
    pieces.extend(prose::subheading(press.fonts, &format!("1. {}", press.say(heading::FULFILMENT))));
    pieces.extend(results::pieces(&press, content));
    pieces.extend(prose::subheading(press.fonts, &format!("2. {}", press.say(heading::DOSSIERS))));
    pieces.extend(dossiers::overview(&press, content));
    pieces.extend(part(heading::FINDINGS));
    pieces.extend(findings::summary(&press, content));
    let closing = closing::parts(&press, content, &mut parts, &last_sentence(&press, content));
    pieces.extend(findings::pieces(&mut press, content, "")?);
    pieces.extend(closing.pieces);
    pieces.push(signed(&mut press, content, &closing.refusals)?);
    pieces.extend(annexes(&mut press, content, &subject)?);
    let front = Front { title: format!("{} – {subject}", press.say(heading::REPORT)), author: issuer, subject: &content.visit.code };
    press.finish(&pieces, &front)
}

fn about(press: &Press<'_>, content: &Inspection) -> String {
    let kind = inner(press.say(visit::kind(content.visit.kind)));
    let standard = prose::tied(content.standard.edition.name.get(press.lang()));
    press.fill(heading::REPORT_OF, &[&kind, &standard, &content.organisation.name])
}

fn opening(press: &Press<'_>, content: &Inspection) -> Vec<Piece> {
    let team = press.say(visit::team(content.visit.kind));
    let kind = inner(press.say(visit::kind(content.visit.kind)));
    let (from, to) = scope::days(press, content);
    let days = scope::day_or_days(press, from, to);
    prose::text(press.fonts, &press.fill(visit::REPORTING, &[&team_in_sentence(press, team), &kind, &content.organisation.name, &days]))
}

/// The team begins the sentence in Vietnamese and stands inside it in English.
fn team_in_sentence(press: &Press<'_>, team: &str) -> String {
    if press.lang() == crate::content::Lang::Vi { team.to_owned() } else { inner(team) }
}

/// Client, unit, programme, code; then everybody who took part.
fn general(press: &Press<'_>, content: &Inspection) -> Vec<Piece> {
    let programme = content.programme.as_ref().map_or("", |programme| programme.title.as_str());
    let lines = [
        (visit::CLIENT, content.client.name.as_str()),
        (visit::UNIT, content.organisation.name.as_str()),
        (visit::PROGRAMME, programme),
        (visit::INSPECTION, content.visit.code.as_str()),
    ];
    let told = lines.into_iter().filter(|(_, text)| !text.is_empty());
    let mut pieces: Vec<Piece> =
        told.flat_map(|(label, text)| prose::entry(press.fonts, &format!("{} {text}.", press.say(label)))).collect();
    pieces.extend(people::pieces(press, content));
    pieces
}

fn last_sentence(press: &Press<'_>, content: &Inspection) -> String {
    let team = press.say(visit::team(content.visit.kind));
    press.fill(visit::REPORT_CLOSING, &[&team_in_sentence(press, team), &content.client.name])
}

fn signed(press: &mut Press<'_>, content: &Inspection, refused: &str) -> Result<Piece, Flaw> {
    let team = press.say(visit::team(content.visit.kind)).to_uppercase();
    let lead = people::in_role(content, TeamRole::Lead).map_or("", |member| member.display_name.as_str());
    let places = [
        Place { field: "seal", title: vec![content.in_whose_name().to_uppercase()], name: "", refusal: None },
        Place {
            field: "lead",
            title: vec![press.fill(visit::FOR_TEAM, &[&team]), press.say(visit::LEAD).to_owned()],
            name: lead,
            refusal: None,
        },
    ];
    let piece = signatures::piece(press, &places, (SPLIT, WIDTH - SPLIT), refused)?;
    let list = [
        press.fill(decree::TO_REPORT, &[&content.client.name]),
        press.fill(decree::TO_ACT, &[&content.organisation.name]),
        press.fill(decree::FILED, &[&content.visit.code]),
    ];
    Ok(recipients::beside(press, piece, &list, SPLIT - 16.0))
}

fn annexes(press: &mut Press<'_>, content: &Inspection, subject: &str) -> Result<Vec<Piece>, Flaw> {
    let mut annexes = Annexes::of(format!("{} {}", prose::sentence_case(press.say(heading::REPORT)), inner(subject)));
    let mut pieces = annexes.next(press, heading::ANNEX_CLAUSES);
    pieces.extend(clauses::pieces(press, content));
    pieces.extend(annexes.next(press, heading::ANNEX_CHECKLIST));
    pieces.extend(checklist::pieces(press, content));
    let courses = dossiers::courses(press, content);
    if !courses.is_empty() {
        pieces.extend(annexes.next(press, heading::ANNEX_DOSSIERS));
        pieces.extend(courses);
    }
    let beside_finding = |row: &&Evidence| content.findings.iter().any(|finding| finding.id == row.attached_id);
    let others: Vec<&Evidence> = content.evidence.iter().filter(|row| row.is_picture() && !beside_finding(row)).collect();
    if !others.is_empty() {
        pieces.extend(annexes.next(press, heading::ANNEX_PHOTOS));
        pieces.extend(photos::shelves(press, &others, |press, row| photos::belongs_to(press, content, row))?);
    }
    pieces.extend(annexes.next(press, heading::ANNEX_EVIDENCE));
    pieces.extend(evidence::pieces(press, &content.evidence, |row| photos::belongs_to(press, content, row)));
    Ok(pieces)
}
