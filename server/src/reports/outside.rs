//! Keys held elsewhere (a token, a signing service): the bytes to sign are given out and the signature taken back, or the whole
//! document is taken back signed by another program. Either way it is judged before it is stored.

use soat_documents::seal::Refusal;
use soat_documents::seal::certificate::Certificate;
use soat_documents::seal::sign::Draft;
use soat_documents::seal::verify::{Expected, Record, SignatureFacts, Trust, verify};
use uuid::Uuid;

use super::entity::report;
use super::entity::signature::{self, Signer, State};
use super::lifecycle::Event;
use super::service::{self, Seen};
use super::settling::{self, Placed};
use super::{signing, store};
use crate::access::caller::Caller;
use crate::access::policy::Role;
use crate::app::AppState;
use crate::blobs::Digest;
use crate::certificates::{keys, refusals};
use crate::kernel::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::problem::{FieldError, Problem};

/// Minutes within which a signature that was made elsewhere is to be brought.
const MINUTES: i64 = 15;
/// Minutes by which the clock of whoever signs may be ahead.
const AHEAD: i64 = 5;

/// What is to be signed elsewhere.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The time of signing that is in the document; to be given back with the signature.
    pub at: Instant,
    /// The signed attributes, DER: what the key signs, with SHA-256.
    pub to_sign: Vec<u8>,
}

async fn draft(app: &AppState, caller: &Caller, id: Uuid, version_seen: i64, field: &str) -> Result<(Seen, Vec<Certificate>), Problem> {
    let seen = service::seen(app, caller, id, version_seen, field, Event::SignField).await?;
    service::require_expected(app.read(), caller, &seen).await?;
    let held = signing::usable_key(app, caller, &seen.field, false).await?.ok_or_else(|| {
        let name = signing::holder_name(caller, &seen.field);
        Problem::of(&catalogue::NO_REGISTERED_CERTIFICATE).param("name", name)
    })?;
    let chain = keys::chain(&held)?;
    Ok((seen, chain))
}

/// Prepares a signature with the caller's registered certificate.
///
/// # Errors
/// As signing; `no-registered-certificate` when none is registered.
pub async fn prepare(app: &AppState, caller: &Caller, id: Uuid, version_seen: i64, field: &str) -> Result<Prepared, Problem> {
    let (seen, chain) = draft(app, caller, id, version_seen, field).await?;
    let at = app.now();
    let pdf = signing::newest(app, &seen.report).await?;
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let hand = Box::new(move |draft: Draft| {
        // Nobody waiting any more is no reason to fail.
        let _ = sender.send(draft.to_sign());
        Err(Refusal::SignatureForeign)
    });
    let made = signing::signed(&seen, pdf, chain, hand, None, at).await;
    match receiver.await {
        Ok(to_sign) => Ok(Prepared { at, to_sign: to_sign.map_err(refusals::problem)? }),
        Err(_) => Err(made.err().unwrap_or_else(|| Problem::internal("no draft"))),
    }
}

/// Takes a signature back that was made elsewhere over what [`prepare`] gave for the same moment.
///
/// # Errors
/// As signing; `signature-refused` when it is over other bytes or by another key.
pub async fn take_back(
    app: &AppState,
    caller: &Caller,
    id: Uuid,
    version_seen: i64,
    field: &str,
    (at, signature): (Instant, Vec<u8>),
) -> Result<report::Model, Problem> {
    let (seen, chain) = draft(app, caller, id, version_seen, field).await?;
    let age = app.now().0 - at.0;
    if !(0..=MINUTES * 60_000).contains(&age) {
        return Err(refusals::problem(Refusal::SignatureForeign));
    }
    let pdf = signing::newest(app, &seen.report).await?;
    let signed = signing::signed(&seen, pdf, chain.clone(), Box::new(move |draft| draft.accept(signature)), None, at).await?;
    signing::finish(app, caller, &seen, signed, &chain).await
}

