//! Inspections as people look through them: searched by unit or code, in one of several orders, page by page.

use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, Linked, Order, QueryFilter, QueryOrder, QuerySelect, RelationDef};
use uuid::Uuid;

use super::entity::inspection::{self, Column, Entity};
use super::store::Wanted;
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Scope;
use crate::kernel::problem::Problem;
use crate::kernel::vietnamese;
use crate::organisations::entity::organisation;

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Those planned last first.
    #[default]
    Newest,
    /// By the first planned day.
    Day,
    /// The same from the end.
    DayDescending,
    /// By the name of the unit.
    Unit,
    /// By code.
    Code,
}

impl Sort {
    /// What a request calls it.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "day" => Self::Day,
            "-day" => Self::DayDescending,
            "unit" => Self::Unit,
            "code" => Self::Code,
            _ => Self::Newest,
        }
    }

    const fn descends(self) -> bool {
        matches!(self, Self::Newest | Self::DayDescending)
    }

    fn expression(self) -> SimpleExpr {
        match self {
            Self::Newest => Expr::col(("inspection", "id")),
            Self::Day | Self::DayDescending => Expr::col(("inspection", "planned_from")),
            Self::Unit => Expr::col((UNIT, "sort_key")),
            Self::Code => Expr::col(("inspection", "code")),
        }
    }

    /// The place of a row in the order.
    #[must_use]
    pub fn place(self, (row, unit): &Listed) -> Place {
        let text = match self {
            Self::Newest => String::new(),
            Self::Day | Self::DayDescending => row.planned_from.to_string(),
            Self::Unit => unit.as_ref().map(|unit| unit.sort_key.clone()).unwrap_or_default(),
            Self::Code => row.code.clone(),
        };
        (text, row.id)
    }

    fn after(self, (text, id): Place) -> Condition {
        let key = Expr::col(("inspection", "id"));
        let beyond_id = if self.descends() { key.lt(id) } else { key.gt(id) };
        if self == Self::Newest {
            return Condition::all().add(beyond_id);
        }
        let expression = self.expression();
        let beyond = if self.descends() { expression.clone().lt(text.as_str()) } else { expression.clone().gt(text.as_str()) };
        Condition::any().add(beyond).add(Condition::all().add(expression.eq(text)).add(beyond_id))
    }
}

/// A place in an order: the sorted text, then the id.
pub type Place = (String, Uuid);
/// An inspection with its unit.
pub type Listed = (inspection::Model, Option<organisation::Model>);

/// What the joined unit is called in the statement.
const UNIT: &str = "r0";

struct ToUnit;

impl Linked for ToUnit {
    type FromEntity = Entity;
    type ToEntity = organisation::Entity;

    fn link(&self) -> Vec<RelationDef> {
        vec![Entity::belongs_to(organisation::Entity).from(Column::OrganisationId).to(organisation::Column::Id).into()]
    }
}

/// A page of inspections that the caller may read, with one row more to tell whether there is another page.
///
/// # Errors
/// Database failures.
pub async fn page(
    db: &impl ConnectionTrait,
    caller: &Caller,
    wanted: &Wanted,
    q: Option<&str>,
    sort: Sort,
    after: Option<Place>,
    limit: u64,
) -> Result<Vec<Listed>, Problem> {
    let (unit, own) = (("inspection", "organisation_id"), ("inspection", "id"));
    let mut query = Entity::find().find_also_linked(ToUnit).filter(within(&caller.scope(Action::ReadInspection), unit, own));
    query = query.filter(condition(wanted, q));
    if let Some(place) = after {
        query = query.filter(sort.after(place));
    }
    let order = if sort.descends() { Order::Desc } else { Order::Asc };
    if sort != Sort::Newest {
        query = query.order_by(sort.expression(), order.clone());
    }
    Ok(query.order_by(Expr::col(own), order).limit(limit + 1).all(db).await?)
}

fn within(scope: &Scope, organisation: impl IntoColumnRef + Clone, inspection: impl IntoColumnRef) -> Condition {
    scope.inspections(organisation, inspection)
}

fn condition(wanted: &Wanted, q: Option<&str>) -> Condition {
    let mut all = wanted.condition();
    for word in q.map(vietnamese::fold).unwrap_or_default().split_whitespace() {
        let pattern = format!("%{word}%");
        let in_unit = Expr::col((UNIT, "search_text")).like(pattern.clone());
        // A code is digits and a hyphen, and the folded word has no hyphen.
        let in_code = Column::Code.like(pattern);
        all = all.add(Condition::any().add(in_unit).add(in_code));
    }
    all
}
