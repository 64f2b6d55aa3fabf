//! Every file that a device was told is stored is served with the size and the hash that were declared.

use reqwest::Method;
use soat_tests::device::sha256;

use crate::faults::PATIENCE;
use crate::faults::journal::{Difference, Kept};
use crate::faults::phone::Phone;

/// Fetches files and compares them.
pub async fn differences(reader: &mut Phone, files: &[Kept]) -> Vec<Difference> {
    let mut found = Vec::new();
    for file in files {
        if let Some(what) = wrong(reader, file).await {
            found.push(Difference::of(file.evidence, what));
        }
    }
    found
}

async fn wrong(reader: &mut Phone, file: &Kept) -> Option<String> {
    for _ in 0..PATIENCE {
        let request = reader.line.request(Method::GET, &format!("/evidence/{}/content", file.evidence));
        match reader.line.send(request).await {
            Ok(answer) if answer.status.is_success() => {
                let found = (answer.bytes.len() as u64, sha256(&answer.bytes));
                let is_same = found == (file.size, file.sha256.clone());
                return (!is_same).then(|| format!("{file:?} was told as stored; {} bytes with {} are served", found.0, found.1));
            }
            Ok(answer) if !answer.status.is_server_error() => {
                return Some(format!("{file:?} was told as stored and is not served: {}", answer.status));
            }
            // The weather is calm: a server that comes back does so soon.
            _ => reader.wait_a_little().await,
        }
    }
    Some(format!("{file:?}: no answer"))
}
