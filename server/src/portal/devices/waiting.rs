//! Devices that have not synchronised for long, for those who look after them.

use sea_orm::ConnectionTrait;

use super::page;
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::kernel::problem::Problem;
use crate::people::store;
use crate::portal::format;
use crate::portal::frame::visit::Visit;
use crate::portal::home::card::Card;
use crate::portal::text::{self, Home};

/// Devices looked at: the newest ones.
const LOOKED_AT: u64 = 500;

/// What waits for the person in this room.
///
/// # Errors
/// Database failures.
pub async fn cards(db: &impl ConnectionTrait, visit: &Visit, caller: &Caller) -> Result<Vec<Card>, Problem> {
    if !visit.may_somewhere(Action::EditUser) {
        return Ok(Vec::new());
    }
    let devices = store::devices(db, caller, None, LOOKED_AT).await?;
    let quiet = devices.iter().filter(|row| page::is_quiet(row, visit.now)).count();
    let t = Home::of(visit.lang);
    let card = || Card::new(text::fill(t.quiet_devices, &[&format::count(quiet, visit.lang)]), t.quiet_devices_why, "/devices");
    Ok((quiet > 0).then(card).into_iter().collect())
}
