//! Settings: one TOML file, then the environment (`SOAT_…`), then flags; the later is the stronger. An unknown key is an error
//! that names the nearest known one.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Everything an operator may set. All keys are flat, so each has one name in the file, the environment and the flags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Address and port to listen on.
    pub listen: String,
    /// Folder for the embedded database and, unless `s3_bucket` is set, the files.
    pub data_dir: PathBuf,
    /// Bucket for the files; empty: they are kept in the data folder.
    pub s3_bucket: String,
    /// Address of the S3-compatible server, without a path.
    pub s3_endpoint: String,
    /// Region that requests are signed for.
    pub s3_region: String,
    /// What the keys of all objects begin with, such as `soat/`.
    pub s3_prefix: String,
    /// Whether the bucket is named in the path of an address, and not in its host.
    pub s3_path_style: bool,
    /// Access key.
    pub s3_access_key: Secret,
    /// The secret key for it. Better in the environment or in a file of its own than here.
    pub s3_secret_key: Secret,
    /// File with the secret key.
    pub s3_secret_key_file: PathBuf,
    /// Seconds the server may take for one request.
    pub s3_timeout_seconds: u64,
    /// `sqlite:<path>` or `postgres://…`; empty: `soat.db` in the data folder.
    pub database_url: String,
    /// Connections to PostgreSQL; SQLite has one writer and four readers.
    pub database_connections: u32,
    /// The address people use, for links and tokens; empty: `http://<listen>`.
    pub public_url: String,
    /// What is logged, in the syntax of `tracing` filters.
    pub log: String,
    /// `text` or `json`.
    pub log_format: String,
    /// Minutes an access token lives.
    pub access_token_minutes: u32,
    /// Days a device may stay away and still refresh its session.
    pub refresh_token_days: u32,
    /// Minutes a session of the portal may rest before it ends.
    pub portal_idle_minutes: u32,
    /// Hours after which a session of the portal ends in any case.
    pub portal_session_hours: u32,
    /// Failed sign-ins of one account, or from one address, before it has to wait.
    pub sign_in_attempts: u32,
    /// Minutes that a locked account or address waits.
    pub sign_in_lock_minutes: u32,
    /// Seconds a request may take; uploads have no such limit.
    pub request_timeout_seconds: u64,
    /// Seconds without a byte of a body after which its sender counts as gone; at least 1.
    pub idle_timeout_seconds: u64,
    /// Seconds that a connection may rest between requests, and take for the head of one; at least 1.
    pub keep_alive_seconds: u64,
    /// Largest body of an ordinary request, in KiB.
    pub body_limit_kib: usize,
    /// Largest evidence file, in MiB.
    pub evidence_limit_mib: u64,
    /// Days after archiving at which the content of evidence is deleted; 0: it is kept for good. Documents always are.
    pub evidence_retention_days: u32,
    /// Largest picture, in megapixels.
    pub image_limit_megapixels: u32,
    /// Program that turns HEIC pictures into JPEG for their smaller copies: `auto` (the first of heif-dec, heif-convert, vips,
    /// magick that is found), a name, or a path; empty: there are no smaller copies of HEIC pictures.
    pub heic_decoder: String,
    /// Seconds that program may take for one picture.
    pub heic_timeout_seconds: u64,
    /// Hours an unfinished upload is kept after its last byte.
    pub upload_expiry_hours: u32,
    /// Days after archiving at which devices let go of an inspection.
    pub stream_retention_days: u32,
    /// Seconds after which a device asks again while there is work.
    pub poll_shortest_seconds: u32,
    /// Seconds after which it asks again when nothing has moved for a month.
    pub poll_longest_seconds: u32,
    /// Milliseconds after which the process looks again which streams have moved, while devices listen.
    pub events_poll_millis: u64,
    /// Seconds of silence after which a listening device is sent a sign of life.
    pub events_heartbeat_seconds: u64,
    /// Largest bundle of a device, in MiB, all parts together.
    pub bundle_limit_mib: u64,
    /// Working days for the plan of a corrective action request, where the programme names none.
    pub car_plan_days: u16,
    /// Working days for carrying it out, likewise.
    pub car_implementation_days: u16,
    /// Working days until effectiveness is judged, likewise.
    pub car_effectiveness_days: u16,
    /// Jobs run at once in this process.
    pub job_workers: usize,
    /// The mail server: `smtps://host:465` (TLS), `smtp://host:587` (STARTTLS), `smtp://host:25?tls=none`; empty: no mail.
    pub smtp_url: String,
    /// The address that letters come from, such as `Soát <soat@example.vn>`.
    pub smtp_from: String,
    /// Name to sign in to the mail server with; empty: without signing in.
    pub smtp_user: String,
    /// File with the password for it.
    pub smtp_password_file: PathBuf,
    /// PEM file with the certificate of an authority of one's own that the mail server's certificate comes from.
    pub smtp_ca_file: PathBuf,
    /// Seconds the mail server may take for one answer.
    pub smtp_timeout_seconds: u64,
    /// JSON file with public holidays: years in it replace or follow those that come with the program; empty: those alone.
    pub holidays_file: PathBuf,
    /// The key that locks all private keys: 64 hexadecimal digits (`soat ca master-key` makes one). Better in the environment or
    /// in a file of its own than here.
    pub master_key: Secret,
    /// File with the master key.
    pub master_key_file: PathBuf,
    /// Address of a time-stamping authority (RFC 3161); empty: signatures carry no time-stamp.
    pub tsa_url: String,
    /// Seconds it may take.
    pub tsa_timeout_seconds: u64,
    /// PEM file with the certificates of authorities whose time-stamps are believed.
    pub tsa_anchors_file: PathBuf,
    /// PEM file with the certificates of other authorities whose signatures are believed, beside the built-in one.
    pub trust_anchors_file: PathBuf,
    /// Files with the revocation lists of those authorities (DER), with commas between them; read whenever signatures are judged.
    pub revocation_lists_files: String,
    /// Largest document that is verified or taken back signed, in MiB.
    pub document_limit_mib: usize,
}

