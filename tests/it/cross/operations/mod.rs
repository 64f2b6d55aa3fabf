//! Every operation of the API, with a request that fits it: the tests that walk all operations stand on this.
//!
//! A capability adds a file with its `settle` (records to ask for) and its `rows` (one per operation); an operation without a
//! row fails `denial::every_operation_has_a_row`.

mod checklists;
mod corrective_actions;
mod evidence;
mod inspections;
mod notices;
mod organisations;
mod people;
mod programmes;
mod reports;
mod sync;

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::Value;
use soat_tests::TestApp;
use soat_tests::people::{EVERYBODY, id_of, place};
use uuid::Uuid;

/// Records that the requests name; all of them belong to Lạng Sơn unless they are shared by everybody.
#[derive(Default)]
pub struct Records {
    ids: BTreeMap<&'static str, String>,
    foreign: Vec<String>,
}

impl Records {
    /// Remembers a record of Lạng Sơn, of which strangers may learn nothing.
    pub fn add(&mut self, name: &'static str, id: impl Into<String>) {
        let id = id.into();
        self.foreign.push(id.clone());
        self.ids.insert(name, id);
    }

    /// Remembers a record that everybody may know.
    pub fn add_shared(&mut self, name: &'static str, id: impl Into<String>) {
        self.ids.insert(name, id.into());
    }

    /// The id of a record.
    pub fn id(&self, name: &str) -> &str {
        self.ids.get(name).unwrap_or_else(|| panic!("no record is called {name}"))
    }

    /// Ids that no stranger may read in any answer.
    pub fn foreign(&self) -> &[String] {
        &self.foreign
    }
}

/// Makes the records.
pub async fn settle(app: &TestApp) -> Records {
    let mut records = Records::default();
    for id in [place::LANG_SON, place::SO_KHCN, place::CAO_LOC, place::GIA_CAT, place::HOP_THANH] {
        records.foreign.push(id.to_string());
    }
    for (name, ..) in EVERYBODY.iter().filter(|(.., at)| *at != place::BAC_NINH) {
        records.foreign.push(id_of(name).to_string());
    }
    people::settle(app, &mut records).await;
    checklists::settle(app, &mut records).await;
    programmes::settle(app, &mut records).await;
    inspections::settle(app, &mut records).await;
    evidence::settle(app, &mut records).await;
    sync::settle(app, &mut records).await;
    corrective_actions::settle(app, &mut records).await;
    reports::settle(app, &mut records).await;
    notices::settle(app, &mut records).await;
    records
}

