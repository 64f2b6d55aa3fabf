//! The activity after a busy time: every chain recomputes, and an entry altered by hand shows.

use std::collections::BTreeMap;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QueryOrder};
use serde_json::json;
use soat::ledger::entry::{self, START, verify_chain};
use soat::ledger::stream;
use soat_tests::work::{begun_self_check, external_plan, fill, now};
use soat_tests::{Device, Network, TestApp, on_every_database};
use uuid::Uuid;

/// Every stream with its entries in the order of their places.
async fn chains(app: &TestApp) -> Vec<(stream::Model, Vec<entry::Model>)> {
    let mut entries: BTreeMap<i64, Vec<entry::Model>> = BTreeMap::new();
    for row in entry::Entity::find().order_by_asc(entry::Column::Seq).all(app.state.read()).await.unwrap() {
        entries.entry(row.stream_id).or_default().push(row);
    }
    let streams = stream::Entity::find().all(app.state.read()).await.unwrap();
    streams
        .into_iter()
        .map(|stream| (entries.remove(&stream.id).unwrap_or_default(), stream))
        .map(|(rows, stream)| (stream, rows))
        .collect()
}

/// Plans, answers, conflicts, refusals, parked work, a conclusion and its reopening, some of it at once.
async fn busy(app: &TestApp) {
    let path = begun_self_check(app).await;
    let id: Uuid = path.trim_start_matches("/inspections/").parse().unwrap();
    let lead = app.sign_in("giacat.thuky").await;
    fill(&lead, &path, "commune-self-check").await;
    let (mut one, mut two) = (Device::sign_in(app, "giacat.thuky").await, Device::sign_in(app, "giacat.chutich").await);
    for round in 0..3 {
        for (device, verdict) in [(&mut one, "conforming"), (&mut two, "nonconforming")] {
            device.answer(app, id, "c.plan", json!({"verdict": verdict, "note": format!("lần {round}")}));
            device.answer(app, id, "no.such-item", json!({"verdict": verdict}));
            device.put(
                app,
                "findings",
                id,
                app.state.new_id(),
                json!({"clauses": ["7.2"], "grade": "observation", "observed": format!("điểm {round}")}),
            );
        }
        futures_util::future::join(one.push(app, 50, Network::Good), two.push(app, 50, Network::Good)).await;
    }
    let findings = format!("{path}/findings");
    let posts =
        (0..8).map(|at| lead.post(&findings, json!({"clauses": ["7.2"], "grade": "observation", "observed": format!("cùng lúc {at}")})));
    futures_util::future::join_all(posts).await;
    let office = app.sign_in("thuongtruc").await;
    let plans = (0..4).map(|_| office.post("/inspections", external_plan()));
    futures_util::future::join_all(plans).await;
    let conflicts = lead.get(&format!("/conflicts?inspection={id}&state=open")).await.expect(200);
    for conflict in conflicts["items"].as_array().unwrap() {
        let place = format!("/conflicts/{}/resolve", conflict["id"].as_str().unwrap());
        lead.post_seen(&place, &format!("\"{}\"", conflict["version"]), json!({"value": "conforming"})).await.expect(200);
    }
    now(&lead, &path, "conclude", json!({})).await.expect(200);
    two.answer(app, id, "c.report", json!({"verdict": "nonconforming"}));
    two.push(app, 50, Network::Good).await;
    now(&lead, &path, "reopen", json!({"reason": "Bổ sung"})).await.expect(200);
}

on_every_database!(after_a_busy_time_every_chain_recomputes, |app| async move {
    busy(&app).await;
    let mut longest = 0;
    for (stream, entries) in chains(&app).await {
        assert_eq!(verify_chain(&entries), Ok(()), "{}", stream.name);
        let (seq, hash) = entries.last().map_or((0, START), |last| (last.seq, last.hash.as_str()));
        assert_eq!((stream.entry_seq, stream.entry_hash.as_str()), (seq, hash), "{}: the end is where the stream says", stream.name);
        longest = longest.max(seq);
    }
    assert!(longest > 40, "the time was not busy: {longest}");
});

on_every_database!(an_entry_altered_in_the_database_shows_in_its_chain_alone, |app| async move {
    busy(&app).await;
    let (_, entries) = chains(&app).await.into_iter().max_by_key(|(_, entries)| entries.len()).unwrap();
    let victim = entries[entries.len() / 2].clone();
    let mut row = victim.clone().into_active_model();
    row.changes = Set(json!({"verdict": [null, "conforming"]}).to_string());
    row.update(app.state.database().owner()).await.unwrap();
    let broken: Vec<_> =
        chains(&app).await.into_iter().filter_map(|(stream, entries)| Some((stream.id, verify_chain(&entries).err()?))).collect();
    assert_eq!(broken, [(victim.stream_id, (victim.seq, "hash"))]);
});
