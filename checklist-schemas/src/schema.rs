//! JSON Schemas (2020-12) generated from the types; `schema/*.json` holds the published copies.

use std::sync::LazyLock;

use schemars::{JsonSchema, schema_for};
use serde_json::Value;

use crate::answer::Answer;
use crate::completeness::Circumstances;
use crate::rating::RatingScheme;
use crate::template::Checklist;

static CHECKLIST: LazyLock<Value> = LazyLock::new(generate::<Checklist>);
static RATING: LazyLock<Value> = LazyLock::new(generate::<RatingScheme>);
static ANSWER: LazyLock<Value> = LazyLock::new(generate::<Answer>);
static CIRCUMSTANCES: LazyLock<Value> = LazyLock::new(generate::<Circumstances>);

/// Schema of a checklist document.
#[must_use]
pub fn checklist() -> &'static Value {
    &CHECKLIST
}

/// Schema of a rating scheme document.
#[must_use]
pub fn rating() -> &'static Value {
    &RATING
}

/// Schema of one answer.
#[must_use]
pub fn answer() -> &'static Value {
    &ANSWER
}

/// Schema of what an inspection is assessed from.
#[must_use]
pub fn circumstances() -> &'static Value {
    &CIRCUMSTANCES
}

fn generate<T: JsonSchema>() -> Value {
    schema_for!(T).to_value()
}
