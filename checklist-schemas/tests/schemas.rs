//! The published JSON Schemas are those of the types. `SOAT_UPDATE=1` writes them anew.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use std::path::Path;

use serde_json::Value;
use soat_checklist_schemas::schema;

fn hold(name: &str, schema: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema").join(name);
    let wanted = serde_json::to_string_pretty(schema).unwrap() + "\n";
    if std::env::var_os("SOAT_UPDATE").is_some_and(|set| set == "1") {
        std::fs::write(&path, &wanted).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(published == wanted, "schema/{name} is behind the types; run the tests with SOAT_UPDATE=1 and review the difference");
}

#[test]
fn the_checklist_schema_is_up_to_date() {
    hold("checklist.schema.json", schema::checklist());
}

#[test]
fn the_rating_schema_is_up_to_date() {
    hold("rating.schema.json", schema::rating());
}

#[test]
fn both_are_json_schema_2020_12() {
    for schema in [schema::checklist(), schema::rating()] {
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(schema["$id"].as_str().unwrap().starts_with("urn:soat:"));
    }
}
