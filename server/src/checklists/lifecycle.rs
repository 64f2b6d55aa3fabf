//! Every legal move of a checklist version. A pair that is absent here is illegal; there is no other place to look.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::checklist::Status::{self, Draft, Published, Retired};
use crate::kernel::text::Text;

/// Something that happens to a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChecklistEvent)]
pub enum Event {
    /// Sửa bản thảo.
    Edit,
    /// Công bố.
    Publish,
    /// Thôi dùng.
    Retire,
}

/// What a move needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// The content holds together: nothing that `validate` finds.
    SoundContent,
}

/// Every event, in the order of the work.
pub const EVENTS: &[Event] = &[Event::Edit, Event::Publish, Event::Retire];

/// The table: from, event, to, needs.
pub const MOVES: &[(Status, Event, Status, &[Need])] = &[
    (Draft, Event::Edit, Draft, &[]),
    (Draft, Event::Publish, Published, &[Need::SoundContent]),
    (Published, Event::Retire, Retired, &[]),
];

/// Where an event leads from a status, and what it needs.
#[must_use]
pub fn next(from: Status, event: Event) -> Option<(Status, &'static [Need])> {
    MOVES.iter().find(|(start, by, ..)| *start == from && *by == event).map(|(_, _, to, needs)| (*to, *needs))
}

/// The events that are legal from a status.
pub fn allowed(from: Status) -> impl Iterator<Item = Event> {
    EVENTS.iter().copied().filter(move |event| next(from, *event).is_some())
}

impl Need {
    /// What is needed, for documents and pages.
    #[must_use]
    pub const fn words(self) -> Text {
        match self {
            Self::SoundContent => Text { vi: "nội dung không còn lỗi", en: "content without flaws" },
        }
    }
}

impl Event {
    /// The name in documents and problems.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Publish => "publish",
            Self::Retire => "retire",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_and_event_is_decided() {
        let decided: Vec<String> = [Draft, Published, Retired]
            .into_iter()
            .flat_map(|from| EVENTS.iter().map(move |event| (from, *event)))
            .map(|(from, event)| {
                let to = next(from, event).map_or("–", |(to, _)| to.as_str());
                format!("{} {} {to}", from.as_str(), event.as_str())
            })
            .collect();
        assert_eq!(
            decided,
            [
                "draft edit draft",
                "draft publish published",
                "draft retire –",
                "published edit –",
                "published publish –",
                "published retire retired",
                "retired edit –",
                "retired publish –",
                "retired retire –",
            ]
        );
    }
}
