//! A place in a bucket of an S3 server, of its own for each test.

use soat::kernel::clock;
use soat::kernel::config::{Secret, Settings};

/// The access key of every S3 server of the tests.
pub const ACCESS_KEY: &str = "soat-tests";
/// The secret key for it.
pub const SECRET_KEY: &str = "not-a-secret-key";

/// A part of a bucket that nobody else uses.
#[derive(Clone, Debug)]
pub struct Bucket {
    /// The server.
    pub endpoint: String,
    /// The bucket, which is there.
    pub name: String,
    /// What all keys begin with.
    pub prefix: String,
}

impl Bucket {
    /// A place in the bucket at `http://host:port/bucket`.
    ///
    /// # Panics
    /// When the address has another form.
    #[must_use]
    pub fn at(address: &str) -> Self {
        let (endpoint, name) = address.rsplit_once('/').unwrap();
        Self { endpoint: endpoint.to_owned(), name: name.to_owned(), prefix: format!("{}/", clock::new_id()) }
    }

    /// A place in the bucket of `TEST_S3`. Without one the test has nothing to run on; where `CI` is set that is a failure.
    ///
    /// # Panics
    /// In CI when there is no server: nothing is skipped there.
    #[must_use]
    pub fn of_environment() -> Option<Self> {
        match std::env::var("TEST_S3") {
            Ok(address) if !address.is_empty() => Some(Self::at(&address)),
            _ => {
                assert!(std::env::var("CI").is_err(), "TEST_S3 is not set: run the tests with `make test`");
                eprintln!("no S3 server (TEST_S3): not run here; `make test` provides one");
                None
            }
        }
    }

    /// Settings that name this place.
    #[must_use]
    pub fn settings(&self) -> Settings {
        let mut settings = Settings::default();
        self.set(&mut settings);
        settings
    }

    /// Sets this place in settings.
    pub fn set(&self, settings: &mut Settings) {
        settings.s3_endpoint.clone_from(&self.endpoint);
        settings.s3_bucket.clone_from(&self.name);
        settings.s3_prefix.clone_from(&self.prefix);
        settings.s3_access_key = Secret::new(ACCESS_KEY);
        settings.s3_secret_key = Secret::new(SECRET_KEY);
        settings.s3_timeout_seconds = 20;
    }
}
