//! Planned units that are past their day, for those who run the programme.

use sea_orm::ConnectionTrait;

use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::kernel::problem::Problem;
use crate::portal::format;
use crate::portal::frame::visit::Visit;
use crate::portal::home::card::Card;
use crate::portal::text::{Home, fill};
use crate::programmes::progress;
use crate::programmes::store::{self, Filter};

/// Programmes of the year that are looked at.
const LOOKED_AT: u64 = 10;

/// What waits for the person in this room.
///
/// # Errors
/// Database failures.
pub async fn cards(db: &impl ConnectionTrait, visit: &Visit, caller: &Caller) -> Result<Vec<Card>, Problem> {
    if !visit.may_somewhere(Action::EditProgramme) {
        return Ok(Vec::new());
    }
    let (t, today) = (Home::of(visit.lang), visit.today());
    let filter = Filter { year: Some(i32::from(today.civil().year())), ..Filter::default() };
    let mut cards = Vec::new();
    for row in store::programmes(db, caller, filter, None, LOOKED_AT).await? {
        let late = progress::progress(db, &row, today.clone(), None, 1).await?.total.late;
        if late > 0 {
            let title = fill(t.late_lines, &[&format::number(i64::from(late), visit.lang)]);
            cards.push(Card::new(title, fill(t.late_lines_why, &[&row.title]), format!("/programmes/{}", row.id)).urgent());
        }
    }
    Ok(cards)
}
