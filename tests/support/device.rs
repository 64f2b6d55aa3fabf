//! A phone in a script: a local store, an outbox, a cursor and an upload queue, speaking the protocol as an app would.
//!
//! It works offline until told to synchronise, keeps what it was told, and never forgets an operation before the server has
//! answered it. What the network loses is decided by the test.

use std::collections::{BTreeMap, VecDeque};

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Map, Value, json};
use soat::kernel::clock::Instant;
use uuid::Uuid;

use crate::people::{self, PASSWORD};
use crate::{Answer, TestApp};

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

/// A file that waits to be uploaded.
#[derive(Clone, Debug)]
pub struct Photo {
    /// The evidence it belongs to.
    pub evidence_id: Uuid,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Where its upload goes on, once it has begun.
    pub upload: Option<String>,
}

/// A device of one person.
#[derive(Clone, Debug)]
pub struct Device {
    username: String,
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
    /// # Panics
    /// When it is refused.
    pub async fn sign_in(app: &TestApp, username: &str) -> Self {
        let mut device = Self {
            username: username.to_owned(),
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
        device.renew(app).await;
        device
    }

    /// Signs in again on the same device: its work waits in the outbox meanwhile.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn renew(&mut self, app: &TestApp) {
        let id = (!self.id.is_nil()).then_some(self.id);
        let body = json!({"username": self.username, "password": PASSWORD, "device": {"id": id, "name": "máy", "platform": "test"}});
        let answer = app.post("/auth/sign-in", body).await;
        answer.expect(200);
        self.token = answer.text("/access_token");
        self.id = answer.text("/device_id").parse().unwrap();
        self.user_id = answer.text("/user/id").parse().unwrap();
    }

    /// Writes fields of a record: into the local store and the outbox. Gives the operation's id.
    ///
    /// # Panics
    /// When `fields` is no object.
    pub fn put(&mut self, app: &TestApp, collection: &str, inspection_id: Uuid, id: Uuid, fields: Value) -> Uuid {
        let record = self.records.entry((collection.to_owned(), id)).or_insert_with(|| json!({"id": id, "inspection_id": inspection_id}));
        for (name, value) in fields.as_object().unwrap() {
            record[name] = value.clone();
        }
        self.push_op(app, "put", Some(collection), inspection_id, id, json!({"fields": fields}))
    }

    /// A fresh id for a record made on this device.
    #[must_use]
    pub fn id_for(&self, app: &TestApp) -> Uuid {
        app.state.new_id()
    }

    /// Withdraws a record.
    pub fn withdraw(&mut self, app: &TestApp, collection: &str, inspection_id: Uuid, id: Uuid, reason: &str) -> Uuid {
        self.records.remove(&(collection.to_owned(), id));
        self.push_op(app, "withdraw", Some(collection), inspection_id, id, json!({"args": {"reason": reason}}))
    }

    /// Gives a named command.
    pub fn command(&mut self, app: &TestApp, name: &str, inspection_id: Uuid, id: Uuid, args: Value) -> Uuid {
        self.push_op(app, name, None, inspection_id, id, json!({"args": args}))
    }

