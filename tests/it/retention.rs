//! Files that nobody refers to are swept; what anybody refers to, or has only declared, never is.

use std::collections::BTreeSet;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait, Statement};
use soat::blobs::Digest;
use soat::corrective_actions::entity::request;
use soat::evidence::entity::deletion;
use soat::kernel::clock::Clock;
use soat::ledger::{Actor, Entry, stream};
use soat::retention::{evidence_rule, jobs, owners};
use soat_tests::corrective::{Cast, Stage, request_at};
use soat_tests::{Engine, TestApp, on_every_database, on_every_store};

use crate::evidence::redactions::{redact, secret};
use crate::evidence::{actions, declaration, declare, fetch, inspection_under_way, picture, put, set_status};

/// Columns with a hash that names no file of the store.
const OTHERS: &[&str] = &[
    "document_key.certificate_sha256",
    "evidence_deletion.sha256",
    "file_checksum.sha256",
    "report.content_sha256",
    "report_signature.certificate_sha256",
];

/// Moves the clock so far that everything written until now is old.
fn age(app: &TestApp) {
    let ahead = Clock::System.now().plus_days(8).0 - app.state.now().0;
    app.state.clock().advance_millis(ahead.max(8 * 86_400_000));
}

async fn is_aside(app: &TestApp, digest: &Digest) -> bool {
    app.state.blobs().files_aside().await.unwrap().iter().any(|file| file.digest == *digest)
}

async fn lies_there(app: &TestApp, digest: &Digest) -> bool {
    let digit = u8::from_str_radix(&digest.as_str()[..1], 16).unwrap();
    app.state.blobs().files(digit).await.unwrap().iter().any(|file| file.digest == *digest)
}

on_every_store!(a_file_that_nobody_refers_to_is_set_aside_and_later_removed, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let (used, declared, orphan) = (picture(1), picture(2), Digest::of(&picture(3)));
    let member = app.sign_in("thanhvien").await;
    let id = declare(&member, inspection, "image/jpeg", &used).await;
    put(&member, &id, &used).await.expect(200);
    soat::jobs::run_due(&app.state).await.unwrap();
    declare(&member, inspection, "image/jpeg", &declared).await;
    // As by a process that died before it could write the record.
    for bytes in [&declared, &picture(3)] {
        app.state.blobs().put(bytes).await.unwrap();
    }
    jobs::sweep(&app.state).await.unwrap();
    assert!(lies_there(&app, &orphan).await, "what is young is left alone");

    age(&app);
    jobs::sweep(&app.state).await.unwrap();
    assert!(!lies_there(&app, &orphan).await && is_aside(&app, &orphan).await);
    assert!(app.state.blobs().exists(&orphan).await.unwrap(), "whoever asks for it has it back");
    age(&app);
    jobs::sweep(&app.state).await.unwrap();
    age(&app);
    jobs::sweep(&app.state).await.unwrap();
    assert!(!lies_there(&app, &orphan).await && !is_aside(&app, &orphan).await, "it is gone");
    assert!(!app.state.blobs().exists(&orphan).await.unwrap());

    assert!(lies_there(&app, &Digest::of(&declared)).await, "declared is enough");
    let member = app.sign_in("thanhvien").await;
    assert_eq!(fetch(&member, &id, "", &[]).await.bytes, used);
    for size in ["1600", "320"] {
        assert_eq!(fetch(&member, &id, &format!("?size={size}"), &[]).await.status.as_u16(), 200);
    }
});

