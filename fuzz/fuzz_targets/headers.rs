//! Headers of tus and of byte ranges: one `name: value` a line, the length of the file first.

#![no_main]

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use libfuzzer_sys::fuzz_target;
use soat::evidence::range::{Wanted, names_tag, wanted};
use soat::evidence::uploads::headers::{self, Checksum, name};

fuzz_target!(|bytes: &[u8]| {
    let Some((length, rest)) = bytes.split_first_chunk::<8>() else { return };
    let length = u64::from_le_bytes(*length);
    let mut map = HeaderMap::new();
    for line in rest.split(|byte| *byte == b'\n') {
        let mut parts = line.splitn(2, |byte| *byte == b':');
        let named = HeaderName::from_bytes(parts.next().unwrap_or_default());
        let value = HeaderValue::from_bytes(parts.next().unwrap_or_default().trim_ascii());
        if let (Ok(named), Ok(value)) = (named, value) {
            map.append(named, value);
        }
    }
    for named in [name::UPLOAD_OFFSET, name::UPLOAD_LENGTH, name::UPLOAD_DEFER_LENGTH] {
        if let Ok(Some(number)) = headers::bytes(&map, &named) {
            assert!(number >= 0);
        }
    }
    let _ = headers::metadata(&map);
    let _ = Checksum::read(&map);
    headers::carries_bytes(&map);
    let range = headers::text(&map, &header::RANGE);
    for length in [length, length % 1_000] {
        if let Wanted::Part(part) = wanted(range, length) {
            assert!(part.start < part.end && part.end <= length, "{range:?} of {length}: {part:?}");
        }
    }
    if let Some(tags) = headers::text(&map, &header::IF_NONE_MATCH) {
        names_tag(tags, "\"x\"");
    }
});
