//! Reminders and the ladder, by the clock: day by day, across restarts, with two processes, with clocks that jump.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{EntityTrait, QueryOrder};
use serde_json::json;
use soat::access::policy::TeamRole;
use soat::app::AppState;
use soat::kernel::clock::{DEFAULT_ZONE, LocalDate};
use soat::kernel::problem::Problem;
use soat::ledger::Actor;
use soat::notify::deadline::{DeadlineKind, OpenDeadline};
use soat::notify::entity::notice;
use soat::reminders::entity::reminder::{self, Outcome};
use soat::reminders::service;
use soat_tests::people::{EVERYBODY, id_of, place};
use soat_tests::smtp::Mood;
use soat_tests::{MailServer, TestApp, on_every_database};
use uuid::Uuid;

const CAR: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0c01);
const INSPECTION: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0d01);
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// The office knows nobody else who is told of Gia Cát.
const OFFICE: [&str; 1] = ["thuongtruc"];
const COMMITTEE: [&str; 2] = ["bcd.thanhvien", "bcd.truong"];

fn plan_due(day: &str) -> OpenDeadline {
    OpenDeadline {
        car_id: CAR,
        car_number: "CAR-2026-01".into(),
        organisation_id: place::GIA_CAT,
        inspection_id: INSPECTION,
        kind: DeadlineKind::Plan,
        due_on: day.parse().unwrap(),
    }
}

fn name_of(id: Uuid) -> &'static str {
    EVERYBODY.iter().map(|(name, ..)| *name).find(|name| id_of(name) == id).unwrap()
}

fn today(state: &AppState) -> LocalDate {
    state.now().local_date(DEFAULT_ZONE)
}

/// Reminds of deadlines, whatever request they are of; gives how many people were told.
async fn sweep(state: &AppState, deadlines: &[OpenDeadline]) -> Result<usize, Problem> {
    let mut told = 0;
    for deadline in service::due(state, deadlines).await? {
        let tx = state.begin_as(Actor::default()).await?;
        told += service::remind(&tx, deadline).await?;
        tx.commit().await?;
    }
    Ok(told)
}

/// `(day, person)` of all notices.
async fn told(app: &TestApp) -> BTreeSet<(String, &'static str)> {
    let rows = notice::Entity::find().all(app.state.read()).await.unwrap();
    let count = rows.len();
    let told: BTreeSet<_> =
        rows.into_iter().map(|row| (row.created_at.local_date(DEFAULT_ZONE).to_string(), name_of(row.user_id))).collect();
    assert_eq!(told.len(), count, "nobody is told twice on one day");
    told
}

/// Steps in the ledger for one person.
async fn ledger(app: &TestApp, username: &str) -> Vec<(i32, Outcome)> {
    let rows = reminder::Entity::find()
        .order_by_asc(reminder::Column::DueOn)
        .order_by_asc(reminder::Column::Step)
        .all(app.state.read())
        .await
        .unwrap();
    rows.into_iter().filter(|row| row.user_id == id_of(username)).map(|row| (row.step, row.outcome)).collect()
}

