//! A device that speaks to the program over HTTP: its own connection, its own token, its own work.

use std::time::{Duration, Instant};

use reqwest::header::{ETAG, IF_MATCH};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use soat::kernel::clock::{self, Clock};
use uuid::Uuid;

use crate::Outcome;
use crate::seed::{CHECKLIST, PASSWORD};

/// A signed-in device.
pub struct Device {
    http: reqwest::Client,
    address: String,
    token: String,
    /// The device, as the server named it.
    pub id: Uuid,
    /// The person.
    pub user_id: Uuid,
    /// The inspection it records.
    pub inspection: Uuid,
    work: Work,
}

/// What a device has recorded.
#[derive(Default)]
struct Work {
    counter: i64,
    items: Vec<&'static str>,
    /// The last response made, and the change at which it was answered.
    last: Option<(Uuid, i64)>,
}

/// An answer with a body that was read to its end.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The `ETag`, when there is one.
    pub etag: String,
    /// The `Location`, when there is one.
    pub location: String,
    /// The `Upload-Offset`, when there is one.
    pub offset: Option<u64>,
    /// The body.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as JSON, when the request was granted.
    ///
    /// # Errors
    /// The problem that the server answered with.
    pub fn granted(&self) -> Outcome<Value> {
        if self.status.is_success() {
            return Ok(serde_json::from_slice(&self.bytes).unwrap_or_default());
        }
        Err(format!("{}: {}", self.status, String::from_utf8_lossy(&self.bytes)).into())
    }
}

/// A text of an answer.
///
/// # Errors
/// When there is none.
pub fn text<'a>(value: &'a Value, pointer: &str) -> Outcome<&'a str> {
    value.pointer(pointer).and_then(Value::as_str).ok_or_else(|| format!("no {pointer} in {value}").into())
}

impl Device {
    /// Signs in.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn sign_in(address: &str, username: &str) -> Outcome<Self> {
        Self::sign_in_keeping(address, username, 4).await
    }

    /// The same with a connection for each request and none kept, so that each has a fate of its own.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn sign_in_without_keeping(address: &str, username: &str) -> Outcome<Self> {
        Self::sign_in_keeping(address, username, 0).await
    }

    async fn sign_in_keeping(address: &str, username: &str, connections: usize) -> Outcome<Self> {
        let http = reqwest::Client::builder().pool_max_idle_per_host(connections).timeout(Duration::from_mins(2)).build()?;
        let items = soat_checklist_schemas::shipped::checklist(CHECKLIST).ok_or("the checklist is not shipped")?.items();
        let work = Work { items: items.map(|item| item.id.as_str()).collect(), ..Work::default() };
        let nil = Uuid::nil();
        let mut device = Self { http, address: address.to_owned(), token: String::new(), id: nil, user_id: nil, inspection: nil, work };
        let body = json!({"username": username, "password": PASSWORD, "device": {"name": "máy đo", "platform": "load"}});
        let session = device.send(device.request(Method::POST, "/auth/sign-in").json(&body)).await?.granted()?;
        text(&session, "/access_token")?.clone_into(&mut device.token);
        device.id = text(&session, "/device_id")?.parse()?;
        device.user_id = text(&session, "/user/id")?.parse()?;
        Ok(device)
    }

    /// A request with this device's token; `path` below `/api/v1`, or a whole address.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let address = match path {
            path if path.starts_with("http") => path.to_owned(),
            path if path.starts_with("/api/v1/") => format!("{}{path}", self.address),
            path => format!("{}/api/v1{path}", self.address),
        };
        self.http.request(method, address).bearer_auth(&self.token)
    }

    /// A request without a token; `path` below the server's address.
    pub fn public(&self, path: &str) -> RequestBuilder {
        self.http.get(format!("{}{path}", self.address))
    }

    /// Sends a request and reads the answer.
    ///
    /// # Errors
    /// When no answer comes.
    pub async fn send(&self, request: RequestBuilder) -> Outcome<Answer> {
        let answer = request.send().await?;
        let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let (status, etag, location) = (answer.status(), header(ETAG), header(reqwest::header::LOCATION));
        let offset = answer.headers().get("upload-offset").and_then(|value| value.to_str().ok()?.parse().ok());
        Ok(Answer { status, etag, location, offset, bytes: answer.bytes().await?.to_vec() })
    }

    /// Changes a record that was seen at a version; gives the answer and its `ETag`.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn change(&self, method: Method, path: &str, etag: &str, body: &Value) -> Outcome<(Value, String)> {
        let mut request = self.request(method, path).json(body);
        if !etag.is_empty() {
            request = request.header(IF_MATCH, etag);
        }
        let answer = self.send(request).await?;
        let value = answer.granted().map_err(|failure| format!("{path}: {failure}"))?;
        Ok((value, answer.etag))
    }

    /// The next operations of an inspector at work: a verdict on one item for one dossier, then a note on it, and so on.
    pub fn next_ops(&mut self, count: usize) -> Vec<Value> {
        (0..count).map(|_| self.next_op()).collect()
    }

    fn next_op(&mut self) -> Value {
        let op = if let Some((id, base)) = self.work.last.take() {
            self.op("responses", id, base, &json!({"note": "Đã xem hồ sơ: quyết định, phiếu kiểm soát và kết quả giải quyết còn đủ."}))
        } else {
            let place = usize::try_from(self.work.counter / 2).unwrap_or_default() % self.work.items.len().max(1);
            let (item, dossier) = (self.work.items[place], clock::new_id());
            let id = soat::inspections::responses::id_of(self.inspection, item, Some(dossier));
            self.work.last = Some((id, 0));
            self.op("responses", id, 0, &json!({"item_id": item, "sample_id": dossier, "verdict": "conforming"}))
        };
        self.work.counter += 1;
        op
    }

    /// An operation that writes fields of a record.
    pub fn op(&self, collection: &str, id: Uuid, base: i64, fields: &Value) -> Value {
        json!({
            "op_id": clock::new_id(), "at": Clock::System.now(), "counter": self.work.counter, "kind": "put", "collection": collection,
            "id": id, "inspection_id": self.inspection, "base_change": base, "fields": fields,
        })
    }

    /// Pushes operations; gives how long the answer took. Every one of them must have been applied.
    ///
    /// # Errors
    /// When the push, or one of its operations, is refused.
    pub async fn push(&mut self, ops: &[Value]) -> Outcome<Duration> {
        let body = json!({"device_id": self.id, "device_time": Clock::System.now(), "ops": ops});
        let request = self.request(Method::POST, "/sync/push").json(&body);
        let begun = Instant::now();
        let answer = self.send(request).await?;
        let took = begun.elapsed();
        let outcomes = answer.granted()?;
        for outcome in outcomes["outcomes"].as_array().into_iter().flatten() {
            if outcome["status"] != "applied" {
                return Err(format!("an operation was not applied: {outcome}").into());
            }
            if let (Some(last), Some(change)) = (&mut self.work.last, outcome["change"].as_i64()) {
                last.1 = change;
            }
        }
        Ok(took)
    }
}
