//! A piece of work that waits for somebody.

use crate::kernel::clock::LocalDate;
use crate::portal::format;
use crate::portal::frame::visit::Visit;

/// A piece of work that waits for somebody.
#[derive(Clone, Debug)]
pub struct Card {
    /// What is to be done.
    pub title: String,
    /// About what, or why.
    pub why: String,
    /// Where.
    pub href: String,
    /// Days left in words, where there is a day.
    pub due: String,
    /// Its colour: `quiet`, `busy` or `bad`.
    pub tone: &'static str,
    /// Days left; work without a day comes after what is due within a month.
    urgency: i32,
}

impl Card {
    /// Work without a day.
    #[must_use]
    pub fn new(title: impl Into<String>, why: impl Into<String>, href: impl Into<String>) -> Self {
        Self { title: title.into(), why: why.into(), href: href.into(), due: String::new(), tone: "busy", urgency: 30 }
    }

    /// The same, due on a day.
    #[must_use]
    pub fn due_on(mut self, visit: &Visit, day: &LocalDate) -> Self {
        let today = visit.today();
        let (words, is_late) = format::due(day, &today, visit.lang);
        self.urgency = today.days_until(day);
        self.due = words;
        self.tone = if is_late { "bad" } else { self.tone };
        self
    }

    /// The same, before everything that is not late.
    #[must_use]
    pub fn urgent(mut self) -> Self {
        self.urgency = -1;
        self.tone = "bad";
        self
    }
}

/// Brings cards into the order in which they press.
pub fn sort(cards: &mut [Card]) {
    cards.sort_by_key(|card| card.urgency);
}
