//! Kinds of organisations: data that administrators add to.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use super::entity::kind;
use super::input::NewKind;
use super::store;
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::kernel::catalogue::{self, field};
use crate::kernel::problem::Problem;
use crate::ledger::{Entry, Tx};

/// The stream whose lock and chain the kinds use; they are the same for all registers.
pub const STREAM: &str = "organisation_kinds";

/// Adds a kind, at the end of the list.
///
/// # Errors
/// `forbidden`, `already-exists`.
pub async fn create(tx: &Tx, caller: &Caller, input: NewKind) -> Result<kind::Model, Problem> {
    caller.require_somewhere(Action::EditOrganisation)?;
    tx.stream(STREAM).await?;
    let kinds = store::kinds(tx.db()).await?;
    if kinds.iter().any(|kind| kind.code == input.code) {
        return Err(Problem::of(&catalogue::ALREADY_EXISTS).param("what", "organisation_kind").param("key", input.code));
    }
    let position = kinds.iter().map(|kind| kind.position).max().unwrap_or(0) + 1;
    let row =
        kind::ActiveModel { code: Set(input.code), name_vi: Set(input.name_vi), name_en: Set(input.name_en), position: Set(position) };
    let row = row.insert(tx.db()).await?;
    let entry =
        Entry::new("organisation_kind", id_of(&row.code), "create").with("code", row.code.clone()).with("name", row.name_vi.clone());
    tx.note(STREAM, entry).await?;
    Ok(row)
}

/// The id under which the activity keeps a kind: version 5 (RFC 9562) of its code.
#[must_use]
pub fn id_of(code: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("organisation_kind:{code}").as_bytes())
}

/// Refuses a kind that there is not.
///
/// # Errors
/// `invalid-body` at `pointer`.
pub(super) async fn require(tx: &Tx, code: &str, pointer: &str) -> Result<(), Problem> {
    let known = kind::Entity::find_by_id(code).one(tx.db()).await?.is_some();
    if known { Ok(()) } else { Err(Problem::invalid_field(&field::UNKNOWN_REFERENCE, pointer, &[])) }
}
