//! Mergers, divisions and changes of name, by decision.
//!
//! What ends is closed on the day before the decision takes effect and stays readable. Those directly below a merged
//! organisation move to its successor; those below a divided one move to the part that names them, and those that no part names
//! stay where they are, with a warning: the program guesses nothing. A change of name keeps the organisation, and its former
//! name. Closed organisations keep what they reached, so that grants at them read that history; successors reach them too.

use jiff::ToSpan;
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::entity::{organisation, succession};
use super::input::{Decision, MergeInto, NewOrganisation, Part, Rename, Reorganise};
use super::rules::Level;
use super::service::{self, RECORD};
use super::views::{OrganisationView, Reorganised, Warning};
use super::{reach, relocation, store};
use crate::access::caller::Caller;
use crate::access::entity::grant;
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::kernel::catalogue::{self, field};
use crate::kernel::clock::{DEFAULT_ZONE, LocalDate};
use crate::kernel::problem::Problem;
use crate::kernel::vietnamese;
use crate::ledger::{Entry, Tx, stream};

/// Does what the decision says.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `organisation-closed`, `invalid-body`, `already-exists`.
pub async fn reorganise(tx: &Tx, caller: &Caller, id: Uuid, seen: i64, input: Reorganise) -> Result<Reorganised, Problem> {
    match (input.merge_into, input.split_into, input.rename) {
        (Some(into), None, None) => merge(tx, caller, (id, seen), &input.decision, into).await,
        (None, Some(parts), None) => split(tx, caller, (id, seen), &input.decision, parts).await,
        (None, None, Some(to)) => rename(tx, caller, (id, seen), &input.decision, to).await,
        _ => Err(Problem::invalid_field(&field::FORMAT, "", &[("expected", "merge_into | split_into | rename")])),
    }
}

type Seen = (Uuid, i64);

async fn merge(tx: &Tx, caller: &Caller, first: Seen, decision: &Decision, into: MergeInto) -> Result<Reorganised, Problem> {
    let mut all = vec![(first, String::new())];
    let others = into.together_with.iter().enumerate();
    all.extend(others.map(|(index, other)| ((other.id, other.version), format!("/merge_into/together_with/{index}"))));
    lock(tx, caller, all.iter().map(|((id, _), _)| *id).chain(into.successor_id).chain(into.parent_id).collect()).await?;
    let mut ending = Vec::new();
    for ((id, seen), pointer) in all {
        if ending.iter().any(|row: &organisation::Model| row.id == id) || into.successor_id == Some(id) {
            let pointer = if pointer.is_empty() { "/merge_into/successor_id".to_owned() } else { pointer };
            return Err(Problem::invalid_field(&field::NOT_UNIQUE, pointer, &[]));
        }
        let row = if pointer.is_empty() {
            service::editable(tx, caller, id, seen).await?
        } else {
            service::superior(tx, caller, id, &format!("{pointer}/id")).await?;
            service::editable(tx, caller, id, seen).await?
        };
        refuse_closed(&row, &decision.effective_on)?;
        ending.push(row);
    }
    let model = &ending[0];
    let successor = Successor {
        existing: into.successor_id,
        id: into.id,
        code: into.code,
        name: into.name,
        kind: into.kind,
        level: into.level,
        parent_id: into.parent_id,
    };
    let successor = successor.settle(tx, caller, model, &ending, decision, "/merge_into").await?;
    let mut change = Succession::begin(tx, "merge", decision, &ending).await?;
    for row in &ending {
        for child in children(tx, row.id, &decision.effective_on).await? {
            if !ending.iter().any(|other| other.id == child.id) {
                change.move_child(&child, row.id, &successor).await?;
            }
        }
        change.close(row, &[&successor]).await?;
    }
    change.finish(vec![successor]).await
}

