//! Covered parts of pictures: nothing shows what lies beneath but the original, and that goes to those alone who may see it.

use axum::body::Body;
use axum::http::Request;
use image::{Rgb, RgbImage};
use serde_json::{Value, json};
use soat_tests::corrective::{Cast, Stage, bring, concluded, declare_for, request_at};
use soat_tests::device::Device;
use soat_tests::signing::pdf;
use soat_tests::{Answer, Person, TestApp, on_every_database, on_every_store};

use super::{actions, declaration, declare, fetch, inspection_under_way, put, set_status, sha256};

/// What the tests cover: the red part of [`secret`].
const RED: [f64; 4] = [0.25, 0.5, 0.25, 0.25];

/// A blue picture with a red part.
pub(crate) fn secret(width: u32, height: u32) -> Vec<u8> {
    let is_red = |x: u32, y: u32| (width / 4..width / 2).contains(&x) && (height / 2..height * 3 / 4).contains(&y);
    let picture = RgbImage::from_fn(width, height, |x, y| if is_red(x, y) { Rgb([230, 20, 20]) } else { Rgb([20, 40, 220]) });
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Jpeg).unwrap();
    file.into_inner()
}

/// Whether any pixel of a picture is nearly red, and whether any is nearly blue.
pub(crate) fn colours(file: &[u8]) -> (bool, bool) {
    let shown = image::load_from_memory(file).unwrap().to_rgb8();
    let any = |more: usize, less: usize| shown.pixels().any(|pixel| i16::from(pixel[more]) > i16::from(pixel[less]) + 60);
    (any(0, 2), any(2, 0))
}

fn covering(regions: &[[f64; 4]]) -> Value {
    let regions: Vec<Value> = regions.iter().map(|[x, y, w, h]| json!({"x": x, "y": y, "w": w, "h": h})).collect();
    json!({"regions": regions, "reason": "Có khuôn mặt công dân"})
}

async fn seen(person: &Person<'_>, id: &str) -> String {
    person.get(&format!("/evidence/{id}")).await.etag()
}

pub(crate) async fn redact(person: &Person<'_>, id: &str, regions: &[[f64; 4]]) -> Answer {
    let etag = seen(person, id).await;
    person.post_seen(&format!("/evidence/{id}/redactions"), &etag, covering(regions)).await
}

/// A picture with a red part, stored, with its copies. Gives its id.
async fn stored(app: &TestApp) -> String {
    let inspection = inspection_under_way(app).await;
    let member = app.sign_in("thanhvien").await;
    let id = declare(&member, inspection, "image/jpeg", &secret(2_000, 1_000)).await;
    put(&member, &id, &secret(2_000, 1_000)).await.expect(200);
    run(app).await;
    id
}

async fn run(app: &TestApp) {
    while soat::jobs::run_due(&app.state).await.unwrap() > 0 {}
}

on_every_store!(what_is_covered_is_seen_in_no_copy_and_the_original_stays_for_those_who_may, |app| async move {
    let id = stored(&app).await;
    let lead = app.sign_in("truongdoan").await;
    let before = fetch(&lead, &id, "?size=1600", &[]).await;
    assert_eq!(colours(&before.bytes), (true, true));

    let answer = redact(&lead, &id, &[RED]).await;
    let view = answer.expect(201);
    assert_eq!((&view["redaction"]["number"], &view["preview"]["state"], &view["derivatives"]), (&json!(1), &json!("pending"), &json!([])));
    assert_eq!(view["sha256"], sha256(&secret(2_000, 1_000)), "the record is that of the original");
    for size in ["1600", "320"] {
        let none = fetch(&lead, &id, &format!("?size={size}"), &[("if-none-match", &before.etag())]).await.refused(404, "no-preview");
        assert_eq!(none["params"]["reason"], "pending", "no old copy goes out while the new ones are made");
    }
    run(&app).await;
    for size in ["1600", "320"] {
        let copy = fetch(&lead, &id, &format!("?size={size}"), &[("if-none-match", &before.etag())]).await;
        assert_eq!((copy.status.as_u16(), colours(&copy.bytes)), (200, (false, true)), "{size}");
        assert_eq!(copy.header("cache-control"), Some("private, no-cache"), "nothing that keeps copies may give an old one");
    }
    let observer = app.sign_in("quansat").await;
    let refused = fetch(&observer, &id, "?size=original", &[]).await.refused(403, "forbidden");
    assert_eq!(refused["params"]["action"], "evidence.read_original");
    let most = fetch(&observer, &id, "", &[]).await;
    assert_eq!((most.status.as_u16(), colours(&most.bytes)), (200, (false, true)), "without a size it is the most that one may see");
    for reader in ["bcd.truong", "bcd.thanhvien", "lanhdao"] {
        assert_eq!(fetch(&app.sign_in(reader).await, &id, "?size=original", &[]).await.status, 403, "{reader}");
    }
    for reader in ["truongdoan", "thuky", "thanhvien", "thuongtruc"] {
        assert_eq!(fetch(&app.sign_in(reader).await, &id, "?size=original", &[]).await.bytes, secret(2_000, 1_000), "{reader}");
    }
    let looks = lead.get(&format!("/evidence/{id}/accesses")).await.expect(200);
    assert_eq!(looks["items"].as_array().unwrap().len(), 4, "each look at the original is on record, and no other");
    assert_eq!(actions(&lead, &id).await, ["declare", "store", "verify", "derive", "redact", "derive"]);
});

