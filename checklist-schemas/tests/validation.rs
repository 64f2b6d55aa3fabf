//! What is refused in a checklist, where and under which code.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

mod support;

use serde_json::{Value, json};
use soat_checklist_schemas::{Checklist, message};
use support::{set, sound, with};

/// Shape flaws, or else content flaws, as (code, pointer).
fn flaws(document: &Value) -> Vec<(&'static str, String)> {
    let found = match Checklist::parse(document) {
        Ok(checklist) => checklist.validate(),
        Err(flaws) => flaws,
    };
    found.into_iter().map(|flaw| (flaw.code, flaw.pointer)).collect()
}

fn refused(pointer: &str, value: Value, code: &str, at: &str) {
    let shown = value.to_string();
    assert_eq!(flaws(&with(pointer, value)), [(code, at.to_owned())], "{pointer} = {shown}");
}

#[test]
fn a_sound_checklist_has_no_flaw_and_comes_back_as_it_was() {
    assert_eq!(flaws(&sound()), []);
    let checklist = Checklist::parse(&sound()).unwrap();
    assert_eq!(Checklist::parse(&checklist.to_value()).unwrap(), checklist);
    assert_eq!(checklist.item("date").unwrap().id, "date");
    assert_eq!(checklist.section_of("date").unwrap().id, "b");
    assert_eq!(checklist.current_id("old"), Some("verdict"));
    assert_eq!(checklist.current_id("gone"), None);
}

#[test]
fn the_shape_is_refused_with_its_place() {
    refused("/version", json!("1"), "not-an-integer", "/version");
    refused("/version", json!(0), "out-of-range", "/version");
    refused("/version", json!(1.5), "not-an-integer", "/version");
    refused("/title", json!("Phiếu"), "not-an-object", "/title");
    refused("/title", json!({"vi": "Phiếu"}), "missing-key", "/title");
    refused("/sections", json!({}), "not-a-list", "/sections");
    refused("/author", json!("x"), "unknown-key", "/author");
    refused("/inspection_kinds/0", json!("surprise"), "not-one-of", "/inspection_kinds/0");
    refused("/sections/0/items/0/required", json!("yes"), "not-a-boolean", "/sections/0/items/0/required");
    let mut document = sound();
    document["sections"][0]["items"][0]["we~ig/ht"] = json!(1);
    assert_eq!(flaws(&document), [("unknown-key", "/sections/0/items/0/we~0ig~1ht".to_owned())]);
}

#[test]
fn the_shape_of_responses_and_conditions_is_refused_with_its_place() {
    let response = "/sections/0/items/1/response";
    refused(response, json!({"kind": "guess"}), "not-one-of", "/sections/0/items/1/response/kind");
    refused(response, json!({}), "missing-key", response);
    refused(response, json!("yes_no"), "not-an-object", response);
    refused(response, json!({"kind": "yes_no", "min": 1}), "unknown-key", "/sections/0/items/1/response/min");
    refused(response, json!({"kind": "sample_table"}), "missing-key", response);
    refused(response, json!({"kind": "number", "max": "9"}), "not-a-number", "/sections/0/items/1/response/max");
    let shown = "/sections/0/items/1/shown_when";
    refused(shown, json!({"op": "answered"}), "missing-key", shown);
    refused(shown, json!({"op": "maybe", "item": "verdict"}), "not-one-of", "/sections/0/items/1/shown_when/op");
    refused(
        shown,
        json!({"op": "all", "of": [{"op": "equals", "item": "verdict", "value": null}]}),
        "not-a-scalar",
        "/sections/0/items/1/shown_when/of/0/value",
    );
}

#[test]
fn every_flaw_is_reported_at_once() {
    let mut document = sound();
    set(&mut document, "/key", json!("Bad Key"));
    set(&mut document, "/title/en", json!(""));
    set(&mut document, "/sections/0/items/1/id", json!("verdict"));
    set(&mut document, "/sections/1/items/0/clauses", json!(["4.9", "4.1", "4.1"]));
    assert_eq!(
        flaws(&document),
        [
            ("invalid-key", "/key".to_owned()),
            ("text-empty", "/title/en".to_owned()),
            ("repeated-id", "/sections/0/items/1/id".to_owned()),
            ("unknown-clause", "/sections/1/items/0/clauses/0".to_owned()),
            ("repeated-value", "/sections/1/items/0/clauses/2".to_owned()),
        ]
    );
}

#[test]
fn editions_and_amendments_are_those_of_the_catalogue() {
    let head = |edition: &str| flaws(&with("/edition", json!(edition)))[0].clone();
    assert_eq!(head("9001:2026"), ("unknown-edition", "/edition".to_owned()));
    assert_eq!(head("ISO 9001:2015"), ("unknown-edition", "/edition".to_owned()));
    assert_eq!(head("9001:2015/Amd 1:2024"), ("unknown-edition", "/edition".to_owned()));
    refused("/amendments", json!(["9001:2015"]), "unknown-amendment", "/amendments/0");
    let amendment = "/sections/0/items/0/amendment";
    assert_eq!(flaws(&with(amendment, json!("9001:2015/Amd 1:2024"))), []);
    refused(amendment, json!("9001:2015/Amd 2:2025"), "amendment-not-listed", amendment);
}

#[test]
fn texts_are_composed_visible_and_short_enough() {
    let place = "/sections/0/title/vi";
    refused(place, json!(" Phần"), "text-untrimmed", place);
    refused(place, json!("Pha\u{302}\u{300}n"), "text-not-nfc", place);
    refused(place, json!("Phần\u{200b}một"), "text-control-character", place);
    refused(place, json!("Phần\nmột"), "text-control-character", place);
    refused(place, json!("ầ".repeat(301)), "text-too-long", place);
    assert_eq!(flaws(&with("/purpose/vi", json!("Dòng một\nDòng hai"))), []);
}

