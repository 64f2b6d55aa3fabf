//! What is true of a signed file: independent facts about the file and about each signature, never one yes or no.
//!
//! Any bytes may come in. The reading is bounded in depth, in number and in bytes, and ends in facts whatever it meets.

mod content;
pub mod facts;
mod path;
mod signature;

use aws_lc_rs::digest::{Context, SHA256};
use jiff::Timestamp;
use serde::Serialize;

pub use self::content::Embedded;
use self::facts::{Check, Fact, Findings, OF_THE_FILE, Outcome};
pub use self::signature::{SignatureFacts, Signer, TimeStamp};
use super::certificate::Certificate;
use super::pdf::changes::{Change, changes};
use super::pdf::fields::signature_fields;
use super::pdf::{Revisions, Unreadable};

/// Signatures that are looked at.
const MAX_SIGNATURES: usize = 32;

/// Whom to trust, as of when.
#[derive(Clone, Copy, Debug)]
pub struct Trust<'a> {
    /// Authorities whose certificates are believed.
    pub anchors: &'a [Certificate],
    /// Authorities whose time-stamps are believed.
    pub time_stamp_anchors: &'a [Certificate],
    /// Revocation lists, DER.
    pub revocation_lists: &'a [Vec<u8>],
    /// Certificates that whoever asks does not believe any more, whatever the lists of their authorities say.
    pub taken_back: &'a [TakenBack],
    pub now: Timestamp,
}

/// A certificate that is not believed any more.
#[derive(Clone, Copy, Debug)]
pub struct TakenBack {
    pub certificate_sha256: [u8; 32],
    pub at: Timestamp,
    /// Somebody else may have the key.
    pub compromised: bool,
}

/// What the document should be, as far as that is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Expected<'a> {
    /// SHA-256 of the first revision.
    pub base_sha256: Option<[u8; 32]>,
    /// SHA-256 of the content that it carries.
    pub content_sha256: Option<[u8; 32]>,
    /// For a field, the SHA-256 of the certificates with which it may be signed.
    pub signers: &'a [(String, Vec<[u8; 32]>)],
}

/// Everything that was found out about a file.
#[derive(Clone, Debug, Serialize)]
pub struct Record {
    /// SHA-256 of the whole file, hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: usize,
    pub revisions: Vec<RevisionFacts>,
    /// Signature fields, and whether each is signed.
    pub fields: Vec<FieldState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Embedded>,
    pub facts: Vec<Fact>,
    pub signatures: Vec<SignatureFacts>,
}

/// One revision of a file.
#[derive(Clone, Debug, Serialize)]
pub struct RevisionFacts {
    /// Its first byte after the end.
    pub ends_at: usize,
    /// SHA-256 of the file up to there, hexadecimal.
    pub sha256: String,
    /// What it changed of the one before.
    pub changes: Vec<Change>,
}

/// One signature field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldState {
    pub field: String,
    pub signed: bool,
}

impl Record {
    /// Every fact that fails, with the field it is about, if it is about one.
    pub fn failures(&self) -> impl Iterator<Item = (Option<&str>, &Fact)> {
        let of_signatures =
            self.signatures.iter().flat_map(|signature| signature.facts.iter().map(|fact| (Some(signature.field.as_str()), fact)));
        self.facts.iter().map(|fact| (None, fact)).chain(of_signatures).filter(|(_, fact)| fact.outcome == Outcome::Fails)
    }

    /// How a fact about the file turned out.
    #[must_use]
    pub fn outcome(&self, check: Check) -> Outcome {
        outcome(&self.facts, check)
    }

    /// What was found out about the signature in a field.
    #[must_use]
    pub fn signature(&self, field: &str) -> Option<&SignatureFacts> {
        self.signatures.iter().find(|signature| signature.field == field)
    }
}

fn outcome(facts: &[Fact], check: Check) -> Outcome {
    facts.iter().find(|fact| fact.code == check.code()).map_or(Outcome::Unknown, |fact| fact.outcome)
}

