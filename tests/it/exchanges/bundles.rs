//! Bundles: what came by stick is as what came by network, and what is not as it was signed is refused whole.

use serde_json::{Value, json};
use soat_tests::bundle::{Bundle, Key, archive, carry};
use soat_tests::device::begun_inspection;
use soat_tests::people::PASSWORD;
use soat_tests::work::picture;
use soat_tests::{Device, Network, TestApp, on_every_database};
use uuid::Uuid;

use super::{CHECKLIST, get};

/// The parts of a bundle: names and bytes.
type Entries = Vec<(String, Vec<u8>)>;

/// A member's device with an answer and a photo that have not been sent, and its registered key.
async fn in_the_field(app: &TestApp) -> (Uuid, Device, Key, Uuid) {
    let inspection = begun_inspection(app, CHECKLIST).await;
    let mut device = Device::sign_in(app, "thanhvien").await;
    let key = Key::fresh();
    assert_eq!(key.register(app, &device).await.expect(200)["kid"], key.kid());
    device.pull(app, 500).await;
    let response = device.answer(app, inspection, "dir.climate-context", json!({"verdict": "conforming"}));
    let photo = device.photograph(app, inspection, "response", response, picture(), "image/jpeg");
    (inspection, device, key, photo)
}

/// Changes a digit of a claim in a manifest, which stays well formed.
fn alter(manifest: &mut [u8]) {
    let at = manifest.windows(5).position(|window| window == b"2026-").unwrap();
    manifest[at + 3] = b'7';
}

async fn responses(app: &TestApp, inspection: Uuid) -> Value {
    app.sign_in("truongdoan").await.get(&format!("/inspections/{inspection}/responses")).await.expect(200)
}

/// Everything that the chain of an inspection says, and its last change.
async fn state_of(app: &TestApp, inspection: Uuid) -> (usize, Value) {
    let lead = app.sign_in("truongdoan").await;
    let entries = lead.get(&format!("/activity?record={inspection}&limit=500")).await.expect(200);
    let receipt = lead.get(&format!("/sync/receipt?inspection={inspection}")).await.expect(200);
    let held = crate::exchanges::receipts::read(app, &receipt["receipt"]).await["inspections"][0].clone();
    (entries["items"].as_array().map_or(0, Vec::len), held)
}

