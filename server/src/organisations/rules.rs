//! What holds in a register, decided without looking anything up: levels, closure of the tree, totals.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::kernel::clock::LocalDate;

/// The tier of government an organisation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Trung ương.
    Central,
    /// Cấp tỉnh.
    Provincial,
    /// Cấp huyện, until 30 June 2025.
    District,
    /// Cấp xã.
    Communal,
}

impl Level {
    /// All levels, the highest first.
    pub const ALL: [Self; 4] = [Self::Central, Self::Provincial, Self::District, Self::Communal];

    /// The name in the database and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Central => "central",
            Self::Provincial => "provincial",
            Self::District => "district",
            Self::Communal => "communal",
        }
    }

    /// The level of a name: ours, or that of the list of administrative units (`province`, `district`, `commune`).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "province" => Some(Self::Provincial),
            "commune" => Some(Self::Communal),
            _ => Self::ALL.into_iter().find(|level| level.name() == name),
        }
    }

    /// The kind that a list without kinds means by this level: the People's Committee of the unit.
    #[must_use]
    pub const fn usual_kind(self) -> Option<&'static str> {
        match self {
            Self::Central => None,
            Self::Provincial => Some("provincial_peoples_committee"),
            Self::District => Some("district_peoples_committee"),
            Self::Communal => Some("commune_peoples_committee"),
        }
    }
}

/// Whether an organisation with these days exists on a day; an absent day is open.
#[must_use]
pub fn in_force(valid_from: Option<&LocalDate>, valid_to: Option<&LocalDate>, on: &LocalDate) -> bool {
    valid_from.is_none_or(|first| first <= on) && valid_to.is_none_or(|last| last >= on)
}

/// Whether two days are in order; an absent day is open.
#[must_use]
pub fn days_in_order(valid_from: Option<&LocalDate>, valid_to: Option<&LocalDate>) -> bool {
    match (valid_from, valid_to) {
        (Some(first), Some(last)) => first <= last,
        _ => true,
    }
}

/// Who is directly above whom: node → superiors (and, for a closed one, its successors).
pub type Edges = HashMap<Uuid, Vec<Uuid>>;

/// Who is at or above whom: node → itself and everyone above.
pub type Above = HashMap<Uuid, BTreeSet<Uuid>>;

/// Everyone at or above each node of `edges`. `outside` gives those at or above a superior that is not a node of `edges` itself.
///
/// # Errors
/// The nodes that stand on a circle.
pub fn closure(edges: &Edges, outside: &Above) -> Result<Above, BTreeSet<Uuid>> {
    let mut above = Above::with_capacity(edges.len());
    let mut subordinates: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    let mut waiting: HashMap<Uuid, usize> = HashMap::with_capacity(edges.len());
    for (&node, superiors) in edges {
        let inside: HashSet<Uuid> = superiors.iter().copied().filter(|superior| edges.contains_key(superior)).collect();
        waiting.insert(node, inside.len());
        for superior in inside {
            subordinates.entry(superior).or_default().push(node);
        }
    }
    let mut ready: Vec<Uuid> = waiting.iter().filter(|(_, count)| **count == 0).map(|(node, _)| *node).collect();
    while let Some(node) = ready.pop() {
        waiting.remove(&node);
        let mut all = BTreeSet::from([node]);
        for superior in edges.get(&node).into_iter().flatten() {
            match above.get(superior).or_else(|| outside.get(superior)) {
                Some(theirs) => all.extend(theirs),
                None => _ = all.insert(*superior),
            }
        }
        above.insert(node, all);
        for subordinate in subordinates.get(&node).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(subordinate) {
                *count -= 1;
                if *count == 0 {
                    ready.push(*subordinate);
                }
            }
        }
    }
    if waiting.is_empty() { Ok(above) } else { Err(on_circles(edges, waiting.into_keys().collect())) }
}

