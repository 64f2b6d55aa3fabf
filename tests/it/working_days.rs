//! Working days by hand and by law.

use jiff::civil::{Date, Weekday};
use proptest::prelude::*;
use soat::kernel::calendar::{Basis, Calendar, end_of_day, shipped};
use soat::kernel::clock::{DEFAULT_ZONE, LocalDate};

fn day(text: &str) -> LocalDate {
    text.parse().unwrap()
}

fn due(from: &str, days: u32) -> String {
    shipped().reckon(&day(from), days).on.to_string()
}

#[test]
fn the_shipped_years_are_read() {
    let years: Vec<i16> = shipped().years().map(|year| year.year).collect();
    assert_eq!(years, [2024, 2025, 2026, 2027, 2028]);
}

#[test]
fn every_year_gives_the_days_that_the_law_promises() {
    for year in shipped().years() {
        let days: usize = year.occasions.iter().map(|occasion| occasion.off.len()).sum();
        // One day more since Culture Day.
        assert_eq!(days, if year.year < 2026 { 11 } else { 12 }, "{}", year.year);
        for occasion in &year.occasions {
            let at_weekends =
                occasion.off.iter().filter(|day| matches!(day.civil().weekday(), Weekday::Saturday | Weekday::Sunday)).count();
            assert_eq!(occasion.compensation.len(), at_weekends, "{} {}", occasion.en, year.year);
        }
    }
}

#[test]
fn an_ordinary_week_has_five_working_days() {
    assert_eq!(due("2025-03-10", 1), "2025-03-11");
    assert_eq!(due("2025-03-10", 5), "2025-03-17");
    assert_eq!(due("2025-03-14", 1), "2025-03-17");
}

#[test]
fn tet_of_2025_is_stepped_over() {
    // Friday 24 January is the last day before Tết; Monday 3 February the first after it.
    assert_eq!(due("2025-01-23", 1), "2025-01-24");
    assert_eq!(due("2025-01-23", 2), "2025-02-03");
    assert_eq!(due("2025-01-20", 10), "2025-02-10");
}

#[test]
fn tet_of_2026_is_stepped_over() {
    // Friday 13 February, then Monday 23 February.
    assert_eq!(due("2026-02-12", 2), "2026-02-23");
    assert_eq!(due("2026-02-09", 10), "2026-03-02");
}

#[test]
fn a_saturday_worked_for_an_exchanged_day_counts() {
    // Saturday 26 April 2025 is worked for Friday 2 May.
    assert_eq!(due("2025-04-25", 1), "2025-04-26");
    assert_eq!(due("2025-04-25", 4), "2025-05-05");
    // Saturday 22 August 2026 is worked for Monday 31 August.
    assert_eq!(due("2026-08-21", 1), "2026-08-22");
    assert_eq!(due("2026-08-28", 1), "2026-09-03");
    assert_eq!(due("2026-01-09", 1), "2026-01-10");
}

#[test]
fn a_time_of_no_days_ends_at_the_next_open_day() {
    assert_eq!(due("2025-03-11", 0), "2025-03-11");
    assert_eq!(due("2025-01-25", 0), "2025-02-03");
}

#[test]
fn a_reckoned_day_says_how_well_it_is_known() {
    let basis = |from: &str, days| shipped().reckon(&day(from), days).basis;
    assert_eq!(basis("2025-03-10", 5), Basis::Decision);
    assert_eq!(basis("2026-11-20", 5), Basis::Rule);
    assert_eq!(basis("2027-03-10", 5), Basis::Rule);
    assert_eq!(basis("2028-12-29", 5), Basis::Computed);
}

#[test]
fn a_year_without_data_knows_weekends_and_fixed_dates() {
    assert_eq!(due("2030-04-29", 1), "2030-05-02");
    assert!(!shipped().is_working_day(&day("2030-09-02")));
    assert!(shipped().is_working_day(&day("2030-02-04")));
}

#[test]
fn a_local_day_ends_at_its_own_midnight() {
    assert_eq!(end_of_day(&day("2026-03-09"), DEFAULT_ZONE).to_string(), "2026-03-09T16:59:59.999Z");
    assert_eq!(end_of_day(&day("2026-03-09"), "nowhere").to_string(), "2026-03-09T23:59:59.999Z");
}

#[test]
fn a_later_file_replaces_a_year_and_adds_another() {
    let later = r#"[{"year": 2027, "basis": "decision", "occasions": [
        {"vi": "Tết", "en": "Tết", "off": ["2027-02-05"], "basis": "decision", "source": "x"}]},
        {"year": 2029, "basis": "rule", "occasions": []}]"#;
    let calendar = shipped().clone().with(Calendar::read(later).unwrap());
    assert!(calendar.is_working_day(&day("2027-02-04")));
    assert!(!calendar.is_working_day(&day("2027-02-05")));
    assert!(!calendar.is_working_day(&day("2026-02-17")));
    assert_eq!(calendar.reckon(&day("2029-03-05"), 1).basis, Basis::Rule);
}

#[test]
fn a_file_that_cannot_be_right_is_refused_with_its_day() {
    let with = |occasion: &str| {
        format!(
            r#"[{{"year": 2027, "basis": "rule", "occasions": [{{"vi": "x", "en": "x", "basis": "rule", "source": "x", {occasion}}}]}}]"#
        )
    };
    for (occasion, said) in [
        (r#""off": ["2026-02-05"]"#, "2026-02-05"),
        (r#""off": ["2027-02-05", "2027-02-05"]"#, "twice"),
        (r#""off": [], "compensation": ["2027-02-06"]"#, "2027-02-06"),
        (r#""off": [], "exchanged": [{"off": "2027-02-05", "worked": "2027-02-04"}]"#, "2027-02-04"),
        (r#""off": [], "more": 1"#, "unknown field"),
        (r#""off": ["2027-02-30"]"#, "expected a date"),
    ] {
        let error = Calendar::read(&with(occasion)).unwrap_err();
        assert!(error.contains(said), "{occasion}: {error}");
    }
}

fn any_day() -> impl Strategy<Value = LocalDate> {
    (2023_i16..=2030, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap().into())
}

proptest! {
    #[test]
    fn counting_forth_and_counting_between_agree(from in any_day(), days in 1_u32..200) {
        let end = shipped().reckon(&from, days).on;
        prop_assert!(shipped().is_working_day(&end));
        prop_assert_eq!(shipped().working_days_between(&from, &end), i32::try_from(days).unwrap());
        prop_assert_eq!(shipped().working_days_between(&end, &from), -i32::try_from(days).unwrap());
    }

    #[test]
    fn one_day_more_ends_at_the_next_working_day(from in any_day(), days in 0_u32..100) {
        let end = shipped().reckon(&from, days).on;
        let next = shipped().reckon(&from, days + 1).on;
        prop_assert!(next > end || days == 0);
        if shipped().is_working_day(&from) {
            prop_assert_eq!(shipped().reckon(&end, 1).on, next);
        }
    }

    #[test]
    fn who_starts_later_never_ends_earlier(a in any_day(), b in any_day(), days in 0_u32..60) {
        let (a, b) = if a <= b { (a, b) } else { (b, a) };
        prop_assert!(shipped().reckon(&a, days).on <= shipped().reckon(&b, days).on);
    }
}
