//! Every operation that takes JSON refuses what is not, with a problem that has a code, a place and both languages.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use soat::kernel::catalogue;
use soat_tests::people::Person;
use soat_tests::{Answer, TestApp, on_every_database};

use super::operations::{self, Content, DEVICE, Operation, Row};

const JSON: Option<&str> = Some("application/json");

/// All operations that take JSON, each with somebody whom permission lets through.
struct Walk<'a> {
    covered: Vec<(Operation, Row)>,
    people: BTreeMap<&'static str, Person<'a>>,
}

impl<'a> Walk<'a> {
    async fn begin(app: &'a TestApp) -> Self {
        let records = operations::settle(app).await;
        let covered: Vec<_> = operations::covered(&records).into_iter().filter(|(operation, _)| operation.takes_json).collect();
        let mut people = BTreeMap::new();
        for (_, row) in &covered {
            if !people.contains_key(row.by) {
                people.insert(row.by, app.sign_in(row.by).await);
            }
        }
        Self { covered, people }
    }

    /// Sends a body everywhere; `check` says what is wrong with an answer.
    async fn send(&self, body: impl Fn(&Row) -> Vec<u8>, check: impl Fn(&Row, &Answer) -> Option<String>) {
        let own_device = |row: &Row, body: Vec<u8>| match String::from_utf8(body) {
            Ok(text) => text.replace(DEVICE, &self.people[row.by].device_id.to_string()).into_bytes(),
            Err(broken) => broken.into_bytes(),
        };
        self.send_requests(|operation, row| row.request_with(operation, JSON, own_device(row, body(row))), check).await;
    }

