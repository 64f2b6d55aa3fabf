//! Evidence from its declaration to its smaller copies; `uploads` speaks tus. The sample photos are needed.

mod accesses;
mod archive;
mod content;
mod declaring;
mod heic;
mod large_archive;
mod papers_and_sound;
mod photos;
mod races;
pub(crate) mod redactions;
mod tuspy;
mod two_processes;
mod uploads;

use axum::body::{Body, Bytes};
use axum::http::{Method, Request};
use data_encoding::BASE64;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use serde_json::{Value, json};
use soat::evidence::entity::file_checksum;
use soat::inspections::entity::inspection;
use soat::kernel::clock;
use soat::ledger::Actor;
use soat_tests::device::begun_inspection;
pub(crate) use soat_tests::device::sha256;
use soat_tests::{Answer, Person, TestApp};
use uuid::Uuid;

/// An inspection of Gia Cát under way, with a whole team.
pub(crate) async fn inspection_under_way(app: &TestApp) -> Uuid {
    begun_inspection(app, "provincial-inspection").await
}

/// Moves an inspection to another status behind the back of its lifecycle.
pub(crate) async fn set_status(app: &TestApp, id: Uuid, status: &str) {
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let mut row: inspection::ActiveModel = inspection::Entity::find_by_id(id).one(tx.db()).await.unwrap().unwrap().into();
    row.status = Set(serde_json::from_value(json!(status)).unwrap());
    row.update(tx.db()).await.unwrap();
    tx.commit().await.unwrap();
}

/// A declaration of these bytes.
pub(crate) fn declaration(inspection_id: Uuid, media_type: &str, bytes: &[u8]) -> Value {
    json!({"id": clock::new_id(), "inspection_id": inspection_id, "media_type": media_type, "size": bytes.len(), "sha256": sha256(bytes)})
}

/// Declares these bytes; gives the id of the evidence.
pub(crate) async fn declare(person: &Person<'_>, inspection_id: Uuid, media_type: &str, bytes: &[u8]) -> String {
    let answer = person.post("/evidence", declaration(inspection_id, media_type, bytes)).await;
    answer.expect(201);
    answer.text("/id")
}

/// Puts these bytes as the content of a piece of evidence.
pub(crate) async fn put(person: &Person<'_>, id: &str, bytes: &[u8]) -> Answer {
    let request = Request::put(format!("/api/v1/evidence/{id}/content")).body(Body::from(bytes.to_vec())).unwrap();
    person.send(request).await
}

/// As if all content had been kept before there were archives: the checksums that arrival notes are not known.
pub(crate) async fn forget_checksums(app: &TestApp) {
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    file_checksum::Entity::delete_many().exec(tx.db()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Asks for content with headers.
pub(crate) async fn fetch(person: &Person<'_>, id: &str, query: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(format!("/api/v1/evidence/{id}/content{query}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    person.send(request.body(Body::empty()).unwrap()).await
}

/// Sends a request as a tus client does.
pub(crate) async fn tus(person: &Person<'_>, method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
    let mut request = Request::builder().method(method).uri(path).header("tus-resumable", "1.0.0");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    person.send(request.body(body).unwrap()).await
}

/// Begins an upload; gives its address.
pub(crate) async fn begin(person: &Person<'_>, evidence_id: &str, length: usize) -> String {
    let metadata = format!("filename YS5qcGc=,evidence_id {}", BASE64.encode(evidence_id.as_bytes()));
    let length = length.to_string();
    let headers = [("upload-length", length.as_str()), ("upload-metadata", metadata.as_str())];
    let answer = tus(person, Method::POST, "/api/v1/uploads", &headers, Body::empty()).await;
    answer.expect(201);
    assert_eq!(answer.header("upload-offset"), Some("0"));
    answer.header("location").unwrap().to_owned()
}

/// Brings bytes to an upload.
pub(crate) async fn patch(person: &Person<'_>, upload: &str, offset: usize, body: impl Into<Body>) -> Answer {
    let offset = offset.to_string();
    let headers = [("upload-offset", offset.as_str()), ("content-type", "application/offset+octet-stream")];
    tus(person, Method::PATCH, upload, &headers, body.into()).await
}

/// Where an upload stands.
pub(crate) async fn offset(person: &Person<'_>, upload: &str) -> String {
    let answer = tus(person, Method::HEAD, upload, &[], Body::empty()).await;
    answer.expect(200);
    answer.header("upload-offset").unwrap().to_owned()
}

/// A body that breaks off after these bytes, as when a phone loses its signal.
pub(crate) fn breaking_off(bytes: &[u8]) -> Body {
    let chunks: Vec<Result<Bytes, std::io::Error>> =
        vec![Ok(Bytes::copy_from_slice(bytes)), Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))];
    Body::from_stream(futures_util::stream::iter(chunks))
}

/// The actions on record about a piece of evidence, in order.
pub(crate) async fn actions(person: &Person<'_>, id: &str) -> Vec<String> {
    let entries = person.get(&format!("/activity?record={id}&limit=500")).await.expect(200);
    entries["items"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap().to_owned()).collect()
}

/// The state of a piece of evidence.
pub(crate) async fn state(person: &Person<'_>, id: &str) -> String {
    person.get(&format!("/evidence/{id}")).await.text("/state")
}

/// A small true picture, told apart by its seed.
pub(crate) fn picture(seed: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([seed, u8::try_from(x * 3).unwrap(), u8::try_from(y * 4).unwrap()]));
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Jpeg).unwrap();
    file.into_inner()
}
