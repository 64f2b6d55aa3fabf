//! Faces in the file: only the glyphs that are used, under a name that says so (ISO 32000-1, 9.6.4).

use std::collections::{BTreeMap, BTreeSet};

use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use aws_lc_rs::digest::{SHA256, digest};
use printpdf::{FontId, ParsedFont, PdfFont};

use crate::content::Flaw;
use crate::fonts::{Face, Fonts};
use crate::layout::{Mark, Sheet};

/// The faces that sheets use, cut down to their characters.
///
/// # Errors
/// [`Flaw::Pdf`] when a face cannot be cut down.
pub fn faces(fonts: &Fonts, sheets: &[Sheet]) -> Result<BTreeMap<FontId, PdfFont>, Flaw> {
    used(sheets).into_iter().map(|(face, characters)| Ok((id(face), PdfFont::new(cut(fonts, face, &characters)?)))).collect()
}

/// The name a face has on the pages.
#[must_use]
pub fn id(face: Face) -> FontId {
    FontId(format!("Soat{face:?}"))
}

fn used(sheets: &[Sheet]) -> BTreeMap<Face, BTreeSet<char>> {
    let mut used: BTreeMap<Face, BTreeSet<char>> = BTreeMap::new();
    for mark in sheets.iter().flat_map(|sheet| &sheet.marks) {
        if let Mark::Text { face, text, .. } = mark {
            used.entry(*face).or_default().extend(text.chars());
        }
    }
    used
}

fn cut(fonts: &Fonts, face: Face, characters: &BTreeSet<char>) -> Result<ParsedFont, Flaw> {
    let flaw = |error: &dyn std::fmt::Display| Flaw::Pdf(format!("{}: {error}", face.name()));
    // Glyph 0 stands for what is missing and must come first.
    let glyphs: BTreeSet<u16> = characters.iter().filter_map(|c| fonts.glyph(face, *c)).chain([0]).collect();
    let glyphs: Vec<u16> = glyphs.into_iter().collect();
    let data = ReadScope::new(fonts.bytes(face)).read::<FontData<'_>>().map_err(|error| flaw(&error))?;
    let tables = data.table_provider(0).map_err(|error| flaw(&error))?;
    let bytes = subset(&tables, &glyphs, &SubsetProfile::Pdf, CmapTarget::Unicode).map_err(|error| flaw(&error))?;
    let mut parsed = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).ok_or(Flaw::Font)?;
    parsed.font_name = Some(format!("{}+{}", tag(&bytes), face.name()));
    Ok(parsed)
}

/// Six capital letters, made from what is in the subset.
fn tag(bytes: &[u8]) -> String {
    digest(&SHA256, bytes).as_ref().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