async fn split(tx: &Tx, caller: &Caller, first: Seen, decision: &Decision, parts: Vec<Part>) -> Result<Reorganised, Problem> {
    let named = parts.iter().flat_map(|part| [part.successor_id, part.parent_id]).flatten();
    lock(tx, caller, named.chain([first.0]).collect()).await?;
    let row = service::editable(tx, caller, first.0, first.1).await?;
    refuse_closed(&row, &decision.effective_on)?;
    let ending = [row];
    let row = &ending[0];
    let mut left = children(tx, row.id, &decision.effective_on).await?;
    let mut moves = Vec::new();
    let mut successors = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        for (place, child) in part.children.iter().enumerate() {
            let Some(found) = left.iter().position(|one| one.id == *child) else {
                let pointer = format!("/split_into/{index}/children/{place}");
                return Err(Problem::invalid_field(&field::UNKNOWN_REFERENCE, pointer, &[]));
            };
            moves.push((left.swap_remove(found), index));
        }
        let Part { successor_id, id, code, name, kind, level, parent_id, children: _ } = part;
        let pointer = format!("/split_into/{index}");
        if successor_id.is_some_and(|id| id == row.id || successors.iter().any(|one: &organisation::Model| one.id == id)) {
            return Err(Problem::invalid_field(&field::NOT_UNIQUE, format!("{pointer}/successor_id"), &[]));
        }
        let successor = Successor { existing: successor_id, id, code, name, kind, level, parent_id };
        successors.push(successor.settle(tx, caller, row, &ending, decision, &pointer).await?);
    }
    let mut change = Succession::begin(tx, "split", decision, &ending).await?;
    for (child, index) in moves {
        change.move_child(&child, row.id, &successors[index]).await?;
    }
    change.close(row, &successors.iter().collect::<Vec<_>>()).await?;
    for child in left {
        let (vi, en) = (
            format!("{} ({}) chưa được giao cho đơn vị kế thừa nào.", child.name, child.code),
            format!("{} ({}) was given to no successor.", child.name, child.code),
        );
        change.warnings.push(Warning::new("left-below-closed", vi, en));
    }
    change.finish(successors).await
}

async fn rename(tx: &Tx, caller: &Caller, first: Seen, decision: &Decision, to: Rename) -> Result<Reorganised, Problem> {
    let before = service::editable(tx, caller, first.0, first.1).await?;
    refuse_closed(&before, &decision.effective_on)?;
    let today = tx.now().local_date(DEFAULT_ZONE);
    if decision.effective_on > today {
        let expected = format!("≤ {today}");
        return Err(Problem::invalid_field(&field::FORMAT, "/decision/effective_on", &[("expected", &expected)]));
    }
    let own = Condition::all().add(succession::Column::SuccessorId.eq(before.id));
    let former = store::former_names(tx.db(), own).await?.into_iter().map(|(_, name)| name);
    let former: Vec<String> = former.chain([before.name.clone()]).collect();
    let mut after = before.clone();
    after.code = to.code.unwrap_or(after.code);
    after.short_name = to.short_name.unwrap_or(after.short_name);
    after.sort_key = vietnamese::sort_key(&to.name);
    after.name = to.name;
    after.search_text = service::search_text(&after.name, after.short_name.as_deref(), &after.code, after.unit_code.as_deref(), &former);
    service::refuse_taken_code(tx, &after).await?;
    let mut step = step(tx, "rename", decision, before.id, before.id);
    step.former_code = Some(before.code.clone());
    step.former_name = Some(before.name.clone());
    succession::Entity::insert(step.into_active_model()).exec_without_returning(tx.db()).await?;
    let after = service::update(tx, &before, &after, entry(before.id, "rename", decision)).await?;
    let organisation = OrganisationView::from(after);
    Ok(Reorganised { successors: vec![organisation.clone()], organisation, moved: Vec::new(), warnings: Vec::new() })
}

/// Locks the registers of all organisations named, always in the same order, so that two reorganisations wait and never block.
async fn lock(tx: &Tx, caller: &Caller, ids: Vec<Uuid>) -> Result<(), Problem> {
    let readable =
        organisation::Entity::find().filter(organisation::Column::Id.is_in(ids)).filter(store::readable(caller)).all(tx.db()).await?;
    let roots: std::collections::BTreeSet<Uuid> = readable.into_iter().map(|row| row.root_id).collect();
    for root in roots {
        tx.stream(&stream::of_directory(root)).await?;
    }
    Ok(())
}

fn refuse_closed(row: &organisation::Model, on: &LocalDate) -> Result<(), Problem> {
    if let Some(last) = row.valid_to.as_ref().filter(|last| *last < on) {
        let problem = Problem::of(&catalogue::ORGANISATION_CLOSED).param("name", &row.name).param("code", &row.code);
        return Err(problem.param("valid_to", last));
    }
    if row.valid_from.as_ref().is_some_and(|first| first >= on) {
        let expected = format!("> {}", row.valid_from.as_ref().map_or("", LocalDate::as_str));
        return Err(Problem::invalid_field(&field::FORMAT, "/decision/effective_on", &[("expected", &expected)]));
    }
    Ok(())
}

