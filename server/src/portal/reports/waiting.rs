//! Documents that wait for somebody: minutes to be made, and what is to be signed.

use crate::access::caller::Caller;
use crate::app::AppState;
use crate::inspections::entity::inspection::Status as InspectionStatus;
use crate::inspections::listing::{self, Sort};
use crate::inspections::store::Wanted;
use crate::kernel::problem::Problem;
use crate::portal::frame::visit::Visit;
use crate::portal::home::card::Card;
use crate::portal::text::{Reports, fill};
use crate::reports::entity::report::Kind;
use crate::reports::{making, store, views, words};

/// Documents that are looked at, the oldest first.
const LOOKED_AT: u64 = 20;
/// Concluded inspections that are looked at, those with the earliest day first.
const CONCLUDED: u64 = 8;

/// What waits for the person in this room.
///
/// # Errors
/// Database failures.
pub async fn cards(app: &AppState, visit: &Visit, caller: &Caller) -> Result<Vec<Card>, Problem> {
    let t = Reports::of(visit.lang);
    let mut cards = to_make(app, visit, caller).await?;
    for row in store::seem_to_wait_for(app.read(), caller, LOOKED_AT, visit.now).await? {
        let view = views::one(app, caller, row).await?;
        if view.my_fields.iter().flatten().next().is_some() {
            let title = fill(t.to_sign, &[words::kind(view.kind).get(visit.lang)]);
            cards.push(Card::new(title, view.organisation.name, format!("/reports/{}", view.id)));
        }
    }
    Ok(cards)
}

/// Inspections that were concluded and have no minutes.
async fn to_make(app: &AppState, visit: &Visit, caller: &Caller) -> Result<Vec<Card>, Problem> {
    let (db, t) = (app.read(), Reports::of(visit.lang));
    let wanted = Wanted { status: Some(InspectionStatus::Concluded), ..Wanted::default() };
    let mut cards = Vec::new();
    for (row, unit) in listing::page(db, caller, &wanted, None, Sort::Day, None, CONCLUDED).await? {
        let may = making::makeable(db, caller, &row).await?.contains(&Kind::Minutes);
        if may && store::living(db, Kind::Minutes, row.id, None).await?.is_empty() {
            let name = unit.map(|unit| unit.name).unwrap_or_default();
            cards.push(Card::new(t.to_make, name, format!("/inspections/{}#documents-title", row.id)));
        }
    }
    Ok(cards)
}
