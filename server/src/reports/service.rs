//! What holds for every use of a document: who may sign which field, reading it for a change, withdrawing it.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};
use soat_documents::content::Lang;
use uuid::Uuid;

use super::entity::report::{self, Status};
use super::entity::signature::{self, Signer, State};
use super::lifecycle::{self, Event};
use super::rules::{self, Candidate};
use super::{content, store};
use crate::access::caller::{Caller, forbidden};
use crate::access::policy::{Action, Role};
use crate::access::scope::Subject;
use crate::app::AppState;
use crate::corrective_actions;
use crate::inspections;
use crate::inspections::entity::inspection;
use crate::kernel::catalogue::{self, field};
use crate::kernel::clock::Instant;
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::version;
use crate::ledger::{Entry, Tx, stream};

/// The refusal of a move that the table does not know.
#[must_use]
pub fn illegal(row: &report::Model, event: Event) -> Problem {
    let allowed: Vec<_> = lifecycle::allowed(row.status).map(Event::as_str).collect();
    Problem::of(&catalogue::ILLEGAL_MOVE)
        .param("event", event.as_str())
        .param("status", row.status.as_str())
        .param("allowed", if allowed.is_empty() { "—".to_owned() } else { allowed.join(", ") })
}

/// The language of a document.
#[must_use]
pub fn lang_of(row: &report::Model) -> Lang {
    if row.lang == Lang::En.tag() { Lang::En } else { Lang::Vi }
}

/// Where a document can be verified.
#[must_use]
pub fn verify_url(app: &AppState, code: &str) -> String {
    format!("{}/verify/{}", app.settings().public_address(), rules::in_groups(code))
}

/// A document with one of its fields, as somebody is about to change it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The document.
    pub report: report::Model,
    /// Its inspection.
    pub inspection: inspection::Model,
    /// The field.
    pub field: signature::Model,
}

/// A document that the caller may read, at the version seen, with a field of it that waits, and a move that is legal now.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`, `content-outdated`, `invalid-body` for an unknown field,
/// `field-settled`.
pub async fn seen(app: &AppState, caller: &Caller, id: Uuid, version_seen: i64, name: &str, event: Event) -> Result<Seen, Problem> {
    let db = app.read();
    let report = store::report(db, caller, id, app.now()).await?;
    if !may_sign(db, caller, &report, app.now()).await? {
        return Err(forbidden(Action::SignReport));
    }
    version::require(version_seen, report.version)?;
    if lifecycle::next(report.status, event).is_none() {
        return Err(illegal(&report, event));
    }
    let inspection = inspections::store::by_id(db, report.inspection_id).await?;
    if !content::is_current(&report, inspection.frozen_digest.as_deref()) {
        return Err(Problem::of(&catalogue::CONTENT_OUTDATED));
    }
    let found = store::signatures_of(db, id).await?.into_iter().find(|row| row.field == name);
    let field = found.ok_or_else(|| Problem::invalid_field(&field::UNKNOWN_REFERENCE, "/field", &[]))?;
    if field.state != State::Waiting {
        return Err(Problem::of(&catalogue::FIELD_SETTLED).param("field", name));
    }
    Ok(Seen { report, inspection, field })
}

/// Whether the caller signs documents like this one; the form of a request also reaches the team of a follow-up.
async fn may_sign(db: &impl ConnectionTrait, caller: &Caller, report: &report::Model, now: Instant) -> Result<bool, Problem> {
    match report.car_id {
        Some(car) => Ok(!corrective_actions::store::where_may(db, caller, Action::SignReport, &[car], now).await?.is_empty()),
        None => caller.may(db, Action::SignReport, store::subject(report)).await,
    }
}

/// Whether the caller is the one who is to sign a field.
///
/// # Errors
/// Database failures.
pub async fn is_expected(
    db: &impl ConnectionTrait,
    caller: &Caller,
    report: &report::Model,
    inspection: &inspection::Model,
    field: &signature::Model,
) -> Result<bool, Problem> {
    let heads = caller.speaks_for(Role::UnitHead);
    let holds_seal = match field.expected_organisation_id.filter(|_| field.signer == Signer::Seal) {
        Some(body) => holds_seal(db, caller, report, inspection, body).await?,
        None => false,
    };
    let candidate = Candidate { user_id: caller.user.id, heads: &heads, holds_seal };
    Ok(rules::is_expected(field.signer, field.expected_user_id, field.expected_organisation_id, &candidate))
}

/// Whether the caller may use the seal of this body on a document: they seal documents about the unit, and act for the body itself.
/// The head of a unit that audits itself uses the unit's own.
async fn holds_seal(
    db: &impl ConnectionTrait,
    caller: &Caller,
    report: &report::Model,
    inspection: &inspection::Model,
    body: Uuid,
) -> Result<bool, Problem> {
    let heads = caller.grants.iter().any(|grant| grant.role == Role::UnitHead && grant.organisation_id == body);
    if inspection.kind.is_own() && body == report.organisation_id && heads {
        return Ok(true);
    }
    Ok(caller.may(db, Action::SealReport, store::subject(report)).await?
        && caller.may(db, Action::SealReport, Subject::of_organisation(body)).await?)
}

