//! Which office file an archive is: by the list of its parts (ECMA-376, ISO 26300, MS-CFB).

use super::media_type::{Kind, contains};

/// Which office file a zip is, from the names in its central directory. `None` when the directory cannot be read.
pub(super) fn zip(bytes: &[u8]) -> Option<Kind> {
    let end = bytes.get(end_of_zip(bytes)?..)?;
    let start = usize::try_from(u32::from_le_bytes(*end.get(16..)?.first_chunk()?)).ok()?;
    let names: Vec<&[u8]> = zip_names(bytes.get(start..)?).take(10_000).collect();
    let has = |name: &[u8]| names.contains(&name);
    if names.iter().any(|name| name.ends_with(b"vbaProject.bin")) {
        return Some(Kind::MacroDocument);
    }
    if has(b"[Content_Types].xml") {
        let parts = [(&b"word/document.xml"[..], Kind::Docx), (b"xl/workbook.xml", Kind::Xlsx), (b"ppt/presentation.xml", Kind::Pptx)];
        return parts.iter().find(|(part, _)| has(part)).map(|(_, kind)| *kind);
    }
    // ISO 26300-3, 3.3: the first entry is stored uncompressed and named "mimetype".
    let declared = bytes.get(30..)?.strip_prefix(b"mimetypeapplication/vnd.oasis.opendocument.")?;
    let kinds = [(&b"text"[..], Kind::Odt), (b"spreadsheet", Kind::Ods)];
    kinds.iter().find(|(kind, _)| declared.starts_with(kind)).map(|(_, kind)| *kind)
}

fn zip_names(mut rest: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let header = rest.first_chunk::<46>()?;
        let length = |at: usize| usize::from(u16::from_le_bytes([header[at], header[at + 1]]));
        let name = header.starts_with(b"PK\x01\x02").then(|| rest.get(46..46 + length(28)))??;
        rest = rest.get(46 + length(28) + length(30) + length(32)..)?;
        Some(name)
    })
}

/// Where the end record of a zip starts, if the file ends with one: its comment must reach exactly to the last byte.
pub(super) fn end_of_zip(bytes: &[u8]) -> Option<usize> {
    let earliest = bytes.len().saturating_sub(22 + usize::from(u16::MAX));
    let tail = &bytes[earliest..];
    let is_end = |(at, record): &(usize, &[u8])| {
        let comment = usize::from(u16::from_le_bytes([record[20], record[21]]));
        record.starts_with(b"PK\x05\x06") && at + 22 + comment == tail.len()
    };
    let found = tail.windows(22).enumerate().rev().find(is_end);
    found.map(|(at, _)| earliest + at)
}

/// Which office file a compound file is, from the names of its streams (MS-CFB, 2.6.1), which are UTF-16.
pub(super) fn compound_file(bytes: &[u8]) -> Kind {
    let streams =
        [("_VBA_PROJECT", Kind::MacroDocument), ("WordDocument", Kind::Doc), ("PowerPoint Document", Kind::Ppt), ("Workbook", Kind::Xls)];
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        contains(bytes, &name)
    };
    let found = streams.iter().find(|(name, _)| has(name));
    found.map_or(Kind::CompoundFile, |(_, kind)| *kind)
}
