//! The list of certificates that were taken back.

use soat::certificates::{keys, master_key};
use soat::ledger::Actor;
use soat_tests::people::id_of;
use soat_tests::signing::{failing, issue_keys, minutes, pdf, sign, verified};
use soat_tests::{TestApp, on_every_database};

async fn revoke(app: &TestApp, username: &str) {
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let master = master_key::of(app.state.settings()).await.unwrap();
    let row = keys::of_holder(tx.db(), (Some(id_of(username)), None)).await.unwrap().remove(0);
    keys::revoke(&tx, &master, row, "key-compromise").await.unwrap();
    tx.commit().await.unwrap();
}

on_every_database!(certificates_that_are_revoked_at_once_are_all_on_the_list, |app| async move {
    issue_keys(&app).await;
    let cast = soat_tests::corrective::Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    let secretary = app.sign_in("thuky").await;
    for (person, field) in [(&cast.lead, "lead"), (&secretary, "secretary"), (&cast.head, "unit_head")] {
        sign(person, &report, field).await.expect(200);
    }
    tokio::join!(revoke(&app, "truongdoan"), revoke(&app, "thuky"), revoke(&app, "giacat.chutich"));
    let record = verified(&app, pdf(&cast.lead, &report).await).await;
    assert_eq!(failing(&record), ["not-revoked"; 3]);
});
