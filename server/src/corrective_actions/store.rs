//! Queries over corrective action requests, always within what the caller may read.

use std::collections::{BTreeSet, HashMap, HashSet};

use sea_orm::sea_query::{Expr, ExprTrait, NullOrdering, Order, Query};
use sea_orm::{ActiveEnum, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::delegations;
use super::entity::request::{self, Column, Effectiveness, Status};
use super::entity::{action, car_finding, deadline, extension, follow_up, message};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Scope;
use crate::access::succession;
use crate::findings::entity::finding;
use crate::inspections::entity::inspection;
use crate::kernel::clock::{DEFAULT_ZONE, Instant, LocalDate};
use crate::kernel::problem::Problem;
use crate::kernel::vietnamese;
use crate::ledger::stream;
use crate::organisations::entity::organisation;
use crate::organisations::units::Units;

/// Sorts after every day.
const NO_DAY: &str = "9999-12-31";

/// Which requests.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of this inspection.
    pub inspection: Option<Uuid>,
    /// Of units at or below this organisation.
    pub within: Option<Uuid>,
    /// In one of these statuses; any when empty.
    pub statuses: Vec<Status>,
    /// Still open (true), or closed, withdrawn, reissued (false).
    pub open: Option<bool>,
    /// About this clause.
    pub clause: Option<String>,
    /// Of this grade.
    pub grade: Option<String>,
    /// Of these units.
    pub units: Units,
    /// With these words in the unit's name or the number, whatever their case and diacritics.
    pub q: Option<String>,
    /// Past the day that counts now.
    pub overdue_on: Option<LocalDate>,
    /// Issued on or after.
    pub issued_from: Option<Instant>,
    /// Issued before.
    pub issued_to: Option<Instant>,
    /// With an extension that waits for a decision.
    pub extension_asked: bool,
    /// To which the caller may do this; otherwise those that they may read.
    pub may: Option<Action>,
    /// With effectiveness standing like one of these; any when empty.
    pub effectiveness: Vec<Effectiveness>,
    /// The day that counts now is this one or earlier.
    pub due_by: Option<LocalDate>,
    /// Those that are due first come first, instead of the newest.
    pub by_due_day: bool,
}

/// Where a page of requests begins: the due day and the id of the last one before.
pub type Place = (String, Uuid);

/// The place of a request in its list.
#[must_use]
pub fn place_of(row: &request::Model) -> Place {
    (row.due_on.as_ref().map_or(NO_DAY, LocalDate::as_str).to_owned(), row.id)
}

/// Where the caller may do something, as a condition on requests: through the unit, the team of the inspection, the team of a
/// follow-up inspection that was not cancelled, or a delegation.
///
/// # Errors
/// Database failures.
pub async fn within(db: &impl ConnectionTrait, caller: &Caller, action: Action, now: Instant) -> Result<Condition, Problem> {
    let mut scope = caller.scope(action);
    if action == Action::CloseCar {
        scope.under.extend(delegations::places_of(db, caller.user.id, now).await?);
    }
    let own = scope.inspections("organisation_id", "inspection_id");
    if scope.on_team_as.is_empty() {
        return Ok(own);
    }
    let teams = Scope { on_team_as: scope.on_team_as, user_id: scope.user_id, ..Scope::default() };
    let follow_ups = Query::select()
        .column("id")
        .from("inspection")
        .cond_where(teams.inspections("organisation_id", "id"))
        .and_where(Expr::col("status").ne(inspection::Status::Cancelled.to_value()))
        .to_owned();
    let cars = follow_up::Entity::find()
        .select_only()
        .column(follow_up::Column::CarId)
        .filter(follow_up::Column::InspectionId.in_subquery(follow_ups));
    Ok(Condition::any().add(own).add(Column::Id.in_subquery(sea_orm::QueryTrait::into_query(cars))))
}

/// Of some requests, those to which the caller may do something.
///
/// # Errors
/// Database failures.
pub async fn where_may(
    db: &impl ConnectionTrait,
    caller: &Caller,
    action: Action,
    ids: &[Uuid],
    now: Instant,
) -> Result<HashSet<Uuid>, Problem> {
    let query = request::Entity::find().select_only().column(Column::Id).filter(Column::Id.is_in(ids.iter().copied()));
    let found: Vec<Uuid> = query.filter(within(db, caller, action, now).await?).into_tuple().all(db).await?;
    Ok(found.into_iter().collect())
}

