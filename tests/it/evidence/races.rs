//! Several senders at once, many small parts, and jobs that fail.

use axum::body::Body;
use axum::http::Method;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, PaginatorTrait};
use serde_json::json;
use soat::evidence::entity::upload_part;
use soat::ledger::{Actor, job};
use soat_tests::{Answer, on_every_store};

use super::{actions, begin, declaration, declare, fetch, inspection_under_way, offset, patch, picture, put, state, tus};

fn won(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status.as_u16() == status).count()
}

on_every_store!(of_parallel_requests_to_one_upload_one_wins_and_the_others_learn_it, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = picture(1);
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    let upload = begin(&member, &id, bytes.len()).await;
    let answers = futures_util::future::join_all((0..6).map(|_| patch(&member, &upload, 0, bytes[..300].to_vec()))).await;
    assert_eq!((won(&answers, 204), won(&answers, 409)), (1, 5));
    assert_eq!(offset(&member, &upload).await, "300");
    let answers = futures_util::future::join_all((0..6).map(|_| patch(&member, &upload, 300, bytes[300..].to_vec()))).await;
    assert_eq!((won(&answers, 204), won(&answers, 409)), (1, 5));
    assert_eq!(fetch(&member, &id, "", &[]).await.bytes, bytes);
    assert_eq!(actions(&member, &id).await, ["declare", "receive", "store", "verify"]);
    assert!(app.has_no_pieces().await, "nothing is left behind");
});

on_every_store!(twenty_equal_declarations_and_uploads_at_once_make_one_record, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = picture(1);
    let body = declaration(inspection, "image/jpeg", &bytes);
    let answers = futures_util::future::join_all((0..20).map(|_| member.post("/evidence", body.clone()))).await;
    assert_eq!((won(&answers, 201), won(&answers, 200)), (1, 19));
    let id = body["id"].as_str().unwrap();
    let answers = futures_util::future::join_all((0..20).map(|_| put(&member, id, &bytes))).await;
    assert_eq!(won(&answers, 200), 20);
    assert_eq!(actions(&member, id).await, ["declare", "store", "verify"]);
});

on_every_store!(an_upload_in_very_many_parts_is_joined_on_the_way, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = picture(1);
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    let upload = begin(&member, &id, bytes.len()).await;
    assert!(bytes.len() > 500);
    for at in 0..250 {
        patch(&member, &upload, at, bytes[at..=at].to_vec()).await.expect(204);
    }
    assert!(upload_part::Entity::find().count(app.state.read()).await.unwrap() < 100);
    patch(&member, &upload, 250, bytes[250..].to_vec()).await.expect(204);
    assert_eq!(fetch(&member, &id, "", &[]).await.bytes, bytes);
    assert_eq!(upload_part::Entity::find().count(app.state.read()).await.unwrap(), 0);
    tus(&member, Method::DELETE, &upload, &[], Body::empty()).await.refused(409, "illegal-move");
});

on_every_store!(what_a_crash_left_unverified_is_verified_by_a_job, |app| async move {
    use soat::evidence::entity::evidence::{self, State};
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = picture(1);
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    put(&member, &id, &bytes).await.expect(200);
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let mut row: evidence::ActiveModel = evidence::Entity::find().one(tx.db()).await.unwrap().unwrap().into();
    row.state = Set(State::Stored);
    row.update(tx.db()).await.unwrap();
    tx.commit().await.unwrap();
    app.state.clock().advance_millis(60_000);
    soat::jobs::run_due(&app.state).await.unwrap();
    assert_eq!(state(&member, &id).await, "verified");
});

on_every_store!(a_job_that_keeps_failing_is_tried_eight_times_and_left_to_the_operator, |app| async move {
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    tx.enqueue("khong.co.loai.nay", &json!({}), tx.now());
    tx.commit().await.unwrap();
    for _ in 0..12 {
        soat::jobs::run_due(&app.state).await.unwrap();
        app.state.clock().advance_millis(3_600_000);
    }
    let jobs = job::Entity::find().all(app.state.read()).await.unwrap();
    let failed = jobs.iter().find(|job| job.kind == "khong.co.loai.nay").unwrap();
    assert_eq!((failed.state.as_str(), failed.attempts, failed.locked_until), ("dead", 8, None));
    assert!(failed.last_error.as_ref().unwrap().contains("khong.co.loai.nay"));
});

on_every_store!(several_workers_share_the_queue_without_doing_a_job_twice, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let mut ids = Vec::new();
    for seed in 0..6 {
        let id = declare(&member, inspection, "image/jpeg", &picture(seed)).await;
        put(&member, &id, &picture(seed)).await.expect(200);
        ids.push(id);
    }
    let counts = futures_util::future::join_all((0..4).map(|_| soat::jobs::run_due(&app.state))).await;
    let ran: usize = counts.into_iter().map(Result::unwrap).sum();
    assert_eq!(ran, 6 + 7, "six previews, and the seven that come round again");
    for id in ids {
        assert_eq!(member.get(&format!("/evidence/{id}")).await.expect(200)["preview"]["state"], "ready");
    }
});

on_every_store!(a_phone_that_vanishes_keeps_what_had_arrived, |app| async move {
    use tokio::io::AsyncWriteExt;
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = picture(1);
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    let upload = begin(&member, &id, bytes.len()).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = soat::router::build(app.state.clone()).into_make_service_with_connect_info::<std::net::SocketAddr>();
    let server = tokio::spawn(async move { axum::serve(listener, service).await });
    let mut phone = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = format!(
        "PATCH {upload} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n\
         Content-Type: application/offset+octet-stream\r\nContent-Length: {}\r\n\r\n",
        member.token,
        bytes.len()
    );
    phone.write_all(head.as_bytes()).await.unwrap();
    phone.write_all(&bytes[..500]).await.unwrap();
    phone.flush().await.unwrap();
    drop(phone);
    // The server notices in its own time; however slow the machine, it does.
    while offset(&member, &upload).await == "0" {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(offset(&member, &upload).await, "500");
    patch(&member, &upload, 500, bytes[500..].to_vec()).await.expect(204);
    assert_eq!(fetch(&member, &id, "", &[]).await.bytes, bytes);
    server.abort();
});
