//! Which organisation a person means by what they typed, among those they may read.

use sea_orm::ConnectionTrait;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::kernel::catalogue::field;
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::Problem;
use crate::kernel::vietnamese::fold;
use crate::organisations::entity::organisation;
use crate::organisations::store::{self, Filter, Ordering};
use crate::portal::frame::posted::Posted;

/// Organisations that a form suggests; any other can still be typed.
const SUGGESTED: u64 = 500;
/// Organisations looked at for an exact match.
const LOOKED_AT: u64 = 200;

/// An organisation as a form names it: by its name, and by its code, since names recur.
#[must_use]
pub fn named(row: &organisation::Model) -> String {
    format!("{} ({})", row.name, row.code)
}

/// What a form suggests.
///
/// # Errors
/// Database failures.
pub async fn suggestions(db: &impl ConnectionTrait, caller: &Caller, today: LocalDate) -> Result<Vec<String>, Problem> {
    let filter = Filter { on: Some(today), ..Filter::default() };
    let rows = store::organisations(db, caller, &filter, &Ordering::of(None, None), None, SUGGESTED).await?;
    Ok(rows.iter().map(named).collect())
}

/// Puts the organisation typed into the field `name` as an id into what a service reads; an empty field is left out.
///
/// # Errors
/// `invalid-body` when nothing, or more than one, is called so.
pub async fn put(
    db: &impl ConnectionTrait,
    caller: &Caller,
    posted: &Posted,
    name: &str,
    input: &mut Map<String, Value>,
) -> Result<(), Problem> {
    if let Some(text) = posted.text(name) {
        input.insert(name.to_owned(), Value::String(one(db, caller, text, name).await?.to_string()));
    }
    Ok(())
}

/// The organisation that a text means: `name (code)`, a code, or a name that only one has.
///
/// # Errors
/// `invalid-body` at the field `name` when nothing, or more than one, is called so.
pub async fn one(db: &impl ConnectionTrait, caller: &Caller, text: &str, name: &str) -> Result<Uuid, Problem> {
    let filter = Filter { q: Some(text.to_owned()), ..Filter::default() };
    let found = store::organisations(db, caller, &filter, &Ordering::of(None, Some(text)), None, LOOKED_AT).await?;
    let wanted = fold(text);
    let ways: [fn(&organisation::Model) -> String; 3] = [named, |row| row.code.clone(), |row| row.name.clone()];
    for way in ways {
        let so: Vec<&organisation::Model> = found.iter().filter(|row| fold(&way(row)) == wanted).collect();
        if let [row] = so.as_slice() {
            return Ok(row.id);
        }
    }
    Err(Problem::invalid_field(&field::UNKNOWN_REFERENCE, format!("/{name}"), &[]))
}
