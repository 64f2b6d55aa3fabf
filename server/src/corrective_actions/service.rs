//! What happens to a corrective action request: permission, version, lifecycle, needs, the write, and what follows from it.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};
use uuid::Uuid;

use super::entity::request::{self, Effectiveness, Status};
use super::entity::{deadline, follow_up};
use super::lifecycle::{self, Event, Need};
use super::rules::{self, Given, GivenAction, Standing};
use super::store::{self, today};
use super::{extensions, issuing, news, plan};
use crate::access::caller::{Caller, forbidden};
use crate::access::policy::{self, Role};
use crate::access::succession;
use crate::evidence;
use crate::findings;
use crate::findings::entity::finding;
use crate::inspections::entity::inspection;
use crate::kernel::clock::{Instant, LocalDate};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::{calendar, catalogue, version};
use crate::ledger::transaction::Change;
use crate::ledger::{Entry, Tx, stream};
use crate::programmes::views::Deadlines;

/// The collection in which requests travel.
pub const COLLECTION: &str = "corrective_action_requests";

/// What comes with an event.
#[derive(Clone, Debug, Default)]
pub struct Particulars {
    /// Why, or the words of the judgement.
    pub reason: Option<String>,
    /// `on_site` or `by_file`.
    pub method: Option<String>,
}

/// The refusal of a move that the table does not know, or that means nothing to this request.
#[must_use]
pub fn illegal(row: &request::Model, event: &str, now: Instant) -> Problem {
    let standing = standing(row, false, &today(now));
    let allowed: Vec<_> = lifecycle::allowed(row.status)
        .filter(|event| rules::is_offered(*event, &standing))
        .map(Event::as_str)
        .filter(|name| *name != event)
        .collect();
    Problem::of(&catalogue::ILLEGAL_MOVE)
        .param("event", event)
        .param("status", row.status.as_str())
        .param("allowed", if allowed.is_empty() { "—".to_owned() } else { allowed.join(", ") })
}

/// What an offer of an event depends on beside the status, seen from a day.
#[must_use]
pub fn standing(row: &request::Model, extension_asked: bool, day: &LocalDate) -> Standing {
    Standing {
        status: row.status,
        effectiveness: row.effectiveness,
        extension_asked,
        effectiveness_day_has_come: row.effectiveness_due_on.as_ref().is_none_or(|due| due <= day),
    }
}

/// The refusal of a move whose needs are not met.
#[must_use]
pub fn needs(event: Event, unmet: Vec<FieldError>) -> Problem {
    Problem::of(&catalogue::NEEDS_UNMET).param("event", event.as_str()).errors(unmet)
}

/// The deadlines of a request as they stood at its issue.
///
/// # Errors
/// `internal` when the stored text is not what this program wrote.
pub fn profile(row: &request::Model) -> Result<Deadlines, Problem> {
    serde_json::from_str(&row.profile).map_err(Problem::internal)
}

/// A request that the caller may read, with every stream locked that a move of it may write to.
///
/// # Errors
/// `not-found`.
pub async fn locked(tx: &Tx, caller: &Caller, id: Uuid) -> Result<request::Model, Problem> {
    let row = store::request(tx.db(), caller, id, tx.now()).await?;
    for name in store::locks(tx.db(), &row).await? {
        tx.stream(&name).await?;
    }
    store::request(tx.db(), caller, id, tx.now()).await
}

/// A request that the caller may move by an event now, locked, at the version seen.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`.
pub(super) async fn begin(
    tx: &Tx,
    caller: &Caller,
    id: Uuid,
    seen: Option<i64>,
    event: Event,
) -> Result<(request::Model, Status, &'static [Need]), Problem> {
    let row = locked(tx, caller, id).await?;
    let action = rules::action_of(event);
    if store::where_may(tx.db(), caller, action, &[id], tx.now()).await?.is_empty() {
        return Err(forbidden(action));
    }
    if let Some(seen) = seen {
        version::require(seen, row.version)?;
    }
    let means = rules::means_something(event, row.status, row.effectiveness);
    let legal = lifecycle::next(row.status, event).filter(|_| means);
    let (to, needs) = legal.ok_or_else(|| illegal(&row, event.as_str(), tx.now()))?;
    Ok((row, to, needs))
}

/// The same, with everything that the move needs; gives the status it leads to.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`, `needs-unmet` naming each.
pub(super) async fn require(
    tx: &Tx,
    caller: &Caller,
    id: Uuid,
    seen: Option<i64>,
    event: Event,
    particulars: &Particulars,
) -> Result<(request::Model, Status), Problem> {
    let (row, to, wanted) = begin(tx, caller, id, seen, event).await?;
    let given = given(tx.db(), caller, &row, event, particulars, tx.now()).await?;
    let unmet: Vec<_> = wanted.iter().flat_map(|need| rules::unmet(*need, &given)).collect();
    if unmet.is_empty() { Ok((row, to)) } else { Err(needs(event, unmet)) }
}

