//! Queries over the register, always within what the caller may read unless their name says otherwise.

use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entity::{kind, organisation, stated_total, succession};
use super::rules::Level;
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Scope;
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::Problem;
use crate::kernel::vietnamese;

/// Rows that one statement names by id: `SQLite` takes at most 32,766 parameters.
pub(super) const IDS_A_STATEMENT: usize = 10_000;

/// The top of the register that an organisation belongs to, whoever asks.
///
/// # Errors
/// `not-found` when there is no such organisation.
pub async fn root_of(db: &impl ConnectionTrait, id: Uuid) -> Result<Uuid, Problem> {
    organisation::Entity::find_by_id(id).one(db).await?.map(|row| row.root_id).ok_or_else(Problem::not_found)
}

/// One organisation that the caller may read.
///
/// # Errors
/// `not-found`.
pub async fn organisation(db: &impl ConnectionTrait, caller: &Caller, id: Uuid) -> Result<organisation::Model, Problem> {
    organisation::Entity::find_by_id(id).filter(readable(caller)).one(db).await?.ok_or_else(Problem::not_found)
}

/// What the caller may read, as a condition on `organisation`.
#[must_use]
pub fn readable(caller: &Caller) -> Condition {
    caller.scope(Action::ReadOrganisation).organisations("id")
}

/// Organisations by id, whoever asks.
///
/// # Errors
/// Database failures.
pub async fn by_ids(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<organisation::Model>, Problem> {
    let mut rows = Vec::with_capacity(ids.len());
    for ids in ids.chunks(IDS_A_STATEMENT) {
        rows.extend(organisation::Entity::find().filter(organisation::Column::Id.is_in(ids.iter().copied())).all(db).await?);
    }
    Ok(rows)
}

/// Organisations that a person at the command line means: by id, or by code, which several registers may use.
///
/// # Errors
/// Database failures.
pub async fn by_id_or_code(db: &impl ConnectionTrait, text: &str) -> Result<Vec<organisation::Model>, Problem> {
    let meant = match text.parse::<Uuid>() {
        Ok(id) => organisation::Column::Id.eq(id),
        Err(_) => organisation::Column::Code.eq(text),
    };
    Ok(organisation::Entity::find().filter(meant).order_by_asc(organisation::Column::Id).all(db).await?)
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// By name, in the order of the Vietnamese alphabet.
    Name,
    /// The same from the end.
    NameDescending,
    /// By code.
    Code,
    /// The same from the end.
    CodeDescending,
}

impl Sort {
    /// What a request calls it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "name" => Some(Self::Name),
            "-name" => Some(Self::NameDescending),
            "code" => Some(Self::Code),
            "-code" => Some(Self::CodeDescending),
            _ => None,
        }
    }
}

/// The order of a list, and the words that are to stand together in what comes first.
#[derive(Clone, Debug)]
pub struct Ordering {
    sort: Sort,
    phrase: Option<String>,
}

/// A place in an order: 0 where the words stand together and else 1, then the sorted text, then the id.
pub type Place = (i32, String, Uuid);

impl Ordering {
    /// The order asked for; or else by name, those in which the words of `q` stand together before those that have them apart.
    #[must_use]
    pub fn of(sort: Option<Sort>, q: Option<&str>) -> Self {
        let phrase = q.map(vietnamese::fold).filter(|phrase| sort.is_none() && phrase.contains(' '));
        Self { sort: sort.unwrap_or(Sort::Name), phrase }
    }

    /// The place of a row.
    #[must_use]
    pub fn place(&self, row: &organisation::Model) -> Place {
        let apart = self.phrase.as_ref().is_some_and(|phrase| !row.search_text.contains(phrase));
        let text = match self.sort {
            Sort::Name | Sort::NameDescending => row.sort_key.clone(),
            Sort::Code | Sort::CodeDescending => row.code.clone(),
        };
        (i32::from(apart), text, row.id)
    }

    fn rank(&self) -> Option<SimpleExpr> {
        let phrase = self.phrase.as_ref()?;
        let together = organisation::Column::SearchText.contains(phrase);
        Some(CaseStatement::new().case(together, Expr::val(0)).finally(Expr::val(1)).into())
    }

