//! Refusing to sign, with the dissent in writing. While nobody has signed, the document is printed anew with it; afterwards it is
//! kept with the document and printed in the report.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use uuid::Uuid;

use super::entity::report::{self, Status};
use super::entity::signature::{self, State};
use super::lifecycle::{Event, Need, next};
use super::service::{self, Seen};
use super::{making, rules, settling, store};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::blobs::Digest;
use crate::kernel::catalogue::{self, field};
use crate::kernel::problem::{FieldError, Problem};
use crate::ledger::{Entry, Tx, stream};

/// What somebody says who does not sign.
#[derive(Clone, Debug)]
pub struct Refusing {
    /// The field.
    pub field: String,
    /// Why.
    pub dissent: String,
    /// The minutes have signatures, and it is understood that the dissent is printed in the report alone.
    pub in_report: bool,
}

/// Records a refusal: by the one who was to sign, or for the unit by the lead, on whose word it rests then.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`, `content-outdated`, `field-settled`, `not-expected-signer`,
/// `refusal-not-possible`, `needs-unmet` without a dissent, `already-signed-by-others`.
pub async fn refuse(app: &AppState, caller: &Caller, id: Uuid, version_seen: i64, input: Refusing) -> Result<report::Model, Problem> {
    let mut seen = service::seen(app, caller, id, version_seen, &input.field, Event::RefuseSigning).await?;
    if !rules::may_refuse(seen.report.kind, &input.field) {
        return Err(Problem::of(&catalogue::REFUSAL_NOT_POSSIBLE).param("field", &input.field));
    }
    let fields = store::signatures_of(app.read(), id).await?;
    let speaks = service::is_expected(app.read(), caller, &seen.report, &seen.inspection, &seen.field).await?;
    let own = if speaks { std::slice::from_ref(&input.field) } else { &[] };
    if !service::refusable(caller, &seen.report, &fields, own).contains(&input.field) {
        return Err(service::not_expected(&seen.field));
    }
    let needs = next(seen.report.status, Event::RefuseSigning).map_or(&[][..], |(_, needs)| needs);
    if needs.contains(&Need::Dissent) && input.dissent.trim().is_empty() {
        let missing = FieldError::of(&field::MISSING, "/dissent", &[("name", "dissent")]);
        return Err(Problem::of(&catalogue::NEEDS_UNMET).param("event", Event::RefuseSigning.as_str()).errors(vec![missing]));
    }
    if rules::goes_into_report(seen.report.kind, seen.report.status) && !input.in_report {
        return Err(Problem::of(&catalogue::ALREADY_SIGNED_BY_OTHERS));
    }
    named(caller, &mut seen.field, speaks);
    if seen.report.status == Status::Prepared {
        printed(app, caller, &seen, &input.dissent).await
    } else {
        kept(app, caller, &seen, &input.dissent).await
    }
}

/// Nobody has signed: a new first revision takes the place of the old one.
async fn printed(app: &AppState, caller: &Caller, seen: &Seen, dissent: &str) -> Result<report::Model, Problem> {
    let mut fields = store::signatures_of(app.read(), seen.report.id).await?;
    for field in fields.iter_mut().filter(|field| field.field == seen.field.field) {
        field.clone_from(&seen.field);
        (field.state, field.at, field.dissent) = (State::Refused, Some(app.now()), Some(dissent.to_owned()));
    }
    let (first, digest) = making::again(app, &seen.report, &fields).await?;
    let tx = app.begin(caller).await?;
    let (row, _) = service::held_current(&tx, &seen.report).await?;
    record(&tx, caller, seen, dissent, true).await?;
    let (size, pages) = (i64::try_from(first.pdf.len()), i32::try_from(first.pages));
    let mut changed = row.clone().into_active_model();
    changed.base_sha256 = Set(digest.to_string());
    changed.sha256 = Set(digest.to_string());
    changed.size = Set(size.map_err(Problem::internal)?);
    changed.pages = Set(pages.map_err(Problem::internal)?);
    changed.version = Set(row.version + 1);
    let row = changed.update(tx.db()).await?;
    making::add_revision(&tx, &row, true).await?;
    note(&tx, &row, seen, dissent, Some(&digest)).await?;
    tx.commit().await?;
    Ok(row)
}

/// Somebody has signed: the document stays as it is, byte for byte.
async fn kept(app: &AppState, caller: &Caller, seen: &Seen, dissent: &str) -> Result<report::Model, Problem> {
    let tx = app.begin(caller).await?;
    let (row, inspection) = service::held_current(&tx, &seen.report).await?;
    record(&tx, caller, seen, dissent, false).await?;
    let mut changed = row.clone().into_active_model();
    changed.version = Set(row.version + 1);
    let row = changed.update(tx.db()).await?;
    note(&tx, &row, seen, dissent, None).await?;
    let row = settling::complete(&tx, row, &inspection).await?;
    tx.commit().await?;
    Ok(row)
}

/// The name that is printed with a dissent: the one expected; of a head who speaks in person, their own. Of whom it is only
/// recorded, also the name of whoever records it.
fn named(caller: &Caller, field: &mut signature::Model, speaks: bool) {
    field.recorded_by_name = (!speaks).then(|| caller.user.display_name.clone());
    if speaks && field.expected_name.is_empty() {
        field.expected_name.clone_from(&caller.user.display_name);
        if !caller.user.title.is_empty() {
            field.expected_title.clone_from(&caller.user.title);
        }
    }
}

async fn record(tx: &Tx, caller: &Caller, seen: &Seen, dissent: &str, is_printed: bool) -> Result<signature::Model, Problem> {
    let mut changed = seen.field.clone().into_active_model();
    changed.expected_name = Set(seen.field.expected_name.clone());
    changed.expected_title = Set(seen.field.expected_title.clone());
    changed.recorded_by_name = Set(seen.field.recorded_by_name.clone());
    changed.state = Set(State::Refused);
    changed.user_id = Set(Some(caller.user.id));
    changed.at = Set(Some(tx.now()));
    changed.dissent = Set(Some(dissent.to_owned()));
    changed.dissent_printed = Set(is_printed);
    Ok(changed.update(tx.db()).await?)
}

async fn note(tx: &Tx, row: &report::Model, seen: &Seen, dissent: &str, base: Option<&Digest>) -> Result<(), Problem> {
    let entry =
        Entry::new("report", row.id, Event::RefuseSigning.as_str()).with("field", seen.field.field.as_str()).with("dissent", dissent);
    let entry = match base {
        Some(digest) => entry.changed("base_sha256", seen.report.base_sha256.as_str(), digest.as_str()),
        None => entry,
    };
    tx.note(&stream::of_inspection(row.inspection_id), entry).await
}
