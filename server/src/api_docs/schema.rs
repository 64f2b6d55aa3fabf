//! Schemas as people read them: a short name of the type, and a table of the properties.

use serde_json::Value;

use super::html::{escape, prose, table};

/// A short name of a schema's type, with links to the schemas it names.
#[must_use]
pub(super) fn kind(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = escape(reference.rsplit('/').next().unwrap_or_default());
        return format!("<a href=\"#schema-{name}\">{name}</a>");
    }
    for (key, joint) in [("oneOf", " | "), ("anyOf", " | "), ("allOf", " &amp; ")] {
        if let Some(parts) = schema[key].as_array() {
            return parts.iter().map(kind).collect::<Vec<_>>().join(joint);
        }
    }
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().map(|value| format!("<code>{}</code>", escape(&value.to_string()))).collect::<Vec<_>>().join(" | ");
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => return "any".to_owned(),
    };
    let format = schema["format"].as_str().map(|format| format!(" ({})", escape(format))).unwrap_or_default();
    let named = types.iter().map(|name| match *name {
        "array" => format!("list of {}", kind(&schema["items"])),
        "object" if schema["additionalProperties"].is_object() => format!("map to {}", kind(&schema["additionalProperties"])),
        other => format!("{}{}", escape(other), if other == "null" { "" } else { &format }),
    });
    named.collect::<Vec<_>>().join(" | ")
}

/// The properties of an object schema; for another, its type.
#[must_use]
pub(super) fn properties(schema: &Value) -> String {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let row = |(name, property): (&String, &Value)| {
        let must = if required.contains(&name.as_str()) { "yes" } else { "" };
        vec![format!("<code>{}</code>", escape(name)), kind(property), must.to_owned(), prose(description(property))]
    };
    match schema["properties"].as_object() {
        Some(properties) => table(&["field", "type", "required", "meaning"], &properties.iter().map(row).collect::<Vec<_>>()),
        None => format!("<p>{}</p>", kind(schema)),
    }
}

/// What a part of the document says about itself; of an optional field with a type of its own it stands beside the reference.
#[must_use]
pub(super) fn description(part: &Value) -> &str {
    let mut parts = part["oneOf"].as_array().into_iter().flatten().chain([part]);
    parts.find_map(|part| part["description"].as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn types_read_as_words() {
        assert_eq!(kind(&json!({"type": ["string", "null"], "format": "uuid"})), "string (uuid) | null");
        assert_eq!(
            kind(&json!({"type": "array", "items": {"$ref": "#/components/schemas/Role"}})),
            "list of <a href=\"#schema-Role\">Role</a>"
        );
        assert_eq!(kind(&json!({"oneOf": [{"type": "null"}, {"type": "integer"}]})), "null | integer");
    }
}