on_every_database!(a_bundle_brings_operations_and_photos_and_again_changes_nothing, |app| async move {
    let (inspection, device, key, photo) = in_the_field(&app).await;
    let bytes = Bundle::of(&app, &device).written(&key);
    let office = app.sign_in("thuongtruc").await;
    let done = carry(&office, bytes.clone()).await.expect(200);
    let statuses: Vec<_> = done["outcomes"].as_array().unwrap().iter().map(|outcome| outcome["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["applied", "applied"]);
    assert_eq!(done["files"], json!([{"evidence_id": photo, "status": "stored", "problem": null}]));
    assert_eq!((&done["device_id"], &done["user_id"]), (&json!(device.id), &json!(device.user_id)));
    let receipt = crate::exchanges::receipts::read(&app, &done["receipt"]).await;
    assert_eq!(receipt["device_id"], json!(device.id), "the receipt is for the device that made it");
    assert_eq!(receipt["inspections"][0]["evidence"][0]["id"], json!(photo));
    assert_eq!(responses(&app, inspection).await[0]["answered_by"], json!(device.user_id), "the work is its author's");
    assert_eq!(get(&app, &device, &format!("/evidence/{photo}")).await.expect(200)["state"], "verified");
    let before = state_of(&app, inspection).await;
    let again = carry(&office, bytes).await.expect(200);
    assert!(again["outcomes"].as_array().unwrap().iter().all(|outcome| outcome["status"] == "repeated"), "{again:#}");
    assert_eq!(again["files"][0]["status"], "repeated");
    assert_eq!(state_of(&app, inspection).await, before);
});

on_every_database!(what_came_by_network_already_changes_nothing_as_a_bundle_and_the_other_way_round, |app| async move {
    let (inspection, mut device, key, _) = in_the_field(&app).await;
    let bytes = Bundle::of(&app, &device).written(&key);
    let mut twin = device.clone();
    device.push(&app, 100, Network::Good).await;
    device.upload_all(&app).await;
    let before = state_of(&app, inspection).await;
    let own = app.sign_in("thanhvien").await;
    let done = carry(&own, bytes).await.expect(200);
    assert!(done["outcomes"].as_array().unwrap().iter().all(|outcome| outcome["status"] == "repeated"));
    assert_eq!(state_of(&app, inspection).await, before);
    // Its outbox, sent once more, gets the first answers.
    twin.push(&app, 100, Network::Good).await;
    assert!(twin.outbox.is_empty() && twin.answers.values().all(|answer| answer["status"] == "applied"));
    assert_eq!(state_of(&app, inspection).await, before);
});

on_every_database!(a_bundle_is_taken_weeks_after_the_tokens_of_its_device_ran_out, |app| async move {
    let (inspection, device, key, _) = in_the_field(&app).await;
    let bytes = Bundle::of(&app, &device).written(&key);
    app.state.clock().advance_millis(90 * 24 * 3_600_000);
    let admin = app.sign_in("quantri").await;
    let done = carry(&admin, bytes).await.expect(200);
    assert_eq!(done["outcomes"][0]["status"], "applied");
    assert_eq!(responses(&app, inspection).await.as_array().unwrap().len(), 1);
});

on_every_database!(a_key_may_be_registered_at_sign_in_and_an_earlier_one_stays_good, |app| async move {
    let (inspection, device, first, _) = in_the_field(&app).await;
    let bytes = Bundle::of(&app, &device).written(&first);
    let second = Key::fresh();
    let body = json!({"username": "thanhvien", "password": PASSWORD,
        "device": {"id": device.id, "name": "máy", "platform": "android", "app_version": "3.0", "public_key": second.jwk()}});
    app.post("/auth/sign-in", body).await.expect(200);
    let office = app.sign_in("thuongtruc").await;
    carry(&office, Bundle::of(&app, &device).written(&second)).await.expect(200);
    carry(&office, bytes).await.expect(200);
    assert_eq!(responses(&app, inspection).await.as_array().unwrap().len(), 1);
    for key in [json!({"kty": "EC", "crv": "P-256", "x": "AAAA"}), json!({"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}), json!("MCowBQ")] {
        let request = soat_tests::app::json(axum::http::Method::POST, "/me/device/public-key", &json!({ "public_key": key }));
        device.send(&app, request).await.refused(422, "invalid-body");
    }
    let mut whole = Key::fresh().jwk();
    whole["d"] = json!("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
    let request = soat_tests::app::json(axum::http::Method::POST, "/me/device/public-key", &json!({ "public_key": whole }));
    let told = device.send(&app, request).await.refused(422, "invalid-body");
    assert_eq!((&told["errors"][0]["code"], &told["errors"][0]["pointer"]), (&json!("private-key"), &json!("/public_key/d")));
    assert!(!told.to_string().contains("nWGx"), "nobody repeats it");
    let body = json!({"username": "thanhvien", "password": PASSWORD,
        "device": {"id": app.state.new_id(), "name": "máy", "platform": "android", "app_version": "3.0", "public_key": whole}});
    let told = app.post("/auth/sign-in", body).await.refused(422, "invalid-body");
    assert_eq!((&told["errors"][0]["code"], &told["errors"][0]["pointer"]), (&json!("private-key"), &json!("/device/public_key/d")));
});

on_every_database!(whatever_is_not_as_it_was_signed_is_refused_by_name_and_nothing_is_stored, |app| async move {
    let (inspection, device, key, photo) = in_the_field(&app).await;
    let office = app.sign_in("thuongtruc").await;
    let good = Bundle::of(&app, &device);
    let before = state_of(&app, inspection).await;
    let text = good.signed_text();
    let entries = good.entries(text.clone(), key.sign(&text));
    let with = |change: &dyn Fn(&mut Entries)| {
        let mut changed = entries.clone();
        change(&mut changed);
        archive(&changed)
    };
    let file = format!("files/{photo}");
    let signed = |change: &dyn Fn(&mut Bundle)| {
        let mut bundle = good.clone();
        change(&mut bundle);
        bundle.written(&key)
    };
    let stranger = Key::fresh();
    let mut cut = good.written(&key);
    cut.truncate(cut.len() - 2_000);
    let mut longer = good.written(&key);
    longer.extend_from_slice(&[7; 512]);
    let mut claims_much = good.clone();
    claims_much.manifest["parts"] = json!([{"name": "ops.json", "size": 1_u64 << 40, "sha256": "0".repeat(64)}]);
    let other_device = Device::sign_in(&app, "truongdoan").await;
    let cases: Vec<(Vec<u8>, u16, &str, &str)> = vec![
        (good.written(&stranger), 422, "bundle-signature-invalid", ""),
        (with(&|entries| entries[1].1 = b"x".to_vec()), 422, "bundle-signature-invalid", ""),
        (with(&|entries| alter(&mut entries[0].1)), 422, "bundle-signature-invalid", ""),
        (signed(&|bundle| bundle.manifest["device_id"] = json!(other_device.id)), 422, "bundle-signature-invalid", ""),
        (signed(&|bundle| bundle.manifest["user_id"] = json!(other_device.user_id)), 409, "bundle-device-revoked", ""),
        (with(&|entries| entries[2].1[3] ^= 1), 422, "bundle-part-altered", "ops.json"),
        (with(&|entries| entries[3].1[3] ^= 1), 422, "bundle-part-altered", &file),
        (with(&|entries| entries[3].1.push(0)), 422, "bundle-part-altered", &file),
        (cut, 422, "bundle-part-altered", &file),
        (with(&|entries| drop(entries.pop())), 422, "bundle-part-missing", &file),
        (with(&|entries| entries.swap(2, 3)), 422, "bundle-part-missing", "ops.json"),
        (with(&|entries| entries.push(("files/x".into(), vec![1]))), 422, "bundle-part-unknown", "files/x"),
        (with(&|entries| entries.swap(0, 1)), 422, "bundle-unreadable", "manifest.json"),
        (longer, 422, "bundle-unreadable", "manifest.json"),
        (signed(&|bundle| bundle.manifest["version"] = json!(2)), 422, "bundle-unreadable", "manifest.json"),
        (signed(&|bundle| bundle.parts[1].0 = "../../etc/passwd".into()), 422, "bundle-unreadable", "manifest.json"),
        (signed(&|bundle| bundle.parts[0].1 = b"{\"ops\":".to_vec()), 422, "bundle-unreadable", "ops.json"),
        (signed(&|bundle| bundle.manifest["schema"] = json!(0)), 426, "upgrade-required", ""),
        (claims_much.written(&key), 413, "bundle-too-large", "ops.json"),
        (with(&|entries| entries[0].1 = vec![b' '; 2 << 20]), 413, "bundle-too-large", "manifest.json"),
        (b"PK\x03\x04".repeat(400), 422, "bundle-unreadable", "manifest.json"),
        (Vec::new(), 422, "bundle-unreadable", "manifest.json"),
    ];
    for (number, (bytes, status, code, part)) in cases.into_iter().enumerate() {
        let problem = carry(&office, bytes).await;
        assert_eq!((problem.status.as_u16(), problem.json()["code"].as_str()), (status, Some(code)), "case {number}: {:#}", problem.json());
        assert_eq!(problem.json()["params"]["part"].as_str().unwrap_or_default(), part, "case {number}");
    }
    assert_eq!(state_of(&app, inspection).await, before);
    assert_eq!(responses(&app, inspection).await, json!([]));
    let left = std::fs::read_dir(app.folder.path())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|end| end == "part"));
    assert_eq!(left.count(), 0, "nothing is left on disk");
});

on_every_database!(a_revoked_devices_bundle_is_refused_and_its_carrier_is_not_told_to_wipe, |app| async move {
    let (inspection, device, key, _) = in_the_field(&app).await;
    let bytes = Bundle::of(&app, &device).written(&key);
    let admin = app.sign_in("quantri").await;
    let listed = admin.get("/devices?limit=500").await.expect(200);
    let row = listed["items"].as_array().unwrap().iter().find(|row| row["id"] == json!(device.id)).unwrap();
    admin.post_seen(&format!("/devices/{}/revoke", device.id), &format!("\"{}\"", row["version"]), json!({})).await.expect(200);
    carry(&admin, bytes).await.refused(409, "bundle-device-revoked");
    assert_eq!(responses(&app, inspection).await, json!([]));
});

on_every_database!(a_bundle_is_carried_by_its_owner_or_by_who_may, |app| async move {
    let (_, device, key, _) = in_the_field(&app).await;
    let bytes = Bundle::of(&app, &device).written(&key);
    for name in ["truongdoan", "giacat.chutich", "lanhdao", "bacninh.quantri", "bacninh.thuongtruc"] {
        let refused = carry(&app.sign_in(name).await, bytes.clone()).await.refused(403, "forbidden");
        assert_eq!(refused["params"]["action"], "bundle.import", "{name}");
    }
    carry(&app.sign_in("thanhvien").await, bytes).await.expect(200);
});

on_every_database!(the_operator_imports_a_bundle_at_the_command_line, |app| async move {
    let (inspection, device, key, _) = in_the_field(&app).await;
    let (file, receipt) = (app.folder.path().join("goi.tar"), app.folder.path().join("bien-nhan.jws"));
    std::fs::write(&file, Bundle::of(&app, &device).written(&key)).unwrap();
    let settings = app.state.settings().clone();
    let set = [format!("data_dir={}", settings.data_dir.display()), format!("database_url={}", settings.database_url)];
    let words = |file: &std::path::Path| {
        let text = |path: &std::path::Path| path.to_str().unwrap().to_owned();
        let mut words: Vec<String> = ["soat", "bundle", "import"].map(ToOwned::to_owned).into();
        words.extend([text(file), "--receipt".into(), text(&receipt)]);
        words.extend(set.iter().flat_map(|set| ["--set".to_owned(), set.clone()]));
        words
    };
    for _ in 0..2 {
        let words = words(&file);
        soat::cli::execute(&words.iter().map(String::as_str).collect::<Vec<_>>()).await.unwrap();
    }
    assert_eq!(responses(&app, inspection).await.as_array().unwrap().len(), 1);
    let said = crate::exchanges::receipts::read(&app, &json!(std::fs::read_to_string(&receipt).unwrap())).await;
    assert_eq!(said["inspections"][0]["id"], json!(inspection));
    let mut bytes = std::fs::read(&file).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let words = words(&file);
    let said = soat::cli::execute(&words.iter().map(String::as_str).collect::<Vec<_>>()).await.unwrap_err();
    assert!(said.contains(" / "), "both languages: {said}");
});
