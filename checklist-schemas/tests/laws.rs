//! Laws that hold for whatever comes in.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

mod support;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde::Deserialize as _;
use serde_json::{Value, json};
use soat_checklist_schemas::completeness::{Circumstances, assess};
use soat_checklist_schemas::score::score;
use soat_checklist_schemas::{Answer, Checklist, RatingScheme, Verdict, canonical, check_answer, shipped};

fn documents() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("JSON has finite numbers", |n| n.is_finite()).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map(any::<String>(), inner, 0..6).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

fn verdicts() -> impl Strategy<Value = Option<Verdict>> {
    use Verdict::{Conforming, Nonconforming, NotApplicable, PartlyConforming};
    prop_oneof![Just(None), Just(Some(Conforming)), Just(Some(PartlyConforming)), Just(Some(Nonconforming)), Just(Some(NotApplicable))]
}

/// Verdicts for the first items of a shipped checklist.
fn visit(verdicts: &[Option<Verdict>]) -> Circumstances {
    let list = shipped::checklist("iso9001-2015-clauses").unwrap();
    let answer = |(item, verdict): (&soat_checklist_schemas::Item, &Option<Verdict>)| Answer {
        item: item.id.clone(),
        sample: None,
        verdict: *verdict,
        value: Value::Null,
        note: "Ghi chú".to_owned(),
    };
    Circumstances { answers: list.items().zip(verdicts).map(answer).collect(), ..Circumstances::default() }
}

/// The clause list with every item shown: a verdict that shows further items changes what is scored.
fn unconditional() -> Checklist {
    let mut list = shipped::checklist("iso9001-2015-clauses").unwrap().clone();
    list.sections.iter_mut().flat_map(|section| &mut section.items).for_each(|item| item.shown_when = None);
    list
}

fn percent(score: &soat_checklist_schemas::score::Score) -> f64 {
    score.percent.as_ref().map_or(-1.0, |percent| percent.parse().unwrap())
}

proptest! {
    #[test]
    fn canonical_text_reads_back_to_itself(document in documents()) {
        let text = canonical::to_string(&document);
        let read: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(canonical::to_string(&read), text);
    }

    #[test]
    fn a_number_survives_its_canonical_text(number in any::<f64>().prop_filter("finite", |n| n.is_finite())) {
        let text = canonical::format_number(number);
        let read = text.parse::<f64>().unwrap();
        prop_assert!(read.to_bits() == number.to_bits() || (read == 0.0 && number == 0.0), "{}", text);
    }

    #[test]
    fn canonical_keys_are_in_the_order_of_their_code_units(members in btree_map(any::<String>(), 0..9_i32, 0..12)) {
        let text = canonical::to_string(&json!(members));
        let mut sorted: Vec<&String> = members.keys().collect();
        sorted.sort_by_key(|key| key.encode_utf16().collect::<Vec<_>>());
        let mut from = 0;
        for key in sorted {
            let written = canonical::to_string(&json!(key)) + ":";
            let at = text[from..].find(&written);
            prop_assert!(at.is_some());
            from += at.unwrap() + written.len();
        }
    }

    #[test]
    fn anything_is_read_or_refused_with_a_flaw_and_never_panics(document in documents()) {
        if let Err(flaws) = Checklist::parse(&document) {
            prop_assert!(!flaws.is_empty());
        }
        prop_assert!(RatingScheme::parse(&document).is_err());
        let checklist = Checklist::parse(&support::sound()).unwrap();
        for item in checklist.items() {
            let answer = Answer { item: item.id.clone(), sample: None, verdict: None, value: document.clone(), note: String::new() };
            let _ = check_answer(item, &answer);
        }
    }

    #[test]
    fn the_published_shape_is_the_shape_that_is_read(place in any::<prop::sample::Index>(), value in documents()) {
        let sound = support::sound();
        let mut pointers = Vec::new();
        collect(&sound, String::new(), &mut pointers);
        let changed = support::with(place.get(pointers.as_slice()).as_str(), value);
        let by_type = Checklist::deserialize(&changed).is_ok();
        let by_schema = Checklist::parse(&changed);
        // The schema is the narrower one twice: it bounds whole numbers, and it has no lists in place of objects.
        let narrower = by_schema.as_ref().is_err_and(|flaws| {
            flaws.iter().all(|flaw| match flaw.code {
                "out-of-range" => true,
                "not-an-object" => changed.pointer(&flaw.pointer).is_some_and(Value::is_array),
                _ => false,
            })
        });
        prop_assert!(by_schema.is_ok() == by_type || narrower, "{:?}", by_schema);
        prop_assert!(by_schema.is_ok() || by_schema.unwrap_err().iter().all(|flaw| flaw.code != "unreadable"));
    }

    #[test]
    fn a_percentage_lies_between_0_and_100(verdicts in vec(verdicts(), 0..60)) {
        for scheme in shipped::ratings() {
            let result = score(shipped::checklist("iso9001-2015-clauses").unwrap(), scheme, &visit(&verdicts));
            prop_assert!(result.percent.is_none() || (0.0..=100.0).contains(&percent(&result)));
            prop_assert_eq!(result.percent.is_some(), result.band.is_some());
            let place = |key: &Option<String>| scheme.bands.iter().position(|band| Some(&band.key) == key.as_ref());
            prop_assert!(place(&result.band) >= place(&result.uncapped_band), "a cap never raises a band");
        }
    }

    #[test]
    fn a_better_verdict_never_lowers_the_score(verdicts in vec(verdicts(), 1..60), at in any::<prop::sample::Index>()) {
        let list = &unconditional();
        let scheme = shipped::rating("simple-percent").unwrap();
        let with = |verdict| {
            let mut changed = verdicts.clone();
            *at.get_mut(&mut changed) = Some(verdict);
            percent(&score(list, scheme, &visit(&changed)))
        };
        let rising = [Verdict::Nonconforming, Verdict::PartlyConforming, Verdict::Conforming].map(with);
        prop_assert!(rising.is_sorted(), "{rising:?}");
    }

    #[test]
    fn not_applicable_scores_as_if_it_had_not_been_asked(verdicts in vec(verdicts(), 1..60), at in any::<prop::sample::Index>()) {
        let list = &unconditional();
        let scheme = shipped::rating("simple-percent").unwrap();
        let with = |verdict| {
            let mut changed = verdicts.clone();
            *at.get_mut(&mut changed) = verdict;
            let result = score(list, scheme, &visit(&changed));
            (result.earned, result.possible, result.percent)
        };
        prop_assert_eq!(with(None), with(Some(Verdict::NotApplicable)));
    }

    #[test]
    fn the_order_of_answers_changes_nothing(verdicts in vec(verdicts(), 0..60).prop_shuffle()) {
        let list = shipped::checklist("iso9001-2015-clauses").unwrap();
        let scheme = shipped::rating("provincial-bands").unwrap();
        let forwards = visit(&verdicts);
        let mut backwards = forwards.clone();
        backwards.answers.reverse();
        prop_assert_eq!(assess(list, &forwards), assess(list, &backwards));
        prop_assert_eq!(score(list, scheme, &forwards), score(list, scheme, &backwards));
    }
}

fn collect(value: &Value, pointer: String, out: &mut Vec<String>) {
    match value {
        Value::Array(entries) => {
            entries.iter().enumerate().for_each(|(at, entry)| collect(entry, format!("{pointer}/{at}"), out));
        }
        Value::Object(members) => {
            members.iter().for_each(|(key, member)| collect(member, format!("{pointer}/{key}"), out));
        }
        _ => {}
    }
    if !pointer.is_empty() {
        out.push(pointer);
    }
}