/// What is missing from a request for an event that its status allows; nothing where it allows none.
///
/// # Errors
/// Database failures.
pub async fn missing(
    db: &impl ConnectionTrait,
    caller: &Caller,
    row: &request::Model,
    event: Event,
    now: Instant,
) -> Result<Vec<FieldError>, Problem> {
    let Some((_, wanted)) = lifecycle::next(row.status, event) else { return Ok(Vec::new()) };
    let given = given(db, caller, row, event, &Particulars::default(), now).await?;
    Ok(wanted.iter().flat_map(|need| rules::unmet(*need, &given)).collect())
}

/// Takes an event: the lifecycle, its needs, the write, and what follows.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`, `needs-unmet` naming each.
pub async fn take(
    tx: &Tx,
    caller: &Caller,
    id: Uuid,
    seen: Option<i64>,
    event: Event,
    particulars: Particulars,
) -> Result<request::Model, Problem> {
    let (before, to) = require(tx, caller, id, seen, event, &particulars).await?;
    let mut row = before.clone().into_active_model();
    row.status = Set(to);
    if particulars.reason.is_some() && rules::decides(event) {
        row.reason = Set(particulars.reason.clone());
    }
    let mut entry = Entry::new("corrective_action_request", id, event.as_str()).changed("status", before.status.as_str(), to.as_str());
    if let Some(reason) = &particulars.reason {
        entry = entry.with("reason", reason.as_str());
    }
    if let Some(method) = &particulars.method {
        entry = entry.with("method", method.as_str());
    }
    let mut entry = follow(tx, caller, &before, event, &particulars, &mut row, entry).await?;
    if let Some(seq) = extensions::lapse(tx, id, to, *row.effectiveness.as_ref()).await? {
        entry = entry.with("lapsed_extension", seq);
    }
    let after = write(tx, &before, row, entry).await?;
    news::of_move(tx, &after, event, particulars.reason.as_deref()).await?;
    if event == Event::Close {
        close_findings(tx, &after).await?;
    }
    Ok(after)
}

/// What an event does beside moving the status.
async fn follow(
    tx: &Tx,
    caller: &Caller,
    before: &request::Model,
    event: Event,
    particulars: &Particulars,
    row: &mut request::ActiveModel,
    entry: Entry,
) -> Result<Entry, Problem> {
    let now = tx.now();
    let profile = profile(before)?;
    match event {
        Event::ApprovePlan => {
            row.plan_approved_by = Set(Some(caller.user.id));
            row.plan_approved_at = Set(Some(now));
        }
        Event::SubmitPlan => {
            submitted(tx, caller, row);
            if before.plan_approved_by.is_none() {
                row.plan_approved_by = Set(Some(caller.user.id));
                row.plan_approved_at = Set(Some(now));
            }
            return Ok(entry.with("plan", plan::of_row(before, &actions(tx.db(), before.id).await?)));
        }
        Event::SubmitImplementation | Event::Dispute => submitted(tx, caller, row),
        Event::Uphold | Event::ReturnPlan | Event::ReturnImplementation => return give_time_back(tx, before, event, row, entry).await,
        Event::AcceptPlan => {
            let due = calendar::add_working_days(&today(now), u32::from(profile.implementation));
            row.implementation_due_on = Set(Some(due.clone()));
            add_due_day(tx, before.id, deadline::Kind::Implementation, &due, None).await?;
            return Ok(entry.with("implementation_due_on", due.as_str()));
        }
        Event::Verify => {
            row.verified_by = Set(Some(caller.user.id));
            row.verified_at = Set(Some(now));
            row.verified_method = Set(particulars.method.clone());
            if !rules::asks_effectiveness(before.grade.as_deref(), profile.effectiveness_grades.as_deref()) {
                row.effectiveness = Set(Effectiveness::NotRequired);
                return Ok(entry.with("effectiveness", "not_required"));
            }
            let due = calendar::add_working_days(&today(now), u32::from(profile.effectiveness));
            row.effectiveness_due_on = Set(Some(due.clone()));
            add_due_day(tx, before.id, deadline::Kind::Effectiveness, &due, None).await?;
            return Ok(entry.with("effectiveness_due_on", due.as_str()));
        }
        Event::ConfirmEffective => row.effectiveness = Set(Effectiveness::Effective),
        Event::FindIneffective => {
            row.effectiveness = Set(Effectiveness::Ineffective);
            let again = issuing::reissue(tx, before).await?;
            row.reissued_as = Set(Some(again.id));
            return Ok(entry.with("reissued_as", again.number));
        }
        Event::Close => {
            row.closed_by = Set(Some(caller.user.id));
            row.closed_at = Set(Some(now));
        }
        _ => {}
    }
    Ok(entry)
}

