//! The algorithms that are taken: SHA-2; ECDSA over P-256, P-384 and P-521; RSA of 2048 bits and more, PKCS#1 and PSS.

use aws_lc_rs::digest::{self, digest};
use aws_lc_rs::signature::{self, UnparsedPublicKey, VerificationAlgorithm};
use const_oid::ObjectIdentifier;
use der::Sequence;
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use super::oids;

/// A digest that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub fn of(oid: ObjectIdentifier) -> Option<Self> {
        match oid {
            oids::SHA_256 => Some(Self::Sha256),
            oids::SHA_384 => Some(Self::Sha384),
            oids::SHA_512 => Some(Self::Sha512),
            _ => None,
        }
    }

    const fn algorithm(self) -> &'static digest::Algorithm {
        match self {
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        }
    }

    pub fn sum(self, bytes: &[u8]) -> Vec<u8> {
        digest(self.algorithm(), bytes).as_ref().to_vec()
    }

    /// Of several parts, one behind the other.
    pub fn sum_of(self, parts: &[&[u8]]) -> Vec<u8> {
        let mut context = digest::Context::new(self.algorithm());
        for part in parts {
            context.update(part);
        }
        context.finish().as_ref().to_vec()
    }
}

/// RSASSA-PSS-params (RFC 8017, A.2.3); the defaults are SHA-1 and not taken.
#[derive(Sequence)]
struct Pss {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    hash: AlgorithmIdentifierOwned,
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT")]
    mask: AlgorithmIdentifierOwned,
    #[asn1(context_specific = "2", tag_mode = "EXPLICIT")]
    salt: u16,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT", optional = "true")]
    trailer: Option<u8>,
}

/// Whether the signature over the message is that of the key. `digest` names the digest where the algorithm does not (RFC 5652).
pub(super) fn verify(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    digest: Option<Hash>,
    message: &[u8],
    signature: &[u8],
) -> bool {
    let Some(chosen) = choose(key, algorithm, digest) else { return false };
    let bytes = key.subject_public_key.raw_bytes();
    UnparsedPublicKey::new(chosen, bytes).verify(message, signature).is_ok()
}

/// Whether we know how to verify this at all.
pub(super) fn is_taken(key: &SubjectPublicKeyInfoOwned, algorithm: &AlgorithmIdentifierOwned, digest: Option<Hash>) -> bool {
    choose(key, algorithm, digest).is_some()
}

fn choose(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    digest: Option<Hash>,
) -> Option<&'static dyn VerificationAlgorithm> {
    match key.algorithm.oid {
        oids::EC_PUBLIC_KEY => {
            let curve: ObjectIdentifier = key.algorithm.parameters.as_ref()?.decode_as().ok()?;
            let hash = match algorithm.oid {
                oids::ECDSA_SHA_256 => Hash::Sha256,
                oids::ECDSA_SHA_384 => Hash::Sha384,
                oids::ECDSA_SHA_512 => Hash::Sha512,
                oids::EC_PUBLIC_KEY => digest?,
                _ => return None,
            };
            elliptic(curve, hash)
        }
        oids::RSA => {
            let hash = match algorithm.oid {
                oids::RSA_SHA_256 => Hash::Sha256,
                oids::RSA_SHA_384 => Hash::Sha384,
                oids::RSA_SHA_512 => Hash::Sha512,
                oids::RSA => digest?,
                oids::RSA_PSS => return probabilistic(algorithm),
                _ => return None,
            };
            Some(match hash {
                Hash::Sha256 => &signature::RSA_PKCS1_2048_8192_SHA256,
                Hash::Sha384 => &signature::RSA_PKCS1_2048_8192_SHA384,
                Hash::Sha512 => &signature::RSA_PKCS1_2048_8192_SHA512,
            })
        }
        oids::RSA_PSS => probabilistic(algorithm),
        _ => None,
    }
}

fn elliptic(curve: ObjectIdentifier, hash: Hash) -> Option<&'static dyn VerificationAlgorithm> {
    Some(match (curve, hash) {
        (oids::P_256, Hash::Sha256) => &signature::ECDSA_P256_SHA256_ASN1,
        (oids::P_256, Hash::Sha384) => &signature::ECDSA_P256_SHA384_ASN1,
        (oids::P_256, Hash::Sha512) => &signature::ECDSA_P256_SHA512_ASN1,
        (oids::P_384, Hash::Sha256) => &signature::ECDSA_P384_SHA256_ASN1,
        (oids::P_384, Hash::Sha384) => &signature::ECDSA_P384_SHA384_ASN1,
        (oids::P_384, Hash::Sha512) => &signature::ECDSA_P384_SHA512_ASN1,
        (oids::P_521, Hash::Sha256) => &signature::ECDSA_P521_SHA256_ASN1,
        (oids::P_521, Hash::Sha384) => &signature::ECDSA_P521_SHA384_ASN1,
        (oids::P_521, Hash::Sha512) => &signature::ECDSA_P521_SHA512_ASN1,
        _ => return None,
    })
}

/// PSS with one digest for message and mask, and a salt as long as the digest.
fn probabilistic(algorithm: &AlgorithmIdentifierOwned) -> Option<&'static dyn VerificationAlgorithm> {
    if algorithm.oid != oids::RSA_PSS {
        return None;
    }
    let parameters: Pss = algorithm.parameters.as_ref()?.decode_as().ok()?;
    let masked: AlgorithmIdentifierOwned = parameters.mask.parameters.as_ref()?.decode_as().ok()?;
    let same = parameters.mask.oid == oids::MGF_1 && masked.oid == parameters.hash.oid && parameters.trailer.is_none_or(|field| field == 1);
    match (Hash::of(parameters.hash.oid)?, parameters.salt) {
        (Hash::Sha256, 32) if same => Some(&signature::RSA_PSS_2048_8192_SHA256),
        (Hash::Sha384, 48) if same => Some(&signature::RSA_PSS_2048_8192_SHA384),
        (Hash::Sha512, 64) if same => Some(&signature::RSA_PSS_2048_8192_SHA512),
        _ => None,
    }
}
