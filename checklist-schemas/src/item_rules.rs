//! Whether one item of a checklist holds together: clauses, texts, response, conditions.

use crate::catalogue::{self, Edition};
use crate::condition_rules::{self, Reach};
use crate::flaw::step;
use crate::message;
use crate::response::{Choice, Response};
use crate::template::Item;
use crate::text_rules::{GUIDANCE, QUESTION, TITLE, check_text};
use crate::validate::{Check, is_id, is_key};

impl<'c> Check<'c> {
    pub(crate) fn item(&mut self, item: &'c Item, reach: &Reach<'c>, pointer: &str) {
        self.expect(is_id(&item.id), &message::INVALID_ID, &step(pointer, "id"), &[]);
        self.clauses(item, pointer);
        check_text(&item.question, QUESTION, &step(pointer, "question"), &mut self.flaws);
        if let Some(guidance) = &item.guidance {
            check_text(guidance, GUIDANCE, &step(pointer, "guidance"), &mut self.flaws);
        }
        self.size(item.evidence_hints.len(), 0, 20, &step(pointer, "evidence_hints"));
        for (at, hint) in item.evidence_hints.iter().enumerate() {
            check_text(hint, QUESTION, &format!("{pointer}/evidence_hints/{at}"), &mut self.flaws);
        }
        self.response(&item.response, &step(pointer, "response"));
        self.range(item.weight, 0, 100, &step(pointer, "weight"));
        for (at, kind) in item.applies_to.iter().enumerate() {
            let place = format!("{pointer}/applies_to/{at}");
            self.expect(is_organisation_kind(kind), &message::INVALID_ORGANISATION_KIND, &place, &[]);
        }
        self.distinct(item.applies_to.iter(), &step(pointer, "applies_to"));
        if let Some(amendment) = &item.amendment {
            let listed = self.checklist.amendments.contains(amendment);
            self.expect(listed, &message::AMENDMENT_NOT_LISTED, &step(pointer, "amendment"), &[amendment]);
        }
        if let Some(condition) = &item.evidence_required {
            condition_rules::check(condition, reach, true, &step(pointer, "evidence_required"), &mut self.flaws);
        }
        if let Some(condition) = &item.shown_when {
            condition_rules::check(condition, reach, false, &step(pointer, "shown_when"), &mut self.flaws);
        }
    }

    fn clauses(&mut self, item: &Item, pointer: &str) {
        let place = step(pointer, "clauses");
        let amendment = item.amendment.as_deref().and_then(catalogue::edition);
        if let Some(edition) = self.edition {
            for (at, number) in item.clauses.iter().enumerate() {
                let known = |edition: &Edition| edition.clause(number).is_some();
                let found = known(edition) || amendment.is_some_and(known);
                self.expect(found, &message::UNKNOWN_CLAUSE, &step(&place, at), &[number, &edition.edition]);
            }
        }
        self.distinct(item.clauses.iter(), &place);
        let sound = !item.excludable || !item.clauses.is_empty();
        self.expect(sound, &message::EXCLUDABLE_WITHOUT_CLAUSE, &step(pointer, "excludable"), &[]);
    }

    fn response(&mut self, response: &Response, pointer: &str) {
        match response {
            Response::Verdict {} | Response::YesNo {} | Response::Date {} => {}
            Response::Choice { options } | Response::MultiChoice { options } => {
                self.options(options, &step(pointer, "options"));
            }
            Response::Number { unit, min, max, decimals } => {
                if let Some(unit) = unit {
                    check_text(unit, TITLE, &step(pointer, "unit"), &mut self.flaws);
                }
                let bound = |number: &Option<serde_json::Number>| number.as_ref().map(crate::canonical::as_double);
                let reversed = matches!((bound(min), bound(max)), (Some(least), Some(greatest)) if least > greatest);
                self.expect(!reversed, &message::BOUNDS_REVERSED, &step(pointer, "min"), &[]);
                self.range(*decimals, 0, 6, &step(pointer, "decimals"));
            }
            Response::Text { max_length } => self.range(*max_length, 1, 20_000, &step(pointer, "max_length")),
            Response::SampleTable { minimum } => self.range(*minimum, 1, 100, &step(pointer, "minimum")),
        }
    }

    fn options(&mut self, options: &[Choice], pointer: &str) {
        self.size(options.len(), 2, 30, pointer);
        for (at, option) in options.iter().enumerate() {
            let place = step(pointer, at);
            self.expect(is_key(&option.value), &message::INVALID_KEY, &step(&place, "value"), &[]);
            check_text(&option.label, TITLE, &step(&place, "label"), &mut self.flaws);
        }
        self.distinct(options.iter().map(|option| &option.value), pointer);
    }
}

/// Organisation kinds are data of the province; only their spelling is checked.
fn is_organisation_kind(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    (1..=60).contains(&text.len()) && text.bytes().all(allowed)
}