fn submitted(tx: &Tx, caller: &Caller, row: &mut request::ActiveModel) {
    row.submitted_by = Set(Some(caller.user.id));
    row.submitted_at = Set(Some(tx.now()));
}

/// The clock stands while a submission waits for its review, and a dispute for the committee: what is returned gets the days back.
async fn give_time_back(
    tx: &Tx,
    before: &request::Model,
    event: Event,
    row: &mut request::ActiveModel,
    entry: Entry,
) -> Result<Entry, Problem> {
    let Some(submitted_at) = before.submitted_at else { return Ok(entry) };
    let waited = calendar::working_days_between(&today(submitted_at), &today(tx.now()));
    let (kind, due) = match event {
        Event::ReturnPlan | Event::Uphold => (deadline::Kind::Plan, before.plan_due_on.clone()),
        _ => (deadline::Kind::Implementation, before.implementation_due_on.clone().unwrap_or_else(|| before.plan_due_on.clone())),
    };
    let Some(waited) = u32::try_from(waited).ok().filter(|days| *days > 0) else { return Ok(entry) };
    let later = calendar::add_working_days(&due, waited);
    set_due_day(row, kind, &later);
    add_due_day(tx, before.id, kind, &later, None).await?;
    Ok(entry.changed("due_on", due.as_str(), later.as_str()))
}

/// Puts a due day into its column.
pub(super) fn set_due_day(row: &mut request::ActiveModel, kind: deadline::Kind, day: &LocalDate) {
    match kind {
        deadline::Kind::Plan => row.plan_due_on = Set(day.clone()),
        deadline::Kind::Implementation => row.implementation_due_on = Set(Some(day.clone())),
        deadline::Kind::Effectiveness => row.effectiveness_due_on = Set(Some(day.clone())),
    }
}

/// Adds a due day to those that a request ever had.
pub(super) async fn add_due_day(
    tx: &Tx,
    car_id: Uuid,
    kind: deadline::Kind,
    due_on: &LocalDate,
    extension_id: Option<Uuid>,
) -> Result<(), Problem> {
    let count = deadline::Entity::find().filter(deadline::Column::CarId.eq(car_id)).count(tx.db()).await?;
    deadline::ActiveModel {
        car_id: Set(car_id),
        seq: Set(i32::try_from(count + 1).map_err(Problem::internal)?),
        kind: Set(kind),
        due_on: Set(due_on.clone()),
        extension_id: Set(extension_id),
        set_at: Set(tx.now()),
        set_by: Set(tx.actor().user_id),
    }
    .insert(tx.db())
    .await?;
    Ok(())
}

/// The day that counts now, of whichever deadline the status waits for.
pub(super) fn counting(row: &request::Model) -> Option<LocalDate> {
    match rules::awaited(row.status, row.effectiveness)? {
        deadline::Kind::Plan => Some(row.plan_due_on.clone()),
        deadline::Kind::Implementation => row.implementation_due_on.clone(),
        deadline::Kind::Effectiveness => row.effectiveness_due_on.clone(),
    }
}

/// Writes a change with its next version, its entry, and word to every stream that carries the request.
pub(super) async fn write(
    tx: &Tx,
    before: &request::Model,
    mut row: request::ActiveModel,
    entry: Entry,
) -> Result<request::Model, Problem> {
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    let due_on = counting(&after);
    let after = if after.due_on == due_on {
        after
    } else {
        let mut row = after.into_active_model();
        row.due_on = Set(due_on);
        row.update(tx.db()).await?
    };
    tell(tx, &after, entry).await?;
    Ok(after)
}

/// The entry goes into the chain of the inspection that led to the request; devices of follow-ups are told as well.
pub(super) async fn tell(tx: &Tx, row: &request::Model, entry: Entry) -> Result<(), Problem> {
    tx.note(&stream::of_inspection(row.inspection_id), entry).await?;
    for name in store::streams(tx.db(), row).await? {
        tx.change(&name, COLLECTION, row.id, Change::told_to_all()).await?;
    }
    Ok(())
}

