//! Checklists, rating schemes, standards.

use serde_json::{Value, json};
use soat_checklist_schemas::shipped;
use soat_tests::TestApp;
use soat_tests::people::place;

use super::{Records, Row, row};

fn document(key: &str) -> Value {
    json!({
        "key": key, "edition": "9001:2015", "title": {"vi": "Phiếu của tỉnh", "en": "A checklist of the province"},
        "purpose": {"vi": "Dùng cho đoàn kiểm tra.", "en": "For the team."}, "inspection_kinds": ["external"],
        "sections": [{"id": "a", "title": {"vi": "Phần A", "en": "Part A"}, "items": [
            {"id": "a.1", "clauses": ["5.2.1"], "response": {"kind": "verdict"},
             "question": {"vi": "Chính sách chất lượng đã được ban hành chưa?", "en": "Is there a quality policy?"}}]}]
    })
}

pub(super) async fn settle(app: &TestApp, records: &mut Records) {
    let manager = app.sign_in("thuongtruc").await;
    let draft = manager.post(&format!("/checklists?organisation_id={}", place::LANG_SON), document("cua-tinh")).await;
    records.add("checklist", draft.text("/id"));
}

pub(super) fn rows() -> Vec<Row> {
    let draft = "/checklists/cua-tinh/versions/1";
    let digest = shipped::checklist("internal-audit").unwrap().digest();
    vec![
        row("GET /checklists", "/checklists?status=draft").names_nothing(),
        row("POST /checklists", format!("/checklists?organisation_id={}", place::LANG_SON)).json(document("khac")).by("thuongtruc"),
        row("GET /checklists/{key}/versions/{version}", draft).by("thuongtruc"),
        row("PUT /checklists/{key}/versions/{version}", draft).json(document("cua-tinh")).by("thuongtruc"),
        row("POST /checklists/{key}/versions/{version}/publish", format!("{draft}/publish")).by("thuongtruc"),
        row("POST /checklists/{key}/versions/{version}/retire", format!("{draft}/retire")).by("thuongtruc"),
        row("GET /checklists/by-digest/{sha256}", format!("/checklists/by-digest/{digest}")).names_nothing(),
        row("GET /standards", "/standards").names_nothing(),
        row("GET /standards/{edition}/clauses", "/standards/9001:2015/clauses").names_nothing(),
        row("GET /rating-schemes", "/rating-schemes").names_nothing(),
        row("GET /rating-schemes/{key}/versions/{version}", "/rating-schemes/provincial-bands/versions/1").names_nothing(),
    ]
}
