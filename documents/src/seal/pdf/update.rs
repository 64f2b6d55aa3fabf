//! One more revision behind a file whose bytes stay as they are (ISO 32000-2, 7.5.6).

use std::collections::BTreeMap;

use aws_lc_rs::digest::{SHA256, digest};
use lopdf::{Dictionary, Object, ObjectId, StringFormat};

use super::writer::{write, write_dictionary};
use super::{Revisions, Unreadable};

/// Room for the byte range, in bytes: four numbers of ten digits and what stands between them.
const RANGE_ROOM: usize = 56;

/// What the next revision will hold.
pub struct Update {
    objects: BTreeMap<u32, (u16, Object)>,
    next: u32,
    trailer: Dictionary,
    signature: Option<(u32, Dictionary)>,
}

/// Where the signature goes in the bytes of the new revision.
#[derive(Clone, Debug)]
pub struct Placeholder {
    /// The bytes between the signed parts: the hexadecimal string of the signature with its brackets.
    pub gap: std::ops::Range<usize>,
}

impl Update {
    /// An update of a file as it stands.
    pub fn of(file: &Revisions) -> Result<Self, Unreadable> {
        let newest = &file.all()[file.newest()];
        let mut trailer = Dictionary::new();
        for key in ["Root", "Info"] {
            if let Ok(value) = newest.trailer.get(key.as_bytes()) {
                trailer.set(key, value.clone());
            }
        }
        trailer.set("Prev", Object::Integer(i64::try_from(newest.table).unwrap_or(i64::MAX)));
        if let Object::Array(ids) = file.value(file.newest(), &newest.trailer, "ID")? {
            let changed = digest(&SHA256, file.bytes).as_ref()[..16].to_vec();
            let first = ids.first().cloned().unwrap_or(Object::Null);
            trailer.set("ID", vec![first, Object::String(changed, StringFormat::Hexadecimal)]);
        }
        let size = newest.trailer.get(b"Size").and_then(Object::as_i64).ok().and_then(|size| u32::try_from(size).ok());
        let highest = file.all().iter().filter_map(|revision| revision.entries.keys().next_back()).max();
        let next = size.unwrap_or(0).max(highest.map_or(0, |id| id + 1));
        Ok(Self { objects: BTreeMap::new(), next, trailer, signature: None })
    }

    /// Adds an object and says its id.
    pub fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = self.next;
        self.next += 1;
        self.objects.insert(id, (0, object.into()));
        (id, 0)
    }

    /// Puts an object in the place of an earlier one.
    pub fn replace(&mut self, id: ObjectId, object: impl Into<Object>) {
        self.objects.insert(id.0, (id.1, object.into()));
    }

    /// Adds the dictionary of a signature; byte range and contents are made when it is written.
    pub fn add_signature(&mut self, dictionary: Dictionary) -> ObjectId {
        let id = self.next;
        self.next += 1;
        self.signature = Some((id, dictionary));
        (id, 0)
    }

    /// Writes the update behind the file, with room for so many bytes of signature.
    pub fn write(mut self, file: &mut Vec<u8>, room: usize) -> Placeholder {
        if file.last() != Some(&b'\n') {
            file.push(b'\n');
        }
        let mut offsets = BTreeMap::new();
        for (id, (generation, object)) in &self.objects {
            offsets.insert(*id, (file.len(), *generation));
            file.extend_from_slice(format!("{id} {generation} obj\n").as_bytes());
            write(object, file);
            file.extend_from_slice(b"\nendobj\n");
        }
        let (mut range, mut gap) = (0, 0..0);
        if let Some((id, dictionary)) = self.signature.take() {
            offsets.insert(id, (file.len(), 0));
            (range, gap) = write_signature(id, &dictionary, room, file);
        }
        self.trailer.set("Size", i64::from(self.next));
        let table = file.len();
        write_table(&offsets, file);
        file.extend_from_slice(b"trailer\n");
        write_dictionary(&self.trailer, file);
        file.extend_from_slice(format!("\nstartxref\n{table}\n%%EOF\n").as_bytes());
        if range > 0 {
            let written = format!("[0 {} {} {}]", gap.start, gap.end, file.len() - gap.end);
            file[range..range + written.len()].copy_from_slice(written.as_bytes());
        }
        Placeholder { gap }
    }
}

/// Where the byte range stands, and the gap for the signature.
fn write_signature(id: u32, dictionary: &Dictionary, room: usize, file: &mut Vec<u8>) -> (usize, std::ops::Range<usize>) {
    file.extend_from_slice(format!("{id} 0 obj\n").as_bytes());
    write_dictionary(dictionary, file);
    file.truncate(file.len() - 2);
    file.extend_from_slice(b"/ByteRange ");
    let range = file.len();
    file.resize(range + RANGE_ROOM, b' ');
    file.extend_from_slice(b"\n/Contents ");
    let start = file.len();
    file.push(b'<');
    file.resize(file.len() + room * 2, b'0');
    file.push(b'>');
    let end = file.len();
    file.extend_from_slice(b"\n>>\nendobj\n");
    (range, start..end)
}

fn write_table(offsets: &BTreeMap<u32, (usize, u16)>, file: &mut Vec<u8>) {
    file.extend_from_slice(b"xref\n");
    let ids: Vec<u32> = offsets.keys().copied().collect();
    for run in ids.chunk_by(|one, next| one + 1 == *next) {
        file.extend_from_slice(format!("{} {}\n", run[0], run.len()).as_bytes());
        for (offset, generation) in run.iter().filter_map(|id| offsets.get(id)) {
            file.extend_from_slice(format!("{offset:010} {generation:05} n \n").as_bytes());
        }
    }
}
