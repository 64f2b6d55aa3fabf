//! Importing a table: all of it or nothing, in one transaction.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::columns::{self, Column, Table};
use super::plan::{self, Existing, Plan};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::{Scope, Subject};
use crate::kernel::catalogue;
use crate::kernel::clock::{self, Instant};
use crate::kernel::problem::{FieldError, Problem};
use crate::ledger::{Entry, Tx, stream};
use crate::organisations::entity::{organisation, succession};
use crate::organisations::rules::Edges;
use crate::organisations::service::{RECORD, tell};
use crate::organisations::views::{Imported, OrganisationView};
use crate::organisations::{reach, store};

/// Rows of 19 columns in one statement, below the 32,766 parameters of `SQLite`.
const ROWS_A_STATEMENT: usize = 1_000;

/// Where an import goes.
#[derive(Clone, Debug, Default)]
pub struct Target {
    /// Rows without a superior come below this organisation; none: each is the top of a register of its own.
    pub within: Option<Uuid>,
    /// The kind of rows without a superior that name none.
    pub root_kind: Option<String>,
    /// What whoever imports may read, and so name as a second superior; none: everything.
    pub reader: Option<Scope>,
}

/// Reads a table.
///
/// # Errors
/// `import-refused` with every flaw.
pub fn read(bytes: &[u8]) -> Result<Table, Problem> {
    columns::read(bytes).map_err(refused)
}

fn refused(flaws: Vec<FieldError>) -> Problem {
    Problem::of(&catalogue::IMPORT_REFUSED).errors(flaws)
}

/// Refuses an import to where the caller may not write.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn permit(db: &impl ConnectionTrait, caller: &Caller, within: Uuid) -> Result<(), Problem> {
    caller.require_somewhere(Action::EditOrganisation)?;
    store::organisation(db, caller, within).await?;
    caller.require(db, Action::EditOrganisation, Subject::of_organisation(within)).await
}

/// Says what an import would do.
///
/// # Errors
/// `import-refused` with every flaw.
pub async fn rehearse(db: &impl ConnectionTrait, now: Instant, table: Table, target: &Target) -> Result<Imported, Problem> {
    let rows = table.rows.len();
    let (plan, _) = prepare(db, now, table, target).await?;
    Ok(outcome(true, rows, plan))
}

/// Imports a table.
///
/// # Errors
/// `import-refused` with every flaw; nothing is written then.
pub async fn import(tx: &Tx, table: Table, target: &Target) -> Result<Imported, Problem> {
    let rows = table.rows.len();
    if let Some(within) = target.within {
        let root = store::root_of(tx.db(), within).await?;
        tx.stream(&stream::of_directory(root)).await?;
    }
    let (plan, existing) = prepare(tx.db(), tx.now(), table, target).await?;
    write(tx, &plan, &existing).await?;
    Ok(outcome(false, rows, plan))
}

fn outcome(dry_run: bool, rows: usize, plan: Plan) -> Imported {
    Imported { dry_run, rows, created: plan.created.len(), updated: plan.updated.len(), unchanged: plan.unchanged, warnings: plan.warnings }
}

async fn prepare(db: &impl ConnectionTrait, now: Instant, table: Table, target: &Target) -> Result<(Plan, Existing), Problem> {
    let existing = load(db, &table, target).await?;
    // Thousands of sort keys are work for a thread of its own.
    let planning = tokio::task::spawn_blocking(move || (plan::plan(&table, &existing, now, clock::new_id), existing));
    let (plan, existing) = planning.await.map_err(Problem::internal)?;
    Ok((plan.map_err(refused)?, existing))
}

async fn load(db: &impl ConnectionTrait, table: &Table, target: &Target) -> Result<Existing, Problem> {
    let place = match target.within {
        Some(id) => Some(organisation::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?),
        None => None,
    };
    let roots = match &place {
        Some(place) => vec![place.root_id],
        None => roots_named(db, table).await?,
    };
    let rows = organisation::Entity::find().filter(organisation::Column::RootId.is_in(roots.iter().copied())).all(db).await?;
    let everyone: HashSet<Uuid> = rows.iter().map(|row| row.id).collect();
    let reachable = match &place {
        Some(place) => {
            let below = reach::at_or_below(db, place.id).await?;
            let live = reach::at_or_above(db, &below).await?;
            live.into_iter().filter(|(_, above)| above.contains(&place.id)).map(|(id, _)| id).collect()
        }
        None => everyone.clone(),
    };
    let readable = match &target.reader {
        Some(scope) => readable(db, &roots, scope).await?,
        None => everyone.clone(),
    };
    let elsewhere: Vec<Uuid> = rows.iter().filter_map(|row| row.second_superior_id).filter(|id| !everyone.contains(id)).collect();
    let codes_elsewhere = store::by_ids(db, &elsewhere).await?.into_iter().map(|row| (row.id, row.code)).collect();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut followed = Vec::new();
    for ids in ids.chunks(store::IDS_A_STATEMENT) {
        followed.extend(reach::followed(db, ids).await?.into_iter().map(|step| (step.predecessor_id, step.successor_id)));
    }
    let kinds = store::kinds(db).await?.into_iter().map(|kind| kind.code).collect();
    let former_names = former_names(db, &roots).await?;
    let root_kind = target.root_kind.clone();
    Ok(Existing { place, rows, reachable, readable, codes_elsewhere, followed, former_names, kinds, root_kind })
}