/// Takes the document back after other programs have signed it: every byte of ours is still there, and nothing but sound
/// signatures of those who were expected was added.
///
/// # Errors
/// As signing; `signature-refused` naming each fact that fails.
pub async fn take_copy(app: &AppState, caller: &Caller, id: Uuid, version_seen: i64, copy: Vec<u8>) -> Result<report::Model, Problem> {
    let report = store::report(app.read(), caller, id, app.now()).await?;
    let fields = store::signatures_of(app.read(), id).await?;
    let refused: Vec<String> = fields.iter().filter(|row| row.state == State::Refused).map(|row| row.field.clone()).collect();
    let waiting: Vec<_> = fields.into_iter().filter(|row| row.state == State::Waiting).collect();
    let Some(first) = waiting.first() else { return Err(service::illegal(&report, Event::SignField)) };
    let seen = service::seen(app, caller, id, version_seen, &first.field, Event::SignField).await?;
    let ours = signing::newest(app, &seen.report).await?;
    if !copy.starts_with(&ours) {
        return Err(refusals::problem(Refusal::NotOurDocument));
    }
    let (copy, record) = read(copy, app.now()).await?;
    let added: Vec<signature::Model> = waiting.into_iter().filter(|field| record.signature(&field.field).is_some()).collect();
    let mut signers = Vec::new();
    for field in &added {
        signers.push((field.field.clone(), certificates_of(app, caller, field).await?));
    }
    if added.is_empty() {
        return Err(Problem::of(&catalogue::SIGNATURE_REFUSED).errors(vec![nothing_added()]));
    }
    let untimely =
        added.iter().filter_map(|field| record.signature(&field.field)).filter(|facts| !is_timely(facts, &seen.report, app.now()));
    let mut against: Vec<FieldError> = untimely.map(|facts| untimely_in(&facts.field)).collect();
    against.extend(refused.iter().filter(|field| record.signature(field).is_some()).map(|field| signed_after_refusal(field)));
    if !against.is_empty() {
        return Err(Problem::of(&catalogue::SIGNATURE_REFUSED).errors(against));
    }
    let names: Vec<&str> = added.iter().map(|field| field.field.as_str()).collect();
    let (copy, record) = signing::judged(app, &seen.report, copy, signers, &names).await?;
    let placed = added.iter().filter_map(|field| placed(caller, field, &record)).collect();
    Box::pin(settling::keep(app, caller, &seen, &copy, placed)).await
}

fn nothing_added() -> FieldError {
    let (vi, en) = ("Tệp gửi lên không có thêm chữ ký nào ở các ô đang chờ.", "The file brings no signature in a field that waits.");
    FieldError::words("is-signed", "", vi, en)
}

/// Whether the time that a signature claims is that of its being brought: who names another one names it for a reason, such as a
/// certificate that has expired since.
fn is_timely(facts: &SignatureFacts, report: &report::Model, now: Instant) -> bool {
    facts.claimed_at.is_some_and(|at| {
        let at = at.as_millisecond();
        // The time in the document is of whole seconds.
        at >= report.made_at.0 - 1_000 && (-AHEAD * 60_000..=MINUTES * 60_000).contains(&(now.0 - at))
    })
}

fn untimely_in(field: &str) -> FieldError {
    let vi = "Thời gian ký ghi trong chữ ký không phải là lúc này: ký lại rồi gửi lên trong vòng 15 phút.";
    let en = "The time that the signature claims is not now: sign again and bring the file within 15 minutes.";
    FieldError::words("claimed-time-plausible", format!("/{field}"), vi, en)
}

fn signed_after_refusal(field: &str) -> FieldError {
    let (vi, en) = ("Ô này đã ghi nhận việc từ chối ký.", "A refusal to sign this field is on record.");
    FieldError::words("signer-expected", format!("/{field}"), vi, en)
}

/// Who signed where, without a judgement.
async fn read(copy: Vec<u8>, now: Instant) -> Result<(Vec<u8>, Record), Problem> {
    let work = move || {
        let nobody = Trust { anchors: &[], time_stamp_anchors: &[], revocation_lists: &[], taken_back: &[], now: now.timestamp() };
        let record = verify(&copy, &nobody, &Expected::default());
        (copy, record)
    };
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)
}

/// The certificates with which a field may be signed now: those of the person, of the seal, or of the caller who heads the unit.
async fn certificates_of(app: &AppState, caller: &Caller, field: &signature::Model) -> Result<Vec<[u8; 32]>, Problem> {
    let holder = match field.signer {
        Signer::Person => (field.expected_user_id, None),
        Signer::Seal => (None, field.expected_organisation_id),
        Signer::Head => {
            let heads = field.expected_organisation_id.is_some_and(|unit| caller.speaks_for(Role::UnitHead).contains(&unit));
            (heads.then_some(caller.user.id), None)
        }
    };
    let rows = keys::of_holder(app.read(), holder).await?;
    let now = app.now();
    let sums = rows.iter().filter(|row| keys::is_valid(row, now)).filter_map(|row| row.certificate_sha256.as_deref());
    Ok(sums.filter_map(|sum| Digest::parse(sum)?.to_bytes().try_into().ok()).collect())
}

fn placed(caller: &Caller, field: &signature::Model, record: &Record) -> Option<Placed> {
    let facts = record.signature(&field.field)?;
    let signer = facts.signer.as_ref()?;
    Some(Placed {
        field: field.clone(),
        signer: if field.signer == Signer::Person { field.expected_user_id } else { Some(caller.user.id) },
        level: signing::level(facts),
        signed_as: signer.subject.name.clone(),
        certificate_sha256: signer.certificate_sha256.clone(),
        certificate_serial: signer.serial.clone(),
    })
}
