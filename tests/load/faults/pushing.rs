//! A device sends its outbox: in batches, the same batch twice at once, two batches on their way at once, answers awaited or not.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use soat::kernel::clock::Clock;
use uuid::Uuid;

use super::journal;
use super::phone::Phone;
use crate::Outcome;
use crate::client::Answer;

impl Phone {
    /// Sends a part of the outbox in one of the ways in which networks and people do.
    pub async fn push_somehow(&mut self) -> bool {
        let most = usize::try_from(self.chance.spread(1, 20)).unwrap_or(1);
        let mut batch: Vec<Value> = self.outbox.iter().take(most).cloned().collect();
        if self.chance.percent(10) {
            batch.extend(self.one_answered_before());
        }
        match self.chance.below(100) {
            0..12 => {
                let answers = tokio::join!(self.send_ops(&batch), self.send_ops(&batch));
                self.note_sending(&batch, "twice at once");
                self.note_sending(&batch, "twice at once");
                self.take_answer(&batch, answers.0) & self.take_answer(&batch, answers.1)
            }
            12..24 => {
                let second: Vec<Value> = self.outbox.iter().skip(most).take(most).cloned().collect();
                self.note_sending(&batch, "first of two batches at once");
                self.note_sending(&second, "second of two batches at once");
                let answers = tokio::join!(self.send_ops(&batch), self.send_ops(&second));
                // The second one's answer is taken first: it may have overtaken the other.
                self.take_answer(&second, answers.1) & self.take_answer(&batch, answers.0)
            }
            24..32 => {
                self.note_sending(&batch, "answer not awaited");
                let patience = Duration::from_millis(self.chance.below(30));
                match tokio::time::timeout(patience, self.send_ops(&batch)).await {
                    Ok(answer) => self.take_answer(&batch, answer),
                    Err(_) => true,
                }
            }
            _ => self.push(&batch).await,
        }
    }

    /// Sends operations and takes the answer; says whether one came.
    pub async fn push(&mut self, batch: &[Value]) -> bool {
        self.note_sending(batch, "push");
        let answer = self.send_ops(batch).await;
        self.take_answer(batch, answer)
    }

    fn one_answered_before(&mut self) -> Option<Value> {
        let answered: Vec<Uuid> = self.journal.ops.iter().filter(|(_, asked)| asked.outcome.is_some()).map(|(id, _)| *id).collect();
        self.chance.pick(&answered).and_then(|id| self.journal.ops.get(id)).map(|asked| asked.op.clone())
    }

    fn note_sending(&mut self, batch: &[Value], how: &str) {
        let again = self.journal.sending(batch, how);
        self.tide.note_repeats(again);
    }

    async fn send_ops(&self, batch: &[Value]) -> Outcome<Answer> {
        let body = json!({"device_id": self.line.id, "device_time": Clock::System.now(), "ops": batch});
        self.line.send(self.line.request(Method::POST, "/sync/push").json(&body)).await
    }

    fn take_answer(&mut self, batch: &[Value], answer: Outcome<Answer>) -> bool {
        let answer = match answer {
            Ok(answer) => answer,
            Err(failure) => {
                self.note_all(batch, &format!("no answer: {failure}"));
                return false;
            }
        };
        if answer.status == StatusCode::OK {
            let body: Value = serde_json::from_slice(&answer.bytes).unwrap_or_default();
            self.take_outcomes(&body["outcomes"]);
            self.journal.receipts.extend(body["receipt"].as_str().map(str::to_owned));
            return true;
        }
        let said = format!("{}: {}", answer.status, String::from_utf8_lossy(&answer.bytes));
        self.note_all(batch, &said);
        if !may_pass(answer.status) {
            let record = batch.first().and_then(|op| op["id"].as_str()?.parse().ok()).unwrap_or_default();
            self.journal.contradict(record, &format!("a push was refused as a whole: {said}"));
        }
        false
    }

    fn note_all(&mut self, batch: &[Value], what: &str) {
        for op in batch {
            if let (Some(record), Some(op_id)) = (op["id"].as_str().and_then(|id| id.parse().ok()), journal::op_id(op)) {
                self.journal.note(record, &format!("{op_id}: {what}"));
            }
        }
    }
}

/// Whether a refusal passes with time: a server that is starting, busy, full, or cut off from its database.
#[must_use]
pub fn may_pass(status: StatusCode) -> bool {
    status.is_server_error() || matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS)
}
