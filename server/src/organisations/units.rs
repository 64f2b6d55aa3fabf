//! Which units something is counted or listed for: a subtree, a kind, a level.

use sea_orm::ExprTrait;
use sea_orm::sea_query::{Condition, Expr, IntoColumnRef, Query};
use uuid::Uuid;

use crate::access::scope::Scope;

/// Which units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// At or below this one.
    pub within: Option<Uuid>,
    /// Of this kind.
    pub kind: Option<String>,
    /// Of this level.
    pub level: Option<String>,
}

impl Units {
    /// Rows whose unit, in `column`, is one of these.
    #[must_use]
    pub fn condition(&self, column: impl IntoColumnRef + Clone) -> Condition {
        let mut all = Condition::all();
        if let Some(root) = self.within {
            all = all.add(Scope { under: vec![root], ..Scope::default() }.organisations(column.clone()));
        }
        if self.kind.is_some() || self.level.is_some() {
            let mut units = Query::select();
            units.column("id").from("organisation");
            for (name, wanted) in [("kind", &self.kind), ("level", &self.level)] {
                if let Some(wanted) = wanted {
                    units.and_where(Expr::col(name).eq(wanted));
                }
            }
            all = all.add(Expr::col(column).in_subquery(units));
        }
        all
    }
}
