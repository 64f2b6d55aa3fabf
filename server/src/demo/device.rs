//! A phone in a script: a local store, an outbox, a cursor and an upload queue, speaking the protocol as an app would.
//!
//! It works offline until told to synchronise, keeps what it was told, and never forgets an operation before the server has
//! answered it. What the network loses is decided by the caller. The tests and the demonstration use the same device.

use std::collections::{BTreeMap, VecDeque};

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::site::{self, Answer, Site};
use super::upload_queue::Photo;
use crate::inspections::responses;
use crate::kernel::clock::{self, Instant};

/// Operations in one push.
const OPS_A_PUSH: usize = 200;
/// Records in one page of a pull.
const RECORDS_A_PAGE: u64 = 500;

/// What the network does to one exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// Everything arrives.
    Good,
    /// The request never arrives.
    RequestLost,
    /// The request arrives, the answer does not.
    AnswerLost,
}

/// A device of one person.
#[derive(Clone, Debug)]
pub struct Device {
    username: String,
    password: String,
    token: String,
    /// The device, as the server named it.
    pub id: Uuid,
    /// The person.
    pub user_id: Uuid,
    /// Records by collection and id: what the person sees.
    pub records: BTreeMap<(String, Uuid), Value>,
    /// The change at which each record was last seen.
    pub seen: BTreeMap<Uuid, i64>,
    /// Operations the server has not answered.
    pub outbox: VecDeque<Value>,
    /// What it answered, by operation.
    pub answers: BTreeMap<Uuid, Value>,
    /// Files to upload.
    pub uploads: VecDeque<Photo>,
    /// How far it has pulled.
    pub cursor: Option<String>,
    /// Streams it was told to let go of.
    pub removed: Vec<String>,
    counter: i64,
    /// Its clock less the true time, in milliseconds.
    pub clock_error_ms: i64,
}

