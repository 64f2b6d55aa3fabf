//! Senders who say nothing, or next to nothing: a connection is not held for them.

use std::net::SocketAddr;

use axum::body::{Body, Bytes};
use axum::http::{Method, Request, header};
use futures_util::StreamExt;
use soat::{connections, router};
use soat_tests::corrective::{Cast, Stage, request_at};
use soat_tests::{Browser, TestApp, on_every_database};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::evidence::{begin, declare, inspection_under_way, offset, patch, picture, tus};

/// A body of which these bytes come, and then nothing any more.
fn silent_after(bytes: &[u8]) -> Body {
    let first = Ok::<_, std::io::Error>(Bytes::copy_from_slice(bytes));
    Body::from_stream(futures_util::stream::iter([first]).chain(futures_util::stream::pending()))
}

async fn impatient(app: TestApp) -> TestApp {
    app.with_settings(|settings| settings.idle_timeout_seconds = 1).await
}

/// The program at an address of its own; it ends in good order when it is told to.
async fn at_an_address(app: &TestApp) -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<std::io::Result<()>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let service = router::build(app.state.clone());
    let keep_alive = app.state.settings().keep_alive_seconds;
    let server = tokio::spawn(connections::serve(listener, service, keep_alive, async move {
        let _ = stopped.await;
    }));
    (address, stop, server)
}

async fn read_to_the_end(stream: &mut TcpStream) -> String {
    let mut said = Vec::new();
    stream.read_to_end(&mut said).await.unwrap();
    String::from_utf8_lossy(&said).into_owned()
}

on_every_database!(a_head_that_never_ends_closes_its_connection, |app| async move {
    let app = app.with_settings(|settings| settings.keep_alive_seconds = 5).await;
    let (address, stop, server) = at_an_address(&app).await;
    let mut mute = TcpStream::connect(address).await.unwrap();
    let mut slow = TcpStream::connect(address).await.unwrap();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nhost: soat\r\nx-slow: ").await.unwrap();
    let mut resting = TcpStream::connect(address).await.unwrap();
    resting.write_all(b"GET /healthz HTTP/1.1\r\nhost: soat\r\n\r\n").await.unwrap();
    let mut second = TcpStream::connect(address).await.unwrap();
    second.write_all(b"GET /healthz HTTP/1.1\r\nhost: soat\r\n\r\nGET /healthz HTTP/1.1\r\nx-slow: ").await.unwrap();
    // Each of these waits for the server to hang up.
    assert!(!read_to_the_end(&mut mute).await.contains("200"));
    assert!(!read_to_the_end(&mut slow).await.contains("200"));
    for mut answered in [resting, second] {
        let answered = read_to_the_end(&mut answered).await;
        assert_eq!(answered.matches("200 OK").count(), 1, "{answered}");
    }
    stop.send(()).unwrap();
    server.await.unwrap().unwrap();
});

on_every_database!(a_request_under_way_is_finished_before_the_program_ends, |app| async move {
    let (address, stop, server) = at_an_address(&app).await;
    let mut asking = TcpStream::connect(address).await.unwrap();
    let head = "POST /api/v1/auth/sign-in HTTP/1.1\r\nhost: soat\r\ncontent-type: application/json\r\ncontent-length: 2\r\nexpect: 100-continue\r\n\r\n";
    asking.write_all(head.as_bytes()).await.unwrap();
    // Told to go on, so the program is at work on this request.
    let mut told = [0_u8; 25];
    asking.read_exact(&mut told).await.unwrap();
    assert!(told.starts_with(b"HTTP/1.1 100 Continue"));
    stop.send(()).unwrap();
    asking.write_all(b"{}").await.unwrap();
    let answer = read_to_the_end(&mut asking).await;
    assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
    server.await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
});

on_every_database!(a_body_that_stops_coming_is_refused_in_time, |app| async move {
    let app = impatient(app).await;
    let form = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7";
    let page = Request::post("/verify").header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let page = app.send(page.body(silent_after(form.as_bytes())).unwrap()).await;
    assert_eq!(page.status, 408);

    let person = app.sign_in("thanhvien").await;
    let bundle = Request::post("/api/v1/sync/bundles").header(header::CONTENT_TYPE, "application/x-tar");
    person.send(bundle.body(silent_after(&[0; 100])).unwrap()).await.refused(408, "request-timeout");
});

