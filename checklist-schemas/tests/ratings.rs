//! What is refused in a rating scheme.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use serde_json::{Value, json};
use soat_checklist_schemas::RatingScheme;

fn scheme() -> Value {
    let name = json!({"vi": "Tốt", "en": "Good"});
    json!({
        "key": "bands", "version": 1, "title": name,
        "points": {"conforming": "1", "partly_conforming": "0.5", "nonconforming": "0"},
        "yes_no": {"yes": "1", "no": "0"},
        "critical_failure": {"cap_band": "weak"},
        "section_minimum_percent": "50", "section_cap_band": "weak",
        "bands": [
            {"key": "good", "name": name, "from_percent": "80.5"},
            {"key": "weak", "name": name, "from_percent": "0"},
        ]
    })
}

fn flaws(pointer: &str, value: Value) -> Vec<(&'static str, String)> {
    let mut document = scheme();
    *document.pointer_mut(pointer).unwrap() = value;
    let found = match RatingScheme::parse(&document) {
        Ok(scheme) => scheme.validate(),
        Err(flaws) => flaws,
    };
    found.into_iter().map(|flaw| (flaw.code, flaw.pointer)).collect()
}

#[test]
fn a_sound_scheme_has_no_flaw_and_a_digest() {
    let scheme = RatingScheme::parse(&scheme()).unwrap();
    assert_eq!(scheme.validate(), []);
    assert_eq!(scheme.digest().len(), 64);
    assert_eq!(scheme.band("weak").unwrap().from_percent, "0");
}

#[test]
fn decimals_are_strings_in_range() {
    for wrong in ["", "1.1", "-0.5", "0,5", ".5", "1.", "01", "0.1234567", "1e0", "½", " 1"] {
        assert_eq!(flaws("/points/conforming", json!(wrong)), [("invalid-decimal", "/points/conforming".to_owned())], "{wrong}");
    }
    assert_eq!(flaws("/points/conforming", json!(1)), [("not-a-string", "/points/conforming".to_owned())]);
    assert_eq!(flaws("/section_minimum_percent", json!("100.01"))[0].0, "invalid-decimal");
    assert_eq!(flaws("/yes_no/no", json!("2"))[0].1, "/yes_no/no");
}

#[test]
fn points_and_bands_fall() {
    assert_eq!(flaws("/points/nonconforming", json!("0.6")), [("points-not-falling", "/points".to_owned())]);
    assert_eq!(flaws("/bands/1/from_percent", json!("10")), [("last-band-not-zero", "/bands/1/from_percent".to_owned())]);
    assert_eq!(flaws("/bands/0/from_percent", json!("0"))[0], ("bands-not-falling", "/bands/1/from_percent".to_owned()));
    assert_eq!(flaws("/bands/0/from_percent", json!("101"))[0], ("invalid-decimal", "/bands/0/from_percent".to_owned()));
    assert_eq!(flaws("/bands/0/key", json!("weak"))[0], ("repeated-id", "/bands/1/key".to_owned()));
    assert_eq!(flaws("/bands", json!([]))[0], ("list-empty", "/bands".to_owned()));
}

#[test]
fn caps_name_bands_that_exist() {
    assert_eq!(flaws("/critical_failure/cap_band", json!("none")), [("unknown-band", "/critical_failure/cap_band".to_owned())]);
    assert_eq!(flaws("/section_cap_band", json!("none")), [("unknown-band", "/section_cap_band".to_owned())]);
    assert_eq!(flaws("/section_cap_band", json!(null)), [("section-rule-incomplete", String::new())]);
}