async fn readable(db: &impl ConnectionTrait, roots: &[Uuid], scope: &Scope) -> Result<HashSet<Uuid>, Problem> {
    let ids = organisation::Entity::find()
        .select_only()
        .column(organisation::Column::Id)
        .filter(organisation::Column::RootId.is_in(roots.iter().copied()))
        .filter(scope.organisations("id"));
    let ids: Vec<Uuid> = ids.into_tuple().all(db).await?;
    Ok(ids.into_iter().collect())
}

/// Registers whose top the file names: rows without a superior.
async fn roots_named(db: &impl ConnectionTrait, table: &Table) -> Result<Vec<Uuid>, Problem> {
    let tops = table.rows.iter().filter(|row| table.cell(row, Column::ParentCode).is_none());
    let codes: Vec<&str> = tops.filter_map(|row| table.cell(row, Column::Code)).collect();
    let mut roots = Vec::new();
    for codes in codes.chunks(store::IDS_A_STATEMENT) {
        let found = organisation::Entity::find()
            .filter(organisation::Column::ParentId.is_null())
            .filter(organisation::Column::Code.is_in(codes.iter().copied()));
        roots.extend(found.all(db).await?.into_iter().map(|row| row.id));
    }
    Ok(roots)
}

async fn former_names(db: &impl ConnectionTrait, roots: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>, Problem> {
    let ids = organisation::Entity::find()
        .select_only()
        .column(organisation::Column::Id)
        .filter(organisation::Column::RootId.is_in(roots.iter().copied()))
        .into_query();
    let theirs = Condition::all().add(succession::Column::SuccessorId.in_subquery(ids));
    let mut names: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (id, name) in store::former_names(db, theirs).await? {
        names.entry(id).or_default().push(name);
    }
    Ok(names)
}

async fn write(tx: &Tx, plan: &Plan, existing: &Existing) -> Result<(), Problem> {
    let mut registers: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for row in plan.created.iter().chain(plan.updated.iter().map(|(_, after)| after)) {
        registers.entry(row.root_id).or_default().push(row.id);
    }
    for root in registers.keys() {
        tx.stream(&stream::of_directory(*root)).await?;
    }
    let rows: Vec<&organisation::Model> = plan.created.iter().chain(plan.updated.iter().map(|(_, after)| after)).collect();
    let kept = |column: &organisation::Column| matches!(column, organisation::Column::Id | organisation::Column::CreatedAt);
    let changing: Vec<_> = organisation::Column::iter().filter(|column| !kept(column)).collect();
    for rows in rows.chunks(ROWS_A_STATEMENT) {
        organisation::Entity::insert_many(rows.iter().map(|row| (*row).clone().into_active_model()))
            .on_conflict(OnConflict::column(organisation::Column::Id).update_columns(changing.iter().copied()).to_owned())
            .exec_without_returning(tx.db())
            .await?;
    }
    write_reach(tx, plan, existing).await?;
    for row in &plan.created {
        let entry = Entry::new(RECORD, row.id, "create").diff(&serde_json::json!({}), &OrganisationView::from(row.clone()));
        tx.note(&stream::of_directory(row.root_id), entry).await?;
    }
    for (before, after) in &plan.updated {
        let entry =
            Entry::new(RECORD, after.id, "edit").diff(&OrganisationView::from(before.clone()), &OrganisationView::from(after.clone()));
        tx.note(&stream::of_directory(after.root_id), entry).await?;
    }
    for (root, ids) in registers {
        tell(tx, root, &ids).await?;
    }
    Ok(())
}

/// New organisations get their reach from the plan; those that came below another superior get it anew with all below them.
async fn write_reach(tx: &Tx, plan: &Plan, existing: &Existing) -> Result<(), Problem> {
    let known: HashSet<Uuid> = existing.rows.iter().map(|row| row.id).collect();
    let mut anew: HashSet<Uuid> = HashSet::new();
    for id in plan.edges.keys().filter(|id| known.contains(id)) {
        anew.extend(reach::at_or_below(tx.db(), *id).await?);
    }
    let fresh: Edges = plan.edges.iter().filter(|(id, _)| !known.contains(id)).map(|(id, above)| (*id, above.clone())).collect();
    if anew.is_empty() {
        return reach::write(tx.db(), &fresh).await.map(|_| ());
    }
    // A moved organisation may come below a new one and a new one below a moved one, so both are worked out together.
    anew.extend(fresh.keys());
    reach::compute_anew(tx.db(), &anew.into_iter().collect::<Vec<_>>()).await
}
