//! What stands on every page: its number as the decree asks (top, in the middle, from the second page on), and in the bottom
//! margin the QR code, the short code and the address where the document is verified.

use crate::content::Flaw;
use crate::fonts::Face;
use crate::layout::{BOTTOM, Ink, LEFT, Mark, Rect, SHEET_HEIGHT, SHEET_WIDTH, Sheet, WIDTH};
use crate::paper::qr;
use crate::press::Press;
use crate::wording::decree;

/// Side of the QR code with its quiet zone: 16 mm.
const CODE: f32 = 45.4;
/// Size of the text beside it.
const SIZE: f32 = 8.5;

/// Adds numbers and verification to every sheet.
///
/// # Errors
/// [`Flaw::Address`].
pub fn add(press: &mut Press<'_>, sheets: &mut [Sheet]) -> Result<(), Flaw> {
    let (code, address) = (press.particulars.code, press.particulars.verify_url);
    let plate = qr::place(&mut press.plates, address)?;
    let fonts = press.fonts;
    let text = |x: f32, y: f32, face: Face, size: f32, ink: Ink, text: &str| Mark::Text {
        x,
        y,
        face,
        size,
        ink,
        text: fonts.drawable(text).replace('\n', " "),
        stretch: 0.0,
    };
    let total = sheets.len();
    let top = SHEET_HEIGHT - BOTTOM + 10.0;
    for (at, sheet) in sheets.iter_mut().enumerate() {
        let number = (at + 1).to_string();
        if at > 0 {
            let width = fonts.width(Face::Regular, 13.0, &number);
            sheet.marks.push(text((SHEET_WIDTH - width) / 2.0, 38.0, Face::Regular, 13.0, Ink::BLACK, &number));
        }
        let rule = top - 4.0;
        sheet.marks.push(Mark::Rule { from: (LEFT, rule), to: (LEFT + WIDTH, rule), width: 0.4, ink: Ink::RULE });
        let rect = Rect { x: LEFT - 4.0, y: top - 2.0, width: CODE, height: CODE };
        sheet.marks.push(Mark::Plate { plate, rect, orientation: 1 });
        let x = LEFT + CODE;
        let label = format!("{} {code}", press.say(decree::CODE));
        sheet.marks.push(text(x, top + 10.0, Face::Bold, SIZE, Ink::BLACK, &label));
        sheet.marks.push(text(x, top + 21.0, Face::Regular, SIZE, Ink::GREY, press.say(decree::VERIFY)));
        sheet.marks.push(text(x, top + 31.5, Face::Regular, SIZE, Ink::GREY, address));
        let area = Rect { x, y: top + 23.5, width: fonts.width(Face::Regular, SIZE, address), height: 10.5 };
        sheet.marks.push(Mark::Link { rect: area, url: address.to_owned() });
        let pages = press.fill(decree::PAGE, &[&number, &total.to_string()]);
        let width = fonts.width(Face::Regular, SIZE + 1.0, &pages);
        sheet.marks.push(text(LEFT + WIDTH - width, top + 10.0, Face::Regular, SIZE + 1.0, Ink::BLACK, &pages));
    }
    Ok(())
}
