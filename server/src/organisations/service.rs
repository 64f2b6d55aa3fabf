//! Making and correcting organisations, and their stated totals: use cases within a transaction handed in.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::entity::{organisation, stated_total, succession};
use super::input::{EditOrganisation, NewOrganisation, StatedTotals, is_code};
use super::rules::{self, Edges};
use super::views::OrganisationView;
use super::{following, kinds, reach, relocation, store};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::kernel::catalogue::{self, field};
use crate::kernel::problem::Problem;
use crate::kernel::{version, vietnamese};
use crate::ledger::{Entry, Tx, stream};

/// What the activity calls an organisation.
pub const RECORD: &str = "organisation";

/// Makes an organisation below one that the caller administers.
///
/// # Errors
/// `forbidden`, `invalid-body`, `already-exists`; `busy` when the superior came into another register meanwhile.
pub async fn create(tx: &Tx, caller: &Caller, input: NewOrganisation) -> Result<organisation::Model, Problem> {
    caller.require_somewhere(Action::EditOrganisation)?;
    let Some(parent_id) = input.parent_id else {
        let what = "Cần cơ quan cấp trên; đỉnh của danh mục do người vận hành lập / a superior is needed; the top of a register is made by the operator";
        return Err(Problem::invalid_field(&field::NEEDED, "/parent_id", &[("what", what)]));
    };
    let root = superior(tx, caller, parent_id, "/parent_id").await?.root_id;
    caller.require(tx.db(), Action::EditOrganisation, Subject::of_organisation(parent_id)).await?;
    tx.stream(&stream::of_directory(root)).await?;
    if store::root_of(tx.db(), parent_id).await? != root {
        return Err(Problem::of(&catalogue::BUSY));
    }
    if let Some(second) = input.second_superior_id {
        superior(tx, caller, second, "/second_superior_id").await?;
    }
    insert(tx, root, input).await
}

/// Writes a new organisation in the register of `root` without asking who may.
///
/// # Errors
/// `invalid-body`, `already-exists`.
pub async fn insert(tx: &Tx, root: Uuid, input: NewOrganisation) -> Result<organisation::Model, Problem> {
    tx.stream(&stream::of_directory(root)).await?;
    let id = input.id.unwrap_or_else(|| tx.new_id());
    if organisation::Entity::find_by_id(id).one(tx.db()).await?.is_some() {
        return Err(Problem::of(&catalogue::ALREADY_EXISTS).param("what", RECORD).param("key", id));
    }
    let row = organisation::Model {
        id,
        search_text: search_text(&input.name, input.short_name.as_deref(), &input.code, input.unit_code.as_deref(), &[]),
        sort_key: vietnamese::sort_key(&input.name),
        code: input.code,
        name: input.name,
        short_name: input.short_name,
        kind: input.kind,
        level: input.level.name().to_owned(),
        parent_id: input.parent_id,
        second_superior_id: input.second_superior_id,
        root_id: root,
        unit_code: input.unit_code,
        valid_from: input.valid_from,
        valid_to: input.valid_to,
        address: input.address,
        phone: input.phone,
        email: input.email,
        version: 1,
        created_at: tx.now(),
    };
    check(tx, &row).await?;
    organisation::Entity::insert(row.clone().into_active_model()).exec_without_returning(tx.db()).await?;
    let edges = Edges::from([(id, [row.parent_id, row.second_superior_id].into_iter().flatten().collect())]);
    reach::write(tx.db(), &edges).await?;
    let entry = Entry::new(RECORD, id, "create").diff(&serde_json::json!({}), &OrganisationView::from(row.clone()));
    tx.note(&stream::of_directory(root), entry).await?;
    tell(tx, root, &[id]).await?;
    Ok(row)
}

/// Corrects an organisation. Another superior is a correction too: what follows from the tree follows from the new one at once.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `invalid-body`, `already-exists`.
pub async fn edit(tx: &Tx, caller: &Caller, id: Uuid, seen: i64, input: EditOrganisation) -> Result<organisation::Model, Problem> {
    let before = editable(tx, caller, id, seen).await?;
    let mut after = before.clone();
    let from_elsewhere = take_superiors(tx, caller, &mut after, &input).await?;
    take_fields(&mut after, input);
    let former = former_names_of(tx, id).await?;
    after.search_text = search_text(&after.name, after.short_name.as_deref(), &after.code, after.unit_code.as_deref(), &former);
    after.sort_key = vietnamese::sort_key(&after.name);
    check(tx, &after).await?;
    update(tx, &before, &after, Entry::new(RECORD, id, "edit")).await?;
    if (after.parent_id, after.second_superior_id) != (before.parent_id, before.second_superior_id) {
        let below = reach::at_or_below(tx.db(), id).await?;
        reach::compute_anew(tx.db(), &below).await?;
        if let Some(root) = from_elsewhere {
            relocation::into_register(tx, root, &live_part(tx, id, &below).await?).await?;
        }
    }
    organisation::Entity::find_by_id(id).one(tx.db()).await?.ok_or_else(Problem::not_found)
}

