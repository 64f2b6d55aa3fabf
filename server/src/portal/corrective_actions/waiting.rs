//! Requests that wait for somebody: for the unit's answer, for a review, for a judgement, for the committee.

use sea_orm::ConnectionTrait;

use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::corrective_actions::entity::request::{Effectiveness, Status};
use crate::corrective_actions::lifecycle::Event;
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

/// The steps of a request, and what it takes to do them.
const STEPS: [(Status, Action); 9] = [
    (Status::Issued, Action::AnswerCar),
    (Status::Acknowledged, Action::AnswerCar),
    (Status::PlanReturned, Action::AnswerCar),
    (Status::Implementing, Action::AnswerCar),
    (Status::ImplementationReturned, Action::AnswerCar),
    (Status::PlanSubmitted, Action::ReviewCar),
    (Status::ImplementationSubmitted, Action::VerifyCar),
    (Status::Verified, Action::VerifyCar),
    (Status::Verified, Action::CloseCar),
];

/// What waits for the person in this room.
///
/// # Errors
/// Database failures.
pub async fn cards(db: &impl ConnectionTrait, visit: &Visit, caller: &Caller) -> Result<Vec<Card>, Problem> {
    let mut cards = of_committee(db, visit, caller).await?;
    for (status, action) in STEPS {
        let mut found = store::list(db, caller, &wanted(status, action, visit), None, LOOKED_AT, visit.now).await?;
        found.truncate(usize::try_from(LOOKED_AT).unwrap_or(usize::MAX));
        let views = views::of_rows(db, caller, found, visit.now).await?;
        let steps = views.iter().filter_map(|view| step(view, visit).map(|(title, path)| card(view, title, &path, visit)));
        cards.extend(steps.take(SHOWN));
    }
    Ok(cards)
}

/// The requests that a step may be due for.
fn wanted(status: Status, action: Action, visit: &Visit) -> Wanted {
    let wanted = Wanted { statuses: vec![status], may: Some(action), by_due_day: true, ..Wanted::default() };
    match (status, action) {
        (Status::Verified, Action::VerifyCar) => {
            Wanted { effectiveness: vec![Effectiveness::Pending], due_by: Some(visit.today()), ..wanted }
        }
        (Status::Verified, _) => Wanted { effectiveness: vec![Effectiveness::Effective, Effectiveness::NotRequired], ..wanted },
        _ => wanted,
    }
}

fn card(view: &CarView, title: &str, path: &str, visit: &Visit) -> Card {
    let why = format!("{} · {} · {}", view.number, view.organisation.name, shortened(&view.statement));
    let card = Card::new(title, why, path);
    match &view.due {
        Some(due) => card.due_on(visit, &due.due_on),
        None => card,
    }
}

/// What the person is to do about a request, if anything.
fn step(view: &CarView, visit: &Visit) -> Option<(&'static str, String)> {
    let t = Home::of(visit.lang);
    let allowed = view.allowed.as_deref().unwrap_or_default();
    let may = |event: Event| allowed.contains(&event);
    let path = format!("/car/{}", view.id);
    let is_judged_now = view.due.as_ref().is_some_and(|due| due.days_left <= 0);
    match view.status {
        Status::Issued if may(Event::Acknowledge) => Some((t.car_acknowledge, path)),
        Status::Acknowledged if may(Event::DraftPlan) => Some((t.car_plan, format!("{path}/plan"))),
        Status::PlanReturned if may(Event::DraftPlan) => Some((t.car_plan_again, path)),
        Status::Implementing if may(Event::RecordProgress) => Some((t.car_implement, format!("{path}/progress"))),
        Status::ImplementationReturned if may(Event::RecordProgress) => Some((t.car_implement_again, path)),
        Status::PlanSubmitted if may(Event::AcceptPlan) => Some((t.car_review, path)),
        Status::ImplementationSubmitted if may(Event::Verify) => Some((t.car_verify, path)),
        Status::Verified if may(Event::ConfirmEffective) && is_judged_now && view.effectiveness == Effectiveness::Pending => {
            Some((t.car_judge, path))
        }
        Status::Verified if may(Event::Close) && view.effectiveness != Effectiveness::Pending => Some((t.car_close, path)),
        _ => None,
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
