//! Requests that wait for somebody: for the unit's answer, for a review, for a judgement, for the committee.

use sea_orm::ConnectionTrait;

use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::corrective_actions::entity::request::{Effectiveness, Status};
use crate::corrective_actions::lifecycle::Event;
use crate::corrective_actions::rules;
use crate::corrective_actions::store::{self, Wanted};
use crate::corrective_actions::views::{self, CarView};
use crate::kernel::problem::Problem;
use crate::portal::findings::row::shortened;
use crate::portal::format;
use crate::portal::frame::visit::Visit;
use crate::portal::home::card::Card;
use crate::portal::text::{Home, fill};

/// Requests that are looked at for each kind of step, those that are due first.
const LOOKED_AT: u64 = 12;
/// Cards of one kind that are shown; the others are behind the list.
const SHOWN: usize = 6;

/// A step that a request may wait for.
struct Step {
    status: Status,
    event: Event,
    title: fn(&Home) -> &'static str,
    /// The page below that of the request on which it is done; its own where this is empty.
    room: &'static str,
}

const fn step(status: Status, event: Event, title: fn(&Home) -> &'static str, room: &'static str) -> Step {
    Step { status, event, title, room }
}

/// What people are asked for, in the order of the work.
const STEPS: [Step; 9] = [
    step(Status::Issued, Event::Acknowledge, |t| t.car_acknowledge, ""),
    step(Status::Acknowledged, Event::DraftPlan, |t| t.car_plan, "/plan"),
    step(Status::PlanReturned, Event::DraftPlan, |t| t.car_plan_again, ""),
    step(Status::Implementing, Event::RecordProgress, |t| t.car_implement, "/progress"),
    step(Status::ImplementationReturned, Event::RecordProgress, |t| t.car_implement_again, ""),
    step(Status::PlanSubmitted, Event::AcceptPlan, |t| t.car_review, ""),
    step(Status::ImplementationSubmitted, Event::Verify, |t| t.car_verify, ""),
    step(Status::Verified, Event::ConfirmEffective, |t| t.car_judge, ""),
    step(Status::Verified, Event::Close, |t| t.car_close, ""),
];

/// What waits for the person in this room.
///
/// # Errors
/// Database failures.
pub async fn cards(db: &impl ConnectionTrait, visit: &Visit, caller: &Caller) -> Result<Vec<Card>, Problem> {
    let mut cards = of_committee(db, visit, caller).await?;
    for step in &STEPS {
        let mut found = store::list(db, caller, &wanted(step, visit), None, LOOKED_AT, visit.now).await?;
        found.truncate(usize::try_from(LOOKED_AT).unwrap_or(usize::MAX));
        let views = views::of_rows(db, caller, found, visit.now).await?;
        let waiting = views.iter().filter(|view| view.allowed.iter().flatten().any(|event| *event == step.event));
        cards.extend(waiting.take(SHOWN).map(|view| card(view, step, visit)));
    }
    Ok(cards)
}

/// The requests that a step may be due for, of which others would take the places of those that are.
fn wanted(step: &Step, visit: &Visit) -> Wanted {
    let wanted = Wanted { statuses: vec![step.status], may: Some(rules::action_of(step.event)), by_due_day: true, ..Wanted::default() };
    match step.event {
        Event::ConfirmEffective => Wanted { effectiveness: vec![Effectiveness::Pending], due_by: Some(visit.today()), ..wanted },
        Event::Close => Wanted { effectiveness: rules::SETTLED.to_vec(), ..wanted },
        _ => wanted,
    }
}

fn card(view: &CarView, step: &Step, visit: &Visit) -> Card {
    let why = format!("{} · {} · {}", view.number, view.organisation.name, shortened(&view.statement));
    let card = Card::new((step.title)(Home::of(visit.lang)), why, format!("/car/{}{}", view.id, step.room));
    match &view.due {
        Some(due) => card.due_on(visit, &due.due_on),
        None => card,
    }
}

/// What the committee is to decide, as numbers with the way to its room.
async fn of_committee(db: &impl ConnectionTrait, visit: &Visit, caller: &Caller) -> Result<Vec<Card>, Problem> {
    if !visit.may_somewhere(Action::DecideCar) {
        return Ok(Vec::new());
    }
    let t = Home::of(visit.lang);
    let open = || Wanted { open: Some(true), ..Wanted::default() };
    let asked = [
        (Wanted { overdue_on: Some(visit.today()), ..open() }, t.car_overdue, t.car_overdue_why, "/car?only=overdue"),
        (Wanted { extension_asked: true, ..open() }, t.car_extensions, t.car_extensions_why, "/committee#extensions"),
        (Wanted { statuses: vec![Status::Disputed], ..open() }, t.car_disputes, t.car_disputes_why, "/committee#disputes"),
    ];
    let mut cards = Vec::new();
    for (wanted, title, why, href) in asked {
        let count = i64::try_from(store::count(db, caller, &wanted, visit.now).await?).unwrap_or(i64::MAX);
        if count > 0 {
            cards.push(Card::new(fill(title, &[&format::number(count, visit.lang)]), why, href).urgent());
        }
    }
    Ok(cards)
}
