//! What synchronisation promises, whatever the network does: the values kept do not depend on the order of arrival, nothing
//! acknowledged is lost, and every device ends with the same records. Scenarios are drawn from fixed seeds.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use soat_tests::device::begun_inspection;
use soat_tests::{Device, Network, TestApp, on_every_database};
use uuid::Uuid;

const CHECKLIST: &str = "provincial-inspection";
const PEOPLE: [&str; 3] = ["truongdoan", "thuky", "thanhvien"];
const ITEMS: [&str; 3] = ["scope.publication", "run.release", "chk.internal-audit"];
const VERDICTS: [&str; 3] = ["conforming", "partly_conforming", "nonconforming"];

/// One edit of one item by one of three devices.
#[derive(Clone, Debug)]
struct Edit {
    device: usize,
    item: usize,
    /// A verdict, or none for a note.
    verdict: Option<usize>,
    note: u16,
}

impl Edit {
    fn fields(&self) -> Value {
        match self.verdict {
            Some(verdict) => json!({"verdict": VERDICTS[verdict]}),
            None => json!({"note": format!("ghi chú {}", self.note)}),
        }
    }

    fn field(&self) -> (&'static str, Value) {
        match self.verdict {
            Some(verdict) => ("verdict", json!(VERDICTS[verdict])),
            None => ("note", json!(format!("ghi chú {}", self.note))),
        }
    }
}

fn edits(most: usize) -> impl Strategy<Value = Vec<Edit>> {
    let one = (0..3_usize, 0..3_usize, proptest::option::weighted(0.7, 0..3_usize), any::<u16>())
        .prop_map(|(device, item, verdict, note)| Edit { device, item, verdict, note });
    vec(one, 3..most)
}

fn runner(seed: u8) -> TestRunner {
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]))
}

fn draw<T: std::fmt::Debug>(runner: &mut TestRunner, strategy: impl Strategy<Value = T>) -> T {
    strategy.new_tree(runner).unwrap().current()
}

/// The values kept for each field: the standing one and those in its open conflict; for notes, the lines.
async fn kept(app: &TestApp, inspection: Uuid) -> BTreeMap<(String, String), BTreeSet<String>> {
    let lead = app.sign_in("truongdoan").await;
    let mut kept: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    let mut items = BTreeMap::new();
    for row in lead.get(&format!("/inspections/{inspection}/responses")).await.expect(200).as_array().unwrap() {
        let item = row["item_id"].as_str().unwrap().to_owned();
        items.insert(row["id"].as_str().unwrap().to_owned(), item.clone());
        if let Some(verdict) = row["verdict"].as_str() {
            kept.entry((item.clone(), "verdict".into())).or_default().insert(verdict.to_owned());
        }
        for line in row["note"].as_str().unwrap().lines() {
            kept.entry((item.clone(), "note".into())).or_default().insert(line.to_owned());
        }
    }
    let conflicts = lead.get(&format!("/conflicts?inspection={inspection}&state=open&limit=500")).await.expect(200);
    for conflict in conflicts["items"].as_array().unwrap() {
        let item = items[conflict["record_id"].as_str().unwrap()].clone();
        let place = kept.entry((item, conflict["field"].as_str().unwrap().to_owned())).or_default();
        place.extend(conflict["values"].as_array().unwrap().iter().map(|kept| kept["value"].as_str().unwrap().to_owned()));
    }
    kept
}

/// The latest value of each device, field by field: what must be kept of edits made without seeing each other.
fn expected(edits: &[Edit]) -> BTreeMap<(String, String), BTreeSet<String>> {
    let mut latest: BTreeMap<(usize, usize, &str), String> = BTreeMap::new();
    for edit in edits {
        let (field, value) = edit.field();
        latest.insert((edit.item, edit.device, field), value.as_str().unwrap().to_owned());
    }
    let mut expected: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for ((item, _, field), value) in latest {
        expected.entry((ITEMS[item].to_owned(), field.to_owned())).or_default().insert(value);
    }
    expected
}

on_every_database!(whatever_the_order_of_arrival_the_same_values_are_kept, |app| async move {
    for seed in 0..4_u8 {
        let mut runner = runner(seed);
        let made = draw(&mut runner, edits(18));
        let wanted = expected(&made);
        for order in 0..3 {
            let inspection = begun_inspection(&app, CHECKLIST).await;
            let mut devices = Vec::new();
            for name in PEOPLE {
                devices.push(Device::sign_in(&app, name).await);
            }
            // Everybody works offline from the same beginning.
            for edit in &made {
                devices[edit.device].answer(&app, inspection, ITEMS[edit.item], edit.fields());
            }
            let mut waiting: Vec<(usize, Value)> = Vec::new();
            for (index, device) in devices.iter().enumerate() {
                waiting.extend(device.outbox.iter().cloned().map(|op| (index, op)));
            }
            // Reordered, some of it twice, one operation or several at a time, answers thrown away.
            let shuffled = draw(&mut runner, Just(waiting.clone()).prop_shuffle());
            let again = draw(&mut runner, Just(waiting).prop_shuffle());
            for (index, op) in shuffled.iter().chain(again.iter().take(5)) {
                devices[*index].push_raw(&app, std::slice::from_ref(op)).await.expect(200);
            }
            assert_eq!(kept(&app, inspection).await, wanted, "seed {seed}, order {order}: {made:#?}");
        }
    }
});