on_every_database!(a_second_redaction_stands_in_place_of_the_first_which_stays_on_record, |app| async move {
    let id = stored(&app).await;
    let lead = app.sign_in("truongdoan").await;
    redact(&lead, &id, &[[0.0, 0.0, 0.1, 0.1]]).await.expect(201);
    run(&app).await;
    assert!(colours(&fetch(&lead, &id, "?size=320", &[]).await.bytes).0, "the red part is not covered yet");
    redact(&lead, &id, &[RED, [0.9, 0.9, 0.1, 0.1]]).await.expect(201);
    run(&app).await;
    assert!(!colours(&fetch(&lead, &id, "?size=320", &[]).await.bytes).0);
    let history = lead.get(&format!("/evidence/{id}/redactions")).await.expect(200);
    let items = history["items"].as_array().unwrap();
    assert_eq!(items.iter().map(|one| one["number"].as_i64().unwrap()).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(items[0]["regions"][0], json!({"x": 0.25, "y": 0.5, "w": 0.25, "h": 0.25}));
    assert_eq!((&items[1]["regions"][0]["w"], &items[1]["reason"]), (&json!(0.1), &json!("Có khuôn mặt công dân")));
    app.sign_in("quansat").await.get(&format!("/evidence/{id}/redactions")).await.refused(403, "forbidden");
    app.sign_in("bacninh.thuongtruc").await.get(&format!("/evidence/{id}/redactions")).await.refused(404, "not-found");
});

on_every_database!(the_same_again_changes_nothing_and_a_repeated_request_has_its_answer, |app| async move {
    let id = stored(&app).await;
    let lead = app.sign_in("truongdoan").await;
    let path = format!("/api/v1/evidence/{id}/redactions");
    let request = |etag: &str| {
        let request = Request::post(&path)
            .header("if-match", etag)
            .header("idempotency-key", "che-mot-lan")
            .header("content-type", "application/json");
        request.body(Body::from(covering(&[RED]).to_string())).unwrap()
    };
    let etag = seen(&lead, &id).await;
    let first = lead.send(request(&etag)).await;
    let again = lead.send(request(&etag)).await;
    assert_eq!((first.expect(201), first.etag()), (again.expect(201), again.etag()), "sent twice by a bad line");
    run(&app).await;
    let etag = seen(&lead, &id).await;
    redact(&lead, &id, &[RED]).await.expect(200);
    assert_eq!(seen(&lead, &id).await, etag);
    assert_eq!(lead.get(&format!("/evidence/{id}/redactions")).await.json()["items"].as_array().unwrap().len(), 1);
});

on_every_database!(regions_outside_the_picture_and_other_nonsense_are_refused_with_their_place, |app| async move {
    let id = stored(&app).await;
    let lead = app.sign_in("truongdoan").await;
    let many = vec![RED; 51];
    for (regions, pointer) in [
        (&[][..], "/regions"),
        (&many[..], "/regions"),
        (&[RED, [0.8, 0.1, 0.3, 0.1]][..], "/regions/1/w"),
        (&[[-0.1, 0.1, 0.3, 0.1]][..], "/regions/0/x"),
        (&[[0.1, 1.0, 0.3, 0.1]][..], "/regions/0/y"),
        (&[[0.1, 0.1, 0.3, 0.0]][..], "/regions/0/h"),
        (&[[0.1, 0.1, 0.3, -0.2]][..], "/regions/0/h"),
    ] {
        let refused = redact(&lead, &id, regions).await.refused(422, "invalid-body");
        assert_eq!(refused["errors"][0]["pointer"], pointer);
    }
    let path = format!("/evidence/{id}/redactions");
    let etag = seen(&lead, &id).await;
    let post = async |body: Value| lead.post_seen(&path, &etag, body).await.refused(422, "invalid-body");
    post(json!({"regions": [{"x": 0.1, "y": 0.1, "w": 0.1, "h": 0.1}]})).await;
    post(json!({"regions": [{"x": 0.1, "y": 0.1, "w": 0.1, "h": 0.1}], "reason": ""})).await;
    post(json!({"regions": [{"x": "0.1", "y": 0.1, "w": 0.1, "h": 0.1}], "reason": "x"})).await;
    post(json!({"regions": [{"x": 0.1, "y": 0.1, "w": 0.1}], "reason": "x"})).await;
    post(json!({"regions": [{"x": 0.1, "y": 0.1, "w": 0.1, "h": 0.1, "blur": true}], "reason": "x"})).await;
    assert_eq!(lead.get(&path).await.json()["items"], json!([]), "nothing was stored half");
    assert!(colours(&fetch(&lead, &id, "?size=320", &[]).await.bytes).0);
});

on_every_database!(parts_are_covered_by_those_who_may_and_of_pictures_alone, |app| async move {
    let id = stored(&app).await;
    let path = format!("/evidence/{id}/redactions");
    let lead = app.sign_in("truongdoan").await;
    let etag = seen(&lead, &id).await;
    for reader in ["quansat", "bcd.truong", "lanhdao"] {
        app.sign_in(reader).await.post_seen(&path, &etag, covering(&[RED])).await.refused(403, "forbidden");
    }
    for stranger in ["giacat.thuky", "bacninh.thuongtruc", "bacninh.thanhvien", "quantri"] {
        app.sign_in(stranger).await.post_seen(&path, &etag, covering(&[RED])).await.refused(404, "not-found");
    }
    app.post(&path, covering(&[RED])).await.refused(401, "unauthenticated");
    lead.post(&path, covering(&[RED])).await.refused(428, "if-match-required");
    lead.post_seen(&path, "\"1\"", covering(&[RED])).await.refused(412, "stale-version");
    let inspection: uuid::Uuid = lead.get(&format!("/evidence/{id}")).await.text("/inspection_id").parse().unwrap();
    let waiting = declare(&lead, inspection, "image/jpeg", &secret(64, 64)).await;
    assert_eq!(redact(&lead, &waiting, &[RED]).await.refused(404, "no-preview")["params"]["reason"], "content-not-stored");
    let text = soat_tests::files::pdf();
    let paper = declare(&lead, inspection, "application/pdf", &text).await;
    put(&lead, &paper, &text).await.expect(200);
    assert_eq!(redact(&lead, &paper, &[RED]).await.refused(404, "no-preview")["params"]["reason"], "no-picture");
    set_status(&app, inspection, "archived").await;
    redact(&app.sign_in("thuongtruc").await, &id, &[RED]).await.expect(201);
});

on_every_database!(a_picture_whose_first_copies_are_not_made_yet_never_shows_what_was_covered_meanwhile, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let id = declare(&member, inspection, "image/jpeg", &secret(800, 400)).await;
    put(&member, &id, &secret(800, 400)).await.expect(200);
    redact(&member, &id, &[RED]).await.expect(201);
    run(&app).await;
    for size in ["1600", "320"] {
        assert!(!colours(&fetch(&member, &id, &format!("?size={size}"), &[]).await.bytes).0);
    }
});

