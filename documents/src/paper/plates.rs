//! Plates: pictures and drawings that are written into the file as they come, so that only one photo is in memory at a time
//! besides the file itself.

use lopdf::{Dictionary, Object};

use super::object;
use crate::content::Flaw;
use crate::layout::PlateId;

/// The beginning of a file: its header and its plates, which are the objects 1, 2, 3, ….
#[derive(Debug)]
pub struct Plates {
    pub(super) out: Vec<u8>,
    pub(super) offsets: Vec<usize>,
}

/// The version, and four bytes that tell programs that the file is not text.
const HEADER: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";

impl Default for Plates {
    fn default() -> Self {
        Self { out: HEADER.to_vec(), offsets: Vec::new() }
    }
}

impl Plates {
    /// Writes a plate: a stream with its dictionary, whose `Length` is set here.
    ///
    /// # Errors
    /// [`Flaw::Pdf`] when there are more plates than a file can number.
    pub fn add(&mut self, mut dictionary: Dictionary, bytes: &[u8]) -> Result<PlateId, Flaw> {
        let id = u32::try_from(self.offsets.len() + 1).map_err(|error| Flaw::Pdf(error.to_string()))?;
        dictionary.set("Type", Object::Name(b"XObject".to_vec()));
        dictionary.set("Length", i64::try_from(bytes.len()).map_err(|error| Flaw::Pdf(error.to_string()))?);
        self.offsets.push(self.out.len());
        self.out.reserve(bytes.len() + 512);
        self.out.extend_from_slice(format!("{id} 0 obj\n").as_bytes());
        object::write_dictionary(&mut self.out, &dictionary);
        self.out.extend_from_slice(b"\nstream\n");
        self.out.extend_from_slice(bytes);
        self.out.extend_from_slice(b"\nendstream\nendobj\n");
        Ok(PlateId(id))
    }
}

/// The name a plate has on the pages that show it.
#[must_use]
pub fn name(plate: PlateId) -> String {
    format!("Plate{}", plate.0)
}
