//! Making and changing programmes and their plans: use cases within a transaction handed in.
//!
//! Every change takes the lock of the programme's stream first: of two changes from the same version one is refused, on
//! either database.

use std::collections::{HashMap, HashSet};

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use super::entity::{planned, programme};
use super::views::{Decision, EditProgramme, NewProgramme, PlannedInput, PlannedView, ProgrammeView, Window};
use super::{rules, store};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::checklists;
use crate::kernel::catalogue::{self, field};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::{version, vietnamese};
use crate::ledger::{Entry, Tx, stream};
use crate::organisations::entity::organisation;

/// Makes a programme.
///
/// # Errors
/// `forbidden`, `already-exists`, `invalid-body`.
pub async fn create(tx: &Tx, caller: &Caller, mut input: NewProgramme) -> Result<programme::Model, Problem> {
    caller.require_somewhere(Action::EditProgramme)?;
    let owner = Subject::of_organisation(input.organisation_id);
    if !caller.may(tx.db(), Action::ReadOrganisation, owner).await? {
        return Err(Problem::invalid_field(&field::UNKNOWN_REFERENCE, "/organisation_id", &[]));
    }
    caller.require(tx.db(), Action::EditProgramme, owner).await?;
    let id = *input.id.get_or_insert_with(|| tx.new_id());
    if programme::Entity::find_by_id(id).one(tx.db()).await?.is_some() {
        return Err(Problem::of(&catalogue::ALREADY_EXISTS).param("what", "programme").param("key", id));
    }
    check(tx, &input).await?;
    let row = programme::ActiveModel { id: Set(id), version: Set(1), created_at: Set(tx.now()), ..Default::default() };
    let row = with_content(row, input).insert(tx.db()).await?;
    let entry = Entry::new("programme", id, "create").diff(&json!({}), &ProgrammeView::from(row.clone()));
    tx.note(&stream::of_programme(id), entry).await?;
    Ok(row)
}

/// Changes a programme.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `invalid-body`.
pub async fn edit(tx: &Tx, caller: &Caller, id: Uuid, seen: i64, input: EditProgramme) -> Result<programme::Model, Problem> {
    let before = begin_edit(tx, caller, id).await?;
    version::require(seen, before.version)?;
    let merged = merged(ProgrammeView::from(before.clone()), input);
    check(tx, &merged).await?;
    let mut row = with_content(before.clone().into_active_model(), merged);
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    let entry = Entry::new("programme", id, "edit").diff(&ProgrammeView::from(before), &ProgrammeView::from(after.clone()));
    tx.note(&stream::of_programme(id), entry).await?;
    Ok(after)
}

/// Locks a programme that the caller may change.
pub(super) async fn begin_edit(tx: &Tx, caller: &Caller, id: Uuid) -> Result<programme::Model, Problem> {
    tx.stream(&stream::of_programme(id)).await?;
    let row = store::programme(tx.db(), caller, id).await?;
    caller.require(tx.db(), Action::EditProgramme, Subject::of_organisation(row.organisation_id)).await?;
    Ok(row)
}

fn merged(before: ProgrammeView, input: EditProgramme) -> NewProgramme {
    NewProgramme {
        id: Some(before.id),
        organisation_id: before.organisation_id,
        year: input.year.unwrap_or(before.year),
        title: input.title.unwrap_or(before.title),
        decision: input.decision.unwrap_or(before.decision),
        window: input.window.unwrap_or(before.window),
        budget_vnd: input.budget_vnd.unwrap_or(before.budget_vnd),
        grading: input.grading.unwrap_or(before.grading),
        amendments: input.amendments.unwrap_or(before.amendments),
        deadlines: input.deadlines.unwrap_or(before.deadlines),
        rating_scheme_id: input.rating_scheme_id.unwrap_or(before.rating_scheme_id),
    }
}

async fn check(tx: &Tx, input: &NewProgramme) -> Result<(), Problem> {
    let mut flaws = rules::flaws(input);
    if let Some(id) = input.rating_scheme_id
        && !checklists::store::has_rating(tx.db(), id).await?
    {
        flaws.push(FieldError::of(&field::UNKNOWN_REFERENCE, "/rating_scheme_id", &[]));
    }
    if flaws.is_empty() { Ok(()) } else { Err(Problem::invalid(flaws)) }
}

