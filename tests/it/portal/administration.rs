//! Organisations and people in the portal: finding, adding, importing, reorganising; accounts and their roles.

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{Request, header};
use soat_tests::people::{id_of, place};
use soat_tests::{Browser, Page, TestApp, on_every_database};

async fn administrator(app: &TestApp) -> Browser<'_> {
    Browser::sign_in(app, "quantri").await
}

/// Sends the import form with a file, as a browser does.
async fn import(browser: &Browser<'_>, page: &Page, path: &str, csv: &str) -> Page {
    let mut body = String::new();
    for (name, value) in page.hidden_of(path) {
        let _ = write!(body, "--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    let _ = write!(
        body,
        "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"danh-muc.csv\"\r\ncontent-type: text/csv\r\n\r\n{csv}\r\n--edge--\r\n"
    );
    browser.send(Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge"), Body::from(body)).await
}

on_every_database!(organisations_are_found_without_diacritics_and_stand_in_a_tree, |app| async move {
    let browser = administrator(&app).await;
    browser.get("/organisations?q=gia+cat").await.says("Xã Gia Cát").is_silent_about("Xã Hợp Thành");
    let tree = browser.get("/organisations/tree").await;
    tree.says(&format!("href=\"/organisations/{}\"", place::GIA_CAT)).says("<details open>");
    let page = browser.get(&format!("/organisations/{}", place::GIA_CAT)).await;
    page.says("Xã Gia Cát").says("Cấp trên trực tiếp").says("/reorganise\"");
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    unit.get(&format!("/organisations/{}", place::GIA_CAT)).await.is_silent_about("/reorganise\"").is_silent_about("/import\"");
    assert_eq!(unit.get(&format!("/organisations/{}", place::HOP_THANH)).await.status(), 404);
    assert_eq!(unit.get(&format!("/organisations/{}/edit", place::GIA_CAT)).await.status(), 403);
});

on_every_database!(an_organisation_is_added_corrected_and_emptied_where_it_may_be, |app| async move {
    let browser = administrator(&app).await;
    let form = browser.get(&format!("/organisations/new?parent={}", place::GIA_CAT)).await;
    let typed = [
        ("name", "Trạm Y tế xã Gia Cát"),
        ("code", "TYT-GC"),
        ("kind", "no_such_kind"),
        ("level", "communal"),
        ("parent_id", "xa gia cat"),
    ];
    let refused = browser.send_form(&form, "/organisations/new", &typed).await;
    assert_eq!(refused.status(), 422);
    refused.says("value=\"Trạm Y tế xã Gia Cát\"").says("aria-invalid=\"true\"");
    let mut typed = typed.to_vec();
    typed[2].1 = "public_service_unit";
    typed.push(("phone", "0205 3 812 000"));
    let added = browser.send_form(&refused, "/organisations/new", &typed).await;
    let path = added.location().split('?').next().unwrap().to_owned();
    browser.follow(&added).await.says("Đã thêm cơ quan.").says("Xã Gia Cát").says("0205 3 812 000");
    typed.retain(|(name, _)| *name != "phone");
    typed.push(("phone", ""));
    let edit = browser.get(&format!("{path}/edit")).await;
    edit.says("value=\"0205 3 812 000\"");
    let saved = browser.send_form(&edit, &format!("{path}/edit"), &typed).await;
    browser.follow(&saved).await.says("Đã lưu.").is_silent_about("0205 3 812 000");
    let late = browser.send_form(&edit, &format!("{path}/edit"), &[("name", "Trạm Y tế"), ("code", "TYT-GC")]).await;
    assert_eq!(late.status(), 412);
    late.says("Bản ghi đã được người khác thay đổi").says("value=\"Trạm Y tế\"");
});

on_every_database!(an_import_is_tried_out_then_done_and_flaws_name_their_rows, |app| async move {
    let browser = administrator(&app).await;
    let path = format!("/organisations/{}/import", place::GIA_CAT);
    let form = browser.get(&path).await;
    let refused = import(&browser, &form, &path, "code,name,level,parent_code\nT1,Thôn Một,communal,\nT2,,village,").await;
    assert_eq!(refused.status(), 422);
    refused.says("Các dòng cần sửa").says("<code>level</code>").says("<th role=\"rowheader\" scope=\"row\">3</th>");
    let tried =
        import(&browser, &form, &path, "code,name,level,parent_code\nT1,Thôn Một,communal,\nT2,\"Thôn \"\"Hai\"\"\",communal,T1").await;
    assert_eq!(tried.status(), 200, "{}", tried.text);
    tried.says("chưa có gì được ghi").says("<strong>2</strong>Thêm mới");
    browser.get("/organisations?q=thon+mot").await.is_silent_about("Thôn Một");
    let done = browser.send_form(&tried, &path, &[]).await;
    browser.follow(&done).await.says("Đã nhập danh mục.").says("Thôn Một");
    browser.get("/organisations?q=thon+hai").await.says("Thôn &#34;Hai&#34;");
    browser.get(&format!("/organisations.csv?within={}", place::GIA_CAT)).await.says("T1,Thôn Một,");
});

on_every_database!(a_reorganisation_keeps_history_and_says_what_is_left_to_do, |app| async move {
    let browser = administrator(&app).await;
    let path = format!("/organisations/{}/reorganise", place::GIA_CAT);
    let decision = [("decision/number", "1684/NQ"), ("decision/signed_on", "2026-03-01"), ("decision/effective_on", "2026-03-02")];
    let rename = [decision.as_slice(), &[("sheet", "rename"), ("rename/name", "Xã Gia Cát Mới")]].concat();
    let page = browser.get(&path).await;
    let refused = browser.send_form(&page, &path, &[("sheet", "rename"), ("decision/number", "1684/NQ"), ("rename/name", "Mới")]).await;
    assert_eq!(refused.status(), 422);
    refused.says("value=\"1684/NQ\"");
    let renamed = browser.send_form(&page, &path, &rename).await;
    browser.follow(&renamed).await.says("Xã Gia Cát Mới").says("Đổi tên, theo 1684/NQ, hiệu lực từ 02/03/2026");
    let merge = [decision.as_slice(), &[("sheet", "merge"), ("merge_into/successor_id", "xã hợp thành")]].concat();
    let merged = browser.send_form(&browser.get(&path).await, &path, &merge).await;
    let closed = browser.follow(&merged).await;
    closed.says("Đã kết thúc").says("Kế thừa").says("vai trò được cấp tại cơ quan đã kết thúc này");
    browser.get(&format!("/organisations/{}", place::HOP_THANH)).await.says("Tiền thân").says("Xã Gia Cát Mới");
});

on_every_database!(an_account_is_made_given_a_role_and_locked, |app| async move {
    let browser = administrator(&app).await;
    let form = browser.get("/people/new").await;
    let typed = [
        ("username", "ha.nguyen"),
        ("password", "ngắn"),
        ("display_name", "Người dùng mới"),
        ("organisation_id", "Xã Gia Cát"),
        ("locale", "vi"),
    ];
    let refused = browser.send_form(&form, "/people/new", &typed).await;
    assert_eq!(refused.status(), 422);
    refused.is_silent_about("ngắn").says("value=\"ha.nguyen\"");
    let mut typed = typed.to_vec();
    typed[1].1 = "Mat-khau-dau-tien-2026";
    typed.push(("email", "a@example.org"));
    let made = browser.send_form(&refused, "/people/new", &typed).await;
    let path = made.location().split('?').next().unwrap().to_owned();
    let page = browser.follow(&made).await;
    page.says("Đã tạo tài khoản.").says("Chưa có vai trò nào.").says("a@example.org");
    let grants = format!("{path}/grants");
    let nowhere = browser.send_form(&page, &grants, &[("role", "unit_representative"), ("organisation_id", "Xã Nào Đó")]).await;
    assert_eq!(nowhere.status(), 422);
    nowhere.says("Không có bản ghi này trong phạm vi được xem");
    let given = browser.send_form(&page, &grants, &[("role", "unit_representative"), ("organisation_id", "Xã Gia Cát")]).await;
    let page = browser.follow(&given).await;
    page.says("Thư ký ISO đơn vị");
    let end = page.text.split("action=\"").find(|rest| rest.starts_with(&grants) && rest[..200].contains("/end\"")).unwrap();
    let ended = browser.send_form(&page, end.split('"').next().unwrap(), &[]).await;
    browser.follow(&ended).await.says("Đã kết thúc vai trò.").says("đã kết thúc ");
    let edit = browser.get(&format!("{path}/edit")).await;
    let locked = [("display_name", "Người dùng mới"), ("organisation_id", "Xã Gia Cát"), ("locale", "vi"), ("email", "")];
    let saved = browser.send_form(&edit, &format!("{path}/edit"), &locked).await;
    browser.follow(&saved).await.says("Đã khóa").is_silent_about("a@example.org");
});

on_every_database!(accounts_are_closed_to_those_who_do_not_administer_them, |app| async move {
    let lead = Browser::sign_in(&app, "truongdoan").await;
    assert_eq!(lead.get(&format!("/people/{}", id_of("giacat.thuky"))).await.status(), 404);
    assert_eq!(lead.get("/people/new").await.status(), 403);
    lead.get("/people").await.says("Người dùng truongdoan").is_silent_about("giacat.thuky");
    lead.get("/").await.is_silent_about("href=\"/people\"");
});
