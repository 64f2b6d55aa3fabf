//! Drafting, publishing and retiring checklists: use cases within a transaction handed in.
//!
//! Every write takes the lock of the `checklists` stream first, so that numbers are given once and a version is published
//! once, whichever database is beneath.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use soat_checklist_schemas::{Checklist, canonical};
use uuid::Uuid;

use super::entity::checklist::{ActiveModel, Model, Status};
use super::lifecycle::{self, Event, Need};
use super::rules::{self, Draft};
pub use super::shipped::install as install_shipped;
use super::store;
use crate::access::caller::{Caller, forbidden};
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::kernel::problem::Problem;
use crate::kernel::{catalogue, version, vietnamese};
use crate::ledger::transaction::Change;
use crate::ledger::{Entry, Tx, stream};

/// The collection in which checklists travel.
pub const COLLECTION: &str = "checklists";

/// Keeps a new draft. Its number is the next of its key; it belongs to `owner`, or to the one organisation at which the
/// caller may edit checklists.
///
/// # Errors
/// `forbidden`, `invalid-parameter` when the owner is not said and not obvious, `already-exists` when the key is another organisation's.
pub async fn draft(tx: &Tx, caller: &Caller, owner: Option<Uuid>, document: Draft) -> Result<Model, Problem> {
    let owner = owner_of_new(caller, owner)?;
    caller.require(tx.db(), Action::EditChecklist, Subject::of_organisation(owner)).await?;
    tx.stream(stream::CHECKLISTS).await?;
    let versions = store::of_key(tx.db(), document.key()).await?;
    if let Some(first) = versions.first()
        && first.organisation_id.is_some()
        && !store::may_edit(tx.db(), caller, first.organisation_id).await?
    {
        return Err(Problem::of(&catalogue::ALREADY_EXISTS).param("what", "checklist").param("key", document.key()));
    }
    let number = versions.last().map_or(1, |last| last.number + 1);
    let checklist = document.numbered(u32::try_from(number).map_err(Problem::internal)?);
    let row = ActiveModel { status: Set(Status::Draft), organisation_id: Set(Some(owner)), ..fresh(tx, &checklist)? };
    let row = row.insert(tx.db()).await?;
    let entry = Entry::new("checklist", row.id, "create").with("key", row.key.as_str()).with("number", row.number);
    tx.note(stream::CHECKLISTS, entry).await?;
    Ok(row)
}

fn owner_of_new(caller: &Caller, owner: Option<Uuid>) -> Result<Uuid, Problem> {
    let scope = caller.require_somewhere(Action::EditChecklist)?;
    let mut places = scope.under;
    places.extend(scope.at);
    places.sort_unstable();
    places.dedup();
    match (owner, places.as_slice()) {
        (Some(owner), _) => Ok(owner),
        (None, [only]) => Ok(*only),
        _ => {
            let expected = places.iter().map(Uuid::to_string).collect::<Vec<_>>().join(" | ");
            Err(Problem::of(&catalogue::INVALID_PARAMETER).param("name", "organisation_id").param("expected", expected))
        }
    }
}

/// A row that holds a document; status and owner are the caller's to say.
pub(super) fn fresh(tx: &Tx, checklist: &Checklist) -> Result<ActiveModel, Problem> {
    let row = ActiveModel { id: Set(tx.new_id()), version: Set(1), created_at: Set(tx.now()), ..Default::default() };
    with_content(row, checklist)
}

fn with_content(row: ActiveModel, checklist: &Checklist) -> Result<ActiveModel, Problem> {
    Ok(ActiveModel {
        key: Set(checklist.key.clone()),
        number: Set(i32::try_from(checklist.version).map_err(Problem::internal)?),
        edition: Set(checklist.edition.clone()),
        title_vi: Set(checklist.title.vi.clone()),
        title_en: Set(checklist.title.en.clone()),
        inspection_kinds: Set(serde_json::to_string(&checklist.inspection_kinds).map_err(Problem::internal)?),
        search_text: Set(vietnamese::fold(&format!("{} {} {}", checklist.key, checklist.title.vi, checklist.title.en))),
        document: Set(canonical::to_string(&checklist.to_value())),
        ..row
    })
}

