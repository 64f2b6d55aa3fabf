//! Making documents.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use soat_tests::corrective::{Cast, Stage, answered, concluded, request_at};
use soat_tests::device::sha256;
use soat_tests::on_every_database;
use soat_tests::people::{PASSWORD, place};
use soat_tests::signing::{issue_keys, minutes, pdf, sign, signed_minutes};
use soat_tests::work::now;

on_every_database!(minutes_are_made_from_what_was_frozen, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (inspection, report) = minutes(&app, &cast).await;
    let seen = cast.lead.get(&report).await;
    let view = seen.expect(200);
    assert_eq!(
        (&view["kind"], &view["status"], &view["lang"], &view["is_current"]),
        (&json!("minutes"), &json!("prepared"), &json!("vi"), &json!(true))
    );
    let expected: Vec<_> =
        view["signatures"].as_array().unwrap().iter().map(|row| (row["field"].as_str().unwrap(), row["state"].as_str().unwrap())).collect();
    assert_eq!(expected, [("unit_head", "waiting"), ("secretary", "waiting"), ("lead", "waiting")]);
    assert_eq!(view["content_sha256"], cast.lead.get(&inspection).await.json()["frozen_digest"]);
    assert_eq!((&view["allowed"], &view["my_fields"]), (&json!(["sign_field", "refuse_signing"]), &json!(["lead"])));
    assert_eq!(cast.head.get(&report).await.json()["my_fields"], json!(["unit_head"]));
    assert_eq!(cast.office.get(&report).await.json()["allowed"], json!(["withdraw"]));
    let bytes = pdf(&cast.head, &report).await;
    assert_eq!(
        (sha256(&bytes), bytes.len()),
        (view["sha256"].as_str().unwrap().to_owned(), usize::try_from(view["size"].as_u64().unwrap()).unwrap())
    );
    let frozen = cast.lead.get(&format!("{inspection}/content")).await.bytes;
    assert_eq!(soat_documents::seal::verify::embedded_content(&bytes).unwrap(), frozen);
});

on_every_database!(documents_are_made_when_the_inspection_has_come_so_far_and_by_those_who_may, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (path, _) = answered(&app, &cast).await;
    let (make, of_minutes, of_report) = (format!("{path}/reports"), json!({"kind": "minutes"}), json!({"kind": "report"}));
    let early = cast.lead.post(&make, of_minutes.clone()).await.refused(409, "illegal-move");
    assert_eq!(early["params"]["allowed"], "conclude, cancel");
    now(&cast.lead, &path, "conclude", json!({})).await.expect(200);
    cast.member.post(&make, of_minutes.clone()).await.refused(403, "forbidden");
    cast.head.post(&make, of_minutes.clone()).await.refused(403, "forbidden");
    app.sign_in("bacninh.thuongtruc").await.post(&make, of_minutes.clone()).await.refused(404, "not-found");
    cast.lead.post(&make, of_report).await.refused(409, "illegal-move");
    cast.lead.post(&make, json!({"kind": "car_form"})).await.refused(422, "invalid-body");
    let first = cast.lead.post(&make, of_minutes.clone()).await;
    let second = cast.office.post(&make, json!({"kind": "minutes", "lang": "en", "number": "12/BB-ĐKT"})).await;
    assert_eq!((&second.expect(201)["number"], &second.json()["lang"]), (&json!("12/BB-ĐKT"), &json!("en")));
    let first = cast.lead.get(&format!("/reports/{}", first.text("/id"))).await.expect(200);
    assert_eq!((&first["status"], &first["superseded_by"], &first["allowed"]), (&json!("superseded"), &second.json()["id"], &json!([])));
    let list = cast.secretary.get(&format!("/reports?inspection={}&status=prepared", path.rsplit('/').next().unwrap())).await.expect(200);
    assert_eq!((list["items"].as_array().unwrap().len(), &list["items"][0]["id"]), (1, &second.json()["id"]));
    let strangers = app.sign_in("hopthanh.thuky").await;
    assert_eq!(strangers.get("/reports").await.expect(200)["items"], json!([]));
    strangers.get(&format!("/reports/{}", second.text("/id"))).await.refused(404, "not-found");
    strangers.get(&format!("/reports/{}/pdf", second.text("/id"))).await.refused(404, "not-found");
});

