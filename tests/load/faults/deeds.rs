//! What an inspector does in a day: answers, samples, attendees, findings, photos, notes, on few records, so that people meet.

use std::time::Duration;

use serde_json::json;
use soat::inspections::responses;
use soat::kernel::clock::{self, Clock};
use soat_tests::device::sha256;
use tokio::sync::Barrier;
use uuid::Uuid;

use super::bringing::Photo;
use super::phone::{Phone, Place};
use super::photo;
use super::pulling::Page;
use crate::Outcome;

/// Items that take a verdict.
const ITEMS: [&str; 4] = ["scope.publication", "run.release", "chk.internal-audit", "dir.assignment"];
/// The item that samples belong to.
const SAMPLES: &str = "run.samples";
const VERDICTS: [&str; 3] = ["conforming", "partly_conforming", "nonconforming"];

impl Phone {
    /// A day: the inspection begins, then so many deeds, with the network as it is.
    ///
    /// # Errors
    /// When a picture cannot be made, or the inspection does not begin.
    pub async fn work(&mut self, deeds: u16, begun: &Barrier) -> Outcome<()> {
        let begins = self.begin().await;
        begun.wait().await;
        begins?;
        for _ in 0..deeds {
            for _ in 0..self.chance.between(1, 3) {
                self.record_something()?;
            }
            self.tide.done_a_deed();
            let answered = match self.chance.below(100) {
                0..48 => self.push_somehow().await,
                48..68 => self.pull_page().await != Page::Lost,
                _ => self.bring_something().await,
            };
            if !answered {
                self.wait_a_little().await;
            }
        }
        Ok(())
    }

    /// Lead and secretary both begin it, each without knowing of the other: it begins once.
    async fn begin(&mut self) -> Outcome<()> {
        if self.place == Place::Member {
            return Ok(());
        }
        self.command("inspection.start", "inspections", self.inspection, &json!({}));
        for _ in 0..super::PATIENCE {
            let batch: Vec<_> = self.outbox.iter().cloned().collect();
            if batch.is_empty() {
                return Ok(());
            }
            if !self.push(&batch).await {
                self.wait_a_little().await;
            }
        }
        Err(format!("{}: the inspection does not begin", self.name).into())
    }

    /// What a device does when nobody answers: it tries again soon.
    pub async fn wait_a_little(&mut self) {
        let pause = self.chance.spread(5, 120);
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }

    fn record_something(&mut self) -> Outcome<()> {
        match self.chance.below(100) {
            0..26 => self.answer("verdict"),
            26..40 => self.answer("note"),
            40..58 => self.sample(),
            58..66 => self.attendee(),
            66..76 => self.finding(),
            76..80 => {
                let opinion = self.text("Ý kiến");
                self.put("inspections", self.inspection, &json!({"opinion": opinion}));
            }
            80..88 => self.photograph()?,
            88..92 => self.caption(),
            92..94 => self.take_back(),
            _ => self.decide(),
        }
        Ok(())
    }

    fn answer(&mut self, field: &str) {
        let Some(item) = self.chance.pick(&ITEMS).copied() else { return };
        let id = responses::id_of(self.inspection, item, None);
        let value = match field {
            "verdict" => (*self.chance.pick(&VERDICTS).unwrap_or(&VERDICTS[0])).to_owned(),
            _ => self.text("Ghi chú"),
        };
        self.put("responses", id, &json!({"item_id": item, field: value}));
    }

    /// A record that is known, or none: then a new one is made.
    fn known(&mut self, collection: &str) -> Option<Uuid> {
        let known: Vec<Uuid> = self.records.standing(collection, self.inspection).map(|(id, _)| id).collect();
        let known = known.into_iter().filter(|id| !self.is_taken_back(*id)).collect::<Vec<_>>();
        if known.len() < 3 || self.chance.percent(10) { None } else { self.chance.pick(&known).copied() }
    }

