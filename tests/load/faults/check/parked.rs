//! Every operation that was told as parked is kept whole, for the lead to see.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::Value;
use uuid::Uuid;

use super::kept::Told;
use crate::Outcome;
use crate::faults::journal::{Difference, op_id};
use crate::faults::phone::Phone;

/// All parked operations of the reader's inspection.
///
/// # Errors
/// When the list is refused.
pub async fn list(reader: &Phone) -> Outcome<BTreeMap<Uuid, Value>> {
    let mut all = BTreeMap::new();
    let mut after = String::new();
    loop {
        let path = format!("/parked-ops?inspection={}&limit=500{after}", reader.inspection);
        let page = reader.line.send(reader.line.request(Method::GET, &path)).await?.granted()?;
        let rows = page["items"].as_array().into_iter().flatten();
        all.extend(rows.filter_map(|row| Some((op_id(row)?, row["op"].clone()))));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return Ok(all),
        }
    }
}

/// What was told as parked and is not in the list as it was sent.
#[must_use]
pub fn lost(told: &[Told], listed: &BTreeMap<Uuid, Value>) -> Vec<Difference> {
    let parked = told.iter().filter(|(_, asked)| asked.status() == "parked");
    let is_kept = |op: &Value| op_id(op).and_then(|id| listed.get(&id)).is_some_and(|kept| kept == op);
    let gone = parked.filter(|(_, asked)| !is_kept(&asked.op));
    gone.filter_map(|(by, asked)| {
        Some(Difference::of(asked.record()?, format!("{by}: {} was told as parked and is not kept whole", asked.op)))
    })
    .collect()
}
