//! Conflicts and parked operations that the person may decide about.

use sea_orm::ConnectionTrait;

use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope;
use crate::inspections::{conflicts, store};
use crate::kernel::problem::Problem;
use crate::portal::format;
use crate::portal::frame::visit::Visit;
use crate::portal::home::card::Card;
use crate::portal::text::{Home, fill};
use crate::sync::entity::parked_op::State;
use crate::sync::parked;

/// The most that are counted.
const COUNTED: u64 = 99;

/// What waits for the person in this room.
///
/// # Errors
/// Database failures.
pub async fn cards(db: &impl ConnectionTrait, visit: &Visit, caller: &Caller) -> Result<Vec<Card>, Problem> {
    let t = Home::of(visit.lang);
    let mut cards = Vec::new();
    let settles = caller.scope(Action::ResolveConflict);
    let mut open = 0;
    for row in store::conflicts(db, caller, None, Some(conflicts::OPEN), None, COUNTED).await? {
        open += usize::from(scope::inspection_within(db, &settles, row.inspection_id).await?);
    }
    if open > 0 {
        cards.push(Card::new(fill(t.conflicts, &[&format::count(open, visit.lang)]), t.conflicts_why, "/conflicts").urgent());
    }
    let waiting = parked::list(db, caller, None, Some(State::Open), None, COUNTED).await?.len();
    if waiting > 0 {
        cards.push(Card::new(fill(t.parked, &[&format::count(waiting, visit.lang)]), t.parked_why, "/parked").urgent());
    }
    Ok(cards)
}