/// What the ladder promises for a plan due on Monday 23 March 2026 that nobody sends, until Monday 20 April.
fn promised() -> BTreeSet<(String, &'static str)> {
    let unit = ["giacat.thuky"];
    let with_head = ["giacat.thuky", "giacat.chutich"];
    let with_office = [&with_head[..], &OFFICE].concat();
    let with_all = [&with_office[..], &COMMITTEE].concat();
    let days: [(&str, &[&'static str]); 7] = [
        ("2026-03-16", &unit),
        ("2026-03-20", &unit),
        ("2026-03-24", &with_head),
        ("2026-03-30", &with_office),
        ("2026-04-06", &with_all),
        ("2026-04-13", &with_all),
        ("2026-04-20", &with_all),
    ];
    days.iter().flat_map(|(day, people)| people.iter().map(|person| ((*day).to_owned(), *person))).collect()
}

/// Goes on hour by hour until the end of a day, sweeping each time.
async fn live_until(states: &[&AppState], deadlines: &[OpenDeadline], last: &str) {
    let last: LocalDate = last.parse().unwrap();
    while today(states[0]) <= last {
        for state in states {
            sweep(state, deadlines).await.unwrap();
        }
        states[0].clock().advance_millis(4 * HOUR);
    }
}

on_every_database!(sixty_days_of_sweeps_tell_each_person_each_step_once, |app| async move {
    live_until(&[&app.state], &[plan_due("2026-03-23")], "2026-05-08").await;
    let told = told(&app).await;
    let until_20_april: BTreeSet<_> = told.iter().filter(|(day, _)| day.as_str() <= "2026-04-20").cloned().collect();
    assert_eq!(until_20_april, promised());
    // Monday 27 April is given for Hùng Kings' day, so that week's step comes on Tuesday; then weekly again.
    let days: BTreeSet<_> = told.iter().map(|(day, _)| day.as_str()).filter(|day| *day > "2026-04-20").collect();
    assert_eq!(days, BTreeSet::from(["2026-04-28", "2026-05-04"]));
});

on_every_database!(a_restart_in_the_middle_and_a_second_process_change_nothing, |app| async move {
    let deadlines = [plan_due("2026-03-23")];
    live_until(&[&app.state], &deadlines, "2026-03-24").await;
    let app = app.restart().await;
    let second = app.second_process().await;
    while today(&app.state).as_str() <= "2026-04-20" {
        let (one, other) = tokio::join!(sweep(&app.state, &deadlines), sweep(&second, &deadlines));
        one.unwrap();
        other.unwrap();
        app.state.clock().advance_millis(4 * HOUR);
    }
    assert_eq!(told(&app).await, promised());
    second.database().clone().close().await.unwrap();
});

on_every_database!(many_sweeps_at_once_tell_each_person_once, |app| async move {
    let deadlines: Vec<OpenDeadline> =
        (0..10).map(|number| OpenDeadline { car_id: Uuid::from_u128(CAR.as_u128() + number), ..plan_due("2026-03-16") }).collect();
    let second = app.second_process().await;
    let mut sweeps = tokio::task::JoinSet::new();
    for number in 0..8 {
        let (state, deadlines) = (if number % 2 == 0 { app.state.clone() } else { second.clone() }, deadlines.clone());
        sweeps.spawn(async move { sweep(&state, &deadlines).await.unwrap() });
    }
    let counts: usize = sweeps.join_all().await.into_iter().sum();
    assert_eq!(counts, 10);
    assert_eq!(notice::Entity::find().all(app.state.read()).await.unwrap().len(), 10);
    second.database().clone().close().await.unwrap();
});

on_every_database!(after_a_long_stop_only_the_latest_step_is_told_and_the_others_are_on_record, |app| async move {
    let deadlines = [plan_due("2026-03-23")];
    live_until(&[&app.state], &deadlines, "2026-03-16").await;
    app.state.clock().advance_millis(21 * DAY);
    live_until(&[&app.state], &deadlines, "2026-04-08").await;
    let told = told(&app).await;
    let days: BTreeSet<&str> = told.iter().map(|(day, _)| day.as_str()).collect();
    assert_eq!(days, BTreeSet::from(["2026-03-16", "2026-04-07"]));
    assert_eq!(
        ledger(&app, "giacat.thuky").await,
        [(-7, Outcome::Sent), (-1, Outcome::PassedOver), (1, Outcome::PassedOver), (7, Outcome::PassedOver), (14, Outcome::Sent)]
    );
    assert_eq!(ledger(&app, "bcd.truong").await, [(14, Outcome::Sent)]);
});

on_every_database!(a_clock_that_jumps_thirty_days_ahead_and_back_neither_doubles_nor_skips, |app| async move {
    let deadlines = [plan_due("2026-03-23")];
    live_until(&[&app.state], &deadlines, "2026-03-10").await;
    app.state.clock().advance_millis(30 * DAY + 9 * HOUR);
    sweep(&app.state, &deadlines).await.unwrap();
    // 10 April: the step of 6 April was told, weeks too early.
    assert_eq!(told(&app).await.len(), 5);
    app.state.clock().advance_millis(-30 * DAY - 9 * HOUR);
    live_until(&[&app.state], &deadlines, "2026-04-20").await;
    let rows = notice::Entity::find().all(app.state.read()).await.unwrap();
    let mut expected: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, person) in promised() {
        *expected.entry(person).or_default() += 1;
    }
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        *found.entry(name_of(row.user_id)).or_default() += 1;
    }
    assert_eq!(found, expected, "each step once for each person, one of them early");
    let steps: Vec<i32> =
        ledger(&app, "giacat.thuky").await.into_iter().filter(|(_, outcome)| *outcome == Outcome::Sent).map(|(step, _)| step).collect();
    assert_eq!(steps, [-7, -1, 1, 7, 14, 21, 28]);
});