    fn push_op(&mut self, app: &TestApp, kind: &str, collection: Option<&str>, inspection_id: Uuid, id: Uuid, more: Value) -> Uuid {
        let op_id = app.state.new_id();
        self.counter += 1;
        let mut op: Map<String, Value> = more.as_object().cloned().unwrap_or_default();
        op.insert("op_id".into(), json!(op_id));
        op.insert("at".into(), json!(Instant(app.state.now().0 + self.clock_error_ms)));
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

    /// Answers an item of the checklist.
    pub fn answer(&mut self, app: &TestApp, inspection_id: Uuid, item: &str, fields: Value) -> Uuid {
        let id = soat::inspections::responses::id_of(inspection_id, item, None);
        let mut fields = fields;
        fields["item_id"] = json!(item);
        self.put(app, "responses", inspection_id, id, fields);
        id
    }

    /// Sends the first `limit` operations of the outbox. Answered ones leave it, with the record the answer carries; operations
    /// that were blocked stay.
    ///
    /// # Panics
    /// When the server refuses the push as a whole.
    pub async fn push(&mut self, app: &TestApp, limit: usize, network: Network) -> Option<Answer> {
        let ops: Vec<Value> = self.outbox.iter().take(limit).cloned().collect();
        if network == Network::RequestLost {
            return None;
        }
        let answer = self.push_raw(app, &ops).await;
        if network == Network::AnswerLost {
            return None;
        }
        answer.expect(200);
        for outcome in answer.json()["outcomes"].as_array().unwrap() {
            self.take_outcome(outcome);
        }
        Some(answer)
    }

    /// Sends operations without keeping the answers.
    pub async fn push_raw(&self, app: &TestApp, ops: &[Value]) -> Answer {
        let device_time = Instant(app.state.now().0 + self.clock_error_ms);
        let body = json!({"device_id": self.id, "device_time": device_time, "ops": ops});
        self.send(app, crate::app::json(axum::http::Method::POST, "/sync/push", &body)).await
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

    /// Pulls until there is nothing more.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn pull(&mut self, app: &TestApp, limit: u64) -> usize {
        let mut count = 0;
        loop {
            let answer = self.pull_page(app, limit).await;
            answer.expect(200);
            let page = answer.json();
            count += self.take_page(&page);
            if page["has_more"] != true {
                return count;
            }
        }
    }

    /// Asks for one page.
    pub async fn pull_page(&self, app: &TestApp, limit: u64) -> Answer {
        let body = json!({"cursor": self.cursor, "limit": limit, "device_id": self.id});
        self.send(app, crate::app::json(axum::http::Method::POST, "/sync/pull", &body)).await
    }

    /// Keeps a page: records with unsent edits of this device keep those edits on top.
    pub fn take_page(&mut self, page: &Value) -> usize {
        let changes = page["changes"].as_array().cloned().unwrap_or_default();
        for change in &changes {
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
    pub async fn sync(&mut self, app: &TestApp) {
        while !self.outbox.is_empty() {
            let before = self.outbox.len();
            self.push(app, 200, Network::Good).await;
            if self.outbox.len() == before {
                break;
            }
        }
        self.pull(app, 500).await;
    }

    /// Takes a photo: declares it in the outbox and queues its bytes.
    pub fn photograph(
        &mut self,
        app: &TestApp,
        inspection_id: Uuid,
        attached_kind: &str,
        attached_id: Uuid,
        bytes: Vec<u8>,
        media_type: &str,
    ) -> Uuid {
        let id = app.state.new_id();
        let fields = json!({
            "attached_to": {"kind": attached_kind, "id": attached_id}, "media_type": media_type, "size": bytes.len(),
            "sha256": sha256(&bytes), "captured_at": app.state.now(), "captured_zone": "Asia/Ho_Chi_Minh", "caption": "Ảnh chụp tại đơn vị",
        });
        self.put(app, "evidence", inspection_id, id, fields);
        self.uploads.push_back(Photo { evidence_id: id, bytes, upload: None });
        id
    }

    /// Uploads the first file of the queue by tus in pieces; after `pieces` pieces the network is gone. Gives whether it is whole.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn upload(&mut self, app: &TestApp, piece: usize, pieces: usize) -> bool {
        let Some(mut photo) = self.uploads.pop_front() else { return true };
        let place = match photo.upload.clone() {
            Some(place) => place,
            None => {
                let metadata = format!("evidence_id {}", data_encoding::BASE64.encode(photo.evidence_id.to_string().as_bytes()));
                let request = Request::post("/api/v1/uploads")
                    .header("tus-resumable", "1.0.0")
                    .header("upload-length", photo.bytes.len())
                    .header("upload-metadata", metadata)
                    .body(Body::empty())
                    .unwrap();
                let answer = self.send(app, request).await;
                answer.expect(201);
                answer.header("location").unwrap().to_owned()
            }
        };
        photo.upload = Some(place.clone());
        let path = place.find("/api/v1").map_or(place.as_str(), |start| &place[start..]).to_owned();
        let head = Request::head(&path).header("tus-resumable", "1.0.0").body(Body::empty()).unwrap();
        let answer = self.send(app, head).await;
        let mut offset: usize = answer.header("upload-offset").and_then(|text| text.parse().ok()).unwrap_or(0);
        for _ in 0..pieces {
            if offset >= photo.bytes.len() {
                break;
            }
            let end = (offset + piece).min(photo.bytes.len());
            let patch = Request::patch(&path)
                .header("tus-resumable", "1.0.0")
                .header("upload-offset", offset)
                .header(header::CONTENT_TYPE, "application/offset+octet-stream")
                .body(Body::from(photo.bytes[offset..end].to_vec()))
                .unwrap();
            let answer = self.send(app, patch).await;
            assert!(answer.status.is_success(), "{}", String::from_utf8_lossy(&answer.bytes));
            offset = answer.header("upload-offset").unwrap().parse().unwrap();
        }
        let whole = offset >= photo.bytes.len();
        if !whole {
            self.uploads.push_front(photo);
        }
        whole
    }

    /// Uploads everything in the queue.
    pub async fn upload_all(&mut self, app: &TestApp) {
        while !self.uploads.is_empty() {
            self.upload(app, 256 * 1024, usize::MAX).await;
        }
    }

    /// A record as this device has it.
    #[must_use]
    pub fn record(&self, collection: &str, id: Uuid) -> Option<&Value> {
        self.records.get(&(collection.to_owned(), id))
    }

    /// Sends any request with this device's token.
    ///
    /// # Panics
    /// When no answer can be read.
    pub async fn send(&self, app: &TestApp, mut request: Request<Body>) -> Answer {
        request.headers_mut().insert(header::AUTHORIZATION, format!("Bearer {}", self.token).parse().unwrap());
        app.send(request).await
    }
}

/// SHA-256 in lower-case hex.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes).as_ref())
}

/// An inspection of Xã Gia Cát that has begun, with the provincial checklist: lead, secretary, member, observer.
///
/// # Panics
/// When it cannot be planned.
pub async fn begun_inspection(app: &TestApp, checklist: &str) -> Uuid {
    let office = app.sign_in("thuongtruc").await;
    let body = json!({
        "organisation_id": people::place::GIA_CAT, "kind": "external", "form": "on_site", "planned_from": "2026-03-09", "planned_to": "2026-03-10",
        "checklist": {"key": checklist}, "grading": true,
    });
    let planned = office.post("/inspections", body).await;
    planned.expect(201);
    let id = planned.text("/id");
    let path = format!("/inspections/{id}");
    let member = |name: &str, role: &str| json!({"user_id": people::id_of(name), "team_role": role, "independence_declared": true});
    let team = json!({"decision_number": "12/QĐ-SKHCN", "decided_on": "2026-03-02", "members": [
        member("truongdoan", "lead"), member("thuky", "secretary"), member("thanhvien", "member"), member("quansat", "observer")]});
    let team = office.put(&format!("{path}/team"), &planned.etag(), team).await;
    team.expect(200);
    let notice = json!({"notice_number": "45/TB-SKHCN", "notice_sent_on": "2026-03-04"});
    let notified = office.post_seen(&format!("{path}/notify"), &team.etag(), notice).await;
    notified.expect(200);
    let lead = app.sign_in("truongdoan").await;
    lead.post_seen(&format!("{path}/start"), &notified.etag(), json!({})).await.expect(200);
    id.parse().unwrap()
}
