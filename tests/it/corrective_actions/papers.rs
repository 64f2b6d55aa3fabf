//! Evidence of corrective actions: photos and papers, by whom, until when.

use std::io::Write;

use serde_json::{Value, json};
use soat_tests::corrective::{Cast, Stage, bring, bring_to, declare_for, do_actions, request_at, write_plan};
use soat_tests::files::pdf;
use soat_tests::work::{now, picture};
use soat_tests::{Answer, Person, TestApp, on_every_database};

use super::proof::{Others, after_days};

const PDF: &str = "application/pdf";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A zip of empty parts, as far as anybody looks at its names.
fn office_file(parts: &[&str]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for part in parts {
        let length = u16::try_from(part.len()).unwrap().to_le_bytes();
        let offset = u32::try_from(file.len()).unwrap().to_le_bytes();
        file.write_all(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0").unwrap();
        file.write_all(&length).unwrap();
        file.write_all(&[0, 0]).unwrap();
        file.write_all(part.as_bytes()).unwrap();
        directory.write_all(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0").unwrap();
        directory.write_all(&length).unwrap();
        directory.write_all(&[0; 12]).unwrap();
        directory.write_all(&offset).unwrap();
        directory.write_all(part.as_bytes()).unwrap();
    }
    let start = u32::try_from(file.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    file.extend(directory);
    for piece in [&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &size, &start, b"\0\0"] {
        file.extend(piece);
    }
    file
}

async fn action_of(person: &Person<'_>, path: &str) -> String {
    person.get(path).await.text("/actions/0/id")
}

async fn brought(app: &TestApp, person: &Person<'_>, path: &str, media_type: &str, bytes: Vec<u8>) -> (String, Answer) {
    let declared = declare_for(app, person, path, &action_of(person, path).await, media_type, &bytes).await;
    declared.expect(201);
    let id = declared.text("/id");
    let answer = bring(person, &id, bytes).await;
    (id, answer)
}

on_every_database!(papers_are_taken_and_what_can_run_is_not, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Implementing).await;
    let types = "[Content_Types].xml";
    for (media_type, bytes) in [(PDF, pdf()), (DOCX, office_file(&[types, "word/document.xml"])), ("image/jpeg", picture())] {
        let (_, answer) = brought(&app, &cast.secretary, &path, media_type, bytes).await;
        assert_eq!(answer.expect(200)["state"], "verified", "{media_type}");
    }
    for (media_type, bytes) in [
        (DOCX, office_file(&[types, "word/document.xml", "word/vbaProject.bin"])),
        (DOCX, office_file(&["META-INF/MANIFEST.MF", "a.class"])),
        (PDF, b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec()),
        ("image/jpeg", b"<html><script>alert(1)</script></html>".to_vec()),
    ] {
        let (id, answer) = brought(&app, &cast.secretary, &path, media_type, bytes).await;
        answer.refused(422, "evidence-refused");
        assert_eq!(cast.secretary.get(&format!("/evidence/{id}")).await.text("/state"), "refused");
    }
    let action = action_of(&cast.secretary, &path).await;
    for media_type in ["image/svg+xml", "application/vnd.ms-word.document.macroEnabled.12", "text/html", "application/zip"] {
        let refused = declare_for(&app, &cast.secretary, &path, &action, media_type, b"x").await.refused(422, "invalid-body");
        assert_eq!(refused["errors"][0]["pointer"], "/media_type");
    }
    // What was brought stands with the request, with what became of it.
    let detail = cast.office.get(&path).await.expect(200);
    let states: Vec<_> = detail["evidence"].as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["verified", "verified", "verified", "refused", "refused", "refused", "refused"]);
});

