//! Archives beyond what the first form of ZIP can say: more than 4 GiB, and more than 65,535 entries.

use std::fs::File;
use std::os::unix::fs::FileExt;

use serde_json::json;
use soat::blobs::Digest;
use soat::evidence::archive::layout::{Content, Entry, Layout, Source, Stamp};

use crate::unzip;

fn entry(name: String, content: Content) -> Entry {
    Entry { name, at: Stamp::default(), content }
}

/// Writes an archive whose files are holes of a sparse file: as long as they say, and nothing on the disk.
fn write(layout: &Layout, path: &std::path::Path) {
    let file = File::create(path).unwrap();
    file.set_len(layout.length).unwrap();
    for stretch in &layout.stretches {
        if let Source::Memory(bytes) = &stretch.source {
            file.write_all_at(bytes, stretch.place.start).unwrap();
        }
    }
}

#[test]
fn an_archive_of_more_than_four_gibibytes_is_read_by_others() {
    const GIB: u64 = 1 << 30;
    let lengths = [3 * GIB, 5 * GIB, 0xffff_ffff, 0xffff_fffe];
    let file = |number: usize| Content::File { digest: Digest::of(b"hole"), length: lengths[number], crc32: 0 };
    let mut entries: Vec<Entry> = (0..lengths.len()).map(|number| entry(format!("evidence/{number}.bin"), file(number))).collect();
    entries.push(entry("last.txt".to_owned(), Content::Bytes(b"the end".to_vec())));
    let layout = Layout::of(entries);
    assert!(layout.length > 16 * GIB - 4);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.zip");
    write(&layout, &path);
    let listed = unzip::list(&path);
    for (number, length) in lengths.iter().enumerate() {
        assert_eq!((&listed[number][0], &listed[number][1]), (&json!(format!("evidence/{number}.bin")), &json!(length)));
    }
    assert_eq!(listed[4][0], "last.txt");
    assert!(listed[4][2].as_u64().unwrap() > 16 * GIB - 4, "the last one begins beyond what 32 bits can say");
}

#[test]
fn an_archive_of_more_than_65535_entries_is_read_by_others() {
    let count = 65_537;
    let layout = Layout::of((0..count).map(|number| entry(format!("evidence/{number}.txt"), Content::Bytes(vec![b'x']))).collect());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.zip");
    write(&layout, &path);
    let listed = unzip::list(&path);
    assert_eq!(listed.as_array().unwrap().len(), count);
    assert_eq!(listed[count - 1][0], json!(format!("evidence/{}.txt", count - 1)));
}