/// Those directly below an organisation, through either superior, that go on beyond a day.
async fn children(tx: &Tx, id: Uuid, on: &LocalDate) -> Result<Vec<organisation::Model>, Problem> {
    use organisation::Column;
    let below = Condition::any().add(Column::ParentId.eq(id)).add(Column::SecondSuperiorId.eq(id));
    let go_on = Condition::any().add(Column::ValidTo.is_null()).add(Column::ValidTo.gte(on.clone()));
    Ok(organisation::Entity::find().filter(below).filter(go_on).all(tx.db()).await?)
}

/// What a request says about one successor.
struct Successor {
    existing: Option<Uuid>,
    id: Option<Uuid>,
    code: Option<String>,
    name: Option<String>,
    kind: Option<String>,
    level: Option<Level>,
    parent_id: Option<Uuid>,
}

impl Successor {
    /// Loads the existing organisation, or makes the new one after the model of the one it follows.
    async fn settle(
        self,
        tx: &Tx,
        caller: &Caller,
        model: &organisation::Model,
        ending: &[organisation::Model],
        decision: &Decision,
        pointer: &str,
    ) -> Result<organisation::Model, Problem> {
        if let Some(id) = self.existing {
            let pointer = format!("{pointer}/successor_id");
            let row = service::superior(tx, caller, id, &pointer).await?;
            caller.require(tx.db(), Action::EditOrganisation, Subject::of_organisation(id)).await?;
            refuse_closed(&row, &decision.effective_on)?;
            refuse_below(tx, ending, id, &pointer).await?;
            return Ok(row);
        }
        let missing = |name: &str| Problem::invalid_field(&field::MISSING, format!("{pointer}/{name}"), &[("name", name)]);
        let code = self.code.ok_or_else(|| missing("code"))?;
        let name = self.name.ok_or_else(|| missing("name"))?;
        let parent_id = self.parent_id.or(model.parent_id).ok_or_else(|| missing("parent_id"))?;
        let parent_pointer = format!("{pointer}/parent_id");
        let parent = service::superior(tx, caller, parent_id, &parent_pointer).await?;
        caller.require(tx.db(), Action::EditOrganisation, Subject::of_organisation(parent_id)).await?;
        refuse_below(tx, ending, parent_id, &parent_pointer).await?;
        let level = self.level.or_else(|| Level::named(&model.level)).unwrap_or(Level::Communal);
        let second = model.second_superior_id.filter(|second| *second != parent_id && !ending.iter().any(|row| row.id == *second));
        let new = NewOrganisation {
            id: self.id,
            code,
            name,
            short_name: None,
            kind: self.kind.unwrap_or_else(|| model.kind.clone()),
            level,
            parent_id: Some(parent_id),
            second_superior_id: second,
            unit_code: None,
            valid_from: Some(decision.effective_on.clone()),
            valid_to: None,
            address: None,
            phone: None,
            email: None,
        };
        service::insert(tx, parent.root_id, new).await.map_err(|problem| problem.below(pointer))
    }
}

async fn refuse_below(tx: &Tx, ending: &[organisation::Model], id: Uuid, pointer: &str) -> Result<(), Problem> {
    for row in ending {
        reach::refuse_circle(tx.db(), row.id, id, pointer).await?;
    }
    Ok(())
}

fn step(tx: &Tx, manner: &str, decision: &Decision, predecessor_id: Uuid, successor_id: Uuid) -> succession::Model {
    succession::Model {
        id: tx.new_id(),
        predecessor_id,
        successor_id,
        manner: manner.to_owned(),
        former_code: None,
        former_name: None,
        decision_number: decision.number.clone(),
        signed_on: decision.signed_on.clone(),
        effective_on: decision.effective_on.clone(),
        created_at: tx.now(),
    }
}

fn entry(id: Uuid, manner: &str, decision: &Decision) -> Entry {
    Entry::new(RECORD, id, manner)
        .with("decision_number", decision.number.clone())
        .with("signed_on", decision.signed_on.as_str())
        .with("effective_on", decision.effective_on.as_str())
}

