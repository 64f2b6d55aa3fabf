//! Bundles as a device makes them: a tar archive, its manifest, and the signature of the device's key.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use axum::body::Body;
use axum::http::Request;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use soat::access::device_keys;
use uuid::Uuid;

use crate::app::json as json_request;
use crate::device::{Device, sha256};
use crate::{Answer, Person, TestApp};

/// The key of a device; its private half never leaves it.
#[derive(Debug)]
pub struct Key(Ed25519KeyPair);

impl Key {
    /// A fresh one.
    ///
    /// # Panics
    /// When the machine has no randomness.
    #[must_use]
    pub fn fresh() -> Self {
        Self(Ed25519KeyPair::generate().unwrap())
    }

    /// Its public half as a JWK.
    #[must_use]
    pub fn jwk(&self) -> Value {
        json!({"kty": "OKP", "crv": "Ed25519", "x": BASE64URL_NOPAD.encode(self.0.public_key().as_ref())})
    }

    /// Its name.
    #[must_use]
    pub fn kid(&self) -> String {
        device_keys::thumbprint(self.0.public_key().as_ref())
    }

    /// Registers it for a device.
    pub async fn register(&self, app: &TestApp, device: &Device) -> Answer {
        let body = json!({"public_key": self.jwk()});
        device.send(app, json_request(axum::http::Method::POST, "/me/device/public-key", &body)).await
    }

    /// A detached signature over a manifest.
    #[must_use]
    pub fn sign(&self, manifest: &[u8]) -> String {
        let header = BASE64URL_NOPAD.encode(json!({"alg": "EdDSA", "kid": self.kid()}).to_string().as_bytes());
        let signed = format!("{header}.{}", BASE64URL_NOPAD.encode(manifest));
        format!("{header}..{}", BASE64URL_NOPAD.encode(self.0.sign(signed.as_bytes()).as_ref()))
    }
}

/// A bundle in the making; tests change what they like before it is written.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// The manifest without its parts.
    pub manifest: Value,
    /// The parts, in their order.
    pub parts: Vec<(String, Vec<u8>)>,
}

impl Bundle {
    /// Everything that waits on a device: its outbox and its upload queue.
    ///
    /// # Panics
    /// Never: JSON can be written.
    #[must_use]
    pub fn of(app: &TestApp, device: &Device) -> Self {
        let ops: Vec<&Value> = device.outbox.iter().collect();
        let mut parts = vec![("ops.json".to_owned(), json!({ "ops": ops }).to_string().into_bytes())];
        parts.extend(device.uploads.iter().map(|photo| (format!("files/{}", photo.evidence_id), photo.bytes.clone())));
        let manifest = json!({"format": "soat-bundle", "version": 1, "bundle_id": Uuid::from_u128(0xb0), "device_id": device.id,
            "user_id": device.user_id, "made_at": app.state.now(), "schema": 1});
        Self { manifest, parts }
    }

    /// The manifest as it is signed.
    #[must_use]
    pub fn signed_text(&self) -> Vec<u8> {
        let parts = self.parts.iter().map(|(name, bytes)| json!({"name": name, "size": bytes.len(), "sha256": sha256(bytes)}));
        let mut manifest = self.manifest.clone();
        if manifest.get("parts").is_none() {
            manifest["parts"] = parts.collect();
        }
        manifest.to_string().into_bytes()
    }

    /// The archive, signed.
    #[must_use]
    pub fn written(&self, key: &Key) -> Vec<u8> {
        let manifest = self.signed_text();
        let signature = key.sign(&manifest);
        archive(&self.entries(manifest, signature))
    }

    /// Its entries with this manifest and this signature.
    #[must_use]
    pub fn entries(&self, manifest: Vec<u8>, signature: String) -> Vec<(String, Vec<u8>)> {
        let mut entries = vec![("manifest.json".to_owned(), manifest), ("manifest.jws".to_owned(), signature.into_bytes())];
        entries.extend(self.parts.iter().cloned());
        entries
    }
}

/// A tar archive of these files.
///
/// # Panics
/// When a name is too long.
#[must_use]
pub fn archive(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, content) in entries {
        let mut block = [0_u8; 512];
        block[..name.len()].copy_from_slice(name.as_bytes());
        block[100..108].copy_from_slice(b"0000644\0");
        block[124..136].copy_from_slice(format!("{:011o}\0", content.len()).as_bytes());
        block[148..156].copy_from_slice(b"        ");
        block[156] = b'0';
        block[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
        block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        bytes.extend_from_slice(&block);
        bytes.extend_from_slice(content);
        bytes.resize(bytes.len().next_multiple_of(512), 0);
    }
    bytes.resize(bytes.len() + 1024, 0);
    bytes
}

/// A person brings a bundle.
///
/// # Panics
/// When no answer can be read.
pub async fn carry(person: &Person<'_>, bytes: Vec<u8>) -> Answer {
    let request = Request::post("/api/v1/sync/bundles").header("content-type", "application/x-tar").body(Body::from(bytes)).unwrap();
    person.send(request).await
}
