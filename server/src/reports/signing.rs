//! Signing a field with a key that Soát keeps: the password proves who asks, the master key opens the key, the signature is
//! time-stamped when an authority is configured, and judged before it is stored.

use soat_documents::seal::certificate::Certificate;
use soat_documents::seal::sign::{self, Signed};
use soat_documents::seal::verify::facts::{Check, Fact, Outcome};
use soat_documents::seal::verify::{Expected, Record, SignatureFacts, verify};
use uuid::Uuid;

use super::entity::report;
use super::entity::signature::{self, Signer};
use super::lifecycle::Event;
use super::service::{self, Seen};
use super::settling::{self, Placed};
use crate::access::caller::Caller;
use crate::access::{password, throttle};
use crate::app::AppState;
use crate::blobs::Digest;
use crate::certificates::authority::fingerprint;
use crate::certificates::entity::key;
use crate::certificates::trust::Trusted;
use crate::certificates::{keys, master_key, refusals, time_stamp};
use crate::evidence;
use crate::evidence::entity::view::Through;
use crate::kernel::catalogue::{self, field};
use crate::kernel::clock::Instant;
use crate::kernel::problem::{FieldError, Problem};

/// Bytes that the picture of a drawn signature may have.
const MAX_PICTURE: u64 = 2 * 1024 * 1024;

/// What somebody says who signs.
#[derive(Clone, Debug)]
pub struct Signing {
    /// The field.
    pub field: String,
    /// Their password, now.
    pub password: String,
    /// The picture of a signature drawn by hand, PNG.
    pub picture: Option<Vec<u8>>,
    /// The same as evidence of the inspection.
    pub picture_evidence: Option<Uuid>,
}

/// Signs a field.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`, `content-outdated`, `field-settled`, `not-expected-signer`,
/// `sign-in-refused`, `too-many-attempts`, `no-signing-key`, `master-key-missing`, `master-key-wrong`,
/// `time-stamp-unavailable`, `signature-refused` naming each fact that fails. Nothing is stored then.
pub async fn sign(app: &AppState, caller: &Caller, id: Uuid, version_seen: i64, input: Signing) -> Result<report::Model, Problem> {
    let seen = service::seen(app, caller, id, version_seen, &input.field, Event::SignField).await?;
    service::require_expected(app.read(), caller, &seen).await?;
    prove(app, caller, input.password).await?;
    let held = usable_key(app, caller, &seen.field, true).await?;
    let held = held.ok_or_else(|| Problem::of(&catalogue::NO_SIGNING_KEY).param("name", holder_name(caller, &seen.field)))?;
    let key = keys::unlock(&held, &master_key::of(app.settings()).await?)?;
    let picture = match (input.picture, input.picture_evidence) {
        (Some(png), _) => Some(png),
        (None, Some(evidence)) => Some(drawn(app, caller, &seen, evidence).await?),
        (None, None) => None,
    };
    let chain = keys::chain(&held)?;
    let pdf = newest(app, &seen.report).await?;
    let signed = signed(&seen, pdf, chain.clone(), Box::new(move |draft| draft.sign(&key)), picture, app.now()).await?;
    finish(app, caller, &seen, signed, &chain).await
}

/// The bytes of the newest revision.
///
/// # Errors
/// `internal` when they are gone.
pub async fn newest(app: &AppState, report: &report::Model) -> Result<Vec<u8>, Problem> {
    let digest = Digest::parse(&report.sha256).ok_or_else(|| Problem::internal("stored SHA-256 is malformed"))?;
    app.blobs().read(&digest).await
}

/// The password again, counted as failed sign-ins are: a session that was left open signs nothing.
async fn prove(app: &AppState, caller: &Caller, given: String) -> Result<(), Problem> {
    let subject = format!("account:{}", caller.user.username);
    throttle::check(app.read(), &subject, app.now()).await?;
    if password::verify(given, Some(caller.user.password_hash.clone())).await? {
        return Ok(());
    }
    let tx = app.begin_as(caller.actor()).await?;
    throttle::count_failure(tx.db(), app.settings(), &subject, tx.now()).await?;
    tx.commit().await?;
    Err(Problem::of(&catalogue::SIGN_IN_REFUSED))
}

/// Whose key signs a field: the caller's, or that of the organisation whose seal it is.
#[must_use]
pub fn holder_name<'a>(caller: &'a Caller, field: &'a signature::Model) -> &'a str {
    if field.signer == Signer::Seal { &field.expected_name } else { &caller.user.display_name }
}

/// The key with which the caller signs a field: their own, or that of the seal; none when there is none that is valid.
///
/// # Errors
/// Database failures.
pub async fn usable_key(app: &AppState, caller: &Caller, field: &signature::Model, kept_here: bool) -> Result<Option<key::Model>, Problem> {
    let holder = match field.signer {
        Signer::Seal => (None, field.expected_organisation_id),
        Signer::Person | Signer::Head => (Some(caller.user.id), None),
    };
    Ok(keys::usable(keys::of_holder(app.read(), holder).await?, kept_here, app.now()))
}

/// A signature that was drawn on a device and kept as evidence of this inspection.
async fn drawn(app: &AppState, caller: &Caller, seen: &Seen, id: Uuid) -> Result<Vec<u8>, Problem> {
    let unfit = || Problem::invalid_field(&field::UNKNOWN_REFERENCE, "/picture_evidence", &[]);
    let (row, inspection) = evidence::store::evidence(app.read(), caller, id).await.map_err(|_| unfit())?;
    let png = row.media_type == "image/png" && row.state == evidence::entity::evidence::State::Verified && !row.withdrawn;
    // A picture of which a part is covered is no signature, and what is covered must not come out through a document.
    if inspection.id != seen.inspection.id || !png || row.redaction != 0 {
        return Err(unfit());
    }
    let digest = evidence::verification::digest_of(&row)?;
    if app.blobs().size(&digest).await?.is_none_or(|size| size > MAX_PICTURE) {
        return Err(unfit());
    }
    evidence::accesses::log(app, caller, &[id], Through::Signature).await?;
    app.blobs().read(&digest).await
}