/// Of `ids`, those that are at or below an organisation now, kept pairs left out.
pub(super) async fn live_part(tx: &Tx, id: Uuid, ids: &[Uuid]) -> Result<Vec<Uuid>, Problem> {
    let above = reach::at_or_above(tx.db(), ids).await?;
    Ok(ids.iter().copied().filter(|one| above.get(one).is_some_and(|above| above.contains(&id))).collect())
}

/// Loads an organisation for a change: in scope, permitted, at the version seen, its register locked.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`; `busy` when it came into another register meanwhile.
pub(super) async fn editable(tx: &Tx, caller: &Caller, id: Uuid, seen: i64) -> Result<organisation::Model, Problem> {
    let root = store::organisation(tx.db(), caller, id).await?.root_id;
    tx.stream(&stream::of_directory(root)).await?;
    let row = store::organisation(tx.db(), caller, id).await?;
    if row.root_id != root {
        return Err(Problem::of(&catalogue::BUSY));
    }
    caller.require(tx.db(), Action::EditOrganisation, Subject::of_organisation(id)).await?;
    version::require(seen, row.version)?;
    Ok(row)
}

/// A superior that the caller names: one they can read.
pub(super) async fn superior(tx: &Tx, caller: &Caller, id: Uuid, pointer: &str) -> Result<organisation::Model, Problem> {
    let unknown = |problem: Problem| {
        if problem.code() == catalogue::NOT_FOUND.code { Problem::invalid_field(&field::UNKNOWN_REFERENCE, pointer, &[]) } else { problem }
    };
    store::organisation(tx.db(), caller, id).await.map_err(unknown)
}

/// Takes over new superiors; gives the root of another register when the organisation comes into one.
async fn take_superiors(
    tx: &Tx,
    caller: &Caller,
    row: &mut organisation::Model,
    input: &EditOrganisation,
) -> Result<Option<Uuid>, Problem> {
    let mut other_register = None;
    if let Some(parent_id) = input.parent_id.filter(|parent| Some(*parent) != row.parent_id) {
        let parent = superior(tx, caller, parent_id, "/parent_id").await?;
        caller.require(tx.db(), Action::EditOrganisation, Subject::of_organisation(parent_id)).await?;
        reach::refuse_circle(tx.db(), row.id, parent_id, "/parent_id").await?;
        row.parent_id = Some(parent_id);
        other_register = Some(parent.root_id).filter(|root| *root != row.root_id);
    }
    if let Some(second) = input.second_superior_id {
        if let Some(second) = second.filter(|second| Some(*second) != row.second_superior_id) {
            superior(tx, caller, second, "/second_superior_id").await?;
            reach::refuse_circle(tx.db(), row.id, second, "/second_superior_id").await?;
        }
        row.second_superior_id = second;
    }
    Ok(other_register)
}

fn take_fields(row: &mut organisation::Model, input: EditOrganisation) {
    fn take<T>(field: &mut T, given: Option<T>) {
        if let Some(value) = given {
            *field = value;
        }
    }
    take(&mut row.code, input.code);
    take(&mut row.name, input.name);
    take(&mut row.short_name, input.short_name);
    take(&mut row.kind, input.kind);
    take(&mut row.level, input.level.map(|level| level.name().to_owned()));
    take(&mut row.unit_code, input.unit_code);
    take(&mut row.valid_from, input.valid_from);
    take(&mut row.valid_to, input.valid_to);
    take(&mut row.address, input.address);
    take(&mut row.phone, input.phone);
    take(&mut row.email, input.email);
}

