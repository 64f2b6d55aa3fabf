//! The devices that share an inspection, and one more of their lead's that starts from nothing.

use uuid::Uuid;

use super::chance::Chance;
use super::phone::{Phone, Place};
use super::tide::Tide;
use crate::Outcome;
use crate::client::Device;
use crate::seed::{World, announce, inspector};

/// The actors under whose names the devices draw.
const ACTORS: u64 = 1 << 16;

/// A team of one inspection.
pub struct Team {
    /// Its devices, the lead's first and the secretary's second.
    pub phones: Vec<Phone>,
    /// A device of the lead's that has pulled nothing before this round's end.
    pub fresh: Phone,
    unit: Uuid,
}

/// Which people form a crew.
#[derive(Clone, Copy, Debug)]
pub struct Crew {
    /// The number of the first of them.
    pub first: usize,
    /// How many.
    pub size: usize,
    /// How many share an inspection.
    pub sharing: usize,
}

/// Signs a crew in, in calm weather.
///
/// # Errors
/// When somebody is refused.
pub async fn sign_in(crew: Crew, world: &World, address: &str, seed: u64, tide: &Tide) -> Outcome<Vec<Team>> {
    let numbers: Vec<usize> = (crew.first..crew.first + crew.size).collect();
    let mut teams = Vec::new();
    for (team, members) in numbers.chunks(crew.sharing.max(1)).enumerate() {
        let letter = char::from(b'A' + u8::try_from(team % 26)?);
        let mut phones = Vec::new();
        for (place, number) in members.iter().enumerate() {
            let line = Device::sign_in_without_keeping(address, &inspector(*number)).await?;
            let chance = Chance::of(seed, ACTORS + *number as u64);
            phones.push(Phone::new(format!("{letter}{}", place + 1), line, place_of(place), chance, tide.clone()));
        }
        let lead = *members.first().ok_or("a team without a lead")?;
        let fresh = newcomer(lead, address, seed, tide).await?;
        teams.push(Team { phones, fresh, unit: world.units[lead] });
    }
    Ok(teams)
}

async fn newcomer(lead: usize, address: &str, seed: u64, tide: &Tide) -> Outcome<Phone> {
    let line = Device::sign_in_without_keeping(address, &inspector(lead)).await?;
    Ok(Phone::new("fresh".to_owned(), line, Place::Lead, Chance::of(seed, 0), tide.clone()))
}

const fn place_of(number: usize) -> Place {
    match number {
        0 => Place::Lead,
        1 => Place::Secretary,
        _ => Place::Member,
    }
}

impl Team {
    /// Gets its next inspection from the office, and a new device for its lead.
    ///
    /// # Errors
    /// When a step is refused.
    pub async fn turn_to_next(&mut self, office: &Device, address: &str, lead: usize, seed: u64, tide: &Tide) -> Outcome<()> {
        let people: Vec<Uuid> = self.phones.iter().map(|phone| phone.line.user_id).collect();
        let (inspection, _) = announce(office, &people, self.unit).await?;
        self.fresh = newcomer(lead, address, seed, tide).await?;
        for phone in self.phones.iter_mut().chain([&mut self.fresh]) {
            phone.turn_to(inspection);
        }
        Ok(())
    }
}
