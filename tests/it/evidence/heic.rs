//! HEIC pictures: shown where the machine has a program that reads them, kept and said so where it has none.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use soat::evidence::entity::evidence::{self, Preview};
use soat::evidence::jobs::make_derivatives;
use soat_tests::{Browser, Person, TestApp, on_every_database};
use tempfile::TempDir;
use uuid::Uuid;

use super::redactions::{colours, redact, secret};
use super::{declare, fetch, inspection_under_way, put};
use crate::pictures::photo;

/// A program that does as the script says; `$1` is what it reads, `$2` what it writes. Beside it lies `answer.jpg`.
fn program(folder: &Path, script: &str) -> String {
    fs::write(folder.join("answer.jpg"), secret(640, 480)).unwrap();
    let path = folder.join("fake-decoder");
    fs::write(&path, format!("#!/bin/sh\nhere={}\n{script}\n", folder.display())).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.display().to_string()
}

async fn with_decoder(app: TestApp, decoder: String, seconds: u64) -> TestApp {
    app.with_settings(|settings| {
        settings.heic_decoder = decoder;
        settings.heic_timeout_seconds = seconds;
    })
    .await
}

/// Brings the sample of a phone; gives its id.
async fn brought(app: &TestApp, member: &Person<'_>) -> String {
    let inspection = inspection_under_way(app).await;
    let bytes = photo("phone-iphone.heic");
    let id = declare(member, inspection, "image/heic", &bytes).await;
    put(member, &id, &bytes).await.expect(200);
    id
}

async fn run(app: &TestApp) {
    while soat::jobs::run_due(&app.state).await.unwrap() > 0 {}
}

async fn preview(member: &Person<'_>, id: &str) -> (Value, Value) {
    let view = member.get(&format!("/evidence/{id}")).await.expect(200);
    (view["preview"]["state"].clone(), view["preview"]["reason"]["code"].clone())
}

on_every_database!(the_job_shows_what_the_machines_program_decodes, |app| async move {
    let folder = TempDir::new().unwrap();
    // It notes how it was called and in what surroundings.
    let script = r#"printf '%s\n' "$#" "$PWD" "$TMPDIR" "$HOME" "${SECRET_OF_THE_SERVER:-none}" > "$here/called"
ulimit -a > "$here/limits"; cp "$here/answer.jpg" "$2""#;
    let app = with_decoder(app, program(folder.path(), script), 20).await;
    let member = app.sign_in("thanhvien").await;
    let id = brought(&app, &member).await;
    assert_eq!(preview(&member, &id).await, (json!("pending"), Value::Null));
    assert!(!folder.path().join("called").exists(), "never within a request");
    run(&app).await;
    assert_eq!(preview(&member, &id).await, (json!("ready"), Value::Null));
    let shown = fetch(&member, &id, "?size=1600", &[]).await;
    assert_eq!((shown.header("content-type"), colours(&shown.bytes)), (Some("image/jpeg"), (true, true)));
    assert_eq!(fetch(&member, &id, "?size=original", &[]).await.bytes, photo("phone-iphone.heic"));
    let called = fs::read_to_string(folder.path().join("called")).unwrap();
    let lines: Vec<&str> = called.lines().collect();
    assert_eq!((lines[0], lines[4]), ("2", "none"));
    assert!(lines[1].contains("soat-heic-") && lines[1] == lines[2] && lines[1] == lines[3], "{called}");
    assert!(!Path::new(lines[1]).exists(), "its folder is gone");
    let limits = fs::read_to_string(folder.path().join("limits")).unwrap();
    let is_limited = |what: &str| limits.lines().any(|line| line.contains(what) && !line.contains("unlimited"));
    assert!(["data", "file", "time"].into_iter().all(is_limited), "{limits}");

    redact(&member, &id, &[[0.25, 0.5, 0.25, 0.25]]).await.expect(201);
    run(&app).await;
    assert_eq!(colours(&fetch(&member, &id, "?size=320", &[]).await.bytes), (false, true), "and it can be covered");
});