impl Device {
    /// Signs in on a new device.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn sign_in(site: &impl Site, username: &str, password: &str) -> Result<Self, String> {
        let mut device = Self {
            username: username.to_owned(),
            password: password.to_owned(),
            token: String::new(),
            id: Uuid::nil(),
            user_id: Uuid::nil(),
            records: BTreeMap::new(),
            seen: BTreeMap::new(),
            outbox: VecDeque::new(),
            answers: BTreeMap::new(),
            uploads: VecDeque::new(),
            cursor: None,
            removed: Vec::new(),
            counter: 0,
            clock_error_ms: 0,
        };
        device.renew(site).await?;
        Ok(device)
    }

    /// Signs in again on the same device: its work waits in the outbox meanwhile.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn renew(&mut self, site: &impl Site) -> Result<(), String> {
        let id = (!self.id.is_nil()).then_some(self.id);
        let name = format!("Máy tính bảng của {}", self.username);
        let device = json!({"id": id, "name": name, "platform": "android"});
        let body = json!({"username": self.username, "password": self.password, "device": device});
        let session = site::send(site, site::json(Method::POST, "/auth/sign-in", &body)?).await?.accepted(200)?;
        site::text_at(&session, "/access_token")?.clone_into(&mut self.token);
        self.id = site::id_at(&session, "/device_id")?;
        self.user_id = site::id_at(&session, "/user/id")?;
        Ok(())
    }

    /// Writes fields of a record: into the local store and the outbox. Gives the operation's id.
    pub fn put(&mut self, site: &impl Site, collection: &str, inspection_id: Uuid, id: Uuid, fields: Value) -> Uuid {
        let record = self.records.entry((collection.to_owned(), id)).or_insert_with(|| json!({"id": id, "inspection_id": inspection_id}));
        for (name, value) in fields.as_object().into_iter().flatten() {
            record[name] = value.clone();
        }
        self.push_op(site, "put", Some(collection), inspection_id, id, ("fields", fields))
    }

    /// Withdraws a record.
    pub fn withdraw(&mut self, site: &impl Site, collection: &str, inspection_id: Uuid, id: Uuid, reason: &str) -> Uuid {
        self.records.remove(&(collection.to_owned(), id));
        self.push_op(site, "withdraw", Some(collection), inspection_id, id, ("args", json!({"reason": reason})))
    }

    /// Gives a named command. What the unit had sent when the person judged it goes with it.
    pub fn command(&mut self, site: &impl Site, name: &str, inspection_id: Uuid, id: Uuid, mut args: Value) -> Uuid {
        if let (Some(args), Some(request)) = (args.as_object_mut(), self.record("corrective_action_requests", id)) {
            args.entry("submitted_at").or_insert_with(|| request["submitted_at"].clone());
        }
        self.push_op(site, name, None, inspection_id, id, ("args", args))
    }

    fn push_op(
        &mut self,
        site: &impl Site,
        kind: &str,
        collection: Option<&str>,
        inspection_id: Uuid,
        id: Uuid,
        (name, particulars): (&str, Value),
    ) -> Uuid {
        let op_id = clock::new_id();
        self.counter += 1;
        let mut op = Map::from_iter([(name.to_owned(), particulars)]);
        op.insert("op_id".into(), json!(op_id));
        op.insert("at".into(), json!(self.time(site)));
        op.insert("counter".into(), json!(self.counter));
        op.insert("kind".into(), json!(kind));
        op.insert("id".into(), json!(id));
        op.insert("inspection_id".into(), json!(inspection_id));
        op.insert("base_change".into(), json!(self.seen.get(&id).copied().unwrap_or(0)));
        if let Some(collection) = collection {
            op.insert("collection".into(), json!(collection));
        }
        self.outbox.push_back(Value::Object(op));
        op_id
    }

    /// The time by its own clock.
    fn time(&self, site: &impl Site) -> Instant {
        site.now().plus_millis(self.clock_error_ms)
    }

    /// Answers an item of the checklist. Gives the response's id.
    pub fn answer(&mut self, site: &impl Site, inspection_id: Uuid, item: &str, fields: Value) -> Uuid {
        self.answer_for(site, inspection_id, item, None, fields)
    }

    /// Answers an item of the checklist for one sampled dossier. Gives the response's id.
    pub fn answer_for(&mut self, site: &impl Site, inspection_id: Uuid, item: &str, sample: Option<Uuid>, mut fields: Value) -> Uuid {
        let id = responses::id_of(inspection_id, item, sample);
        fields["item_id"] = json!(item);
        if let Some(sample) = sample {
            fields["sample_id"] = json!(sample);
        }
        self.put(site, "responses", inspection_id, id, fields);
        id
    }

    /// Sends the first `limit` operations of the outbox. Answered ones leave it, with the record the answer carries; operations
    /// that were blocked stay. None when the network lost the exchange.
    ///
    /// # Errors
    /// When the server refuses the push as a whole.
    pub async fn push(&mut self, site: &impl Site, limit: usize, network: Network) -> Result<Option<Answer>, String> {
        let ops: Vec<Value> = self.outbox.iter().take(limit).cloned().collect();
        if network == Network::RequestLost {
            return Ok(None);
        }
        let answer = self.push_raw(site, &ops).await?;
        if network == Network::AnswerLost {
            return Ok(None);
        }
        for outcome in answer.accepted(200)?["outcomes"].as_array().into_iter().flatten() {
            self.take_outcome(outcome);
        }
        Ok(Some(answer))
    }

    /// Sends operations without keeping the answers.
    ///
    /// # Errors
    /// When no answer can be read.
    pub async fn push_raw(&self, site: &impl Site, ops: &[Value]) -> Result<Answer, String> {
        let body = json!({"device_id": self.id, "device_time": self.time(site), "ops": ops});
        self.send(site, site::json(Method::POST, "/sync/push", &body)?).await
    }

    fn take_outcome(&mut self, answer: &Value) {
        let outcome = if answer["status"] == "repeated" { &answer["outcome"] } else { answer };
        if outcome["status"] == "blocked" {
            return;
        }
        let Some(op_id) = answer["op_id"].as_str().and_then(|text| text.parse::<Uuid>().ok()) else { return };
        let Some(index) = self.outbox.iter().position(|op| op["op_id"] == json!(op_id)) else { return };
        let Some(op) = self.outbox.remove(index) else { return };
        self.answers.insert(op_id, outcome.clone());
        let id: Uuid = op["id"].as_str().and_then(|text| text.parse().ok()).unwrap_or_default();
        // The base of further edits: only where the answer shows the whole record is everything up to it seen.
        if let (Some(change), Some(record)) = (outcome["change"].as_i64(), outcome.get("record")) {
            let collection = op["collection"].as_str().unwrap_or("inspections").to_owned();
            if !self.outbox.iter().any(|later| later["id"] == op["id"]) {
                self.records.insert((collection, id), record.clone());
                self.seen.insert(id, change);
            }
        } else if let Some(change) = outcome["change"].as_i64() {
            self.seen.insert(id, change);
        }
    }

    /// Pulls until there is nothing more. Gives how many changes came.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn pull(&mut self, site: &impl Site, limit: u64) -> Result<usize, String> {
        let mut count = 0;
        loop {
            let page = self.pull_page(site, limit).await?.accepted(200)?;
            count += self.take_page(&page);
            if page["has_more"] != true {
                return Ok(count);
            }
        }
    }

    /// Asks for one page.
    ///
    /// # Errors
    /// When no answer can be read.
    pub async fn pull_page(&self, site: &impl Site, limit: u64) -> Result<Answer, String> {
        let body = json!({"cursor": self.cursor, "limit": limit, "device_id": self.id});
        self.send(site, site::json(Method::POST, "/sync/pull", &body)?).await
    }

    /// Keeps a page: records with unsent edits of this device keep those edits on top.
    pub fn take_page(&mut self, page: &Value) -> usize {
        let changes = page["changes"].as_array().map(Vec::as_slice).unwrap_or_default();
        for change in changes {
            let id: Uuid = change["id"].as_str().and_then(|text| text.parse().ok()).unwrap_or_default();
            let key = (change["collection"].as_str().unwrap_or_default().to_owned(), id);
            if change["deleted"] == true {
                self.records.remove(&key);
            } else {
                let mut record = change["record"].clone();
                for op in self.outbox.iter().filter(|op| op["id"] == change["id"] && op["kind"] == "put") {
                    for (name, value) in op["fields"].as_object().into_iter().flatten() {
                        record[name] = value.clone();
                    }
                }
                self.records.insert(key, record);
            }
            self.seen.insert(id, change["change"].as_i64().unwrap_or(0));
        }
        for stream in page["streams_removed"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            self.removed.push(stream.to_owned());
            if let Some(inspection) = stream.strip_prefix("inspection:") {
                self.records.retain(|_, record| record["inspection_id"] != inspection && record["id"] != inspection);
            }
        }
        self.cursor = page["cursor"].as_str().map(ToOwned::to_owned);
        changes.len()
    }

    /// Pushes everything and pulls everything.
    ///
    /// # Errors
    /// When the server refuses an exchange as a whole.
    pub async fn sync(&mut self, site: &impl Site) -> Result<(), String> {
        while !self.outbox.is_empty() {
            let before = self.outbox.len();
            self.push(site, OPS_A_PUSH, Network::Good).await?;
            if self.outbox.len() == before {
                break;
            }
        }
        self.pull(site, RECORDS_A_PAGE).await.map(|_| ())
    }

    /// A record as this device has it.
    #[must_use]
    pub fn record(&self, collection: &str, id: Uuid) -> Option<&Value> {
        self.records.get(&(collection.to_owned(), id))
    }

    /// Sends any request with this device's token.
    ///
    /// # Errors
    /// When no answer can be read.
    pub async fn send(&self, site: &impl Site, request: Request<Body>) -> Result<Answer, String> {
        site::send(site, site::authorised(request, &self.token)?).await
    }
}