/// What makes the signature value out of a draft.
pub type Hand = Box<dyn FnOnce(sign::Draft) -> Result<Signed, soat_documents::seal::Refusal> + Send>;

/// Prepares and signs away from the threads that serve requests.
///
/// # Errors
/// What the signature is refused for.
pub async fn signed(
    seen: &Seen,
    pdf: Vec<u8>,
    chain: Vec<Certificate>,
    hand: Hand,
    picture: Option<Vec<u8>>,
    at: Instant,
) -> Result<Signed, Problem> {
    let Seen { report, field, .. } = seen.clone();
    let work = move || {
        let base = Digest::parse(&report.base_sha256).and_then(|digest| digest.to_bytes().try_into().ok());
        let signing = sign::Signing {
            field: &field.field,
            base_sha256: base.ok_or_else(|| Problem::internal("stored SHA-256 is malformed"))?,
            chain: &chain,
            at: &at.zoned(&report.zone),
            lang: service::lang_of(&report),
            reason: None,
            picture: picture.as_deref(),
        };
        sign::prepare(pdf, &signing).and_then(hand).map_err(refusals::problem)
    };
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?
}

/// Time-stamps a signature where that is configured, judges the document that came of it, and keeps it.
///
/// # Errors
/// `time-stamp-unavailable`, `signature-refused`, `stale-version`.
pub async fn finish(app: &AppState, caller: &Caller, seen: &Seen, signed: Signed, chain: &[Certificate]) -> Result<report::Model, Problem> {
    let token = if time_stamp::is_wanted(app.settings()) {
        let request = signed.time_stamp_request().map_err(refusals::problem)?;
        Some(time_stamp::fetch(app.settings(), &request).await?)
    } else {
        None
    };
    let pdf = signed.finish(token.as_ref()).map_err(refusals::problem)?;
    let leaf = chain.first().ok_or_else(|| Problem::internal("a key without a certificate"))?;
    let expected = vec![(seen.field.field.clone(), vec![leaf.sha256()])];
    let (pdf, record) = judged(app, &seen.report, pdf, expected, &[&seen.field.field]).await?;
    let placed = Placed {
        field: seen.field.clone(),
        signer: Some(caller.user.id),
        level: record.signature(&seen.field.field).map_or("B-B", level),
        signed_as: leaf.subject().name,
        certificate_sha256: fingerprint(leaf),
        certificate_serial: data_encoding::HEXLOWER.encode(leaf.serial()),
    };
    Box::pin(settling::keep(app, caller, seen, &pdf, vec![placed])).await
}

/// The level of a signature: a time-stamp counts when it is one of an authority that is trusted.
#[must_use]
pub fn level(facts: &SignatureFacts) -> &'static str {
    if facts.outcome(Check::TimeStampValid) == Outcome::Holds { "B-T" } else { "B-B" }
}

/// Facts of a signature that need not be known: there may be no time-stamp, and no revocation list of its authority.
const MAY_BE_UNKNOWN: &[Check] = &[Check::TimeStampValid, Check::NotRevoked];

/// Whether a fact stands against a document or a signature that is about to be kept.
fn is_against(of_signature: bool, fact: &Fact) -> bool {
    match fact.outcome {
        Outcome::Holds => false,
        Outcome::Fails => true,
        Outcome::Unknown => of_signature && !MAY_BE_UNKNOWN.iter().any(|check| check.code() == fact.code),
    }
}

/// The document, when nothing is to be said against it and these of its signatures; what others signed before is theirs. Of these
/// signatures every fact has to hold; what is not known is not enough.
///
/// # Errors
/// `signature-refused` naming each fact that fails.
pub async fn judged(
    app: &AppState,
    report: &report::Model,
    pdf: Vec<u8>,
    signers: Vec<(String, Vec<[u8; 32]>)>,
    fields: &[&str],
) -> Result<(Vec<u8>, Record), Problem> {
    let (trusted, now) = (Trusted::load(app).await?, app.now());
    let sum = |text: &str| Digest::parse(text).and_then(|digest| digest.to_bytes().try_into().ok());
    let (base_sha256, content_sha256) = (sum(&report.base_sha256), sum(&report.content_sha256));
    let work = move || {
        let record = verify(&pdf, &trusted.at(now), &Expected { base_sha256, content_sha256, signers: &signers });
        (pdf, record)
    };
    let (pdf, record) = tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?;
    let of_the_file = record.facts.iter().filter(|fact| is_against(false, fact)).map(|fact| (String::new(), fact));
    let of_these = record.signatures.iter().filter(|signature| fields.contains(&signature.field.as_str())).flat_map(|signature| {
        let against = signature.facts.iter().filter(|fact| is_against(true, fact));
        against.map(|fact| (format!("/{}", signature.field), fact))
    });
    let against: Vec<FieldError> =
        of_the_file.chain(of_these).map(|(pointer, fact)| FieldError::words(fact.code, pointer, &fact.vi, &fact.en)).collect();
    if against.is_empty() { Ok((pdf, record)) } else { Err(Problem::of(&catalogue::SIGNATURE_REFUSED).errors(against)) }
}
