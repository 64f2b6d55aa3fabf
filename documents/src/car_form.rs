//! Phiếu yêu cầu hành động khắc phục: request; cause and measures; approval; result; then the history of dates and events.

use crate::content::{CarForm, Flaw, Moment, Refusal};
use crate::layout::piece::hold_all;
use crate::layout::{Keep, Piece, WIDTH};
use crate::parts::head::{self, Head};
use crate::parts::prose;
use crate::parts::request::{approval, asked, history, measures, outcome};
use crate::parts::signatures::{self, Place};
use crate::parts::{evidence, photos, recipients, refusals};
use crate::press::{Front, Press};
use crate::printed::{Particulars, Photos, Printed};
use crate::wording::{Words, decree, heading, request as wording};

/// Prints a corrective action request as it stands; what is not there yet has room to be written.
///
/// # Errors
/// Why it could not be printed; never because of a photo.
pub fn car_form(content: &CarForm, photos: &mut dyn Photos, particulars: &Particulars<'_>) -> Result<Printed, Flaw> {
    let mut press = Press::begin(particulars, photos)?;
    let subject = press.fill(wording::ABOUT, &[&content.organisation.name]);
    let made = Moment::from_millis(particulars.made_at_millis);
    let head = Head {
        superior: content.client.superior.as_deref(),
        issuer: &content.client.name,
        number: particulars.number.or(Some(&content.number)),
        locality: &content.client.locality,
        day: press.date(content.issued.as_ref().map_or(made, |act| act.at))?,
        kind: press.say(heading::CAR),
        subject: &subject,
    };
    let mut pieces = head::pieces(&press, &head);
    pieces.extend(asked::pieces(&press, content));
    let first = [("lead", wording::ISSUER, asked::issuer(content)), ("unit_head", wording::UNIT_HEAD, asked::receiver(content))];
    sign(&mut press, content, &mut pieces, &first)?;
    pieces.extend(measures::pieces(&press, content));
    sign(&mut press, content, &mut pieces, &[("unit_plan", wording::UNIT_HEAD, measures::approver(content))])?;
    pieces.extend(approval::pieces(&press, content));
    sign(&mut press, content, &mut pieces, &[("reviewer", wording::REVIEWER, approval::reviewer(content))])?;
    pieces.extend(outcome::pieces(&press, content));
    let last = [("verifier", wording::VERIFIER, outcome::verifier(content)), ("chair", wording::CHAIR, outcome::closer(content))];
    sign(&mut press, content, &mut pieces, &last)?;
    pieces.extend(refused(&press, &content.refusals));
    pieces.extend(history::pieces(&press, content));
    pieces.extend(kept(&mut press, content)?);
    pieces.push(recipients::beside(&press, Piece { gap: 14.0, ..Piece::default() }, &sent_to(&press, content), WIDTH * 0.6));
    let front =
        Front { title: format!("{} {}", press.say(heading::CAR), content.number), author: &content.client.name, subject: &content.number };
    press.finish(&pieces, &front)
}

/// Adds places to sign, which stay with the lines above them.
fn sign(press: &mut Press<'_>, content: &CarForm, pieces: &mut Vec<Piece>, who: &[(&str, Words, &str)]) -> Result<(), Flaw> {
    let refusal = |field: &str| content.refusals.iter().find(|refusal| refusal.field == field);
    let places: Vec<Place<'_>> = who
        .iter()
        .map(|(field, title, name)| Place { field, title: vec![press.say(*title).to_owned()], name, refusal: refusal(field) })
        .collect();
    // A single signer signs at the right, as on every other document.
    let left = if places.len() == 1 { WIDTH / 2.0 } else { 0.0 };
    let title = press.say(heading::REFUSALS);
    let above = pieces.len().saturating_sub(2);
    hold_all(&mut pieces[above..], Keep::Firm);
    pieces.push(signatures::piece(press, &places, (left, WIDTH - left), title)?);
    Ok(())
}

fn refused(press: &Press<'_>, list: &[Refusal]) -> Vec<Piece> {
    if list.is_empty() {
        return Vec::new();
    }
    let mut pieces = prose::heading(press.fonts, press.say(heading::REFUSALS));
    pieces.extend(refusals::pieces(press, list));
    pieces
}

/// Evidence that was handed in: photos, then the list with every hash.
fn kept(press: &mut Press<'_>, content: &CarForm) -> Result<Vec<Piece>, Flaw> {
    if content.evidence.is_empty() {
        return Ok(Vec::new());
    }
    let mut pieces = Vec::new();
    let pictures: Vec<_> = content.evidence.iter().filter(|row| row.is_picture()).collect();
    if !pictures.is_empty() {
        pieces.extend(prose::heading(press.fonts, press.say(wording::PART_PHOTOS)));
        pieces.extend(photos::shelves(press, &pictures, |_, _| String::new())?);
    }
    pieces.extend(prose::heading(press.fonts, press.say(wording::PART_EVIDENCE)));
    pieces.extend(evidence::pieces(press, &content.evidence, |_| String::new()));
    Ok(pieces)
}

fn sent_to(press: &Press<'_>, content: &CarForm) -> [String; 3] {
    [
        press.fill(decree::TO_ACT, &[&content.organisation.name]),
        press.fill(decree::TO_REPORT, &[&content.client.name]),
        press.fill(decree::FILED_REQUEST, &[&content.number]),
    ]
}