on_every_database!(an_inspection_that_is_reopened_leaves_its_minutes_behind, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (inspection, report) = minutes(&app, &cast).await;
    now(&cast.lead, &inspection, "reopen", json!({"reason": "Bổ sung"})).await.expect(200);
    assert_eq!(cast.lead.get(&report).await.json()["is_current"], false);
    sign(&cast.lead, &report, "lead").await.refused(409, "content-outdated");
    app.state.clock().advance_millis(60_000);
    now(&cast.lead, &inspection, "conclude", json!({})).await.expect(200);
    let made = cast.lead.post(&format!("{inspection}/reports"), json!({"kind": "minutes"})).await;
    made.expect(201);
    assert_eq!(cast.lead.get(&report).await.json()["status"], "superseded");
});

on_every_database!(the_report_needs_signed_minutes_and_a_number_and_is_issued_with_a_seal, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (inspection, _) = signed_minutes(&app, &cast).await;
    assert_eq!(cast.lead.get(&inspection).await.json()["status"], "signed");
    let make = format!("{inspection}/reports");
    let bare = cast.office.post(&make, json!({"kind": "report"})).await.refused(422, "needs-unmet");
    assert_eq!(bare["errors"][0]["code"], "number");
    let seen = cast.office.get(&inspection).await;
    cast.office.patch(&inspection, &seen.etag(), json!({"number": "07/BC-SKHCN"})).await.expect(200);
    let made = cast.office.post(&make, json!({"kind": "report"})).await;
    assert_eq!(made.expect(201)["number"], "07/BC-SKHCN");
    let report = format!("/reports/{}", made.text("/id"));
    cast.head.get(&report).await.expect(200);
    sign(&cast.lead, &report, "seal").await.refused(403, "not-expected-signer");
    sign(&cast.office, &report, "seal").await.expect(200);
    now(&cast.office, &inspection, "issue", json!({})).await.expect(200);
    let done = sign(&cast.lead, &report, "lead").await.expect(200);
    assert_eq!((&done["status"], done["signatures"][0]["signed_as"].as_str()), (&json!("signed"), Some("Huyện Cao Lộc")), "{done:#}");
    cast.office.post(&make, json!({"kind": "report"})).await.refused(409, "illegal-move");
});

on_every_database!(the_form_of_a_request_says_how_it_stands_at_that_moment, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let car = request_at(&app, &cast, Stage::Issued).await;
    let make = format!("{car}/reports");
    let first = cast.secretary.post(&make, json!({})).await;
    let fields = |view: &Value| {
        view["signatures"].as_array().unwrap().iter().map(|row| row["field"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(fields(&first.expect(201)), ["lead", "unit_head"]);
    app.sign_in("hopthanh.thuky").await.post(&make, json!({})).await.refused(404, "not-found");
    app.sign_in("lanhdao").await.post(&make, json!({})).await.refused(403, "forbidden");
    let path = format!("/reports/{}", first.text("/id"));
    sign(&cast.lead, &path, "lead").await.expect(200);
    soat_tests::corrective::bring_to(&app, &cast, &car, Stage::Verified).await;
    while soat::jobs::run_due(&app.state).await.unwrap() > 0 {}
    let whole = cast.member.post(&make, json!({"lang": "en"})).await;
    assert_eq!(fields(&whole.expect(201)), ["lead", "unit_head", "unit_plan", "reviewer", "verifier"]);
    assert_eq!(cast.lead.get(&path).await.json()["status"], "signing", "a form that has a signature stays, of its moment");
    let whole = format!("/reports/{}", whole.text("/id"));
    let secretary = app.sign_in("giacat.thuky").await;
    sign(&secretary, &whole, "unit_head").await.refused(403, "not-expected-signer");
    for (person, field) in
        [(&cast.lead, "lead"), (&cast.head, "unit_head"), (&cast.head, "unit_plan"), (&cast.office, "reviewer"), (&cast.member, "verifier")]
    {
        sign(person, &whole, field).await.expect(200);
    }
    assert_eq!(cast.office.get(&whole).await.json()["status"], "signed");
    let bytes = pdf(&cast.chair, &whole).await;
    let content: Value = serde_json::from_slice(&soat_documents::seal::verify::embedded_content(&bytes).unwrap()).unwrap();
    assert_eq!(
        (&content["format"], &content["status"], &content["cause"]["method"]),
        (&json!("soat-car-1"), &json!("verified"), &json!("five_why"))
    );
    let events: Vec<_> = content["history"].as_array().unwrap().iter().map(|step| step["event"].as_str().unwrap()).collect();
    assert_eq!((events[0], *events.last().unwrap()), ("issue", "verify"));
    assert_eq!(content["evidence"][0]["attached_kind"], "corrective_action");
});

on_every_database!(the_file_is_sent_whole_in_part_or_not_at_all, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    let whole = cast.lead.get(&format!("{report}/pdf")).await;
    assert_eq!(whole.header("content-type"), Some("application/pdf"));
    assert_eq!(whole.header("x-content-type-options"), Some("nosniff"));
    assert!(whole.header("content-disposition").unwrap().starts_with("attachment; filename=\"minutes-"));
    let get = |name: &'static str, value: String| {
        let request = Request::get(format!("/api/v1{report}/pdf")).header(name, value);
        cast.lead.send(request.body(Body::empty()).unwrap())
    };
    assert_eq!(get("if-none-match", whole.etag()).await.status.as_u16(), 304);
    let part = get("range", "bytes=0-7".into()).await;
    assert_eq!((part.status.as_u16(), &part.bytes[..]), (206, &b"%PDF-1.7"[..]));
});

