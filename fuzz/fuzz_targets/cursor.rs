//! Cursors of devices: any text is refused or read, and what was read is written and read again as the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use soat::sync::cursor::Cursor;

fuzz_target!(|text: &str| {
    let Ok(cursor) = Cursor::decode(text) else { return };
    let written = cursor.encode();
    let again = Cursor::decode(&written).expect("what was written is read");
    assert_eq!(again.encode(), written);
    assert!(again.0.keys().eq(cursor.0.keys()));
});
