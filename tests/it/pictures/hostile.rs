//! Files that are damaged, by accident or on purpose.

use exif::{Tag, Value};
use image::ImageFormat;
use soat::evidence::derivatives::derive;
use soat::evidence::exif::ExifFlaw;
use soat::evidence::media_type::sniff;
use soat::evidence::picture::{Limits, inspect};

use super::{Dice, encoded, gradient, jpeg, judge, photo, place, png_chunk, read, spliced, text, tiff, with_exif};

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let files = [
        photo("phone-iphone-hdr.jpg"),
        photo("phone-jolla.jpg"),
        photo("phone-iphone.heic"),
        jpeg(200, 150, true),
        encoded(gradient(200, 150), ImageFormat::Png),
        encoded(gradient(200, 150), ImageFormat::WebP),
    ];
    for file in &files {
        for sixteenth in 0..16 {
            let cut = &file[..file.len() * sixteenth / 16];
            let code = judge(cut).unwrap_err();
            assert!(["image-truncated", "image-undecodable", "image-type-unsupported"].contains(&code), "{code}");
        }
        assert!(judge(&file[..file.len() - 1]).is_err());
    }
}

#[test]
fn a_photo_that_claims_to_end_early_is_truncated() {
    for name in ["phone-jolla.jpg", "gps-dscn0010.jpg", "phone-nokia-8.3.jpg"] {
        let file = photo(name);
        for sixteenth in 4..16 {
            let ended = [&file[..file.len() * sixteenth / 16], b"\xFF\xD9"].concat();
            // A cut between the two bytes of a marker or a stuffed zero leaves other damage.
            let code = judge(&ended).unwrap_err();
            assert!(["image-truncated", "image-undecodable"].contains(&code), "{name} {sixteenth}: {code}");
        }
    }
}

#[test]
fn damaged_bits_never_panic() {
    let mut dice = Dice(0x5057_2026);
    let small = [
        with_exif(&tiff(&place([21, 1, 2], "N", [105, 51, 3], "E"))),
        jpeg(64, 48, true),
        encoded(gradient(40, 30), ImageFormat::Png),
        encoded(gradient(40, 30), ImageFormat::WebP),
    ];
    for round in 0..600 {
        let file = dice.damage(&small[round % small.len()]);
        if let Ok(facts) = inspect(&file, &Limits::default()) {
            let _ = derive(&file, &facts);
        }
    }
    for name in ["phone-iphone-hdr.jpg", "gps-dscn0021.jpg", "phone-jolla.jpg", "phone-iphone.heic"] {
        let head = photo(name)[..16_384].to_vec();
        for _ in 0..500 {
            let file = dice.damage(&head);
            let _ = (sniff(&file), soat::evidence::exif::read(&file), inspect(&file, &Limits::default()));
        }
    }
}

#[test]
fn pictures_that_would_swallow_the_memory_are_refused_by_their_header() {
    let header = [&50_000_u32.to_be_bytes()[..], &50_000_u32.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let bomb = [&b"\x89PNG\r\n\x1A\n"[..], &png_chunk(*b"IHDR", &header), &png_chunk(*b"IEND", &[])].concat();
    assert_eq!(judge(&bomb), Err("image-too-many-pixels"));

    let mut lying = jpeg(64, 64, false);
    let frame = lying.windows(2).position(|pair| pair == b"\xFF\xC0").unwrap();
    lying[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xDC, 0xFF, 0xDC]);
    assert_eq!(judge(&lying), Err("image-too-many-pixels"));
    lying[frame + 5..frame + 9].copy_from_slice(&[0, 0, 0, 64]);
    assert_eq!(judge(&lying), Err("image-zero-size"));

    let limits = Limits { max_memory: 10_000, ..Limits::default() };
    for file in [jpeg(200, 150, true), encoded(gradient(200, 150), ImageFormat::Png), encoded(gradient(200, 150), ImageFormat::WebP)] {
        assert_eq!(inspect(&file, &limits).unwrap_err().code(), "image-too-much-memory");
    }
}

#[test]
fn floods_of_scans_and_chunks_are_refused() {
    let whole = jpeg(64, 64, true);
    let last = whole.windows(2).rposition(|pair| pair == b"\xFF\xDA").unwrap();
    let end = whole.len() - 2;
    assert_eq!(judge(&spliced(&whole, end, &whole[last..end].repeat(200))), Err("image-too-many-scans"));

    let png = encoded(gradient(8, 8), ImageFormat::Png);
    let flood = spliced(&png, 33, &png_chunk(*b"teXt", b"").repeat(30_000));
    assert_eq!(judge(&flood), Err("image-too-many-segments"));
    assert_eq!(judge(&spliced(&whole, 2, &b"\xFF\xFE\0\x02".repeat(30_000))), Err("image-too-many-segments"));
}

