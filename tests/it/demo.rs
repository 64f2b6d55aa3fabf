//! The demonstration: what it leaves behind is whole, believable and can be tried as printed.

use std::path::Path;

use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use soat::cli;
use soat::demo::folder::MARK;
use soat::demo::people::{EVERYBODY, PASSWORD};
use soat::demo::{self, corrective, leaflet, plan};
use soat::evidence::entity::{derivative, evidence};
use soat::kernel::config::Settings;
use soat::ledger::entry;
use soat_tests::{Answer, Engine, TestApp};
use tempfile::TempDir;

struct Visitor<'a> {
    app: &'a TestApp,
    token: String,
}

impl<'a> Visitor<'a> {
    async fn sign_in(app: &'a TestApp, username: &str) -> Self {
        let body = json!({"username": username, "password": PASSWORD, "device": {"name": "máy", "platform": "test"}});
        let answer = app.post("/auth/sign-in", body).await;
        answer.expect(200);
        Self { app, token: answer.text("/access_token") }
    }

    async fn get(&self, path: &str) -> Value {
        let request = axum::http::Request::get(format!("/api/v1{path}")).header("authorization", format!("Bearer {}", self.token));
        let answer: Answer = self.app.send(request.body(axum::body::Body::empty()).unwrap()).await;
        answer.expect(200)
    }
}

async fn seeded(engine: Engine) -> TestApp {
    let app = TestApp::start_empty(engine).await;
    demo::seed(&app.state).await.unwrap();
    app
}

async fn one_is_concluded_and_one_waits_with_a_conflict(app: &TestApp) {
    let lead = Visitor::sign_in(app, "truongdoan").await;
    let first = lead.get(&format!("/inspections/{}", plan::FIRST)).await;
    assert_eq!(first["status"], "concluded");
    assert_eq!(first["frozen_digest"].as_str().unwrap().len(), 64);
    assert_eq!(first["organisation"]["name"], "UBND xã Gia Cát");
    let second = lead.get(&format!("/inspections/{}", plan::SECOND)).await;
    assert_eq!((&second["status"], &second["organisation"]["name"]), (&json!("in_progress"), &json!("UBND xã Hợp Thành")));
    let open = lead.get(&format!("/conflicts?inspection={}&state=open", plan::SECOND)).await;
    let open = open["items"].as_array().unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!((open[0]["field"].as_str(), open[0]["values"].as_array().map(Vec::len)), (Some("verdict"), Some(2)));
    let progress = lead.get(&format!("/inspections/{}/progress", plan::SECOND)).await;
    assert_eq!((&progress["open_conflicts"], &progress["evidence_awaited"]), (&json!(1), &json!(1)));
    let (answered, asked) = (progress["total"]["answered"].as_u64().unwrap(), progress["total"]["asked"].as_u64().unwrap());
    assert!(answered * 3 > asked && answered * 4 < asked * 3, "half way is {answered} of {asked}");
}

async fn minutes_are_signed_or_wait_for_the_unit(app: &TestApp) {
    let head = Visitor::sign_in(app, "giacat.chutich").await;
    let earlier = head.get(&format!("/reports?inspection={}", corrective::EARLIER)).await;
    let of = |row: &Value| (row["kind"].clone(), row["status"].clone());
    let documents: Vec<_> = earlier["items"].as_array().unwrap().iter().map(of).collect();
    assert_eq!(documents, [(json!("report"), json!("signed")), (json!("minutes"), json!("signed"))]);
    assert_eq!(head.get(&format!("/inspections/{}", corrective::EARLIER)).await["status"], "issued");
    let today = head.get(&format!("/reports?inspection={}", plan::FIRST)).await;
    let waiting = head.get(&format!("/reports/{}", today["items"][0]["id"].as_str().unwrap())).await;
    assert_eq!((&waiting["status"], &waiting["my_fields"]), (&json!("signing"), &json!(["unit_head"])));
}

async fn photos_are_verified_and_have_smaller_copies(app: &TestApp) {
    let photos = evidence::Entity::find().all(app.state.read()).await.unwrap();
    let of = |id| photos.iter().filter(|row| row.inspection_id == id).collect::<Vec<_>>();
    assert!(of(plan::FIRST).len() >= 8 && of(plan::FIRST).iter().all(|row| row.state == evidence::State::Verified));
    let verified = photos.iter().filter(|row| row.state == evidence::State::Verified).count();
    assert_eq!(photos.len() - verified, 1, "one upload was broken off");
    assert!(photos.iter().all(|row| row.caption.chars().count() > 10 && row.latitude.is_some()));
    assert_eq!(derivative::Entity::find().count(app.state.read()).await.unwrap(), 2 * verified as u64);
    let mut different: Vec<_> = photos.iter().map(|row| &row.sha256).collect();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), photos.len(), "every photo is another one");
}

