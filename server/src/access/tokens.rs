//! Access tokens: JWT signed with EdDSA, algorithm pinned, `kid`, issuer and audience checked (RFC 7519, RFC 8725).

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::keys::Keys;
use crate::kernel::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// Whom tokens are for.
pub const AUDIENCE: &str = "soat";
/// Bytes of an encoded token that are looked at.
const MAX_TOKEN_LENGTH: usize = 4_096;

/// What an access token says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// The person.
    pub sub: Uuid,
    /// The device.
    pub dev: Uuid,
    /// Who issued it.
    pub iss: String,
    /// Whom it is for.
    pub aud: String,
    /// Issued at, in seconds since the epoch.
    pub iat: i64,
    /// Good until, in seconds since the epoch.
    pub exp: i64,
}

/// Makes an access token.
///
/// # Errors
/// `internal` when signing fails.
pub fn issue(keys: &Keys, claims: &Claims) -> Result<String, Problem> {
    let key = keys.signing()?;
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some(key.kid.clone());
    encode(&header, claims, &key.signs).map_err(Problem::internal)
}

/// Signs a statement that is no token: `kind` goes into its header as `typ`, and no reader of tokens takes it for one.
///
/// # Errors
/// `internal` when signing fails.
pub fn sign(keys: &Keys, kind: &str, statement: &impl Serialize) -> Result<String, Problem> {
    let key = keys.signing()?;
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some(kind.to_owned());
    header.kid = Some(key.kid.clone());
    encode(&header, statement, &key.signs).map_err(Problem::internal)
}

/// Reads an access token.
///
/// # Errors
/// `token-expired`, or `token-invalid` for anything else that is wrong with it: one answer, so that nothing is learnt.
pub fn verify(keys: &Keys, issuer: &str, now: Instant, token: &str) -> Result<Claims, Problem> {
    let invalid = || Problem::of(&catalogue::TOKEN_INVALID);
    if token.len() > MAX_TOKEN_LENGTH {
        return Err(invalid());
    }
    let header = decode_header(token).map_err(|_| invalid())?;
    let key = header.kid.as_deref().and_then(|kid| keys.named(kid)).ok_or_else(invalid)?;
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.set_audience(&[AUDIENCE]);
    rules.set_issuer(&[issuer]);
    rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The clock of the program decides, not that of the library.
    rules.validate_exp = false;
    let claims: Claims = decode(token, &key.verifies, &rules).map_err(|_| invalid())?.claims;
    if claims.exp <= now.unix_seconds() {
        return Err(Problem::of(&catalogue::TOKEN_EXPIRED));
    }
    Ok(claims)
}

/// A fresh random secret of 256 bits, base64url.
///
/// # Errors
/// `internal` when the system gives no randomness.
pub fn random_secret() -> Result<String, Problem> {
    let mut bytes = [0_u8; 32];
    SystemRandom::new().fill(&mut bytes).map_err(Problem::internal)?;
    Ok(BASE64URL_NOPAD.encode(&bytes))
}

/// The form in which secrets are kept: SHA-256, lower-case hex. They are random, so no slow hash is needed.
#[must_use]
pub fn fingerprint(secret: &str) -> String {
    HEXLOWER.encode(digest(&SHA256, secret.as_bytes()).as_ref())
}
