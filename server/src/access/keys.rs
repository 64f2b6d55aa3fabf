//! The keys that sign access tokens: Ed25519, kept in the database so that every process of one installation has them.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use jsonwebtoken::{DecodingKey, EncodingKey};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder};
use serde_json::{Value, json};

use super::entity::signing_key;
use crate::kernel::clock::{Instant, new_id};
use crate::kernel::problem::Problem;

/// A key as tokens use it.
#[derive(Clone)]
pub struct Key {
    /// Names the key.
    pub kid: String,
    /// Signs.
    pub signs: EncodingKey,
    /// Verifies.
    pub verifies: DecodingKey,
    public: String,
}

/// All keys that verify; the first one signs.
#[derive(Clone)]
pub struct Keys(Vec<Key>);

impl Keys {
    /// Loads the keys, making the first one when there is none.
    ///
    /// # Errors
    /// Database failures, or a stored key that cannot be read.
    pub async fn load(db: &impl ConnectionTrait, now: Instant) -> Result<Self, Problem> {
        let rows = signing_key::Entity::find().order_by_desc(signing_key::Column::CreatedAt).all(db).await?;
        let rows = if rows.is_empty() { vec![make(db, now).await?] } else { rows };
        rows.into_iter().map(Key::try_from).collect::<Result<_, _>>().map(Self)
    }

    /// The key that signs now.
    ///
    /// # Errors
    /// `internal` when there is none, which loading excludes.
    pub fn signing(&self) -> Result<&Key, Problem> {
        self.0.first().ok_or_else(|| Problem::internal("no signing key"))
    }

    /// The key of that name.
    #[must_use]
    pub fn named(&self, kid: &str) -> Option<&Key> {
        self.0.iter().find(|key| key.kid == kid)
    }

    /// The public keys as a JWK set (RFC 7517, RFC 8037).
    #[must_use]
    pub fn jwks(&self) -> Value {
        let keys: Vec<_> = self
            .0
            .iter()
            .map(|key| json!({"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": key.kid, "x": key.public}))
            .collect();
        json!({ "keys": keys })
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_list().entries(self.0.iter().map(|key| &key.kid)).finish()
    }
}

impl TryFrom<signing_key::Model> for Key {
    type Error = Problem;

    fn try_from(row: signing_key::Model) -> Result<Self, Problem> {
        let private = BASE64.decode(row.private_key.as_bytes()).map_err(Problem::internal)?;
        let verifies = DecodingKey::from_ed_components(&row.public_key).map_err(Problem::internal)?;
        Ok(Self { kid: row.kid, signs: EncodingKey::from_ed_der(&private), verifies, public: row.public_key })
    }
}

async fn make(db: &impl ConnectionTrait, now: Instant) -> Result<signing_key::Model, Problem> {
    let pair = Ed25519KeyPair::generate().map_err(Problem::internal)?;
    let private = pair.to_pkcs8v1().map_err(Problem::internal)?;
    let row = signing_key::Model {
        kid: new_id().simple().to_string(),
        private_key: BASE64.encode(private.as_ref()),
        public_key: BASE64URL_NOPAD.encode(pair.public_key().as_ref()),
        created_at: now,
        retired_at: None,
    };
    signing_key::Entity::insert(signing_key::ActiveModel {
        kid: Set(row.kid.clone()),
        private_key: Set(row.private_key.clone()),
        public_key: Set(row.public_key.clone()),
        created_at: Set(row.created_at),
        retired_at: Set(None),
    })
    .exec_without_returning(db)
    .await?;
    Ok(row)
}
