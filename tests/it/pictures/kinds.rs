//! What a file is, by its bytes.

use soat::evidence::media_type::{Class, Kind, agrees, sniff};
use soat::evidence::picture::{Limits, PictureFault, inspect};

use super::{jpeg, judge, spliced};

#[test]
fn kinds_are_told_by_content() {
    let cases: &[(&[u8], Option<Kind>)] = &[
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", Some(Kind::Svg)),
        (b"<?xml version='1.0'?>\n<!-- x --><svg >", Some(Kind::Svg)),
        (b"\xFF\xFE<\0s\0v\0g\0 \0>\0", Some(Kind::Svg)),
        (b"\xEF\xBB\xBF \n<!DOCTYPE html><p>", Some(Kind::Html)),
        (b"<?xml version='1.0'?><a/>", Some(Kind::Xml)),
        (b"MZ\x90\0", Some(Kind::Executable)),
        (b"#!/bin/sh\n", Some(Kind::Script)),
        (b"PK\x03\x04rest of a zip", Some(Kind::Archive)),
        (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", Some(Kind::Pdf)),
        (b"OggS\0\x02............OpusHead", Some(Kind::Ogg)),
        (b"RIFF\x24\0\0\0WAVEfmt ", Some(Kind::Wav)),
        (b"ID3\x04\0\0\0\0\0\0", Some(Kind::Mp3)),
        (b"\0\0\0\x14ftypavif\0\0\0\0mif1", Some(Kind::Avif)),
        (b"\0\0\0\x14ftypmif1\0\0\0\0heic", Some(Kind::Heic)),
        (b"\0\0\0\x14ftypM4A \0\0\0\0mp42", Some(Kind::Mp4Audio)),
        (b"\0\0\0\x10ftypmp42\0\0\0\0\0\0\0\x14moov\0\0\0\x0Chdlrsoun", Some(Kind::Mp4Audio)),
        (b"\0\0\0\x10ftypmp42\0\0\0\0\0\0\0\x14moov\0\0\0\x0Chdlrvide", Some(Kind::Video)),
        (b"\x1A\x45\xDF\xA3....webm....A_OPUS", Some(Kind::WebmAudio)),
        (b"plain text, nothing more", None),
        (b"", None),
    ];
    for (bytes, kind) in cases {
        assert_eq!(sniff(bytes), *kind, "{}", bytes.escape_ascii());
    }
    let dangerous = [Kind::Svg, Kind::Html, Kind::Xml, Kind::Executable, Kind::Script, Kind::Archive, Kind::Polyglot];
    assert!(dangerous.iter().all(|kind| kind.class() == Class::Dangerous && !kind.is_accepted()));
    let as_photo = inspect(b"<svg onload='alert(1)'/>", &Limits::default());
    assert_eq!(as_photo, Err(PictureFault::NotAPicture(Some(Kind::Svg))));
}

/// A zip with empty stored entries of the given names.
fn zip(names: &[&str]) -> Vec<u8> {
    let size = |name: &str| u16::try_from(name.len()).unwrap().to_le_bytes();
    let mut file: Vec<u8> =
        names.iter().flat_map(|name| [&b"PK\x03\x04"[..], &[0; 22], &size(name), &[0; 2], name.as_bytes()].concat()).collect();
    let start = u32::try_from(file.len()).unwrap();
    for name in names {
        file.extend([&b"PK\x01\x02"[..], &[0; 24], &size(name), &[0; 16], name.as_bytes()].concat());
    }
    file.extend([&b"PK\x05\x06"[..], &[0; 12], &start.to_le_bytes(), &[0; 2]].concat());
    file
}

#[test]
fn office_files_are_told_from_other_archives() {
    let types = "[Content_Types].xml";
    assert_eq!(sniff(&zip(&[types, "word/document.xml"])), Some(Kind::Docx));
    assert_eq!(sniff(&zip(&[types, "xl/workbook.xml"])), Some(Kind::Xlsx));
    assert_eq!(sniff(&zip(&[types, "word/document.xml", "word/vbaProject.bin"])), Some(Kind::MacroDocument));
    assert_eq!(sniff(&zip(&["mimetypeapplication/vnd.oasis.opendocument.text"])), Some(Kind::Odt));
    assert_eq!(sniff(&zip(&["AndroidManifest.xml", "classes.dex"])), Some(Kind::Archive));
    let compound = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        sniff(&[&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 600], &name, &[0; 64]].concat())
    };
    assert_eq!(compound("WordDocument"), Some(Kind::Doc));
    assert_eq!(compound("Workbook"), Some(Kind::Xls));
    assert_eq!(compound("_VBA_PROJECT"), Some(Kind::MacroDocument));
    assert_eq!(compound("Binary.Installer"), Some(Kind::CompoundFile));
}

#[test]
fn polyglots_are_refused() {
    let jpeg = jpeg(16, 16, false);
    let comment = |text: &[u8]| {
        let length = u16::try_from(text.len() + 2).unwrap().to_be_bytes();
        spliced(&jpeg, 2, &[&b"\xFF\xFE"[..], &length, text].concat())
    };
    let files = [
        comment(b"<ScRiPt>alert(1)</script>"),
        comment(b"<svg onload=alert(1)>"),
        comment(b"<?php system($_GET[0]); ?>"),
        comment(b"%PDF-1.4"),
        [&b"\xFF\xD8\xFF\xE0/*JFIF"[..], &[0; 64]].concat(),
        b"GIF89a/*\0\0*/=1;alert(1)".to_vec(),
        b"RIFF/*\0\0WEBPVP8 */=1".to_vec(),
        [&jpeg[..], &zip(&["META-INF/MANIFEST.MF"])].concat(),
        [&b"%PDF-1.7\n"[..], b"<html><script>"].concat(),
    ];
    for file in files {
        assert_eq!(sniff(&file), Some(Kind::Polyglot), "{}", file[..24].escape_ascii());
        assert_eq!(judge(&file), Err("image-type-unsupported"));
    }
    assert_eq!(sniff(&comment(b"two <script",)), Some(Kind::Polyglot));
    assert_eq!(sniff(&comment(b"a caption: 3 < 4")), Some(Kind::Jpeg));
}

#[test]
fn a_declared_type_agrees_with_what_was_found_or_does_not() {
    assert!(agrees("image/jpeg", Kind::Jpeg) && agrees("IMAGE/JPG; name=a", Kind::Jpeg));
    assert!(agrees("image/heif", Kind::Heic) && agrees("audio/x-m4a", Kind::Mp4Audio));
    assert!(agrees("", Kind::Png) && agrees("application/octet-stream", Kind::Pdf));
    assert!(agrees("video/webm", Kind::WebmAudio) && agrees("audio/webm;codecs=opus", Kind::WebmAudio));
    assert!(!agrees("image/jpeg", Kind::Svg) && !agrees("image/png", Kind::Jpeg));
    assert!(!agrees("application/pdf", Kind::Html) && !agrees("image/heic", Kind::Avif));
}
