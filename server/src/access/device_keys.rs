//! Keys that devices sign with: Ed25519 public keys as JWK (RFC 8037), named by their thumbprint (RFC 7638).

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use data_encoding::BASE64URL_NOPAD;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde::Deserialize;
use serde::de::IgnoredAny;
use utoipa::ToSchema;
use uuid::Uuid;

use super::entity::device_key;
use super::service::ACCESS_STREAM;
use crate::kernel::catalogue::field;
use crate::kernel::problem::Problem;
use crate::ledger::{Entry, Tx};

/// Bytes of a public key.
const KEY_BYTES: usize = 32;

/// A public key as a JSON Web Key: Ed25519 and no other.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct PublicJwk {
    /// `OKP`.
    pub kty: String,
    /// `Ed25519`.
    pub crv: String,
    /// The key, 32 bytes, base64url without padding.
    pub x: String,
    /// The private half, which never leaves its device: whether it came is all that is read of it.
    #[serde(default)]
    #[schema(ignore)]
    pub d: Option<IgnoredAny>,
}

impl PublicJwk {
    /// The key's 32 bytes.
    ///
    /// # Errors
    /// `invalid-body` at `pointer` when it is no Ed25519 key, or when its private half came along: such a key proves nothing any more.
    pub fn bytes(&self, pointer: &str) -> Result<[u8; KEY_BYTES], Problem> {
        let refuse =
            |name: &str, expected: &str| Problem::invalid_field(&field::FORMAT, format!("{pointer}/{name}"), &[("expected", expected)]);
        if self.kty != "OKP" {
            return Err(refuse("kty", "OKP"));
        }
        if self.crv != "Ed25519" {
            return Err(refuse("crv", "Ed25519"));
        }
        if self.d.is_some() {
            return Err(Problem::invalid_field(&field::PRIVATE_KEY, format!("{pointer}/d"), &[]));
        }
        let bytes = BASE64URL_NOPAD.decode(self.x.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
        bytes.ok_or_else(|| refuse("x", "base64url, 32 byte"))
    }
}

/// The thumbprint of a key: SHA-256 over its required members in the order of their names, base64url.
#[must_use]
pub fn thumbprint(key: &[u8]) -> String {
    let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, BASE64URL_NOPAD.encode(key));
    BASE64URL_NOPAD.encode(digest(&SHA256, canonical.as_bytes()).as_ref())
}

/// Registers a key of a device, found at `pointer` in the body; registering it again changes nothing. Gives its thumbprint.
///
/// # Errors
/// `invalid-body` as of [`PublicJwk::bytes`].
pub async fn register(tx: &Tx, device_id: Uuid, key: &PublicJwk, pointer: &str) -> Result<String, Problem> {
    let name = thumbprint(&key.bytes(pointer)?);
    if device_key::Entity::find_by_id((device_id, name.clone())).one(tx.db()).await?.is_some() {
        return Ok(name);
    }
    let row = device_key::ActiveModel {
        device_id: Set(device_id),
        thumbprint: Set(name.clone()),
        public_key: Set(key.x.clone()),
        registered_at: Set(tx.now()),
    };
    let place = [device_key::Column::DeviceId, device_key::Column::Thumbprint];
    device_key::Entity::insert(row).on_conflict(OnConflict::columns(place).do_nothing().to_owned()).exec_without_returning(tx.db()).await?;
    tx.note(ACCESS_STREAM, Entry::new("device", device_id, "register_key").with("thumbprint", name.as_str())).await?;
    Ok(name)
}

/// The key of a device that has this thumbprint.
///
/// # Errors
/// Database failures, or a stored key that cannot be read.
pub async fn named(db: &impl ConnectionTrait, device_id: Uuid, thumbprint: &str) -> Result<Option<Vec<u8>>, Problem> {
    let row = device_key::Entity::find_by_id((device_id, thumbprint.to_owned())).one(db).await?;
    row.map(|row| BASE64URL_NOPAD.decode(row.public_key.as_bytes()).map_err(Problem::internal)).transpose()
}

/// Whether a key made this signature over these bytes.
#[must_use]
pub fn has_signed(key: &[u8], signed: &[u8], signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, key).verify(signed, signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thumbprint_is_that_of_rfc_8037() {
        let key = BASE64URL_NOPAD.decode(b"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap();
        assert_eq!(thumbprint(&key), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    #[test]
    fn other_kinds_of_keys_are_refused() {
        let key = |kty: &str, crv: &str, x: &str| PublicJwk { kty: kty.into(), crv: crv.into(), x: x.into(), d: None };
        let good = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
        assert!(key("OKP", "Ed25519", good).bytes("").is_ok());
        let whole = PublicJwk { d: Some(IgnoredAny), ..key("OKP", "Ed25519", good) };
        for bad in [key("EC", "P-256", good), key("OKP", "X25519", good), key("OKP", "Ed25519", "AAAA"), key("OKP", "Ed25519", "?"), whole]
        {
            assert!(bad.bytes("").is_err(), "{bad:?}");
        }
    }
}
