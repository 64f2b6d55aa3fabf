//! JSON that comes in: parsed, cleaned (NFC, no hidden characters), then read into a type, with a pointer to whatever is wrong.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::catalogue::{self, field};
use super::problem::{FieldError, Problem};
use super::text::{self, ForbiddenCharacter};

/// Levels of nesting that input may have.
pub const MAX_DEPTH: usize = 32;

/// Parses bytes into a cleaned JSON value.
///
/// # Errors
/// `malformed-json` with line and column, or `invalid-body` naming each text with a forbidden character.
pub fn parse(bytes: &[u8]) -> Result<Value, Problem> {
    cleaned(parse_uncleaned(bytes)?)
}

/// Parses bytes; the texts stay as they came.
///
/// # Errors
/// `malformed-json` with line and column.
pub fn parse_uncleaned(bytes: &[u8]) -> Result<Value, Problem> {
    serde_json::from_slice(bytes)
        .map_err(|error| Problem::of(&catalogue::MALFORMED_JSON).param("line", error.line()).param("column", error.column()))
}

/// Cleans every text of a value.
///
/// # Errors
/// `invalid-body` naming each text with a forbidden character.
pub fn cleaned(mut value: Value) -> Result<Value, Problem> {
    let mut flaws = Vec::new();
    clean(&mut value, &mut String::new(), 0, &mut flaws);
    if flaws.is_empty() { Ok(value) } else { Err(Problem::invalid(flaws)) }
}

/// Parses bytes and reads them into `T`.
///
/// # Errors
/// As [`parse`] and [`read`].
pub fn parse_as<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    read(parse(bytes)?)
}

/// Reads a cleaned value into `T`.
///
/// # Errors
/// `invalid-body` with a pointer to the first place that does not fit.
pub fn read<T: DeserializeOwned>(value: Value) -> Result<T, Problem> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let pointer = pointer(error.path());
        let reason = error.inner().to_string();
        Problem::invalid(vec![describe(pointer, &reason)])
    })
}

fn describe(pointer: String, reason: &str) -> FieldError {
    let quoted = |text: &str| text.split('`').nth(1).unwrap_or_default().to_owned();
    if reason.starts_with("unknown field") {
        let name = quoted(reason);
        let known = reason.split_once("expected").map_or("", |(_, known)| known).replace(['`'], "");
        let known = known.trim().trim_start_matches("one of ").to_owned();
        let pointer = if pointer.ends_with(&format!("/{name}")) { pointer } else { format!("{pointer}/{name}") };
        FieldError::of(&field::UNKNOWN_FIELD, pointer, &[("known", &known)])
    } else if reason.starts_with("missing field") {
        FieldError::of(&field::MISSING, pointer, &[("name", &quoted(reason))])
    } else {
        FieldError::of(&field::WRONG_SHAPE, pointer, &[("reason", reason)])
    }
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter().fold(String::new(), |mut pointer, segment| {
        match segment {
            Segment::Seq { index } => step(&mut pointer, &index.to_string()),
            Segment::Map { key } | Segment::Enum { variant: key } => step(&mut pointer, &escape(key)),
            Segment::Unknown => {}
        }
        pointer
    })
}

fn step(pointer: &mut String, to: &str) {
    pointer.push('/');
    pointer.push_str(to);
}

/// A key as a JSON pointer writes it (RFC 6901, 3).
#[must_use]
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn clean(value: &mut Value, pointer: &mut String, depth: usize, flaws: &mut Vec<FieldError>) {
    if depth > MAX_DEPTH {
        flaws.push(FieldError::of(&field::TOO_DEEP, pointer.clone(), &[("max", &MAX_DEPTH.to_string())]));
        return;
    }
    let length = pointer.len();
    match value {
        Value::String(content) => match text::clean(content) {
            Ok(cleaned) => *content = cleaned,
            Err(ForbiddenCharacter(bad)) => {
                let character = format!("U+{:04X}", u32::from(bad));
                flaws.push(FieldError::of(&field::FORBIDDEN_CHARACTER, pointer.clone(), &[("character", &character)]));
            }
        },
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                step(pointer, &index.to_string());
                clean(item, pointer, depth + 1, flaws);
                pointer.truncate(length);
            }
        }
        Value::Object(fields) => {
            for (key, item) in fields.iter_mut() {
                step(pointer, &escape(key));
                if text::clean(key).as_deref() != Ok(key) {
                    flaws.push(FieldError::of(&field::FORBIDDEN_CHARACTER, pointer.clone(), &[("character", "key")]));
                }
                clean(item, pointer, depth + 1, flaws);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Inner {
        count: u8,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Outer {
        name: String,
        items: Vec<Inner>,
    }

    fn first(body: &str) -> (String, String) {
        let problem = parse_as::<Outer>(body.as_bytes()).unwrap_err();
        problem
            .field_errors()
            .first()
            .map_or_else(|| (problem.code().to_owned(), String::new()), |error| (error.code.clone(), error.pointer.clone()))
    }

    #[test]
    fn each_flaw_is_named_with_its_place() {
        assert_eq!(first("{\"name\": "), ("malformed-json".into(), String::new()));
        assert_eq!(first(r#"{"name":"a","items":[{"count":300}]}"#), ("wrong-shape".into(), "/items/0/count".into()));
        assert_eq!(first(r#"{"name":"a","items":[{"count":3,"x":1}]}"#), ("unknown-field".into(), "/items/0/x".into()));
        assert_eq!(first(r#"{"items":[]}"#), ("missing".into(), String::new()));
        assert_eq!(first(r#"{"name":"a\u0000","items":[]}"#), ("forbidden-character".into(), "/name".into()));
    }
}