/// Makes a follow-up inspection carry a request from now on.
pub(super) async fn carry(tx: &Tx, row: &request::Model, inspection_id: Uuid) -> Result<(), Problem> {
    follow_up::ActiveModel { inspection_id: Set(inspection_id), car_id: Set(row.id) }.insert(tx.db()).await?;
    tx.change(&stream::of_inspection(inspection_id), COLLECTION, row.id, Change::told_to_all()).await?;
    Ok(())
}

pub(super) async fn actions(db: &impl ConnectionTrait, id: Uuid) -> Result<Vec<super::entity::action::Model>, Problem> {
    Ok(store::actions(db, &[id]).await?.remove(&id).unwrap_or_default())
}

/// Closes the findings of a request that no other open request answers for.
async fn close_findings(tx: &Tx, row: &request::Model) -> Result<(), Problem> {
    let mut answered = Vec::new();
    for finding in store::findings(tx.db(), &[row.id]).await?.remove(&row.id).unwrap_or_default() {
        if store::open_requests_of(tx.db(), finding.id).await?.is_empty() {
            answered.push(finding.id);
        }
    }
    findings::events::close_answered(tx, &answered, &row.number).await
}

/// Takes an event of a finding that asks for no open request: the requests that are still open are its open needs.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`, `needs-unmet` naming each open request.
pub async fn take_finding(
    tx: &Tx,
    caller: &Caller,
    id: Uuid,
    seen: i64,
    event: findings::lifecycle::Event,
    reason: Option<String>,
) -> Result<finding::Model, Problem> {
    findings::events::locked(tx, caller, id).await?;
    let open_requests = store::open_requests_of(tx.db(), id).await?;
    let said = findings::events::Said { reason, open_requests };
    findings::events::take(tx, caller, id, Some(seen), event, said).await
}

/// Gathers what the needs are asked with.
async fn given(
    db: &impl ConnectionTrait,
    caller: &Caller,
    row: &request::Model,
    event: Event,
    particulars: &Particulars,
    now: Instant,
) -> Result<Given, Problem> {
    let actions = actions(db, row.id).await?;
    let evidence = match event {
        Event::SubmitImplementation => evidence::store::verified_counts(db, &actions.iter().map(|one| one.id).collect::<Vec<_>>()).await?,
        _ => HashMap::new(),
    };
    let raised = store::findings(db, &[row.id]).await?.remove(&row.id).unwrap_or_default();
    let is_head = caller.speaks_for(Role::UnitHead).contains(&row.organisation_id);
    let filled = |text: &str| !text.trim().is_empty();
    let cause: Option<plan::RootCause> = serde_json::from_str(&row.root_cause).ok();
    Ok(Given {
        reason: particulars.reason.as_deref().is_some_and(filled),
        by_raiser: raised.iter().any(|finding| finding.raised_by == Some(caller.user.id)),
        by_unit: is_of_unit(db, caller, row, now).await?,
        correction: filled(&row.correction),
        root_cause: cause.is_some_and(|cause| cause.is_named()),
        actions: actions
            .iter()
            .map(|one| GivenAction {
                what: filled(&one.what),
                owner: filled(&one.owner),
                due: one.due_on.is_some(),
                done: one.done_on.is_some(),
                evidence: evidence.get(&one.id).copied().unwrap_or(0),
            })
            .collect(),
        similar_cases: filled(&row.similar_cases),
        approved: row.plan_approved_by.is_some() || is_head,
        method: particulars.method.is_some(),
        effectiveness_day: row.effectiveness_due_on.clone().map(|due| (due, today(now))),
        effective: rules::SETTLED.contains(&row.effectiveness),
        extension_waits: event == Event::AskExtension && extensions::waiting(db, row.id).await?.is_some(),
        extended_day: counting(row).map(|due| (due, today(now))),
        ..Given::default()
    })
}

/// Whether the caller stands on the side of the unit: employed by it, by a part of it, by whoever followed it or by what ended in
/// it, or speaking for one of these. In a unit's own checks everybody is of the unit: there the one who sent the result may not
/// judge it.
async fn is_of_unit(db: &impl ConnectionTrait, caller: &Caller, row: &request::Model, now: Instant) -> Result<bool, Problem> {
    let inspection = inspection::Entity::find_by_id(row.inspection_id).one(db).await?.ok_or_else(Problem::not_found)?;
    if inspection.kind.is_own() {
        return Ok(row.submitted_by == Some(caller.user.id));
    }
    let speaking = caller.grants.iter().filter(|grant| policy::speaks_for_unit(grant.role)).map(|grant| grant.organisation_id);
    let places: Vec<Uuid> = speaking.chain([caller.user.organisation_id]).collect();
    succession::is_part_of(db, &places, row.organisation_id, &today(now)).await
}