on_every_database!(evidence_is_for_unit_and_team_to_bring_and_for_office_and_committee_to_read, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let others = Others::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Implementing).await;
    let action = action_of(&cast.secretary, &path).await;
    for person in [&cast.office, &cast.chair, &others.onlookers[0]] {
        declare_for(&app, person, &path, &action, PDF, &pdf()).await.refused(403, "forbidden");
    }
    let (id, answer) = brought(&app, &cast.secretary, &path, PDF, pdf()).await;
    answer.expect(200);
    let place = format!("/evidence/{id}");
    for stranger in &others.strangers {
        let inspection = cast.lead.get(&path).await.text("/inspection_id");
        let declaration = json!({"id": app.state.new_id(), "inspection_id": inspection, "attached_to": {"kind": "corrective_action", "id": action},
            "media_type": PDF, "size": 3, "sha256": "0".repeat(64)});
        stranger.post("/evidence", declaration).await.refused(404, "not-found");
        stranger.get(&place).await.refused(404, "not-found");
        stranger.get(&format!("{place}/content")).await.refused(404, "not-found");
    }
    for person in [&cast.office, &cast.chair, &cast.lead, &cast.head, &others.onlookers[0]] {
        person.get(&place).await.expect(200);
        assert_eq!(person.get(&format!("{place}/content")).await.bytes.as_ref(), pdf());
    }
    // An action of nothing, and an action of another inspection's request.
    let nothing =
        declare_for(&app, &cast.secretary, &path, &app.state.new_id().to_string(), PDF, &pdf()).await.refused(422, "invalid-body");
    assert_eq!(nothing["errors"][0]["pointer"], "/attached_to/id");
    let another = request_at(&app, &cast, Stage::Acknowledged).await;
    declare_for(&app, &cast.secretary, &another, &action, PDF, &pdf()).await.refused(422, "invalid-body");
});

on_every_database!(what_was_submitted_stays_and_is_taken_back_by_nobody_else, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Implementing).await;
    let (first, _) = brought(&app, &cast.secretary, &path, PDF, pdf()).await;
    let place = format!("/evidence/{first}");
    let reason = json!({"reason": "Nhầm tệp"});
    for person in [&cast.member, &cast.head] {
        now(person, &place, "withdraw", reason.clone()).await.refused(403, "forbidden");
    }
    now(&cast.secretary, &place, "withdraw", reason.clone()).await.expect(200);
    let (second, _) = brought(&app, &cast.secretary, &path, PDF, pdf()).await;
    do_actions(&app, &cast.secretary, &path).await;
    now(&cast.secretary, &path, "submit_implementation", json!({})).await.expect(200);
    now(&cast.secretary, &format!("/evidence/{second}"), "withdraw", reason.clone()).await.refused(409, "request-takes-no-evidence");
    // What the team saw when it verified is its own.
    let (seen, answer) = brought(&app, &cast.member, &path, "image/jpeg", picture()).await;
    answer.expect(200);
    now(&cast.secretary, &format!("/evidence/{seen}"), "withdraw", reason.clone()).await.refused(403, "forbidden");
    now(&cast.member, &format!("/evidence/{seen}"), "withdraw", reason).await.expect(200);
});

on_every_database!(what_the_team_judges_is_added_to_by_the_team_alone, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Implementing).await;
    let action = action_of(&cast.secretary, &path).await;
    // Declared in time: its bytes may still come, and the same declaration again is the same.
    let inspection = cast.secretary.get(&path).await.text("/inspection_id");
    let early = json!({"id": app.state.new_id(), "inspection_id": inspection, "attached_to": {"kind": "corrective_action", "id": action},
        "media_type": PDF, "size": pdf().len(), "sha256": soat_tests::device::sha256(&pdf())});
    cast.secretary.post("/evidence", early.clone()).await.expect(201);
    do_actions(&app, &cast.secretary, &path).await;
    now(&cast.secretary, &path, "submit_implementation", json!({})).await.expect(200);
    for stage in ["implementation_submitted", "verified"] {
        if stage == "verified" {
            now(&cast.member, &path, "verify", json!({"method": "on_site"})).await.expect(200);
        }
        for person in [&cast.secretary, &cast.head] {
            let late = declare_for(&app, person, &path, &action, PDF, stage.as_bytes()).await;
            let late = late.refused(409, "request-takes-no-evidence");
            assert_eq!(late["params"]["status"], json!(stage));
            assert!(late["detail"].as_str().unwrap().starts_with("Phiếu yêu cầu hành động khắc phục đang ở trạng thái"), "{late:#}");
        }
        declare_for(&app, &cast.member, &path, &action, PDF, stage.as_bytes()).await.expect(201);
    }
    cast.secretary.post("/evidence", early.clone()).await.expect(200);
    bring(&cast.secretary, early["id"].as_str().unwrap(), pdf()).await.expect(200);
});