on_every_database!(devices_learn_of_a_redaction_and_get_the_covered_picture, |app| async move {
    let id = stored(&app).await;
    let mut device = Device::sign_in(&app, "quansat").await;
    device.sync(&app).await;
    let lead = app.sign_in("truongdoan").await;
    redact(&lead, &id, &[RED]).await.expect(201);
    run(&app).await;
    let page = device.pull_page(&app, 100).await;
    let text = String::from_utf8(page.bytes.to_vec()).unwrap();
    let line = text.lines().find(|line| line.contains(&id) && line.contains("\"redaction\"")).unwrap_or_else(|| panic!("{text}"));
    let told: Value = serde_json::from_str(line).unwrap();
    let record = find(&told, &id).unwrap();
    assert_eq!((&record["redaction"]["number"], &record["preview"]["state"]), (&json!(1), &json!("ready")));
    let small = record["derivatives"].as_array().unwrap().iter().find(|copy| copy["size"] == "320").unwrap();
    let request = Request::get(format!("/api/v1/evidence/{id}/content?size=320")).body(Body::empty()).unwrap();
    let copy = device.send(&app, request).await;
    assert_eq!((sha256(&copy.bytes).as_str(), colours(&copy.bytes).0), (small["sha256"].as_str().unwrap(), false));
});

