//! The plan of a programme against what was done: every line with its inspection and its lateness, and the counts.

use std::collections::HashMap;

use sea_orm::sea_query::{CaseStatement, Condition, Expr, Func, JoinType, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, ExprTrait};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::entity::programme;
use super::rules::{self, GroupView, Line, RANKS, Stage, StageCounts};
use super::views::PlannedView;
use crate::kernel::clock::LocalDate;
use crate::kernel::page::Page;
use crate::kernel::problem::Problem;

/// The inspection that was made for a line of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlannedInspectionView {
    /// The inspection.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Its status.
    pub status: String,
    /// Its last planned day.
    pub planned_to: LocalDate,
}

/// A line of a plan and what became of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PlanLineView)]
pub struct LineView {
    /// The line.
    #[serde(flatten)]
    pub line: PlannedView,
    /// Name of the organisation.
    pub organisation_name: String,
    /// Kind of organisation.
    pub kind: String,
    /// Level of organisation.
    pub level: String,
    /// How far it has come.
    pub stage: Stage,
    /// The day by which the visit should have ended: the plan's, else the inspection's, else the programme's last.
    pub due_on: Option<LocalDate>,
    /// Past that day and not concluded.
    pub late: bool,
    /// Days past that day, when late.
    pub days_late: Option<i32>,
    /// The inspection made for it, the furthest when there are several.
    pub inspection: Option<PlannedInspectionView>,
}

/// The plan against what was done.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ProgrammeProgressView)]
pub struct ProgressView {
    /// The programme.
    pub programme_id: Uuid,
    /// The day for which lateness was computed.
    pub on: LocalDate,
    /// The counts of the whole plan.
    pub total: StageCounts,
    /// The same by level and kind of organisation.
    pub groups: Vec<GroupView>,
    /// Inspections of the programme that no line of the plan calls for, cancelled ones left out.
    pub unplanned: u32,
    /// The lines, in the order of the organisations' names.
    pub organisations: Page<LineView>,
}

/// The place of a line in the order: key of the name, organisation, kind of inspection.
pub type Place = (String, Uuid, String);

/// A line as the grouped query gives it.
struct Row {
    line: PlannedView,
    name: String,
    sort_key: String,
    kind: String,
    level: String,
    stage: Stage,
    due_on: Option<LocalDate>,
    days_late: Option<i32>,
}

impl Row {
    fn place(&self) -> Place {
        (self.sort_key.clone(), self.line.organisation_id, self.line.inspection_kind.clone())
    }
}

/// Computes the progress of a programme on a day, with one page of its lines.
///
/// # Errors
/// Database failures.
pub async fn progress(
    db: &impl ConnectionTrait,
    programme: &programme::Model,
    today: LocalDate,
    after: Option<Place>,
    limit: u64,
) -> Result<ProgressView, Problem> {
    let rows = rows(db, programme, &today).await?;
    let lines = rows.iter().map(|row| Line { kind: &row.kind, level: &row.level, stage: row.stage, late: row.days_late.is_some() });
    let (total, groups) = rules::count(lines);
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX).saturating_add(1);
    let rest = rows.into_iter().filter(|row| after.as_ref().is_none_or(|place| row.place() > *place)).take(wanted).collect();
    let page = Page::of(rest, limit, Row::place);
    let mut inspections = inspections(db, programme.id, page.items.iter().map(|row| row.line.organisation_id)).await?;
    Ok(ProgressView {
        programme_id: programme.id,
        on: today,
        total,
        groups,
        unplanned: unplanned(db, programme.id).await?,
        organisations: page.map(|row| {
            let inspection = inspections.remove(&(row.line.organisation_id, row.line.inspection_kind.clone()));
            LineView {
                organisation_name: row.name,
                kind: row.kind,
                level: row.level,
                stage: row.stage,
                due_on: row.due_on,
                late: row.days_late.is_some(),
                days_late: row.days_late,
                inspection,
                line: row.line,
            }
        }),
    })
}

