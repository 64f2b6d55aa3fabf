//! What the tests stand on: a program over a fresh database, people who sign in, and answers that are easy to assert on.
//!
//! Every test runs on SQLite, and on PostgreSQL too when `TEST_POSTGRES` names a server (`make test` starts one).

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

pub mod answer;
pub mod app;
pub mod browser;
pub mod bundle;
pub mod corrective;
pub mod device;
pub mod letter;
pub mod people;
pub mod signing;
pub mod smtp;
pub mod work;

pub use answer::Answer;
pub use app::{Engine, TestApp};
pub use browser::{Browser, Page};
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
