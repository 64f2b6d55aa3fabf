//! A device asks what is new, page by page; a page counts with its cursor or not at all.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use super::phone::Phone;
use super::pushing::may_pass;

/// What a pull of one page gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// No answer, or none that counts.
    Lost,
    /// So many changes; there may be more.
    More(usize),
    /// So many changes, and that was all.
    Last(usize),
}

impl Phone {
    /// Pulls one page.
    pub async fn pull_page(&mut self) -> Page {
        let limit = self.chance.spread(1, 400);
        let body = json!({"device_id": self.line.id, "cursor": self.cursor, "limit": limit});
        let Ok(answer) = self.line.send(self.line.request(Method::POST, "/sync/pull").json(&body)).await else { return Page::Lost };
        if answer.status != StatusCode::OK {
            if !may_pass(answer.status) {
                let said = String::from_utf8_lossy(&answer.bytes).into_owned();
                self.journal.contradict(self.inspection, &format!("a pull was refused: {} {said}", answer.status));
            }
            return Page::Lost;
        }
        let page: Value = serde_json::from_slice(&answer.bytes).unwrap_or_default();
        let changes = page["changes"].as_array().map_or(&[][..], Vec::as_slice);
        for change in changes {
            self.take_change(change);
        }
        self.cursor = page["cursor"].as_str().map(str::to_owned);
        if page["has_more"] == true { Page::More(changes.len()) } else { Page::Last(changes.len()) }
    }

    /// Pulls until there is no more; gives how many changes came, none when an answer was lost.
    pub async fn pull_all(&mut self) -> Option<usize> {
        let mut all = 0;
        loop {
            match self.pull_page().await {
                Page::Lost => return None,
                Page::More(count) => all += count,
                Page::Last(count) => return Some(all + count),
            }
        }
    }

    /// Only inspections are compared; registers and checklists do not change here.
    fn take_change(&mut self, change: &Value) {
        let is_of_inspection = change["stream"].as_str().is_some_and(|name| name.starts_with("inspection:"));
        let id = change["id"].as_str().and_then(|id| id.parse::<Uuid>().ok());
        let (Some(id), Some(collection), Some(number)) = (id, change["collection"].as_str(), change["change"].as_i64()) else { return };
        if is_of_inspection {
            self.journal.note(id, &format!("pulls {change}"));
            let deleted = change["deleted"].as_bool();
            self.records.take_whole((collection.to_owned(), id), number, deleted, &change["record"]);
        }
    }
}