on_every_store!(copies_from_before_a_redaction_are_swept_and_the_covered_ones_stay, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let id = declare(&member, inspection, "image/jpeg", &secret(640, 480)).await;
    put(&member, &id, &secret(640, 480)).await.expect(200);
    soat::jobs::run_due(&app.state).await.unwrap();
    let before = Digest::of(&fetch(&member, &id, "?size=1600", &[]).await.bytes);
    redact(&member, &id, &[[0.25, 0.5, 0.25, 0.25]]).await.expect(201);
    soat::jobs::run_due(&app.state).await.unwrap();
    let covered = Digest::of(&fetch(&member, &id, "?size=1600", &[]).await.bytes);
    for _ in 0..3 {
        age(&app);
        jobs::sweep(&app.state).await.unwrap();
    }
    assert!(!app.state.blobs().exists(&before).await.unwrap(), "nobody refers to what shows the covered part");
    let member = app.sign_in("thanhvien").await;
    assert_eq!(Digest::of(&fetch(&member, &id, "?size=1600", &[]).await.bytes), covered);
    assert_eq!(fetch(&member, &id, "?size=original", &[]).await.bytes, secret(640, 480));

    set_status(&app, inspection, "archived").await;
    let uuid = id.parse().unwrap();
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    soat::evidence::deletion::delete(&tx, uuid, "thu").await.unwrap();
    tx.commit().await.unwrap();
    for _ in 0..3 {
        age(&app);
        jobs::sweep(&app.state).await.unwrap();
    }
    assert!(!app.state.blobs().exists(&covered).await.unwrap(), "with the original goes the covered copy");
    let office = app.sign_in("thuongtruc").await;
    fetch(&office, &id, "?size=1600", &[]).await.refused(404, "no-preview");
    redact(&office, &id, &[[0.0, 0.0, 0.5, 0.5]]).await.refused(410, "content-deleted");
    assert_eq!(
        office.get(&format!("/evidence/{id}/redactions")).await.json()["items"].as_array().unwrap().len(),
        1,
        "that it was covered stays"
    );
});

on_every_store!(what_is_declared_while_the_sweep_runs_is_never_lost, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let pictures: Vec<Vec<u8>> = (0..24).map(picture).collect();
    for bytes in &pictures {
        app.state.blobs().put(bytes).await.unwrap();
    }
    age(&app);
    let member = app.sign_in("thanhvien").await;
    let bodies: Vec<_> = pictures.iter().map(|bytes| declaration(inspection, "image/jpeg", bytes)).collect();
    let sweeping = app.state.clone();
    let sweep = tokio::spawn(async move {
        for _ in 0..3 {
            jobs::sweep(&sweeping).await.unwrap();
        }
    });
    let bring = |at: usize| {
        let (member, body, bytes) = (&member, bodies[at].clone(), &pictures[at]);
        async move {
            let id = body["id"].as_str().unwrap().to_owned();
            member.post("/evidence", body).await.expect(201);
            put(member, &id, bytes).await.expect(200);
        }
    };
    for at in (0..pictures.len()).step_by(3) {
        futures_util::future::join3(bring(at), bring(at + 1), bring(at + 2)).await;
    }
    sweep.await.unwrap();
    for _ in 0..3 {
        age(&app);
        jobs::sweep(&app.state).await.unwrap();
    }
    assert!(app.state.blobs().files_aside().await.unwrap().is_empty());
    let member = app.sign_in("thanhvien").await;
    for (body, bytes) in bodies.iter().zip(&pictures) {
        assert_eq!(&fetch(&member, body["id"].as_str().unwrap(), "", &[]).await.bytes, bytes);
    }
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_column_that_names_a_file_has_its_place_in_the_list_of_owners() {
    let app = TestApp::start(Engine::Sqlite).await;
    let columns = "SELECT m.name || '.' || c.name AS place FROM sqlite_master m JOIN pragma_table_info(m.name) c \
                   WHERE m.type = 'table' AND c.name LIKE '%sha256%'";
    let db = app.state.read();
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), columns)).await.unwrap();
    let found: BTreeSet<String> = rows.iter().map(|row| row.try_get("", "place").unwrap()).collect();
    let known: BTreeSet<String> = owners::OWNERS.iter().chain(OTHERS).map(|name| (*name).to_owned()).collect();
    assert_eq!(found, known, "a column with a hash names a file that must not be swept, or it does not: say which");
}

