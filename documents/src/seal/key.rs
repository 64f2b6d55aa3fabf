//! Key pairs that Soát keeps: ECDSA over P-256.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use der::asn1::BitString;
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use super::oids;
use super::refusal::Refusal;

/// A private key, ready to sign.
pub struct Key {
    pair: EcdsaKeyPair,
}

impl Key {
    /// A new key pair.
    pub fn generate() -> Result<Self, Refusal> {
        Ok(Self { pair: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING)? })
    }

    /// From PKCS#8 (RFC 5208), DER.
    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, Refusal> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8).map_err(|_| Refusal::KeyUnreadable)?;
        Ok(Self { pair })
    }

    /// As PKCS#8, DER: to be locked at once.
    pub fn to_pkcs8(&self) -> Result<Vec<u8>, Refusal> {
        Ok(self.pair.to_pkcs8v1()?.as_ref().to_vec())
    }

    /// The public half, as certificates hold it.
    pub fn public_key(&self) -> Result<SubjectPublicKeyInfoOwned, Refusal> {
        Ok(SubjectPublicKeyInfoOwned {
            algorithm: AlgorithmIdentifierOwned { oid: oids::EC_PUBLIC_KEY, parameters: Some(der::Any::encode_from(&oids::P_256)?) },
            subject_public_key: BitString::from_bytes(self.pair.public_key().as_ref())?,
        })
    }

    /// Signs a message; the signature is DER.
    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Refusal> {
        Ok(self.pair.sign(&SystemRandom::new(), message)?.as_ref().to_vec())
    }

    /// What the signatures of this key say of themselves.
    pub(super) const fn algorithm() -> AlgorithmIdentifierOwned {
        AlgorithmIdentifierOwned { oid: oids::ECDSA_SHA_256, parameters: None }
    }
}

/// The key itself is shown nowhere.
impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(P-256)")
    }
}
