//! Evidence and its uploads.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};
use soat_tests::device::sha256;
use soat_tests::{Person, TestApp};

use super::{Records, Row, row};

fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(8, 8).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn declaration(records: &Records, id: uuid::Uuid, bytes: &[u8]) -> Value {
    let inspection = records.id("inspection");
    json!({"id": id, "inspection_id": inspection, "media_type": "image/png", "size": bytes.len(), "sha256": sha256(bytes)})
}

async fn declare(member: &Person<'_>, records: &Records, bytes: &[u8]) -> String {
    let answer = member.post("/evidence", declaration(records, soat::kernel::clock::new_id(), bytes)).await;
    answer.expect(201);
    answer.text("/id")
}

pub(super) async fn settle(app: &TestApp, records: &mut Records) {
    let member = app.sign_in("thanhvien").await;
    let stored = declare(&member, records, &picture()).await;
    let content = Request::put(format!("/api/v1/evidence/{stored}/content")).body(Body::from(picture())).unwrap();
    member.send(content).await.expect(200);
    records.add("evidence", stored);
    let declared = declare(&member, records, b"noi dung cho sau").await;
    let create = Request::builder().method(Method::POST).uri(format!("/api/v1/uploads?evidence_id={declared}"));
    let create = create.header("tus-resumable", "1.0.0").header("upload-length", "16").body(Body::empty()).unwrap();
    let created = member.send(create).await;
    created.expect(201);
    records.add("upload", created.header("location").unwrap().rsplit('/').next().unwrap().to_owned());
    records.add("declared", declared);
    let waiting = declare(&member, records, b"noi dung cho sau nua").await;
    records.add("waiting", waiting);
}

pub(super) fn rows(records: &Records) -> Vec<Row> {
    let here = format!("/evidence/{}", records.id("evidence"));
    let upload = format!("/uploads/{}", records.id("upload"));
    let waiting = records.id("waiting");
    let tus = |operation, target: String| row(operation, target).header("tus-resumable", "1.0.0");
    let patch =
        |operation, target: String| tus(operation, target).header("upload-offset", "9").text("application/offset+octet-stream", "x");
    let new = declaration(records, uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0900), &picture());
    let rows = vec![
        row("POST /evidence", "/evidence").json(new),
        row("GET /evidence/{id}", here.clone()),
        row("GET /evidence/{id}/content", format!("{here}/content")),
        row("PUT /evidence/{id}/content", format!("/evidence/{waiting}/content")).text("application/octet-stream", "khac"),
        row("GET /evidence/{id}/redactions", format!("{here}/redactions")),
        row("POST /evidence/{id}/redactions", format!("{here}/redactions"))
            .json(json!({"regions": [{"x": 0.1, "y": 0.1, "w": 0.5, "h": 0.5}], "reason": "Có khuôn mặt công dân"})),
        row("POST /evidence/{id}/withdraw", format!("{here}/withdraw")).json(json!({"reason": "Chụp nhầm"})),
        row("GET /inspections/{id}/evidence", format!("/inspections/{}/evidence", records.id("inspection"))),
        row("GET /inspections/{id}/evidence.zip", format!("/inspections/{}/evidence.zip", records.id("inspection"))),
        row("OPTIONS /uploads", "/uploads").names_nothing(),
        tus("POST /uploads", format!("/uploads?evidence_id={waiting}")).header("upload-length", "20"),
        tus("HEAD /uploads/{id}", upload.clone()),
        patch("PATCH /uploads/{id}", upload.clone()),
        patch("POST /uploads/{id}", upload.clone()).header("x-http-method-override", "PATCH"),
        tus("DELETE /uploads/{id}", upload),
    ];
    let of_the_lead = [row("GET /evidence/{id}/accesses", format!("{here}/accesses"))];
    let of_the_lead = of_the_lead.into_iter().map(|row| row.by("truongdoan"));
    rows.into_iter().map(|row| row.by("thanhvien")).chain(of_the_lead).collect()
}