/// A request for every operation.
pub fn rows(records: &Records) -> Vec<Row> {
    [
        people::rows(records),
        organisations::rows(),
        checklists::rows(),
        programmes::rows(records),
        inspections::rows(records),
        evidence::rows(records),
        sync::rows(records),
        corrective_actions::rows(records),
        reports::rows(records),
        notices::rows(records),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A request that fits one operation.
pub struct Row {
    /// Which: method and path as the document writes it, below `/api/v1`.
    pub operation: &'static str,
    /// The path and query with real ids in it.
    pub target: String,
    /// Headers beside the usual ones.
    pub headers: Vec<(&'static str, &'static str)>,
    /// What is sent; [`DEVICE`] in it stands for the device of whoever sends it.
    pub body: Content,
    /// Somebody of Lạng Sơn whom permission lets through.
    pub by: &'static str,
    /// The request names a record of Lạng Sơn, so no stranger may succeed with it. Otherwise strangers may, and must learn nothing.
    pub names_a_record: bool,
    /// The largest body the operation takes, in bytes.
    pub body_limit: usize,
}

/// Stands for the device of whoever sends the request.
pub const DEVICE: &str = "$DEVICE";

/// The body of a request.
#[derive(Clone)]
pub enum Content {
    /// None.
    None,
    /// JSON.
    Json(Value),
    /// Another media type, and the text.
    Text(&'static str, String),
}

/// A row for an operation about a record of Lạng Sơn; `target` is its path and query with real ids.
pub fn row(operation: &'static str, target: impl Into<String>) -> Row {
    Row {
        operation,
        target: target.into(),
        headers: Vec::new(),
        body: Content::None,
        by: "quantri",
        names_a_record: true,
        body_limit: soat::kernel::config::Settings::default().body_limit_kib * 1_024,
    }
}

impl Row {
    /// Sends JSON.
    pub fn json(mut self, body: Value) -> Self {
        self.body = Content::Json(body);
        self
    }

    /// Sends text of another media type.
    pub fn text(mut self, media_type: &'static str, text: &str) -> Self {
        self.body = Content::Text(media_type, text.to_owned());
        self
    }

    /// Sends a header.
    pub fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Names who of Lạng Sơn gets through.
    pub fn by(mut self, username: &'static str) -> Self {
        self.by = username;
        self
    }

    /// The request names no record: a list, or something about the caller.
    pub fn names_nothing(mut self) -> Self {
        self.names_a_record = false;
        self
    }

    /// The request itself. Changes of existing records carry a version that is never current, so they go no further than permission.
    pub fn request(&self, operation: &Operation, device: Uuid) -> Request<Body> {
        let media_type = match &self.body {
            Content::None => None,
            Content::Json(_) => Some("application/json"),
            Content::Text(media_type, _) => Some(*media_type),
        };
        self.request_with(operation, media_type, self.text_sent().replace(DEVICE, &device.to_string()).into_bytes())
    }

    /// Whether the request itself names this record.
    pub fn names(&self, id: &str) -> bool {
        self.target.contains(id) || self.text_sent().contains(id)
    }

    fn text_sent(&self) -> String {
        match &self.body {
            Content::None => String::new(),
            Content::Json(body) => body.to_string(),
            Content::Text(_, text) => text.clone(),
        }
    }

    /// The same request with another body.
    pub fn request_with(&self, operation: &Operation, media_type: Option<&str>, body: Vec<u8>) -> Request<Body> {
        let mut request = Request::builder().method(operation.method.clone()).uri(format!("/api/v1{}", self.target));
        if operation.if_match {
            request = request.header(header::IF_MATCH, "\"0\"");
        }
        for (name, value) in &self.headers {
            request = request.header(*name, *value);
        }
        if let Some(media_type) = media_type {
            request = request.header(header::CONTENT_TYPE, media_type);
        }
        request.body(Body::from(body)).unwrap()
    }
}

/// An operation as the OpenAPI document describes it.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Method and path below `/api/v1`.
    pub name: String,
    /// The method.
    pub method: Method,
    /// Needs an access token.
    pub needs_token: bool,
    /// Needs `If-Match`.
    pub if_match: bool,
    /// Takes a JSON body.
    pub takes_json: bool,
}

/// All operations of the document, in its order.
pub fn documented() -> Vec<Operation> {
    let document: Value = serde_json::from_str(&soat::openapi::text()).unwrap();
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let method: Method = method.to_uppercase().parse().unwrap();
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let open = operation["security"]
                .as_array()
                .is_some_and(|ways| ways.iter().any(|way| way.as_object().is_some_and(serde_json::Map::is_empty)));
            found.push(Operation {
                name: format!("{method} {}", path.strip_prefix("/api/v1").unwrap_or(path)),
                needs_token: !open,
                if_match: parameters.into_iter().any(|parameter| parameter["name"] == "If-Match" && parameter["required"] != false),
                takes_json: operation.pointer("/requestBody/content/application~1json").is_some(),
                method,
            });
        }
    }
    assert!(found.len() >= 15, "the reading of the document has broken");
    found
}

/// Every operation with its row, in the order of the rows; those without a row are left out.
pub fn covered(records: &Records) -> Vec<(Operation, Row)> {
    let documented = documented();
    let with = |row: Row| {
        let operation = documented.iter().find(|operation| operation.name == row.operation);
        let operation = operation.unwrap_or_else(|| panic!("{} is no operation of the document", row.operation)).clone();
        (operation, row)
    };
    rows(records).into_iter().map(with).collect()
}
