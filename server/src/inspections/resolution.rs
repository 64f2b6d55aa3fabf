//! The lead settles a conflict: one of the values kept, or another one.

use serde_json::Value;
use uuid::Uuid;

use super::entity::conflict;
use super::records::{self, Collection, Merged, WITHDRAWN};
use super::{conflicts, shapes, written};
use crate::kernel::catalogue::{self, field};
use crate::kernel::problem::Problem;
use crate::ledger::Tx;
use crate::ledger::op::Author;

/// Settles a conflict of a record of `collection`; the caller writes the value into the row.
///
/// # Errors
/// `illegal-move` when it is settled already; `invalid-body` when the value does not fit the field.
pub async fn settle(tx: &Tx, row: &conflict::Model, collection: Collection, author: &Author, value: Value) -> Result<Merged, Problem> {
    if row.state != conflicts::OPEN {
        return Err(Problem::of(&catalogue::ILLEGAL_MOVE).param("event", "resolve").param("status", &row.state).param("allowed", "—"));
    }
    if row.field == WITHDRAWN {
        if !(value.is_null() || value.is_string()) {
            return Err(Problem::invalid_field(&field::FORMAT, "/value", &[("expected", "null | text")]));
        }
    } else {
        let named = [(row.field.clone(), value.clone())].into_iter().collect();
        let mut flaws = shapes::check(collection.fields, &named, None);
        for flaw in &mut flaws {
            flaw.pointer = flaw.pointer.replacen(&format!("/{}", row.field), "/value", 1);
        }
        written::accept(flaws)?;
    }
    records::settle(tx, row.inspection_id, collection, row.record_id, author, &row.field, value).await
}

/// The author of a settlement: it has seen everything up to now.
///
/// # Errors
/// Database failures.
pub async fn all_seeing(tx: &Tx, inspection_id: Uuid, user_id: Uuid, device_id: Uuid) -> Result<Author, Problem> {
    let base = tx.next_change(&crate::ledger::stream::of_inspection(inspection_id)).await? - 1;
    Ok(Author { user_id, device_id, at: tx.now(), counter: None, base, absent: false })
}
