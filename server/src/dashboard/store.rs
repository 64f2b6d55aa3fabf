//! The queries of the dashboard: each groups and counts rows in the database, within what the caller may read.

use std::collections::BTreeMap;

use jiff::ToSpan;
use sea_orm::sea_query::{Asterisk, CaseStatement, Condition, Expr, ExprTrait, JoinType, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult, TryGetable};

use super::rules::{self, AgeGroup, FindingGroup};
use super::views::{DashboardView, FindingCounts, InspectionCounts, OnTime, PlanCount, RequestCounts};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::corrective_actions::entity::request::Status;
use crate::corrective_actions::store::{self as requests, Wanted as WantedRequests};
use crate::findings::store::{self as findings, Wanted as WantedFindings};
use crate::inspections::entity::inspection::Status as InspectionStatus;
use crate::inspections::store::Wanted as WantedInspections;
use crate::kernel::clock::{DEFAULT_ZONE, Instant, LocalDate};
use crate::kernel::problem::Problem;
use crate::organisations::units::Units;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;
/// Milliseconds by which local days in [`DEFAULT_ZONE`] are ahead of UTC; it has no summer time.
const AHEAD: i64 = 7 * 3_600_000;

/// What is counted.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Of which units.
    pub units: Units,
    /// First day.
    pub from: Option<LocalDate>,
    /// Last day.
    pub to: Option<LocalDate>,
    /// About this clause alone.
    pub clause: Option<String>,
}

impl Asked {
    fn begins(&self) -> Option<Instant> {
        self.from.as_ref().map(|day| day.begins(DEFAULT_ZONE))
    }

    fn is_over(&self) -> Option<Instant> {
        self.to.as_ref().map(|day| day.begins(DEFAULT_ZONE).plus_millis(DAY))
    }

    fn requests(&self) -> WantedRequests {
        WantedRequests {
            units: self.units.clone(),
            clause: self.clause.clone(),
            issued_from: self.begins(),
            issued_to: self.is_over(),
            ..WantedRequests::default()
        }
    }

    fn findings(&self) -> WantedFindings {
        WantedFindings {
            units: self.units.clone(),
            clause: self.clause.clone(),
            recorded_from: self.begins(),
            recorded_to: self.is_over(),
            only: Some(findings::Only::Standing),
            ..WantedFindings::default()
        }
    }

    fn inspections(&self) -> WantedInspections {
        WantedInspections { units: self.units.clone(), from: self.from.clone(), to: self.to.clone(), ..WantedInspections::default() }
    }
}

/// Counts everything.
///
/// # Errors
/// Database failures.
pub async fn count(db: &impl ConnectionTrait, caller: &Caller, asked: &Asked, now: Instant) -> Result<DashboardView, Problem> {
    let on = requests::today(now);
    Ok(DashboardView {
        plan: plan(db, caller, asked).await?,
        inspections: inspections(db, caller, asked).await?,
        findings: found(db, caller, asked).await?,
        requests: issued(db, caller, asked, &on, now).await?,
        on,
        from: asked.from.clone(),
        to: asked.to.clone(),
    })
}