/// One thing that happens.
#[derive(Clone, Debug)]
enum Step {
    Edit(Edit),
    Push(usize, usize, Network),
    /// The same operations sent again, the last ones first.
    PushBackwards(usize),
    Pull(usize),
    /// The app is killed: the session is gone, the local store and the outbox are not.
    Crash(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let edit = edits(4).prop_map(|mut edits| Step::Edit(edits.remove(0)));
    let network = prop_oneof![4 => Just(Network::Good), 1 => Just(Network::RequestLost), 2 => Just(Network::AnswerLost)];
    let push = (0..3_usize, 1..6_usize, network).prop_map(|(device, count, network)| Step::Push(device, count, network));
    let step = prop_oneof![
        8 => edit,
        4 => push,
        1 => (0..3_usize).prop_map(Step::PushBackwards),
        3 => (0..3_usize).prop_map(Step::Pull),
        1 => (0..3_usize).prop_map(Step::Crash),
    ];
    vec(step, 30..60)
}

on_every_database!(every_device_converges_and_nothing_acknowledged_is_lost, |app| async move {
    let mut app = app;
    for seed in 10..14_u8 {
        let steps = draw(&mut runner(seed), steps());
        let inspection = begun_inspection(&app, CHECKLIST).await;
        let mut devices = Vec::new();
        for name in PEOPLE {
            devices.push(Device::sign_in(&app, name).await);
        }
        for device in &mut devices {
            device.pull(&app, 500).await;
        }
        let mut made = BTreeMap::new();
        for step in &steps {
            act(&app, inspection, &mut devices, step, &mut made).await;
        }
        // The server dies in between; what was acknowledged is on disk.
        app = app.restart().await;
        // The worst is over: everybody synchronises until there is nothing left to tell.
        for _ in 0..3 {
            for device in &mut devices {
                device.sync(&app).await;
            }
        }
        for device in &devices {
            assert!(device.outbox.is_empty(), "seed {seed}: {:#?}", device.outbox);
        }
        assert_same(&app, inspection, &devices, seed).await;
        assert_nothing_lost(&app, inspection, &devices, &made, seed).await;
    }
});

/// Every operation made, with its device.
type Made = BTreeMap<Uuid, (usize, Value)>;

async fn act(app: &TestApp, inspection: Uuid, devices: &mut [Device], step: &Step, made: &mut Made) {
    match step {
        Step::Edit(edit) => {
            let device = &mut devices[edit.device];
            device.answer(app, inspection, ITEMS[edit.item], edit.fields());
            let op = device.outbox.back().unwrap().clone();
            made.insert(op["op_id"].as_str().unwrap().parse().unwrap(), (edit.device, op));
        }
        Step::Push(device, count, network) => {
            devices[*device].push(app, *count, *network).await;
        }
        Step::PushBackwards(device) => {
            let ops: Vec<_> = devices[*device].outbox.iter().rev().cloned().collect();
            devices[*device].push_raw(app, &ops).await.expect(200);
        }
        Step::Pull(device) => {
            devices[*device].pull(app, 7).await;
        }
        Step::Crash(device) => devices[*device].renew(app).await,
    }
}

/// All devices, and one that starts from nothing, have the same records of the inspection.
async fn assert_same(app: &TestApp, inspection: Uuid, devices: &[Device], seed: u8) {
    let mut fresh = Device::sign_in(app, "quansat").await;
    fresh.pull(app, 3).await;
    let of = |device: &Device| -> BTreeMap<(String, Uuid), Value> {
        let belongs = |(collection, _): &&(String, Uuid)| ["responses", "conflicts"].contains(&collection.as_str());
        let rows = device.records.iter().filter(|(key, _)| belongs(key));
        rows.filter(|(_, record)| record["inspection_id"] == json!(inspection)).map(|(key, record)| (key.clone(), record.clone())).collect()
    };
    let wanted = of(&fresh);
    assert!(!wanted.is_empty());
    for (index, device) in devices.iter().enumerate() {
        let mine = of(device);
        for (key, record) in &wanted {
            let own = mine.get(key).unwrap_or_else(|| panic!("seed {seed}: device {index} lacks {key:?}"));
            for field in ["verdict", "note", "value", "state", "values"] {
                // A device that made a record itself is not told it again: what it never wrote is empty there.
                let filled = |value: &Value| if value == "" { Value::Null } else { value.clone() };
                assert_eq!(filled(&own[field]), filled(&record[field]), "seed {seed}: device {index}, {key:?}, {field}");
            }
        }
        assert_eq!(mine.len(), wanted.len(), "seed {seed}: device {index}");
    }
}

/// The last value that a device was told is kept is kept, unless somebody who had seen it, or the device itself, replaced it.
async fn assert_nothing_lost(app: &TestApp, inspection: Uuid, devices: &[Device], made: &Made, seed: u8) {
    let kept = kept(app, inspection).await;
    for (op_id, (device, op)) in made {
        let answer = &devices[*device].answers[op_id];
        assert!(["applied", "merged", "conflict"].contains(&answer["status"].as_str().unwrap()), "seed {seed}: {answer:#}");
        let change = answer["change"].as_i64().unwrap();
        for (field, value) in op["fields"].as_object().unwrap().iter().filter(|(field, _)| *field != "item_id") {
            let replaced = made.values().any(|(other, later)| {
                let same_field = later["id"] == op["id"] && later["fields"].get(field).is_some();
                let by_itself = other == device && later["counter"].as_i64() > op["counter"].as_i64();
                let knowingly = other != device && later["base_change"].as_i64().unwrap() >= change;
                same_field && (by_itself || knowingly)
            });
            let item = ITEMS
                .iter()
                .find(|item| soat::inspections::responses::id_of(inspection, item, None).to_string() == op["id"].as_str().unwrap())
                .unwrap();
            let there = kept.get(&((*item).to_owned(), field.clone())).is_some_and(|values| values.contains(value.as_str().unwrap()));
            assert!(there || replaced, "seed {seed}: {item}.{field} = {value} of device {device} was acknowledged and is gone: {kept:#?}");
        }
    }
}
