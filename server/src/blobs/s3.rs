//! What is said to an S3-compatible server: the only file that knows the client library.

use std::ops::Range;
use std::time::Duration;

use axum::body::Bytes;
use futures_util::StreamExt;
use s3::types::{Checksum, ChecksumAlgorithm};
use s3::{AddressingStyle, AsyncTlsRootStore, Auth, Client, Credentials, Error};

use super::wire::Object;
use super::{ByteStream, unavailable};
use crate::kernel::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::config::Settings;
use crate::kernel::problem::Problem;

/// Tries that one request gets before its failure is told; only requests that may be repeated are.
const TRIES: u32 = 3;
/// Longest wait that the server may ask for between them.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);
/// Waits between the tries of the probe at the start: a bucket whose server is starting too is there soon.
const PROBE_PAUSES: [Duration; 4] =
    [Duration::from_millis(200), Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2)];

/// A bucket, or the part of it whose keys begin with a prefix.
#[derive(Clone)]
pub(super) struct S3 {
    client: Client,
    bucket: String,
    prefix: String,
}

impl std::fmt::Debug for S3 {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("S3").field("bucket", &self.bucket).field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

impl S3 {
    /// The bucket of the settings. Nothing is sent yet.
    ///
    /// # Errors
    /// A sentence that names the setting.
    pub(super) fn of(settings: &Settings) -> Result<Self, String> {
        require_processor()?;
        let auth = match (settings.s3_access_key.reveal().trim(), secret_key(settings)?) {
            ("", _) => return Err("s3_access_key: it is needed with s3_bucket".to_owned()),
            (_, secret) if secret.is_empty() => return Err("s3_secret_key or s3_secret_key_file: one is needed with s3_bucket".to_owned()),
            (access, secret) => Auth::Static(Credentials::new(access, secret).map_err(|_| "s3_access_key, s3_secret_key: not keys")?),
        };
        let style = if settings.s3_path_style { AddressingStyle::Path } else { AddressingStyle::VirtualHosted };
        let client = Client::builder(&settings.s3_endpoint)
            .map_err(|error| format!("s3_endpoint: {error}"))?
            .region(&settings.s3_region)
            .auth(auth)
            .addressing_style(style)
            .tls_root_store(AsyncTlsRootStore::System)
            .timeout(Duration::from_secs(settings.s3_timeout_seconds.max(1)))
            .max_attempts(TRIES)
            .max_retry_after(LONGEST_PAUSE)
            .build()
            .map_err(|error| format!("s3_endpoint, s3_region: {error}"))?;
        Ok(Self { client, bucket: settings.s3_bucket.clone(), prefix: settings.s3_prefix.clone() })
    }

    /// Lists, writes and removes a small object. What may pass, as a restart of the server does, is tried again for some seconds.
    ///
    /// # Errors
    /// A sentence that names what is wrong: the bucket is missing, the keys are refused, the server is not to be reached.
    pub(super) async fn probe(&self, key: &str) -> Result<(), String> {
        let mut pauses = PROBE_PAUSES.iter();
        loop {
            let Err(error) = self.probe_once(key).await else { return Ok(()) };
            let may_pass = match &error {
                Error::Api { status, .. } => status.is_server_error(),
                Error::Transport { .. } => true,
                _ => false,
            };
            match pauses.next().filter(|_| may_pass) {
                Some(pause) => tokio::time::sleep(*pause).await,
                None => return Err(self.sentence(&error)),
            }
        }
    }

    async fn probe_once(&self, key: &str) -> Result<(), Error> {
        let (objects, key) = (self.client.objects(), self.key(key));
        // Listing first: some servers make a bucket that is written to.
        objects.list_v2(&self.bucket).prefix(&key).max_keys(1).send().await?;
        objects.put(&self.bucket, &key).body_bytes(Bytes::from_static(b"soat")).send().await?;
        objects.delete(&self.bucket, &key).send().await.map(|_| ())
    }