    async fn send_requests(&self, request: impl Fn(&Operation, &Row) -> Request<Body>, check: impl Fn(&Row, &Answer) -> Option<String>) {
        let mut wrong = Vec::new();
        for (operation, row) in &self.covered {
            let answer = self.people[row.by].send(request(operation, row)).await;
            if let Some(flaw) = check(row, &answer) {
                let said: String = String::from_utf8_lossy(&answer.bytes).chars().take(500).collect();
                wrong.push(format!("{} ({}): {flaw}: {said}", operation.name, answer.status));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// What is wrong with an answer that should be a refusal with this status and code.
fn unless(answer: &Answer, status: u16, code: &str) -> Option<String> {
    let body = answer.json();
    let kind = answer.header("content-type") == Some("application/problem+json");
    let texts =
        ["title", "detail", "remedy"].iter().all(|text| body[*text].as_str().is_some_and(|text| !text.is_empty() && !text.contains('{')));
    let fits = answer.status.as_u16() == status && body["code"] == code && body["status"] == status && kind && texts;
    (!fits).then(|| format!("expected {status} {code} with its texts filled in"))
}

on_every_database!(broken_json_is_refused_with_line_and_column, |app| async move {
    let walk = Walk::begin(&app).await;
    let check = |_: &Row, answer: &Answer| {
        unless(answer, 400, "malformed-json").or_else(|| (answer.json()["params"]["line"] != "1").then(|| "no line".to_owned()))
    };
    for broken in ["", "{", "{\"a\": 1,}", "{'a': 1}", "{\"a\": 01}", "\u{feff}{}", "{} {}", "NaN"] {
        walk.send(
            |_| broken.as_bytes().to_vec(),
            |row, answer| {
                if broken.is_empty() { unless(answer, 400, "malformed-json") } else { check(row, answer) }
            },
        )
        .await;
    }
    walk.send(|_| b"{\"a\": \"\xff\xfe\"}".to_vec(), |_, answer| unless(answer, 400, "malformed-json")).await;
    walk.send(|_| [b"[".repeat(100_000), b"]".repeat(100_000)].concat(), |_, answer| unless(answer, 400, "malformed-json")).await;
});

on_every_database!(json_of_another_shape_is_refused_with_its_place, |app| async move {
    let walk = Walk::begin(&app).await;
    for shape in [json!([1]), json!("chữ"), json!(3), json!(true), Value::Null] {
        walk.send(|_| shape.to_string().into_bytes(), |_, answer| unless(answer, 422, "invalid-body")).await;
    }
    let deep = (0..40).fold(json!(1), |inner, _| json!({ "a": inner }));
    walk.send(
        |_| deep.to_string().into_bytes(),
        |_, answer| {
            unless(answer, 422, "invalid-body")
                .or_else(|| (answer.json()["errors"][0]["code"] != "too-deep").then(|| "not too-deep".to_owned()))
        },
    )
    .await;
});

on_every_database!(a_field_that_is_not_known_is_named, |app| async move {
    let walk = Walk::begin(&app).await;
    let body = |row: &Row| {
        let Content::Json(mut body) = row.body.clone() else { panic!("{} has no JSON in its row", row.operation) };
        body["khong_co_truong_nay"] = json!(1);
        body.to_string().into_bytes()
    };
    walk.send(body, |_, answer| {
        let said = answer.json();
        let named = said["errors"].as_array().into_iter().flatten().any(|error| {
            error["code"] == "unknown-field" && error["pointer"].as_str().is_some_and(|pointer| pointer.ends_with("/khong_co_truong_nay"))
        });
        unless(answer, 422, "invalid-body").or_else(|| (!named).then(|| "the field is not named".to_owned()))
    })
    .await;
});

on_every_database!(hidden_characters_are_refused_with_their_place, |app| async move {
    let walk = Walk::begin(&app).await;
    for hidden in ["a\u{0}b", "a\u{202e}b", "a\u{200b}b", "a\u{7}b"] {
        let body = |row: &Row| {
            let Content::Json(mut body) = row.body.clone() else { panic!("{} has no JSON in its row", row.operation) };
            body["ghi_chu"] = json!({ "sâu": [hidden] });
            body.to_string().into_bytes()
        };
        walk.send(body, |_, answer| {
            let first = answer.json()["errors"][0].clone();
            let fits = first["code"] == "forbidden-character" && first["pointer"] == "/ghi_chu/sâu/0";
            unless(answer, 422, "invalid-body").or_else(|| (!fits).then(|| "the place is not named".to_owned()))
        })
        .await;
    }
});

on_every_database!(a_body_over_the_limit_is_refused_and_the_limit_named, |app| async move {
    let walk = Walk::begin(&app).await;
    let body = |row: &Row| json!({ "x": "a".repeat(row.body_limit) }).to_string().into_bytes();
    walk.send(body, |row, answer| {
        let named = answer.json()["params"]["limit_bytes"].as_str() == Some(&row.body_limit.to_string());
        unless(answer, 413, "body-too-large").or_else(|| (!named).then(|| format!("the limit {} is not named", row.body_limit)))
    })
    .await;
});

on_every_database!(another_media_type_is_refused, |app| async move {
    let walk = Walk::begin(&app).await;
    for media_type in [None, Some("text/plain"), Some("application/x-www-form-urlencoded")] {
        walk.send_requests(
            |operation, row| row.request_with(operation, media_type, b"{}".to_vec()),
            |_, answer| unless(answer, 415, "unsupported-media-type"),
        )
        .await;
    }
});

on_every_database!(refusals_speak_the_language_that_is_asked_for, |app| async move {
    let walk = Walk::begin(&app).await;
    let title = catalogue::MALFORMED_JSON.title;
    for (asked, tag, expected) in [("vi", "vi", title.vi), ("en-GB, vi;q=0.5", "en", title.en), ("fr", "vi", title.vi)] {
        let request = |operation: &Operation, row: &Row| {
            let mut request = row.request_with(operation, JSON, b"{".to_vec());
            request.headers_mut().insert(header::ACCEPT_LANGUAGE, asked.parse().unwrap());
            request
        };
        walk.send_requests(request, |_, answer| {
            let fits = answer.json()["title"] == expected && answer.header("content-language") == Some(tag);
            (!fits).then(|| format!("not in {tag}"))
        })
        .await;
    }
});
