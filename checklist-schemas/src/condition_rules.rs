//! Whether a condition may stand where it stands: it looks back only, and compares like with like.
//!
//! Looking back only means that one pass in document order decides what is shown, with no cycles to resolve.

use std::collections::{HashMap, HashSet};

use crate::answer_rules::is_date;
use crate::condition::{Condition, Scalar};
use crate::flaw::{Flaw, step};
use crate::message;
use crate::response::Response;
use crate::template::{Checklist, Item};

/// Deepest nesting of `all`, `any` and `not`.
pub const DEPTH_LIMIT: usize = 8;
/// Most operands of one operator.
pub const OPERAND_LIMIT: usize = 100;

/// What a condition may refer to at a place in the document.
pub(crate) struct Reach<'c> {
    all: HashMap<&'c str, &'c Item>,
    seen: HashSet<&'c str>,
    current: &'c str,
}

impl<'c> Reach<'c> {
    pub(crate) fn over(checklist: &'c Checklist) -> Self {
        let all = checklist.items().map(|item| (item.id.as_str(), item)).collect();
        Self { all, seen: HashSet::new(), current: "" }
    }

    /// Move on to the next item; false when its id was there before.
    pub(crate) fn enter(&mut self, item: &'c Item) -> bool {
        self.current = &item.id;
        self.seen.insert(&item.id)
    }
}

/// Check one condition of the current item. `own` says whether the item's own answer may be looked at.
pub(crate) fn check(condition: &Condition, reach: &Reach<'_>, own: bool, pointer: &str, flaws: &mut Vec<Flaw>) {
    Check { reach, own, flaws }.condition(condition, 1, pointer);
}

struct Check<'a, 'c> {
    reach: &'a Reach<'c>,
    own: bool,
    flaws: &'a mut Vec<Flaw>,
}

impl Check<'_, '_> {
    fn condition(&mut self, condition: &Condition, depth: usize, pointer: &str) {
        if depth > DEPTH_LIMIT {
            self.flaws.push(Flaw::new(&message::CONDITION_TOO_DEEP, pointer, &[&DEPTH_LIMIT]));
            return;
        }
        let place = step(pointer, "of");
        match condition {
            Condition::All { of } | Condition::Any { of } => {
                self.operands(of.len(), &place);
                for (at, inner) in of.iter().enumerate() {
                    self.condition(inner, depth + 1, &step(&place, at));
                }
            }
            Condition::Not { of } => self.condition(of, depth + 1, &place),
            leaf => self.leaf(leaf, pointer),
        }
    }

    fn operands(&mut self, count: usize, pointer: &str) {
        if count == 0 {
            self.flaws.push(Flaw::new(&message::CONDITION_EMPTY, pointer, &[]));
        } else if count > OPERAND_LIMIT {
            self.flaws.push(Flaw::new(&message::LIST_TOO_LONG, pointer, &[&OPERAND_LIMIT]));
        }
    }

    fn leaf(&mut self, leaf: &Condition, pointer: &str) {
        let Some(name) = leaf.item() else { return };
        let place = step(pointer, "item");
        let Some(item) = self.reach.all.get(name).copied() else {
            self.flaws.push(Flaw::new(&message::CONDITION_UNKNOWN_ITEM, place, &[&name]));
            return;
        };
        if name == self.reach.current {
            if !self.own {
                self.flaws.push(Flaw::new(&message::CONDITION_OWN_ITEM, place, &[]));
            }
        } else if !self.reach.seen.contains(name) {
            self.flaws.push(Flaw::new(&message::CONDITION_LATER_ITEM, place, &[&name]));
        }
        self.comparison(leaf, item, pointer);
    }

    fn comparison(&mut self, leaf: &Condition, item: &Item, pointer: &str) {
        let response = &item.response;
        let place = step(pointer, "value");
        let fits = match leaf {
            Condition::Equals { .. } | Condition::AnyOf { .. } => {
                response.takes_value() && !matches!(response, Response::MultiChoice { .. })
            }
            Condition::Contains { .. } => matches!(response, Response::MultiChoice { .. }),
            Condition::AtLeast { .. } | Condition::AtMost { .. } => {
                matches!(response, Response::Number { .. })
            }
            // A verdict may be recorded for an item of any kind.
            _ => true,
        };
        if !fits {
            let place = step(pointer, "op");
            self.flaws.push(Flaw::new(&message::CONDITION_UNFITTING_KIND, place, &[&leaf.op(), &response.kind()]));
            return;
        }
        match leaf {
            Condition::VerdictIs { any_of, .. } => self.operands(any_of.len(), &step(pointer, "any_of")),
            Condition::Equals { value, .. } => self.scalar(value, item, &place),
            Condition::AnyOf { values, .. } => {
                let place = step(pointer, "values");
                self.operands(values.len(), &place);
                for (at, value) in values.iter().enumerate() {
                    self.scalar(value, item, &step(&place, at));
                }
            }
            Condition::Contains { value, .. } => self.option(value, item, &place),
            _ => {}
        }
    }

    fn scalar(&mut self, value: &Scalar, item: &Item, pointer: &str) {
        let fits = match (&item.response, value) {
            (Response::Choice { .. }, Scalar::Text(option)) => {
                return self.option(option, item, pointer);
            }
            (Response::Date {}, Scalar::Text(text)) => is_date(text),
            (Response::YesNo {}, Scalar::Flag(_))
            | (Response::Number { .. }, Scalar::Number(_))
            | (Response::Text { .. }, Scalar::Text(_)) => true,
            _ => false,
        };
        if !fits {
            self.flaws.push(Flaw::new(&message::CONDITION_WRONG_VALUE, pointer, &[&item.id]));
        }
    }

    fn option(&mut self, option: &str, item: &Item, pointer: &str) {
        if !item.response.options().iter().any(|known| known.value == option) {
            self.flaws.push(Flaw::new(&message::CONDITION_UNKNOWN_OPTION, pointer, &[&option, &item.id]));
        }
    }
}
