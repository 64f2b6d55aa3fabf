//! The shape of a document, checked against the very JSON Schema that is published for it.
//!
//! serde stops at the first error and cannot say where it is; people who write checklists need every error with its
//! place. This walks the part of JSON Schema that schemars writes for our types (`type`, `properties`, `required`,
//! `additionalProperties`, `items`, `enum`, `const`, `oneOf`, `anyOf`, `$ref`, `minimum`, `maximum`); lengths and patterns
//! are left to [`crate::validate`], which has better words for them.

use serde_json::{Map, Value};

use crate::flaw::{Flaw, step};
use crate::message::{self, Message};

/// Deepest place looked at, in pointer steps: well below what a thread's stack holds, above what a condition may need.
const DEPTH_LIMIT: usize = 40;

/// Every place where `value` has not the shape that `schema` asks for.
pub(crate) fn flaws(schema: &Value, value: &Value) -> Vec<Flaw> {
    let mut walk = Walk { root: schema, flaws: Vec::new() };
    walk.check(schema, value, "");
    walk.flaws
}

struct Walk<'s> {
    root: &'s Value,
    flaws: Vec<Flaw>,
}

impl<'s> Walk<'s> {
    fn check(&mut self, schema: &'s Value, value: &Value, pointer: &str) {
        if pointer.matches('/').count() > DEPTH_LIMIT {
            self.flaws.push(Flaw::new(&message::NESTED_TOO_DEEP, pointer, &[&DEPTH_LIMIT]));
        } else if let Some(target) = schema["$ref"].as_str() {
            let target = target.trim_start_matches('#');
            if let Some(target) = self.root.pointer(target) {
                self.check(target, value, pointer);
            }
        } else if let Some(alternatives) = schema["anyOf"].as_array() {
            self.check_any(alternatives, value, pointer);
        } else if let Some(alternatives) = schema["oneOf"].as_array() {
            self.check_one(alternatives, value, pointer);
        } else if let Some(allowed) = schema["enum"].as_array() {
            self.check_listed(&allowed.iter().collect::<Vec<_>>(), value, pointer);
        } else if !schema["const"].is_null() {
            self.check_listed(&[&schema["const"]], value, pointer);
        } else {
            self.check_type(schema, value, pointer);
        }
    }

    /// Optional parts (`anyOf` with null) and values of several types.
    fn check_any(&mut self, alternatives: &'s [Value], value: &Value, pointer: &str) {
        if alternatives.iter().any(|alternative| self.fits(alternative, value)) {
            return;
        }
        match alternatives.iter().filter(|one| one["type"] != "null").collect::<Vec<_>>()[..] {
            [only] => self.check(only, value, pointer),
            _ => self.add(&message::NOT_A_SCALAR, pointer),
        }
    }

    /// Named values, or objects told apart by a tag.
    fn check_one(&mut self, alternatives: &'s [Value], value: &Value, pointer: &str) {
        let Some(tag) = alternatives.first().and_then(tag_of) else {
            let allowed: Vec<&Value> = alternatives.iter().flat_map(values_of).collect();
            return self.check_listed(&allowed, value, pointer);
        };
        let Value::Object(members) = value else {
            return self.add(&message::NOT_AN_OBJECT, pointer);
        };
        let Some(given) = members.get(tag) else {
            return self.flaws.push(Flaw::new(&message::MISSING_KEY, pointer, &[&tag]));
        };
        let tag_value = |one: &'s Value| &one["properties"][tag]["const"];
        if let Some(chosen) = alternatives.iter().find(|one| tag_value(one) == given) {
            self.check_type(chosen, value, pointer);
        } else {
            let names: Vec<&Value> = alternatives.iter().map(tag_value).collect();
            self.check_listed(&names, given, &step(pointer, tag));
        }
    }

    fn check_listed(&mut self, allowed: &[&Value], value: &Value, pointer: &str) {
        if !value.is_string() {
            self.add(&message::NOT_A_STRING, pointer);
        } else if !allowed.contains(&value) {
            let names: Vec<&str> = allowed.iter().filter_map(|one| one.as_str()).collect();
            self.flaws.push(Flaw::new(&message::NOT_ONE_OF, pointer, &[&names.join(", ")]));
        }
    }

    fn check_type(&mut self, schema: &'s Value, value: &Value, pointer: &str) {
        let types: Vec<&str> = match &schema["type"] {
            Value::String(one) => vec![one],
            Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
            // `true`, the schema of "any JSON value".
            _ => return,
        };
        if value.is_null() && types.contains(&"null") {
            return;
        }
        match (types[0], value) {
            ("string", Value::String(_)) | ("boolean", Value::Bool(_)) | ("number", Value::Number(_)) => {}
            ("integer", Value::Number(number)) if number.is_u64() || number.is_i64() => {
                self.check_range(schema, value, pointer);
            }
            ("array", Value::Array(entries)) => {
                for (at, entry) in entries.iter().enumerate() {
                    self.check(&schema["items"], entry, &step(pointer, at));
                }
            }
            ("object", Value::Object(members)) => self.check_members(schema, members, pointer),
            (wanted, _) => self.add(wrong_type(wanted), pointer),
        }
    }

    fn check_members(&mut self, schema: &'s Value, members: &Map<String, Value>, pointer: &str) {
        for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !members.contains_key(required) {
                self.flaws.push(Flaw::new(&message::MISSING_KEY, pointer, &[&required]));
            }
        }
        for (key, member) in members {
            let place = step(pointer, key);
            match (schema["properties"].get(key), &schema["additionalProperties"]) {
                (Some(known), _) => self.check(known, member, &place),
                (None, Value::Bool(false)) => self.flaws.push(Flaw::new(&message::UNKNOWN_KEY, place, &[key])),
                (None, open) => self.check(open, member, &place),
            }
        }
    }

    fn check_range(&mut self, schema: &Value, value: &Value, pointer: &str) {
        let bound = |name: &str| schema[name].as_i64();
        let (least, greatest) = (bound("minimum").unwrap_or(i64::MIN), bound("maximum").unwrap_or(i64::MAX));
        if !value.as_i64().is_some_and(|given| (least..=greatest).contains(&given)) {
            self.flaws.push(Flaw::new(&message::OUT_OF_RANGE, pointer, &[&least, &greatest]));
        }
    }

    fn fits(&self, schema: &'s Value, value: &Value) -> bool {
        let mut trial = Walk { root: self.root, flaws: Vec::new() };
        trial.check(schema, value, "");
        trial.flaws.is_empty()
    }

    fn add(&mut self, message: &Message, pointer: &str) {
        self.flaws.push(Flaw::new(message, pointer, &[]));
    }
}

/// The property that holds a constant in a tagged alternative.
fn tag_of(alternative: &Value) -> Option<&String> {
    let properties = alternative["properties"].as_object()?;
    properties.iter().find(|(_, schema)| schema["const"].is_string()).map(|(name, _)| name)
}

/// The values an alternative names, by `const` or by `enum`.
fn values_of(alternative: &Value) -> Vec<&Value> {
    match alternative["enum"].as_array() {
        Some(several) => several.iter().collect(),
        None => vec![&alternative["const"]],
    }
}

const fn wrong_type(wanted: &str) -> &'static Message {
    match wanted.as_bytes() {
        b"string" => &message::NOT_A_STRING,
        b"boolean" => &message::NOT_A_BOOLEAN,
        b"number" => &message::NOT_A_NUMBER,
        b"integer" => &message::NOT_AN_INTEGER,
        b"array" => &message::NOT_A_LIST,
        _ => &message::NOT_AN_OBJECT,
    }
}