/// Of nodes that stand on or below a circle, those that stand on one: whoever has no subordinate among the rest drops out.
fn on_circles(edges: &Edges, mut left: BTreeSet<Uuid>) -> BTreeSet<Uuid> {
    loop {
        let superiors: HashSet<Uuid> = left.iter().filter_map(|node| edges.get(node)).flatten().copied().collect();
        let before = left.len();
        left.retain(|node| superiors.contains(node));
        if left.len() == before {
            return left;
        }
    }
}

/// A stated total as far as sums go.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'a> {
    /// Of which kind; none: of all.
    pub kind: Option<&'a str>,
    /// Of which level; none: of all.
    pub level: Option<&'a str>,
    /// The number.
    pub stated: i64,
    /// Where it was said.
    pub source: &'a str,
    /// For which day.
    pub stated_on: &'a LocalDate,
}

/// A total whose parts, as the same source states them, add up to another number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnequalSum {
    /// Where it was said.
    pub source: String,
    /// The total stated.
    pub stated: i64,
    /// What the parts add up to.
    pub sum: i64,
}

/// Totals of a source that differ from the sum of the parts by kind, or by level, that the same source states for the same day.
#[must_use]
pub fn unequal_sums(statements: &[Statement<'_>]) -> Vec<UnequalSum> {
    let mut unequal = Vec::new();
    for total in statements.iter().filter(|one| one.kind.is_none() && one.level.is_none()) {
        let parts = statements.iter().filter(|one| one.source == total.source && one.stated_on == total.stated_on);
        let (by_kind, by_level): (Vec<&Statement<'_>>, Vec<&Statement<'_>>) =
            parts.filter(|one| one.kind.is_some() != one.level.is_some()).partition(|one| one.kind.is_some());
        for part in [by_kind, by_level] {
            let sum: i64 = part.iter().map(|one| one.stated).sum();
            if !part.is_empty() && sum != total.stated {
                unequal.push(UnequalSum { source: total.source.to_owned(), stated: total.stated, sum });
            }
        }
    }
    unequal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn edges(pairs: &[(u128, &[u128])]) -> Edges {
        pairs.iter().map(|(node, above)| (id(*node), above.iter().map(|n| id(*n)).collect())).collect()
    }

    #[test]
    fn a_body_with_two_superiors_is_reached_through_both() {
        let above = closure(&edges(&[(1, &[]), (2, &[]), (3, &[1]), (4, &[3, 2])]), &Above::new()).unwrap();
        assert_eq!(above[&id(4)], [1, 2, 3, 4].map(id).into());
    }

    #[test]
    fn those_above_an_outside_superior_are_above_too() {
        let outside = HashMap::from([(id(9), [8, 9].map(id).into())]);
        assert_eq!(closure(&edges(&[(3, &[9])]), &outside).unwrap()[&id(3)], [3, 8, 9].map(id).into());
    }

    #[test]
    fn a_circle_is_named_without_those_below_or_above_it() {
        let circle = closure(&edges(&[(1, &[]), (2, &[1, 4]), (3, &[2]), (4, &[3]), (5, &[4]), (6, &[5])]), &Above::new());
        assert_eq!(circle.unwrap_err(), [2, 3, 4].map(id).into());
    }

    #[test]
    fn seven_counts_that_add_up_to_167_do_not_make_166() {
        let day: LocalDate = "2023-01-01".parse().unwrap();
        let kinds = ["a", "b", "c", "d", "e", "f", "g"];
        let counts = [20, 3, 8, 126, 4, 3, 3];
        let statement = |kind, stated| Statement { kind, level: None, stated, source: "báo cáo", stated_on: &day };
        let mut all = vec![statement(None, 166)];
        all.extend(kinds.iter().zip(counts).map(|(kind, count)| statement(Some(*kind), count)));
        assert_eq!(unequal_sums(&all), [UnequalSum { source: "báo cáo".to_owned(), stated: 166, sum: 167 }]);
    }
}
