//! Places where people sign (Decree 30/2020/NĐ-CP: title in bold capitals, room for signature and seal, full name in bold).

use super::prose;
use crate::content::{Flaw, Refusal};
use crate::fonts::Face;
use crate::layout::piece::Room;
use crate::layout::{Align, Ink, Line, Mark, Piece, Rect, set, times};
use crate::paper::drawing;
use crate::press::Press;
use crate::wording::decree;

/// Height of the room for one signature: 26 mm.
const ROOM: f32 = 74.0;
/// Height of the picture of a drawn signature.
const DRAWN: f32 = 46.0;
/// Between two places.
const BETWEEN: f32 = 10.0;

/// Where somebody signs.
pub struct Place<'a> {
    /// The field.
    pub field: &'a str,
    /// Title, in lines.
    pub title: Vec<String>,
    /// Full name; empty where nobody is known yet.
    pub name: &'a str,
    /// They refused.
    pub refusal: Option<&'a Refusal>,
}

/// One place, laid out in a column.
struct Laid {
    title: Vec<Line>,
    note: Vec<Line>,
    name: Vec<Line>,
    drawn: Option<(Vec<Line>, Option<crate::layout::shelf::Picture>)>,
}

/// Places side by side, from `left` over `width`; the part that refusals are recorded in is named where somebody refused.
///
/// # Errors
/// [`Flaw::Pdf`].
pub fn piece(press: &mut Press<'_>, places: &[Place<'_>], (left, width): (f32, f32), refusals: &str) -> Result<Piece, Flaw> {
    let column = (width - BETWEEN * times(places.len().saturating_sub(1))) / times(places.len().max(1));
    let mut laid = Vec::new();
    for place in places {
        laid.push(lay(press, place, column, refusals)?);
    }
    let heights = |lines: fn(&Laid) -> &[Line]| laid.iter().map(|one| height(lines(one))).fold(0.0, f32::max);
    let title = heights(|one| &one.title);
    let note = heights(|one| &one.note);
    let drawn = laid.iter().filter_map(|one| one.drawn.as_ref()).map(|(lines, _)| DRAWN + height(lines)).fold(0.0, f32::max);
    let name = heights(|one| &one.name);
    let mut piece = Piece { height: title + note + drawn + ROOM + name, gap: 14.0, ..Piece::default() };
    for (at, (place, one)) in places.iter().zip(laid).enumerate() {
        let x = left + times(at) * (column + BETWEEN);
        put(&mut piece.marks, &one.title, x, 0.0);
        put(&mut piece.marks, &one.note, x, title);
        let begins = title + note;
        if let Some((label, picture)) = &one.drawn {
            if let Some(picture) = picture {
                let scale = (column / picture.width).min(DRAWN / picture.height);
                let (wide, high) = (picture.width * scale, picture.height * scale);
                let rect = Rect { x: x + (column - wide) / 2.0, y: begins + (DRAWN - high) / 2.0, width: wide, height: high };
                piece.marks.push(Mark::Plate { plate: picture.plate, rect, orientation: 1 });
            }
            put(&mut piece.marks, label, x, begins + DRAWN);
        }
        if place.refusal.is_none() {
            let rect = Rect { x, y: begins + drawn + 4.0, width: column, height: ROOM - 8.0 };
            piece.rooms.push(Room { field: place.field.to_owned(), rect });
        }
        put(&mut piece.marks, &one.name, x, begins + drawn + ROOM);
    }
    Ok(piece)
}

fn lay(press: &mut Press<'_>, place: &Place<'_>, width: f32, refusals: &str) -> Result<Laid, Flaw> {
    let fonts = press.fonts;
    let lines = |text: &str, face: Face, size: f32, ink: Ink| {
        let mut paragraph = prose::paragraph(text, face, size, Align::Centre);
        paragraph.spans.iter_mut().for_each(|span| span.style = span.style.in_ink(ink));
        set::set(fonts, &paragraph, width)
    };
    let note = match place.refusal {
        Some(_) => lines(&press.fill(decree::REFUSED, &[refusals]), Face::Italic, 11.0, Ink::BLACK),
        None if place.field == "seal" => lines(press.say(decree::SEAL), Face::Italic, 11.0, Ink::BLACK),
        None => lines(press.say(decree::SIGN_HERE), Face::Italic, 11.0, Ink::BLACK),
    };
    let mut drawn = None;
    if place.refusal.is_none()
        && let Some(bytes) = press.photos.drawn_signature(place.field)
    {
        let picture = drawing::place(&mut press.plates, &bytes)?;
        let label = press.say(if picture.is_some() { decree::DRAWN } else { decree::DRAWN_UNREADABLE });
        drawn = Some((lines(label, Face::Italic, 7.5, Ink::GREY), picture));
    }
    Ok(Laid {
        title: lines(&place.title.join("\n"), Face::Bold, prose::BODY - 0.5, Ink::BLACK),
        note,
        name: lines(place.name, Face::Bold, prose::BODY, Ink::BLACK),
        drawn,
    })
}

fn height(lines: &[Line]) -> f32 {
    lines.iter().map(|line| line.height).sum()
}

fn put(marks: &mut Vec<Mark>, lines: &[Line], x: f32, mut y: f32) {
    for line in lines {
        marks.extend(line.marks.iter().cloned().map(|mark| mark.moved(x, y)));
        y += line.height;
    }
}
