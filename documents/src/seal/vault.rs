//! Private keys at rest: locked with the operator's master key (AES-256-GCM), each bound to the entry it is stored under.
//!
//! A locked key is `SOATKEY`, a version byte, eight bytes that tell which master key locked it, a nonce of twelve bytes, and the
//! encrypted PKCS#8 with its tag. Everything before the nonce and the id of the key are authenticated with it.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::{hmac, rand};

use super::refusal::Refusal;

const MARK: &[u8; 7] = b"SOATKEY";
const VERSION: u8 = 1;
/// Bytes before the nonce.
const HEAD: usize = MARK.len() + 1 + 8;

/// The key that locks all others. It comes from the operator's settings and is stored nowhere else.
#[derive(Clone)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// A new one.
    pub fn generate() -> Result<Self, Refusal> {
        let mut bytes = [0; 32];
        rand::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// From 64 hexadecimal digits; white space around them is ignored.
    pub fn from_hex(text: &str) -> Result<Self, Refusal> {
        let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(text.trim().as_bytes()).map_err(|_| Refusal::MasterKeyUnfit)?;
        Ok(Self(bytes.try_into().map_err(|_| Refusal::MasterKeyUnfit)?))
    }

    /// As 64 hexadecimal digits, for the operator to keep.
    #[must_use]
    pub fn to_hex(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.0)
    }

    /// Tells master keys apart without telling anything else of them.
    fn mark(&self) -> [u8; 8] {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &self.0), b"soat: which master key");
        let mut mark = [0; 8];
        mark.copy_from_slice(&tag.as_ref()[..8]);
        mark
    }

    fn cipher(&self) -> Result<LessSafeKey, Refusal> {
        Ok(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &self.0)?))
    }

    /// Locks a private key for the entry `id`.
    pub fn lock(&self, id: &str, pkcs8: &[u8]) -> Result<Vec<u8>, Refusal> {
        let mut locked = MARK.to_vec();
        locked.push(VERSION);
        locked.extend_from_slice(&self.mark());
        let bound = Aad::from([&locked, id.as_bytes()].concat());
        let mut nonce = [0; NONCE_LEN];
        rand::fill(&mut nonce)?;
        locked.extend_from_slice(&nonce);
        let mut secret = pkcs8.to_vec();
        self.cipher()?.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), bound, &mut secret)?;
        locked.append(&mut secret);
        Ok(locked)
    }

    /// Opens what [`MasterKey::lock`] locked for the same entry.
    pub fn unlock(&self, id: &str, locked: &[u8]) -> Result<Vec<u8>, Refusal> {
        let (head, rest) = locked.split_at_checked(HEAD).ok_or(Refusal::LockedKeyDamaged)?;
        let (nonce, secret) = rest.split_at_checked(NONCE_LEN).ok_or(Refusal::LockedKeyDamaged)?;
        if !head.starts_with(MARK) || head[MARK.len()] != VERSION {
            return Err(Refusal::LockedKeyDamaged);
        }
        if head[MARK.len() + 1..] != self.mark() {
            return Err(Refusal::WrongMasterKey);
        }
        let bound = Aad::from([head, id.as_bytes()].concat());
        let mut secret = secret.to_vec();
        let nonce = Nonce::try_assume_unique_for_key(nonce)?;
        let opened = self.cipher()?.open_in_place(nonce, bound, &mut secret).map_err(|_| Refusal::LockedKeyDamaged)?;
        Ok(opened.to_vec())
    }
}

/// The key itself is shown nowhere.
impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey")
    }
}
