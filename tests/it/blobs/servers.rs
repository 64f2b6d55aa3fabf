//! An S3 server within the test: s3s over a folder, with keys that it checks.

use axum::Router;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use soat::kernel::config::Settings;
use soat_tests::Bucket;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// A running server with one bucket.
pub(crate) struct Server {
    bucket: Bucket,
    /// What it holds, until the test ends.
    pub(crate) folder: TempDir,
}

impl Server {
    /// Settings that name its bucket.
    pub(crate) fn settings(&self) -> Settings {
        self.bucket.settings()
    }
}

/// Starts one; it ends with the test.
pub(crate) async fn start() -> Server {
    let folder = TempDir::new().unwrap();
    let bucket = Bucket::at("http://127.0.0.1:9/evidence");
    std::fs::create_dir(folder.path().join("evidence")).unwrap();
    let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
    service.set_auth(SimpleAuth::from_single(soat_tests::bucket::ACCESS_KEY, soat_tests::bucket::SECRET_KEY));
    let service = axum::error_handling::HandleError::new(service.build(), async |_| axum::http::StatusCode::INTERNAL_SERVER_ERROR);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let bucket = Bucket { endpoint: format!("http://{}", listener.local_addr().unwrap()), ..bucket };
    let router = Router::new().fallback_service(service);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    Server { bucket, folder }
}
