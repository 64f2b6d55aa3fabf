//! Inspections that wait for somebody: to be notified, started, concluded, issued; and for a unit, those that are coming.

use sea_orm::ConnectionTrait;

use crate::access::caller::Caller;
use crate::access::policy::Role;
use crate::inspections::entity::inspection::Status;
use crate::inspections::lifecycle::Event;
use crate::inspections::listing::{self, Sort};
use crate::inspections::service;
use crate::inspections::store::Wanted;
use crate::kernel::problem::Problem;
use crate::portal::format;
use crate::portal::frame::visit::Visit;
use crate::portal::home::card::Card;
use crate::portal::text::{Home, named};

/// Inspections of one status that are looked at, those with the earliest day first.
const LOOKED_AT: u64 = 8;

/// What waits for the person in this room.
///
/// # Errors
/// Database failures.
pub async fn cards(db: &impl ConnectionTrait, visit: &Visit, caller: &Caller) -> Result<Vec<Card>, Problem> {
    let t = Home::of(visit.lang);
    let steps = [
        (Status::Planned, Event::Notify, t.to_notify),
        (Status::Planned, Event::Start, t.to_start),
        (Status::Notified, Event::Start, t.to_start),
        (Status::InProgress, Event::Conclude, t.to_conclude),
        (Status::Signed, Event::Issue, t.to_issue),
    ];
    let is_unit = caller.has_role(Role::UnitHead) || caller.has_role(Role::UnitRepresentative);
    let mut cards = Vec::new();
    for status in [Status::Planned, Status::Notified, Status::InProgress, Status::Signed] {
        let wanted = Wanted { status: Some(status), ..Wanted::default() };
        let mut found = listing::page(db, caller, &wanted, None, Sort::Day, None, LOOKED_AT).await?;
        found.truncate(usize::try_from(LOOKED_AT).unwrap_or(usize::MAX));
        for (row, unit) in found {
            let view = service::view(db, caller, row).await?;
            let allowed = view.allowed.clone().unwrap_or_default();
            let step = steps.iter().find(|(from, event, _)| *from == status && allowed.contains(event)).map(|(.., title)| *title);
            let coming = (is_unit && status == Status::Notified).then_some(t.coming);
            let Some(title) = step.or(coming) else { continue };
            let name = unit.map(|unit| unit.name).unwrap_or_default();
            let why =
                format!("{name} · {} · {}", named::kind(view.kind).get(visit.lang), format::days(&view.planned_from, &view.planned_to));
            let card = Card::new(title, why, format!("/inspections/{}", view.id));
            cards.push(card.due_on(visit, &view.planned_to));
        }
    }
    Ok(cards)
}
