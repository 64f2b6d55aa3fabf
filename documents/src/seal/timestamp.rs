//! Time-stamps of an outside authority (RFC 3161): the request to send, the answer taken in, a token judged. Nothing is sent here.

use aws_lc_rs::rand;
use const_oid::ObjectIdentifier;
use der::asn1::{BitString, Int, OctetString, Uint};
use der::{Any, Decode, Encode, Sequence, Tag, Tagged};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use spki::AlgorithmIdentifierOwned;
use x509_cert::ext::pkix::ExtendedKeyUsage;

use super::algorithms::{self, Hash};
use super::certificate::{Certificate, sha256};
use super::oids;
use super::refusal::Refusal;
use super::signed_data::{self, Opened, sha_256};

/// The media type of a request.
pub const REQUEST_TYPE: &str = "application/timestamp-query";
/// The media type of an answer.
pub const ANSWER_TYPE: &str = "application/timestamp-reply";

#[derive(Clone, Debug, Sequence)]
struct Imprint {
    hash: AlgorithmIdentifierOwned,
    sum: OctetString,
}

#[derive(Sequence)]
struct Query {
    version: u8,
    imprint: Imprint,
    nonce: Uint,
    with_certificate: bool,
}

#[derive(Sequence)]
struct Answer {
    status: Status,
    token: Option<Any>,
}

#[derive(Sequence)]
struct Status {
    granted: u8,
    texts: Option<Vec<String>>,
    failure: Option<BitString>,
}

/// `TSTInfo` (RFC 3161, 2.4.2).
#[derive(Sequence)]
struct Info {
    version: u8,
    policy: ObjectIdentifier,
    imprint: Imprint,
    serial: Int,
    time: Any,
    accuracy: Option<Vec<Any>>,
    #[asn1(default = "Default::default")]
    ordering: bool,
    nonce: Option<Uint>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    authority: Option<Any>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    extensions: Option<Vec<Any>>,
}

/// A question to a time-stamping authority: when was this signature there?
#[derive(Clone, Debug)]
pub struct Request {
    bytes: Vec<u8>,
    sum: [u8; 32],
    nonce: Uint,
}

impl Request {
    /// For the bytes of a signature.
    pub(super) fn of(signature: &[u8]) -> Result<Self, Refusal> {
        let mut nonce = [0; 12];
        rand::fill(&mut nonce)?;
        nonce[0] = nonce[0] & 0x7F | 0x40;
        let (nonce, sum) = (Uint::new(&nonce)?, sha256(signature));
        let imprint = Imprint { hash: sha_256(), sum: OctetString::new(sum.to_vec())? };
        let query = Query { version: 1, imprint, nonce: nonce.clone(), with_certificate: true };
        Ok(Self { bytes: query.to_der()?, sum, nonce })
    }

    /// The body to send, as [`REQUEST_TYPE`].
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Takes the answer of the authority in. That its certificate is trusted is for the verification to say.
    pub fn accept(&self, answer: &[u8]) -> Result<Token, Refusal> {
        let answer = Answer::from_der(answer).map_err(|_| Refusal::TimeStampRefused("unreadable answer".to_owned()))?;
        let granted = answer.status.granted <= 1;
        let Some(token) = answer.token.filter(|_| granted) else {
            let texts = answer.status.texts.unwrap_or_default().join("; ");
            return Err(Refusal::TimeStampRefused(format!("status {}: {texts}", answer.status.granted)));
        };
        let der = token.to_der()?;
        let read = read(&der).ok_or(Refusal::TimeStampForeign)?;
        let ours = read.info.nonce.as_ref() == Some(&self.nonce) && read.info.imprint.sum.as_bytes() == self.sum;
        if ours && read.is_intact() { Ok(Token { der, at: read.at }) } else { Err(Refusal::TimeStampForeign) }
    }
}

/// A time-stamp for one signature.
#[derive(Clone, Debug)]
pub struct Token {
    pub(super) der: Vec<u8>,
    /// When the authority saw the signature.
    pub at: Timestamp,
}

/// A token as read, not yet believed.
pub(super) struct Read {
    opened: Opened,
    info: Info,
    pub at: Timestamp,
}

pub(super) fn read(token: &[u8]) -> Option<Read> {
    let opened = signed_data::open(token).ok()?;
    let info = Info::from_der(opened.content.as_ref()?).ok()?;
    let at = time(&info.time)?;
    (opened.content_type == oids::TST_INFO).then_some(Read { opened, info, at })
}

impl Read {
    /// The certificate of the authority.
    pub fn certificate(&self) -> Option<&Certificate> {
        self.opened.signer_certificate()
    }

    /// All certificates that came along.
    pub fn certificates(&self) -> &[Certificate] {
        &self.opened.certificates
    }

    /// Whether it is over this signature.
    pub fn is_of(&self, signature: &[u8]) -> bool {
        Hash::of(self.info.imprint.hash.oid).is_some_and(|hash| hash.sum(signature) == self.info.imprint.sum.as_bytes())
    }

    /// Whether the authority signed it as it stands, with a certificate for time-stamping and nothing else (RFC 3161, 2.3).
    pub fn is_intact(&self) -> bool {
        let check = || {
            let certificate = self.certificate()?;
            let tbs = &certificate.parsed.tbs_certificate;
            let (critical, usage) = tbs.get::<ExtendedKeyUsage>().ok()??;
            let hash = Hash::of(self.opened.signer.digest_alg.oid)?;
            let digest = hash.sum(self.opened.content.as_ref()?);
            let typed: ObjectIdentifier = self.opened.signed_attribute(oids::CONTENT_TYPE)?.decode_as().ok()?;
            let signer = &self.opened.signer;
            let signature = signer.signature.as_bytes();
            let message = self.opened.message()?;
            let sound = critical && usage.0 == [oids::TIME_STAMPING] && typed == oids::TST_INFO;
            let intact = self.opened.message_digest()? == digest
                && algorithms::verify(&tbs.subject_public_key_info, &signer.signature_algorithm, Some(hash), &message, signature);
            Some(sound && intact)
        };
        check().unwrap_or(false)
    }
}

/// `GeneralizedTime` in UTC, with a fraction of a second if there is one.
fn time(value: &Any) -> Option<Timestamp> {
    let text = std::str::from_utf8(value.value()).ok().filter(|_| value.tag() == Tag::GeneralizedTime)?;
    let text = text.strip_suffix('Z')?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 14 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let at = DateTime::strptime("%Y%m%d%H%M%S", whole).ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp();
    let nanoseconds: i64 = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    at.checked_add(jiff::SignedDuration::from_nanos(nanoseconds)).ok()
}
