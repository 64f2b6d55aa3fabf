//! Import and export of registers, with the list of administrative units of March 2025 (shared data).

use std::path::PathBuf;

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use soat::ledger::{Actor, record, stream};
use soat::organisations::entity::{organisation, reach};
use soat::organisations::import::service::{self as import, Target};
use soat_tests::people::place;
use soat_tests::{Answer, Person, on_every_database};

/// The list of administrative units; its absence is a failure in CI.
fn list_of_units() -> Option<String> {
    let shared = std::env::var("SHARED").map_or_else(|_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from);
    let path = shared.join("data/vn-administrative-units-2025-03.csv");
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) => {
            assert!(std::env::var("CI").is_err(), "{}: {error}", path.display());
            eprintln!("{}: {error}: not run here", path.display());
            None
        }
    }
}

/// The rows of Lạng Sơn, with the heading.
fn lang_son(list: &str) -> String {
    let mut districts = Vec::new();
    let mut kept = vec!["code,name,level,parent_code"];
    for line in list.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if cells[0] == "20" || cells[3] == "20" || districts.contains(&cells[3]) {
            if cells[2] == "district" {
                districts.push(cells[0]);
            }
            kept.push(line);
        }
    }
    kept.join("\n")
}

async fn post(person: &Person<'_>, text: &str, more: &str) -> Answer {
    person.post_text(&format!("/organisations/import?within={}{more}", place::LANG_SON), "text/csv; charset=utf-8", text.to_owned()).await
}

fn errors(refusal: &Value) -> Vec<String> {
    let errors = refusal["errors"].as_array().unwrap();
    errors.iter().map(|error| format!("{} {}", error["pointer"].as_str().unwrap(), error["code"].as_str().unwrap())).collect()
}

on_every_database!(the_whole_country_of_shared_data_is_imported_below_an_organisation_in_one_go, |app| async move {
    let Some(list) = list_of_units() else { return };
    let admin = app.sign_in("quantri").await;
    let rehearsed = post(&admin, &list, "&dry_run=true").await.expect(200);
    // Of the base register, Lạng Sơn, Cao Lộc and two communes stand in the list; Hợp Thành has its code but another spelling.
    assert_eq!((&rehearsed["dry_run"], &rehearsed["rows"]), (&json!(true), &json!(10_794)));
    assert_eq!(organisation::Entity::find().count(app.state.read()).await.unwrap(), 6, "a rehearsal writes nothing");
    let done = post(&admin, &list, "").await.expect(200);
    assert_eq!((&done["created"], &done["updated"]), (&rehearsed["created"], &rehearsed["updated"]));
    assert_eq!(done["created"].as_u64().unwrap() + done["updated"].as_u64().unwrap() + done["unchanged"].as_u64().unwrap(), 10_794);
    let again = post(&admin, &list, "").await.expect(200);
    assert_eq!((&again["created"], &again["updated"], &again["unchanged"]), (&json!(0), &json!(0), &json!(10_794)));

    let found = admin.get("/organisations?q=dong%20dang").await.expect(200);
    assert_eq!(found["items"][0]["name"], "Thị trấn Đồng Đăng", "where the words stand together comes first");
    let found = admin.get("/organisations?q=cao+loc&limit=1").await.expect(200);
    assert_eq!(found["items"][0]["name"], "Huyện Cao Lộc");
    let next = format!("/organisations?q=cao+loc&limit=1&after={}", found["next"].as_str().unwrap());
    assert_eq!(admin.get(&next).await.expect(200)["items"][0]["name"], "Thị trấn Cao Lộc");
    let detail = admin.get(&format!("/organisations/{}", place::CAO_LOC)).await.expect(200);
    assert_eq!(detail["counts"]["below"], 22, "22 communes and townships");
    let stream = stream::Entity::find().filter(stream::Column::Name.eq(stream::of_directory(place::LANG_SON)));
    let stream = stream.one(app.state.read()).await.unwrap().unwrap();
    let told = record::Entity::find().filter(record::Column::StreamId.eq(stream.id)).filter(record::Column::Collection.eq("organisations"));
    assert!(told.count(app.state.read()).await.unwrap() > 10_000, "devices are told of every one");
});