    fn sentence(&self, error: &Error) -> String {
        let bucket = &self.bucket;
        match (error, error_code(error)) {
            (_, Some("NoSuchBucket")) => format!("s3_bucket: the server has no bucket `{bucket}`"),
            (_, Some(code @ ("InvalidAccessKeyId" | "SignatureDoesNotMatch"))) => {
                format!("s3_access_key, s3_secret_key: the server refuses them ({code})")
            }
            (Error::Api { status, .. }, code) if status.as_u16() == 403 => {
                let code = code.unwrap_or("403");
                format!("s3_bucket: bucket `{bucket}` is refused to these keys ({code}); writing, listing, reading and deleting are needed")
            }
            (Error::Transport { .. }, _) => format!("s3_endpoint: the server cannot be reached: {}", chain(error)),
            _ => format!("s3_bucket: bucket `{bucket}` cannot be used: {error}"),
        }
    }

    fn key(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    /// Writes an object; it is there whole or not at all. The server compares the bytes with their SHA-256.
    pub(super) async fn put(&self, key: &str, bytes: Bytes) -> Result<(), Problem> {
        let checksum = Checksum::from_bytes(ChecksumAlgorithm::Sha256, &bytes);
        let put = self.client.objects().put(&self.bucket, self.key(key)).checksum(checksum).body_bytes(bytes);
        put.send().await.map(|_| ()).map_err(|error| trouble(&error))
    }

    /// A stretch of an object; none when there is no such object.
    pub(super) async fn get(&self, key: &str, range: Range<u64>) -> Result<Option<ByteStream>, Problem> {
        let asked = self.client.objects().get(&self.bucket, self.key(key)).range_bytes(range.start, range.end.saturating_sub(1));
        let found = match asked.send().await {
            Ok(found) => found,
            Err(error) if is_missing(&error) => return Ok(None),
            Err(error) => return Err(trouble(&error)),
        };
        let expected = range.end - range.start;
        if found.content_length.is_some_and(|length| length != expected) {
            return Err(unavailable(format!("{expected} bytes of {key} were asked for, {:?} come", found.content_length)));
        }
        Ok(Some(Box::pin(found.body.map(|next| next.map_err(|error| std::io::Error::other(chain(&error)))))))
    }

    /// The length of an object in bytes; none when there is no such object.
    pub(super) async fn length(&self, key: &str) -> Result<Option<u64>, Problem> {
        match self.client.objects().head(&self.bucket, self.key(key)).send().await {
            Ok(found) => found.content_length.map(Some).ok_or_else(|| unavailable("the server tells no length")),
            Err(error) if is_missing(&error) => Ok(None),
            Err(error) => Err(trouble(&error)),
        }
    }

    /// Copies an object within the server.
    pub(super) async fn copy(&self, from: &str, to: &str) -> Result<(), Problem> {
        let copy = self.client.objects().copy(&self.bucket, self.key(from), &self.bucket, self.key(to));
        copy.send().await.map(|_| ()).map_err(|error| trouble(&error))
    }

    /// Makes one object of several within the server, in their order; it is there whole or not at all. All but the last must
    /// have 5 MiB.
    pub(super) async fn compose(&self, from: &[String], to: &str) -> Result<(), Problem> {
        let (objects, to) = (self.client.objects(), self.key(to));
        let upload = objects.create_multipart_upload(&self.bucket, &to).send().await.map_err(|error| trouble(&error))?.upload_id;
        let made = self.copy_parts(from, &to, &upload).await;
        if made.is_err()
            && let Err(error) = objects.abort_multipart_upload(&self.bucket, &to, &upload).send().await
        {
            tracing::warn!(%error, "parts of a file that could not be composed are left in the bucket");
        }
        made.map_err(|error| trouble(&error))
    }

    async fn copy_parts(&self, from: &[String], to: &str, upload: &str) -> Result<(), Error> {
        let (objects, mut whole) = (self.client.objects(), self.client.objects().complete_multipart_upload(&self.bucket, to, upload));
        for (number, part) in (1..).zip(from) {
            let copy = objects.upload_part_copy(&self.bucket, self.key(part), &self.bucket, to, upload, number);
            whole = whole.part(number, copy.send().await?.etag.unwrap_or_default());
        }
        whole.send().await.map(|_| ())
    }

    /// Removes an object; one that is not there does not count.
    pub(super) async fn delete(&self, key: &str) -> Result<(), Problem> {
        match self.client.objects().delete(&self.bucket, self.key(key)).send().await {
            Err(error) if !is_missing(&error) => Err(trouble(&error)),
            _ => Ok(()),
        }
    }

    /// The objects whose keys begin so, in the order of their keys.
    pub(super) async fn list(&self, prefix: &str) -> Result<Vec<Object>, Problem> {
        let mut pages = self.client.objects().list_v2(&self.bucket).prefix(self.key(prefix)).pager();
        let mut found = Vec::new();
        while let Some(page) = pages.next_page().await.map_err(|error| trouble(&error))? {
            found.extend(page.contents.into_iter().filter_map(|object| {
                // A moment that cannot be read makes the object young: nothing is ever removed on a guess.
                let modified = object.last_modified.and_then(|at| at.parse().ok()).unwrap_or(Instant(i64::MAX));
                Some(Object { key: object.key.strip_prefix(&self.prefix)?.to_owned(), length: object.size, modified })
            }));
        }
        Ok(found)
    }
}

/// The library's hashing stops the program on a processor without these.
fn require_processor() -> Result<(), String> {
    #[cfg(target_arch = "x86_64")]
    let lacking = [
        ("aes", std::arch::is_x86_feature_detected!("aes")),
        ("pclmulqdq", std::arch::is_x86_feature_detected!("pclmulqdq")),
        ("bmi1", std::arch::is_x86_feature_detected!("bmi1")),
        ("adx", std::arch::is_x86_feature_detected!("adx")),
        ("avx", std::arch::is_x86_feature_detected!("avx")),
        ("avx2", std::arch::is_x86_feature_detected!("avx2")),
    ];
    #[cfg(target_arch = "aarch64")]
    let lacking = [
        ("neon", std::arch::is_aarch64_feature_detected!("neon")),
        ("aes", std::arch::is_aarch64_feature_detected!("aes")),
        ("pmull", std::arch::is_aarch64_feature_detected!("pmull")),
        ("sha2", std::arch::is_aarch64_feature_detected!("sha2")),
    ];
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    let lacking = [("x86-64 or ARM64", false)];
    let lacking: Vec<&str> = lacking.into_iter().filter(|(_, is_there)| !is_there).map(|(name, _)| name).collect();
    if lacking.is_empty() {
        return Ok(());
    }
    Err(format!(
        "s3_bucket: the processor lacks {}, without which files cannot be kept on S3; leave s3_bucket empty to keep them in data_dir",
        lacking.join(", ")
    ))
}

fn secret_key(settings: &Settings) -> Result<String, String> {
    let (given, file) = (settings.s3_secret_key.reveal().trim(), &settings.s3_secret_key_file);
    if !given.is_empty() || file.as_os_str().is_empty() {
        return Ok(given.to_owned());
    }
    let text = std::fs::read_to_string(file).map_err(|error| format!("s3_secret_key_file: {}: {error}", file.display()))?;
    Ok(text.trim().to_owned())
}

fn error_code(error: &Error) -> Option<&str> {
    match error {
        Error::Api { code, .. } | Error::RateLimited { code, .. } => code.as_deref(),
        _ => None,
    }
}

fn is_missing(error: &Error) -> bool {
    let is_404 = matches!(error, Error::Api { status, .. } if status.as_u16() == 404);
    is_404 && error_code(error).is_none_or(|code| code != "NoSuchBucket")
}

fn chain(error: &Error) -> String {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}")).unwrap_or_default();
    format!("{error}{cause}")
}

fn trouble(error: &Error) -> Problem {
    // The names that the usual servers have for a full disk or a quota that is used up.
    match error_code(error) {
        Some("QuotaExceeded" | "XMinioStorageFull" | "InsufficientStorage") => Problem::of(&catalogue::STORAGE_FULL).because(chain(error)),
        _ => unavailable(chain(error)),
    }
}