/// Replaces the content of a draft.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move` once published, `invalid-body`.
pub async fn redraft(tx: &Tx, caller: &Caller, place: (&str, i32), seen: i64, document: Draft) -> Result<Model, Problem> {
    let (before, _) = begin_move(tx, caller, place, seen, Event::Edit).await?;
    let checklist =
        document.in_place_of(&before.key, u32::try_from(before.number).map_err(Problem::internal)?).map_err(Problem::invalid)?;
    let mut row = with_content(before.clone().into_active_model(), &checklist)?;
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    // Drafts are large and change often: the activity keeps which content it was, by its digest, not the content.
    let entry =
        Entry::new("checklist", after.id, "edit").changed("document_sha256", store::document(&before)?.digest(), checklist.digest());
    tx.note(stream::CHECKLISTS, entry).await?;
    Ok(after)
}

/// Publishes a draft: from now on it cannot change and is known by its digest.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`, `needs-unmet` with every flaw of the content.
pub async fn publish(tx: &Tx, caller: &Caller, place: (&str, i32), seen: i64) -> Result<Model, Problem> {
    let (before, (status, needs)) = begin_move(tx, caller, place, seen, Event::Publish).await?;
    let checklist = store::document(&before)?;
    for need in needs {
        let flaws = match need {
            Need::SoundContent => checklist.validate(),
        };
        if !flaws.is_empty() {
            return Err(Problem::of(&catalogue::NEEDS_UNMET).param("event", Event::Publish.as_str()).errors(rules::errors(&flaws)));
        }
    }
    let mut row = before.clone().into_active_model();
    row.status = Set(status);
    row.digest = Set(Some(checklist.digest()));
    row.published_at = Set(Some(tx.now()));
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    tell(tx, &after, Event::Publish).await?;
    Ok(after)
}

/// Publishes a checklist that the program made for one inspection of an organisation. The stream of that inspection carries it:
/// the caller sees to that.
///
/// # Errors
/// Database failures.
pub async fn publish_made(tx: &Tx, owner: Uuid, checklist: &Checklist) -> Result<Model, Problem> {
    tx.stream(stream::CHECKLISTS).await?;
    let row = ActiveModel {
        status: Set(Status::Published),
        organisation_id: Set(Some(owner)),
        digest: Set(Some(checklist.digest())),
        published_at: Set(Some(tx.now())),
        ..fresh(tx, checklist)?
    };
    let row = row.insert(tx.db()).await?;
    note(tx, &row, Event::Publish).await?;
    Ok(row)
}

/// Retires a published version: no new inspection takes it, those begun on it go on.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`.
pub async fn retire(tx: &Tx, caller: &Caller, place: (&str, i32), seen: i64) -> Result<Model, Problem> {
    let (before, (status, _)) = begin_move(tx, caller, place, seen, Event::Retire).await?;
    let mut row = before.clone().into_active_model();
    row.status = Set(status);
    row.retired_at = Set(Some(tx.now()));
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    tell(tx, &after, Event::Retire).await?;
    Ok(after)
}

type Outcome = (Status, &'static [Need]);

async fn begin_move(tx: &Tx, caller: &Caller, place: (&str, i32), seen: i64, event: Event) -> Result<(Model, Outcome), Problem> {
    tx.stream(stream::CHECKLISTS).await?;
    let row = store::version(tx.db(), caller, place.0, place.1).await?;
    if rules::is_made(&row.key) || !store::may_edit(tx.db(), caller, row.organisation_id).await? {
        return Err(forbidden(Action::EditChecklist));
    }
    version::require(seen, row.version)?;
    let outcome = lifecycle::next(row.status, event).ok_or_else(|| {
        let allowed = lifecycle::allowed(row.status).map(Event::as_str).collect::<Vec<_>>().join(", ");
        Problem::of(&catalogue::ILLEGAL_MOVE)
            .param("event", event.as_str())
            .param("status", row.status.as_str())
            .param("allowed", if allowed.is_empty() { "–" } else { &allowed })
    })?;
    Ok((row, outcome))
}

async fn tell(tx: &Tx, row: &Model, event: Event) -> Result<(), Problem> {
    note(tx, row, event).await?;
    tx.change(stream::CHECKLISTS, COLLECTION, row.id, Change::told_to_all()).await?;
    Ok(())
}

async fn note(tx: &Tx, row: &Model, event: Event) -> Result<(), Problem> {
    let entry = Entry::new("checklist", row.id, event.as_str())
        .with("status", row.status.as_str())
        .with("digest", row.digest.as_deref().unwrap_or_default());
    tx.note(stream::CHECKLISTS, entry).await
}
