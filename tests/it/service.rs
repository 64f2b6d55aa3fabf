//! What the service says about itself.

use soat_tests::on_every_database;

on_every_database!(the_api_can_be_read_as_one_page_without_scripts, |app| async move {
    let page = app.send(axum::http::Request::get("/api/docs").body(axum::body::Body::empty()).unwrap()).await;
    page.expect(200);
    let html = String::from_utf8(page.bytes.to_vec()).unwrap();
    for operation in
        ["POST</span> <code>/api/v1/auth/sign-in</code>", "PATCH</span> <code>/api/v1/users/{id}</code>", "id=\"schema-UserView\""]
    {
        assert!(html.contains(operation), "{operation}");
    }
    assert!(!html.contains("<script") && !html.contains("https://") && !html.contains("style=\""));
    for link in html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(html.contains(&format!("id=\"{link}\"")), "{link} leads nowhere");
    }
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    let style = app.send(axum::http::Request::get("/api/docs/style.css").body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
});

on_every_database!(the_service_says_that_it_is_up_and_ready_and_gives_its_keys, |app| async move {
    let get = |path: &str| app.send(axum::http::Request::get(path).body(axum::body::Body::empty()).unwrap());
    assert_eq!(get("/healthz").await.bytes, "ok");
    assert_eq!(get("/readyz").await.bytes, "ready");
    assert_eq!(get("/.well-known/jwks.json").await.expect(200)["keys"][0]["alg"], "EdDSA");
    assert_eq!(get("/api/v1/openapi.json").await.expect(200)["openapi"], "3.1.0");
    get("/api/v1/khong-co").await.refused(404, "no-such-operation");
    app.send(axum::http::Request::delete("/api/v1/users").body(axum::body::Body::empty()).unwrap())
        .await
        .refused(405, "method-not-allowed");
});
