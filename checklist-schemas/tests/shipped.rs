//! What comes with Soát is sound, complete and in both languages.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value};
use soat_checklist_schemas::catalogue;
use soat_checklist_schemas::{Checklist, InspectionKind, Item, RatingScheme, Response, shipped};

fn sources() -> impl Iterator<Item = (&'static str, Value)> {
    shipped::CHECKLIST_SOURCES
        .iter()
        .map(|(key, source)| (*key, serde_json::from_str(source).unwrap_or_else(|error| panic!("{key}: {error}"))))
}

#[test]
fn every_shipped_checklist_is_valid() {
    for (key, document) in sources() {
        let checklist = Checklist::parse(&document).unwrap_or_else(|flaws| panic!("{key}: {flaws:#?}"));
        assert_eq!(checklist.key, key);
        assert_eq!(checklist.validate(), [], "{key}");
        assert_eq!(shipped::checklist(key), Some(&checklist));
    }
    assert_eq!(shipped::checklists().len(), shipped::CHECKLIST_SOURCES.len());
}

#[test]
fn every_shipped_rating_scheme_is_valid() {
    for (key, source) in shipped::RATING_SOURCES {
        let document = serde_json::from_str(source).unwrap_or_else(|error| panic!("{key}: {error}"));
        let scheme = RatingScheme::parse(&document).unwrap_or_else(|flaws| panic!("{key}: {flaws:#?}"));
        assert_eq!(scheme.key, *key);
        assert_eq!(scheme.validate(), [], "{key}");
        assert_eq!(shipped::rating(key), Some(&scheme));
    }
    assert_eq!(shipped::ratings().len(), shipped::RATING_SOURCES.len());
}

#[test]
fn a_digest_does_not_depend_on_the_order_of_keys() {
    for (key, document) in sources() {
        let digest = Checklist::parse(&document).unwrap().digest();
        let turned: Value = serde_json::from_str(&backwards(&document)).unwrap();
        assert_eq!(Checklist::parse(&turned).unwrap().digest(), digest, "{key}");
    }
}

/// The document with the keys of every object in falling order.
fn backwards(value: &Value) -> String {
    let join = |parts: Vec<String>| parts.join(",");
    match value {
        Value::Array(entries) => format!("[{}]", join(entries.iter().map(backwards).collect())),
        Value::Object(members) => format!("{{{}}}", join(members_backwards(members))),
        scalar => scalar.to_string(),
    }
}

fn members_backwards(members: &Map<String, Value>) -> Vec<String> {
    let mut sorted: Vec<_> = members.iter().collect();
    sorted.sort_by(|a, b| b.0.cmp(a.0));
    sorted.into_iter().map(|(key, value)| format!("{}:{}", Value::from(key.as_str()), backwards(value))).collect()
}

#[test]
fn the_clause_checklist_asks_every_one_of_the_56_titled_clauses() {
    let edition = catalogue::edition("9001:2015").unwrap();
    let titled: BTreeSet<&str> = edition.third_level().map(|clause| clause.number.as_str()).collect();
    assert_eq!(titled.len(), 56);
    let asked: BTreeSet<&str> = clause_list("iso9001-2015-clauses")
        .items()
        .filter(|item| item.amendment.is_none())
        .flat_map(|item| third_level_of(edition, item))
        .collect();
    assert_eq!(asked, titled);
}

#[test]
fn the_2008_list_asks_every_titled_clause_of_its_edition() {
    let edition = catalogue::edition("9001:2008").unwrap();
    // Chapters 1 to 3 ask nothing of a unit.
    let titled: BTreeSet<&str> = edition
        .third_level()
        .map(|clause| clause.number.as_str())
        .filter(|number| !["1", "2", "3"].iter().any(|chapter| catalogue::is_within(number, chapter)))
        .collect();
    let list = clause_list("iso9001-2008-clauses");
    let asked: BTreeSet<&str> = list.items().flat_map(|item| third_level_of(edition, item)).collect();
    assert_eq!(asked, titled);
}

/// The titled clauses an item asks about: its own, or those its deeper numbers lie in.
fn third_level_of<'e>(edition: &'e catalogue::Edition, item: &Item) -> Vec<&'e str> {
    assert!(!item.clauses.is_empty(), "{}", item.id);
    let within = |outer: &str| item.clauses.iter().any(|number| catalogue::is_within(number, outer));
    edition.third_level().map(|clause| clause.number.as_str()).filter(|number| within(number)).collect()
}

fn clause_list(key: &str) -> &'static Checklist {
    shipped::checklist(key).unwrap()
}

#[test]
fn the_climate_items_come_with_the_amendment() {
    let list = clause_list("iso9001-2015-clauses");
    let amended: BTreeSet<&str> =
        list.items().filter(|item| item.amendment.is_some()).flat_map(|item| &item.clauses).map(String::as_str).collect();
    assert_eq!(amended, BTreeSet::from(["4.1", "4.2"]));
}

#[test]
fn the_provincial_inspection_has_eight_sections_and_60_to_90_items() {
    let list = clause_list("provincial-inspection");
    assert_eq!(list.sections.len(), 8);
    assert!((60..=90).contains(&list.items().count()), "{}", list.items().count());
    assert!(list.items().any(|item| matches!(item.response, Response::SampleTable { .. })));
    assert!(list.items().any(|item| item.critical));
    assert!(list.inspection_kinds.contains(&InspectionKind::External));
}

#[test]
fn the_commune_self_check_is_short() {
    let list = clause_list("commune-self-check");
    assert!(list.items().count() <= 40, "{}", list.items().count());
    assert!(list.inspection_kinds.contains(&InspectionKind::SelfCheck));
}

#[test]
fn a_critical_nonconformity_asks_for_evidence() {
    for list in shipped::checklists() {
        let without: Vec<&str> =
            list.items().filter(|item| item.critical && item.evidence_required.is_none()).map(|item| item.id.as_str()).collect();
        assert!(without.is_empty(), "{}: {without:?}", list.key);
    }
}

#[test]
fn no_question_is_asked_twice_in_a_list() {
    for list in shipped::checklists() {
        let mut seen = HashMap::new();
        for item in list.items() {
            let before = seen.insert(&item.question.vi, &item.id);
            assert_eq!(before, None, "{}: {}", list.key, item.id);
        }
    }
}
