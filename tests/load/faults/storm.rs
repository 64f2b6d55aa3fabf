//! What happens to server, disk and database while devices work: at moments that are counted in deeds, not in time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::chance::Chance;
use super::cluster::Cluster;
use super::disk::Disk;
use super::fleet::Fleet;
use super::summary::Summary;
use super::tide::Tide;
use crate::Outcome;

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blow {
    /// A process is killed and started again.
    Kill,
    /// The disk fills up, for a tenth of the round.
    DiskFull,
    /// The database is ended and started again.
    DatabaseRestart,
}

/// The blows of one round, each with the deed after which it falls.
#[derive(Clone, Debug)]
pub struct Plan(Vec<(u64, Blow)>);

/// What blows fall on.
pub struct Ground<'a, 'b> {
    /// The servers.
    pub fleet: &'a mut Fleet<'b>,
    /// The small disk, if there is one.
    pub disk: Option<&'a Disk>,
    /// The database's cluster, if it is to be restarted.
    pub cluster: Option<&'a Cluster>,
    /// What was counted.
    pub summary: &'a mut Summary,
}

impl Plan {
    /// Draws the blows of a round of so many deeds: one kill at least when kills are wanted at all.
    #[must_use]
    pub fn draw(chance: &mut Chance, deeds: u64, kills: u8, disk: bool, database: bool) -> Self {
        let kills = if kills == 0 { 0 } else { chance.between(1, u64::from(kills)) };
        let mut blows: Vec<Blow> = (0..kills).map(|_| Blow::Kill).collect();
        blows.extend(disk.then_some(Blow::DiskFull));
        blows.extend(database.then_some(Blow::DatabaseRestart));
        let mut timed: Vec<_> = blows.into_iter().map(|blow| (chance.between(deeds / 20, deeds * 9 / 10), blow)).collect();
        timed.sort_by_key(|(at, _)| *at);
        Self(timed)
    }
}

/// Lets the blows of a plan fall, one after the other; those that are left when the devices are done do not fall.
///
/// # Errors
/// When something does not come back.
pub async fn rage(plan: Plan, mut ground: Ground<'_, '_>, mut chance: Chance, tide: &Tide, over: &AtomicBool) -> Outcome<()> {
    let first = tide.deeds();
    for (at, blow) in plan.0 {
        wait_for(first + at, tide, over).await;
        // Into the middle of a request, if there is one.
        tokio::time::sleep(Duration::from_micros(chance.below(20_000))).await;
        match blow {
            Blow::Kill => kill(ground.fleet, &mut chance).await?,
            Blow::DiskFull => fill(&mut ground, &mut chance, tide, over).await?,
            Blow::DatabaseRestart => {
                if let Some(cluster) = ground.cluster {
                    ground.summary.database_restarts += 1;
                    cluster.crash().await?;
                }
            }
        }
    }
    Ok(())
}

async fn wait_for(deeds: u64, tide: &Tide, over: &AtomicBool) {
    while tide.deeds() < deeds && !over.load(Ordering::SeqCst) {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

async fn kill(fleet: &mut Fleet<'_>, chance: &mut Chance) -> Outcome<()> {
    if let Some(number) = chance.place(fleet.size()) {
        fleet.kill(number);
        tokio::time::sleep(Duration::from_millis(chance.below(120))).await;
        fleet.start(number).await?;
    }
    Ok(())
}

async fn fill(ground: &mut Ground<'_, '_>, chance: &mut Chance, tide: &Tide, over: &AtomicBool) -> Outcome<()> {
    let Some(disk) = ground.disk else { return Ok(()) };
    ground.summary.disk_full += 1;
    disk.fill()?;
    wait_for(tide.deeds() + chance.between(6, 24), tide, over).await;
    // Half of the time it is killed with the disk full, and begins again once there is room.
    let number = chance.place(ground.fleet.size()).filter(|_| chance.percent(50));
    if let Some(number) = number {
        ground.fleet.kill(number);
    }
    disk.free()?;
    match number {
        Some(number) => ground.fleet.start(number).await,
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_round_has_its_blows_in_order() {
        for seed in 0..50 {
            let Plan(blows) = Plan::draw(&mut Chance::of(seed, 0), 144, 3, true, true);
            assert!(blows.is_sorted_by_key(|(at, _)| *at) && blows.iter().all(|(at, _)| *at < 144));
            let count = |wanted| blows.iter().filter(|(_, blow)| *blow == wanted).count();
            assert!((1..=3).contains(&count(Blow::Kill)));
            assert_eq!((count(Blow::DiskFull), count(Blow::DatabaseRestart)), (1, 1));
        }
    }
}