on_every_database!(a_province_of_shared_data_matches_what_is_there_by_code, |app| async move {
    let Some(list) = list_of_units() else { return };
    let admin = app.sign_in("quantri").await;
    let mine = lang_son(&list);
    let done = post(&admin, &mine, "").await.expect(200);
    assert_eq!(done["rows"].as_u64().unwrap(), mine.lines().count() as u64 - 1);
    let top = admin.get(&format!("/organisations/{}", place::LANG_SON)).await.expect(200);
    assert_eq!((&top["parent_id"], &top["unit_code"]), (&Value::Null, &json!("20")), "the place itself may stand in the file");
    let cao_loc = admin.get(&format!("/organisations/{}", place::CAO_LOC)).await.expect(200);
    assert_eq!(cao_loc["kind"], "district_peoples_committee");
    assert!(cao_loc["version"].as_i64().unwrap() >= 2, "it got its unit code");
    let history = admin.get(&format!("/activity?record={}", place::CAO_LOC)).await.expect(200);
    assert_eq!(history["items"][0]["changes"]["unit_code"], json!([null, "183"]));
});

on_every_database!(an_operator_imports_shared_data_as_registers_of_their_own, |app| async move {
    let Some(list) = list_of_units() else { return };
    let table = import::read(list.as_bytes()).unwrap();
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let done = import::import(&tx, table, &Target::default()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(done.created + done.updated + done.unchanged, 10_794);
    let db = app.state.read();
    let roots = organisation::Entity::find().filter(organisation::Column::ParentId.is_null()).count(db).await.unwrap();
    assert_eq!(roots, 63, "Lạng Sơn and Bắc Ninh were there");
    let ha_noi = organisation::Entity::find().filter(organisation::Column::Code.eq("01")).one(db).await.unwrap().unwrap();
    let below = reach::Entity::find().filter(reach::Column::AncestorId.eq(ha_noi.id)).count(db).await.unwrap();
    let own = organisation::Entity::find().filter(organisation::Column::RootId.eq(ha_noi.id)).count(db).await.unwrap();
    assert_eq!(below, own);
});

on_every_database!(a_file_with_three_bad_rows_is_refused_with_all_three_named, |app| async move {
    let admin = app.sign_in("quantri").await;
    let file = "code,name,level,parent_code\n\
                06184,Thị trấn Đồng Đăng,commune,183\n\
                06187,,commune,183\n\
                06190,Xã Bảo Lâm,hamlet,183\n\
                06193,Xã Thanh Lòa,commune,999\n\
                06196,Xã Cao Lâu,commune,183\n";
    let refused = post(&admin, file, "").await.refused(422, "import-refused");
    assert_eq!(errors(&refused), ["/rows/3/name missing", "/rows/4/level format", "/rows/5/parent_code unknown-reference"]);
    assert!(refused["errors"][1]["detail"].as_str().unwrap().starts_with("Dòng 4, cột level:"), "{refused:#}");
    assert_eq!(post(&admin, file, "&dry_run=true").await.refused(422, "import-refused")["errors"], refused["errors"]);
    assert_eq!(organisation::Entity::find().count(app.state.read()).await.unwrap(), 6, "not one row was stored");
});

on_every_database!(every_flaw_of_the_full_columns_is_named, |app| async move {
    let admin = app.sign_in("quantri").await;
    let file = "code,name,short_name,kind,level,parent_code,second_superior_code,unit_code,valid_from,valid_to,address,phone,email\n\
                A,Một,,bo_lac,communal,,,,,,,,\n\
                A,Hai,,,communal,,,,,,,,\n\
                B,Ba,,,communal,,,,01/07/2025,,,,\n\
                C,Bốn,,,communal,,ZZ,,2025-07-01,2025-06-30,,,\n\
                D,Năm,,,communal,E,,,,,,,x\n\
                E,Sáu,,,communal,D,,,,,,,\n\
                F G,Bảy,,,central,,,,,,,,\n\
                H,Tám,,,central,,,,,,,,\n";
    let refused = post(&admin, file, "").await.refused(422, "import-refused");
    assert_eq!(
        errors(&refused),
        [
            "/rows/2/kind unknown-reference",
            "/rows/3/code not-unique",
            "/rows/4/valid_from format",
            "/rows/5/second_superior_code unknown-reference",
            "/rows/5/valid_to format",
            "/rows/6/email format",
            "/rows/6/parent_code circle",
            "/rows/7/parent_code circle",
            "/rows/8/code format",
            "/rows/8/kind missing",
            "/rows/9/kind missing",
        ]
    );
});

on_every_database!(an_import_is_for_administrators_of_the_place_in_csv_of_bounded_size, |app| async move {
    let file = "code,name,level,parent_code\n06184,Thị trấn Đồng Đăng,commune,183\n";
    post(&app.sign_in("thuongtruc").await, file, "").await.refused(403, "forbidden");
    post(&app.sign_in("bacninh.quantri").await, file, "").await.refused(404, "not-found");
    let admin = app.sign_in("quantri").await;
    let path = format!("/organisations/import?within={}", place::LANG_SON);
    admin.post_text(&path, "application/json", file).await.refused(415, "unsupported-media-type");
    admin.post_text("/organisations/import", "text/csv", file).await.refused(422, "invalid-parameter");
    let huge = "x".repeat(16 * 1024 * 1024 + 1);
    admin.post_text(&path, "text/csv", huge).await.refused(413, "body-too-large");
    let binary = admin.post_text(&path, "text/csv", b"code,name,level,parent_code\n\xff,A,commune,\n".to_vec()).await;
    assert_eq!(errors(&binary.refused(422, "import-refused")), ["/rows/2/code format"]);
    let below = format!("/organisations/import?within={}", place::CAO_LOC);
    let taken = admin.post_text(&below, "text/csv", "code,name,level,parent_code\nLS-KHCN,Sở,province,\n").await;
    assert_eq!(errors(&taken.refused(422, "import-refused")), ["/rows/2/code not-unique"], "a code of the register beyond the place");
});

on_every_database!(an_import_moves_what_has_another_superior_and_warns_of_oddities, |app| async move {
    let admin = app.sign_in("quantri").await;
    let file = "code,name,level,parent_code\n\
                183,Huyện Cao Lộc,district,20\n\
                06220,Xã Gia Cát,commune,X1\n\
                X1,Huyện Mới,district,183\n\
                X2,Tỉnh Con,province,183\n\
                X3,Huyện Mới,district,183\n";
    let done = post(&admin, file, "").await.expect(200);
    assert_eq!((&done["created"], &done["updated"]), (&json!(3), &json!(2)));
    let codes: Vec<_> =
        done["warnings"].as_array().unwrap().iter().map(|one| (one["code"].as_str().unwrap(), one["row"].as_u64())).collect();
    assert_eq!(codes, [("level-above-superior", Some(5)), ("same-name", Some(6))]);
    let list = admin.get("/organisations?q=X1").await.expect(200);
    let below = admin.get(&format!("/organisations?within={}", list["items"][0]["id"].as_str().unwrap())).await.expect(200);
    assert_eq!(below["items"].as_array().unwrap().len(), 2, "{below:#}");
});

on_every_database!(an_export_can_be_imported_again_and_changes_nothing, |app| async move {
    let admin = app.sign_in("quantri").await;
    let body = json!({"code": "CCTDC", "name": "Chi cục Tiêu chuẩn, \"Đo lường\"", "kind": "vertical_body", "level": "provincial",
                      "parent_id": place::SO_KHCN, "second_superior_id": place::LANG_SON, "phone": "+84 205 3812 345",
                      "valid_from": "2010-01-01", "email": "chicuc@langson.gov.vn"});
    admin.post("/organisations", body).await.expect(201);
    let exported = admin.get(&format!("/organisations/export?within={}", place::LANG_SON)).await;
    exported.expect(200);
    assert_eq!(exported.header("content-type"), Some("text/csv; charset=utf-8"));
    let text = String::from_utf8(exported.bytes.to_vec()).unwrap();
    assert!(text.starts_with("code,name,short_name,kind,level,parent_code,second_superior_code,unit_code,valid_from,valid_to,"));
    assert_eq!(text.lines().count(), 6, "{text}");
    assert!(text.contains("'+84 205 3812 345"), "no formula for a spreadsheet");
    let again = post(&admin, &text, "").await.expect(200);
    assert_eq!((&again["created"], &again["updated"], &again["unchanged"]), (&json!(0), &json!(0), &json!(5)));
    let stranger = app.sign_in("bacninh.quantri").await;
    let theirs = stranger.get("/organisations/export").await;
    let theirs = String::from_utf8(theirs.bytes.to_vec()).unwrap();
    assert_eq!(theirs.lines().count(), 2, "{theirs}");
    app.get("/organisations/export").await.refused(401, "unauthenticated");
});
