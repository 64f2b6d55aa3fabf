//! What a reader sees of a signature: who signed as what and when, and perhaps the picture of a drawn signature, labelled so.

use std::fmt::Write as _;

use jiff::Zoned;
use lopdf::{Object, ObjectId, dictionary};
use ttf_parser::Face;

use super::glyphs::{self, Letters, packed};
use super::pdf::Update;
use super::picture::picture;
use super::refusal::Refusal;
use super::subject::Subject;
use crate::content::Lang;
use crate::wording::decree;

/// Sizes of letters to try, in points.
const SIZES: [f32; 10] = [9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5];
/// From one line to the next, in sizes.
const LEADING: f32 = 1.2;
/// Between the frame and what is in it, in points.
const MARGIN: f32 = 3.0;
/// The part of the height that a picture takes, with its label.
const PICTURED: f32 = 0.45;
/// The size of the label under a picture, in points; smaller where the field is narrow.
const LABEL: f32 = 5.0;

/// Who, when, and how it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Appearance<'a> {
    pub subject: &'a Subject,
    pub at: &'a Zoned,
    pub lang: Lang,
    /// A PNG of a signature drawn by hand.
    pub picture: Option<&'a [u8]>,
}

/// One line: whether it is bold, and its text.
type Line = (bool, String);

/// Draws the appearance for a field of this size and puts it into the update.
pub(super) fn draw(appearance: &Appearance, (width, height): (f32, f32), update: &mut Update) -> Result<ObjectId, Refusal> {
    let (regular, bold) = (glyphs::face(false)?, glyphs::face(true)?);
    let pictured = if appearance.picture.is_some() { height * PICTURED } else { 0.0 };
    let room = (width - 2.0 * MARGIN, height - pictured - 2.0 * MARGIN);
    let (size, lines) = fit(&statements(appearance), [regular, bold], room).ok_or(Refusal::TextUnfit)?;
    let label = decree::DRAWN.get(appearance.lang);
    let texts = |of: bool| lines.iter().filter(move |(bold, _)| *bold == of).map(|(_, text)| text.as_str());
    let plain: Vec<&str> = texts(false).chain(appearance.picture.map(|_| label)).collect();
    let letters = [Letters::of(regular, &plain, update)?, Letters::of(bold, &texts(true).collect::<Vec<_>>(), update)?];

    let mut drawing = format!("q 0.1 0.25 0.6 RG 0.6 w 0.5 0.5 {} {} re S Q\n", width - 1.0, height - 1.0);
    let mut images = lopdf::Dictionary::new();
    if let Some(png) = appearance.picture {
        let image = picture(png, update)?;
        images.set("P", image.id);
        let space = (width - 2.0 * MARGIN, pictured - MARGIN - LABEL * LEADING);
        let drawn = (space.0.min(space.1 / image.ratio), (space.0 * image.ratio).min(space.1));
        let place = ((width - drawn.0) / 2.0, height - MARGIN - drawn.1);
        let _ = writeln!(drawing, "q {} 0 0 {} {} {} cm /P Do Q", drawn.0, drawn.1, place.0, place.1);
        let small = LABEL * (room.0 / glyphs::width(regular, label, LABEL)).min(1.0);
        let from = (width - glyphs::width(regular, label, small)) / 2.0;
        write(&mut drawing, (0, small), (from, height - pictured + LABEL * 0.2), &letters[0].encode(label));
    }
    for (number, (bold, text)) in (0_u16..).zip(&lines) {
        let baseline = height - pictured - MARGIN - size - f32::from(number) * size * LEADING;
        let letters = &letters[usize::from(*bold)];
        write(&mut drawing, (u8::from(*bold), size), (MARGIN, baseline), &letters.encode(text));
    }
    let fonts = dictionary! { "F0" => letters[0].font, "F1" => letters[1].font };
    let mut form = packed(&drawing);
    form.dict.extend(&dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => [0.0, 0.0, width, height].map(Object::Real).to_vec(),
        "Resources" => dictionary! { "Font" => fonts, "XObject" => images },
    });
    Ok(update.add(form))
}

fn write(drawing: &mut String, (font, size): (u8, f32), (x, y): (f32, f32), codes: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(drawing, "BT 0.1 0.2 0.5 rg /F{font} {size} Tf {x} {y} Td {codes} Tj ET");
}

/// What is said, in order, each with whether it may be left out when there is no room.
fn statements(appearance: &Appearance) -> Vec<(Line, bool)> {
    let subject = appearance.subject;
    let (by, when) = match appearance.lang {
        Lang::Vi => ("Ký số bởi:", "Thời gian ký:"),
        Lang::En => ("Digitally signed by:", "Time:"),
    };
    let seconds = appearance.at.offset().seconds();
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    let time = appearance.at.strftime("%d/%m/%Y %H:%M:%S");
    let mut said = vec![((false, by.to_owned()), false), ((true, subject.name.clone()), false)];
    said.extend(subject.title.iter().map(|title| ((false, title.clone()), true)));
    said.extend(subject.organisation.iter().filter(|name| **name != subject.name).map(|name| ((false, name.clone()), true)));
    said.push(((false, format!("{when} {time} {sign}{:02}:{:02}", minutes / 60, minutes % 60)), false));
    said
}

/// The largest letters with which everything fits; if none do, once more without what may be left out.
fn fit(said: &[(Line, bool)], faces: [&Face; 2], room: (f32, f32)) -> Option<(f32, Vec<Line>)> {
    let needed: Vec<(Line, bool)> = said.iter().filter(|(_, optional)| !optional).cloned().collect();
    [said, &needed].into_iter().find_map(|said| {
        SIZES.into_iter().find_map(|size| {
            let mut lines = Vec::new();
            for ((bold, text), _) in said {
                lines.extend(wrap(text, faces[usize::from(*bold)], size, room.0)?.into_iter().map(|line| (*bold, line)));
            }
            let count = f32::from(u16::try_from(lines.len()).ok()?);
            (count * size * LEADING <= room.1).then_some((size, lines))
        })
    })
}

/// Words into lines; none when a single word is too wide.
fn wrap(text: &str, face: &Face, size: f32, width: f32) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let joined = lines.last().map(|line| format!("{line} {word}")).filter(|line| glyphs::width(face, line, size) <= width);
        match (joined, lines.last_mut()) {
            (Some(joined), Some(line)) => *line = joined,
            _ if glyphs::width(face, word, size) <= width => lines.push(word.to_owned()),
            _ => return None,
        }
    }
    Some(lines)
}
