//! Corrective action requests brought as far as a test needs them, each step by whoever takes it.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::people::{id_of, place};
use crate::work::{answer, member, now, photograph, picture};
use crate::{Answer, Person, TestApp};

/// The people of a corrective action, signed in.
pub struct Cast<'a> {
    /// The standing office.
    pub office: Person<'a>,
    /// Leads the inspection.
    pub lead: Person<'a>,
    /// On its team.
    pub member: Person<'a>,
    /// ISO secretary of the unit.
    pub secretary: Person<'a>,
    /// Head of the unit.
    pub head: Person<'a>,
    /// Chairs the committee.
    pub chair: Person<'a>,
}

impl<'a> Cast<'a> {
    /// Signs everybody in.
    pub async fn sign_in(app: &'a TestApp) -> Self {
        Self {
            office: app.sign_in("thuongtruc").await,
            lead: app.sign_in("truongdoan").await,
            member: app.sign_in("thanhvien").await,
            secretary: app.sign_in("giacat.thuky").await,
            head: app.sign_in("giacat.chutich").await,
            chair: app.sign_in("bcd.truong").await,
        }
    }
}

/// A checklist of one question, so that an inspection is concluded in a few steps.
async fn short_checklist(office: &Person<'_>) {
    if office.get("/checklists/mot-cau-hoi/versions/1").await.status.is_success() {
        return;
    }
    let document = json!({
        "key": "mot-cau-hoi", "edition": "9001:2015",
        "title": {"vi": "Phiếu một câu hỏi", "en": "One question"}, "purpose": {"vi": "Dùng để thử.", "en": "For trying out."},
        "inspection_kinds": ["external"],
        "sections": [{"id": "a", "title": {"vi": "Phần A", "en": "Part A"}, "items": [
            {"id": "a.1", "clauses": ["7.5.3"], "response": {"kind": "verdict"},
             "question": {"vi": "Tài liệu có được kiểm soát không?", "en": "Are documents controlled?"}}]}]
    });
    let draft = office.post("/checklists", document).await;
    draft.expect(201);
    office.post_seen("/checklists/mot-cau-hoi/versions/1/publish", &draft.etag(), json!({})).await.expect(200);
}

/// What a team writes of a nonconformity.
#[must_use]
pub fn nonconformity() -> Value {
    json!({
        "clauses": ["7.5.3"], "procedure": "Chứng thực bản sao", "grade": "minor_nonconformity", "requirement": "Tài liệu được kiểm soát",
        "observed": "Quy trình đã hết hiệu lực vẫn được dùng", "evidence_statement": "Bản in tại bộ phận một cửa",
    })
}

/// An inspection of Gia Cát under way, with its one question answered. `particulars` go into its plan. Gives its path.
///
/// # Panics
/// When a step is refused.
pub async fn begun(app: &TestApp, cast: &Cast<'_>, particulars: Value) -> String {
    short_checklist(&cast.office).await;
    let mut plan = json!({
        "organisation_id": place::GIA_CAT, "kind": "external", "form": "on_site", "planned_from": "2026-03-09", "planned_to": "2026-03-10",
        "checklist": {"key": "mot-cau-hoi"}, "grading": true,
    });
    plan.as_object_mut().unwrap().extend(particulars.as_object().unwrap().clone());
    let planned = cast.office.post("/inspections", plan).await;
    planned.expect(201);
    let path = format!("/inspections/{}", planned.text("/id"));
    let team = json!({"members": [member("truongdoan", "lead"), member("thuky", "secretary"), member("thanhvien", "member")]});
    let team = cast.office.put(&format!("{path}/team"), &planned.etag(), team).await;
    team.expect(200);
    let notice = json!({"notice_number": "45/TB-SKHCN", "notice_sent_on": "2026-03-04"});
    cast.office.post_seen(&format!("{path}/notify"), &team.etag(), notice).await.expect(200);
    now(&cast.lead, &path, "start", json!({})).await.expect(200);
    let response = answer(&cast.member, &path, "a.1", json!({"verdict": "nonconforming"})).await.text("/id");
    photograph(app, &cast.member, &path, "response", &response).await;
    path
}

/// Drafts a finding with a photo. Gives its id.
///
/// # Panics
/// When it is refused.
pub async fn draft(app: &TestApp, cast: &Cast<'_>, inspection: &str, finding: Value) -> String {
    let drafted = cast.member.post(&format!("{inspection}/findings"), finding).await;
    drafted.expect(201);
    photograph(app, &cast.member, inspection, "finding", &drafted.text("/id")).await;
    drafted.text("/id")
}

/// An inspection under way with one nonconformity. Gives its path and the finding's id.
///
/// # Panics
/// When a step is refused.
pub async fn answered(app: &TestApp, cast: &Cast<'_>) -> (String, String) {
    let path = begun(app, cast, json!({})).await;
    let finding = draft(app, cast, &path, nonconformity()).await;
    (path, finding)
}

/// The same, concluded.
///
/// # Panics
/// When a step is refused.
pub async fn concluded(app: &TestApp, cast: &Cast<'_>) -> (String, String) {
    let (path, mut findings) = concluded_with(app, cast, json!({}), &[nonconformity()]).await;
    (path, findings.remove(0))
}

