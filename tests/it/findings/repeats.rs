//! Repeat findings: proposed from the history of the unit, decided by the team.

use serde_json::{Value, json};
use soat_tests::corrective::{Cast, begun, concluded_with, draft, nonconformity};
use soat_tests::work::now;
use soat_tests::{Device, on_every_database};
use uuid::Uuid;

fn about(clauses: &[&str]) -> Value {
    let mut finding = nonconformity();
    finding["clauses"] = json!(clauses);
    finding
}

on_every_database!(a_finding_of_the_same_clause_is_proposed_as_a_repeat, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (_, earlier) = concluded_with(&app, &cast, json!({}), &[about(&["7.5.3"]), about(&["9.2", "10.2"])]).await;
    let inspection = begun(&app, &cast, json!({})).await;
    let proposed = async |clauses: &[&str]| {
        let drafted = draft(&app, &cast, &inspection, about(clauses)).await;
        cast.lead.get(&format!("/findings/{drafted}")).await.expect(200)["proposed_repeat_of"].clone()
    };
    assert_eq!(proposed(&["7.5.3"]).await, json!(earlier[0]));
    assert_eq!(proposed(&["4.1", "10.2"]).await, json!(earlier[1]));
    assert_eq!(proposed(&["7.5"]).await, Value::Null, "a clause is not its chapter");
    assert_eq!(proposed(&["4.1"]).await, Value::Null);
    // Within the inspection itself nothing repeats; and what was withdrawn was no finding.
    now(&cast.head, &format!("/findings/{}", earlier[0]), "dispute", json!({"reason": "Đã thay"})).await.expect(200);
    now(&cast.chair, &format!("/findings/{}", earlier[0]), "withdraw", json!({"reason": "Đúng là đã thay"})).await.expect(200);
    assert_eq!(proposed(&["7.5.3"]).await, Value::Null);
});

on_every_database!(a_repeat_is_of_something_found_before_that_stands_and_is_about_the_same, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (_, earlier) = concluded_with(&app, &cast, json!({}), &[about(&["7.5.3"]), about(&["9.2"]), about(&["7.5.3"])]).await;
    now(&cast.head, &format!("/findings/{}", earlier[2]), "dispute", json!({"reason": "Đã thay"})).await.expect(200);
    now(&cast.chair, &format!("/findings/{}", earlier[2]), "withdraw", json!({"reason": "Đúng"})).await.expect(200);
    app.state.clock().advance_millis(60_000);
    let inspection = begun(&app, &cast, json!({})).await;
    let beside = draft(&app, &cast, &inspection, about(&["7.5.3"])).await;
    app.state.clock().advance_millis(60_000);
    let later = begun(&app, &cast, json!({})).await;
    let later_draft = draft(&app, &cast, &later, about(&["7.5.3"])).await;
    now(&cast.lead, &later, "conclude", json!({})).await.expect(200);
    let repeats = async |of: &str| {
        let mut finding = about(&["7.5.3"]);
        finding["repeat_of"] = json!(of);
        cast.member.post(&format!("{inspection}/findings"), finding).await
    };
    for (of, code) in [
        (&earlier[1], "no-common-clause"),
        (&earlier[2], "unknown-reference"),
        (&beside, "unknown-reference"),
        (&later_draft, "unknown-reference"),
    ] {
        let refused = repeats(of).await.refused(422, "invalid-body");
        assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]), (&json!("/repeat_of"), &json!(code)), "{refused:#}");
    }
    let repeated = repeats(&earlier[0]).await.expect(201);
    assert_eq!(repeated["repeat_of"], json!(earlier[0]));
    assert_eq!(repeated["proposed_repeat_of"], json!(earlier[0]), "and nothing of a later visit is proposed");
});

on_every_database!(a_device_is_told_the_proposal_and_the_team_decides, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (_, earlier) = concluded_with(&app, &cast, json!({}), &[nonconformity()]).await;
    let inspection: Uuid = begun(&app, &cast, json!({})).await.rsplit('/').next().unwrap().parse().unwrap();
    let mut phone = Device::sign_in(&app, "thanhvien").await;
    phone.pull(&app, 500).await;
    let finding = app.state.new_id();
    phone.put(&app, "findings", inspection, finding, json!({"observed": "Lại thấy bản cũ"}));
    phone.sync(&app).await;
    phone.put(&app, "findings", inspection, finding, json!({"clauses": ["7.5.3"]}));
    phone.sync(&app).await;
    assert_eq!(phone.record("findings", finding).unwrap()["proposed_repeat_of"], json!(earlier[0]), "the device that wrote it is told");
    phone.put(&app, "findings", inspection, finding, json!({"repeat_of": earlier[0]}));
    phone.sync(&app).await;
    let decided = cast.lead.get(&format!("/findings/{finding}")).await.expect(200);
    assert_eq!((&decided["repeat_of"], &decided["proposed_repeat_of"]), (&json!(earlier[0]), &json!(earlier[0])));
    // Another clause, another history.
    phone.put(&app, "findings", inspection, finding, json!({"clauses": ["4.1"]}));
    phone.sync(&app).await;
    assert_eq!(phone.record("findings", finding).unwrap()["proposed_repeat_of"], Value::Null);
});
