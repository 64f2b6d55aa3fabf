//! The content that a file carries: the associated file that says its pages were made from it (ISO 32000-2, 14.13).

use lopdf::{Dictionary, Object, Stream};
use serde::Serialize;

use super::hex;
use crate::seal::certificate::sha256;
use crate::seal::pdf::fields::decode;
use crate::seal::pdf::{Revisions, Unreadable};

/// Bytes that the content may unpack to.
const MAX_CONTENT: usize = 32 * 1024 * 1024;
/// Associated files that are looked at.
const MAX_FILES: usize = 16;

/// What is known of the content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Embedded {
    pub name: String,
    /// Bytes, unpacked.
    pub size: usize,
    /// Hexadecimal.
    pub sha256: String,
}

/// The first associated file that the document was made from, unpacked.
pub(super) fn embedded(file: &Revisions) -> Result<Option<(Embedded, Vec<u8>)>, Unreadable> {
    let newest = file.newest();
    let Object::Array(files) = file.value(newest, &file.catalogue(newest)?, "AF")? else { return Ok(None) };
    for associated in files.iter().take(MAX_FILES) {
        let Object::Dictionary(described) = file.resolve(newest, associated)? else { continue };
        let source = described.get(b"AFRelationship").and_then(Object::as_name).is_ok_and(|relationship| relationship == b"Source");
        let Object::Dictionary(inside) = file.value(newest, &described, "EF")? else { continue };
        let (true, Object::Stream(stream)) = (source, file.value(newest, &inside, "F")?) else { continue };
        let Some(content) = unpack(&stream) else { return Ok(None) };
        let embedded = Embedded { name: name(file, &described)?, size: content.len(), sha256: hex(&sha256(&content)) };
        return Ok(Some((embedded, content)));
    }
    Ok(None)
}

fn name(file: &Revisions, described: &Dictionary) -> Result<String, Unreadable> {
    let name = file.value(file.newest(), described, "UF")?;
    Ok(name.as_str().map(decode).unwrap_or_default())
}

/// Takes what is plain or deflated, without predictors.
fn unpack(stream: &Stream) -> Option<Vec<u8>> {
    let plain = !stream.dict.has(b"DecodeParms") && !stream.dict.has(b"F");
    let known = match stream.dict.get(b"Filter") {
        Ok(Object::Name(filter)) => filter == b"FlateDecode",
        Ok(_) => false,
        Err(_) => true,
    };
    if plain && known { stream.decompressed_content_with_limit(MAX_CONTENT).ok() } else { None }
}