    fn after(&self, (rank, text, id): Place) -> Condition {
        let (column, last) = (self.column(), organisation::Column::Id);
        let (beyond, further) = if self.descending() { (column.lt(&text), last.lt(id)) } else { (column.gt(&text), last.gt(id)) };
        let within = Condition::any().add(beyond).add(Condition::all().add(column.eq(text)).add(further));
        match self.rank() {
            Some(expr) => Condition::any().add(expr.clone().gt(rank)).add(Condition::all().add(expr.eq(rank)).add(within)),
            None => within,
        }
    }

    fn column(&self) -> organisation::Column {
        match self.sort {
            Sort::Name | Sort::NameDescending => organisation::Column::SortKey,
            Sort::Code | Sort::CodeDescending => organisation::Column::Code,
        }
    }

    fn descending(&self) -> bool {
        matches!(self.sort, Sort::NameDescending | Sort::CodeDescending)
    }
}

/// Which organisations are wanted.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of name, code or former name, with or without diacritics.
    pub q: Option<String>,
    /// Of this kind.
    pub kind: Option<String>,
    /// Of this level.
    pub level: Option<Level>,
    /// At or below this organisation.
    pub within: Option<Uuid>,
    /// Directly below this organisation, through either superior.
    pub parent_id: Option<Uuid>,
    /// In force on this day.
    pub on: Option<LocalDate>,
}

impl Filter {
    fn condition(&self) -> Condition {
        use organisation::Column;
        let mut all = Condition::all();
        for word in self.q.as_deref().map(vietnamese::fold).unwrap_or_default().split_whitespace() {
            all = all.add(Column::SearchText.contains(word));
        }
        let within = self.within.map(|place| Scope { under: vec![place], ..Scope::default() }.organisations("id"));
        let directly =
            self.parent_id.map(|parent| Condition::any().add(Column::ParentId.eq(parent)).add(Column::SecondSuperiorId.eq(parent)));
        all.add_option(self.kind.as_ref().map(|kind| Column::Kind.eq(kind)))
            .add_option(self.level.map(|level| Column::Level.eq(level.name())))
            .add_option(within)
            .add_option(directly)
            .add_option(self.on.as_ref().map(in_force))
    }
}

/// Rows that exist on a day.
fn in_force(on: &LocalDate) -> Condition {
    use organisation::Column;
    Condition::all()
        .add(Condition::any().add(Column::ValidFrom.is_null()).add(Column::ValidFrom.lte(on.clone())))
        .add(Condition::any().add(Column::ValidTo.is_null()).add(Column::ValidTo.gte(on.clone())))
}

/// A page of organisations that the caller may read, with one row more to tell whether there is another page.
///
/// # Errors
/// Database failures.
pub async fn organisations(
    db: &impl ConnectionTrait,
    caller: &Caller,
    filter: &Filter,
    ordering: &Ordering,
    after: Option<Place>,
    limit: u64,
) -> Result<Vec<organisation::Model>, Problem> {
    let mut query = organisation::Entity::find().filter(readable(caller)).filter(filter.condition());
    if let Some(place) = after {
        query = query.filter(ordering.after(place));
    }
    if let Some(rank) = ordering.rank() {
        query = query.order_by(rank, Order::Asc);
    }
    let order = if ordering.descending() { Order::Desc } else { Order::Asc };
    query = query.order_by(ordering.column(), order.clone()).order_by(organisation::Column::Id, order);
    Ok(query.limit(limit + 1).all(db).await?)
}

/// All organisations that the caller may read and that a filter lets through, the higher levels first, then by code.
///
/// # Errors
/// Database failures.
pub async fn all(db: &impl ConnectionTrait, caller: &Caller, filter: &Filter) -> Result<Vec<organisation::Model>, Problem> {
    let query = organisation::Entity::find().filter(readable(caller)).filter(filter.condition());
    let mut rows = query.order_by_asc(organisation::Column::Code).order_by_asc(organisation::Column::Id).all(db).await?;
    rows.sort_by_key(|row| Level::named(&row.level));
    Ok(rows)
}

/// One side of a succession: the step, and the organisation on the other side.
pub type Step = (succession::Model, organisation::Model);

