//! Inspections brought as far as a test needs them: planned, begun, every item answered.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};

use crate::app::json as json_request;
use crate::people::{id_of, place};
use crate::{Answer, Person, TestApp};

/// A plan of an external inspection of Gia Cát.
#[must_use]
pub fn external_plan() -> Value {
    json!({
        "organisation_id": place::GIA_CAT, "kind": "external", "form": "on_site", "planned_from": "2026-03-09", "planned_to": "2026-03-10",
        "checklist": {"key": "provincial-inspection"},
    })
}

/// A plan by which Gia Cát checks itself with the short checklist.
#[must_use]
pub fn self_check_plan() -> Value {
    json!({
        "organisation_id": place::GIA_CAT, "kind": "self_check", "form": "on_site", "planned_from": "2026-03-09", "planned_to": "2026-03-10",
        "checklist": {"key": "commune-self-check"},
    })
}

/// A member as `PUT …/team` takes them.
#[must_use]
pub fn member(username: &str, team_role: &str) -> Value {
    json!({"user_id": id_of(username), "team_role": team_role, "independence_declared": true})
}

/// A self-check of Gia Cát that has begun, led by `giacat.thuky` with `giacat.chutich` as a member. Gives its path.
///
/// # Panics
/// When it cannot be begun.
pub async fn begun_self_check(app: &TestApp) -> String {
    let unit = app.sign_in("giacat.thuky").await;
    let planned = unit.post("/inspections", self_check_plan()).await;
    planned.expect(201);
    let path = format!("/inspections/{}", planned.text("/id"));
    let team = json!({"members": [member("giacat.thuky", "lead"), member("giacat.chutich", "member")]});
    let team = unit.put(&format!("{path}/team"), &planned.etag(), team).await;
    team.expect(200);
    unit.post_seen(&format!("{path}/start"), &team.etag(), json!({})).await.expect(200);
    path
}

/// Does something to a record as it is now.
pub async fn now(person: &Person<'_>, path: &str, event: &str, body: Value) -> Answer {
    let etag = person.get(path).await.etag();
    person.post_seen(&format!("{path}/{event}"), &etag, body).await
}

/// Answers an item for the first time.
pub async fn answer(person: &Person<'_>, path: &str, item: &str, body: Value) -> Answer {
    person.send(json_request(Method::PUT, &format!("{path}/responses/{item}"), &body)).await
}

/// Answers everything that is still missing, the shortest way: conforming, no, none, three dossiers drawn and judged.
///
/// # Panics
/// When an answer is refused, or answering does not come to an end.
pub async fn fill(person: &Person<'_>, path: &str, checklist: &str) {
    let document = person.get(&format!("/checklists/{checklist}/versions/1")).await.expect(200)["document"].clone();
    let items: Vec<Value> =
        document["sections"].as_array().unwrap().iter().flat_map(|section| section["items"].as_array().unwrap().clone()).collect();
    // Answers show and hide other items, so what is missing is asked anew after every round.
    for _ in 0..5 {
        let progress = person.get(&format!("{path}/progress")).await.expect(200);
        let missing: Vec<&str> = progress["incomplete"].as_array().unwrap().iter().map(|status| status["item"].as_str().unwrap()).collect();
        if missing.is_empty() {
            return;
        }
        for name in missing {
            let item = items.iter().find(|item| item["id"] == name).unwrap();
            fill_item(person, path, item).await;
        }
    }
    panic!("the checklist {checklist} cannot be filled like this");
}

async fn fill_item(person: &Person<'_>, path: &str, item: &Value) {
    let name = item["id"].as_str().unwrap();
    let response = &item["response"];
    let body = match response["kind"].as_str().unwrap() {
        "verdict" => json!({"verdict": "conforming"}),
        "yes_no" => json!({"value": false}),
        "number" => json!({"value": response["min"].as_i64().unwrap_or(0)}),
        "date" => json!({"value": "2026-01-15"}),
        "text" => json!({"value": "Đã xem"}),
        "choice" => json!({"value": response["options"][0]["value"]}),
        "multi_choice" => json!({"value": [response["options"][0]["value"]]}),
        _ => {
            for number in 0..response["minimum"].as_u64().unwrap() {
                let drawn = draw(person, path, name, &format!("H20-{number:04}")).await;
                answer(person, path, name, json!({"verdict": "conforming", "sample_id": drawn})).await.expect(201);
            }
            return;
        }
    };
    answer(person, path, name, body).await.expect(201);
}

/// Draws a dossier; gives its id.
///
/// # Panics
/// When it is refused.
pub async fn draw(person: &Person<'_>, path: &str, item: &str, code: &str) -> String {
    let drawn = json!({"item_id": item, "procedure": "Chứng thực bản sao", "dossier_code": code});
    let drawn = person.post(&format!("{path}/samples"), drawn).await;
    drawn.expect(201);
    drawn.text("/id")
}

/// Declares a small picture as evidence of a record and brings its bytes. Gives its id.
///
/// # Panics
/// When it is refused.
pub async fn photograph(app: &TestApp, person: &Person<'_>, path: &str, kind: &str, id: &str) -> String {
    let bytes = picture();
    let evidence = declare(app, person, path, kind, id, &bytes).await;
    let request = Request::put(format!("/api/v1/evidence/{evidence}/content")).body(Body::from(bytes)).unwrap();
    let stored = person.send(request).await;
    assert!(stored.status.is_success(), "{}", String::from_utf8_lossy(&stored.bytes));
    evidence
}

/// Declares a small picture as evidence of a record. Gives its id.
///
/// # Panics
/// When it is refused.
pub async fn declare(app: &TestApp, person: &Person<'_>, path: &str, kind: &str, id: &str, bytes: &[u8]) -> String {
    let evidence = app.state.new_id();
    let declaration = json!({
        "id": evidence, "inspection_id": path.trim_start_matches("/inspections/"), "attached_to": {"kind": kind, "id": id},
        "media_type": "image/jpeg", "size": bytes.len(), "sha256": crate::device::sha256(bytes), "caption": "Ảnh chụp tại bộ phận một cửa",
    });
    person.post("/evidence", declaration).await.expect(201);
    evidence.to_string()
}

/// A small true picture.
///
/// # Panics
/// Never: it is drawn in memory.
#[must_use]
pub fn picture() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(32, 24, |x, y| image::Rgb([90, u8::try_from(x * 3).unwrap(), u8::try_from(y * 4).unwrap()]));
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Jpeg).unwrap();
    file.into_inner()
}