#[test]
fn responses_are_within_bounds() {
    let place = "/sections/0/items/2/response/options";
    let option = |value: &str| json!({"value": value, "label": {"vi": "Có", "en": "Yes"}});
    refused(place, json!([option("x")]), "list-too-short", place);
    refused(place, json!([option("x"), option("x")]), "repeated-value", &format!("{place}/1"));
    refused(place, json!([option("x"), option("Y")]), "invalid-key", &format!("{place}/1/value"));
    let number = "/sections/1/items/0/response";
    refused(&format!("{number}/min"), json!(10), "bounds-reversed", &format!("{number}/min"));
    refused(&format!("{number}/decimals"), json!(7), "out-of-range", &format!("{number}/decimals"));
    refused("/sections/0/items/0/weight", json!(101), "out-of-range", "/sections/0/items/0/weight");
    refused("/sections/1/items/3/response/minimum", json!(0), "out-of-range", "/sections/1/items/3/response/minimum");
}

#[test]
fn conditions_look_back_and_compare_like_with_like() {
    let date = "/sections/1/items/1/shown_when";
    let fits = [
        json!({"op": "verdict_is", "item": "number", "any_of": ["nonconforming"]}),
        json!({"op": "equals", "item": "flag", "value": false}),
        json!({"op": "any_of", "item": "choice", "values": ["x", "y"]}),
        json!({"op": "contains", "item": "several", "value": "y"}),
        json!({"op": "not", "of": {"op": "at_least", "item": "number", "value": 0.5}}),
    ];
    for condition in fits {
        assert_eq!(flaws(&with(date, condition.clone())), [], "{condition}");
    }
    let misfits = [
        (json!({"op": "answered", "item": "nowhere"}), "condition-unknown-item", "/item"),
        (json!({"op": "answered", "item": "text"}), "condition-later-item", "/item"),
        (json!({"op": "answered", "item": "date"}), "condition-own-item", "/item"),
        (json!({"op": "equals", "item": "verdict", "value": "conforming"}), "condition-unfitting-kind", "/op"),
        (json!({"op": "at_least", "item": "flag", "value": 1}), "condition-unfitting-kind", "/op"),
        (json!({"op": "contains", "item": "choice", "value": "x"}), "condition-unfitting-kind", "/op"),
        (json!({"op": "equals", "item": "choice", "value": "z"}), "condition-unknown-option", "/value"),
        (json!({"op": "any_of", "item": "choice", "values": ["x", "z"]}), "condition-unknown-option", "/values/1"),
        (json!({"op": "equals", "item": "flag", "value": "true"}), "condition-wrong-value", "/value"),
        (json!({"op": "any_of", "item": "choice", "values": []}), "condition-empty", "/values"),
        (json!({"op": "all", "of": []}), "condition-empty", "/of"),
    ];
    for (condition, code, at) in misfits {
        refused(date, condition, code, &format!("{date}{at}"));
    }
}

#[test]
fn evidence_may_depend_on_the_item_itself() {
    let own = json!({"op": "verdict_is", "item": "date", "any_of": ["nonconforming"]});
    assert_eq!(flaws(&with("/sections/1/items/1/evidence_required", own)), []);
}

#[test]
fn conditions_do_not_nest_without_end() {
    let nested = |depth| (1..depth).fold(json!({"op": "answered", "item": "verdict"}), |inner, _| json!({"op": "not", "of": inner}));
    let place = "/sections/1/items/1/shown_when";
    assert_eq!(flaws(&with(place, nested(8))), []);
    refused(place, nested(9), "condition-too-deep", &format!("{place}{}", "/of".repeat(8)));
}

#[test]
fn a_document_nested_to_the_limit_of_json_is_refused_and_read_no_further() {
    let bomb = |depth| (0..depth).fold(json!({"op": "answered", "item": "verdict"}), |inner, _| json!({"op": "not", "of": inner}));
    let document = with("/sections/1/items/1/shown_when", bomb(118));
    let refusals = flaws(&document);
    assert!(!refusals.is_empty());
    assert!(refusals.iter().all(|(code, _)| *code == "nested-too-deep"), "{refusals:?}");
}

#[test]
fn exclusions_and_migrations_hold_together() {
    let mut document = with("/sections/0/items/0/clauses", json!([]));
    assert_eq!(flaws(&document), []);
    set(&mut document, "/sections/0/items/0/excludable", json!(true));
    assert_eq!(flaws(&document), [("excludable-without-clause", "/sections/0/items/0/excludable".to_owned())]);
    refused("/migrates", json!({"old": "gone"}), "migration-target-unknown", "/migrates/old");
    refused("/migrates", json!({"flag": "verdict"}), "migration-source-in-use", "/migrates/flag");
    refused("/sections/0/items/0/applies_to", json!(["Xã"]), "invalid-organisation-kind", "/sections/0/items/0/applies_to/0");
}

#[test]
fn every_message_has_a_code_of_its_own_and_both_languages() {
    let mut codes: Vec<_> = message::ALL.iter().map(|message| message.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), message::ALL.len());
    for message in message::ALL {
        assert!(message.code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", message.code);
        for place in ["{0}", "{1}"] {
            assert_eq!(message.vi.contains(place), message.en.contains(place), "{}", message.code);
        }
    }
}

#[test]
fn a_detail_names_the_particulars_as_they_are() {
    let flaw = &Checklist::parse(&with("/a{1}", json!(1))).unwrap_err()[0];
    assert_eq!(flaw.detail.en, "There is no field “a{1}” here.");
    assert_eq!(flaw.detail.vi, "Không có trường tên “a{1}” ở đây.");
}