on_every_database!(a_closed_request_takes_nothing_more, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    let whole = |id: &str| json!({"kind": "corrective_action_request", "id": id});
    let declare = async |person: &Person<'_>| {
        let seen = person.get(&path).await;
        let body = json!({"id": app.state.new_id(), "inspection_id": seen.text("/inspection_id"), "attached_to": whole(&seen.text("/id")),
            "media_type": PDF, "size": pdf().len(), "sha256": soat_tests::device::sha256(&pdf())});
        person.post("/evidence", body).await
    };
    declare(&cast.secretary).await.refused(409, "request-takes-no-evidence");
    bring_to(&app, &cast, &path, Stage::Verified).await;
    let judged_by = declare(&cast.member).await;
    judged_by.expect(201);
    let cast = after_days(&app, 120).await;
    now(&cast.member, &path, "confirm_effective", json!({"reason": "Không tái diễn"})).await.expect(200);
    now(&cast.chair, &path, "close", json!({})).await.expect(200);
    let closed = declare(&cast.secretary).await.refused(409, "request-takes-no-evidence");
    assert_eq!(closed["params"]["status"], "closed");
    // What was declared in time may still arrive.
    bring(&cast.member, &judged_by.text("/id"), pdf()).await.expect(200);
});

on_every_database!(of_fifty_files_one_is_bad_and_forty_nine_are_kept, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    write_plan(&cast.secretary, &path).await.expect(200);
    let action = action_of(&cast.secretary, &path).await;
    let mut outcomes = Vec::new();
    for number in 0..50 {
        let bytes =
            if number == 17 { b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec() } else { [pdf(), vec![b'\n'; number]].concat() };
        let declared = declare_for(&app, &cast.secretary, &path, &action, PDF, &bytes).await;
        declared.expect(201);
        outcomes.push(bring(&cast.secretary, &declared.text("/id"), bytes).await.status.as_u16());
    }
    let bad: Vec<usize> = (0..50).filter(|at| outcomes[*at] != 200).collect();
    assert_eq!((bad, outcomes[17]), (vec![17], 422));
    let detail = cast.office.get(&path).await.expect(200);
    let refused: Vec<&Value> = detail["evidence"].as_array().unwrap().iter().filter(|one| one["state"] != "verified").collect();
    assert_eq!((detail["evidence"].as_array().unwrap().len(), refused.len()), (50, 1));
    assert_eq!(refused[0]["refusal"]["code"], "type-dangerous");
});

on_every_database!(what_the_unit_brings_is_no_part_of_the_visit, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Implementing).await;
    // Declared and never brought: it must not keep the inspection from being concluded again.
    declare_for(&app, &cast.secretary, &path, &action_of(&cast.secretary, &path).await, PDF, &pdf()).await.expect(201);
    let inspection = format!("/inspections/{}", cast.lead.get(&path).await.text("/inspection_id"));
    now(&cast.lead, &inspection, "reopen", json!({"reason": "Bổ sung người dự"})).await.expect(200);
    let progress = cast.lead.get(&format!("{inspection}/progress")).await.expect(200);
    assert_eq!(progress["evidence_awaited"], 0);
    now(&cast.lead, &inspection, "conclude", json!({})).await.expect(200);
});
