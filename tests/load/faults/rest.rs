//! After the storm: devices empty their outboxes, bring their files and pull until nothing moves.

use futures_util::future::join_all;
use serde_json::Value;

use super::PATIENCE;
use super::journal;
use super::phone::Phone;
use super::team::Team;
use crate::Outcome;

/// Operations of one push.
const BATCH: usize = 200;

/// Brings every device of a team to rest, and then pulls with all of them, and with one that starts from nothing, until a round
/// of pulls brings nothing to anybody.
///
/// # Errors
/// When they do not come to rest.
pub async fn come_to_rest(team: &mut Team) -> Outcome<()> {
    for done in join_all(team.phones.iter_mut().map(empty)).await {
        done?;
    }
    for _ in 0..PATIENCE {
        let mut moved = Some(0);
        for phone in team.phones.iter_mut().chain([&mut team.fresh]) {
            let came = phone.pull_all().await;
            moved = moved.zip(came).map(|(all, came)| all + came);
        }
        if moved == Some(0) {
            return Ok(());
        }
        team.fresh.wait_a_little().await;
    }
    Err("records do not cease to change".into())
}

async fn empty(phone: &mut Phone) -> Outcome<()> {
    for _ in 0..PATIENCE {
        let answered_otherwise = |declared_by| {
            let asked = phone.journal.ops.get(&declared_by);
            asked.is_none_or(|asked| asked.outcome.is_some() && !asked.took_effect())
        };
        phone.photos.retain(|photo| !answered_otherwise(photo.declared_by));
        if phone.outbox.is_empty() && phone.photos.is_empty() {
            return Ok(());
        }
        let batch: Vec<Value> = phone.outbox.iter().take(BATCH).cloned().collect();
        let pushed = batch.is_empty() || phone.push(&batch).await;
        let brought = phone.bring_something().await;
        if !pushed || !brought {
            phone.wait_a_little().await;
        }
    }
    // What stays is not only late: it is a difference, with the history of the first record.
    let left = phone.outbox.front().and_then(|op| op["id"].as_str()?.parse().ok());
    let left = left.or_else(|| phone.photos.first().map(|photo| photo.evidence)).unwrap_or_default();
    let ops: Vec<_> = phone.outbox.iter().filter_map(journal::op_id).collect();
    let files: Vec<_> = phone.photos.iter().map(|photo| photo.evidence).collect();
    phone.journal.contradict(left, &format!("operations {ops:?} and files {files:?} get no final answer"));
    phone.outbox.clear();
    phone.photos.clear();
    Ok(())
}
