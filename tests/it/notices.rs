//! Notices in the program, and the letters that go with them.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use soat::kernel::config::Settings;
use soat::ledger::Actor;
use soat::ledger::job;
use soat::notify::catalogue;
use soat::notify::service::{News, tell};
use soat_tests::people::{EVERYBODY, id_of};
use soat_tests::smtp::{Mood, Protection};
use soat_tests::{Letter, MailServer, TestApp, on_every_database};
use uuid::Uuid;

const CAR: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0c01);

fn news(number: &str) -> News {
    News::of(&catalogue::DEADLINE_NEAR, "corrective_action_request", CAR)
        .param("number", number)
        .param("unit", "Xã Gia Cát")
        .param("deadline", "plan")
        .param("due_on", "2026-03-16")
        .param("days", 7)
}

async fn tell_them(app: &TestApp, usernames: &[&str], news: &News) {
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let people: Vec<Uuid> = usernames.iter().map(|name| id_of(name)).collect();
    tell(&tx, &people, news).await.unwrap();
    tx.commit().await.unwrap();
}

/// Gives people an e-mail address and a language.
async fn reachable(app: &TestApp, usernames: &[&str], locale: &str) {
    let admin = app.sign_in("quantri").await;
    for name in usernames {
        let path = format!("/users/{}", id_of(name));
        let seen = admin.get(&path).await;
        let change = json!({"email": format!("{name}@example.vn"), "locale": locale});
        admin.patch(&path, &seen.etag(), change).await.expect(200);
    }
}

fn through(port: u16) -> impl FnOnce(&mut Settings) {
    move |settings| {
        settings.smtp_url = format!("smtp://127.0.0.1:{port}?tls=none");
        settings.smtp_from = "Hệ thống Soát <soat@example.vn>".into();
        settings.smtp_timeout_seconds = 2;
        settings.public_url = "https://soat.example.vn".into();
    }
}

/// Runs the jobs, and again after each pause, so often that a letter which may be taken is taken.
async fn run_jobs(app: &TestApp, rounds: usize) {
    for _ in 0..rounds {
        soat::jobs::run_due(&app.state).await.unwrap();
        app.state.clock().advance_millis(3_600_000);
    }
}

async fn mail_jobs(app: &TestApp, state: &str) -> Vec<job::Model> {
    let query = job::Entity::find().filter(job::Column::Kind.eq("notice.mail")).filter(job::Column::State.eq(state));
    query.all(app.state.read()).await.unwrap()
}

async fn mailed(app: &TestApp) -> u64 {
    use soat::notify::entity::notice;
    notice::Entity::find().filter(notice::Column::MailedAt.is_not_null()).count(app.state.read()).await.unwrap()
}

fn message_id(letter: &Letter) -> String {
    letter.raw_header("Message-ID")
}

on_every_database!(people_read_their_own_notices_the_newest_first_and_mark_them, |app| async move {
    tell_them(&app, &["giacat.thuky", "giacat.chutich"], &news("CAR-1")).await;
    app.state.clock().advance_millis(1);
    tell_them(&app, &["giacat.thuky"], &news("CAR-2")).await;
    let clerk = app.sign_in("giacat.thuky").await;
    let all = clerk.get("/notices").await.expect(200);
    assert_eq!((all["items"][0]["params"]["number"].as_str(), all["items"].as_array().unwrap().len()), (Some("CAR-2"), 2));
    assert_eq!(all["items"][0]["title"], "Còn 7 ngày đến hạn gửi kế hoạch khắc phục: phiếu CAR-2");
    assert_eq!(all["items"][0]["path"], format!("/car/{CAR}"));
    let id = all["items"][0]["id"].as_str().unwrap().to_owned();
    let read = clerk.post(&format!("/notices/{id}/read"), json!({})).await.expect(200);
    app.state.clock().advance_millis(1_000);
    assert_eq!(clerk.post(&format!("/notices/{id}/read"), json!({})).await.expect(200), read, "the second time changes nothing");
    let unread = clerk.get("/notices?unread=true").await.expect(200);
    assert_eq!((unread["items"][0]["params"]["number"].as_str(), unread["items"].as_array().unwrap().len()), (Some("CAR-1"), 1));
    assert_eq!(clerk.get("/notices?unread=false").await.expect(200)["items"][0]["id"], id.as_str());
    let head = app.sign_in("giacat.chutich").await;
    head.post(&format!("/notices/{id}/read"), json!({})).await.refused(404, "not-found");
    assert_eq!(head.get("/notices").await.expect(200)["items"].as_array().unwrap().len(), 1);
});