/// The record of this id, wherever in an answer it stands.
fn find<'a>(value: &'a Value, id: &str) -> Option<&'a Value> {
    match value {
        Value::Object(fields) if fields.get("id").is_some_and(|known| known == id) && fields.contains_key("redaction") => Some(value),
        Value::Object(fields) => fields.values().find_map(|inner| find(inner, id)),
        Value::Array(items) => items.iter().find_map(|inner| find(inner, id)),
        _ => None,
    }
}

on_every_database!(the_unit_gets_the_covered_picture_of_its_own_request_and_no_original, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Implementing).await;
    let action = cast.secretary.get(&path).await.text("/actions/0/id");
    let declared = declare_for(&app, &cast.secretary, &path, &action, "image/jpeg", &secret(640, 480)).await;
    let id = declared.text("/id");
    bring(&cast.secretary, &id, secret(640, 480)).await.expect(200);
    run(&app).await;
    assert_eq!(fetch(&cast.secretary, &id, "?size=original", &[]).await.status, 200);
    redact(&cast.secretary, &id, &[RED]).await.refused(403, "forbidden");
    redact(&cast.lead, &id, &[RED]).await.expect(201);
    run(&app).await;
    for reader in [&cast.secretary, &cast.head, &cast.chair] {
        fetch(reader, &id, "?size=original", &[]).await.refused(403, "forbidden");
        let copy = fetch(reader, &id, "", &[]).await;
        assert_eq!((copy.status.as_u16(), colours(&copy.bytes)), (200, (false, true)));
    }
    assert_eq!(fetch(&cast.lead, &id, "?size=original", &[]).await.bytes, secret(640, 480));
});

on_every_database!(documents_made_from_now_on_carry_the_covered_picture, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (path, finding) = concluded(&app, &cast).await;
    run(&app).await;
    let listed = cast.lead.get(&format!("{path}/evidence?attached_to={finding}")).await.expect(200);
    let id = listed["items"][0]["id"].as_str().unwrap().to_owned();
    let made = async || {
        let report = cast.lead.post(&format!("{path}/reports"), json!({"kind": "minutes"})).await;
        report.expect(201);
        format!("/reports/{}", report.text("/id"))
    };
    let holds = |file: &[u8], picture: &[u8]| file.windows(picture.len()).any(|window| window == picture);
    let open = fetch(&cast.lead, &id, "?size=1600", &[]).await.bytes;
    let first = made().await;
    let before = pdf(&cast.lead, &first).await;
    redact(&cast.lead, &id, &[[0.1, 0.1, 0.5, 0.5]]).await.expect(201);
    run(&app).await;
    let covered = fetch(&cast.lead, &id, "?size=1600", &[]).await.bytes;
    let after = pdf(&cast.lead, &made().await).await;
    assert!(holds(&before, &open) && !holds(&before, &covered));
    assert!(holds(&after, &covered));
    // The other photos of this inspection are the same picture, and are not redacted: each piece is covered by itself.
    let count = |file: &[u8]| file.windows(open.len()).filter(|window| *window == &open[..]).count();
    assert!(count(&after) <= count(&before));
    assert_eq!(pdf(&cast.lead, &first).await, before, "a document that was made stays what it is");
});

on_every_database!(a_drawn_signature_that_is_covered_signs_nothing, |app| async move {
    let cast = Cast::sign_in(&app).await;
    soat_tests::signing::issue_keys(&app).await;
    let (path, _) = soat_tests::corrective::answered(&app, &cast).await;
    let inspection: uuid::Uuid = path.rsplit('/').next().unwrap().parse().unwrap();
    let mut drawn = std::io::Cursor::new(Vec::new());
    RgbImage::new(60, 20).write_to(&mut drawn, image::ImageFormat::Png).unwrap();
    let drawn = drawn.into_inner();
    let body = declaration(inspection, "image/png", &drawn);
    let id = body["id"].as_str().unwrap().to_owned();
    cast.lead.post("/evidence", body).await.expect(201);
    put(&cast.lead, &id, &drawn).await.expect(200);
    redact(&cast.lead, &id, &[RED]).await.expect(201);
    soat_tests::work::now(&cast.lead, &path, "conclude", json!({})).await.expect(200);
    let report = cast.lead.post(&format!("{path}/reports"), json!({"kind": "minutes"})).await;
    let report = format!("/reports/{}", report.text("/id"));
    let etag = cast.lead.get(&report).await.etag();
    let body = json!({"field": "lead", "password": soat_tests::people::PASSWORD, "picture_evidence": id});
    let refused = cast.lead.post_seen(&format!("{report}/signatures"), &etag, body).await.refused(422, "invalid-body");
    assert_eq!(refused["errors"][0]["pointer"], "/picture_evidence");
});
