//! What a process remembers of a stream from push to push is never believed where it is not so any more.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};
use soat::kernel::clock;
use soat::ledger::{Actor, entry, record, stream};
use soat_tests::device::begun_inspection;
use soat_tests::work::picture;
use soat_tests::{Device, Network, TestApp, on_every_database};
use uuid::Uuid;

use super::receipts::read;
use super::{CHECKLIST, get};

/// Pushes what waits, and compares the receipt, which rests on memory, with one that is read from the database.
async fn push_and_compare(app: &TestApp, device: &mut Device, inspection: Uuid) -> Value {
    let answer = device.push(app, 100, Network::Good).await.unwrap().expect(200);
    let told = read(app, &answer["receipt"]).await["inspections"][0].take();
    let anew = get(app, device, &format!("/sync/receipt?inspection={inspection}")).await.expect(200);
    assert_eq!(told, read(app, &anew["receipt"]).await["inspections"][0]);
    told
}

fn count(told: &Value, collection: &str) -> u64 {
    told["collections"][collection]["count"].as_u64().unwrap_or_default()
}

on_every_database!(every_kind_of_operation_leaves_the_receipt_true, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut lead = Device::sign_in(&app, "truongdoan").await;
    let mut other = Device::sign_in(&app, "thanhvien").await;
    let first = lead.answer(&app, inspection, "dir.climate-context", json!({"verdict": "conforming"}));
    let attendee = clock::new_id();
    lead.put(&app, "attendees", inspection, attendee, json!({"side": "unit", "name": "Đại diện"}));
    let told = push_and_compare(&app, &mut lead, inspection).await;
    assert_eq!((count(&told, "responses"), count(&told, "attendees")), (1, 1), "{told}");
    // A conflict makes a record of its own, a refused operation none, and one taken back is gone.
    other.answer(&app, inspection, "dir.climate-context", json!({"verdict": "nonconforming"}));
    let told = push_and_compare(&app, &mut other, inspection).await;
    assert_eq!((count(&told, "responses"), count(&told, "conflicts")), (1, 1), "{told}");
    other.put(&app, "responses", inspection, clock::new_id(), json!({"verdict": "no such verdict"}));
    other.answer(&app, inspection, "dir.climate-parties", json!({"verdict": "conforming"}));
    assert_eq!(count(&push_and_compare(&app, &mut other, inspection).await, "responses"), 2);
    lead.withdraw(&app, "attendees", inspection, attendee, "Ghi nhầm cuộc họp");
    lead.put(&app, "responses", inspection, first, json!({"note": "Đã xem hồ sơ"}));
    let photo = lead.photograph(&app, inspection, "inspection", inspection, picture(), "image/jpeg");
    let told = push_and_compare(&app, &mut lead, inspection).await;
    assert_eq!((count(&told, "attendees"), count(&told, "evidence")), (0, 1), "{told}");
    lead.upload_all(&app).await;
    lead.answer(&app, inspection, "dir.climate-parties", json!({"note": "Thêm"}));
    assert_eq!(push_and_compare(&app, &mut lead, inspection).await["evidence"].as_array().unwrap().len(), 1);
    // The bytes of what was taken back are kept, and so the receipt goes on naming them.
    lead.withdraw(&app, "evidence", inspection, photo, "Chụp nhầm");
    let told = push_and_compare(&app, &mut lead, inspection).await;
    assert_eq!((count(&told, "evidence"), told["evidence"][0]["id"].clone()), (0, json!(photo)), "{told}");
    let twin = app.twin().await;
    lead.answer(&twin, inspection, "dir.policy", json!({"verdict": "conforming"}));
    assert_eq!(push_and_compare(&twin, &mut lead, inspection).await["evidence"].as_array().unwrap().len(), 1);
});

on_every_database!(another_process_that_wrote_meanwhile_is_noticed, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let twin = app.twin().await;
    let mut lead = Device::sign_in(&app, "truongdoan").await;
    for round in 0..3 {
        for process in [&app, &twin] {
            lead.answer(process, inspection, "dir.climate-context", json!({"note": format!("Lần {round}")}));
            lead.answer(
                process,
                inspection,
                ["dir.climate-parties", "dir.policy", "dir.objectives"][round],
                json!({"verdict": "conforming"}),
            );
            push_and_compare(process, &mut lead, inspection).await;
        }
    }
});

on_every_database!(a_database_that_was_set_back_is_noticed, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut lead = Device::sign_in(&app, "truongdoan").await;
    lead.answer(&app, inspection, "dir.climate-context", json!({"verdict": "conforming"}));
    push_and_compare(&app, &mut lead, inspection).await;
    let name = stream::of_inspection(inspection);
    let head = stream::Entity::find().filter(stream::Column::Name.eq(&name)).one(app.state.read()).await.unwrap().unwrap();
    let records = record::Entity::find().filter(record::Column::StreamId.eq(head.id)).all(app.state.read()).await.unwrap();
    lead.answer(&app, inspection, "dir.climate-parties", json!({"verdict": "conforming"}));
    push_and_compare(&app, &mut lead, inspection).await;
    // As when the database of before the last push was put in place of this one, beneath the running program.
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    record::Entity::delete_many().filter(record::Column::StreamId.eq(head.id)).exec(tx.db()).await.unwrap();
    record::Entity::insert_many(records.into_iter().map(IntoActiveModel::into_active_model)).exec_without_returning(tx.db()).await.unwrap();
    let later = entry::Entity::delete_many().filter(entry::Column::StreamId.eq(head.id)).filter(entry::Column::Seq.gt(head.entry_seq));
    later.exec(tx.db()).await.unwrap();
    head.into_active_model().reset_all().update(tx.db()).await.unwrap();
    tx.commit().await.unwrap();
    // As many changes as were lost, so that the numbers are those that are remembered.
    let mut other = Device::sign_in(&app, "thanhvien").await;
    for item in ["dir.policy", "dir.objectives"] {
        other.answer(&app, inspection, item, json!({"verdict": "conforming"}));
        push_and_compare(&app, &mut other, inspection).await;
    }
});