#[test]
fn decoding_ends_when_its_time_is_over() {
    let limits = Limits { max_time: std::time::Duration::ZERO, ..Limits::default() };
    for progressive in [false, true] {
        assert_eq!(inspect(&jpeg(200, 150, progressive), &limits).unwrap_err().code(), "image-too-slow");
    }
}

#[test]
fn exif_that_would_swallow_the_memory_is_not_parsed() {
    // Every entry of the first directory points into the middle of the same directory, each a little further on.
    let mut block = b"MM\0*\0\0\0\x08\x13\x88".to_vec();
    for entry in 0..5_000_u32 {
        block.extend([0x87, 0x69, 0, 4, 0, 0, 0, 1]);
        block.extend((8 + (entry % 4_000) * 12).to_be_bytes());
    }
    let facts = soat::evidence::exif::read(&with_exif(&block));
    assert_eq!(facts.flaws, [ExifFlaw::Oversized]);
    assert_eq!(facts.flaws[0].code(), "exif-oversized");
}

#[test]
fn impossible_claims_in_exif_are_dropped_and_named() {
    let flaws = |fields: &[(Tag, Value)]| read(fields).flaws;
    let at = |time: &str| (Tag::DateTimeOriginal, text(time));
    assert_eq!(flaws(&[at("2026:13:40 10:00:00")]), [ExifFlaw::TimeMalformed]);
    assert_eq!(flaws(&[at("0000:00:00 00:00:00")]), [ExifFlaw::TimeMalformed]);
    assert_eq!(flaws(&[at("    :  :     :  :  ")]), []);
    let vague = read(&[at("2026:02:28 10:00:00"), (Tag::OffsetTimeOriginal, text("+25:00"))]);
    assert_eq!((vague.captured.unwrap().offset, vague.flaws), (None, vec![ExifFlaw::OffsetMalformed]));
    assert_eq!(flaws(&place([0; 3], "N", [0; 3], "E")), [ExifFlaw::PositionNull]);
    assert_eq!(flaws(&place([91, 0, 0], "N", [10, 0, 0], "E")), [ExifFlaw::PositionOutOfRange]);
    assert_eq!(flaws(&place([21, 0, 0], "?", [10, 0, 0], "E")), [ExifFlaw::PositionMalformed]);
    let mut tokyo = place([21, 0, 0], "N", [105, 0, 0], "E");
    tokyo.push((Tag::GPSMapDatum, text("TOKYO")));
    assert_eq!(flaws(&tokyo), [ExifFlaw::PositionDatum]);
    assert_eq!(flaws(&[(Tag::Orientation, Value::Short(vec![9]))]), [ExifFlaw::OrientationInvalid]);
    assert_eq!(flaws(&[(Tag::Make, text("Ph\u{202E}one"))]), [ExifFlaw::TextMalformed]);
    assert_eq!(soat::evidence::exif::read(&with_exif(b"not a TIFF block")).flaws, [ExifFlaw::Unreadable]);
    let south = read(&place([12, 30, 0], "S", [77, 0, 0], "W")).position.unwrap();
    assert!((south.latitude + 12.5).abs() < 1e-9 && (south.longitude + 77.0).abs() < 1e-9);
}

#[test]
fn exif_is_found_in_png_and_webp() {
    let block = tiff(&[(Tag::Model, text("Kiem tra"))]);
    let png = spliced(&encoded(gradient(8, 8), ImageFormat::Png), 33, &png_chunk(*b"eXIf", &block));
    let mut webp = encoded(gradient(8, 8), ImageFormat::WebP);
    webp.extend([&b"EXIF"[..], &u32::try_from(block.len()).unwrap().to_le_bytes(), &block].concat());
    for file in [png, webp] {
        assert_eq!(soat::evidence::exif::read(&file).model.as_deref(), Some("Kiem tra"));
    }
}

#[test]
fn bytes_behind_the_picture_are_counted_not_refused() {
    let photo = [jpeg(32, 32, false), vec![0x55; 5_000]].concat();
    assert_eq!(judge(&photo).unwrap().trailing_bytes, 5_000);
    let png = [encoded(gradient(8, 8), ImageFormat::Png), vec![7; 100]].concat();
    assert_eq!(judge(&png).unwrap().trailing_bytes, 100);
}
