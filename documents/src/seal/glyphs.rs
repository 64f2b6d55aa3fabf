//! Letters for visible signatures, drawn from the outlines of the built-in serif (a Type 3 font, ISO 32000-2, 9.6.4): a signature
//! brings its own few letters along and rests on no font of the document. The text can still be copied.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lopdf::{Object, ObjectId, Stream, dictionary};
use ttf_parser::{Face, OutlineBuilder, Rect};

use super::pdf::Update;
use super::refusal::Refusal;
use crate::fonts::{self, Fonts};

/// A face of the documents' own serif.
pub(super) fn face(bold: bool) -> Result<&'static Face<'static>, Refusal> {
    let fonts = Fonts::load().map_err(|_| Refusal::TextUnfit)?;
    Ok(fonts.outlines(if bold { fonts::Face::Bold } else { fonts::Face::Regular }))
}

/// The width of a text in points.
pub(super) fn width(face: &Face, text: &str, size: f32) -> f32 {
    let units: u32 = text.chars().map(|letter| u32::from(advance(face, letter))).sum();
    #[expect(clippy::cast_precision_loss, reason = "widths are small numbers")]
    let units = units as f32;
    units * size / f32::from(face.units_per_em())
}

fn advance(face: &Face, letter: char) -> u16 {
    face.glyph_index(letter).and_then(|glyph| face.glyph_hor_advance(glyph)).unwrap_or(0)
}

/// The letters of some text as a font, with the code of each letter.
pub(super) struct Letters {
    codes: BTreeMap<char, u8>,
    pub font: ObjectId,
}

impl Letters {
    /// Puts the letters into the update.
    pub fn of(face: &Face, texts: &[&str], update: &mut Update) -> Result<Self, Refusal> {
        let mut codes = BTreeMap::new();
        for letter in texts.iter().flat_map(|text| text.chars()) {
            let next = u8::try_from(codes.len() + 1).map_err(|_| Refusal::TextUnfit)?;
            codes.entry(letter).or_insert(next);
        }
        let mut procedures = lopdf::Dictionary::new();
        let (mut differences, mut widths) = (vec![Object::Integer(1)], Vec::new());
        let mut by_code: Vec<(u8, char)> = codes.iter().map(|(letter, code)| (*code, *letter)).collect();
        by_code.sort_unstable();
        for (code, letter) in &by_code {
            let name = format!("g{code}");
            procedures.set(name.as_str(), update.add(outline(face, *letter)));
            differences.push(Object::Name(name.into_bytes()));
            widths.push(Object::Integer(advance(face, *letter).into()));
        }
        let scale = 1.0 / f32::from(face.units_per_em());
        let bounds = face.global_bounding_box();
        let unicode = update.add(packed(&to_unicode(&by_code)));
        let font = update.add(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type3",
            "FontBBox" => [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|side| Object::Integer(side.into())).to_vec(),
            "FontMatrix" => [scale, 0.0, 0.0, scale, 0.0, 0.0].map(Object::Real).to_vec(),
            "CharProcs" => procedures,
            "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => differences },
            "FirstChar" => 1,
            "LastChar" => i64::try_from(by_code.len()).unwrap_or(0),
            "Widths" => widths,
            "Resources" => lopdf::Dictionary::new(),
            "ToUnicode" => unicode,
        });
        Ok(Self { codes, font })
    }

    /// A text in the codes of this font, as a hexadecimal string.
    pub fn encode(&self, text: &str) -> String {
        let codes: Vec<u8> = text.chars().filter_map(|letter| self.codes.get(&letter).copied()).collect();
        format!("<{}>", data_encoding::HEXUPPER.encode(&codes))
    }
}

/// A stream of text, packed when that makes it smaller.
pub(super) fn packed(text: &str) -> Stream {
    let mut stream = Stream::new(lopdf::Dictionary::new(), text.as_bytes().to_vec());
    // Only the packing can fail, and the stream is whole without it.
    let _ = stream.compress();
    stream
}

/// The drawing of one letter.
fn outline(face: &Face, letter: char) -> Stream {
    let mut pen = Pen { drawing: String::new(), at: (0.0, 0.0) };
    let bounds = face.glyph_index(letter).and_then(|glyph| face.outline_glyph(glyph, &mut pen));
    let Rect { x_min, y_min, x_max, y_max } = bounds.unwrap_or(Rect { x_min: 0, y_min: 0, x_max: 0, y_max: 0 });
    let fill = if pen.drawing.is_empty() { "" } else { "f\n" };
    packed(&format!("{} 0 {x_min} {y_min} {x_max} {y_max} d1\n{}{fill}", advance(face, letter), pen.drawing))
}

/// Which text each code stands for (ISO 32000-2, 9.10.3).
fn to_unicode(by_code: &[(u8, char)]) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Soat def\n/CMapType 2 def\n\
         1 begincodespacerange\n<00> <FF>\nendcodespacerange\n",
    );
    for part in by_code.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", part.len());
        for (code, letter) in part {
            let units = data_encoding::HEXUPPER
                .encode(&letter.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()).collect::<Vec<_>>());
            let _ = writeln!(map, "<{code:02X}> <{units}>");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}

/// Takes the outline of a letter down in the operators of a page. Writing to a string does not fail.
struct Pen {
    drawing: String,
    at: (f32, f32),
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let _ = writeln!(self.drawing, "{x} {y} m");
        self.at = (x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let _ = writeln!(self.drawing, "{x} {y} l");
        self.at = (x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let third = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
        let (first, second) = ((third(self.at.0, x1), third(self.at.1, y1)), (third(x, x1), third(y, y1)));
        self.curve_to(first.0, first.1, second.0, second.1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let _ = writeln!(self.drawing, "{x1} {y1} {x2} {y2} {x} {y} c");
        self.at = (x, y);
    }

    fn close(&mut self) {
        self.drawing.push_str("h\n");
    }
}