/// A concluded inspection with these findings. Gives its path and their ids.
///
/// # Panics
/// When a step is refused.
pub async fn concluded_with(app: &TestApp, cast: &Cast<'_>, particulars: Value, findings: &[Value]) -> (String, Vec<String>) {
    let path = begun(app, cast, particulars).await;
    let mut ids = Vec::new();
    for finding in findings {
        ids.push(draft(app, cast, &path, finding.clone()).await);
    }
    now(&cast.lead, &path, "conclude", json!({})).await.expect(200);
    (path, ids)
}

/// Where a request is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Issued.
    Issued,
    /// Acknowledged.
    Acknowledged,
    /// The plan is sent.
    PlanSubmitted,
    /// The plan is accepted.
    Implementing,
    /// The result is sent.
    ImplementationSubmitted,
    /// Verified.
    Verified,
}

/// A request of Gia Cát that stands at a stage. Gives its path.
///
/// # Panics
/// When a step is refused.
pub async fn request_at(app: &TestApp, cast: &Cast<'_>, stage: Stage) -> String {
    let (_, finding) = concluded(app, cast).await;
    let issued = cast.lead.post("/corrective-action-requests", json!({"finding_ids": [finding]})).await;
    issued.expect(201);
    let path = format!("/corrective-action-requests/{}", issued.text("/id"));
    bring_to(app, cast, &path, stage).await;
    path
}

/// Brings an issued request on to a stage.
///
/// # Panics
/// When a step is refused.
pub async fn bring_to(app: &TestApp, cast: &Cast<'_>, path: &str, stage: Stage) {
    bring_on(app, cast, path, Stage::Issued, stage).await;
}

/// Brings a request from one stage on to another.
///
/// # Panics
/// When a step is refused.
pub async fn bring_on(app: &TestApp, cast: &Cast<'_>, path: &str, from: Stage, stage: Stage) {
    let passes = |through: Stage| from < through && stage >= through;
    if passes(Stage::Acknowledged) {
        now(&cast.secretary, path, "acknowledge", json!({})).await.expect(200);
    }
    if passes(Stage::PlanSubmitted) {
        write_plan(&cast.secretary, path).await.expect(200);
        now(&cast.head, path, "approve_plan", json!({})).await.expect(200);
        now(&cast.secretary, path, "submit_plan", json!({})).await.expect(200);
    }
    if passes(Stage::Implementing) {
        now(&cast.office, path, "accept_plan", json!({})).await.expect(200);
    }
    if passes(Stage::ImplementationSubmitted) {
        do_actions(app, &cast.secretary, path).await;
        now(&cast.secretary, path, "submit_implementation", json!({})).await.expect(200);
    }
    if passes(Stage::Verified) {
        now(&cast.member, path, "verify", json!({"method": "on_site"})).await.expect(200);
    }
}

/// A plan that lacks nothing.
#[must_use]
pub fn plan() -> Value {
    json!({
        "correction": "Đã thu hồi bản in quy trình cũ",
        "root_cause": {"method": "five_whys", "whys": ["Bản cũ chưa được thu hồi", "Chưa phân công người thu hồi khi ban hành bản mới"]},
        "similar_cases": "Đã rà soát 12 quy trình, còn 1 quy trình tương tự và đã thay thế",
        "actions": [{"what": "Bổ sung bước thu hồi bản cũ vào quy trình kiểm soát tài liệu", "owner": "Công chức văn phòng", "due_on": "2026-04-10"}],
    })
}

/// Saves [`plan`].
pub async fn write_plan(person: &Person<'_>, path: &str) -> Answer {
    let etag = person.get(path).await.etag();
    person.patch(&format!("{path}/plan"), &etag, plan()).await
}

/// Does every action of the plan, with a photo each.
///
/// # Panics
/// When a step is refused.
pub async fn do_actions(app: &TestApp, person: &Person<'_>, path: &str) {
    let seen = person.get(path).await;
    let body = seen.json();
    let actions: Vec<Value> = body["actions"].as_array().unwrap().clone();
    for action in &actions {
        let evidence = declare_for(app, person, path, action["id"].as_str().unwrap(), "image/jpeg", &picture()).await;
        evidence.expect(201);
        bring(person, &evidence.text("/id"), picture()).await.expect(200);
    }
    let done: Vec<Value> =
        actions.iter().map(|action| json!({"id": action["id"], "done_on": "2026-03-09", "result": "Đã thực hiện"})).collect();
    person.patch(&format!("{path}/progress"), &seen.etag(), json!({ "actions": done })).await.expect(200);
}

/// Declares evidence of a corrective action.
///
/// # Panics
/// When the request cannot be read.
pub async fn declare_for(app: &TestApp, person: &Person<'_>, path: &str, action: &str, media_type: &str, bytes: &[u8]) -> Answer {
    let inspection = person.get(path).await.text("/inspection_id");
    let declaration = json!({
        "id": app.state.new_id(), "inspection_id": inspection, "attached_to": {"kind": "corrective_action", "id": action},
        "media_type": media_type, "size": bytes.len(), "sha256": crate::device::sha256(bytes), "caption": "Quy trình đã sửa",
    });
    person.post("/evidence", declaration).await
}

/// Brings the bytes of evidence.
///
/// # Panics
/// When no answer can be read.
pub async fn bring(person: &Person<'_>, evidence: &str, bytes: Vec<u8>) -> Answer {
    person.send(Request::put(format!("/api/v1/evidence/{evidence}/content")).body(Body::from(bytes)).unwrap()).await
}

/// Someone of the tests, as bodies name them.
#[must_use]
pub fn person(username: &str) -> String {
    id_of(username).to_string()
}
