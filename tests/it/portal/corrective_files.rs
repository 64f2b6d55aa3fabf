//! Evidence of corrective actions from a browser: many files at once, and a bad one costs the others nothing.

use serde_json::Value;
use soat_tests::browser::File;
use soat_tests::corrective::{Cast, Stage, request_at};
use soat_tests::work::now;
use soat_tests::{Browser, TestApp, on_every_database};

fn room(path: &str) -> String {
    format!("/car/{}", path.rsplit('/').next().unwrap())
}

/// A picture unlike the others.
fn picture(n: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(16, 16, |x, y| image::Rgb([n, u8::try_from(x * 9).unwrap(), u8::try_from(y * 9).unwrap()]));
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

async fn evidence(app: &TestApp, path: &str) -> Vec<Value> {
    let office = app.sign_in("thuongtruc").await;
    let car = office.get(path).await.expect(200).clone();
    let inspection = car["inspection_id"].as_str().unwrap().to_owned();
    let action = car["actions"][0]["id"].clone();
    let all = office.get(&format!("/inspections/{inspection}/evidence?limit=200")).await.expect(200)["items"].as_array().unwrap().clone();
    all.into_iter().filter(|one| one["attached_to"]["id"] == action).collect()
}

on_every_database!(of_fifty_files_the_one_that_is_bad_costs_the_others_nothing, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Implementing).await;
    let (car, action) = (room(&path), format!("{}/progress", room(&path)));
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    let page = unit.get(&action).await;
    page.says("Bổ sung bước thu hồi bản cũ").says("Hành động 1 chưa có bằng chứng đã xác minh").says("multiple");
    let mut files: Vec<File> = (0..49).map(|n| ("actions/0/files", format!("anh-{n}.png"), "image/png", picture(n))).collect();
    files.insert(20, ("actions/0/files", "ghi-<chú>.txt".to_owned(), "text/plain", b"khong phai anh".to_vec()));
    let typed = [("actions/0/done_on", "2026-03-09"), ("actions/0/result", "Đã ban hành")];
    let told = unit.send_files(&page, &action, &typed, &files).await;
    assert_eq!(told.status(), 200, "{}", told.text);
    told.says("1 tệp không nhận được").says("ghi-&#60;chú&#62;.txt").says("Loại tệp này không nhận làm bằng chứng.").says("anh-48.png");
    let stored = evidence(&app, &path).await;
    assert_eq!(stored.iter().filter(|one| one["state"] == "verified").count(), 49);
    let again = unit.send_files(&page, &action, &typed, &files).await;
    assert_eq!((again.status(), again.location()), (303, action.clone()), "the same form again leads to where it led");
    assert_eq!(evidence(&app, &path).await.len(), 49);

    let page = unit.get(&action).await;
    page.says("value=\"2026-03-09\"").says("Đã ban hành");
    let done = unit.send_form(&page, &format!("{car}/submit_implementation"), &[]).await;
    assert_eq!(done.location(), format!("{car}?done=result_sent"), "{}", done.text);
});

on_every_database!(what_only_claims_to_be_a_picture_is_refused_with_its_reason_and_can_be_removed, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Implementing).await;
    let action = format!("{}/progress", room(&path));
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    let page = unit.get(&action).await;
    let lying: File = ("actions/0/files", "anh.jpg".to_owned(), "image/jpeg", b"<svg onload=alert(1)>".to_vec());
    let empty: File = ("actions/0/files", "trong.pdf".to_owned(), "application/pdf", Vec::new());
    let told = unit.send_files(&page, &action, &[], &[lying, empty]).await;
    told.says("2 tệp không nhận được").says("trong.pdf</strong>: Tệp trống.").says("Tệp bị từ chối");
    let piece = evidence(&app, &path).await[0]["id"].as_str().unwrap().to_owned();
    let page = unit.get(&action).await;
    let done = unit.send_form(&page, &format!("/evidence/{piece}/withdraw"), &[]).await;
    assert_eq!(done.location(), format!("{action}?done=file_removed"), "{}", done.text);
    unit.follow(&done).await.is_silent_about("anh.jpg");
});

on_every_database!(words_that_are_stale_are_shown_again_and_the_files_are_kept, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Implementing).await;
    let action = format!("{}/progress", room(&path));
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    let page = unit.get(&action).await;
    let seen = cast.head.get(&path).await;
    let id = seen.text("/actions/0/id");
    let done = serde_json::json!({"actions": [{"id": id, "done_on": "2026-03-06", "result": "Xong"}]});
    cast.head.patch(&format!("{path}/progress"), &seen.etag(), done).await.expect(200);
    let file: File = ("actions/0/files", "anh.png".to_owned(), "image/png", picture(1));
    let stale = unit.send_files(&page, &action, &[("actions/0/result", "Đã ban hành quy trình")], &[file]).await;
    assert_eq!(stale.status(), 412);
    stale.says("Bản ghi đã được người khác thay đổi").says("Đã ban hành quy trình");
    assert_eq!(evidence(&app, &path).await.len(), 1);
});

on_every_database!(files_without_the_token_of_the_session_are_not_even_taken, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Implementing).await;
    let action = format!("{}/progress", room(&path));
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    let page = unit.get(&action).await;
    unit.set_cookie("soat", "somebody-else");
    let file: File = ("actions/0/files", "anh.png".to_owned(), "image/png", picture(1));
    let refused = unit.send_files(&page, &action, &[("actions/0/result", "Chữ đã gõ")], &[file]).await;
    assert_eq!(refused.status(), 401);
    let stranger = Browser::sign_in(&app, "hopthanh.thuky").await;
    let file: File = ("actions/0/files", "anh.png".to_owned(), "image/png", picture(1));
    let refused = stranger.send_files(&page, &action, &[], &[file]).await;
    assert_eq!(refused.status(), 403);
    assert!(evidence(&app, &path).await.is_empty());
});

on_every_database!(the_team_brings_evidence_of_its_verification, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::ImplementationSubmitted).await;
    let car = room(&path);
    let member = Browser::sign_in(&app, "thanhvien").await;
    let page = member.get(&car).await;
    let file: File = ("files", "tai-cho.png".to_owned(), "image/png", picture(7));
    let done = member.send_files(&page, &format!("{car}/files"), &[], &[file]).await;
    member.follow(&done).await.says("Bằng chứng của việc xác nhận").says("tai-cho.png");
    now(&cast.member, &path, "verify", serde_json::json!({"method": "on_site"})).await.expect(200);
});