/// One request that the caller may read.
///
/// # Errors
/// `not-found`.
pub async fn request(db: &impl ConnectionTrait, caller: &Caller, id: Uuid, now: Instant) -> Result<request::Model, Problem> {
    let readable = within(db, caller, Action::ReadCar, now).await?;
    request::Entity::find_by_id(id).filter(readable).one(db).await?.ok_or_else(Problem::not_found)
}

/// A page of requests that the caller may read.
///
/// # Errors
/// Database failures.
pub async fn list(
    db: &impl ConnectionTrait,
    caller: &Caller,
    wanted: &Wanted,
    after: Option<Place>,
    limit: u64,
    now: Instant,
) -> Result<Vec<request::Model>, Problem> {
    let mut query = request::Entity::find().filter(reachable(db, caller, wanted, now).await?).filter(conditions(wanted));
    if wanted.by_due_day {
        let due = || Expr::col(Column::DueOn).if_null(NO_DAY);
        if let Some((day, id)) = after {
            let same_day = Condition::all().add(due().eq(day.as_str())).add(Column::Id.gt(id));
            query = query.filter(Condition::any().add(due().gt(day.as_str())).add(same_day));
        }
        query = query.order_by_with_nulls(Column::DueOn, Order::Asc, NullOrdering::Last).order_by_asc(Column::Id);
    } else {
        if let Some((_, id)) = after {
            query = query.filter(Column::Id.lt(id));
        }
        query = query.order_by_desc(Column::Id);
    }
    Ok(query.limit(limit + 1).all(db).await?)
}

/// How many requests there are that the caller may read.
///
/// # Errors
/// Database failures.
pub async fn count(db: &impl ConnectionTrait, caller: &Caller, wanted: &Wanted, now: Instant) -> Result<u64, Problem> {
    let reachable = reachable(db, caller, wanted, now).await?;
    Ok(request::Entity::find().filter(reachable).filter(conditions(wanted)).count(db).await?)
}

/// What the caller may read, and what they may do something to when that is wanted.
async fn reachable(db: &impl ConnectionTrait, caller: &Caller, wanted: &Wanted, now: Instant) -> Result<Condition, Problem> {
    let readable = within(db, caller, Action::ReadCar, now).await?;
    match wanted.may {
        Some(action) => Ok(Condition::all().add(readable).add(within(db, caller, action, now).await?)),
        None => Ok(readable),
    }
}

/// The conditions of a list.
#[must_use]
pub fn conditions(wanted: &Wanted) -> Condition {
    let under = |root: Uuid| Scope { under: vec![root], ..Scope::default() }.organisations("organisation_id");
    let asked = extension::Entity::find()
        .select_only()
        .column(extension::Column::CarId)
        .filter(extension::Column::State.eq(extension::State::Asked));
    named(wanted.q.as_deref())
        .add(wanted.units.condition(("corrective_action_request", "organisation_id")))
        .add_option(wanted.inspection.map(|id| Column::InspectionId.eq(id)))
        .add_option(wanted.within.map(under))
        .add_option((!wanted.statuses.is_empty()).then(|| Column::Status.is_in(wanted.statuses.iter().copied())))
        .add_option(
            wanted.open.map(|open| if open { Column::Status.is_not_in(Status::ENDED) } else { Column::Status.is_in(Status::ENDED) }),
        )
        .add_option(wanted.clause.as_ref().map(|clause| Column::Clauses.contains(format!("\"{clause}\""))))
        .add_option(wanted.grade.as_ref().map(|grade| Column::Grade.eq(grade)))
        .add_option((!wanted.effectiveness.is_empty()).then(|| Column::Effectiveness.is_in(wanted.effectiveness.iter().copied())))
        .add_option(wanted.due_by.as_ref().map(|day| Column::DueOn.lte(day.clone())))
        .add_option(wanted.overdue_on.as_ref().map(|today| Column::DueOn.lt(today.clone())))
        .add_option(wanted.issued_from.map(|from| Column::IssuedAt.gte(from)))
        .add_option(wanted.issued_to.map(|to| Column::IssuedAt.lt(to)))
        .add_option(wanted.extension_asked.then(|| Column::Id.in_subquery(sea_orm::QueryTrait::into_query(asked))))
}