    fn is_taken_back(&self, id: Uuid) -> bool {
        let id = json!(id);
        self.outbox.iter().any(|op| op["id"] == id && op["kind"] == "withdraw")
    }

    fn sample(&mut self) {
        let id = self.known("samples").unwrap_or_else(clock::new_id);
        let field = *self.chance.pick(&["procedure", "dossier_code", "note"]).unwrap_or(&"note");
        let value = self.text("Hồ sơ");
        self.put("samples", id, &json!({"item_id": SAMPLES, field: value}));
    }

    fn attendee(&mut self) {
        if let Some(id) = self.known("attendees") {
            let title = self.text("Chức vụ");
            self.put("attendees", id, &json!({"title": title}));
        } else {
            let name = self.text("Người dự");
            self.put("attendees", clock::new_id(), &json!({"side": "unit", "name": name}));
        }
    }

    fn finding(&mut self) {
        let known = self.known("findings").filter(|id| self.is_draft(*id));
        let field = *self.chance.pick(&["observed", "requirement", "evidence_statement"]).unwrap_or(&"observed");
        let value = self.text("Quan sát");
        match known {
            Some(id) => self.put("findings", id, &json!({field: value})),
            None => {
                self.put("findings", clock::new_id(), &json!({"clauses": ["7.5.3"], "grade": "observation", "observed": value}));
            }
        }
    }

    fn is_draft(&self, id: Uuid) -> bool {
        self.records.get("findings", id).is_some_and(|held| held.value("status") == "draft")
    }

    fn photograph(&mut self) -> Outcome<()> {
        let bytes = photo::fresh(&mut self.chance)?;
        let evidence = clock::new_id();
        let response = responses::id_of(self.inspection, ITEMS[0], None);
        let attached = if self.chance.percent(50) {
            json!({"kind": "inspection", "id": self.inspection})
        } else {
            json!({"kind": "response", "id": response})
        };
        let fields = json!({
            "attached_to": attached, "media_type": "image/jpeg", "size": bytes.len(), "sha256": sha256(&bytes),
            "captured_at": Clock::System.now(), "captured_zone": "Asia/Ho_Chi_Minh", "caption": self.text("Ảnh"),
        });
        self.put("evidence", evidence, &fields);
        if let Some(declared_by) = self.outbox.back().and_then(super::journal::op_id) {
            self.photos.push(Photo::new(evidence, declared_by, bytes));
        }
        Ok(())
    }

    fn caption(&mut self) {
        let known: Vec<Uuid> = self.records.standing("evidence", self.inspection).map(|(id, _)| id).collect();
        if let Some(id) = self.chance.pick(&known).copied() {
            let caption = self.text("Lời ảnh");
            self.put("evidence", id, &json!({"caption": caption}));
        }
    }

    fn take_back(&mut self) {
        let collection = *self.chance.pick(&["samples", "attendees"]).unwrap_or(&"samples");
        if let Some(id) = self.known(collection) {
            self.withdraw(collection, id);
        }
    }

    /// The lead resolves what is in conflict; everybody may record a finding as such.
    fn decide(&mut self) {
        let open: Vec<_> = self.records.standing("conflicts", self.inspection).filter(|(_, held)| held.value("state") == "open").collect();
        let open: Vec<(Uuid, serde_json::Value)> =
            open.into_iter().map(|(id, held)| (id, held.value("values")[0]["value"].clone())).collect();
        if let Some((id, value)) = self.chance.pick(&open).cloned().filter(|_| self.place == Place::Lead) {
            return self.command("conflict.resolve", "conflicts", id, &json!({"value": value}));
        }
        let drafts: Vec<Uuid> =
            self.records.standing("findings", self.inspection).map(|(id, _)| id).filter(|id| self.is_draft(*id)).collect();
        if let Some(id) = self.chance.pick(&drafts).copied().filter(|_| drafts.len() > 2) {
            self.command("finding.record", "findings", id, &json!({}));
        }
    }
}