/// Refuses whoever is not the one to sign a field.
///
/// # Errors
/// `not-expected-signer`.
pub async fn require_expected(db: &impl ConnectionTrait, caller: &Caller, seen: &Seen) -> Result<(), Problem> {
    if is_expected(db, caller, &seen.report, &seen.inspection, &seen.field).await? {
        return Ok(());
    }
    Err(not_expected(&seen.field))
}

/// The refusal of whoever is not the one to sign a field.
#[must_use]
pub fn not_expected(field: &signature::Model) -> Problem {
    let expected = Some(&field.expected_name).filter(|name| !name.is_empty()).unwrap_or(&field.expected_title);
    Problem::of(&catalogue::NOT_EXPECTED_SIGNER).param("field", &field.field).param("expected", expected)
}

/// The document of a change, under the lock of its inspection's stream; nobody has changed it since it was seen.
///
/// # Errors
/// `stale-version`.
pub async fn held(tx: &Tx, seen: &report::Model) -> Result<report::Model, Problem> {
    tx.stream(&stream::of_inspection(seen.inspection_id)).await?;
    let now = store::find(tx.db(), seen.id).await?;
    version::require(seen.version, now.version)?;
    Ok(now)
}

/// The same of a document that is to be signed or refused: it still says what its inspection says, which stays so, since reopening
/// takes the same lock.
///
/// # Errors
/// `stale-version`, `content-outdated`.
pub async fn held_current(tx: &Tx, seen: &report::Model) -> Result<(report::Model, inspection::Model), Problem> {
    let report = held(tx, seen).await?;
    let inspection = inspections::store::by_id(tx.db(), report.inspection_id).await?;
    if !content::is_current(&report, inspection.frozen_digest.as_deref()) {
        return Err(Problem::of(&catalogue::CONTENT_OUTDATED));
    }
    Ok((report, inspection))
}

/// Withdraws a document: it stays to be read, and whoever verifies it is told.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`.
pub async fn withdraw(tx: &Tx, caller: &Caller, id: Uuid, version_seen: i64, reason: &str) -> Result<report::Model, Problem> {
    let row = store::report(tx.db(), caller, id, tx.now()).await?;
    caller.require(tx.db(), Action::WithdrawReport, store::subject(&row)).await?;
    version::require(version_seen, row.version)?;
    let row = held(tx, &row).await?;
    let (status, _) = lifecycle::next(row.status, Event::Withdraw).ok_or_else(|| illegal(&row, Event::Withdraw))?;
    if reason.trim().is_empty() {
        let missing = FieldError::of(&field::MISSING, "/reason", &[("name", "reason")]);
        return Err(Problem::of(&catalogue::NEEDS_UNMET).param("event", Event::Withdraw.as_str()).errors(vec![missing]));
    }
    let (name, before) = (stream::of_inspection(row.inspection_id), row.status);
    let mut changed = row.clone().into_active_model();
    changed.status = Set(status);
    changed.reason = Set(Some(reason.to_owned()));
    changed.version = Set(row.version + 1);
    let after = changed.update(tx.db()).await?;
    let entry = Entry::new("report", id, Event::Withdraw.as_str()).changed("status", before.as_str(), status.as_str());
    tx.note(&name, entry.with("reason", reason)).await?;
    Ok(after)
}

/// What the caller may do with a document now.
///
/// # Errors
/// Database failures.
pub async fn allowed(
    db: &impl ConnectionTrait,
    caller: &Caller,
    report: &report::Model,
    inspection: &inspection::Model,
    fields: &[signature::Model],
    now: Instant,
) -> Result<(Vec<Event>, Vec<String>), Problem> {
    let subject = store::subject(report);
    let signs = content::is_current(report, inspection.frozen_digest.as_deref()) && may_sign(db, caller, report, now).await?;
    let (mut events, mut mine) = (Vec::new(), Vec::new());
    for field in fields.iter().filter(|field| signs && field.state == State::Waiting) {
        if is_expected(db, caller, report, inspection, field).await? {
            mine.push(field.field.clone());
        }
    }
    let refusable = refusable(caller, report, fields, &mine);
    for event in lifecycle::allowed(report.status) {
        let may = match event {
            Event::SignField => !mine.is_empty(),
            Event::RefuseSigning => signs && !refusable.is_empty(),
            Event::Withdraw => caller.may(db, Action::WithdrawReport, subject).await?,
            Event::Complete | Event::Supersede => false,
        };
        if may {
            events.push(event);
        }
    }
    if !matches!(report.status, Status::Prepared | Status::Signing) {
        mine.clear();
    }
    Ok((events, mine))
}

/// The fields whose refusal the caller may record: their own, and as the lead that of the unit, on whose word it rests then.
#[must_use]
pub fn refusable(caller: &Caller, report: &report::Model, fields: &[signature::Model], mine: &[String]) -> Vec<String> {
    let leads = fields.iter().any(|field| field.field == "lead" && field.expected_user_id == Some(caller.user.id));
    let may = |field: &&signature::Model| {
        let waits = rules::may_refuse(report.kind, &field.field) && field.state == State::Waiting;
        waits && (mine.contains(&field.field) || leads && rules::may_record(report.kind, &field.field))
    };
    fields.iter().filter(may).map(|field| field.field.clone()).collect()
}
