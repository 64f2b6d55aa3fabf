//! Marks become operators of a page; from here on y grows upwards.

use printpdf::{
    Actions, BorderArray, Color, CurTransMat, Line, LinePoint, LinkAnnotation, Mm, Op, PaintMode, PdfFontHandle, PdfPage, Point, Pt,
    Rect as Area, Rgb, TextItem, XObjectId, XObjectTransform,
};

use super::{plates, typeface};
use crate::layout::{Ink, Mark, Rect, SHEET_HEIGHT, Sheet};

/// The page of a sheet.
#[must_use]
pub fn page(sheet: &Sheet) -> PdfPage {
    let mut ops = Vec::new();
    for mark in &sheet.marks {
        match mark {
            Mark::Text { .. } => text(&mut ops, mark),
            Mark::Rule { from, to, width, ink } => {
                let point = |(x, y): (f32, f32)| LinePoint { p: point(x, y), bezier: false };
                ops.extend([
                    Op::SetOutlineColor { col: colour(*ink) },
                    Op::SetOutlineThickness { pt: Pt(*width) },
                    Op::DrawLine { line: Line { points: vec![point(*from), point(*to)], is_closed: false } },
                ]);
            }
            Mark::Fill { rect, ink } => {
                let rectangle = Area { mode: Some(PaintMode::Fill), ..area(*rect) };
                ops.extend([Op::SetFillColor { col: colour(*ink) }, Op::DrawRectangle { rectangle }]);
            }
            Mark::Plate { plate, rect, orientation } => {
                let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
                ops.extend([
                    Op::SaveGraphicsState,
                    Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix(*rect, *orientation)) },
                    Op::UseXobject { id: XObjectId(plates::name(*plate)), transform },
                    Op::RestoreGraphicsState,
                ]);
            }
            Mark::Link { rect, url } => {
                let border = BorderArray::Solid([0.0, 0.0, 0.0]);
                ops.push(Op::LinkAnnotation {
                    link: LinkAnnotation::new(area(*rect), Actions::uri(url.clone()), Some(border), None, None),
                });
            }
        }
    }
    PdfPage::new(Mm(210.0), Mm(297.0), ops)
}

fn text(ops: &mut Vec<Op>, mark: &Mark) {
    let Mark::Text { x, y, face, size, ink, text, stretch } = mark else { return };
    // Wider spaces cannot be had from word spacing, which knows one-byte codes only.
    let wider = -stretch * 1_000.0 / size;
    let mut items = Vec::new();
    if *stretch > 0.0 {
        for piece in text.split_inclusive(' ') {
            items.push(TextItem::Text(piece.to_owned()));
            if piece.ends_with(' ') {
                items.push(TextItem::Offset(round(wider)));
            }
        }
    } else {
        items.push(TextItem::Text(text.clone()));
    }
    ops.extend([
        Op::StartTextSection,
        Op::SetFillColor { col: colour(*ink) },
        Op::SetFont { font: PdfFontHandle::External(typeface::id(*face)), size: Pt(*size) },
        Op::SetTextCursor { pos: point(*x, *y) },
        Op::ShowText { items },
        Op::EndTextSection,
    ]);
}

/// Hundredths of a point are finer than any printer, and keep the file small.
fn round(length: f32) -> f32 {
    (length * 100.0).round() / 100.0
}

fn point(x: f32, y: f32) -> Point {
    Point { x: Pt(round(x)), y: Pt(round(SHEET_HEIGHT - y)) }
}

fn area(rect: Rect) -> Area {
    Area {
        x: Pt(round(rect.x)),
        y: Pt(round(SHEET_HEIGHT - rect.y - rect.height)),
        width: Pt(round(rect.width)),
        height: Pt(round(rect.height)),
        mode: None,
        winding_order: None,
    }
}

fn colour(Ink(r, g, b): Ink) -> Color {
    Color::Rgb(Rgb { r, g, b, icc_profile: None })
}

/// From the unit square of a picture to its place, turned and mirrored as Exif says.
fn matrix(rect: Rect, orientation: u8) -> [f32; 6] {
    let (w, h) = (rect.width, rect.height);
    let (x, y) = (rect.x, SHEET_HEIGHT - rect.y - h);
    match orientation {
        2 => [-w, 0.0, 0.0, h, x + w, y],
        3 => [-w, 0.0, 0.0, -h, x + w, y + h],
        4 => [w, 0.0, 0.0, -h, x, y + h],
        5 => [0.0, -h, -w, 0.0, x + w, y + h],
        6 => [0.0, -h, w, 0.0, x, y + h],
        7 => [0.0, h, w, 0.0, x, y],
        8 => [0.0, h, -w, 0.0, x + w, y],
        _ => [w, 0.0, 0.0, h, x, y],
    }
    .map(round)
}
