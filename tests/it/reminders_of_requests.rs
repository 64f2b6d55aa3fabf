//! Reminders of real corrective action requests, by the job that comes round.

use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, QueryOrder};
use serde_json::json;
use soat::kernel::clock::DEFAULT_ZONE;
use soat::notify::entity::notice;
use soat_tests::corrective::{Cast, Stage, bring_to, request_at};
use soat_tests::people::{EVERYBODY, id_of};
use soat_tests::work::now;
use soat_tests::{TestApp, on_every_database};

const DAY: i64 = 86_400_000;

/// `day person what due` of all notices about deadlines.
async fn told(app: &TestApp) -> Vec<String> {
    let rows = notice::Entity::find().order_by_asc(notice::Column::CreatedAt).all(app.state.read()).await.unwrap();
    let line = |row: notice::Model| {
        let params: serde_json::Value = serde_json::from_str(&row.params).unwrap();
        let person = EVERYBODY.iter().map(|(name, ..)| *name).find(|name| id_of(name) == row.user_id).unwrap();
        let day = row.created_at.local_date(DEFAULT_ZONE);
        format!("{day} {person} {} {}", params["deadline"].as_str().unwrap(), params["due_on"].as_str().unwrap())
    };
    let mut lines: Vec<String> = rows.into_iter().filter(|row| row.kind.starts_with("deadline-")).map(line).collect();
    lines.sort();
    lines
}

/// Lives on for some days; the jobs run every morning at nine.
async fn live(app: &TestApp, days: i64) {
    for _ in 0..days {
        soat::jobs::run_due(&app.state).await.unwrap();
        app.state.clock().advance_millis(DAY);
    }
    soat::jobs::run_due(&app.state).await.unwrap();
}

on_every_database!(a_request_is_reminded_of_while_it_waits_for_the_unit_and_no_longer, |app| async move {
    let path = request_at(&app, &Cast::sign_in(&app).await, Stage::Issued).await;
    live(&app, 7).await;
    assert_eq!(told(&app).await, ["2026-03-16 giacat.thuky plan 2026-03-23"]);
    // The plan is with the reviewer from 16 to 30 March: nobody is reminded.
    bring_to(&app, &Cast::sign_in(&app).await, &path, Stage::PlanSubmitted).await;
    live(&app, 14).await;
    assert_eq!(told(&app).await.len(), 1);
    let cast = Cast::sign_in(&app).await;
    let accepted = now(&cast.office, &path, "accept_plan", json!({})).await.expect(200);
    let first = accepted["due"]["due_on"].as_str().unwrap().to_owned();
    let asked = now(&cast.secretary, &path, "extensions", json!({"to_on": "2026-06-15", "reason": "Chờ phần mềm mới"})).await;
    asked.expect(200);
    now(&cast.chair, &path, "extensions/1/grant", json!({"reason": "Đồng ý"})).await.expect(200);
    live(&app, 80).await;
    let told = told(&app).await;
    assert!(told.iter().all(|line| !line.ends_with(&first)), "nobody is reminded of {first}: {told:#?}");
    assert_eq!(
        told[1..],
        [
            "2026-06-08 giacat.thuky implementation 2026-06-15",
            "2026-06-12 giacat.thuky implementation 2026-06-15",
            "2026-06-16 giacat.chutich implementation 2026-06-15",
            "2026-06-16 giacat.thuky implementation 2026-06-15",
        ]
    );
    let seen = app.sign_in("giacat.thuky").await.get("/notices?limit=1").await;
    assert_eq!(seen.text("/items/0/path"), format!("/car/{}", path.rsplit('/').next().unwrap()));
});

on_every_database!(whoever_judges_effectiveness_is_reminded_of_it, |app| async move {
    request_at(&app, &Cast::sign_in(&app).await, Stage::Verified).await;
    live(&app, 130).await;
    let told = told(&app).await;
    assert!(!told.is_empty() && told.iter().all(|line| line.contains(" effectiveness ")), "{told:#?}");
    assert!(told[0].contains("truongdoan") && !told.iter().any(|line| line.contains("giacat")), "{told:#?}");
});

/// Makes the database itself move every other request to its reviewer once somebody was reminded of one: what happens while a sweep
/// is under way.
async fn the_others_answer_meanwhile(app: &TestApp) {
    let answered = "UPDATE corrective_action_request SET status = 'plan_submitted', due_on = NULL WHERE id <> NEW.car_id";
    let tx = app.state.begin_as(soat::ledger::Actor::default()).await.unwrap();
    let statements = if tx.db().get_database_backend() == DbBackend::Postgres {
        vec![
            format!("CREATE FUNCTION answer() RETURNS trigger AS $$ BEGIN {answered}; RETURN NEW; END $$ LANGUAGE plpgsql"),
            "CREATE TRIGGER answered AFTER INSERT ON reminder FOR EACH ROW EXECUTE FUNCTION answer()".to_owned(),
        ]
    } else {
        vec![format!("CREATE TRIGGER answered AFTER INSERT ON reminder BEGIN {answered}; END")]
    };
    for statement in statements {
        tx.db().execute_unprepared(&statement).await.unwrap();
    }
    tx.commit().await.unwrap();
}

on_every_database!(whoever_answered_while_the_sweep_was_under_way_is_not_reminded, |app| async move {
    let cast = Cast::sign_in(&app).await;
    for _ in 0..3 {
        request_at(&app, &cast, Stage::Issued).await;
    }
    app.state.clock().advance_millis(7 * DAY);
    the_others_answer_meanwhile(&app).await;
    soat::jobs::run_due(&app.state).await.unwrap();
    assert_eq!(told(&app).await, ["2026-03-16 giacat.thuky plan 2026-03-23"], "of the first, and of none that was answered since");
});

on_every_database!(a_clock_forty_hours_ahead_silences_nobody_once_it_is_set_right, |app| async move {
    request_at(&app, &Cast::sign_in(&app).await, Stage::Issued).await;
    let hour = DAY / 24;
    // Sunday, nine in the morning; the clock runs ahead to one at night on Tuesday, when nobody is reminded, and is set right.
    app.state.clock().advance_millis(6 * DAY);
    soat::jobs::run_due(&app.state).await.unwrap();
    app.state.clock().advance_millis(40 * hour);
    soat::jobs::run_due(&app.state).await.unwrap();
    app.state.clock().advance_millis(-40 * hour);
    for _ in 0..30 {
        soat::jobs::run_due(&app.state).await.unwrap();
        app.state.clock().advance_millis(hour);
    }
    assert_eq!(told(&app).await, ["2026-03-16 giacat.thuky plan 2026-03-23"]);
});