/// Every word is in the unit's name or in the number.
fn named(q: Option<&str>) -> Condition {
    q.map(vietnamese::fold).unwrap_or_default().split_whitespace().fold(Condition::all(), |all, word| {
        let pattern = format!("%{word}%");
        let units = organisation::Entity::find()
            .select_only()
            .column(organisation::Column::Id)
            .filter(organisation::Column::SearchText.like(&pattern));
        let in_unit = Column::OrganisationId.in_subquery(sea_orm::QueryTrait::into_query(units));
        // Numbers are written in capitals; a folded word has no hyphen.
        all.add(Condition::any().add(in_unit).add(Column::Number.like(pattern.to_uppercase())))
    })
}

/// A request, whoever asks: for the program itself.
///
/// # Errors
/// `not-found`.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<request::Model, Problem> {
    request::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)
}

/// The names of the streams that carry a request: that of its inspection and those of the follow-ups held for it, in the order
/// in which they are locked.
///
/// # Errors
/// Database failures.
pub async fn streams(db: &impl ConnectionTrait, row: &request::Model) -> Result<BTreeSet<String>, Problem> {
    let follow_ups = follow_up::Entity::find().filter(follow_up::Column::CarId.eq(row.id)).all(db).await?;
    let inspections = follow_ups.into_iter().map(|row| row.inspection_id).chain([row.inspection_id]);
    Ok(inspections.map(stream::of_inspection).collect())
}

/// The names of the streams that a move of a request may write to: those that carry it, and those of its findings, which close
/// with it; in the order in which they are locked.
///
/// # Errors
/// Database failures.
pub async fn locks(db: &impl ConnectionTrait, row: &request::Model) -> Result<BTreeSet<String>, Problem> {
    let mut names = streams(db, row).await?;
    let found = findings(db, &[row.id]).await?.remove(&row.id).unwrap_or_default();
    names.extend(found.into_iter().map(|finding| stream::of_inspection(finding.inspection_id)));
    Ok(names)
}

