//! The object identifiers that signatures and certificates speak in, by the names of their norms.

use const_oid::ObjectIdentifier;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

// Digests (RFC 5754).
pub const SHA_256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
pub const SHA_384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
pub const SHA_512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");

// Keys and signatures (RFC 5480, RFC 5758, RFC 8017).
pub const EC_PUBLIC_KEY: ObjectIdentifier = oid("1.2.840.10045.2.1");
pub const P_256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
pub const P_384: ObjectIdentifier = oid("1.3.132.0.34");
pub const P_521: ObjectIdentifier = oid("1.3.132.0.35");
pub const ECDSA_SHA_256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
pub const ECDSA_SHA_384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");
pub const ECDSA_SHA_512: ObjectIdentifier = oid("1.2.840.10045.4.3.4");
pub const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
pub const RSA_PSS: ObjectIdentifier = oid("1.2.840.113549.1.1.10");
pub const MGF_1: ObjectIdentifier = oid("1.2.840.113549.1.1.8");
pub const RSA_SHA_256: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
pub const RSA_SHA_384: ObjectIdentifier = oid("1.2.840.113549.1.1.12");
pub const RSA_SHA_512: ObjectIdentifier = oid("1.2.840.113549.1.1.13");

// Signed data and its attributes (RFC 5652, RFC 5035, RFC 3161).
pub const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
pub const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
pub const CONTENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.3");
pub const MESSAGE_DIGEST: ObjectIdentifier = oid("1.2.840.113549.1.9.4");
pub const SIGNING_TIME: ObjectIdentifier = oid("1.2.840.113549.1.9.5");
pub const SIGNING_CERTIFICATE_V2: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.47");
pub const TIME_STAMP_TOKEN: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.14");
pub const TST_INFO: ObjectIdentifier = oid("1.2.840.113549.1.9.16.1.4");

// Names (X.520).
pub const COMMON_NAME: ObjectIdentifier = oid("2.5.4.3");
pub const SERIAL_NUMBER: ObjectIdentifier = oid("2.5.4.5");
pub const COUNTRY: ObjectIdentifier = oid("2.5.4.6");
pub const ORGANISATION: ObjectIdentifier = oid("2.5.4.10");
pub const TITLE: ObjectIdentifier = oid("2.5.4.12");

// Extensions of certificates and revocation lists (RFC 5280).
pub const SUBJECT_KEY_ID: ObjectIdentifier = oid("2.5.29.14");
pub const KEY_USAGE: ObjectIdentifier = oid("2.5.29.15");
pub const SUBJECT_ALT_NAME: ObjectIdentifier = oid("2.5.29.17");
pub const BASIC_CONSTRAINTS: ObjectIdentifier = oid("2.5.29.19");
pub const CRL_NUMBER: ObjectIdentifier = oid("2.5.29.20");
pub const CRL_REASON: ObjectIdentifier = oid("2.5.29.21");
pub const CRL_POINTS: ObjectIdentifier = oid("2.5.29.31");
pub const CERTIFICATE_POLICIES: ObjectIdentifier = oid("2.5.29.32");
pub const AUTHORITY_KEY_ID: ObjectIdentifier = oid("2.5.29.35");
pub const EXTENDED_KEY_USAGE: ObjectIdentifier = oid("2.5.29.37");
pub const TIME_STAMPING: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.8");