on_every_store!(evidence_past_its_time_is_deleted_and_leaves_a_record, |app| async move {
    let app = app.with_settings(|settings| settings.evidence_retention_days = 30).await;
    let (old, kept) = (inspection_under_way(&app).await, inspection_under_way(&app).await);
    let bytes = picture(1);
    let shared = picture(2);
    let member = app.sign_in("thanhvien").await;
    let (gone, twice, still) = (
        declare(&member, old, "image/jpeg", &bytes).await,
        declare(&member, old, "image/jpeg", &shared).await,
        declare(&member, kept, "image/jpeg", &shared).await,
    );
    for (id, bytes) in [(&gone, &bytes), (&twice, &shared), (&still, &shared)] {
        put(&member, id, bytes).await.expect(200);
    }
    soat::jobs::run_due(&app.state).await.unwrap();
    archive(&app, old).await;
    evidence_rule::apply(&app.state).await.unwrap();
    assert_eq!(fetch(&member, &gone, "", &[]).await.bytes, bytes, "its time is not over");

    app.state.clock().advance_millis(29 * 86_400_000);
    evidence_rule::apply(&app.state).await.unwrap();
    assert_eq!(fetch(&app.sign_in("thanhvien").await, &gone, "", &[]).await.bytes, bytes);
    app.state.clock().advance_millis(2 * 86_400_000);
    evidence_rule::apply(&app.state).await.unwrap();
    evidence_rule::apply(&app.state).await.unwrap();
    let member = app.sign_in("thanhvien").await;
    for id in [&gone, &twice] {
        fetch(&member, id, "", &[]).await.refused(410, "content-deleted");
        assert_eq!(fetch(&member, id, "?size=320", &[]).await.refused(404, "no-preview")["params"]["reason"], "content-deleted");
        let view = member.get(&format!("/evidence/{id}")).await.expect(200);
        assert!(view["content_deleted_at"].is_string() && view["derivatives"].as_array().unwrap().is_empty());
        assert_eq!(actions(&member, id).await.last().unwrap(), "delete_content");
    }
    let records = deletion::Entity::find().all(app.state.read()).await.unwrap();
    let record = records.iter().find(|record| record.evidence_id.to_string() == gone).unwrap();
    assert_eq!((records.len(), record.size, record.inspection_id), (2, i64::try_from(bytes.len()).unwrap(), old));
    assert_eq!((record.sha256.as_str(), record.deleted_at), (Digest::of(&bytes).as_str(), app.state.now()));
    assert_eq!(record.rule, "evidence_retention_days = 30");

    for _ in 0..3 {
        age(&app);
        jobs::sweep(&app.state).await.unwrap();
    }
    assert!(!app.state.blobs().exists(&Digest::of(&bytes)).await.unwrap(), "nothing refers to its file any more");
    let member = app.sign_in("thanhvien").await;
    assert_eq!(fetch(&member, &still, "", &[]).await.bytes, shared, "the file of other evidence with the same content stays");
    put(&member, &gone, &bytes).await.expect(200);
    assert!(!app.state.blobs().exists(&Digest::of(&bytes)).await.unwrap(), "what was deleted does not come back");
});

on_every_store!(evidence_is_kept_for_good_unless_days_are_set, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let id = declare(&member, inspection, "image/jpeg", &picture(1)).await;
    put(&member, &id, &picture(1)).await.expect(200);
    archive(&app, inspection).await;
    app.state.clock().advance_millis(4_000 * 86_400_000);
    evidence_rule::apply(&app.state).await.unwrap();
    assert_eq!(fetch(&app.sign_in("thanhvien").await, &id, "", &[]).await.bytes, picture(1));
});

/// Archives an inspection as its lifecycle would, with the entry that says when.
async fn archive(app: &TestApp, inspection: uuid::Uuid) {
    set_status(app, inspection, "archived").await;
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    tx.note(&stream::of_inspection(inspection), Entry::new("inspection", inspection, "archive")).await.unwrap();
    tx.commit().await.unwrap();
}

on_every_database!(evidence_is_kept_while_a_request_of_its_inspection_is_open, |app| async move {
    let app = app.with_settings(|settings| settings.evidence_retention_days = 30).await;
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    let inspection = cast.office.get(&path).await.text("/inspection_id");
    archive(&app, inspection.parse().unwrap()).await;
    app.state.clock().advance_millis(400 * 86_400_000);
    let deleted = async || deletion::Entity::find().count(app.state.read()).await.unwrap();
    evidence_rule::apply(&app.state).await.unwrap();
    assert_eq!(deleted().await, 0);
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let mut row: request::ActiveModel = request::Entity::find().one(tx.db()).await.unwrap().unwrap().into();
    row.status = Set(request::Status::Closed);
    row.update(tx.db()).await.unwrap();
    tx.commit().await.unwrap();
    evidence_rule::apply(&app.state).await.unwrap();
    assert!(deleted().await > 0);
});