/// Every line with the furthest rank and the last planned day of its inspections: one grouped query.
async fn rows(db: &impl ConnectionTrait, programme: &programme::Model, today: &LocalDate) -> Result<Vec<Row>, Problem> {
    let mut rows = Vec::new();
    for found in db.query_all(&lines_of(programme.id)).await? {
        let line = PlannedView {
            organisation_id: found.try_get("", "organisation_id")?,
            inspection_kind: found.try_get("", "inspection_kind")?,
            reason: found.try_get("", "reason")?,
            planned_from: found.try_get("", "planned_from")?,
            planned_to: found.try_get("", "planned_to")?,
        };
        let stage = rules::stage_of_rank(found.try_get("", "rank")?);
        let inspection_to: Option<LocalDate> = found.try_get("", "inspection_to")?;
        let due_on = rules::due_on(line.planned_to.as_ref(), inspection_to.as_ref(), programme.window_to.as_ref());
        rows.push(Row {
            days_late: rules::days_late(stage, due_on.as_ref(), today),
            name: found.try_get("", "name")?,
            sort_key: found.try_get("", "sort_key")?,
            kind: found.try_get("", "kind")?,
            level: found.try_get("", "level")?,
            stage,
            due_on,
            line,
        });
    }
    // The order of the page must be the one in which places are compared, and databases order text and ids each in their way.
    rows.sort_by_cached_key(Row::place);
    Ok(rows)
}

fn lines_of(programme_id: Uuid) -> SelectStatement {
    let mut rank = CaseStatement::new();
    for (status, value, _) in RANKS {
        rank = rank.case(Expr::col(("i", "status")).eq(*status), *value);
    }
    let open_to = CaseStatement::new().case(Expr::col(("i", "status")).ne("cancelled"), Expr::col(("i", "planned_to")));
    let plan = ["organisation_id", "inspection_kind", "reason", "planned_from", "planned_to"];
    let unit = ["name", "sort_key", "kind", "level"];
    let mut query = Query::select();
    query
        .columns(plan.map(|column| ("p", column)))
        .columns(unit.map(|column| ("o", column)))
        .expr_as(Func::max(rank), "rank")
        .expr_as(Func::max(open_to), "inspection_to")
        .from_as("planned_organisation", "p")
        .join_as(JoinType::InnerJoin, "organisation", "o", Expr::col(("o", "id")).equals(("p", "organisation_id")))
        .join_as(JoinType::LeftJoin, "inspection", "i", same_line())
        .and_where(Expr::col(("p", "programme_id")).eq(programme_id));
    query.group_by_columns(plan.map(|column| ("p", column))).group_by_columns(unit.map(|column| ("o", column)));
    query
}

/// An inspection `i` was made for the line `p`.
fn same_line() -> Condition {
    Condition::all()
        .add(Expr::col(("i", "programme_id")).equals(("p", "programme_id")))
        .add(Expr::col(("i", "organisation_id")).equals(("p", "organisation_id")))
        .add(Expr::col(("i", "kind")).equals(("p", "inspection_kind")))
}

/// The furthest inspection of each organisation and kind; of equals the one made last.
async fn inspections(
    db: &impl ConnectionTrait,
    programme_id: Uuid,
    organisations: impl Iterator<Item = Uuid>,
) -> Result<HashMap<(Uuid, String), PlannedInspectionView>, Problem> {
    let query = Query::select()
        .columns(["id", "organisation_id", "kind", "code", "status", "planned_to"])
        .from("inspection")
        .and_where(Expr::col("programme_id").eq(programme_id))
        .and_where(Expr::col("organisation_id").is_in(organisations))
        .order_by("id", Order::Asc)
        .to_owned();
    let mut furthest: HashMap<(Uuid, String), PlannedInspectionView> = HashMap::new();
    for row in db.query_all(&query).await? {
        let place = (row.try_get("", "organisation_id")?, row.try_get("", "kind")?);
        let found = PlannedInspectionView {
            id: row.try_get("", "id")?,
            code: row.try_get("", "code")?,
            status: row.try_get("", "status")?,
            planned_to: row.try_get("", "planned_to")?,
        };
        let behind = furthest.get(&place).is_some_and(|known| rules::rank_of(&known.status) > rules::rank_of(&found.status));
        if !behind {
            furthest.insert(place, found);
        }
    }
    Ok(furthest)
}

async fn unplanned(db: &impl ConnectionTrait, programme_id: Uuid) -> Result<u32, Problem> {
    let line = Query::select().expr(Expr::val(1)).from_as("planned_organisation", "p").cond_where(same_line()).to_owned();
    let query = Query::select()
        .expr_as(Func::count(Expr::col(("i", "id"))), "count")
        .from_as("inspection", "i")
        .and_where(Expr::col(("i", "programme_id")).eq(programme_id))
        .and_where(Expr::col(("i", "status")).ne("cancelled"))
        .and_where(Expr::not_exists(line))
        .to_owned();
    let count: i64 = db.query_one(&query).await?.map_or(Ok(0), |row| row.try_get("", "count"))?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
