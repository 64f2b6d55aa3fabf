//! What the unit writes: its plan, and later what it has done.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use uuid::Uuid;

use super::entity::{action, request};
use super::lifecycle::Event;
use super::plan::{self, WriteAction, WritePlan, WriteProgress};
use super::service;
use super::store::today;
use crate::access::caller::Caller;
use crate::evidence;
use crate::inspections::written;
use crate::kernel::catalogue::field;
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::{FieldError, Problem};
use crate::ledger::{Entry, Tx};

/// Writes parts of the plan. A plan that the head had approved has to be approved again, unless nothing in it is new: then nothing
/// is written at all.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`, `invalid-body`.
pub async fn write_plan(tx: &Tx, caller: &Caller, id: Uuid, seen: i64, input: WritePlan) -> Result<request::Model, Problem> {
    let (before, ..) = service::begin(tx, caller, id, Some(seen), Event::DraftPlan).await?;
    let actions = service::actions(tx.db(), id).await?;
    written::accept(input.root_cause.as_ref().map(plan::RootCause::flaws).unwrap_or_default())?;
    let was = plan::of_row(&before, &actions);
    let mut row = before.clone().into_active_model();
    if let Some(correction) = input.correction {
        row.correction = Set(correction);
    }
    if let Some(cause) = &input.root_cause {
        row.root_cause = Set(json!(cause).to_string());
    }
    if let Some(similar) = input.similar_cases {
        row.similar_cases = Set(similar);
    }
    let new_actions = input.actions.as_deref().filter(|wanted| !plan::are_the_same(wanted, &actions));
    if let Some(wanted) = new_actions {
        write_actions(tx, id, &actions, wanted).await?;
    }
    let mut after = before.clone();
    after.correction = row.correction.clone().take().unwrap_or(after.correction);
    after.root_cause = row.root_cause.clone().take().unwrap_or(after.root_cause);
    after.similar_cases = row.similar_cases.clone().take().unwrap_or(after.similar_cases);
    let is = plan::of_row(&after, &service::actions(tx.db(), id).await?);
    if is == was && new_actions.is_none() {
        return Ok(before);
    }
    row.plan_approved_by = Set(None);
    row.plan_approved_at = Set(None);
    let entry = Entry::new("corrective_action_request", id, Event::DraftPlan.as_str()).diff(&was, &is);
    service::write(tx, &before, row, entry).await
}

/// Brings the actions into line with what is wanted; those that are kept keep their ids, and their evidence with them.
async fn write_actions(tx: &Tx, car_id: Uuid, present: &[action::Model], wanted: &[WriteAction]) -> Result<(), Problem> {
    let known = |id: Uuid| present.iter().find(|row| row.id == id);
    let mut flaws = Vec::new();
    for (at, one) in wanted.iter().enumerate() {
        let twice = one.id.is_some() && wanted[..at].iter().any(|other| other.id == one.id);
        if twice {
            flaws.push(FieldError::of(&field::NOT_UNIQUE, format!("/actions/{at}/id"), &[]));
        } else if one.id.is_some_and(|id| known(id).is_none()) {
            flaws.push(FieldError::of(&field::UNKNOWN_REFERENCE, format!("/actions/{at}/id"), &[]));
        }
    }
    let gone: Vec<_> = present.iter().filter(|row| !wanted.iter().any(|one| one.id == Some(row.id))).collect();
    for piece in evidence::store::of_records(tx.db(), &gone.iter().map(|row| row.id).collect::<Vec<_>>()).await? {
        let seq = gone.iter().find(|row| row.id == piece.attached_id).map(|row| row.seq).unwrap_or_default();
        let (vi, en) = (
            format!("Hành động {seq} đã có bằng chứng nên chưa bỏ được; hãy rút bằng chứng trước"),
            format!("Action {seq} has evidence, so it cannot go; take the evidence back first"),
        );
        flaws.push(FieldError::words("has-evidence", "/actions", vi, en));
    }
    written::accept(flaws)?;
    for row in gone {
        action::Entity::delete_by_id(row.id).exec(tx.db()).await?;
    }
    for (one, seq) in wanted.iter().zip(1..) {
        let row = action::ActiveModel {
            id: Set(one.id.unwrap_or_else(|| tx.new_id())),
            car_id: Set(car_id),
            seq: Set(seq),
            what: Set(one.what.clone()),
            owner: Set(one.owner.clone()),
            due_on: Set(one.due_on.clone()),
            ..Default::default()
        };
        if one.id.is_some() {
            row.update(tx.db()).await?;
        } else {
            action::ActiveModel { done_on: Set(None), result: Set(String::new()), ..row }.insert(tx.db()).await?;
        }
    }
    Ok(())
}

/// Writes what was done of some actions.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`, `invalid-body` naming each action that is not of the plan, is there
/// twice, or is said to be done on a day to come.
pub async fn write_progress(tx: &Tx, caller: &Caller, id: Uuid, seen: i64, input: Vec<WriteProgress>) -> Result<request::Model, Problem> {
    let (before, ..) = service::begin(tx, caller, id, Some(seen), Event::RecordProgress).await?;
    let actions = service::actions(tx.db(), id).await?;
    written::accept(flaws_of_progress(&input, &actions, &today(tx.now())))?;
    let mut entry = Entry::new("corrective_action_request", id, Event::RecordProgress.as_str());
    for one in input {
        let Some(known) = actions.iter().find(|row| row.id == one.id) else { continue };
        entry = entry.changed(&format!("actions.{}.done_on", known.seq), json!(known.done_on), json!(one.done_on)).changed(
            &format!("actions.{}.result", known.seq),
            known.result.as_str(),
            one.result.as_str(),
        );
        let mut row = known.clone().into_active_model();
        row.done_on = Set(one.done_on);
        row.result = Set(one.result);
        row.update(tx.db()).await?;
    }
    service::write(tx, &before, before.clone().into_active_model(), entry).await
}

fn flaws_of_progress(input: &[WriteProgress], actions: &[action::Model], today: &LocalDate) -> Vec<FieldError> {
    let mut flaws = Vec::new();
    for (at, one) in input.iter().enumerate() {
        if input[..at].iter().any(|other| other.id == one.id) {
            flaws.push(FieldError::of(&field::NOT_UNIQUE, format!("/actions/{at}/id"), &[]));
        } else if !actions.iter().any(|row| row.id == one.id) {
            flaws.push(FieldError::of(&field::UNKNOWN_REFERENCE, format!("/actions/{at}/id"), &[]));
        }
        if one.done_on.as_ref().is_some_and(|day| day > today) {
            flaws.push(FieldError::of(&field::FORMAT, format!("/actions/{at}/done_on"), &[("expected", &format!("≤ {today}"))]));
        }
    }
    flaws
}
