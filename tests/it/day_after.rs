//! What comes after the day in Xã Gia Cát: the minutes are signed by all three, the unit answers, is sent back and answers again,
//! the team verifies, effectiveness is judged, the committee closes, the report goes out under seal; and outside judges look at
//! the files.

use serde_json::json;
use soat_tests::corrective::{Cast, do_actions, write_plan};
use soat_tests::signing::{failing, issue_keys, pdf, sign, verified};
use soat_tests::work::now;
use soat_tests::{Person, TestApp};
use uuid::Uuid;

use crate::reports::judges::{pdfsig, pyhanko, qpdf, text_of};

const DAY: i64 = 86_400_000;

/// From the conclusion to the closing of the request and the issue of the report.
pub async fn to_the_end(app: &TestApp, inspection: Uuid, finding: Uuid) {
    issue_keys(app).await;
    while soat::jobs::run_due(&app.state).await.unwrap() > 0 {}
    let path = format!("/inspections/{inspection}");
    let cast = Cast::sign_in(app).await;
    let made = cast.lead.post(&format!("{path}/reports"), json!({"kind": "minutes"})).await;
    made.expect(201);
    let minutes = format!("/reports/{}", made.text("/id"));
    let secretary = app.sign_in("thuky").await;
    for (person, field) in [(&cast.lead, "lead"), (&secretary, "secretary"), (&cast.head, "unit_head")] {
        sign(person, &minutes, field).await.expect(200);
    }
    assert_eq!(cast.office.get(&path).await.json()["status"], "signed");

    let issued = cast.lead.post("/corrective-action-requests", json!({"finding_ids": [finding]})).await;
    issued.expect(201);
    let car = format!("/corrective-action-requests/{}", issued.text("/id"));
    answer_twice(app, &cast, &car).await;
    app.state.clock().advance_millis(120 * DAY);
    let cast = Cast::sign_in(app).await;
    now(&cast.member, &car, "confirm_effective", json!({"reason": "Ba tháng không tái diễn"})).await.expect(200);
    assert_eq!(now(&cast.chair, &car, "close", json!({})).await.expect(200)["status"], "closed");
    while soat::jobs::run_due(&app.state).await.unwrap() > 0 {}
    let form = cast.secretary.post(&format!("{car}/reports"), json!({})).await;
    form.expect(201);
    let form = format!("/reports/{}", form.text("/id"));
    sign(&cast.chair, &form, "chair").await.expect(200);

    let made = cast.office.post(&format!("{path}/reports"), json!({"kind": "report", "number": "15/BC-SKHCN"})).await;
    made.expect(201);
    let report = format!("/reports/{}", made.text("/id"));
    sign(&cast.office, &report, "seal").await.expect(200);
    sign(&cast.lead, &report, "lead").await.expect(200);
    judged(app, &cast.secretary, &[(&minutes, 3), (&report, 2), (&form, 1)]).await;
}

/// The plan comes back once, the result once, and both are brought again.
async fn answer_twice(app: &TestApp, cast: &Cast<'_>, car: &str) {
    now(&cast.secretary, car, "acknowledge", json!({})).await.expect(200);
    write_plan(&cast.secretary, car).await.expect(200);
    now(&cast.head, car, "submit_plan", json!({})).await.expect(200);
    now(&cast.lead, car, "return_plan", json!({"reason": "Chưa nêu ai theo dõi"})).await.expect(200);
    now(&cast.head, car, "submit_plan", json!({})).await.expect(200);
    now(&cast.office, car, "accept_plan", json!({})).await.expect(200);
    do_actions(app, &cast.secretary, car).await;
    now(&cast.secretary, car, "submit_implementation", json!({})).await.expect(200);
    now(&cast.member, car, "return_implementation", json!({"reason": "Ảnh chưa rõ ngày"})).await.expect(200);
    now(&cast.secretary, car, "submit_implementation", json!({})).await.expect(200);
    now(&cast.member, car, "verify", json!({"method": "on_site"})).await.expect(200);
}

/// Outside judges and ourselves over every document.
async fn judged(app: &TestApp, unit: &Person<'_>, documents: &[(&String, usize)]) {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (path, signatures) in documents {
        let bytes = pdf(unit, path).await;
        assert_eq!(qpdf(folder.path(), &bytes), Ok(()));
        assert_eq!(pdfsig(folder.path(), &bytes), vec![true; *signatures]);
        let record = verified(app, bytes.clone()).await;
        // Of a request's form the chair's field alone is signed here.
        let open: &[&str] = if *signatures == 1 { &["fully-signed"] } else { &[] };
        assert_eq!(failing(&record), open, "{record:#}");
        files.push(bytes);
    }
    assert!(text_of(&files[0]).contains("Bản in tại bộ phận một cửa là bản cũ"));
    assert!(text_of(&files[1]).contains("15/BC-SKHCN"));
    let root = String::from_utf8(app.get("/certificates/root").await.bytes.to_vec()).unwrap();
    let list = app.get("/certificates/revocation-list").await.bytes;
    let names = ["minutes.pdf", "report.pdf", "form.pdf"];
    let judged: Vec<(&str, &[u8])> = names.iter().copied().zip(files.iter().map(Vec::as_slice)).collect();
    let moment = app.state.now().plus_seconds(60).to_string();
    let answers = pyhanko(folder.path(), &root, &list, &moment, &judged);
    for answer in answers.as_array().unwrap() {
        let signatures = answer["signatures"].as_array().unwrap_or_else(|| panic!("{answer:#}"));
        assert!(signatures.iter().all(|signature| signature["bottom_line"] == true), "{answer:#}");
    }
}
