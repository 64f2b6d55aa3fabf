//! What the tests stand on: a program over a fresh database, people who sign in, and answers that are easy to assert on.
//!
//! Every test runs on SQLite, and on PostgreSQL too when `TEST_POSTGRES` names a server; those about files run in a bucket too
//! when `TEST_S3` names one (`make test` starts both).

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

pub mod answer;
pub mod app;
pub mod browser;
pub mod bucket;
pub mod bundle;
pub mod corrective;
pub mod device;
pub mod files;
pub mod letter;
pub mod people;
pub mod signing;
pub mod smtp;
pub mod work;

pub use answer::Answer;
pub use app::{Engine, TestApp};
pub use browser::{Browser, Page};
pub use bucket::Bucket;
pub use device::{Device, Network};
pub use letter::Letter;
pub use people::Person;
pub use smtp::MailServer;

/// Runs one test on every database there is: `on_every_database!(name, |app| async move { … })`.
#[macro_export]
macro_rules! on_every_database {
    ($(#[$meta:meta])* $name:ident, |$app:ident| $body:expr) => {
        mod $name {
            #[allow(unused_imports, reason = "the body may use anything of its module")]
            use super::*;

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                let $app = $crate::TestApp::start($crate::Engine::Sqlite).await;
                $body.await;
            }

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                let Some(engine) = $crate::Engine::postgres() else { return };
                let $app = $crate::TestApp::start(engine).await;
                $body.await;
            }
        }
    };
}

/// Runs one test on both databases, and with both kinds of places for files: a folder, and a bucket of an S3 server.
#[macro_export]
macro_rules! on_every_store {
    ($(#[$meta:meta])* $name:ident, |$app:ident| $body:expr) => {
        mod $name {
            #[allow(unused_imports, reason = "the body may use anything of its module")]
            use super::*;

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite_and_a_folder() {
                let $app = $crate::TestApp::start($crate::Engine::Sqlite).await;
                $body.await;
            }

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres_and_s3() {
                let (Some(engine), Some(bucket)) = ($crate::Engine::postgres(), $crate::Bucket::of_environment()) else { return };
                let $app = $crate::TestApp::start(engine).await.with_settings(|settings| bucket.set(settings)).await;
                $body.await;
            }
        }
    };
}
