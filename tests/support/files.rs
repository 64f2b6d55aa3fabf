//! Small true files of the kinds that are no pictures.

use std::fmt::Write;

/// A document of one empty page, with a table of its objects that says where they are.
#[must_use]
pub fn pdf() -> Vec<u8> {
    pdf_with(
        &["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"],
        "",
    )
}

/// A document of these objects, the first of which is its root; `trailer` is added to the dictionary at its end.
#[must_use]
pub fn pdf_with(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut text = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(text.len());
        _ = writeln!(text, "{} 0 obj\n{object}\nendobj", at + 1);
    }
    let table = text.len();
    _ = writeln!(text, "xref\n0 {}\n0000000000 65535 f ", objects.len() + 1);
    for place in places {
        _ = writeln!(text, "{place:010} 00000 n ");
    }
    _ = write!(text, "trailer\n<</Size {}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    text.into_bytes()
}
