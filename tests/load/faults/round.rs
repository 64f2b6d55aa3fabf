//! One round: a day's work in a storm, rest, comparison.

use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::future::join_all;
use tokio::sync::Barrier;

use super::chance::Chance;
use super::check::{again, files, kept, parked, receipts, same};
use super::journal::{Difference, Kept};
use super::rest::come_to_rest;
use super::storm::{self, Ground, Plan};
use super::summary::Summary;
use super::team::Team;
use super::tide::Tide;
use crate::Outcome;

/// The teams work while the storm rages; then it is calm and every server is up.
///
/// # Errors
/// When something does not come back.
pub async fn work(teams: &mut [Team], deeds: u16, plan: Plan, ground: Ground<'_, '_>, chance: Chance, tide: &Tide) -> Outcome<()> {
    let over = AtomicBool::new(false);
    tide.set_stormy(true);
    let working = async {
        let days = teams.iter_mut().map(|team| day(team, deeds));
        let done = join_all(days).await;
        over.store(true, Ordering::SeqCst);
        done.into_iter().collect::<Outcome<Vec<()>>>()
    };
    let (raged, worked) = tokio::join!(storm::rage(plan, ground, chance, tide, &over), working);
    tide.set_stormy(false);
    raged?;
    worked?;
    Ok(())
}

async fn day(team: &mut Team, deeds: u16) -> Outcome<()> {
    let begun = Barrier::new(team.phones.len());
    let days = join_all(team.phones.iter_mut().map(|phone| phone.work(deeds, &begun))).await;
    days.into_iter().collect::<Outcome<Vec<()>>>().map(|_| ())
}

/// Compares a team at rest with what its devices were told. Gives the differences, and the files that were told of.
///
/// # Errors
/// When the server does not answer in calm weather.
pub async fn compare(team: &mut Team, summary: &mut Summary) -> Outcome<(Vec<Difference>, Vec<Kept>)> {
    come_to_rest(team).await?;
    for phone in &mut team.phones {
        again::ask(phone).await?;
    }
    let listed = parked::list(&team.fresh).await?;
    let told: Vec<_> = team.phones.iter().flat_map(|phone| phone.journal.ops.values().map(|asked| (phone.name.as_str(), asked))).collect();
    let mut differences = kept::lost(&told, &team.fresh.records);
    differences.extend(parked::lost(&told, &listed));
    for phone in &team.phones {
        differences.extend(same::differences(&phone.name, &phone.records, &team.fresh.records));
    }
    for (_, asked) in &told {
        summary.count(asked.status());
    }
    let of_this_round = |held: &super::records::Held| held.value("inspection_id") == team.fresh.inspection.to_string().as_str();
    let conflicts = team.fresh.records.all().filter(|((of, _), held)| of == "conflicts" && of_this_round(held)).count();
    summary.conflicts += conflicts as u64;
    let mut files: Vec<Kept> = team.phones.iter_mut().flat_map(|phone| std::mem::take(&mut phone.journal.files)).collect();
    let found = receipts::check(&mut team.phones, &mut team.fresh, &files).await?;
    summary.receipts += found.receipts;
    differences.extend(found.differences);
    let unheard: Vec<Kept> = found.files.into_iter().filter(|file| !files.contains(file)).collect();
    files.extend(unheard);
    differences.extend(files::differences(&mut team.fresh, &files).await);
    for phone in team.phones.iter_mut().chain([&mut team.fresh]) {
        differences.append(&mut phone.journal.differences);
    }
    Ok((differences, files))
}

/// A difference with its history: what all devices of the team did and were told about the record, in the order of time.
#[must_use]
pub fn history(difference: &Difference, team: &Team) -> String {
    let phones = team.phones.iter().chain([&team.fresh]);
    let mut lines: Vec<(u128, &str)> = difference
        .record
        .map(|record| phones.flat_map(|phone| phone.journal.about(record)).map(|(at, line)| (*at, line.as_str())).collect())
        .unwrap_or_default();
    lines.sort_by_key(|(at, _)| *at);
    let shown = lines.iter().map(|(at, line)| {
        let line: String = line.chars().take(700).collect();
        format!("    {:>8}.{:03} s  {line}", at / 1_000, at % 1_000)
    });
    std::iter::once(format!("  DIFFERENCE {}", difference.what)).chain(shown).collect::<Vec<_>>().join("\n")
}
