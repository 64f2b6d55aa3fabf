//! The QR code (ISO/IEC 18004) on every page: drawn once as areas, so that it is sharp at every size.

use std::fmt::Write as _;

use lopdf::{Dictionary, Object, Stream};
use qrcode::types::Color;
use qrcode::{EcLevel, QrCode};

use super::plates::Plates;
use crate::content::Flaw;
use crate::layout::PlateId;

/// Light modules around the code, which readers need.
const QUIET: usize = 4;

/// Places the code of an address; it fills a square.
///
/// # Errors
/// [`Flaw::Address`] when the address is too long.
pub fn place(plates: &mut Plates, address: &str) -> Result<PlateId, Flaw> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).map_err(|_| Flaw::Address)?;
    let side = code.width() + 2 * QUIET;
    let modules = code.to_colors();
    let mut drawing = String::from("0 g\n");
    for (row, line) in modules.chunks(code.width()).enumerate() {
        let mut at = 0;
        while at < line.len() {
            let run = line[at..].iter().take_while(|module| **module == Color::Dark).count();
            if run > 0 {
                // Writing to a String cannot fail.
                let _ = writeln!(drawing, "{} {} {run} 1 re", at + QUIET, side - QUIET - row - 1);
            }
            at += run.max(1);
        }
    }
    drawing.push_str("f\n");
    let side = i64::try_from(side).map_err(|_| Flaw::Address)?;
    let mut dictionary = Dictionary::new();
    dictionary.set("Subtype", Object::Name(b"Form".to_vec()));
    dictionary.set("BBox", Object::Array(vec![0.into(), 0.into(), side.into(), side.into()]));
    // The form fills the unit square, as pictures do.
    #[expect(clippy::cast_precision_loss, reason = "a code has fewer than 200 modules on a side")]
    let scale = 1.0 / side as f32;
    dictionary.set("Matrix", Object::Array(vec![scale.into(), 0.into(), 0.into(), scale.into(), 0.into(), 0.into()]));
    let mut stream = Stream::new(dictionary, drawing.into_bytes());
    stream.compress().map_err(|error| Flaw::Pdf(error.to_string()))?;
    plates.add(stream.dict, &stream.content)
}
