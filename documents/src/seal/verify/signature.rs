//! What is true of one signature.

use const_oid::ObjectIdentifier;
use jiff::{SignedDuration, Timestamp};
use lopdf::{Dictionary, Object, ObjectId};
use serde::Serialize;

use super::facts::{Check, Fact, Findings, OF_A_SIGNATURE, Outcome};
use super::{Expected, MAX_SIGNATURES, Trust, hex, path};
use crate::seal::algorithms::{self, Hash};
use crate::seal::certificate::Certificate;
use crate::seal::oids;
use crate::seal::pdf::fields::{decode, signature_fields};
use crate::seal::pdf::{Revisions, Unreadable, read_date};
use crate::seal::revocation::{Standing, standing};
use crate::seal::signed_data::{self, Opened};
use crate::seal::subject::Subject;
use crate::seal::timestamp;

/// How far clocks may differ.
const CLOCKS: SignedDuration = SignedDuration::from_mins(5);

/// Who signed, by the certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signer {
    pub subject: Subject,
    pub issuer: Subject,
    /// Hexadecimal.
    pub serial: String,
    /// SHA-256 of the certificate, hexadecimal.
    pub certificate_sha256: String,
    pub valid_from: Timestamp,
    pub valid_to: Timestamp,
}

/// A time-stamp in a signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimeStamp {
    pub at: Timestamp,
    pub authority: Subject,
}

/// Everything that was found out about one signature.
#[derive(Clone, Debug, Serialize)]
pub struct SignatureFacts {
    pub field: String,
    /// The revision it came with; the first one is 0.
    pub revision: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signer: Option<Signer>,
    /// When the signer says it was, with the offset in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_offset: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_stamp: Option<TimeStamp>,
    /// Earlier signatures do not, when others followed; that is no fault.
    pub covers_whole_file: bool,
    pub facts: Vec<Fact>,
}

impl SignatureFacts {
    /// How a fact turned out.
    #[must_use]
    pub fn outcome(&self, check: Check) -> Outcome {
        super::outcome(&self.facts, check)
    }
}

/// A signature as found in a field.
pub(super) struct Found {
    field: String,
    id: ObjectId,
    pub revision: usize,
}

/// Every signature that any revision shows, with the revision that shows it first.
pub(super) fn find(file: &Revisions) -> Result<Vec<Found>, Unreadable> {
    let mut found: Vec<Found> = Vec::new();
    for revision in 0..file.all().len() {
        for field in signature_fields(file, revision)? {
            let Some(id) = field.signature else { continue };
            if found.iter().any(|found| found.field == field.name && found.id == id) {
                continue;
            }
            if found.len() == MAX_SIGNATURES {
                return Err(Unreadable { at: file.all()[revision].begins, expected: "fewer signatures" });
            }
            found.push(Found { field: field.name, id, revision });
        }
    }
    Ok(found)
}

/// Finds out what can be said of a signature. `later` is the first thing after it that is not permitted.
pub(super) fn judge(file: &Revisions, found: &Found, later: Option<String>, trust: &Trust, expected: &Expected) -> SignatureFacts {
    let mut findings = Findings::default();
    let mut facts = SignatureFacts {
        field: found.field.clone(),
        revision: found.revision,
        signer: None,
        claimed_at: None,
        claimed_offset: None,
        reason: None,
        time_stamp: None,
        covers_whole_file: false,
        facts: Vec::new(),
    };
    match later {
        Some(what) => findings.detail(Check::LaterChangesPermitted, false, what),
        None => findings.say(Check::LaterChangesPermitted, true),
    }
    match file.object(found.revision, found.id) {
        Ok(Object::Dictionary(dictionary)) => {
            let mut examined = Examined { file, found, dictionary, trust, expected, findings, facts };
            examined.all();
            (findings, facts) = (examined.findings, examined.facts);
        }
        Ok(_) => findings.say(Check::SignatureReadable, false),
        Err(why) => findings.detail(Check::SignatureReadable, false, why.to_string()),
    }
    facts.facts = findings.complete(OF_A_SIGNATURE);
    facts
}

struct Examined<'a> {
    file: &'a Revisions<'a>,
    found: &'a Found,
    dictionary: Dictionary,
    trust: &'a Trust<'a>,
    expected: &'a Expected<'a>,
    findings: Findings,
    facts: SignatureFacts,
}