on_every_database!(after_an_extension_the_old_day_is_not_reminded_of_any_more, |app| async move {
    live_until(&[&app.state], &[plan_due("2026-03-23")], "2026-03-20").await;
    // Granted on 21 March: two weeks more.
    live_until(&[&app.state], &[plan_due("2026-04-06")], "2026-04-07").await;
    let told = told(&app).await;
    let days: Vec<(&str, &str)> = told.iter().map(|(day, person)| (day.as_str(), *person)).collect();
    assert_eq!(
        days,
        [
            ("2026-03-16", "giacat.thuky"),
            ("2026-03-20", "giacat.thuky"),
            ("2026-03-30", "giacat.thuky"),
            ("2026-04-03", "giacat.thuky"),
            ("2026-04-07", "giacat.chutich"),
            ("2026-04-07", "giacat.thuky"),
        ]
    );
});

on_every_database!(a_deadline_that_was_kept_is_not_reminded_of, |app| async move {
    live_until(&[&app.state], &[plan_due("2026-03-23")], "2026-03-16").await;
    live_until(&[&app.state], &[], "2026-04-20").await;
    assert_eq!(told(&app).await.len(), 1);
});

on_every_database!(reminders_go_out_on_working_days_from_the_morning_on, |app| async move {
    // Saturday 14 March; the step of a Saturday's day is due on Friday already, before that on no day.
    app.state.clock().advance_millis(5 * DAY);
    assert_eq!(sweep(&app.state, &[plan_due("2026-03-23"), plan_due("2026-03-12")]).await.unwrap(), 0);
    // Monday 16 March, 06:00, then 07:00.
    app.state.clock().advance_millis(2 * DAY - 3 * HOUR);
    assert_eq!(sweep(&app.state, &[plan_due("2026-03-23")]).await.unwrap(), 0);
    app.state.clock().advance_millis(HOUR);
    assert_eq!(sweep(&app.state, &[plan_due("2026-03-23")]).await.unwrap(), 1);
});

on_every_database!(where_nobody_stands_on_the_first_rung_the_next_one_is_told, |app| async move {
    // Hợp Thành has no unit head, Cao Lộc nobody at all.
    let at = |organisation_id, number: u128| OpenDeadline {
        car_id: Uuid::from_u128(CAR.as_u128() + number),
        organisation_id,
        ..plan_due("2026-03-16")
    };
    sweep(&app.state, &[at(place::HOP_THANH, 1), at(place::CAO_LOC, 2)]).await.unwrap();
    let people: Vec<_> = told(&app).await.into_iter().map(|(_, person)| person).collect();
    assert_eq!(people, ["hopthanh.thuky", "thuongtruc"]);
});

on_every_database!(the_check_of_effectiveness_is_the_teams_and_the_offices_and_troubles_no_unit, |app| async move {
    lead_the_team(&app).await;
    let deadline = OpenDeadline { kind: DeadlineKind::Effectiveness, ..plan_due("2026-03-23") };
    live_until(&[&app.state], &[deadline], "2026-03-30").await;
    let told: Vec<_> = told(&app).await.into_iter().map(|(day, person)| format!("{day} {person}")).collect();
    assert_eq!(
        told,
        [
            "2026-03-16 truongdoan",
            "2026-03-20 truongdoan",
            "2026-03-24 thuongtruc",
            "2026-03-24 truongdoan",
            "2026-03-30 bcd.thanhvien",
            "2026-03-30 bcd.truong",
            "2026-03-30 thuongtruc",
            "2026-03-30 truongdoan",
        ]
    );
});

