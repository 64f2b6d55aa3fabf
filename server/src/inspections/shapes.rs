//! The fields that devices may write, collection by collection: their form, and how concurrent edits of each come together.

use serde_json::{Map, Value, json};

use crate::kernel::catalogue::field;
use crate::kernel::clock::{Instant, LocalDate};
use crate::kernel::problem::FieldError;
use crate::ledger::merge::Joining;

/// The form of a value.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Text of at most so many characters.
    Text(usize),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// `YYYY-MM-DD`.
    Date,
    /// RFC 3339.
    Moment,
    /// An identifier.
    Id,
    /// Any JSON of at most so many bytes when written; what it may be is checked elsewhere.
    Json(usize),
    /// A list of at most so many values of one form.
    List(usize, &'static Shape),
    /// An object with these fields and no others, all optional.
    Object(&'static [(&'static str, Shape)]),
    /// A whole number within bounds.
    Integer(i64, i64),
}

/// One field.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its form; null is allowed where `nullable`.
    pub shape: Shape,
    /// Null means "nothing".
    pub nullable: bool,
    /// Set when the record is made, never afterwards.
    pub fixed: bool,
    /// How concurrent edits come together.
    pub joining: Joining,
}

const fn single(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, nullable: false, fixed: false, joining: Joining::Single }
}

const fn nullable(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, nullable: true, fixed: false, joining: Joining::Single }
}

const fn fixed(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, nullable: true, fixed: true, joining: Joining::Single }
}

const fn notes(name: &'static str) -> Field {
    Field { name, shape: Shape::Text(8_000), nullable: false, fixed: false, joining: Joining::Notes }
}

/// Verdicts (vocabulary of the checklist crate).
pub const VERDICTS: &[&str] = &["conforming", "partly_conforming", "nonconforming", "not_applicable"];
/// Grades of findings.
pub const GRADES: &[&str] = &["major_nonconformity", "minor_nonconformity", "observation", "improvement", "good_practice"];

/// `inspections`: what is written during the inspection itself.
pub const INSPECTIONS: &[Field] = &[
    single("agenda", Shape::List(100, &Shape::Object(&[("at", Shape::Moment), ("what", Shape::Text(500))]))),
    single(
        "sessions",
        Shape::List(
            100,
            &Shape::Object(&[
                ("id", Shape::Id),
                ("kind", Shape::OneOf(&["opening", "room", "closing"])),
                ("place", Shape::Text(300)),
                ("started_at", Shape::Moment),
                ("ended_at", Shape::Moment),
            ]),
        ),
    ),
    single("exclusions", Shape::List(100, &Shape::Object(&[("clause", Shape::Text(20)), ("reason", Shape::Text(2_000))]))),
    single("scope", Shape::Object(&[("procedures", Shape::List(500, &Shape::Text(500))), ("fields", Shape::List(200, &Shape::Text(300)))])),
    notes("opinion"),
    notes("disagreements"),
    notes("conclusion"),
];

/// `responses`.
pub const RESPONSES: &[Field] = &[
    fixed("item_id", Shape::Text(40)),
    fixed("sample_id", Shape::Id),
    nullable("verdict", Shape::OneOf(VERDICTS)),
    nullable("value", Shape::Json(20_000)),
    notes("note"),
];

/// `samples`.
pub const SAMPLES: &[Field] = &[
    fixed("item_id", Shape::Text(40)),
    single("procedure", Shape::Text(500)),
    single("dossier_code", Shape::Text(100)),
    nullable("received_on", Shape::Date),
    nullable("due_on", Shape::Date),
    nullable("returned_on", Shape::Date),
    single(
        "steps",
        Shape::List(
            100,
            &Shape::Object(&[
                ("name", Shape::Text(500)),
                ("role", Shape::Text(300)),
                ("planned_days", Shape::Integer(0, 3_650)),
                ("actual_days", Shape::Integer(0, 3_650)),
                ("done_on", Shape::Date),
                ("by", Shape::Text(300)),
            ]),
        ),
    ),
    notes("note"),
];

/// `attendees`.
pub const ATTENDEES: &[Field] = &[
    single("side", Shape::OneOf(&["team", "unit", "other"])),
    single("name", Shape::Text(200)),
    single("title", Shape::Text(300)),
    nullable("user_id", Shape::Id),
    single("present_at", Shape::List(100, &Shape::Id)),
];

/// `findings`.
pub const FINDINGS: &[Field] = &[
    single("local_label", Shape::Text(60)),
    single("clauses", Shape::List(20, &Shape::Text(20))),
    single("procedure", Shape::Text(500)),
    single("legal_reference", Shape::Text(1_000)),
    nullable("grade", Shape::OneOf(GRADES)),
    single("requirement", Shape::Text(8_000)),
    single("observed", Shape::Text(8_000)),
    single("evidence_statement", Shape::Text(8_000)),
    nullable("response_id", Shape::Id),
    nullable("repeat_of", Shape::Id),
];

