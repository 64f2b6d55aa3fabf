//! `soat verify` and the public page: any file gives facts, and without anybody to trust no signature is believed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use soat_documents::seal::verify::{Expected, Trust, verify};

fuzz_target!(|bytes: &[u8]| {
    let trust = Trust { anchors: &[], time_stamp_anchors: &[], revocation_lists: &[], taken_back: &[], now: jiff::Timestamp::UNIX_EPOCH };
    let expected = Expected { base_sha256: None, content_sha256: Some([7; 32]), signers: &[] };
    let record = verify(bytes, &trust, &expected);
    serde_json::to_string(&record).expect("a record can be told");
});
