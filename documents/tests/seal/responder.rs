//! A small time-stamping authority (RFC 3161), written from the norm and not from our own reading of it.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use der::asn1::ObjectIdentifier;
use der::{AnyRef, Decode, Encode};
use jiff::Timestamp;
use soat_documents::seal::certificate::Certificate;

/// Its certificate signs itself, so that it is its own anchor.
pub struct Responder {
    key: EcdsaKeyPair,
    pub certificate: Certificate,
}

/// One element of DER: tag, length, content.
pub fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut bytes = vec![tag];
    match content.len() {
        short @ 0..=127 => bytes.push(u8::try_from(short).unwrap()),
        long => {
            let length: Vec<u8> = long.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
            bytes.push(0x80 | u8::try_from(length.len()).unwrap());
            bytes.extend(length);
        }
    }
    bytes.extend(content);
    bytes
}

pub fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    element(0x30, parts)
}

fn oid(text: &str) -> Vec<u8> {
    ObjectIdentifier::new_unwrap(text).to_der().unwrap()
}

fn sum(bytes: &[u8]) -> Vec<u8> {
    digest(&SHA256, bytes).as_ref().to_vec()
}

const EXTENSIONS: [(&str, bool, &[u8]); 3] = [
    // Basic constraints: no authority. Key usage: digital signature. Extended key usage: time-stamping and nothing else.
    ("2.5.29.19", true, &[0x30, 0x00]),
    ("2.5.29.15", true, &[0x03, 0x02, 0x07, 0x80]),
    ("2.5.29.37", true, &[0x30, 0x0A, 0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08]),
];

impl Responder {
    pub fn new() -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        let name = sequence(&[&element(0x31, &[&sequence(&[&oid("2.5.4.3"), &element(0x0C, &["Dấu thời gian".as_bytes()])])])]);
        let validity = sequence(&[&element(0x17, &[b"250101000000Z"]), &element(0x17, &[b"351231000000Z"])]);
        let point = element(0x03, &[&[0], key.public_key().as_ref()]);
        let public = sequence(&[&sequence(&[&oid("1.2.840.10045.2.1"), &oid("1.2.840.10045.3.1.7")]), &point]);
        let extensions: Vec<u8> =
            EXTENSIONS.iter().flat_map(|(id, _, value)| sequence(&[&oid(id), &[0x01, 0x01, 0xFF], &element(0x04, &[value])])).collect();
        let extensions = element(0xA3, &[&sequence(&[&extensions])]);
        let body = sequence(&[&[0xA0, 3, 2, 1, 2], &[2, 1, 77], &algorithm(), &name, &validity, &name, &public, &extensions]);
        let signature = signed(&key, &body);
        let certificate = sequence(&[&body, &algorithm(), &element(0x03, &[&[0], &signature])]);
        Self { certificate: Certificate::from_der(&certificate).unwrap(), key }
    }

    /// Grants what was asked, as of this moment.
    pub fn answer(&self, request: &[u8], at: Timestamp) -> Vec<u8> {
        let asked: Vec<AnyRef> = Vec::from_der(request).expect("a request in DER");
        let [_, imprint, nonce, certificate] = asked.as_slice() else { panic!("a request with nonce and certificate") };
        assert_eq!(certificate.value(), [0xFF], "the certificate is asked for");
        let time = element(0x18, &[at.strftime("%Y%m%d%H%M%SZ").to_string().as_bytes()]);
        let info =
            sequence(&[&[2, 1, 1], &oid("1.3.6.1.4.1.99999.1"), &imprint.to_der().unwrap(), &[2, 1, 42], &time, &nonce.to_der().unwrap()]);
        sequence(&[&sequence(&[&[2, 1, 0]]), &self.token(&info)])
    }

    /// The token: signed data over the information.
    pub fn token(&self, info: &[u8]) -> Vec<u8> {
        let attribute = |id: &str, value: &[u8]| sequence(&[&oid(id), &element(0x31, &[value])]);
        let identified = sequence(&[&sequence(&[&sequence(&[&element(0x04, &[&sum(self.certificate.der())])])])]);
        let mut attributes = [
            attribute("1.2.840.113549.1.9.3", &oid("1.2.840.113549.1.9.16.1.4")),
            attribute("1.2.840.113549.1.9.4", &element(0x04, &[&sum(info)])),
            attribute("1.2.840.113549.1.9.16.2.47", &identified),
        ];
        attributes.sort();
        let attributes = attributes.concat();
        let signature = signed(&self.key, &element(0x31, &[&attributes]));
        let certificate: Vec<AnyRef> = Vec::from_der(self.certificate.der()).unwrap();
        let body = certificate[0].to_der().unwrap();
        let body: Vec<AnyRef> = Vec::from_der(&body).unwrap();
        let identity = sequence(&[&body[3].to_der().unwrap(), &body[1].to_der().unwrap()]);
        let sha256 = sequence(&[&oid("2.16.840.1.101.3.4.2.1")]);
        let signer =
            sequence(&[&[2, 1, 1], &identity, &sha256, &element(0xA0, &[&attributes]), &algorithm(), &element(0x04, &[&signature])]);
        let content = sequence(&[&oid("1.2.840.113549.1.9.16.1.4"), &element(0xA0, &[&element(0x04, &[info])])]);
        let data = sequence(&[
            &[2, 1, 3],
            &element(0x31, &[&sha256]),
            &content,
            &element(0xA0, &[self.certificate.der()]),
            &element(0x31, &[&signer]),
        ]);
        sequence(&[&oid("1.2.840.113549.1.7.2"), &element(0xA0, &[&data])])
    }
}

fn algorithm() -> Vec<u8> {
    sequence(&[&oid("1.2.840.10045.4.3.2")])
}

fn signed(key: &EcdsaKeyPair, message: &[u8]) -> Vec<u8> {
    key.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec()
}
