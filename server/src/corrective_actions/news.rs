//! Who is told what of a request: each step is told to those whose turn it is now.

use uuid::Uuid;

use super::entity::request::{self, Effectiveness};
use super::lifecycle::Event;
use super::store::today;
use crate::access::holders;
use crate::access::policy::{Role, TeamRole};
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::Problem;
use crate::ledger::Tx;
use crate::notify::catalogue::{self, Kind};
use crate::notify::service::{self, News};
use crate::organisations;

/// Kind of the record that these notices are about.
const RECORD_KIND: &str = "corrective_action_request";

/// A side of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// ISO secretary and head.
    Unit,
    /// Lead of the team and the standing office.
    Review,
    /// The committee.
    Committee,
    /// Those who may close.
    Chair,
}

/// The notice of an event and those it goes to; none when nobody has to know.
const fn of_event(event: Event, effectiveness: Effectiveness) -> Option<(&'static Kind, &'static [Side])> {
    Some(match event {
        Event::Dispute => (&catalogue::CAR_DISPUTED, &[Side::Committee]),
        Event::Uphold | Event::Withdraw | Event::Cancel => (&catalogue::CAR_DECIDED, &[Side::Unit, Side::Review]),
        Event::SubmitPlan => (&catalogue::CAR_PLAN_SUBMITTED, &[Side::Review]),
        Event::SubmitImplementation => (&catalogue::CAR_IMPLEMENTATION_SUBMITTED, &[Side::Review]),
        Event::ReturnPlan | Event::ReturnImplementation => (&catalogue::CAR_RETURNED, &[Side::Unit]),
        Event::AcceptPlan => (&catalogue::CAR_PLAN_ACCEPTED, &[Side::Unit]),
        Event::Verify if matches!(effectiveness, Effectiveness::NotRequired) => {
            (&catalogue::CAR_READY_TO_CLOSE, &[Side::Unit, Side::Chair])
        }
        Event::Verify => (&catalogue::CAR_VERIFIED, &[Side::Unit]),
        Event::ConfirmEffective => (&catalogue::CAR_READY_TO_CLOSE, &[Side::Unit, Side::Chair]),
        Event::Close => (&catalogue::CAR_CLOSED, &[Side::Unit, Side::Review]),
        // What is issued in place of one that did not hold, and what is asked of the committee, is told with its own particulars.
        Event::FindIneffective
        | Event::AskExtension
        | Event::Acknowledge
        | Event::DraftPlan
        | Event::ApprovePlan
        | Event::RecordProgress => return None,
    })
}

/// Tells of an event.
///
/// # Errors
/// Database failures.
pub async fn of_move(tx: &Tx, row: &request::Model, event: Event, reason: Option<&str>) -> Result<(), Problem> {
    let Some((kind, sides)) = of_event(event, row.effectiveness) else { return Ok(()) };
    let news = about(tx, kind, row).await?.param("event", event.as_str()).param("reason", reason.unwrap_or_default());
    tell(tx, row, sides, &news).await
}

/// Tells the unit of a new request.
///
/// # Errors
/// Database failures.
pub async fn of_issue(tx: &Tx, row: &request::Model) -> Result<(), Problem> {
    let news = about(tx, &catalogue::CAR_ISSUED, row).await?;
    tell(tx, row, &[Side::Unit], &news).await
}

/// Tells the committee that an extension is asked.
///
/// # Errors
/// Database failures.
pub async fn of_extension(tx: &Tx, row: &request::Model, to_on: &LocalDate, reason: &str) -> Result<(), Problem> {
    let news = about(tx, &catalogue::EXTENSION_ASKED, row).await?.param("to_on", to_on).param("reason", reason);
    tell(tx, row, &[Side::Committee], &news).await
}

/// Tells the unit how an extension was decided.
///
/// # Errors
/// Database failures.
pub async fn of_decision(tx: &Tx, row: &request::Model, granted: bool, reason: &str) -> Result<(), Problem> {
    let event = if granted { "grant" } else { "refuse" };
    let news = about(tx, &catalogue::EXTENSION_DECIDED, row).await?.param("event", event).param("reason", reason);
    tell(tx, row, &[Side::Unit], &news).await
}

/// Tells everybody of the conversation that there is a new message.
///
/// # Errors
/// Database failures.
pub async fn of_message(tx: &Tx, row: &request::Model) -> Result<(), Problem> {
    let news = about(tx, &catalogue::CAR_MESSAGE, row).await?;
    tell(tx, row, &[Side::Unit, Side::Review], &news).await
}

async fn about(tx: &Tx, kind: &'static Kind, row: &request::Model) -> Result<News, Problem> {
    let unit = organisations::store::by_ids(tx.db(), &[row.organisation_id]).await?.pop();
    let news =
        News::of(kind, RECORD_KIND, row.id).param("number", &row.number).param("unit", unit.map(|unit| unit.name).unwrap_or_default());
    Ok(match &row.due_on {
        Some(day) => news.param("due_on", day),
        None => news,
    })
}

async fn tell(tx: &Tx, row: &request::Model, sides: &[Side], news: &News) -> Result<(), Problem> {
    let mut people: Vec<Uuid> = Vec::new();
    for side in sides {
        people.extend(on_side(tx, row, *side).await?);
    }
    people.sort_unstable();
    people.dedup();
    service::tell(tx, &people, news).await
}

async fn on_side(tx: &Tx, row: &request::Model, side: Side) -> Result<Vec<Uuid>, Problem> {
    let (db, unit, day) = (tx.db(), row.organisation_id, today(tx.now()));
    match side {
        Side::Unit => holders::at(db, &[Role::UnitRepresentative, Role::UnitHead], unit, &day).await,
        Side::Review => {
            let mut people = holders::on_team(db, &[TeamRole::Lead], row.inspection_id).await?;
            people.extend(holders::nearest(db, &[Role::ProgrammeManager], unit, &day).await?);
            Ok(people)
        }
        Side::Committee => holders::nearest(db, &[Role::CommitteeMember, Role::CommitteeChair], unit, &day).await,
        Side::Chair => holders::nearest(db, &[Role::CommitteeChair], unit, &day).await,
    }
}

#[cfg(test)]
mod tests {
    use super::super::lifecycle::EVENTS;
    use super::*;

    #[test]
    fn whoever_has_to_act_next_is_told() {
        for event in EVENTS {
            let told = of_event(*event, Effectiveness::Pending).map(|(_, sides)| sides);
            match event {
                Event::SubmitPlan | Event::SubmitImplementation => assert_eq!(told, Some(&[Side::Review][..])),
                Event::ReturnPlan | Event::ReturnImplementation | Event::AcceptPlan => assert_eq!(told, Some(&[Side::Unit][..])),
                Event::Dispute => assert_eq!(told, Some(&[Side::Committee][..])),
                _ => {}
            }
        }
        let (kind, _) = of_event(Event::Verify, Effectiveness::NotRequired).unwrap();
        assert_eq!(kind.code, "car-ready-to-close", "nothing else is waited for");
    }
}