async fn lead_the_team(app: &TestApp) {
    use sea_orm::{ActiveModelTrait, ActiveValue::Set};
    use soat::access::entity::team_member;
    let tx = app.state.begin_as(soat::ledger::Actor::default()).await.unwrap();
    let member = |name: &str, team_role, ended_at| team_member::ActiveModel {
        inspection_id: Set(INSPECTION),
        user_id: Set(id_of(name)),
        team_role: Set(team_role),
        independence_declared_at: Set(None),
        ended_at: Set(ended_at),
    };
    member("truongdoan", TeamRole::Lead, None).insert(tx.db()).await.unwrap();
    member("thuky", TeamRole::Secretary, None).insert(tx.db()).await.unwrap();
    member("thanhvien", TeamRole::Lead, Some(tx.now())).insert(tx.db()).await.unwrap();
    tx.commit().await.unwrap();
}

on_every_database!(an_office_farther_away_is_not_troubled_and_an_ended_role_is_none, |app| async move {
    let admin = app.sign_in("quantri").await;
    let give = |name: &str, role: &str, at: Uuid| {
        let path = format!("/users/{}/grants", id_of(name));
        let body = json!({"role": role, "organisation_id": at});
        let admin = &admin;
        async move { admin.post(&path, body).await.expect(201) }
    };
    give("thanhvien", "programme_manager", place::CAO_LOC).await;
    let ended = give("quansat", "programme_manager", place::CAO_LOC).await;
    let id = ended["id"].as_str().unwrap();
    admin.delete(&format!("/grants/{id}"), &format!("\"{}\"", ended["version"])).await;
    let at_cao_loc = OpenDeadline { organisation_id: place::CAO_LOC, ..plan_due("2026-03-16") };
    sweep(&app.state, &[at_cao_loc]).await.unwrap();
    let people: Vec<_> = told(&app).await.into_iter().map(|(_, person)| person).collect();
    assert_eq!(people, ["thanhvien"]);
});

on_every_database!(a_process_that_dies_after_sending_sends_the_same_letter_again_and_no_second_notice, |app| async move {
    let server = MailServer::start().await;
    let app = app
        .with_settings(|settings| {
            settings.smtp_url = format!("smtp://127.0.0.1:{}?tls=none", server.port);
            settings.smtp_from = "soat@example.vn".into();
            settings.smtp_timeout_seconds = 2;
        })
        .await;
    let admin = app.sign_in("quantri").await;
    let path = format!("/users/{}", id_of("giacat.thuky"));
    let seen = admin.get(&path).await;
    admin.patch(&path, &seen.etag(), json!({"email": "giacat.thuky@example.vn"})).await.expect(200);
    let deadlines = [plan_due("2026-03-16")];
    sweep(&app.state, &deadlines).await.unwrap();
    server.is_now(Mood::TakesAndGoes);
    soat::jobs::run_due(&app.state).await.unwrap();
    server.is_now(Mood::Kind);
    let app = app.restart().await;
    for _ in 0..5 {
        app.state.clock().advance_millis(HOUR);
        sweep(&app.state, &deadlines).await.unwrap();
        soat::jobs::run_due(&app.state).await.unwrap();
    }
    let letters = server.letters();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0].text, letters[1].text);
    let id = reminder::Entity::find().one(app.state.read()).await.unwrap().unwrap().id;
    assert_eq!(letters[0].raw_header("Message-ID"), format!("<{id}@example.vn>"), "it follows from the key of the ledger");
    assert_eq!(told(&app).await.len(), 1);
});

on_every_database!(jobs_that_a_clock_ran_ahead_with_are_brought_back, |app| async move {
    soat::jobs::run_due(&app.state).await.unwrap();
    app.state.clock().advance_millis(30 * DAY);
    soat::jobs::run_due(&app.state).await.unwrap();
    app.state.clock().advance_millis(-30 * DAY);
    assert!(soat::jobs::run_due(&app.state).await.unwrap() > 0, "what comes round again does not wait for a month");
});
