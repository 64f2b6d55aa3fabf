//! The typeface of the documents: Liberation Serif, drawn on the widths of the Times that Decree 30/2020/NĐ-CP asks for, with
//! every Vietnamese letter in all four faces.

use std::sync::LazyLock;

use ttf_parser::Face as Outlines;
use unicode_normalization::UnicodeNormalization;

use crate::content::Flaw;

/// A face of the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Upright.
    Regular,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Bold italic.
    BoldItalic,
}

impl Face {
    /// Every face.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::Italic, Self::BoldItalic];

    const fn at(self) -> usize {
        match self {
            Self::Regular => 0,
            Self::Bold => 1,
            Self::Italic => 2,
            Self::BoldItalic => 3,
        }
    }

    /// The name the face has in a PDF file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Regular => "LiberationSerif",
            Self::Bold => "LiberationSerif-Bold",
            Self::Italic => "LiberationSerif-Italic",
            Self::BoldItalic => "LiberationSerif-BoldItalic",
        }
    }
}

/// The name of the family among the fonts of the crate that carries it.
const FAMILY: &str = "Liberation Serif";
/// A space at which no line breaks; it is drawn as any other.
pub const TIED: char = '\u{a0}';
/// Stands for a character that the family does not have.
const MISSING: char = '\u{25a1}';
/// Characters measured once and for all: everything below.
const MEASURED: u32 = 0x2100;

/// The four faces, ready to be measured.
pub struct Fonts {
    faces: [Measured; 4],
}

struct Measured {
    bytes: &'static [u8],
    outlines: Outlines<'static>,
    /// Advance widths in units of the em; 0 where there is no glyph.
    widths: Vec<u16>,
    em: f32,
}

static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(|| {
    let family: Vec<&'static [u8]> =
        oxml_layout::bundled_fonts::bundled_font_data().into_iter().filter(|(name, _)| *name == FAMILY).map(|(_, bytes)| bytes).collect();
    let face = |bold: bool, italic: bool| family.iter().find_map(|bytes| Measured::of(bytes, bold, italic));
    Some(Fonts { faces: [face(false, false)?, face(true, false)?, face(false, true)?, face(true, true)?] })
});

impl Measured {
    fn of(bytes: &'static [u8], bold: bool, italic: bool) -> Option<Self> {
        let outlines = Outlines::parse(bytes, 0).ok()?;
        if outlines.is_bold() != bold || outlines.is_italic() != italic {
            return None;
        }
        let em = f32::from(outlines.units_per_em());
        let widths = (0..MEASURED).map(|code| char::from_u32(code).and_then(|c| advance(&outlines, c)).unwrap_or(0)).collect();
        Some(Self { bytes, outlines, widths, em })
    }

    fn advance(&self, c: char) -> u16 {
        match usize::try_from(u32::from(c)).ok().and_then(|code| self.widths.get(code)) {
            Some(width) => *width,
            None => advance(&self.outlines, c).unwrap_or(0),
        }
    }
}

fn advance(outlines: &Outlines<'_>, c: char) -> Option<u16> {
    outlines.glyph_hor_advance(outlines.glyph_index(c)?)
}

impl Fonts {
    /// The faces, read once.
    ///
    /// # Errors
    /// [`Flaw::Font`] when the crate that carries them no longer does.
    pub fn load() -> Result<&'static Self, Flaw> {
        FONTS.as_ref().ok_or(Flaw::Font)
    }

    /// The file of a face.
    #[must_use]
    pub fn bytes(&self, face: Face) -> &'static [u8] {
        self.faces[face.at()].bytes
    }

    /// The outlines of a face.
    #[must_use]
    pub fn outlines(&self, face: Face) -> &Outlines<'static> {
        &self.faces[face.at()].outlines
    }

    /// The glyph of a character.
    #[must_use]
    pub fn glyph(&self, face: Face, c: char) -> Option<u16> {
        self.faces[face.at()].outlines.glyph_index(c).map(|glyph| glyph.0)
    }

    /// The width of a text, in points.
    #[must_use]
    pub fn width(&self, face: Face, size: f32, text: &str) -> f32 {
        let measured = &self.faces[face.at()];
        let units: u32 = text.chars().map(|c| u32::from(measured.advance(c))).sum();
        // A line is far shorter than 2^24 units.
        #[expect(clippy::cast_precision_loss, reason = "exact below 2^24")]
        let units = units as f32;
        units / measured.em * size
    }

    /// Text as it can be drawn: composed (NFC), so that marks stand where they belong and text can be searched; characters
    /// that the family has no glyph for become a box, those that are invisible by nature go.
    #[must_use]
    pub fn drawable(&self, text: &str) -> String {
        text.nfc()
            .filter_map(|c| match c {
                '\n' | ' ' => Some(c),
                '\t' => Some(' '),
                '\u{a0}' | '\u{2007}' | '\u{202f}' => Some(TIED),
                '\u{2011}' => Some('-'),
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => None,
                _ if c.is_control() => None,
                _ if Face::ALL.iter().all(|face| self.glyph(*face, c).is_some()) => Some(c),
                _ => Some(MISSING),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter of the Vietnamese alphabet with every tone, both cases.
    fn letters() -> String {
        let tones = ["", "\u{300}", "\u{301}", "\u{309}", "\u{303}", "\u{323}"];
        let vowels = "aăâeêioôơuưy".chars().flat_map(|vowel| tones.map(|tone| format!("{vowel}{tone}")));
        let lower: String = vowels.chain(["bcdđghklmnpqrstvx".to_owned()]).collect::<String>().nfc().collect();
        format!("{lower}{}", lower.to_uppercase())
    }

    #[test]
    fn every_vietnamese_letter_is_in_every_face() {
        let fonts = Fonts::load().unwrap();
        let letters = letters();
        assert_eq!(letters.chars().count(), 2 * (12 * 6 + 17));
        for face in Face::ALL {
            let missing: String = letters.chars().filter(|c| fonts.glyph(face, *c).is_none()).collect();
            assert!(missing.is_empty(), "{face:?} has no {missing}");
        }
        assert_eq!(fonts.drawable(&letters), letters);
    }

    #[test]
    fn widths_are_those_of_times() {
        let fonts = Fonts::load().unwrap();
        // Times: n is 0.5 em, m 0.778 em, in both regular faces' published widths.
        assert!((fonts.width(Face::Regular, 1000.0, "n") - 500.0).abs() < 0.5);
        assert!((fonts.width(Face::Regular, 1000.0, "m") - 778.0).abs() < 0.5);
        assert!((fonts.width(Face::Bold, 1000.0, "n") - 556.0).abs() < 0.5);
    }

    #[test]
    fn decomposed_text_is_composed_and_what_cannot_be_drawn_is_seen_to_be_missing() {
        let fonts = Fonts::load().unwrap();
        assert_eq!(fonts.drawable("Cao Lo\u{323}\u{302}c\u{200b}\u{202f}✓"), "Cao Lộc\u{a0}□");
    }

    #[test]
    fn the_file_of_each_face_is_the_one_that_was_looked_at() {
        use aws_lc_rs::digest::{SHA256, digest};
        let fonts = Fonts::load().unwrap();
        let sums = Face::ALL.map(|face| data_encoding::HEXLOWER.encode(digest(&SHA256, fonts.bytes(face)).as_ref())[..16].to_owned());
        assert_eq!(sums, ["26cd653d3312cee6", "7a68170c1129e294", "ac0d2e385900315f", "78c2810297cd3d9a"]);
    }
}
