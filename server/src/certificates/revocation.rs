//! The list of certificates that the built-in authority took back: renewed when one is added, and before it runs out.

use data_encoding::{BASE64, HEXLOWER};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use soat_documents::seal::authority::Authority;
use soat_documents::seal::revocation::{self, Reason, Revoked};

use super::entity::{authority, key};
use super::{master_key, refusals};
use crate::access::service::ACCESS_STREAM;
use crate::app::AppState;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;
use crate::ledger::{Actor, Tx};

/// Days that a list is good for.
const DAYS: i64 = 7;
/// Days before its end at which it is renewed.
const AHEAD: i64 = 3;

/// Why a certificate is taken back, with the name it is stored and asked for under.
pub const REASONS: &[(&str, Reason)] = &[
    ("key-compromise", Reason::KeyCompromise),
    ("affiliation-changed", Reason::AffiliationChanged),
    ("superseded", Reason::Superseded),
    ("cessation", Reason::CessationOfOperation),
];

/// The reason of a name.
#[must_use]
pub fn reason(name: &str) -> Option<Reason> {
    REASONS.iter().find(|(known, _)| *known == name).map(|(_, reason)| *reason)
}

/// Writes the list anew.
///
/// # Errors
/// Database failures; `internal` when what is stored is damaged.
pub async fn renew(tx: &Tx, row: authority::Model, authority: &Authority) -> Result<authority::Model, Problem> {
    let of_ours = key::Entity::find().filter(key::Column::AuthorityId.eq(row.id)).filter(key::Column::RevokedAt.is_not_null());
    let mut revoked = Vec::new();
    for key in of_ours.order_by_asc(key::Column::RevokedAt).order_by_asc(key::Column::Id).all(tx.db()).await? {
        let (Some(serial), Some(at)) = (&key.serial, key.revoked_at) else { continue };
        let serial = HEXLOWER.decode(serial.as_bytes()).map_err(Problem::internal)?;
        let reason = key.revoked_reason.as_deref().and_then(reason).unwrap_or(Reason::CessationOfOperation);
        revoked.push(Revoked { serial, at: at.timestamp(), reason });
    }
    let number = row.revocation_number + 1;
    let due_at = tx.now().plus_days(DAYS);
    let counted = u64::try_from(number).map_err(Problem::internal)?;
    let list = revocation::list(authority, &revoked, counted, tx.now().timestamp(), due_at.timestamp()).map_err(refusals::problem)?;
    let mut row = row.into_active_model();
    row.revocation_number = Set(number);
    row.revocation_list = Set(Some(BASE64.encode(&list)));
    row.revocation_due_at = Set(Some(due_at));
    Ok(row.update(tx.db()).await?)
}

/// The list in force, DER; renewed first when it runs out and the master key is there.
///
/// # Errors
/// Database failures; `internal` when what is stored is damaged.
pub async fn current(app: &AppState) -> Result<Option<Vec<u8>>, Problem> {
    let Some(row) = super::authority::stored(app.read()).await? else { return Ok(None) };
    let row = if is_due(&row, app.now()) { renewed(app, row).await? } else { row };
    row.revocation_list.map(|list| BASE64.decode(list.as_bytes()).map_err(Problem::internal)).transpose()
}

fn is_due(row: &authority::Model, now: Instant) -> bool {
    row.revocation_due_at.is_none_or(|due| due.plus_days(-AHEAD) <= now)
}

/// Without the master key the old list stays: it says less, and nothing wrong.
async fn renewed(app: &AppState, row: authority::Model) -> Result<authority::Model, Problem> {
    let Ok(master) = master_key::of(app.settings()).await else { return Ok(row) };
    let Ok(authority) = super::authority::open(&row, &master) else { return Ok(row) };
    let tx = app.begin_as(Actor::default()).await?;
    // Whoever revokes a certificate meanwhile is waited for, and is in the list then.
    tx.stream(ACCESS_STREAM).await?;
    let held = super::authority::required(tx.db()).await?;
    if !is_due(&held, tx.now()) {
        return Ok(held);
    }
    let row = renew(&tx, held, &authority).await?;
    tx.commit().await?;
    Ok(row)
}