/// What an organisation came from, and what came of it, in the order of the effective days.
///
/// # Errors
/// Database failures.
pub async fn successions(db: &impl ConnectionTrait, id: Uuid) -> Result<(Vec<Step>, Vec<Step>), Problem> {
    use succession::Column;
    let steps = succession::Entity::find()
        .filter(Condition::any().add(Column::PredecessorId.eq(id)).add(Column::SuccessorId.eq(id)))
        .order_by_asc(Column::EffectiveOn)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let others: Vec<Uuid> = steps.iter().flat_map(|step| [step.predecessor_id, step.successor_id]).collect();
    let others: std::collections::HashMap<Uuid, organisation::Model> =
        by_ids(db, &others).await?.into_iter().map(|row| (row.id, row)).collect();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for step in steps {
        let (side, other) = if step.successor_id == id { (&mut before, step.predecessor_id) } else { (&mut after, step.successor_id) };
        if let Some(row) = others.get(&other) {
            side.push((step, row.clone()));
        }
    }
    Ok((before, after))
}

/// Number of organisations of one kind and level.
#[derive(Clone, Debug, FromQueryResult)]
pub struct KindRow {
    /// Kind.
    pub kind: String,
    /// Level.
    pub level: String,
    /// Directly below.
    pub children: i64,
    /// Anywhere below.
    pub below: i64,
}

/// How many organisations exist below one on a day, by kind and level.
///
/// # Errors
/// Database failures.
pub async fn counts(db: &impl ConnectionTrait, id: Uuid, on: &LocalDate) -> Result<Vec<KindRow>, Problem> {
    use organisation::Column;
    let direct = Condition::any().add(Column::ParentId.eq(id)).add(Column::SecondSuperiorId.eq(id));
    let one_if_direct = CaseStatement::new().case(direct, Expr::val(1_i64)).finally(Expr::val(0_i64));
    // PostgreSQL sums bigint into numeric; the cast gives a bigint again.
    let children = Expr::expr(Func::sum(one_if_direct)).cast_as("bigint");
    let rows = organisation::Entity::find()
        .select_only()
        .column(Column::Kind)
        .column(Column::Level)
        .column_as(children, "children")
        .column_as(Column::Id.count(), "below")
        .filter(Column::Id.in_subquery(strictly_below(id)))
        .filter(in_force(on))
        .group_by(Column::Kind)
        .group_by(Column::Level)
        .order_by_asc(Column::Kind)
        .order_by_asc(Column::Level)
        .into_model::<KindRow>()
        .all(db)
        .await?;
    Ok(rows)
}

/// Ids of those below an organisation now, without itself and without those that only were below it once.
pub(super) fn strictly_below(id: Uuid) -> SelectStatement {
    let former = Query::select().column("descendant_id").from("former_reach").and_where(Expr::col("ancestor_id").eq(id)).to_owned();
    Query::select()
        .column("descendant_id")
        .from("organisation_reach")
        .and_where(Expr::col("ancestor_id").eq(id))
        .and_where(Expr::col("descendant_id").ne(id))
        .and_where(Expr::col("descendant_id").not_in_subquery(former))
        .to_owned()
}

/// The stated totals of an organisation, in the order they were entered.
///
/// # Errors
/// Database failures.
pub async fn stated_totals(db: &impl ConnectionTrait, id: Uuid) -> Result<Vec<stated_total::Model>, Problem> {
    use stated_total::Column;
    Ok(stated_total::Entity::find().filter(Column::OrganisationId.eq(id)).order_by_asc(Column::Id).all(db).await?)
}

/// All kinds, in their order.
///
/// # Errors
/// Database failures.
pub async fn kinds(db: &impl ConnectionTrait) -> Result<Vec<kind::Model>, Problem> {
    Ok(kind::Entity::find().order_by_asc(kind::Column::Position).order_by_asc(kind::Column::Code).all(db).await?)
}

/// Former names of organisations, for search: those of the register of `root`, or of one organisation.
///
/// # Errors
/// Database failures.
pub async fn former_names(db: &impl ConnectionTrait, of: Condition) -> Result<Vec<(Uuid, String)>, Problem> {
    let renames = succession::Entity::find().filter(succession::Column::Manner.eq("rename")).filter(of);
    let rows = renames.order_by_asc(succession::Column::Id).all(db).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.successor_id, row.former_name?))).collect())
}
