//! What a receipt says is so: it is signed by the server, the files it names are kept, and its digests are those of what a device
//! holds that started from nothing.

use std::collections::BTreeMap;

use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use reqwest::Method;
use serde_json::Value;
use soat_tests::device::sha256;
use uuid::Uuid;

use crate::Outcome;
use crate::client::text;
use crate::faults::PATIENCE;
use crate::faults::journal::{Difference, Kept};
use crate::faults::phone::Phone;
use crate::faults::records::Records;

/// What was found of the receipts of a team.
#[derive(Debug, Default)]
pub struct Found {
    /// Receipts that were read.
    pub receipts: u64,
    /// What is not as they say.
    pub differences: Vec<Difference>,
    /// The files they name: looked at with those that devices were told of.
    pub files: Vec<Kept>,
}

/// Reads the receipts that came with pushes, and asks for one of the inspection as it is now.
///
/// # Errors
/// When the server does not answer in calm weather.
pub async fn check(phones: &mut [Phone], fresh: &mut Phone, told: &[Kept]) -> Outcome<Found> {
    let inspection = fresh.inspection;
    let key = key(fresh).await?;
    let mut found = Found::default();
    for phone in phones {
        for receipt in std::mem::take(&mut phone.journal.receipts) {
            found.receipts += 1;
            match statement(&receipt, &key) {
                Ok(said) => found.files.extend(files_of(&said)),
                Err(failure) => found.differences.push(Difference::of(inspection, format!("{}: a receipt: {failure}", phone.name))),
            }
        }
    }
    let now = now(fresh, &key).await?;
    let named = files_of(&now);
    for file in told.iter().filter(|file| !named.iter().any(|named| named == *file)) {
        found.differences.push(Difference::of(file.evidence, format!("{file:?} was told as stored and the receipt does not name it")));
    }
    let said = now.pointer("/inspections/0/collections").cloned().unwrap_or_default();
    let held = holdings(&fresh.records, inspection);
    if said != held {
        found.differences.push(Difference::of(inspection, format!("the receipt says {said} and a fresh device holds {held}")));
    }
    Ok(found)
}

/// The receipt for the inspection at a moment at which nothing is left to pull.
async fn now(fresh: &mut Phone, key: &DecodingKey) -> Outcome<Value> {
    let path = format!("/sync/receipt?inspection={}", fresh.inspection);
    for _ in 0..PATIENCE {
        let answer = fresh.line.send(fresh.line.request(Method::GET, &path)).await.and_then(|answer| answer.granted());
        if fresh.pull_all().await == Some(0)
            && let Ok(answer) = answer
        {
            return statement(text(&answer, "/receipt")?, key);
        }
        fresh.wait_a_little().await;
    }
    Err("no receipt".into())
}

async fn key(phone: &mut Phone) -> Outcome<DecodingKey> {
    for _ in 0..PATIENCE {
        let request = phone.line.public("/.well-known/jwks.json");
        if let Ok(keys) = phone.line.send(request).await.and_then(|answer| answer.granted()) {
            return Ok(DecodingKey::from_ed_components(text(&keys, "/keys/0/x")?)?);
        }
        phone.wait_a_little().await;
    }
    Err("no keys".into())
}

fn statement(receipt: &str, key: &DecodingKey) -> Outcome<Value> {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    let read = jsonwebtoken::decode::<Value>(receipt, key, &validation)?;
    if read.header.typ.as_deref() == Some("soat-receipt") { Ok(read.claims) } else { Err("it is no receipt".into()) }
}

fn files_of(said: &Value) -> Vec<Kept> {
    let inspections = said["inspections"].as_array().into_iter().flatten();
    let files = inspections.flat_map(|inspection| inspection["evidence"].as_array().into_iter().flatten());
    let file = |file: &Value| {
        let text = |name: &str| file[name].as_str();
        Some(Kept { evidence: text("id")?.parse().ok()?, size: file["size"].as_u64()?, sha256: text("sha256")?.to_owned() })
    };
    files.filter_map(file).collect()
}

/// Count and hash of each collection of an inspection, as a device computes them.
fn holdings(records: &Records, inspection: Uuid) -> Value {
    let mut lines: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let name = inspection.to_string();
    // The records are in the order of their ids.
    for ((collection, id), held) in records.all() {
        let is_of_it = *id == inspection || held.value("inspection_id") == name.as_str();
        if is_of_it && !held.is_deleted() {
            lines.entry(collection).or_default().push(format!("{id} {}\n", held.change));
        }
    }
    let holding = |lines: &Vec<String>| serde_json::json!({"count": lines.len(), "hash": sha256(lines.concat().as_bytes())});
    lines.iter().map(|(name, lines)| ((*name).to_owned(), holding(lines))).collect()
}