/// A setting that is used and never shown.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Takes a secret in.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The secret itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    const fn shown(&self) -> &'static str {
        if self.0.is_empty() { "" } else { "…" }
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.shown())
    }
}

impl Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.shown())
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".into(),
            data_dir: "soat-data".into(),
            s3_bucket: String::new(),
            s3_endpoint: "https://s3.amazonaws.com".into(),
            s3_region: "us-east-1".into(),
            s3_prefix: String::new(),
            s3_path_style: true,
            s3_access_key: Secret::default(),
            s3_secret_key: Secret::default(),
            s3_secret_key_file: PathBuf::new(),
            s3_timeout_seconds: 30,
            database_url: String::new(),
            database_connections: 16,
            public_url: String::new(),
            log: "info".into(),
            log_format: "text".into(),
            access_token_minutes: 15,
            refresh_token_days: 45,
            portal_idle_minutes: 120,
            portal_session_hours: 12,
            sign_in_attempts: 10,
            sign_in_lock_minutes: 15,
            request_timeout_seconds: 30,
            idle_timeout_seconds: 60,
            keep_alive_seconds: 120,
            body_limit_kib: 2_048,
            evidence_limit_mib: 200,
            evidence_retention_days: 0,
            image_limit_megapixels: 100,
            heic_decoder: "auto".into(),
            heic_timeout_seconds: 60,
            upload_expiry_hours: 168,
            stream_retention_days: 30,
            poll_shortest_seconds: 60,
            poll_longest_seconds: 3_600,
            events_poll_millis: 1_000,
            events_heartbeat_seconds: 25,
            bundle_limit_mib: 4_096,
            car_plan_days: 10,
            car_implementation_days: 30,
            car_effectiveness_days: 60,
            job_workers: 2,
            smtp_url: String::new(),
            smtp_from: String::new(),
            smtp_user: String::new(),
            smtp_password_file: PathBuf::new(),
            smtp_ca_file: PathBuf::new(),
            smtp_timeout_seconds: 60,
            holidays_file: PathBuf::new(),
            master_key: Secret::default(),
            master_key_file: PathBuf::new(),
            tsa_url: String::new(),
            tsa_timeout_seconds: 10,
            tsa_anchors_file: PathBuf::new(),
            trust_anchors_file: PathBuf::new(),
            revocation_lists_files: String::new(),
            document_limit_mib: 64,
        }
    }
}