on_every_database!(a_program_that_fails_leaves_the_original_and_an_honest_word, |app| async move {
    let folder = TempDir::new().unwrap();
    let mut app = app;
    for script in [
        "exit 3",
        "exit 0",
        "echo rubbish > \"$2\"",
        "echo '<svg onload=alert(1)>' > \"$2\"",
        "printf 'GIF89a' > \"$2\"",
        "head -c 2000 \"$here/answer.jpg\" > \"$2\"",
        "head -c 80000000 /dev/zero > \"$2\"",
        "ulimit -c; kill -SEGV $$",
        "/no/such/program",
    ] {
        app = with_decoder(app, program(folder.path(), script), 20).await;
        let member = app.sign_in("thanhvien").await;
        let id = brought(&app, &member).await;
        run(&app).await;
        assert_eq!(preview(&member, &id).await, (json!("unavailable"), json!("decoder-failed")), "{script}");
        let view = member.get(&format!("/evidence/{id}")).await.json();
        assert_eq!(view["state"], "verified", "the evidence stands: {script}");
        assert_eq!(fetch(&member, &id, "?size=1600", &[]).await.refused(404, "no-preview")["params"]["reason"], "decoder-failed");
    }
});

on_every_database!(a_program_that_hangs_is_ended_with_all_that_it_started, |app| async move {
    let folder = TempDir::new().unwrap();
    let script = "sleep 600 & echo $! > \"$here/child\"; yes | head -c 100000000; while :; do :; done";
    let app = with_decoder(app, program(folder.path(), script), 1).await;
    let member = app.sign_in("thanhvien").await;
    let id = brought(&app, &member).await;
    run(&app).await;
    assert_eq!(preview(&member, &id).await, (json!("unavailable"), json!("decoder-failed")));
    let child = fs::read_to_string(folder.path().join("child")).unwrap();
    let running = format!("/proc/{}/cmdline", child.trim());
    let is_running = || fs::read(&running).is_ok_and(|line| line.starts_with(b"sleep"));
    for _ in 0..100 {
        if !is_running() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("what it started still runs");
});

on_every_database!(a_program_that_writes_without_end_is_stopped_by_its_limit, |app| async move {
    let folder = TempDir::new().unwrap();
    // The limit is on each file, so this ends when a quarter of a GiB is written, long before the disk is full.
    let app = with_decoder(app, program(folder.path(), "exec cat /dev/zero > \"$2\""), 60).await;
    let member = app.sign_in("thanhvien").await;
    let id = brought(&app, &member).await;
    run(&app).await;
    assert_eq!(preview(&member, &id).await, (json!("unavailable"), json!("decoder-failed")));
});

on_every_database!(where_there_is_no_program_the_record_says_so_until_there_is_one, |app| async move {
    let folder = TempDir::new().unwrap();
    let app = with_decoder(app, folder.path().join("missing").display().to_string(), 20).await;
    let member = app.sign_in("thanhvien").await;
    let id = brought(&app, &member).await;
    run(&app).await;
    assert_eq!(preview(&member, &id).await, (json!("unavailable"), json!("no-decoder")));
    let view = member.get(&format!("/evidence/{id}")).await.json();
    assert!(view["preview"]["reason"]["vi"].as_str().unwrap().contains("chưa có chương trình"));
    assert_eq!(redact(&member, &id, &[[0.0, 0.0, 0.5, 0.5]]).await.refused(404, "no-preview")["params"]["reason"], "no-decoder");
    let browser = Browser::sign_in(&app, "thanhvien").await;
    let page = browser.get(&format!("/evidence/{id}")).await;
    page.says("Máy chủ chưa có chương trình đọc định dạng này (HEIC)").says(&format!("href=\"/evidence/{id}/original\""));
    page.is_silent_about(&format!("/evidence/{id}/redact"));

    // Many more of them than are taken up at a time.
    let like = evidence::Entity::find_by_id(id.parse::<Uuid>().unwrap()).one(app.state.read()).await.unwrap().unwrap();
    let copy = |_| evidence::ActiveModel { id: Set(app.state.new_id()), ..like.clone().into_active_model().reset_all() };
    evidence::Entity::insert_many((0..120).map(copy)).exec_without_returning(app.state.database().owner()).await.unwrap();

    let app = with_decoder(app, program(folder.path(), "cp \"$here/answer.jpg\" \"$2\""), 20).await;
    soat::evidence::jobs::revive(&app.state).await.unwrap();
    let waiting = evidence::Entity::find().filter(evidence::Column::Preview.eq(Preview::Pending)).count(app.state.read()).await.unwrap();
    assert_eq!(waiting, 121, "all of them are taken up");
    make_derivatives(&app.state, &json!({ "evidence": id })).await.unwrap();
    let member = app.sign_in("thanhvien").await;
    assert_eq!(preview(&member, &id).await, (json!("ready"), Value::Null), "pictures from before are shown too");
});

on_every_database!(copies_under_way_while_a_part_is_covered_are_thrown_away, |app| async move {
    let folder = TempDir::new().unwrap();
    // It takes as long as the test wants.
    let script = "touch \"$here/begun\"; while [ ! -e \"$here/go\" ]; do sleep 0.05; done; cp \"$here/answer.jpg\" \"$2\"";
    let app = with_decoder(app, program(folder.path(), script), 60).await;
    let member = app.sign_in("thanhvien").await;
    let id = brought(&app, &member).await;
    let (state, payload) = (app.state.clone(), json!({ "evidence": id }));
    let under_way = tokio::spawn(async move { make_derivatives(&state, &payload).await.unwrap() });
    while !folder.path().join("begun").exists() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    redact(&member, &id, &[[0.25, 0.5, 0.25, 0.25]]).await.expect(201);
    fs::write(folder.path().join("go"), "").unwrap();
    under_way.await.unwrap();
    assert_eq!(preview(&member, &id).await.0, "pending", "what was made before shows what is covered now");
    fetch(&member, &id, "?size=1600", &[]).await.refused(404, "no-preview");
    run(&app).await;
    assert_eq!(colours(&fetch(&member, &id, "?size=1600", &[]).await.bytes), (false, true));
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_real_program_shows_the_picture_of_a_real_phone() {
    let Some(decoder) = soat::evidence::heic::find(soat::evidence::heic::AUTO) else {
        assert!(std::env::var("CI").is_err(), "no program reads HEIC here (Debian: apt-get install libheif-examples)");
        eprintln!("no program reads HEIC: not run here; `make test` provides one");
        return;
    };
    let jpeg = soat::evidence::heic::to_jpeg(&decoder, photo("phone-iphone.heic"), 120).await.unwrap();
    assert!(soat::evidence::heic::to_jpeg(&decoder, photo("phone-iphone.heic")[..400_000].to_vec(), 120).await.is_err(), "cut off");
    let shown = image::load_from_memory(&jpeg).unwrap();
    assert!(shown.height() > shown.width(), "the right way up: {} x {}", shown.width(), shown.height());
    let app = TestApp::start(soat_tests::Engine::Sqlite).await;
    let app = with_decoder(app, soat::evidence::heic::AUTO.to_owned(), 120).await;
    let member = app.sign_in("thanhvien").await;
    let id = brought(&app, &member).await;
    run(&app).await;
    let view = member.get(&format!("/evidence/{id}")).await.expect(200);
    assert_eq!(view["preview"]["state"], "ready", "{view}");
    let copy = fetch(&member, &id, "?size=1600", &[]).await;
    let small = image::load_from_memory(&copy.bytes).unwrap();
    assert_eq!(small.height(), 1_600);
    assert_eq!(soat::evidence::exif::read(&copy.bytes), soat::evidence::exif::ExifFacts::default(), "nothing but pixels");
}
