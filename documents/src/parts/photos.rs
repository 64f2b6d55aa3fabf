//! Photos with their number, caption, place in the record, time, place and hash; those that cannot be shown have a labelled
//! blank instead, for a report must never fail because of a picture.

use super::prose::{SMALL, TINY};
use crate::content::{Evidence, Flaw, Inspection};
use crate::fonts::Face;
use crate::layout::shelf::{self, Shot};
use crate::layout::{Align, Ink, Paragraph, Piece, Span};
use crate::paper::jpeg::{self, Unfit};
use crate::press::Press;
use crate::wording::outcome;

/// Photos side by side.
const ACROSS: usize = 2;
/// No photo is taller: 53 mm, so that three rows with their captions fit a sheet.
const TALLEST: f32 = 150.0;

/// Rows of photos; `belongs_to` says what each belongs to, or nothing where that is plain.
///
/// # Errors
/// [`Flaw::Pdf`].
pub fn shelves(
    press: &mut Press<'_>,
    evidence: &[&Evidence],
    belongs_to: impl Fn(&Press<'_>, &Evidence) -> String,
) -> Result<Vec<Piece>, Flaw> {
    let mut shots = Vec::new();
    for row in evidence {
        let bytes = press.photos.photo(&row.id);
        let placed = match bytes {
            Some(bytes) => jpeg::place(&mut press.plates, &bytes)?,
            None => Err(Unfit::Absent),
        };
        press.shown += 1;
        let picture = placed.map_err(|unfit| {
            let reason = match unfit {
                Unfit::Absent => outcome::PHOTO_ABSENT,
                Unfit::NotJpeg | Unfit::Unusual => outcome::PHOTO_NOT_JPEG,
                Unfit::Broken => outcome::PHOTO_BROKEN,
            };
            press.say(reason).to_owned()
        });
        shots.push(Shot { picture, caption: caption(press, row, &belongs_to(press, row)) });
    }
    Ok(shelf::shelves(press.fonts, &shots, ACROSS, TALLEST))
}

/// What a piece of evidence belongs to, as a reader knows it.
#[must_use]
pub fn belongs_to(press: &Press<'_>, content: &Inspection, evidence: &Evidence) -> String {
    let id = evidence.attached_id.as_str();
    let question = |item: &str| content.checklist.item(item).map(|item| item.question.get(press.lang()).to_owned());
    if let Some(finding) = content.findings.iter().find(|finding| finding.id == id) {
        return press.fill(outcome::PHOTO_FINDING, &[finding.label()]);
    }
    if let Some(sample) = content.samples.iter().find(|sample| sample.id == id) {
        return press.fill(outcome::PHOTO_DOSSIER, &[&sample.dossier_code]);
    }
    let response = content.responses.iter().find(|response| response.id == id);
    response.and_then(|response| question(&response.item_id)).unwrap_or_else(|| press.say(outcome::PHOTO_VISIT).to_owned())
}

/// When and where it was taken, by the clock of the device that took it; a zone that is not known counts as the document's.
fn taken(press: &Press<'_>, evidence: &Evidence) -> String {
    let Some(at) = evidence.captured_at else { return press.say(outcome::TAKEN_UNKNOWN).to_owned() };
    let own = evidence.captured_zone.as_deref().and_then(|zone| crate::content::Calendar::of(zone, press.lang()).ok());
    let mut text = press.fill(outcome::TAKEN_AT, &[&own.as_ref().unwrap_or(&press.calendar).moment(at)]);
    if let (Some(north), Some(east)) = (evidence.latitude, evidence.longitude) {
        text.push(' ');
        text.push_str(&press.fill(outcome::TAKEN_WHERE, &[&format!("{north:.5}"), &format!("{east:.5}")]));
    }
    text
}

fn caption(press: &Press<'_>, evidence: &Evidence, belongs_to: &str) -> Vec<Paragraph> {
    let number = press.fill(outcome::PHOTO, &[&press.shown.to_string()]);
    let line = |spans: Vec<Span>| Paragraph { spans, align: Align::Left, ..Paragraph::default() };
    let grey = |text: String, size: f32| {
        let mut span = Span::of(text, Face::Regular, size);
        span.style = span.style.in_ink(Ink::GREY);
        span
    };
    let mut paragraphs =
        vec![line(vec![Span::of(format!("{number} "), Face::Bold, SMALL), Span::of(evidence.caption.clone(), Face::Regular, SMALL)])];
    if !belongs_to.is_empty() {
        paragraphs.push(line(vec![Span::of(belongs_to, Face::Italic, SMALL)]));
    }
    paragraphs.push(line(vec![grey(taken(press, evidence), SMALL - 0.5)]));
    paragraphs.push(line(vec![grey(format!("SHA-256: {}", evidence.sha256), TINY - 1.0)]));
    paragraphs
}
