//! From the JSON values that devices write to the columns of rows, and back.

use std::collections::BTreeMap;

use sea_orm::ActiveValue::{self, Set};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::kernel::catalogue::field;
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::{FieldError, Problem};

/// Values that now stand, by field.
pub type Values = BTreeMap<String, Value>;

/// Puts a text into its column when it was written.
pub fn text(values: &Values, name: &str, column: &mut ActiveValue<String>) {
    if let Some(value) = values.get(name) {
        *column = Set(value.as_str().unwrap_or_default().to_owned());
    }
}

/// Puts a text that may be null into its column when it was written.
pub fn optional_text(values: &Values, name: &str, column: &mut ActiveValue<Option<String>>) {
    if let Some(value) = values.get(name) {
        *column = Set(value.as_str().map(ToOwned::to_owned));
    }
}

/// Puts an id that may be null into its column when it was written.
pub fn optional_id(values: &Values, name: &str, column: &mut ActiveValue<Option<Uuid>>) {
    if let Some(value) = values.get(name) {
        *column = Set(value.as_str().and_then(|text| text.parse().ok()));
    }
}

/// Puts a date that may be null into its column when it was written.
pub fn optional_date(values: &Values, name: &str, column: &mut ActiveValue<Option<LocalDate>>) {
    if let Some(value) = values.get(name) {
        *column = Set(value.as_str().and_then(|text| text.parse().ok()));
    }
}

/// Puts a document into its text column when it was written.
pub fn document(values: &Values, name: &str, column: &mut ActiveValue<String>) {
    if let Some(value) = values.get(name) {
        *column = Set(value.to_string());
    }
}

/// A document column as JSON.
#[must_use]
pub fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// A field that a new record needs, as text.
///
/// # Errors
/// `invalid-body` naming the field.
pub fn needed<'a>(fields: &'a Map<String, Value>, name: &str) -> Result<&'a str, Problem> {
    fields
        .get(name)
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
        .ok_or_else(|| Problem::invalid(vec![FieldError::of(&field::MISSING, format!("/{name}"), &[("name", name)])]))
}

/// Refuses an edit with everything that is wrong in it.
///
/// # Errors
/// `invalid-body`.
pub fn accept(flaws: Vec<FieldError>) -> Result<(), Problem> {
    if flaws.is_empty() { Ok(()) } else { Err(Problem::invalid(flaws)) }
}
