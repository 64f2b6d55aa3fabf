//! Which organisation a person means by what they typed: a code or a full name, among those they may read.

use sea_orm::ConnectionTrait;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::kernel::catalogue::field;
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::Problem;
use crate::kernel::vietnamese::fold;
use crate::organisations::store::{self, Filter, Ordering};
use crate::portal::frame::fields::Choice;
use crate::portal::frame::posted::Posted;

/// Organisations that a form suggests; any other can still be typed.
const SUGGESTED: u64 = 500;
/// Organisations looked at for an exact match.
const LOOKED_AT: u64 = 200;

/// What a form suggests: codes, with the names beside them.
///
/// # Errors
/// Database failures.
pub async fn suggestions(db: &impl ConnectionTrait, caller: &Caller, today: LocalDate) -> Result<Vec<Choice>, Problem> {
    let filter = Filter { on: Some(today), ..Filter::default() };
    let rows = store::organisations(db, caller, &filter, &Ordering::of(None, None), None, SUGGESTED).await?;
    Ok(rows.into_iter().map(|row| Choice::new(row.code, row.name)).collect())
}

/// Puts the organisation typed into the field `name` as an id into what a service reads; an empty field is left out.
///
/// # Errors
/// `invalid-body` when nothing, or more than one, has that code or name.
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

/// The organisation that a text means.
///
/// # Errors
/// `invalid-body` when nothing, or more than one, has that code or name.
pub async fn one(db: &impl ConnectionTrait, caller: &Caller, text: &str, name: &str) -> Result<Uuid, Problem> {
    if let Ok(id) = text.parse() {
        return Ok(id);
    }
    let filter = Filter { q: Some(text.to_owned()), ..Filter::default() };
    let found = store::organisations(db, caller, &filter, &Ordering::of(None, Some(text)), None, LOOKED_AT).await?;
    let wanted = fold(text);
    let by_code: Vec<Uuid> = found.iter().filter(|row| fold(&row.code) == wanted).map(|row| row.id).collect();
    let by_name: Vec<Uuid> = found.iter().filter(|row| fold(&row.name) == wanted).map(|row| row.id).collect();
    match (by_code.as_slice(), by_name.as_slice()) {
        ([id], _) | ([], [id]) => Ok(*id),
        _ => Err(Problem::invalid_field(&field::UNKNOWN_REFERENCE, format!("/{name}"), &[])),
    }
}