on_every_database!(notices_come_in_pages_and_in_the_language_asked_for, |app| async move {
    for number in 0..5 {
        tell_them(&app, &["giacat.thuky"], &news(&format!("CAR-{number}"))).await;
    }
    let clerk = app.sign_in("giacat.thuky").await;
    let mut seen = Vec::new();
    let mut path = "/notices?limit=2".to_owned();
    loop {
        let page = clerk.get(&path).await.expect(200);
        seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["params"]["number"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/notices?limit=2&after={next}");
    }
    seen.sort();
    assert_eq!(seen, ["CAR-0", "CAR-1", "CAR-2", "CAR-3", "CAR-4"]);
    let mut request = axum::http::Request::get("/api/v1/notices?limit=1").body(axum::body::Body::empty()).unwrap();
    request.headers_mut().insert("accept-language", "en".parse().unwrap());
    assert!(clerk.send(request).await.text("/items/0/title").starts_with("Days until the plan is due: 7"));
    clerk.get("/notices?limit=0").await.refused(422, "invalid-parameter");
});

on_every_database!(nobody_is_told_of_what_they_did_and_nobody_without_an_account_in_use, |app| async move {
    let admin = app.sign_in("quantri").await;
    let path = format!("/users/{}", id_of("giacat.chutich"));
    let seen = admin.get(&path).await;
    admin.patch(&path, &seen.etag(), json!({"active": false})).await.expect(200);
    let tx = app.state.begin_as(Actor { user_id: Some(id_of("thuongtruc")), device_id: None }).await.unwrap();
    tell(&tx, &[id_of("thuongtruc"), id_of("giacat.chutich"), id_of("giacat.thuky"), id_of("giacat.thuky")], &news("CAR-1")).await.unwrap();
    tx.commit().await.unwrap();
    let mut told = Vec::new();
    for name in ["thuongtruc", "giacat.chutich", "giacat.thuky"] {
        told.push(soat::notify::store::unread(app.state.read(), id_of(name)).await.unwrap());
    }
    assert_eq!(told, [0, 0, 1]);
});

on_every_database!(a_notice_without_its_cause_is_never_seen, |app| async move {
    reachable(&app, &["giacat.thuky"], "vi").await;
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    tell(&tx, &[id_of("giacat.thuky")], &news("CAR-1")).await.unwrap();
    drop(tx);
    assert_eq!(soat::notify::store::unread(app.state.read(), id_of("giacat.thuky")).await.unwrap(), 0);
    assert_eq!(mail_jobs(&app, "ready").await.len(), 0);
});

on_every_database!(a_letter_is_plain_text_in_the_persons_language_with_the_way_to_the_page, |app| async move {
    let server = MailServer::start().await;
    let app = app.with_settings(through(server.port)).await;
    reachable(&app, &["giacat.thuky"], "vi").await;
    reachable(&app, &["giacat.chutich"], "en").await;
    tell_them(&app, &["giacat.thuky", "giacat.chutich", "thuongtruc"], &news("CAR-1\r\nBcc: nobody@example.vn")).await;
    run_jobs(&app, 1).await;
    let mut letters = server.letters();
    letters.sort_by(|a, b| b.to.cmp(&a.to));
    let [vi, en] = &letters[..] else { panic!("{letters:#?}") };
    assert_eq!((vi.to.as_str(), vi.from.as_str()), ("giacat.thuky@example.vn", "soat@example.vn"));
    assert_eq!(vi.header("Subject"), "Còn 7 ngày đến hạn gửi kế hoạch khắc phục: phiếu CAR-1  Bcc: nobody@example.vn");
    assert_eq!(vi.raw_header("Bcc"), "", "no text becomes a header");
    assert!(vi.header("To").contains("Người dùng giacat.thuky"), "{}", vi.header("To"));
    assert!(vi.raw_header("Content-Type").starts_with("text/plain; charset=utf-8"));
    assert_eq!(vi.raw_header("Auto-Submitted"), "auto-generated");
    assert!(
        vi.body().contains("hết ngày 16/03/2026") && vi.body().contains(&format!("\n\nhttps://soat.example.vn/car/{CAR}\n")),
        "{}",
        vi.body()
    );
    assert!(en.body().contains("is due by the end of 16/03/2026"), "{}", en.body());
    assert!(message_id(vi).ends_with("@example.vn>") && message_id(vi) != message_id(en));
    assert_eq!((mailed(&app).await, mail_jobs(&app, "done").await.len()), (2, 2));
    run_jobs(&app, 3).await;
    assert_eq!(server.letters().len(), 2, "sent once");
});

on_every_database!(without_a_mail_server_or_an_address_there_are_notices_alone, |app| async move {
    reachable(&app, &["giacat.thuky"], "vi").await;
    tell_them(&app, &["giacat.thuky", "giacat.chutich"], &news("CAR-1")).await;
    run_jobs(&app, 1).await;
    assert_eq!((mail_jobs(&app, "done").await.len(), mailed(&app).await), (1, 0), "the one with an address is done without a server");
    assert_eq!(soat::notify::store::unread(app.state.read(), id_of("giacat.chutich")).await.unwrap(), 1);
});

on_every_database!(a_letter_waits_for_a_mail_server_that_is_busy_gone_or_silent, |app| async move {
    let server = MailServer::start().await;
    std::fs::write(app.folder.path().join("password"), "bí mật").unwrap();
    let app = app
        .with_settings(|settings| {
            through(server.port)(settings);
            settings.smtp_timeout_seconds = 1;
            settings.smtp_user = "soat".into();
            settings.smtp_password_file = settings.data_dir.join("password");
        })
        .await;
    reachable(&app, &["giacat.thuky"], "vi").await;
    tell_them(&app, &["giacat.thuky"], &news("CAR-1")).await;
    let moods = [
        Mood::Answers("RCPT", "451 4.3.0 try later"),
        Mood::Answers("EHLO", "421 4.3.2 too busy"),
        Mood::Answers(".", "452 4.3.1 no room"),
        Mood::Answers("AUTH", "535 5.7.8 who are you"),
        Mood::Answers("MAIL", "530 5.7.0 sign in first"),
        Mood::DropsMidway,
        Mood::SilentAt("MAIL"),
    ];
    for mood in moods {
        server.is_now(mood);
        run_jobs(&app, 1).await;
        assert_eq!(server.letters().len(), 0, "{mood:?}");
    }
    let waiting = mail_jobs(&app, "ready").await;
    assert_eq!(waiting[0].attempts, i32::try_from(moods.len()).unwrap(), "{:?}", waiting[0].last_error);
    server.is_now(Mood::Kind);
    run_jobs(&app, 2).await;
    assert_eq!((server.letters().len(), mailed(&app).await, mail_jobs(&app, "done").await.len()), (1, 1, 1));
});

on_every_database!(a_letter_that_will_never_be_taken_is_left_to_the_operator_at_once, |app| async move {
    let server = MailServer::start().await;
    let app = app.with_settings(through(server.port)).await;
    reachable(&app, &["giacat.thuky", "giacat.chutich"], "vi").await;
    server.is_now(Mood::Answers("RCPT", "550 5.1.1 no such person"));
    tell_them(&app, &["giacat.thuky"], &news("CAR-1")).await;
    run_jobs(&app, 1).await;
    let dead = mail_jobs(&app, "dead").await;
    assert_eq!((dead.len(), dead[0].attempts), (1, 1));
    assert!(dead[0].last_error.as_ref().unwrap().contains("no such person"), "{dead:#?}");
    server.is_now(Mood::Kind);
    tell_them(&app, &["giacat.chutich"], &news("CAR-1")).await;
    run_jobs(&app, 1).await;
    assert_eq!(server.letters().len(), 1, "others go on");
});

on_every_database!(a_mail_server_that_stays_away_is_given_up_after_more_than_a_day, |app| async move {
    let app = app.with_settings(through(1)).await;
    reachable(&app, &["giacat.thuky"], "vi").await;
    tell_them(&app, &["giacat.thuky"], &news("CAR-1")).await;
    run_jobs(&app, 24).await;
    assert_eq!(mail_jobs(&app, "ready").await.len(), 1);
    run_jobs(&app, 24).await;
    assert_eq!(mail_jobs(&app, "dead").await.len(), 1);
});

on_every_database!(a_letter_whose_receipt_was_lost_is_sent_again_as_the_very_same, |app| async move {
    let server = MailServer::start().await;
    let app = app.with_settings(through(server.port)).await;
    reachable(&app, &["giacat.thuky"], "vi").await;
    tell_them(&app, &["giacat.thuky"], &news("CAR-1")).await;
    server.is_now(Mood::TakesAndGoes);
    run_jobs(&app, 1).await;
    server.is_now(Mood::Kind);
    run_jobs(&app, 2).await;
    let letters = server.letters();
    assert_eq!(letters.len(), 2, "with SMTP there is no other way");
    assert_eq!(letters[0].text, letters[1].text, "so that mail systems can drop the second");
});

on_every_database!(letters_travel_over_tls_and_only_to_a_server_that_can_show_who_it_is, |app| async move {
    let folder = app.folder.path().to_owned();
    std::fs::write(folder.join("password"), "bí mật\n").unwrap();
    let mut app = app;
    for (protection, scheme) in [(Protection::Tls, "smtps"), (Protection::StartTls, "smtp")] {
        let server = MailServer::start_protected(protection, &folder).await;
        let set = |ca: &str| {
            let (port, scheme, ca) = (server.port, scheme.to_owned(), ca.to_owned());
            move |settings: &mut Settings| {
                through(port)(settings);
                settings.smtp_url = format!("{scheme}://127.0.0.1:{port}");
                settings.smtp_user = "soat".into();
                settings.smtp_password_file = settings.data_dir.join("password");
                settings.smtp_ca_file = if ca.is_empty() { "".into() } else { settings.data_dir.join(ca) };
            }
        };
        app = app.with_settings(set("")).await;
        reachable(&app, &["giacat.thuky"], "vi").await;
        tell_them(&app, &["giacat.thuky"], &news("CAR-1")).await;
        run_jobs(&app, 1).await;
        assert_eq!(server.letters().len(), 0, "{protection:?}: the authority is not known");
        app = app.with_settings(set("ca.pem")).await;
        run_jobs(&app, 1).await;
        let letters = server.letters();
        assert_eq!(letters.len(), 1, "{protection:?}: {:?}", mail_jobs(&app, "ready").await);
        assert!(letters[0].is_tls);
        assert_eq!(letters[0].signed_in_as.as_deref(), Some("/soat/bí mật"));
    }
});

on_every_database!(a_server_without_starttls_gets_no_letter, |app| async move {
    let server = MailServer::start().await;
    let app = app
        .with_settings(|settings| {
            through(server.port)(settings);
            settings.smtp_url = format!("smtp://127.0.0.1:{}", server.port);
        })
        .await;
    reachable(&app, &["giacat.thuky"], "vi").await;
    tell_them(&app, &["giacat.thuky"], &news("CAR-1")).await;
    run_jobs(&app, 2).await;
    assert_eq!((server.letters().len(), mail_jobs(&app, "ready").await.len()), (0, 1));
});

#[tokio::test]
async fn settings_that_cannot_work_stop_the_start_with_their_name() {
    let folder = tempfile::tempdir().unwrap();
    let data = format!("data_dir={}", folder.path().display());
    for (setting, said) in [
        ("smtp_url=http://mail.example", "smtp_url: "),
        ("smtp_url=smtps://mail.example", "smtp_from: "),
        ("holidays_file=khong-co.json", "holidays_file: khong-co.json"),
    ] {
        let words = ["soat", "--set", &data, "--set", setting, "user", "disable", "--username", EVERYBODY[0].0];
        let error = soat::cli::execute(&words).await.unwrap_err();
        assert!(error.starts_with(said), "{setting}: {error}");
    }
}