/// `evidence`: what changes after the declaration.
pub const EVIDENCE: &[Field] = &[single("caption", Shape::Text(2_000))];

/// The field of a collection by its name.
#[must_use]
pub fn field_of(fields: &'static [Field], name: &str) -> Option<&'static Field> {
    fields.iter().find(|field| field.name == name)
}

/// Checks what was written against the fields of its collection; every flaw is named. `current` holds the fields of the record
/// when there is one: a fixed field may be sent again, but not changed.
#[must_use]
pub fn check(fields: &'static [Field], written: &Map<String, Value>, current: Option<&Map<String, Value>>) -> Vec<FieldError> {
    let mut flaws = Vec::new();
    for (name, value) in written {
        let pointer = format!("/{}", crate::kernel::json_input::escape(name));
        match field_of(fields, name) {
            None => {
                let known: Vec<_> = fields.iter().map(|field| field.name).collect();
                flaws.push(FieldError::of(&field::UNKNOWN_FIELD, pointer, &[("known", &known.join(", "))]));
            }
            Some(known) if known.fixed && current.is_some_and(|current| current.get(name) != Some(value)) => {
                flaws.push(FieldError::of(&field::NOT_CHANGEABLE, pointer, &[]));
            }
            Some(known) if value.is_null() && known.nullable => {}
            Some(known) => fits(&known.shape, value, &pointer, &mut flaws),
        }
    }
    flaws
}

fn fits(shape: &Shape, value: &Value, pointer: &str, flaws: &mut Vec<FieldError>) {
    let mut wrong = |expected: &str| flaws.push(FieldError::of(&field::FORMAT, pointer, &[("expected", expected)]));
    match (shape, value) {
        (Shape::Text(max), Value::String(text)) => {
            if text.chars().count() > *max {
                flaws.push(FieldError::of(&field::LENGTH, pointer, &[("min", "0"), ("max", &max.to_string())]));
            }
        }
        (Shape::OneOf(words), Value::String(text)) if words.contains(&text.as_str()) => {}
        (Shape::OneOf(words), _) => wrong(&words.join(" | ")),
        (Shape::Date, Value::String(text)) if text.len() == 10 && text.parse::<LocalDate>().is_ok() => {}
        (Shape::Date, _) => wrong("YYYY-MM-DD"),
        (Shape::Moment, Value::String(text)) if text.parse::<Instant>().is_ok() => {}
        (Shape::Moment, _) => wrong("RFC 3339"),
        (Shape::Id, Value::String(text)) if text.parse::<uuid::Uuid>().is_ok() => {}
        (Shape::Id, _) => wrong("UUID"),
        (Shape::Json(max), value) => {
            if value.to_string().len() > *max {
                flaws.push(FieldError::of(&field::LENGTH, pointer, &[("min", "0"), ("max", &max.to_string())]));
            }
        }
        (Shape::Integer(min, max), value) => {
            if !value.as_i64().is_some_and(|number| (*min..=*max).contains(&number)) {
                flaws.push(FieldError::of(&field::RANGE, pointer, &[("min", &min.to_string()), ("max", &max.to_string())]));
            }
        }
        (Shape::List(max, _), Value::Array(items)) if items.len() > *max => {
            flaws.push(FieldError::of(&field::LENGTH, pointer, &[("min", "0"), ("max", &max.to_string())]));
        }
        (Shape::List(_, inner), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                fits(inner, item, &format!("{pointer}/{index}"), flaws);
            }
        }
        (Shape::Object(parts), Value::Object(given)) => object_fits(parts, given, pointer, flaws),
        (Shape::Text(_), _) => wrong("text"),
        (Shape::List(..), _) => wrong("list"),
        (Shape::Object(_), _) => wrong("object"),
    }
}

fn object_fits(parts: &[(&str, Shape)], given: &Map<String, Value>, pointer: &str, flaws: &mut Vec<FieldError>) {
    for (name, value) in given {
        let place = format!("{pointer}/{}", crate::kernel::json_input::escape(name));
        match parts.iter().find(|(known, _)| known == name) {
            Some(_) if value.is_null() => {}
            Some((_, shape)) => fits(shape, value, &place, flaws),
            None => {
                let known: Vec<_> = parts.iter().map(|(known, _)| *known).collect();
                flaws.push(FieldError::of(&field::UNKNOWN_FIELD, place, &[("known", &known.join(", "))]));
            }
        }
    }
}

/// The value of a field that nobody has written yet.
#[must_use]
pub fn empty(shape: &Shape) -> Value {
    match shape {
        Shape::Text(_) | Shape::OneOf(_) => json!(""),
        Shape::List(..) => json!([]),
        Shape::Object(_) => json!({}),
        _ => Value::Null,
    }
}
