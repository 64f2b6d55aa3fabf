//! Findings that wait for somebody: for the unit's answer, for the committee's decision.

use sea_orm::ConnectionTrait;

use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::findings::entity::finding::Status;
use crate::findings::store::{self, Wanted};
use crate::kernel::problem::Problem;
use crate::portal::format;
use crate::portal::frame::visit::Visit;
use crate::portal::home::card::Card;
use crate::portal::text::{Home, fill};

/// The most that are counted.
const COUNTED: u64 = 500;

/// What waits for the person in this room.
///
/// # Errors
/// Database failures.
pub async fn cards(db: &impl ConnectionTrait, visit: &Visit, caller: &Caller) -> Result<Vec<Card>, Problem> {
    let t = Home::of(visit.lang);
    let asked = [
        (Status::Recorded, Action::AnswerFinding, t.findings_to_answer, t.findings_to_answer_why, "/findings?status=recorded"),
        (Status::Disputed, Action::DecideFinding, t.findings_disputed, t.car_disputes_why, "/committee#disputes"),
    ];
    let mut cards = Vec::new();
    for (status, action, title, why, href) in asked {
        if !visit.may_somewhere(action) {
            continue;
        }
        let wanted = Wanted { status: Some(status), ..Wanted::default() };
        let found = store::list(db, caller, &wanted, None, COUNTED).await?;
        let ids: Vec<_> = found.iter().map(|row| row.id).collect();
        let count = store::where_may(db, caller, action, &ids).await?.len();
        if count > 0 {
            cards.push(Card::new(fill(title, &[&format::count(count, visit.lang)]), why, href));
        }
    }
    Ok(cards)
}