/// A merger or division on its way: rows first, then the reach of everyone concerned, once.
struct Succession<'a> {
    tx: &'a Tx,
    manner: &'static str,
    decision: &'a Decision,
    /// Each ending organisation with those it reached before.
    reached: Vec<(Uuid, Vec<Uuid>)>,
    closed: Vec<organisation::Model>,
    moved: Vec<(Uuid, Uuid)>,
    warnings: Vec<Warning>,
}

impl<'a> Succession<'a> {
    async fn begin(tx: &'a Tx, manner: &'static str, decision: &'a Decision, ending: &[organisation::Model]) -> Result<Self, Problem> {
        let mut reached = Vec::new();
        for row in ending {
            reached.push((row.id, reach::at_or_below(tx.db(), row.id).await?));
        }
        Ok(Self { tx, manner, decision, reached, closed: Vec::new(), moved: Vec::new(), warnings: Vec::new() })
    }

    /// Puts a child below the successor, whichever of its superiors ends.
    async fn move_child(&mut self, child: &organisation::Model, from: Uuid, to: &organisation::Model) -> Result<(), Problem> {
        // A child with two ending superiors comes here twice; the second time it is at a later version.
        let Some(before) = organisation::Entity::find_by_id(child.id).one(self.tx.db()).await? else { return Ok(()) };
        let mut after = before.clone();
        if after.parent_id == Some(from) {
            after.parent_id = Some(to.id);
            self.moved.push((child.id, to.root_id));
        }
        if after.second_superior_id == Some(from) {
            after.second_superior_id = Some(to.id);
        }
        if after.second_superior_id == after.parent_id {
            after.second_superior_id = None;
        }
        service::update(self.tx, &before, &after, entry(child.id, self.manner, self.decision)).await?;
        Ok(())
    }

    /// Closes an organisation and links it with its successors.
    async fn close(&mut self, row: &organisation::Model, successors: &[&organisation::Model]) -> Result<(), Problem> {
        let mut after = row.clone();
        let last = self.decision.effective_on.civil().saturating_sub(1.day());
        after.valid_to = Some(LocalDate::from(last));
        let names: Vec<String> = successors.iter().map(|one| one.id.to_string()).collect();
        let entry = entry(row.id, self.manner, self.decision).with("successors", names);
        self.closed.push(service::update(self.tx, row, &after, entry).await?);
        let steps = successors.iter().map(|one| step(self.tx, self.manner, self.decision, row.id, one.id).into_active_model());
        succession::Entity::insert_many(steps).exec_without_returning(self.tx.db()).await?;
        let grants = grant::Entity::find().filter(grant::Column::OrganisationId.eq(row.id)).filter(grant::Column::EndedAt.is_null());
        let grants = grants.count(self.tx.db()).await?;
        if grants > 0 {
            let (vi, en) = (
                format!("Còn {grants} vai trò được cấp tại {} ({}); cần cấp lại tại đơn vị kế thừa.", row.name, row.code),
                format!("{grants} grants remain at {} ({}); give them anew at the successor.", row.name, row.code),
            );
            self.warnings.push(Warning::new("grants-at-closed", vi, en));
        }
        Ok(())
    }

    /// Computes the reach anew and brings those that moved into their new register.
    async fn finish(self, successors: Vec<organisation::Model>) -> Result<Reorganised, Problem> {
        let db = self.tx.db();
        let everyone: std::collections::BTreeSet<Uuid> = self.reached.iter().flat_map(|(_, below)| below).copied().collect();
        reach::compute_anew(db, &everyone.into_iter().collect::<Vec<_>>()).await?;
        for (closed, below) in &self.reached {
            reach::keep(db, *closed, below).await?;
        }
        for (child, root) in &self.moved {
            let below = reach::at_or_below(db, *child).await?;
            let below = service::live_part(self.tx, *child, &below).await?;
            relocation::into_register(self.tx, *root, &below).await?;
        }
        let organisation = self.closed.into_iter().next().ok_or_else(|| Problem::internal("nothing was closed"))?;
        Ok(Reorganised {
            organisation: organisation.into(),
            successors: successors.into_iter().map(OrganisationView::from).collect(),
            moved: self.moved.into_iter().map(|(child, _)| child).collect(),
            warnings: self.warnings,
        })
    }
}
