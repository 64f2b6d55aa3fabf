//! Small documents for the tests.

use serde_json::{Value, json};

/// A sound checklist with every kind of response.
pub fn sound() -> Value {
    let option = |value: &str| json!({"value": value, "label": {"vi": "Lựa chọn", "en": "Option"}});
    let item = |id: &str, response: Value| {
        json!({
            "id": id, "clauses": ["4.1"], "response": response,
            "question": {"vi": "Đơn vị đã thực hiện chưa?", "en": "Was it done?"}
        })
    };
    let text = json!({"vi": "Phần", "en": "Part"});
    json!({
        "key": "sound", "version": 1, "edition": "9001:2015", "amendments": ["9001:2015/Amd 1:2024"],
        "title": text, "purpose": text, "inspection_kinds": ["external", "self_check"],
        "sections": [
            {"id": "a", "title": text, "items": [
                item("verdict", json!({"kind": "verdict"})),
                item("flag", json!({"kind": "yes_no"})),
                item("choice", json!({"kind": "choice", "options": [option("x"), option("y")]})),
                item("several", json!({"kind": "multi_choice", "options": [option("x"), option("y")]})),
            ]},
            {"id": "b", "title": text, "guidance": text, "items": [
                item("number", json!({"kind": "number", "min": 0, "max": 9.5, "decimals": 1})),
                item("date", json!({"kind": "date"})),
                item("text", json!({"kind": "text", "max_length": 100})),
                item("samples", json!({"kind": "sample_table", "minimum": 2})),
            ]},
        ],
        "migrates": {"old": "verdict"}
    })
}

/// The sound checklist with one place changed; a place that is absent is added to its object.
pub fn with(pointer: &str, value: Value) -> Value {
    let mut document = sound();
    set(&mut document, pointer, value);
    document
}

/// Put a value at a pointer.
pub fn set(document: &mut Value, pointer: &str, value: Value) {
    if let Some(place) = document.pointer_mut(pointer) {
        *place = value;
        return;
    }
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer below the root");
    document.pointer_mut(parent).expect("a parent")[key] = value;
}
