//! Whether a whole checklist holds together; every flaw is reported at once, with its place.

use std::collections::HashSet;
use std::fmt::Display;
use std::hash::Hash;

use crate::catalogue::{self, Edition};
use crate::condition_rules::Reach;
use crate::flaw::{Flaw, step};
use crate::message::{self, Message};
use crate::template::{Checklist, Section};
use crate::text_rules::{GUIDANCE, TITLE, check_text};

/// Most items in a checklist.
pub const ITEM_LIMIT: usize = 2000;

impl Checklist {
    /// Everything that keeps the checklist from being published; empty when nothing does. Pointers are into
    /// [`Checklist::to_value`].
    #[must_use]
    pub fn validate(&self) -> Vec<Flaw> {
        let mut check = Check { checklist: self, edition: catalogue::edition(&self.edition), flaws: Vec::new() };
        check.head();
        check.sections();
        check.migrations();
        check.flaws
    }
}

/// A checklist under examination; the rules of its items are in [`crate::item_rules`].
pub(crate) struct Check<'c> {
    pub(crate) checklist: &'c Checklist,
    pub(crate) edition: Option<&'static Edition>,
    pub(crate) flaws: Vec<Flaw>,
}

impl<'c> Check<'c> {
    fn head(&mut self) {
        let checklist = self.checklist;
        self.expect(is_key(&checklist.key), &message::INVALID_KEY, "/key", &[]);
        self.range(checklist.version, 1, 1_000_000, "/version");
        // Only the catalogue's own spelling: two spellings of one edition would make two digests of one checklist.
        let known = self.edition.is_some_and(|edition| edition.amends.is_none() && edition.edition == checklist.edition);
        self.expect(known, &message::UNKNOWN_EDITION, "/edition", &[&checklist.edition]);
        for (at, amendment) in checklist.amendments.iter().enumerate() {
            let known = catalogue::edition(amendment)
                .is_some_and(|found| found.edition == *amendment && found.amends.as_ref() == Some(&checklist.edition));
            self.expect(known, &message::UNKNOWN_AMENDMENT, &step("/amendments", at), &[amendment]);
        }
        self.distinct(checklist.amendments.iter(), "/amendments");
        check_text(&checklist.title, TITLE, "/title", &mut self.flaws);
        check_text(&checklist.purpose, GUIDANCE, "/purpose", &mut self.flaws);
        self.size(checklist.inspection_kinds.len(), 1, 4, "/inspection_kinds");
        self.distinct(checklist.inspection_kinds.iter().map(|kind| kind.as_str()), "/inspection_kinds");
    }

    fn sections(&mut self) {
        let checklist = self.checklist;
        self.size(checklist.sections.len(), 1, 100, "/sections");
        let count = checklist.items().count();
        self.expect(count <= ITEM_LIMIT, &message::LIST_TOO_LONG, "/sections", &[&ITEM_LIMIT]);
        let mut ids = HashSet::new();
        let mut reach = Reach::over(checklist);
        for (at, section) in checklist.sections.iter().enumerate() {
            let pointer = step("/sections", at);
            self.id(&section.id, &mut ids, &step(&pointer, "id"));
            self.section(section, &pointer);
            self.size(section.items.len(), 1, 300, &step(&pointer, "items"));
            for (at, item) in section.items.iter().enumerate() {
                let pointer = format!("{pointer}/items/{at}");
                if !reach.enter(item) {
                    self.flaws.push(Flaw::new(&message::REPEATED_ID, step(&pointer, "id"), &[&item.id]));
                }
                self.item(item, &reach, &pointer);
            }
        }
    }

    fn section(&mut self, section: &Section, pointer: &str) {
        check_text(&section.title, TITLE, &step(pointer, "title"), &mut self.flaws);
        if let Some(guidance) = &section.guidance {
            check_text(guidance, GUIDANCE, &step(pointer, "guidance"), &mut self.flaws);
        }
    }

    fn migrations(&mut self) {
        let known: HashSet<&str> = self.checklist.items().map(|item| item.id.as_str()).collect();
        for (old, new) in &self.checklist.migrates {
            let place = step("/migrates", old);
            self.expect(is_id(old), &message::INVALID_ID, &place, &[]);
            self.expect(!known.contains(old.as_str()), &message::MIGRATION_SOURCE_IN_USE, &place, &[old]);
            self.expect(known.contains(new.as_str()), &message::MIGRATION_TARGET_UNKNOWN, &place, &[new]);
        }
    }

    fn id(&mut self, id: &'c str, seen: &mut HashSet<&'c str>, pointer: &str) {
        self.expect(is_id(id), &message::INVALID_ID, pointer, &[]);
        self.expect(seen.insert(id), &message::REPEATED_ID, pointer, &[&id]);
    }

    pub(crate) fn size(&mut self, size: usize, least: usize, most: usize, pointer: &str) {
        match size {
            0 if least == 1 => self.expect(false, &message::LIST_EMPTY, pointer, &[]),
            short if short < least => self.expect(false, &message::LIST_TOO_SHORT, pointer, &[&least]),
            long => self.expect(long <= most, &message::LIST_TOO_LONG, pointer, &[&most]),
        }
    }

    pub(crate) fn range(&mut self, value: u32, least: u32, most: u32, pointer: &str) {
        self.expect((least..=most).contains(&value), &message::OUT_OF_RANGE, pointer, &[&least, &most]);
    }

    pub(crate) fn distinct<T: Eq + Hash + Display>(&mut self, values: impl Iterator<Item = T>, pointer: &str) {
        let mut seen = HashSet::new();
        for (at, value) in values.enumerate() {
            let place = step(pointer, at);
            self.expect(!seen.contains(&value), &message::REPEATED_VALUE, &place, &[&value]);
            seen.insert(value);
        }
    }

    pub(crate) fn expect(&mut self, sound: bool, message: &Message, pointer: &str, particulars: &[&dyn Display]) {
        if !sound {
            self.flaws.push(Flaw::new(message, pointer, particulars));
        }
    }
}

/// Kebab-case, 64 characters at most.
pub(crate) fn is_key(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= 64 && text.split('-').all(part)
}

/// Ids of items and sections: `[a-z0-9.-]{1,40}`.
pub(crate) fn is_id(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-');
    (1..=40).contains(&text.len()) && text.bytes().all(allowed)
}