/// The actions of some requests, in the order of the plan.
///
/// # Errors
/// Database failures.
pub async fn actions(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<action::Model>>, Problem> {
    let of_these = action::Column::CarId.is_in(ids.iter().copied());
    let rows = action::Entity::find().filter(of_these).order_by_asc(action::Column::Seq).all(db).await?;
    Ok(by_car(rows, |row| row.car_id))
}

/// The findings of some requests.
///
/// # Errors
/// Database failures.
pub async fn findings(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<finding::Model>>, Problem> {
    let links = car_finding::Entity::find().filter(car_finding::Column::CarId.is_in(ids.iter().copied())).all(db).await?;
    let wanted = links.iter().map(|link| link.finding_id);
    let found = finding::Entity::find().filter(finding::Column::Id.is_in(wanted)).order_by_asc(finding::Column::Id).all(db).await?;
    let mut grouped: HashMap<Uuid, Vec<_>> = HashMap::new();
    for row in found {
        for link in links.iter().filter(|link| link.finding_id == row.id) {
            grouped.entry(link.car_id).or_default().push(row.clone());
        }
    }
    Ok(grouped)
}

/// Every due day that some requests ever had, in the order in which they were set.
///
/// # Errors
/// Database failures.
pub async fn due_days(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<deadline::Model>>, Problem> {
    let of_these = deadline::Column::CarId.is_in(ids.iter().copied());
    let rows = deadline::Entity::find().filter(of_these).order_by_asc(deadline::Column::Seq).all(db).await?;
    Ok(by_car(rows, |row| row.car_id))
}

/// The extensions of some requests, in the order in which they were asked.
///
/// # Errors
/// Database failures.
pub async fn extensions(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<extension::Model>>, Problem> {
    let of_these = extension::Column::CarId.is_in(ids.iter().copied());
    let rows = extension::Entity::find().filter(of_these).order_by_asc(extension::Column::Seq).all(db).await?;
    Ok(by_car(rows, |row| row.car_id))
}

/// The messages about a request, the oldest first.
///
/// # Errors
/// Database failures.
pub async fn messages(db: &impl ConnectionTrait, id: Uuid, after: Option<Uuid>, limit: u64) -> Result<Vec<message::Model>, Problem> {
    let mut query = message::Entity::find().filter(message::Column::CarId.eq(id));
    if let Some(after) = after {
        query = query.filter(message::Column::Id.gt(after));
    }
    Ok(query.order_by_asc(message::Column::Id).limit(limit + 1).all(db).await?)
}

/// The latest messages about a request, the oldest of them first.
///
/// # Errors
/// Database failures.
pub async fn latest_messages(db: &impl ConnectionTrait, id: Uuid, limit: u64) -> Result<Vec<message::Model>, Problem> {
    let query = message::Entity::find().filter(message::Column::CarId.eq(id));
    let mut rows = query.order_by_desc(message::Column::Id).limit(limit).all(db).await?;
    rows.reverse();
    Ok(rows)
}

/// The open requests of a unit and of those that ended in it, in the order of their numbers.
///
/// # Errors
/// Database failures.
pub async fn open_of_unit(db: &impl ConnectionTrait, organisation_id: Uuid, now: Instant) -> Result<Vec<request::Model>, Problem> {
    let wanted = Wanted { open: Some(true), ..Wanted::default() };
    let mut units = succession::predecessors(db, &[organisation_id], &today(now)).await?;
    units.push(organisation_id);
    let query = request::Entity::find().filter(Column::OrganisationId.is_in(units)).filter(conditions(&wanted));
    Ok(query.order_by_asc(Column::IssuedAt).order_by_asc(Column::Id).all(db).await?)
}

/// The requests that answer or answered for a finding, as far as the caller may read them, the oldest first.
///
/// # Errors
/// Database failures.
pub async fn of_finding(
    db: &impl ConnectionTrait,
    caller: &Caller,
    finding_id: Uuid,
    now: Instant,
) -> Result<Vec<request::Model>, Problem> {
    let readable = within(db, caller, Action::ReadCar, now).await?;
    let query = request::Entity::find().filter(Column::Id.in_subquery(links_of(finding_id))).filter(readable);
    Ok(query.order_by_asc(Column::Id).all(db).await?)
}

fn links_of(finding_id: Uuid) -> sea_orm::sea_query::SelectStatement {
    let links = car_finding::Entity::find().select_only().column(car_finding::Column::CarId);
    sea_orm::QueryTrait::into_query(links.filter(car_finding::Column::FindingId.eq(finding_id)))
}

/// Numbers of the requests that are open for a finding.
///
/// # Errors
/// Database failures.
pub async fn open_requests_of(db: &impl ConnectionTrait, finding_id: Uuid) -> Result<Vec<String>, Problem> {
    numbers_for(db, finding_id, &Status::ENDED).await
}

/// Numbers of the requests of a finding that are in none of these statuses.
///
/// # Errors
/// Database failures.
pub async fn numbers_for(db: &impl ConnectionTrait, finding_id: Uuid, without: &[Status]) -> Result<Vec<String>, Problem> {
    Ok(request::Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::Id.in_subquery(links_of(finding_id)))
        .filter(Column::Status.is_not_in(without.iter().copied()))
        .order_by_asc(Column::Number)
        .into_tuple()
        .all(db)
        .await?)
}

/// Requests that wait for something due on or before a day, by id after `after`: for reminders.
///
/// # Errors
/// Database failures.
pub async fn awaited_by(
    db: &impl ConnectionTrait,
    day: &LocalDate,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<request::Model>, Problem> {
    let mut query = request::Entity::find().filter(Column::DueOn.lte(day.clone()));
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after));
    }
    Ok(query.order_by_asc(Column::Id).limit(limit).all(db).await?)
}

/// The local day at a moment, by which due days are judged.
#[must_use]
pub fn today(now: Instant) -> LocalDate {
    now.local_date(DEFAULT_ZONE)
}

fn by_car<T>(rows: Vec<T>, car: impl Fn(&T) -> Uuid) -> HashMap<Uuid, Vec<T>> {
    let mut grouped: HashMap<Uuid, Vec<T>> = HashMap::new();
    for row in rows {
        grouped.entry(car(&row)).or_default().push(row);
    }
    grouped
}
