//! tuspy, a client of resumable uploads that others wrote: `tests/clients/tuspy/upload.py`.

use std::path::Path;
use std::process::{Command, Output};

use soat_tests::{TestApp, on_every_store};
use tokio::net::TcpListener;

use super::{declare, fetch, inspection_under_way, state};
use crate::pictures::photo;

/// Serves on a port of its own; gives the address.
async fn serve(app: &TestApp) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let routes = app.routes();
    tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
    address
}

async fn tuspy(arguments: &[&str]) -> Output {
    let python = std::env::var("TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("clients/tuspy/upload.py");
    let mut command = Command::new(python);
    command.arg(script).args(arguments);
    let ended = tokio::task::spawn_blocking(move || command.output()).await.unwrap();
    ended.expect("Python 3 is needed, named in TEST_PYTHON")
}

fn offset(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "tuspy failed (is the package tuspy there for TEST_PYTHON?):\n{said}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

on_every_store!(tuspy_brings_photos_through_two_processes_and_after_it_was_killed, |app| async move {
    let other = app.twin().await;
    let inspection = inspection_under_way(&app).await;
    let (here, there) = (serve(&app).await, serve(&other).await);
    let member = app.sign_in("thanhvien").await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("photo.jpg");
    for name in ["gps-dscn0010.jpg", "camera-canon-ixus.jpg"] {
        let bytes = photo(name);
        let length = bytes.len().to_string();
        std::fs::write(&file, &bytes).unwrap();
        let file = file.to_str().unwrap();

        let id = declare(&member, inspection, "image/jpeg", &bytes).await;
        assert_eq!(offset(&tuspy(&["whole", &here, &member.token, &id, file]).await), length);
        assert_eq!(state(&member, &id).await, "verified");

        let id = declare(&member, inspection, "image/jpeg", &bytes).await;
        let killed = tuspy(&["begin", &here, &member.token, &id, file, "60000"]).await;
        assert!(!killed.status.success() && killed.stderr.is_empty(), "{}", String::from_utf8_lossy(&killed.stderr));
        let upload = &member.get(&format!("/evidence/{id}")).await.expect(200)["upload"];
        assert_eq!(upload["offset"], 60_000);
        assert_eq!(offset(&tuspy(&["resume", &there, &member.token, &id, file]).await), length);
        assert_eq!(state(&member, &id).await, "verified");
        assert_eq!(fetch(&member, &id, "", &[]).await.bytes, bytes);
    }
    assert!(app.has_no_pieces().await);
});