impl Settings {
    /// Loads the settings: the file (when named, or `soat.toml` when it exists), the environment, then `flags`.
    ///
    /// # Errors
    /// A sentence that names the source, the key and, for an unknown key, the nearest known one.
    pub fn load(file: Option<&str>, flags: &[(String, String)]) -> Result<Self, String> {
        let source = match file {
            Some(name) => config::File::with_name(name).required(true),
            None => config::File::with_name("soat.toml").required(false),
        };
        let environment = config::Environment::with_prefix("SOAT").prefix_separator("_").try_parsing(true);
        let mut builder = config::Config::builder().add_source(source.format(config::FileFormat::Toml)).add_source(environment);
        for (key, value) in flags {
            builder = builder.set_override(key, value.as_str()).map_err(|error| error.to_string())?;
        }
        let merged = builder.build().map_err(|error| error.to_string())?;
        let value: Value = merged.clone().try_deserialize().map_err(|error| error.to_string())?;
        if let Some(key) = value.as_object().into_iter().flatten().map(|(key, _)| key).find(|key| !Self::keys().contains(key)) {
            return Err(unknown(key));
        }
        merged.try_deserialize().map_err(|error| format!("setting not understood: {error}"))
    }

    /// The names of all settings.
    #[must_use]
    pub fn keys() -> Vec<String> {
        match serde_json::to_value(Self::default()) {
            Ok(Value::Object(map)) => map.into_iter().map(|(key, _)| key).collect(),
            _ => Vec::new(),
        }
    }

    /// The address of the database.
    #[must_use]
    pub fn database(&self) -> String {
        if self.database_url.is_empty() { format!("sqlite:{}", self.data_dir.join("soat.db").display()) } else { self.database_url.clone() }
    }

    /// The largest body of an ordinary request, in bytes.
    #[must_use]
    pub const fn body_limit(&self) -> usize {
        self.body_limit_kib * 1_024
    }

    /// The address people use.
    #[must_use]
    pub fn public_address(&self) -> String {
        if self.public_url.is_empty() { format!("http://{}", self.listen) } else { self.public_url.trim_end_matches('/').to_owned() }
    }
}

fn unknown(key: &str) -> String {
    let nearest = Settings::keys().into_iter().min_by_key(|known| strsim::damerau_levenshtein(known, key)).unwrap_or_default();
    format!("unknown setting `{key}`; the nearest known one is `{nearest}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_key_names_the_nearest_known_one() {
        let error = Settings::load(None, &[("databse_url".into(), "x".into())]).unwrap_err();
        assert!(error.contains("`databse_url`") && error.contains("`database_url`"), "{error}");
    }

    #[test]
    fn a_secret_is_used_and_never_shown() {
        let digits = "5a".repeat(32);
        let settings = Settings::load(None, &[("master_key".into(), digits.clone())]).unwrap();
        assert_eq!(settings.master_key.reveal(), digits);
        assert!(!format!("{settings:?}").contains(&digits) && !serde_json::to_string(&settings).unwrap().contains(&digits));
    }

    #[test]
    fn flags_are_stronger_than_defaults() {
        let settings = Settings::load(None, &[("listen".into(), "127.0.0.1:9".into())]).unwrap();
        assert_eq!(settings.listen, "127.0.0.1:9");
        assert_eq!(settings.public_address(), "http://127.0.0.1:9");
    }
}
