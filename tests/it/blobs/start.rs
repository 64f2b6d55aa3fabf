//! A bucket that cannot be used is found out at the start, and named.

use std::path::PathBuf;

use soat::blobs::Blobs;
use soat::kernel::config::{Secret, Settings};

use super::servers;

async fn refused(settings: &Settings) -> String {
    let said = Blobs::of(settings).await.expect_err("the start is refused");
    let secret = settings.s3_secret_key.reveal();
    assert!(secret.is_empty() || !said.contains(secret), "the secret stays one: {said}");
    said
}

fn changed(settings: &Settings, change: impl FnOnce(&mut Settings)) -> Settings {
    let mut settings = settings.clone();
    change(&mut settings);
    settings
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_a_bucket_is_named_with_its_setting() {
    let server = servers::start().await;
    let good = server.settings();
    let said = refused(&changed(&good, |settings| settings.s3_bucket = "no-such-bucket".into())).await;
    assert!(said.starts_with("s3_bucket: ") && said.contains("no-such-bucket"), "{said}");
    let said = refused(&changed(&good, |settings| settings.s3_secret_key = Secret::new("another-secret"))).await;
    assert!(said.starts_with("s3_access_key, s3_secret_key: ") && said.contains("SignatureDoesNotMatch"), "{said}");
    let said = refused(&changed(&good, |settings| settings.s3_access_key = Secret::new("nobody"))).await;
    assert!(said.contains("nobody") || said.starts_with("s3_"), "{said}");
    let said = refused(&changed(&good, |settings| settings.s3_endpoint = "http://127.0.0.1:9".into())).await;
    assert!(said.starts_with("s3_endpoint: the server cannot be reached"), "{said}");
    for endpoint in ["", "no address", "ftp://example.vn", "http://example.vn/path", "http://someone:secret@example.vn"] {
        let said = refused(&changed(&good, |settings| settings.s3_endpoint = endpoint.into())).await;
        assert!(said.starts_with("s3_endpoint: ") && !said.contains("someone"), "{said}");
    }
    let said = refused(&changed(&good, |settings| settings.s3_access_key = Secret::default())).await;
    assert!(said.starts_with("s3_access_key: "), "{said}");
    let said = refused(&changed(&good, |settings| settings.s3_secret_key = Secret::default())).await;
    assert!(said.starts_with("s3_secret_key or s3_secret_key_file: "), "{said}");
    let missing = changed(&good, |settings| {
        settings.s3_secret_key = Secret::default();
        settings.s3_secret_key_file = PathBuf::from("/no/such/file");
    });
    assert!(refused(&missing).await.starts_with("s3_secret_key_file: /no/such/file: "));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_secret_key_may_be_in_a_file_and_the_probe_leaves_nothing_behind() {
    let server = servers::start().await;
    let file = server.folder.path().join("secret");
    std::fs::write(&file, format!("{}\n", soat_tests::bucket::SECRET_KEY)).unwrap();
    let settings = changed(&server.settings(), |settings| {
        settings.s3_secret_key = Secret::default();
        settings.s3_secret_key_file = file;
    });
    let blobs = Blobs::of(&settings).await.unwrap();
    assert!(blobs.pieces_begun_before(soat::kernel::clock::Instant(i64::MAX)).await.unwrap().is_empty());
    let shown = format!("{blobs:?} {settings:?} {}", serde_json::to_string(&settings).unwrap());
    assert!(!shown.contains(soat_tests::bucket::SECRET_KEY), "{shown}");
}
