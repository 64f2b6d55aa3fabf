//! From counted groups to the numbers that are shown. Pure.

use std::collections::BTreeMap;

use super::views::{AgeCount, ClauseCount, FindingCounts, GradeCount, OnTime};
use crate::corrective_actions::ages::BANDS;
use crate::findings::rules::is_nonconformity;
use crate::inspections::shapes::GRADES;

/// Findings that have the same clauses, grade and history.
#[derive(Clone, Debug)]
pub struct FindingGroup {
    /// Clauses, as a JSON list.
    pub clauses: String,
    /// Grade.
    pub grade: Option<String>,
    /// They repeat earlier ones.
    pub repeated: bool,
    /// How many.
    pub count: u64,
}

/// Open requests that were issued on the same day.
#[derive(Clone, Copy, Debug)]
pub struct AgeGroup {
    /// Days since then.
    pub days: i64,
    /// They are overdue.
    pub overdue: bool,
    /// How many.
    pub count: u64,
}

/// Counts findings.
#[must_use]
pub fn findings(groups: &[FindingGroup]) -> FindingCounts {
    let mut grades: BTreeMap<(usize, Option<&str>), u64> = BTreeMap::new();
    let mut clauses: BTreeMap<Vec<u32>, ClauseCount> = BTreeMap::new();
    for group in groups {
        let grade = group.grade.as_deref();
        let rank = grade.map_or(GRADES.len(), |grade| GRADES.iter().position(|known| *known == grade).unwrap_or(GRADES.len()));
        *grades.entry((rank, grade)).or_default() += group.count;
        for clause in serde_json::from_str::<Vec<String>>(&group.clauses).unwrap_or_default() {
            let empty = ClauseCount { clause: clause.clone(), count: 0, nonconformities: 0 };
            let counted = clauses.entry(order(&clause)).or_insert(empty);
            counted.count += group.count;
            counted.nonconformities += if is_nonconformity(grade) { group.count } else { 0 };
        }
    }
    FindingCounts {
        total: groups.iter().map(|group| group.count).sum(),
        repeated: groups.iter().filter(|group| group.repeated).map(|group| group.count).sum(),
        by_grade: grades.into_iter().map(|((_, grade), count)| GradeCount { grade: grade.map(ToOwned::to_owned), count }).collect(),
        by_clause: clauses.into_values().collect(),
    }
}

/// The order of the standard: 7.5.10 comes after 7.5.9.
fn order(clause: &str) -> Vec<u32> {
    clause.split('.').map(|step| step.parse().unwrap_or(u32::MAX)).collect()
}

/// Counts open requests by age.
#[must_use]
pub fn ages(groups: &[AgeGroup]) -> Vec<AgeCount> {
    let count = |band: &crate::corrective_actions::ages::Band| {
        let holds = |group: &&AgeGroup| i64::from(band.from) <= group.days && band.to.is_none_or(|to| group.days <= i64::from(to));
        let of_it = || groups.iter().filter(holds);
        AgeCount {
            band: band.code,
            count: of_it().map(|group| group.count).sum(),
            overdue: of_it().filter(|group| group.overdue).map(|group| group.count).sum(),
        }
    };
    BANDS.iter().map(count).collect()
}

/// The median of values that were counted: the smallest one that at least half do not exceed.
#[must_use]
pub fn median(counted: &BTreeMap<i64, u64>) -> Option<u32> {
    let all: u64 = counted.values().sum();
    let mut so_far = 0;
    for (value, count) in counted {
        so_far += count;
        if so_far * 2 >= all {
            return u32::try_from(*value).ok();
        }
    }
    None
}

/// Counts results that were verified, given in groups of days by which they were sent late (negative: early) and how many.
#[must_use]
pub fn on_time(groups: impl Iterator<Item = (i32, u64)>) -> OnTime {
    groups.fold(OnTime::default(), |sum, (late, count)| OnTime {
        all: sum.all + count,
        on_time: sum.on_time + if late <= 0 { count } else { 0 },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_value_in_the_middle() {
        assert_eq!(median(&BTreeMap::new()), None);
        assert_eq!(median(&BTreeMap::from([(10, 1), (20, 1), (90, 1)])), Some(20));
        assert_eq!(median(&BTreeMap::from([(10, 5), (90, 2)])), Some(10));
        assert_eq!(median(&BTreeMap::from([(10, 1), (30, 1)])), Some(10));
    }

    #[test]
    fn clauses_stand_in_the_order_of_the_standard_and_grades_in_that_of_gravity() {
        let group = |clauses: &str, grade: Option<&str>, repeated, count| FindingGroup {
            clauses: clauses.to_owned(),
            grade: grade.map(ToOwned::to_owned),
            repeated,
            count,
        };
        let counts = findings(&[
            group(r#"["10.2"]"#, Some("observation"), false, 2),
            group(r#"["7.5.3","10.2"]"#, Some("major_nonconformity"), true, 3),
            group(r#"["7.5.3"]"#, None, false, 1),
        ]);
        assert_eq!((counts.total, counts.repeated), (6, 3));
        let clauses: Vec<_> = counts.by_clause.iter().map(|one| (one.clause.as_str(), one.count, one.nonconformities)).collect();
        assert_eq!(clauses, [("7.5.3", 4, 3), ("10.2", 5, 3)]);
        let grades: Vec<_> = counts.by_grade.iter().map(|one| (one.grade.as_deref(), one.count)).collect();
        assert_eq!(grades, [(Some("major_nonconformity"), 3), (Some("observation"), 2), (None, 1)]);
    }

    #[test]
    fn open_requests_are_counted_by_age() {
        let group = |days, overdue, count| AgeGroup { days, overdue, count };
        let ages = ages(&[group(0, false, 1), group(30, true, 2), group(31, false, 4), group(400, true, 8)]);
        let counts: Vec<_> = ages.iter().map(|age| (age.band, age.count, age.overdue)).collect();
        assert_eq!(counts, [("0-30", 3, 2), ("31-60", 4, 0), ("61-90", 0, 0), ("over-90", 8, 8)]);
        assert_eq!(on_time([(-3, 2), (0, 1), (5, 4)].into_iter()), OnTime { all: 7, on_time: 3 });
    }
}