/// Rows of a statement grouped by some of its columns, with how many there are of each.
fn counted(rows: SelectStatement, columns: &[&'static str]) -> SelectStatement {
    let mut query = Query::select();
    query.columns(columns.iter().copied()).expr_as(Expr::col(Asterisk).count(), "count").from_subquery(rows, "t");
    query.group_by_columns(columns.iter().copied());
    query
}

fn get<T: TryGetable>(row: &QueryResult, column: &str) -> Result<T, Problem> {
    Ok(row.try_get("", column)?)
}

fn how_many(row: &QueryResult) -> Result<u64, Problem> {
    Ok(u64::try_from(get::<i64>(row, "count")?).unwrap_or_default())
}

/// 1 where a condition holds, else 0.
fn flag(condition: impl Into<Condition>) -> CaseStatement {
    CaseStatement::new().case(condition.into(), 1).finally(0)
}

/// Lines of plans of the programmes whose year is in the period.
async fn plan(db: &impl ConnectionTrait, caller: &Caller, asked: &Asked) -> Result<Vec<PlanCount>, Problem> {
    let year = |day: &LocalDate| i32::from(day.civil().year());
    let same_line = Query::select()
        .expr(Expr::val(1))
        .from_as("inspection", "i")
        .and_where(Expr::col(("i", "programme_id")).equals(("p", "programme_id")))
        .and_where(Expr::col(("i", "organisation_id")).equals(("p", "organisation_id")))
        .and_where(Expr::col(("i", "kind")).equals(("p", "inspection_kind")))
        .and_where(Expr::col(("i", "status")).is_in(InspectionStatus::DONE.map(InspectionStatus::as_str)))
        .to_owned();
    let mut lines = Query::select();
    lines
        .column(("o", "level"))
        .expr_as(flag(Condition::all().add(Expr::exists(same_line))), "done")
        .from_as("planned_organisation", "p")
        .join_as(JoinType::InnerJoin, "programme", "y", Expr::col(("y", "id")).equals(("p", "programme_id")))
        .join_as(JoinType::InnerJoin, "organisation", "o", Expr::col(("o", "id")).equals(("p", "organisation_id")))
        .cond_where(caller.scope(Action::ReadProgramme).organisations(("y", "organisation_id")))
        .cond_where(caller.scope(Action::ReadInspection).organisations(("p", "organisation_id")))
        .cond_where(asked.units.condition(("p", "organisation_id")));
    if let Some(from) = &asked.from {
        lines.and_where(Expr::col(("y", "year")).gte(year(from)));
    }
    if let Some(to) = &asked.to {
        lines.and_where(Expr::col(("y", "year")).lte(year(to)));
    }
    let mut levels: BTreeMap<usize, PlanCount> = BTreeMap::new();
    for row in db.query_all(&counted(lines, &["level", "done"])).await? {
        let level: String = get(&row, "level")?;
        let rank = crate::organisations::rules::Level::ALL.iter().position(|known| known.name() == level).unwrap_or(usize::MAX);
        let counts = levels.entry(rank).or_insert(PlanCount { level, planned: 0, done: 0 });
        let count = how_many(&row)?;
        counts.planned += count;
        counts.done += if get::<i32>(&row, "done")? == 1 { count } else { 0 };
    }
    Ok(levels.into_values().collect())
}

async fn inspections(db: &impl ConnectionTrait, caller: &Caller, asked: &Asked) -> Result<InspectionCounts, Problem> {
    let mut rows = Query::select();
    rows.column("status")
        .from("inspection")
        .cond_where(caller.scope(Action::ReadInspection).inspections("organisation_id", "id"))
        .cond_where(asked.inspections().condition());
    let mut counts = InspectionCounts::default();
    for row in db.query_all(&counted(rows, &["status"])).await? {
        let (status, count) = (get::<InspectionStatus>(&row, "status")?, how_many(&row)?);
        if status == InspectionStatus::Cancelled {
            counts.cancelled += count;
        } else {
            counts.planned += count;
        }
        counts.concluded += if status.is_done() { count } else { 0 };
    }
    Ok(counts)
}

async fn found(db: &impl ConnectionTrait, caller: &Caller, asked: &Asked) -> Result<FindingCounts, Problem> {
    let mut rows = Query::select();
    rows.columns(["clauses", "grade"])
        .expr_as(flag(Expr::col("repeat_of").is_not_null()), "repeated")
        .from("finding")
        .cond_where(findings::matching(caller, &asked.findings()));
    let mut groups = Vec::new();
    for row in db.query_all(&counted(rows, &["clauses", "grade", "repeated"])).await? {
        groups.push(FindingGroup {
            clauses: get(&row, "clauses")?,
            grade: get(&row, "grade")?,
            repeated: get::<i32>(&row, "repeated")? == 1,
            count: how_many(&row)?,
        });
    }
    Ok(rules::findings(&groups))
}

async fn issued(
    db: &impl ConnectionTrait,
    caller: &Caller,
    asked: &Asked,
    today: &LocalDate,
    now: Instant,
) -> Result<RequestCounts, Problem> {
    let matching =
        Condition::all().add(requests::within(db, caller, Action::ReadCar, now).await?).add(requests::conditions(&asked.requests()));
    let from = |matching: Condition| Query::select().from("corrective_action_request").cond_where(matching).to_owned();
    let mut rows = from(matching.clone());
    rows.column("status").expr_as(local_day("issued_at"), "day").expr_as(flag(Expr::col("due_on").lt(today.clone())), "overdue");
    let mut counts = RequestCounts::default();
    let mut ages = Vec::new();
    let this_day = day_number(today);
    for row in db.query_all(&counted(rows, &["status", "day", "overdue"])).await? {
        let (status, count, overdue) = (get::<Status>(&row, "status")?, how_many(&row)?, get::<i32>(&row, "overdue")? == 1);
        counts.issued += count;
        counts.closed += if status == Status::Closed { count } else { 0 };
        if status.is_open() {
            counts.open += count;
            counts.overdue += if overdue { count } else { 0 };
            ages.push(AgeGroup { days: Ord::max(this_day - get::<i64>(&row, "day")?, 0), overdue, count });
        }
    }
    counts.by_age = rules::ages(&ages);
    let mut closed = from(matching.clone().add(Expr::col("closed_at").is_not_null()));
    closed.expr_as(Expr::col("closed_at").sub(Expr::col("issued_at")).div(DAY), "days");
    let mut days = BTreeMap::new();
    for row in db.query_all(&counted(closed, &["days"])).await? {
        days.insert(get::<i64>(&row, "days")?, how_many(&row)?);
    }
    counts.median_days_to_close = rules::median(&days);
    counts.sent = sent(db, from(matching)).await?;
    Ok(counts)
}

/// Results that were verified, by how long before or after their due day they had been sent.
async fn sent(db: &impl ConnectionTrait, mut rows: SelectStatement) -> Result<OnTime, Problem> {
    rows.expr_as(local_day("submitted_at"), "day")
        .column("implementation_due_on")
        .and_where(Expr::col("verified_at").is_not_null())
        .and_where(Expr::col("submitted_at").is_not_null())
        .and_where(Expr::col("implementation_due_on").is_not_null());
    let mut groups = Vec::new();
    for row in db.query_all(&counted(rows, &["day", "implementation_due_on"])).await? {
        let due: LocalDate = get(&row, "implementation_due_on")?;
        groups.push((i32::try_from(get::<i64>(&row, "day")? - day_number(&due)).unwrap_or(i32::MAX), how_many(&row)?));
    }
    Ok(rules::on_time(groups.into_iter()))
}

/// The number of the local day of a moment, from 1970-01-01 on.
fn local_day(column: &'static str) -> Expr {
    Expr::col(column).add(AHEAD).div(DAY)
}

fn day_number(day: &LocalDate) -> i64 {
    let first = jiff::civil::date(1970, 1, 1);
    first.until((jiff::Unit::Day, day.civil())).map_or(0, |span| i64::from(span.get_days()))
}

/// The period of a calendar year.
#[must_use]
pub fn year(year: i16) -> Option<(LocalDate, LocalDate)> {
    let first = jiff::civil::Date::new(year, 1, 1).ok()?;
    let last = first.saturating_add(1.year()).saturating_sub(1.day());
    Some((first.into(), last.into()))
}
