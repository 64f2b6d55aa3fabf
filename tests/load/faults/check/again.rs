//! Every operation that was answered is asked again: the answer is the first one, as a repetition.

use serde_json::Value;

use crate::Outcome;
use crate::faults::PATIENCE;
use crate::faults::phone::Phone;

/// Operations asked again in one push.
const BATCH: usize = 200;

/// Asks everything again; the journal compares. Gives how many operations were answered.
///
/// # Errors
/// When no answer comes in calm weather.
pub async fn ask(phone: &mut Phone) -> Outcome<usize> {
    let fresh_before: u32 = phone.journal.ops.values().map(|asked| asked.fresh).sum();
    let ops: Vec<Value> = phone.journal.ops.values().filter(|asked| asked.outcome.is_some()).map(|asked| asked.op.clone()).collect();
    for batch in ops.chunks(BATCH) {
        let mut tries = 0;
        while !phone.push(batch).await {
            tries += 1;
            if tries > PATIENCE {
                return Err(format!("{}: no answer to operations asked again", phone.name).into());
            }
            phone.wait_a_little().await;
        }
    }
    // An operation whose first answer came as `repeated` has no other, so any that comes now is one too many.
    let fresh_after: u32 = phone.journal.ops.values().map(|asked| asked.fresh).sum();
    if fresh_after > fresh_before {
        let what = format!("{} answered operations were done again when they were asked again", fresh_after - fresh_before);
        phone.journal.contradict(phone.inspection, &what);
    }
    Ok(ops.len())
}
