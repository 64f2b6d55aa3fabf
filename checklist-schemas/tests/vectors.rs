//! The language-neutral vectors, which every other evaluator must pass too.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use soat_checklist_schemas::completeness::{Circumstances, assess};
use soat_checklist_schemas::score::score;
use soat_checklist_schemas::{Answer, Answers, Checklist, Condition, Item, RatingScheme, canonical, check_answer};

fn load(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn cases(vectors: &Value) -> &Vec<Value> {
    vectors["cases"].as_array().unwrap()
}

fn read<T: DeserializeOwned>(value: &Value) -> T {
    T::deserialize(value).unwrap_or_else(|error| panic!("{error}: {value}"))
}

fn checklist(vectors: &Value, case: &Value) -> Checklist {
    let checklist = Checklist::parse(&vectors["checklists"][case["checklist"].as_str().unwrap()]).unwrap();
    assert_eq!(checklist.validate(), []);
    checklist
}

fn places(flaws: &[soat_checklist_schemas::Flaw]) -> Value {
    flaws.iter().map(|flaw| json!({"code": flaw.code, "pointer": flaw.pointer})).collect()
}

#[test]
fn conditions_hold_as_the_vectors_say() {
    for case in cases(&load("conditions.json")) {
        let condition: Condition = read(&case["condition"]);
        let answers: Vec<Answer> = read(&case["answers"]);
        assert_eq!(condition.holds(&Answers::from(answers.as_slice())), case["expected"], "{}", case["name"]);
    }
}

#[test]
fn answers_are_checked_as_the_vectors_say() {
    for case in cases(&load("answers.json")) {
        let item: Item = read(&case["item"]);
        let answer = Answer::parse(&case["answer"]).unwrap();
        assert_eq!(places(&check_answer(&item, &answer)), case["expected"], "{}", case["name"]);
        assert_eq!(Answer::parse(&answer.to_value()).unwrap(), answer, "{}", case["name"]);
    }
}

#[test]
fn completeness_is_as_the_vectors_say() {
    let vectors = load("completeness.json");
    for case in cases(&vectors) {
        let circumstances = Circumstances::parse(&case["circumstances"]).unwrap();
        let assessment = assess(&checklist(&vectors, case), &circumstances);
        let found = json!({
            "items": assessment.items,
            "progress": assessment.progress,
            "is_complete": assessment.is_complete(),
            "flaws": places(&assessment.flaws),
        });
        assert_eq!(found, case["expected"], "{}", case["name"]);
        let summed: u32 = assessment.sections.iter().map(|section| section.progress.asked).sum();
        assert_eq!(summed, assessment.progress.asked, "{}", case["name"]);
    }
}

#[test]
fn scores_are_as_the_vectors_say() {
    let vectors = load("scores.json");
    for case in cases(&vectors) {
        let scheme = RatingScheme::parse(&vectors["ratings"][case["rating"].as_str().unwrap()]).unwrap();
        assert_eq!(scheme.validate(), [], "{}", case["rating"]);
        let circumstances = Circumstances::parse(&case["circumstances"]).unwrap();
        let found = score(&checklist(&vectors, case), &scheme, &circumstances);
        assert_eq!(serde_json::to_value(found).unwrap(), case["expected"], "{}", case["name"]);
    }
}

#[test]
fn canonical_texts_and_digests_are_as_the_vectors_say() {
    let vectors = load("canonical.json");
    for number in vectors["numbers"].as_array().unwrap() {
        let bits = u64::from_str_radix(number["bits"].as_str().unwrap(), 16).unwrap();
        assert_eq!(canonical::format_number(f64::from_bits(bits)), number["text"], "{}", number["bits"]);
    }
    for document in vectors["documents"].as_array().unwrap() {
        let value: Value = serde_json::from_str(document["json"].as_str().unwrap()).unwrap();
        assert_eq!(canonical::to_string(&value), document["canonical"], "{}", document["name"]);
        assert_eq!(canonical::digest(&value), document["sha256"], "{}", document["name"]);
    }
    for one in vectors["checklists"].as_array().unwrap() {
        let checklist = Checklist::parse(&one["document"]).unwrap();
        assert_eq!(checklist.validate(), [], "{}", one["name"]);
        assert_eq!(checklist.digest(), one["digest"], "{}", one["name"]);
    }
}