on_every_database!(an_ordinary_request_that_takes_too_long_is_refused, |app| async move {
    let app = app.with_settings(|settings| settings.request_timeout_seconds = 1).await;
    let json = Request::post("/api/v1/auth/sign-in").header(header::CONTENT_TYPE, "application/json");
    app.send(json.body(silent_after(b"{\"username\":")).unwrap()).await.refused(408, "request-timeout");
});

on_every_database!(what_came_of_an_upload_before_the_silence_is_kept, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let app = impatient(app).await;
    let person = app.sign_in("thanhvien").await;
    let bytes = picture(1);
    let id = declare(&person, inspection, "image/jpeg", &bytes).await;
    let whole = Request::put(format!("/api/v1/evidence/{id}/content")).body(silent_after(&bytes[..100])).unwrap();
    person.send(whole).await.refused(408, "request-timeout");

    let upload = begin(&person, &id, bytes.len()).await;
    patch(&person, &upload, 0, silent_after(&bytes[..100])).await.refused(408, "request-timeout");
    assert_eq!(offset(&person, &upload).await, "100");
    let rest = [("upload-offset", "100"), ("content-type", "application/offset+octet-stream")];
    tus(&person, Method::PATCH, &upload, &rest, Body::from(bytes[100..].to_vec())).await.expect(204);
});

on_every_database!(a_form_that_stops_coming_is_answered_with_a_page_that_says_so, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let room = format!("/car/{}", request_at(&app, &cast, Stage::Implementing).await.rsplit('/').next().unwrap());
    let app = impatient(app).await;
    let with_files = |path: &str| Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let file = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nma,ten";

    // Whoever is not signed in may not hold a connection either, whatever kind of form it is.
    let stranger = Browser::open(&app);
    let plain = Request::post("/sign-in").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let page = stranger.send(plain, silent_after(b"username=thanh")).await;
    assert_eq!(page.status(), 408);
    page.says("<h1").says("Yêu cầu quá thời gian");
    assert_eq!(stranger.send(with_files("/organisations/import"), silent_after(file.as_bytes())).await.status(), 408);

    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    let progress = format!("{room}/progress");
    let (_, token) = unit.get(&progress).await.hidden_of(&progress).into_iter().find(|(name, _)| name == "csrf").unwrap();
    let trusted = format!("--x\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n{file}");
    let page = unit.send(with_files(&progress), silent_after(trusted.as_bytes())).await;
    assert_eq!(page.status(), 408, "{}", page.text);
    page.says("Yêu cầu quá thời gian");
    assert!(app.has_no_pieces().await, "nothing of the file is left");
});

on_every_database!(a_form_that_comes_drop_by_drop_is_refused_in_time, |app| async move {
    let app = app.with_settings(|settings| settings.request_timeout_seconds = 1).await;
    let drops = futures_util::stream::unfold((), |()| async {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        Some((Ok::<_, std::io::Error>(Bytes::from_static(b"a")), ()))
    });
    let plain = Request::post("/sign-in").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let page = Browser::open(&app).send(plain, Body::from_stream(drops)).await;
    assert_eq!(page.status(), 408);
});

on_every_database!(a_body_that_breaks_off_is_not_called_too_large, |app| async move {
    let broken = || {
        let bytes = Bytes::from_static(b"{\"a\":");
        Body::from_stream(futures_util::stream::iter([Ok(bytes), Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))]))
    };
    let person = app.sign_in("thanhvien").await;
    let json = || Request::post("/api/v1/inspections").header(header::CONTENT_TYPE, "application/json");
    person.send(json().body(broken()).unwrap()).await.refused(400, "body-incomplete");
    person.send(json().header("idempotency-key", "k").body(broken()).unwrap()).await.refused(400, "body-incomplete");
    let plain = Request::post("/sign-in").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    assert_eq!(Browser::open(&app).send(plain, broken()).await.status(), 400);
});