/// What every organisation must fulfil: a known kind, days in order, a code of its own, two different superiors.
async fn check(tx: &Tx, row: &organisation::Model) -> Result<(), Problem> {
    kinds::require(tx, &row.kind, "/kind").await?;
    if !rules::days_in_order(row.valid_from.as_ref(), row.valid_to.as_ref()) {
        return Err(Problem::invalid_field(&field::FORMAT, "/valid_to", &[("expected", "valid_to ≥ valid_from")]));
    }
    if row.unit_code.as_ref().is_some_and(|code| !is_code(code)) {
        return Err(Problem::invalid_field(&field::FORMAT, "/unit_code", &[("expected", "A–Z 0–9 . - _ /")]));
    }
    if row.second_superior_id.is_some() && row.second_superior_id == row.parent_id {
        return Err(Problem::invalid_field(&field::NOT_UNIQUE, "/second_superior_id", &[]));
    }
    refuse_taken_code(tx, row).await
}

/// Refuses a code that another organisation of the register has.
pub(super) async fn refuse_taken_code(tx: &Tx, row: &organisation::Model) -> Result<(), Problem> {
    let same_code = organisation::Entity::find()
        .filter(organisation::Column::RootId.eq(row.root_id))
        .filter(organisation::Column::Code.eq(&row.code))
        .filter(organisation::Column::Id.ne(row.id));
    if same_code.count(tx.db()).await? > 0 {
        return Err(Problem::of(&catalogue::ALREADY_EXISTS).param("what", RECORD).param("key", &row.code));
    }
    Ok(())
}

/// Stores a changed row with the next version, notes it and tells the directory.
pub(super) async fn update(
    tx: &Tx,
    before: &organisation::Model,
    after: &organisation::Model,
    entry: Entry,
) -> Result<organisation::Model, Problem> {
    let mut row = after.clone().into_active_model().reset_all();
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    let entry = entry.diff(&OrganisationView::from(before.clone()), &OrganisationView::from(after.clone()));
    tx.note(&stream::of_directory(before.root_id), entry).await?;
    tell(tx, after.root_id, &[after.id]).await?;
    Ok(after)
}

/// Tells those who carry the directory of a register that organisations are new or changed.
pub(super) async fn tell(tx: &Tx, root: Uuid, ids: &[Uuid]) -> Result<(), Problem> {
    tx.change_many(&stream::of_directory(root), following::ORGANISATIONS, ids, false).await
}

async fn former_names_of(tx: &Tx, id: Uuid) -> Result<Vec<String>, Problem> {
    let own = sea_orm::Condition::all().add(succession::Column::SuccessorId.eq(id));
    Ok(store::former_names(tx.db(), own).await?.into_iter().map(|(_, name)| name).collect())
}

/// What search looks at: names, codes and former names, folded.
#[must_use]
pub(super) fn search_text(name: &str, short_name: Option<&str>, code: &str, unit_code: Option<&str>, former: &[String]) -> String {
    let mut parts = vec![name, short_name.unwrap_or_default(), code, unit_code.filter(|unit| *unit != code).unwrap_or_default()];
    parts.extend(former.iter().map(String::as_str));
    vietnamese::fold(&parts.join(" "))
}

/// Replaces what documents say about how many organisations there are below one.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `invalid-body`.
pub async fn state_totals(tx: &Tx, caller: &Caller, id: Uuid, seen: i64, input: StatedTotals) -> Result<organisation::Model, Problem> {
    let before = editable(tx, caller, id, seen).await?;
    for (index, total) in input.totals.iter().enumerate() {
        if let Some(kind) = &total.kind {
            kinds::require(tx, kind, &format!("/totals/{index}/kind")).await?;
        }
    }
    let old = store::stated_totals(tx.db(), id).await?;
    stated_total::Entity::delete_many().filter(stated_total::Column::OrganisationId.eq(id)).exec(tx.db()).await?;
    let mut rows = Vec::with_capacity(input.totals.len());
    for total in input.totals {
        rows.push(stated_total::Model {
            id: tx.new_id(),
            organisation_id: id,
            kind: total.kind,
            level: total.level.map(|level| level.name().to_owned()),
            stated: total.stated,
            source: total.source,
            stated_on: total.stated_on,
            created_at: tx.now(),
        });
    }
    let said = |rows: &[stated_total::Model]| -> Vec<serde_json::Value> {
        let one = |row: &stated_total::Model| serde_json::json!([row.kind, row.level, row.stated, row.source, row.stated_on]);
        rows.iter().map(one).collect()
    };
    let entry = Entry::new(RECORD, id, "state_totals").changed("stated_totals", said(&old), said(&rows));
    if !rows.is_empty() {
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        stated_total::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    }
    update(tx, &before, &before, entry).await
}