impl Examined<'_> {
    fn all(&mut self) {
        let string = |key: &[u8]| self.dictionary.get(key).and_then(Object::as_str).ok();
        self.facts.reason = string(b"Reason").map(decode);
        if let Some((at, offset)) = string(b"M").and_then(read_date) {
            (self.facts.claimed_at, self.facts.claimed_offset) = (Some(at), Some(offset.seconds()));
        }
        let contents = string(b"Contents").map(<[u8]>::to_vec).unwrap_or_default();
        let range = self.byte_range(&contents);
        self.findings.say(Check::ByteRangeSound, range.is_some());
        if let Some((_, _, end)) = range {
            self.facts.covers_whole_file = end == self.file.bytes.len();
        }
        match signed_data::open(&contents) {
            Ok(opened) => {
                self.findings.say(Check::SignatureReadable, true);
                self.cryptography(&opened, range);
            }
            Err(what) => self.findings.detail(Check::SignatureReadable, false, what),
        }
    }

    /// The end of the first signed part, the start of the second, and its end; when together they are all of the file as it was
    /// but the signature itself.
    fn byte_range(&self, contents: &[u8]) -> Option<(usize, usize, usize)> {
        let range = self.dictionary.get(b"ByteRange").and_then(Object::as_array).ok()?;
        let range: Vec<usize> = range.iter().map(|number| number.as_i64().ok()?.try_into().ok()).collect::<Option<_>>()?;
        let [0, gap, resumes, rest] = range[..] else { return None };
        let end = resumes.checked_add(rest)?;
        let revision = &self.file.all()[self.found.revision];
        let extent = self.file.extent(self.found.revision, self.found.id).ok()?;
        let written_here = revision.entries.contains_key(&self.found.id.0);
        let within = extent.start < gap && gap < resumes && resumes < extent.end;
        let whole = revision.mark <= end && end <= revision.ends;
        if !(written_here && within && whole) {
            return None;
        }
        let hexadecimal = self.file.bytes[gap..resumes].strip_prefix(b"<")?.strip_suffix(b">")?;
        let left_out = data_encoding::HEXUPPER_PERMISSIVE.decode(hexadecimal).ok()?;
        (left_out == contents).then_some((gap, resumes, end))
    }

    fn cryptography(&mut self, opened: &Opened, range: Option<(usize, usize, usize)>) {
        let name = |key: &[u8]| self.dictionary.get(key).and_then(Object::as_name).unwrap_or_default().to_vec();
        let detached = opened.content.is_none() && opened.content_type == oids::DATA;
        let baseline = name(b"SubFilter") == b"ETSI.CAdES.detached" && opened.signed_attribute(oids::SIGNING_TIME).is_none();
        self.findings.say(Check::ProfileKept, detached && baseline && !self.dictionary.has(b"Cert"));

        let hash = Hash::of(opened.signer.digest_alg.oid);
        let digest = opened.message_digest();
        let typed = opened.signed_attribute(oids::CONTENT_TYPE).and_then(|value| value.decode_as::<ObjectIdentifier>().ok());
        self.findings.say(Check::AttributesSound, typed == Some(oids::DATA) && digest.is_some());
        if let (Some((gap, resumes, end)), Some(hash)) = (range, hash) {
            let bytes = self.file.bytes;
            self.findings.say(Check::DigestMatches, digest == Some(hash.sum_of(&[&bytes[..gap], &bytes[resumes..end]])));
        }
        let Some(certificate) = opened.signer_certificate() else {
            self.findings.detail(Check::CertificateBound, false, "no certificate of the signer");
            return;
        };
        self.findings.say(Check::CertificateBound, opened.names(certificate));
        let key = &certificate.parsed.tbs_certificate.subject_public_key_info;
        let (algorithm, signature) = (&opened.signer.signature_algorithm, opened.signer.signature.as_bytes());
        let taken = hash.is_some() && algorithms::is_taken(key, algorithm, hash);
        self.findings.detail(Check::AlgorithmsTaken, taken, algorithm.oid.to_string());
        if let (true, Some(message)) = (taken, opened.message()) {
            self.findings.say(Check::SignatureIntact, algorithms::verify(key, algorithm, hash, &message, signature));
        }
        self.signer(certificate);
        let stamped = self.time_stamp(opened);
        self.times(stamped);
        self.trust(certificate, &opened.certificates, stamped);
    }

    fn signer(&mut self, certificate: &Certificate) {
        let (valid_from, valid_to) = certificate.validity();
        self.facts.signer = Some(Signer {
            subject: certificate.subject(),
            issuer: certificate.issuer(),
            serial: hex(certificate.serial()),
            certificate_sha256: hex(&certificate.sha256()),
            valid_from,
            valid_to,
        });
        self.findings.say(Check::UsageFits, certificate.may_sign_documents());
        if let Some((_, expected)) = self.expected.signers.iter().find(|(field, _)| *field == self.found.field) {
            self.findings.say(Check::SignerExpected, expected.contains(&certificate.sha256()));
        }
    }

    /// The time of a time-stamp that can be believed.
    fn time_stamp(&mut self, opened: &Opened) -> Option<Timestamp> {
        use der::Encode;
        let token = opened.unsigned_attribute(oids::TIME_STAMP_TOKEN)?;
        let read = token.to_der().ok().and_then(|token| timestamp::read(&token));
        let Some((read, authority)) = read.as_ref().and_then(|read| Some((read, read.certificate()?))) else {
            self.findings.detail(Check::TimeStampValid, false, "unreadable");
            return None;
        };
        self.facts.time_stamp = Some(TimeStamp { at: read.at, authority: authority.subject() });
        let intact = read.is_intact() && read.is_of(opened.signer.signature.as_bytes()) && authority.is_valid_at(read.at);
        let anchors = self.trust.time_stamp_anchors;
        let trusted = path::find(authority, read.certificates(), anchors, read.at).is_some();
        match (intact, trusted) {
            (false, _) => self.findings.detail(Check::TimeStampValid, false, "not of this signature, or not intact"),
            (true, false) if anchors.is_empty() => self.findings.detail(Check::TimeStampValid, Outcome::Unknown, "no authority is trusted"),
            (true, false) => self.findings.detail(Check::TimeStampValid, false, "the authority is not trusted"),
            (true, true) => self.findings.say(Check::TimeStampValid, true),
        }
        (intact && trusted).then_some(read.at)
    }

    fn times(&mut self, stamped: Option<Timestamp>) {
        let Some(claimed) = self.facts.claimed_at else {
            self.findings.detail(Check::ClaimedTimePlausible, false, "no time");
            return;
        };
        let latest = stamped.unwrap_or(self.trust.now).min(self.trust.now);
        self.findings.say(Check::ClaimedTimePlausible, claimed.duration_since(latest) <= CLOCKS);
    }

    fn trust(&mut self, certificate: &Certificate, others: &[Certificate], stamped: Option<Timestamp>) {
        let at = stamped.or(self.facts.claimed_at).unwrap_or(self.trust.now);
        self.findings.say(Check::WithinValidity, certificate.is_valid_at(at));
        let path = path::find(certificate, others, self.trust.anchors, at);
        match &path {
            None if self.trust.anchors.is_empty() => {
                self.findings.detail(Check::ChainTrusted, Outcome::Unknown, "no authority is trusted");
            }
            found => self.findings.say(Check::ChainTrusted, found.is_some()),
        }
        let Some(path) = path else { return };
        match self.revocation(&path, at, stamped.is_some()) {
            (outcome, Some(detail)) => self.findings.detail(Check::NotRevoked, outcome, detail),
            (outcome, None) => self.findings.say(Check::NotRevoked, outcome),
        }
    }

    /// The worst that the lists say of the certificates of a path, as of when it was signed.
    fn revocation(&self, path: &[Certificate], at: Timestamp, stamped: bool) -> (Outcome, Option<String>) {
        let mut worst = (Outcome::Holds, None);
        let by_lists = path.windows(2).map(|pair| standing(&pair[0], &pair[1], self.trust.revocation_lists, self.trust.now));
        let taken_back = self.trust.taken_back.iter().filter(|one| path[0].sha256() == one.certificate_sha256);
        let taken_back = taken_back.map(|one| Standing::Revoked { at: one.at, compromised: one.compromised });
        for standing in by_lists.chain(taken_back) {
            match standing {
                Standing::Good => {}
                Standing::Revoked { at: revoked, .. } if stamped && revoked > at => {}
                // Revoked after a time that is only claimed: nobody can tell which was first (EN 319 102-1, 5.2.6).
                Standing::Revoked { at: revoked, compromised: false } if revoked > at => {
                    worst = (Outcome::Unknown, Some(format!("revoked later: {revoked}")));
                }
                Standing::Revoked { at: revoked, .. } => return (Outcome::Fails, Some(format!("revoked: {revoked}"))),
                Standing::Unknown => worst = (Outcome::Unknown, Some("no list in force".to_owned())),
            }
        }
        worst
    }
}
