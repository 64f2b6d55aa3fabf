//! The public page: what a document is, and what is true of a file, without script and without a session.

use axum::body::Body;
use axum::http::{Method, Request};
use soat_tests::corrective::Cast;
use soat_tests::signing::{issue_keys, minutes, pdf, sign, signed_minutes};
use soat_tests::{Answer, TestApp, on_every_database};

async fn get(app: &TestApp, path: &str, language: &str) -> Answer {
    app.send(Request::get(path).header("accept-language", language).body(Body::empty()).unwrap()).await
}

/// The form with a file, as a browser sends it.
async fn drop_file(app: &TestApp, path: &str, name: &str, file: &[u8]) -> Answer {
    let mut body = format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"a.pdf\"\r\n\r\n").into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = Request::builder().method(Method::POST).uri(path).header("content-type", "multipart/form-data; boundary=x");
    app.send(request.body(Body::from(body)).unwrap()).await
}

fn page(answer: &Answer, status: u16) -> String {
    assert_eq!(answer.status.as_u16(), status);
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    let html = String::from_utf8(answer.bytes.to_vec()).unwrap();
    assert!(!html.contains("<script") && !html.contains("style=") && answer.header("set-cookie").is_none());
    html
}

on_every_database!(the_page_says_what_the_document_is_and_takes_a_file, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = signed_minutes(&app, &cast).await;
    let view = cast.lead.get(&report).await.json();
    let path = format!("/verify/{}", view["code"].as_str().unwrap());
    assert!(view["verify_url"].as_str().unwrap().ends_with(&path));
    let html = page(&get(&app, &path, "vi").await, 200);
    for words in ["lang=\"vi\"", "Có hiệu lực", "Xã Gia Cát", "Người dùng truongdoan", view["content_sha256"].as_str().unwrap()]
    {
        assert!(html.contains(words), "{words} is not in {html}");
    }
    assert!(!html.contains("0190"), "no ids");
    let english = page(&get(&app, &format!("{path}?lang=en"), "vi").await, 200);
    assert!(english.contains("lang=\"en\"") && english.contains("Valid: signed"));
    let whole = pdf(&cast.lead, &report).await;
    let html = page(&drop_file(&app, &path, "file", &whole).await, 200);
    assert!(html.contains("Kết quả kiểm tra tệp") && !html.contains("class=\"fails\""), "{html}");
    let mut changed = whole;
    let last = changed.len() - 3_000;
    changed[last] ^= 1;
    assert!(page(&drop_file(&app, &path, "file", &changed).await, 200).contains("class=\"fails\""));
    assert!(page(&drop_file(&app, "/verify", "file", b"%PDF-1.7").await, 200).contains("class=\"fails\""));
    page(&drop_file(&app, &path, "khac", b"x").await, 422);
    page(&drop_file(&app, &path, "file", b"").await, 422);
    page(&get(&app, "/verify/khong-co-ma-nay", "vi").await, 404);
    page(&get(&app, "/verify", "en").await, 200);
    let style = get(&app, "/verify/style.css", "vi").await;
    assert_eq!((style.status.as_u16(), style.header("content-type")), (200, Some("text/css; charset=utf-8")));
});

on_every_database!(the_page_tells_of_refusals_and_withdrawal_and_hides_why, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    let path = format!("/verify/{}", cast.lead.get(&report).await.text("/code"));
    assert!(page(&get(&app, &path, "vi").await, 200).contains("Chưa ai ký"));
    let refused = soat_tests::signing::refuse(&cast.head, &report, "unit_head", false).await.expect(200);
    assert_eq!(refused["signatures"][0]["expected_name"], "Người dùng giacat.chutich");
    sign(&cast.lead, &report, "lead").await.expect(200);
    let html = page(&get(&app, &path, "vi").await, 200);
    assert!(!html.contains("Người dùng giacat.chutich"), "nothing personal beyond those who signed");
    assert!(html.contains("từ chối ký") && html.contains("Đang ký") && !html.contains("không nhất trí với phát hiện"), "{html}");
    let etag = cast.office.get(&report).await.etag();
    let reason = serde_json::json!({"reason": "Lý do nội bộ"});
    cast.office.post_seen(&format!("{report}/withdraw"), &etag, reason).await.expect(200);
    let html = page(&get(&app, &path, "vi").await, 200);
    assert!(html.contains("Đã bị thu hồi") && !html.contains("Lý do nội bộ"), "{html}");
});
