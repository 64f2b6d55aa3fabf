//! Notices.

use soat::ledger::Actor;
use soat::notify::catalogue;
use soat::notify::service::{News, tell};
use soat::notify::store;
use soat_tests::TestApp;
use soat_tests::people::id_of;
use uuid::Uuid;

use super::{Records, Row, row};

pub(super) async fn settle(app: &TestApp, records: &mut Records) {
    let news =
        News::of(&catalogue::DEADLINE_TODAY, "corrective_action_request", Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0c01));
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    tell(&tx, &[id_of("giacat.thuky")], &news).await.unwrap();
    tx.commit().await.unwrap();
    let notices = store::of_person(app.state.read(), id_of("giacat.thuky"), None, None, 1).await.unwrap();
    records.add("notice", notices[0].id.to_string());
}

pub(super) fn rows(records: &Records) -> Vec<Row> {
    vec![
        row("GET /notices", "/notices?unread=true").names_nothing(),
        row("POST /notices/{id}/read", format!("/notices/{}/read", records.id("notice"))).by("giacat.thuky"),
    ]
}