/// Finds out what can be said about a file.
#[must_use]
pub fn verify(pdf: &[u8], trust: &Trust, expected: &Expected) -> Record {
    let mut findings = Findings::default();
    let mut record = Record {
        sha256: hex(&super::certificate::sha256(pdf)),
        size: pdf.len(),
        revisions: Vec::new(),
        fields: Vec::new(),
        content: None,
        facts: Vec::new(),
        signatures: Vec::new(),
    };
    match Revisions::read(pdf).and_then(|file| examine(&file, trust, expected, &mut record, &mut findings)) {
        Ok(()) => findings.say(Check::StructureReadable, true),
        Err(why) => findings.detail(Check::StructureReadable, false, why.to_string()),
    }
    record.facts = findings.complete(OF_THE_FILE);
    record
}

/// SHA-256 of the first revision of a file: what tells which document it claims to be.
#[must_use]
pub fn base_sha256(pdf: &[u8]) -> Option<[u8; 32]> {
    Revisions::read(pdf).ok().map(|file| super::certificate::sha256(file.as_of(0)))
}

/// The content that a file carries, as its newest revision sees it.
#[must_use]
pub fn embedded_content(pdf: &[u8]) -> Option<Vec<u8>> {
    let file = Revisions::read(pdf).ok()?;
    content::embedded(&file).ok().flatten().map(|(_, content)| content)
}

fn examine(file: &Revisions, trust: &Trust, expected: &Expected, record: &mut Record, findings: &mut Findings) -> Result<(), Unreadable> {
    record.revisions = revisions(file)?;
    if let Some(base) = expected.base_sha256 {
        findings.say(Check::BaseIsOurs, record.revisions[0].sha256 == hex(&base));
    }
    match forbidden(&record.revisions, 0, file.loose_end()) {
        Some(what) => findings.detail(Check::UpdatesOnlySign, false, what),
        None => findings.say(Check::UpdatesOnlySign, true),
    }

    let embedded = content::embedded(file)?;
    findings.say(Check::ContentEmbedded, embedded.is_some());
    if let Some((described, _)) = embedded {
        if let Some(content) = expected.content_sha256 {
            findings.say(Check::ContentMatches, described.sha256 == hex(&content));
        }
        record.content = Some(described);
    }

    let fields = signature_fields(file, file.newest())?;
    record.fields = fields.into_iter().map(|field| FieldState { signed: field.signature.is_some(), field: field.name }).collect();
    let found = signature::find(file)?;
    for found in &found {
        let later = forbidden(&record.revisions, found.revision, file.loose_end());
        record.signatures.push(signature::judge(file, found, later, trust, expected));
    }
    findings.say(Check::IsSigned, !found.is_empty());
    if !found.is_empty() {
        findings.say(Check::NothingFollows, record.signatures.iter().any(|signature| signature.covers_whole_file));
    }
    Ok(())
}

/// The first thing after a revision that is not permitted there.
fn forbidden(revisions: &[RevisionFacts], after: usize, loose: usize) -> Option<String> {
    let changes = revisions.iter().skip(after + 1).flat_map(|revision| &revision.changes);
    let other = changes.into_iter().find_map(|change| match change {
        Change::Other { what } => Some(what.clone()),
        _ => None,
    });
    other.or_else(|| (loose > 0).then(|| format!("{loose} bytes after the last revision")))
}

fn revisions(file: &Revisions) -> Result<Vec<RevisionFacts>, Unreadable> {
    let mut context = Context::new(&SHA256);
    let mut facts = Vec::new();
    for (number, revision) in file.all().iter().enumerate() {
        context.update(&file.bytes[revision.begins..revision.ends]);
        let changes = if number == 0 { Vec::new() } else { changes(file, number)? };
        facts.push(RevisionFacts { ends_at: revision.ends, sha256: hex(context.clone().finish().as_ref()), changes });
    }
    Ok(facts)
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}
