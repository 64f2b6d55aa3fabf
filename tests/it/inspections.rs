//! Planning inspections, their teams, and what happens to them until they are recorded in.

use serde_json::{Value, json};
use soat_tests::on_every_database;
use soat_tests::people::{PASSWORD, id_of, place};
use soat_tests::work::{begun_self_check, external_plan, member, now, self_check_plan};

fn with(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}

fn pointers(problem: &Value) -> Vec<&str> {
    problem["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect()
}

on_every_database!(an_inspection_is_planned_with_the_next_code_of_its_register, |app| async move {
    let office = app.sign_in("thuongtruc").await;
    let first = office.post("/inspections", external_plan()).await;
    let body = first.expect(201);
    assert_eq!((body["code"].as_str(), body["status"].as_str()), (Some("2026-0001"), Some("planned")));
    assert_eq!(body["checklist_digest"].as_str().unwrap().len(), 64);
    assert_eq!(body["organisation"]["name"], "Xã Gia Cát");
    assert_eq!(body["allowed"], json!(["notify", "cancel"]), "an external inspection is not started without notice");
    assert_eq!(office.post("/inspections", external_plan()).await.text("/code"), "2026-0002");
    let elsewhere = with(external_plan(), "organisation_id", json!(place::BAC_NINH));
    assert_eq!(app.sign_in("bacninh.thuongtruc").await.post("/inspections", elsewhere).await.text("/code"), "2026-0001");
    let again = with(external_plan(), "id", body["id"].clone());
    office.post("/inspections", again).await.refused(409, "already-exists");
});

on_every_database!(ten_plans_at_once_get_ten_codes, |app| async move {
    let office = app.sign_in("thuongtruc").await;
    let plans = (0..10).map(|_| office.post("/inspections", external_plan()));
    let mut codes: Vec<_> = futures_util::future::join_all(plans).await.iter().map(|answer| answer.text("/code")).collect();
    codes.sort();
    assert_eq!(codes, (1..=10).map(|number| format!("2026-{number:04}")).collect::<Vec<_>>());
});

on_every_database!(a_plan_that_does_not_hold_together_is_refused_with_its_place, |app| async move {
    let office = app.sign_in("thuongtruc").await;
    for (field, value, pointer) in [
        ("planned_to", json!("2026-03-08"), "/planned_to"),
        ("planned_from", json!("09/03/2026"), "/planned_from"),
        ("checklist", json!({"key": "khong-co"}), "/checklist"),
        ("checklist", json!({"key": "commune-self-check"}), "/checklist"),
        ("checklist", json!({"digest": "a".repeat(64)}), "/checklist"),
        ("checklist", json!({}), "/checklist"),
        ("organisation_id", json!(app.state.new_id()), "/organisation_id"),
        ("organisation_id", json!(place::BAC_NINH), "/organisation_id"),
        ("programme_id", json!(app.state.new_id()), "/programme_id"),
        ("scope", json!({"procedures": "tất cả"}), "/scope/procedures"),
        ("zone", json!("Sao_Hoa/Olympus"), "/zone"),
        ("amendments", json!(["9001:2015/Amd 1:2024", "x".repeat(200)]), "/amendments/1"),
        ("kind", json!("surprise"), "/kind"),
    ] {
        let problem = office.post("/inspections", with(external_plan(), field, value)).await.refused(422, "invalid-body");
        assert_eq!(pointers(&problem), [pointer]);
    }
    let unfit = office.post("/inspections", with(external_plan(), "checklist", json!({"key": "commune-self-check"}))).await;
    let flaw = unfit.refused(422, "invalid-body")["errors"][0].clone();
    assert_eq!(flaw["code"], "checklist-kind");
    assert!(flaw["detail"].as_str().unwrap().contains("chỉ dùng cho: tự kiểm tra"), "{flaw}");
    assert_eq!(office.get("/inspections").await.expect(200)["items"], json!([]), "nothing is stored half");
});

on_every_database!(who_may_not_plan_is_refused, |app| async move {
    for name in ["lanhdao", "bcd.thanhvien", "giacat.thuky", "giacat.chutich", "truongdoan"] {
        app.sign_in(name).await.post("/inspections", external_plan()).await.refused(403, "forbidden");
    }
    for name in ["bacninh.thuongtruc", "bacninh.quantri"] {
        let problem = app.sign_in(name).await.post("/inspections", external_plan()).await.refused(422, "invalid-body");
        assert_eq!(problem["errors"][0]["pointer"], "/organisation_id");
    }
    // A unit plans checks of itself, of nobody else.
    app.sign_in("giacat.thuky").await.post("/inspections", self_check_plan()).await.expect(201);
    app.sign_in("hopthanh.thuky").await.post("/inspections", self_check_plan()).await.refused(422, "invalid-body");
    app.sign_in("lanhdao").await.post("/inspections", self_check_plan()).await.refused(403, "forbidden");
});

on_every_database!(a_plan_changes_while_it_is_one, |app| async move {
    let office = app.sign_in("thuongtruc").await;
    let planned = office.post("/inspections", external_plan()).await;
    let path = format!("/inspections/{}", planned.text("/id"));
    let later = json!({"planned_to": "2026-03-12", "form": "by_file", "number": "7/BB-ĐKT"});
    let changed = office.patch(&path, &planned.etag(), later.clone()).await;
    let body = changed.expect(200);
    assert_eq!((&body["planned_to"], &body["form"], &body["number"]), (&json!("2026-03-12"), &json!("by_file"), &json!("7/BB-ĐKT")));
    office.patch(&path, &planned.etag(), later.clone()).await.refused(412, "stale-version");
    office.patch(&path, &changed.etag(), json!({"planned_to": "2026-03-01"})).await.refused(422, "invalid-body");
    office.patch(&path, &changed.etag(), json!({"status": "issued"})).await.refused(422, "invalid-body");
    office.send(soat_tests::app::json(axum::http::Method::PATCH, &path, &later)).await.refused(428, "if-match-required");
    // Permission is looked at before the version: whoever may not change it is not told how it stands.
    for etag in [changed.etag(), "\"0\"".to_owned()] {
        for name in ["lanhdao", "giacat.thuky"] {
            app.sign_in(name).await.patch(&path, &etag, later.clone()).await.refused(403, "forbidden");
            app.sign_in(name).await.patch(&path, &etag, json!({})).await.refused(403, "forbidden");
            app.sign_in(name).await.patch(&path, &etag, json!({"opinion": "Đồng ý"})).await.refused(403, "forbidden");
        }
        app.sign_in("bacninh.thuongtruc").await.patch(&path, &etag, later.clone()).await.refused(404, "not-found");
        app.sign_in("hopthanh.thuky").await.patch(&path, &etag, later.clone()).await.refused(404, "not-found");
    }
    let entries = office.get(&format!("/activity?record={}", planned.text("/id"))).await.expect(200);
    assert_eq!(entries["items"][1]["changes"]["form"], json!(["on_site", "by_file"]), "every change of the plan is on record");
});

on_every_database!(a_plan_that_has_begun_keeps_its_days_and_its_checklist, |app| async move {
    let path = begun_self_check(&app).await;
    let unit = app.sign_in("giacat.thuky").await;
    let etag = unit.get(&path).await.etag();
    for body in [json!({"planned_to": "2026-04-01"}), json!({"form": "by_file"}), json!({"checklist": {"key": "commune-self-check"}})] {
        unit.patch(&path, &etag, body).await.refused(409, "illegal-move");
    }
    unit.patch(&path, &etag, json!({"number": "3/BB-UBND"})).await.expect(200);
});

on_every_database!(a_team_has_one_lead_and_at_most_one_secretary, |app| async move {
    let office = app.sign_in("thuongtruc").await;
    let planned = office.post("/inspections", external_plan()).await;
    let path = format!("/inspections/{}", planned.text("/id"));
    let team = format!("{path}/team");
    for (members, code, pointer) in [
        (json!([]), "length", "/members"),
        (json!([member("thuky", "secretary")]), "one-lead", "/members"),
        (json!([member("truongdoan", "lead"), member("thuky", "lead")]), "one-lead", "/members"),
        (
            json!([member("truongdoan", "lead"), member("thuky", "secretary"), member("thanhvien", "secretary")]),
            "one-secretary",
            "/members",
        ),
        (json!([member("truongdoan", "lead"), member("truongdoan", "member")]), "not-unique", "/members/1/user_id"),
        (json!([member("truongdoan", "lead"), member("bacninh.thanhvien", "member")]), "unknown-reference", "/members/1/user_id"),
        (json!([member("truongdoan", "lead"), member("hopthanh.thuky", "member")]), "unknown-reference", "/members/1/user_id"),
        (json!([member("truongdoan", "lead"), member("lanhdao", "member")]), "unknown-reference", "/members/1/user_id"),
        (
            json!([member("truongdoan", "lead"), {"user_id": app.state.new_id(), "team_role": "member"}]),
            "unknown-reference",
            "/members/1/user_id",
        ),
    ] {
        let problem = office.put(&team, &planned.etag(), json!({"members": members})).await.refused(422, "invalid-body");
        assert_eq!((problem["errors"][0]["code"].as_str(), problem["errors"][0]["pointer"].as_str()), (Some(code), Some(pointer)));
    }
    let whole = json!({"decision_number": "12/QĐ-SKHCN", "members": [member("truongdoan", "lead"), member("thuky", "secretary")]});
    for etag in ["\"0\"".to_owned(), planned.etag()] {
        app.sign_in("lanhdao").await.put(&team, &etag, whole.clone()).await.refused(403, "forbidden");
        app.sign_in("giacat.thuky").await.put(&team, &etag, whole.clone()).await.refused(403, "forbidden");
        app.sign_in("bacninh.thuongtruc").await.put(&team, &etag, whole.clone()).await.refused(404, "not-found");
    }
    let set = office.put(&team, &planned.etag(), whole.clone()).await;
    let body = set.expect(200);
    let names: Vec<_> = body["team"].as_array().unwrap().iter().map(|member| member["team_role"].as_str().unwrap()).collect();
    assert_eq!(names, ["lead", "secretary"]);
    office.put(&team, &planned.etag(), whole.clone()).await.refused(412, "stale-version");
    let again = office.put(&team, &set.etag(), whole).await;
    assert_eq!(again.expect(200)["team"], body["team"], "the same team again is the same team");
    assert_eq!(again.json()["team_decision_number"], "12/QĐ-SKHCN");
});

on_every_database!(nobody_inspects_their_own_employer, |app| async move {
    let admin = app.sign_in("quantri").await;
    let account =
        json!({"username": "giacat.thanhtra", "password": PASSWORD, "display_name": "Người của xã", "organisation_id": place::GIA_CAT});
    let id = admin.post("/users", account).await.text("/id");
    let grant = json!({"role": "inspector", "organisation_id": place::LANG_SON});
    admin.post(&format!("/users/{id}/grants"), grant).await.expect(201);
    let office = app.sign_in("thuongtruc").await;
    let planned = office.post("/inspections", external_plan()).await;
    let path = format!("/inspections/{}/team", planned.text("/id"));
    let members = json!({"members": [member("truongdoan", "lead"), {"user_id": id, "team_role": "observer"}]});
    let problem = office.put(&path, &planned.etag(), members).await.refused(422, "not-independent");
    assert_eq!(problem["params"]["name"], "Người của xã");
    // The same person may inspect the neighbours.
    let elsewhere = office.post("/inspections", with(external_plan(), "organisation_id", json!(place::HOP_THANH))).await;
    let members = json!({"members": [member("truongdoan", "lead"), {"user_id": id, "team_role": "member"}]});
    office.put(&format!("/inspections/{}/team", elsewhere.text("/id")), &elsewhere.etag(), members).await.expect(200);
});

on_every_database!(the_people_of_another_unit_do_not_take_part_in_a_check_of_ones_own, |app| async move {
    let admin = app.sign_in("quantri").await;
    let account =
        json!({"username": "caoloc.thuky", "password": PASSWORD, "display_name": "Thư ký huyện", "organisation_id": place::CAO_LOC});
    let id = admin.post("/users", account).await.text("/id");
    let grant = json!({"role": "unit_representative", "organisation_id": place::CAO_LOC});
    admin.post(&format!("/users/{id}/grants"), grant).await.expect(201);
    let unit = app.sign_in("giacat.thuky").await;
    let planned = unit.post("/inspections", self_check_plan()).await;
    let path = format!("/inspections/{}/team", planned.text("/id"));
    for stranger in [json!(id), json!(id_of("hopthanh.thuky")), json!(id_of("thuongtruc"))] {
        let members = json!({"members": [member("giacat.thuky", "lead"), {"user_id": stranger, "team_role": "member"}]});
        let problem = unit.put(&path, &planned.etag(), members).await.refused(422, "invalid-body");
        assert_eq!(pointers(&problem), ["/members/1/user_id"]);
    }
    // An inspector of the province may help.
    let members = json!({"members": [member("giacat.thuky", "lead"), member("thanhvien", "observer")]});
    unit.put(&path, &planned.etag(), members).await.expect(200);
});

on_every_database!(the_unit_is_notified_before_an_external_inspection_starts, |app| async move {
    let office = app.sign_in("thuongtruc").await;
    let planned = office.post("/inspections", external_plan()).await;
    let path = format!("/inspections/{}", planned.text("/id"));
    let notice = json!({"notice_number": "45/TB-SKHCN", "notice_sent_on": "2026-03-04"});
    let problem = office.post_seen(&format!("{path}/notify"), &planned.etag(), notice.clone()).await.refused(422, "needs-unmet");
    assert_eq!(problem["errors"][0]["code"], "team");
    let members = json!({"members": [member("truongdoan", "lead"), member("thuky", "secretary"), member("thanhvien", "member")]});
    let team = office.put(&format!("{path}/team"), &planned.etag(), members).await;
    team.expect(200);
    let lead = app.sign_in("truongdoan").await;
    let problem = lead.post_seen(&format!("{path}/start"), &team.etag(), json!({})).await.refused(422, "needs-unmet");
    assert_eq!(problem["errors"][0]["code"], "notice");
    for (body, code) in [
        (json!({"notice_number": "", "notice_sent_on": "2026-03-04"}), "invalid-body"),
        (json!({"notice_number": "45/TB"}), "invalid-body"),
        (json!({"notice_number": "  ", "notice_sent_on": "2026-03-04"}), "needs-unmet"),
    ] {
        office.post_seen(&format!("{path}/notify"), &team.etag(), body).await.refused(422, code);
    }
    for name in ["truongdoan", "lanhdao", "giacat.chutich"] {
        app.sign_in(name).await.post_seen(&format!("{path}/notify"), &team.etag(), notice.clone()).await.refused(403, "forbidden");
    }
    app.sign_in("bacninh.thuongtruc").await.post_seen(&format!("{path}/notify"), "\"1\"", notice.clone()).await.refused(404, "not-found");
    let notified = office.post_seen(&format!("{path}/notify"), &team.etag(), notice.clone()).await;
    assert_eq!(notified.expect(200)["status"], "notified");
    office.post_seen(&format!("{path}/notify"), &team.etag(), notice.clone()).await.refused(412, "stale-version");
    office.post_seen(&format!("{path}/notify"), &notified.etag(), notice).await.refused(409, "illegal-move");
    // The lead or the secretary starts, once.
    for name in ["thanhvien", "thuongtruc"] {
        app.sign_in(name).await.post_seen(&format!("{path}/start"), &notified.etag(), json!({})).await.refused(403, "forbidden");
    }
    let started = app.sign_in("thuky").await.post_seen(&format!("{path}/start"), &notified.etag(), json!({})).await;
    let body = started.expect(200);
    assert_eq!((body["status"].as_str(), body["started_at"].is_string()), (Some("in_progress"), true));
    lead.post_seen(&format!("{path}/start"), &notified.etag(), json!({})).await.refused(412, "stale-version");
    lead.post_seen(&format!("{path}/start"), &started.etag(), json!({})).await.refused(409, "illegal-move");
});

on_every_database!(a_unit_starts_its_own_checks_with_or_without_notice, |app| async move {
    let unit = app.sign_in("giacat.thuky").await;
    let head = app.sign_in("giacat.chutich").await;
    for (kind, checklist) in [("self_check", "commune-self-check"), ("internal_audit", "internal-audit")] {
        for notify in [false, true] {
            let plan = with(with(self_check_plan(), "kind", json!(kind)), "checklist", json!({ "key": checklist }));
            let planned = unit.post("/inspections", plan).await;
            planned.expect(201);
            let path = format!("/inspections/{}", planned.text("/id"));
            unit.post_seen(&format!("{path}/start"), &planned.etag(), json!({})).await.refused(403, "forbidden");
            let members = json!({"members": [member("giacat.thuky", "lead"), member("giacat.chutich", "member")]});
            head.put(&format!("{path}/team"), &planned.etag(), members).await.expect(200);
            if notify {
                let notice = json!({"notice_number": "2/TB-UBND", "notice_sent_on": "2026-03-06"});
                now(&head, &path, "notify", notice).await.expect(200);
            }
            assert_eq!(now(&unit, &path, "start", json!({})).await.expect(200)["status"], "in_progress");
        }
    }
});

on_every_database!(an_inspection_is_cancelled_with_a_reason_by_those_who_plan_it, |app| async move {
    let office = app.sign_in("thuongtruc").await;
    let planned = office.post("/inspections", external_plan()).await;
    let path = format!("/inspections/{}", planned.text("/id"));
    let cancel = format!("{path}/cancel");
    let reason = json!({"reason": "Đơn vị vừa được thanh tra"});
    office.post_seen(&cancel, &planned.etag(), json!({"reason": ""})).await.refused(422, "invalid-body");
    let blank = office.post_seen(&cancel, &planned.etag(), json!({"reason": "   "})).await.refused(422, "needs-unmet");
    assert_eq!(pointers(&blank), ["/reason"]);
    office.post_seen(&cancel, &planned.etag(), json!({"reason": "x".repeat(2_001)})).await.refused(422, "invalid-body");
    app.sign_in("lanhdao").await.post_seen(&cancel, &planned.etag(), reason.clone()).await.refused(403, "forbidden");
    app.sign_in("giacat.chutich").await.post_seen(&cancel, &planned.etag(), reason.clone()).await.refused(403, "forbidden");
    app.sign_in("bacninh.thuongtruc").await.post_seen(&cancel, &planned.etag(), reason.clone()).await.refused(404, "not-found");
    let cancelled = office.post_seen(&cancel, &planned.etag(), reason.clone()).await;
    let body = cancelled.expect(200);
    assert_eq!((&body["status"], &body["reason"], &body["allowed"]), (&json!("cancelled"), &reason["reason"], &json!([])));
    office.post_seen(&cancel, &planned.etag(), reason.clone()).await.refused(412, "stale-version");
    office.post_seen(&cancel, &cancelled.etag(), reason).await.refused(409, "illegal-move");
    office.patch(&path, &cancelled.etag(), json!({"planned_to": "2026-03-20"})).await.refused(409, "illegal-move");
    let members = json!({"members": [member("truongdoan", "lead")]});
    office.put(&format!("{path}/team"), &cancelled.etag(), members).await.refused(409, "illegal-move");
});

on_every_database!(what_comes_after_the_signature_is_refused_before_it, |app| async move {
    let path = begun_self_check(&app).await;
    let unit = app.sign_in("giacat.thuky").await;
    for event in ["issue", "archive"] {
        let problem = now(&unit, &path, event, json!({})).await.refused(409, "illegal-move");
        assert_eq!(problem["params"]["allowed"], "conclude, cancel");
        now(&app.sign_in("lanhdao").await, &path, event, json!({})).await.refused(403, "forbidden");
        app.sign_in("bacninh.thuongtruc").await.post_seen(&format!("{path}/{event}"), "\"1\"", json!({})).await.refused(404, "not-found");
        unit.post_seen(&format!("{path}/{event}"), "\"1\"", json!({})).await.refused(412, "stale-version");
    }
    now(&unit, &path, "reopen", json!({"reason": "Bổ sung"})).await.refused(409, "illegal-move");
    let office = app.sign_in("thuongtruc").await;
    let planned = office.post("/inspections", external_plan()).await;
    let path = format!("/inspections/{}", planned.text("/id"));
    for event in ["issue", "archive"] {
        now(&office, &path, event, json!({})).await.refused(409, "illegal-move");
    }
});

on_every_database!(a_unit_sees_that_it_is_inspected_but_not_the_work, |app| async move {
    let inspection = soat_tests::device::begun_inspection(&app, "provincial-inspection").await;
    let path = format!("/inspections/{inspection}");
    for name in ["giacat.thuky", "giacat.chutich"] {
        let unit = app.sign_in(name).await;
        assert_eq!(unit.get(&path).await.expect(200)["status"], "in_progress");
        assert_eq!(unit.get("/inspections").await.expect(200)["items"].as_array().unwrap().len(), 1);
        for work in ["responses", "samples", "attendees", "progress", "score", "content"] {
            unit.get(&format!("{path}/{work}")).await.refused(404, "not-found");
        }
    }
    for name in ["hopthanh.thuky", "bacninh.thuongtruc", "bacninh.thanhvien"] {
        let stranger = app.sign_in(name).await;
        stranger.get(&path).await.refused(404, "not-found");
        assert_eq!(stranger.get("/inspections").await.expect(200)["items"], json!([]));
    }
    let viewer = app.sign_in("lanhdao").await;
    viewer.get(&format!("{path}/responses")).await.expect(200);
    assert_eq!(viewer.get(&path).await.json()["allowed"], json!([]));
});

on_every_database!(inspections_are_listed_by_kind_status_and_place_in_pages, |app| async move {
    let office = app.sign_in("thuongtruc").await;
    for unit in [place::GIA_CAT, place::HOP_THANH, place::SO_KHCN] {
        office.post("/inspections", with(external_plan(), "organisation_id", json!(unit))).await.expect(201);
    }
    begun_self_check(&app).await;
    let count = async |query: &str| office.get(&format!("/inspections?{query}")).await.expect(200)["items"].as_array().unwrap().len();
    assert_eq!(count("").await, 4);
    assert_eq!(count("kind=external").await, 3);
    assert_eq!(count("status=in_progress").await, 1);
    assert_eq!(count(&format!("within={}", place::CAO_LOC)).await, 3);
    assert_eq!(count(&format!("within={}", place::BAC_NINH)).await, 0);
    let first = office.get("/inspections?limit=3").await.expect(200);
    let rest = office.get(&format!("/inspections?limit=3&after={}", first["next"].as_str().unwrap())).await.expect(200);
    let mut ids: Vec<_> =
        [&first, &rest].iter().flat_map(|page| page["items"].as_array().unwrap()).map(|row| row["id"].to_string()).collect();
    ids.dedup();
    assert_eq!((ids.len(), &rest["next"]), (4, &Value::Null));
});
