//! Editions, their clauses and their many spellings.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use soat_checklist_schemas::catalogue::{self, Edition, edition, edition_name, is_within};

#[test]
fn every_embedded_edition_is_read() {
    for (name, source) in catalogue::SOURCES {
        let read: Edition = serde_json::from_str(source).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(edition(&read.edition), Some(&read), "{name}");
    }
    assert_eq!(catalogue::editions().len(), catalogue::SOURCES.len());
}

#[test]
fn clauses_are_unique_have_their_parents_and_the_level_of_their_number() {
    for edition in catalogue::editions() {
        for (at, clause) in edition.clauses.iter().enumerate() {
            let place = format!("{} {}", edition.edition, clause.number);
            assert_eq!(usize::from(clause.level), clause.number.split('.').count(), "{place}");
            assert!(!clause.title.vi.is_empty() && !clause.title.en.is_empty(), "{place}");
            assert!(edition.clauses[..at].iter().all(|earlier| earlier.number != clause.number), "{place}");
            if let Some((parent, _)) = clause.number.rsplit_once('.').filter(|_| edition.amends.is_none()) {
                assert!(edition.clauses[..at].iter().any(|earlier| earlier.number == parent), "{place}");
            }
        }
    }
}

#[test]
fn clauses_come_in_the_order_of_the_standard() {
    let parts = |number: &str| number.split('.').map(|part| part.parse::<u32>().unwrap()).collect::<Vec<_>>();
    for edition in catalogue::editions() {
        assert!(edition.clauses.is_sorted_by_key(|clause| parts(&clause.number)), "{}", edition.edition);
    }
}

#[test]
fn the_2015_edition_has_56_titled_clauses_to_ask() {
    let edition = edition("9001:2015").unwrap();
    let numbers: Vec<&str> = edition.third_level().map(|clause| clause.number.as_str()).collect();
    assert_eq!(numbers.len(), 56);
    let in_chapter = |chapter: &str| numbers.iter().filter(|number| is_within(number, chapter)).count();
    assert_eq!(["4", "5", "6", "7", "8", "9", "10"].map(in_chapter), [4, 5, 3, 12, 22, 7, 3]);
    // 7.1.5 has titled clauses at the fourth level and is asked as one; 8.7 has untitled ones at the third.
    assert!(numbers.contains(&"7.1.5") && numbers.contains(&"8.7") && !numbers.contains(&"8.5"));
}

#[test]
fn an_amendment_changes_clauses_of_its_edition() {
    let amendment = edition("9001:2015/Amd 1:2024").unwrap();
    let amended = edition(amendment.amends.as_ref().unwrap()).unwrap();
    assert_eq!(amendment.clauses.iter().map(|clause| clause.number.as_str()).collect::<Vec<_>>(), ["4.1", "4.2"]);
    assert!(amendment.clauses.iter().all(|clause| amended.clause(&clause.number).is_some()));
}

#[test]
fn titles_are_found_by_number() {
    let clause = edition("TCVN ISO 9001:2015").unwrap().clause("8.5.3").unwrap();
    assert_eq!(clause.title.en, "Property belonging to customers or external providers");
    assert_eq!(edition("9001:2015").unwrap().clause("8.5.30"), None);
}

#[test]
fn editions_are_known_under_the_spellings_of_the_field() {
    let spellings = [
        ("TCVN 9001:2015", "9001:2015"),
        ("ISO 9001-2008", "9001:2008"),
        ("TCVN ISO 9001: 2015", "9001:2015"),
        ("tcvn iso 9001 : 2008", "9001:2008"),
        ("ISO 9001 – 2015", "9001:2015"),
        ("Tiêu chuẩn quốc gia TCVN ISO 9001:2015", "9001:2015"),
        ("Hệ thống quản lý chất lượng ISO 9001:2008", "9001:2008"),
        ("9001:2000", "9001:2000"),
        ("ISO 9001:2015/Amd 1:2024", "9001:2015/Amd 1:2024"),
        ("ISO 9001:2015/Amd.1:2024", "9001:2015/Amd 1:2024"),
        ("TCVN ISO 9001:2015 Sửa đổi 1:2024", "9001:2015/Amd 1:2024"),
    ];
    for (written, name) in spellings {
        assert_eq!(edition_name(written).as_deref(), Some(name), "{written}");
    }
    let others = [
        "",
        "9001",
        "ISO 9001",
        "ISO 14001:2015",
        "ISO 19001:2015",
        "ISO/IEC 9001:2015",
        "ISO 9001:15",
        "ISO 9001:20155",
        "ISO 90012015",
        "ISO 9001:2015 năm 2019",
        "TCVN ISO 9001:2008 và 9001:2015",
        "AS 9001:2015",
        "ISO 9001:3015",
    ];
    for written in others {
        assert_eq!(edition_name(written), None, "{written}");
    }
}

#[test]
fn a_clause_is_within_itself_and_what_it_lies_beneath() {
    assert!(is_within("8.3.1", "8.3") && is_within("8.3", "8.3") && is_within("8.3", "8"));
    assert!(!is_within("8.30", "8.3") && !is_within("8.3", "8.3.1") && !is_within("18.3", "8.3"));
}