on_every_database!(a_concluded_inspection_can_be_read_by_its_unit_and_not_changed_through_documents, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (inspection, _) = concluded(&app, &cast).await;
    let before = cast.lead.get(&inspection).await;
    cast.lead.post(&format!("{inspection}/reports"), json!({"kind": "minutes"})).await.expect(201);
    assert_eq!(cast.lead.get(&inspection).await.etag(), before.etag());
});

on_every_database!(a_report_does_not_rest_on_minutes_that_were_withdrawn, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (inspection, minutes) = signed_minutes(&app, &cast).await;
    let make = format!("{inspection}/reports");
    let etag = cast.office.get(&minutes).await.etag();
    let reason = json!({"reason": "Ghi nhầm số quyết định"});
    cast.office.post_seen(&format!("{minutes}/withdraw"), &etag, reason).await.expect(200);
    let numbered = json!({"kind": "report", "number": "7/BC-SKHCN"});
    let refused = cast.office.post(&make, numbered.clone()).await.refused(422, "needs-unmet");
    assert_eq!((&refused["errors"][0]["code"], &refused["params"]["event"]), (&json!("signed-minutes"), &json!("print_report")));
    // New minutes, signed again, do.
    let again = cast.lead.post(&make, json!({"kind": "minutes"})).await;
    again.expect(201);
    let again = format!("/reports/{}", again.text("/id"));
    cast.office.post(&make, numbered.clone()).await.refused(422, "needs-unmet");
    for (person, field) in [(&cast.lead, "lead"), (&app.sign_in("thuky").await, "secretary"), (&cast.head, "unit_head")] {
        sign(person, &again, field).await.expect(200);
    }
    cast.office.post(&make, numbered).await.expect(201);
});

on_every_database!(a_seal_is_used_by_those_who_act_for_its_organisation, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (inspection, _) = signed_minutes(&app, &cast).await;
    let admin = app.sign_in("quantri").await;
    let account = json!({
        "username": "giacat.vanphong", "password": PASSWORD, "display_name": "Văn phòng xã", "organisation_id": place::GIA_CAT,
    });
    let id = admin.post("/users", account).await.text("/id");
    let grant = json!({"role": "programme_manager", "organisation_id": place::GIA_CAT});
    admin.post(&format!("/users/{id}/grants"), grant).await.expect(201);
    let made = cast.office.post(&format!("{inspection}/reports"), json!({"kind": "report", "number": "7/BC-SKHCN"})).await;
    made.expect(201);
    let report = format!("/reports/{}", made.text("/id"));
    let own = app.sign_in("giacat.vanphong").await;
    assert_eq!(own.get(&report).await.json()["my_fields"], json!([]));
    sign(&own, &report, "seal").await.refused(403, "not-expected-signer");
    sign(&cast.office, &report, "seal").await.expect(200);
});