async fn the_province_is_there(app: &TestApp) {
    let office = Visitor::sign_in(app, "thuongtruc").await;
    let units = office.get("/organisations?kind=commune_peoples_committee&limit=500").await;
    assert_eq!(units["items"].as_array().unwrap().len(), 22);
    let progress = office.get(&format!("/programmes/{}/progress", plan::PROGRAMME)).await;
    assert_eq!(progress["total"]["planned"], 25, "{progress:#}");
    assert_eq!((&progress["total"]["concluded"], &progress["total"]["in_progress"]), (&json!(1), &json!(1)));
    assert_eq!(office.get(&format!("/programmes/{}/tasks", plan::PROGRAMME)).await["items"].as_array().unwrap().len(), 4);
    let listed = office.get("/inspections").await;
    assert_eq!(listed["items"].as_array().unwrap().len(), 5);
    for account in EVERYBODY {
        let person = Visitor::sign_in(app, account.username).await;
        assert_eq!(person.get("/me").await["grants"][0]["role"], json!(account.role), "{}", account.username);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demonstration_is_whole_on_sqlite() {
    let app = seeded(Engine::Sqlite).await;
    one_is_concluded_and_one_waits_with_a_conflict(&app).await;
    minutes_are_signed_or_wait_for_the_unit(&app).await;
    photos_are_verified_and_have_smaller_copies(&app).await;
    the_province_is_there(&app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demonstration_is_whole_on_postgres() {
    let Some(engine) = Engine::postgres() else { return };
    let app = seeded(engine).await;
    one_is_concluded_and_one_waits_with_a_conflict(&app).await;
    minutes_are_signed_or_wait_for_the_unit(&app).await;
    the_province_is_there(&app).await;
}

fn settings(folder: &Path) -> Settings {
    Settings { data_dir: folder.to_owned(), ..Settings::default() }
}

/// Entries of the activity: everything that was ever written has one.
async fn made(folder: &Path, fresh: bool) -> (u64, i64) {
    let (app, mark) = cli::demo::prepare(settings(folder), fresh).await.unwrap();
    let entries = entry::Entity::find().all(app.read()).await.unwrap();
    let first = entries.iter().map(|entry| entry.at.0).min().unwrap();
    app.database().clone().close().await.unwrap();
    drop(mark);
    (entries.len() as u64, first)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_run_changes_nothing_and_an_interrupted_one_begins_anew() {
    let folder = TempDir::new().unwrap();
    let (data, mark) = (folder.path().join("soat-data"), folder.path().join("soat-data").join(MARK));
    let first = made(&data, false).await;
    assert_eq!(made(&data, false).await, first);
    let claimed = cli::demo::prepare(settings(&data), false).await.unwrap();
    let refused = cli::demo::prepare(settings(&data), true).await.unwrap_err();
    assert!(refused.contains("soat demo is running"), "{refused}");
    claimed.0.database().clone().close().await.unwrap();
    drop(claimed);
    std::fs::write(data.join("ghi-chu.txt"), "của người khác").unwrap();
    std::fs::write(&mark, "begun").unwrap();
    let anew = made(&data, false).await;
    assert!(anew.1 >= first.1 && anew.0 == first.0, "{anew:?} after {first:?}");
    assert_eq!(std::fs::read_to_string(data.join("ghi-chu.txt")).unwrap(), "của người khác");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_with_other_data_is_never_touched() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("soat.db"), "dữ liệu thật").unwrap();
    for fresh in [false, true] {
        let refused = cli::demo::prepare(settings(folder.path()), fresh).await.unwrap_err();
        assert!(refused.contains("is not data of a demonstration"), "{refused}");
    }
    assert_eq!(std::fs::read_to_string(folder.path().join("soat.db")).unwrap(), "dữ liệu thật");
    assert!(!folder.path().join(MARK).exists());
    let elsewhere = Settings { database_url: "postgres://localhost/that".into(), ..settings(folder.path()) };
    assert!(cli::demo::prepare(elsewhere, true).await.unwrap_err().contains("database_url"));
}

#[test]
fn what_is_printed_names_every_account_and_three_commands() {
    let disclaimer = demo::content::on(&"2026-11-22".parse().unwrap()).unwrap().0.disclaimer;
    let text = leaflet::text("http://127.0.0.1:9", &disclaimer);
    assert!(EVERYBODY.iter().all(|account| text.contains(account.username) && text.contains(account.name)));
    assert!(text.contains(PASSWORD) && text.matches("curl -s").count() == 3 && text.contains(&disclaimer.vi));
}
