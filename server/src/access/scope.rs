//! From the table of permissions to rows: the same scope answers "may this caller do it" and "which rows may they see".

use sea_orm::sea_query::{Condition, Expr, IntoColumnRef, Query, SelectStatement};
use sea_orm::{ConnectionTrait, ExprTrait};
use uuid::Uuid;

use super::policy::TeamRole;
use crate::kernel::problem::Problem;

/// Where a caller may do one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// At these organisations and everything below them.
    pub under: Vec<Uuid>,
    /// At these organisations alone.
    pub at: Vec<Uuid>,
    /// On inspections where they are one of these on the team.
    pub on_team_as: Vec<TeamRole>,
    /// Who.
    pub user_id: Uuid,
}

/// A record, as far as permission is concerned.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// The organisation it belongs to.
    pub organisation_id: Uuid,
    /// The inspection it belongs to.
    pub inspection_id: Option<Uuid>,
}

impl Subject {
    /// A record of an organisation.
    #[must_use]
    pub fn of_organisation(organisation_id: Uuid) -> Self {
        Self { organisation_id, inspection_id: None }
    }

    /// A record of an inspection of an organisation.
    #[must_use]
    pub fn of_inspection(organisation_id: Uuid, inspection_id: Uuid) -> Self {
        Self { organisation_id, inspection_id: Some(inspection_id) }
    }
}

impl Scope {
    /// Nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.under.is_empty() && self.at.is_empty() && self.on_team_as.is_empty()
    }

    /// Rows whose organisation, in `column`, is within the scope.
    pub fn organisations(&self, column: impl IntoColumnRef + Clone) -> Condition {
        let mut any = Condition::any();
        if !self.under.is_empty() {
            any = any.add(Expr::col(column.clone()).in_subquery(below(&self.under)));
        }
        if !self.at.is_empty() {
            any = any.add(Expr::col(column).is_in(self.at.iter().copied()));
        }
        if any.is_empty() { Condition::all().add(Expr::val(1).eq(0)) } else { any }
    }

    /// Rows whose organisation, or whose inspection through its team, is within the scope.
    pub fn inspections(&self, organisation: impl IntoColumnRef + Clone, inspection: impl IntoColumnRef) -> Condition {
        let mut any = Condition::any().add(self.organisations(organisation));
        if !self.on_team_as.is_empty() {
            any = any.add(Expr::col(inspection).in_subquery(self.teams()));
        }
        any
    }

    fn teams(&self) -> SelectStatement {
        Query::select()
            .column("inspection_id")
            .from("team_member")
            .and_where(Expr::col("user_id").eq(self.user_id))
            .and_where(Expr::col("ended_at").is_null())
            .and_where(Expr::col("team_role").is_in(self.on_team_as.iter().map(sea_orm::ActiveEnum::to_value)))
            .to_owned()
    }

    /// Whether one record is within the scope.
    ///
    /// # Errors
    /// Database failures.
    pub async fn covers(&self, db: &impl ConnectionTrait, subject: Subject) -> Result<bool, Problem> {
        if self.at.contains(&subject.organisation_id) {
            return Ok(true);
        }
        if let Some(inspection_id) = subject.inspection_id.filter(|_| !self.on_team_as.is_empty()) {
            let on_team = self.teams().and_where(Expr::col("inspection_id").eq(inspection_id)).to_owned();
            if db.query_one(&on_team).await?.is_some() {
                return Ok(true);
            }
        }
        if self.under.is_empty() {
            return Ok(false);
        }
        let reached = below(&self.under).and_where(Expr::col("descendant_id").eq(subject.organisation_id)).to_owned();
        Ok(db.query_one(&reached).await?.is_some())
    }
}

/// Ids of the organisations at or below the given ones, through either superior.
fn below(roots: &[Uuid]) -> SelectStatement {
    Query::select()
        .column("descendant_id")
        .from("organisation_reach")
        .and_where(Expr::col("ancestor_id").is_in(roots.iter().copied()))
        .to_owned()
}

/// Whether an inspection, known by its id alone, is within a scope.
///
/// # Errors
/// Database failures.
pub async fn inspection_within(db: &impl ConnectionTrait, scope: &Scope, inspection_id: Uuid) -> Result<bool, Problem> {
    if scope.is_empty() {
        return Ok(false);
    }
    let found = Query::select()
        .column("id")
        .from("inspection")
        .and_where(Expr::col("id").eq(inspection_id))
        .cond_where(scope.inspections("organisation_id", "id"))
        .to_owned();
    Ok(db.query_one(&found).await?.is_some())
}
