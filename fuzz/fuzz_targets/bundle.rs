//! Bundles: the headers of an archive one after the other, its manifest and its signature, and operations within; as they come from
//! anybody, before a signature was checked.

#![no_main]

use libfuzzer_sys::fuzz_target;
use soat::kernel::json_input;
use soat::sync::bundle::archive::{BLOCK, Header, header, padding};
use soat::sync::bundle::manifest::{Limits, Manifest, Signature};

const LIMITS: Limits = Limits { file: 200 << 20, total: 1 << 30 };

fuzz_target!(|bytes: &[u8]| {
    let (mut rest, mut seen) = (bytes, 0);
    while let Some((block, after)) = rest.split_first_chunk::<BLOCK>() {
        let Some(Header::File { name, size }) = header(block) else { break };
        assert!(name.is_ascii());
        let Ok(size) = usize::try_from(size) else { break };
        let Some(content) = after.get(..size) else { break };
        read(&name, content);
        rest = after.get(size + padding(size as u64)..).unwrap_or_default();
        seen += 1;
    }
    // Without a whole archive around it the text itself is reached as well.
    if seen == 0 {
        read("manifest.json", bytes);
        read("manifest.jws", bytes);
    }
});

fn read(name: &str, content: &[u8]) {
    if name == "manifest.jws" {
        if let Ok(signature) = Signature::read(std::str::from_utf8(content).unwrap_or_default()) {
            let (signed, _) = signature.over(b"{}");
            assert!(signed.contains(&b'.'));
        }
        return;
    }
    let Ok(value) = json_input::parse(content) else { return };
    if let Ok(manifest) = Manifest::read(value, LIMITS) {
        assert!(!manifest.parts.is_empty());
        assert!(manifest.parts.iter().map(|part| part.size).sum::<u64>() <= LIMITS.total);
        assert!(manifest.parts.iter().skip(1).all(|part| part.evidence().is_some()));
    }
}