fn with_content(row: programme::ActiveModel, input: NewProgramme) -> programme::ActiveModel {
    let mut amendments: Vec<String> = input.amendments.iter().filter_map(|name| rules::amendment(name)).collect();
    amendments.sort();
    amendments.dedup();
    let decision_number = input.decision.as_ref().map_or("", |decision| &decision.number);
    let search_text = vietnamese::fold(&format!("{} {decision_number}", input.title));
    let (number, signed_on, published_on) = match input.decision {
        Some(Decision { number, signed_on, published_on }) => (Some(number), signed_on, published_on),
        None => (None, None, None),
    };
    let (window_from, window_to) = input.window.map(|Window { from, to }| (from, to)).unzip();
    programme::ActiveModel {
        organisation_id: Set(input.organisation_id),
        year: Set(input.year),
        search_text: Set(search_text),
        sort_key: Set(vietnamese::sort_key(&input.title)),
        title: Set(input.title),
        decision_number: Set(number),
        signed_on: Set(signed_on),
        published_on: Set(published_on),
        window_from: Set(window_from),
        window_to: Set(window_to),
        budget_vnd: Set(input.budget_vnd),
        grading: Set(input.grading),
        amendments: Set(json!(amendments).to_string()),
        deadlines: Set(input.deadlines.map(|deadlines| json!(deadlines).to_string())),
        rating_scheme_id: Set(input.rating_scheme_id),
        ..row
    }
}

/// Replaces the plan of a programme as a whole; the programme's own version counts for it.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `invalid-body` naming each organisation that is unknown, out of reach or does
/// not exist in the year, each line that occurs twice and each pair of days out of order.
pub async fn replace_plan(
    tx: &Tx,
    caller: &Caller,
    id: Uuid,
    seen: i64,
    items: Vec<PlannedInput>,
) -> Result<(programme::Model, Vec<planned::Model>), Problem> {
    let before = begin_edit(tx, caller, id).await?;
    version::require(seen, before.version)?;
    let mut flaws = rules::plan_flaws(&items);
    flaws.extend(unit_flaws(tx, caller, before.year, &items).await?);
    if !flaws.is_empty() {
        return Err(Problem::invalid(flaws));
    }
    let old = store::plan(tx.db(), id).await?;
    planned::Entity::delete_many().filter(planned::Column::ProgrammeId.eq(id)).exec(tx.db()).await?;
    let rows = items.into_iter().map(|item| planned::ActiveModel {
        programme_id: Set(id),
        organisation_id: Set(item.organisation_id),
        inspection_kind: Set(item.inspection_kind.as_str().to_owned()),
        reason: Set(item.reason),
        planned_from: Set(item.planned_from),
        planned_to: Set(item.planned_to),
    });
    let rows: Vec<_> = rows.collect();
    // SQLite takes at most 32,766 parameters a statement.
    for part in rows.chunks(500) {
        planned::Entity::insert_many(part.to_vec()).exec_without_returning(tx.db()).await?;
    }
    let mut row = before.clone().into_active_model();
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    let new = store::plan(tx.db(), id).await?;
    tx.note(&stream::of_programme(id), plan_entry(id, old, new.clone())).await?;
    Ok((after, new))
}

/// What changed in the plan, line by line: added, removed and changed ones, each as it is and was.
fn plan_entry(id: Uuid, old: Vec<planned::Model>, new: Vec<planned::Model>) -> Entry {
    let key = |row: &planned::Model| format!("{} {}", row.organisation_id, row.inspection_kind);
    let mut before: HashMap<String, planned::Model> = old.into_iter().map(|row| (key(&row), row)).collect();
    let mut entry = Entry::new("programme", id, "plan");
    for row in new {
        let was = before.remove(&key(&row)).map(PlannedView::from);
        entry = entry.changed(&key(&row), json!(was), json!(PlannedView::from(row)));
    }
    for (key, row) in before {
        entry = entry.changed(&key, json!(PlannedView::from(row)), Value::Null);
    }
    entry
}

async fn unit_flaws(tx: &Tx, caller: &Caller, year: i32, items: &[PlannedInput]) -> Result<Vec<FieldError>, Problem> {
    let ids: Vec<Uuid> = items.iter().map(|item| item.organisation_id).collect();
    let seen = store::organisations(tx.db(), caller, Action::ReadOrganisation, &ids).await?;
    let seen: HashMap<Uuid, organisation::Model> = seen.into_iter().map(|row| (row.id, row)).collect();
    let reached = store::organisations(tx.db(), caller, Action::EditProgramme, &ids).await?;
    let reached: HashSet<Uuid> = reached.into_iter().map(|row| row.id).collect();
    let mut flaws = Vec::new();
    for (at, id) in ids.iter().enumerate() {
        let flaw = match seen.get(id) {
            None => &field::UNKNOWN_REFERENCE,
            Some(_) if !reached.contains(id) => &field::OUT_OF_REACH,
            Some(row) if !rules::exists_in(year, row.valid_from.as_ref(), row.valid_to.as_ref()) => &field::NOT_IN_FORCE,
            Some(_) => continue,
        };
        flaws.push(FieldError::of(flaw, format!("/items/{at}/organisation_id"), &[("year", &year.to_string())]));
    }
    Ok(flaws)
}
