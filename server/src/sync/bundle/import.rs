//! Taking a bundle in: its operations as one push of the device that made it, then its photos. Doing it again changes nothing.

use axum::body::Body;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::io::AsyncRead;
use utoipa::ToSchema;
use uuid::Uuid;

use super::manifest::{OPS, refuse, too_large};
use super::unpack::{self, Unpacked};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::access::service::ACCESS_STREAM;
use crate::app::AppState;
use crate::evidence;
use crate::kernel::catalogue;
use crate::kernel::json_input;
use crate::kernel::problem::Problem;
use crate::ledger::Entry;
use crate::sync::health::Said;
use crate::sync::{push, receipt};

/// Operations that a bundle may carry: all of them are one transaction.
const MAX_OPS: usize = 20_000;

/// What became of a bundle.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportedBundle {
    /// The bundle.
    pub bundle_id: Uuid,
    /// The device that made it.
    pub device_id: Uuid,
    /// The person whose work it is.
    pub user_id: Uuid,
    /// `{op_id, status, …}` for each operation, in their order, without records.
    #[schema(value_type = Vec<Object>)]
    pub outcomes: Vec<Value>,
    /// What became of each photo.
    pub files: Vec<FileOutcome>,
    /// The receipt for the device that made it; it may travel back to it the way the bundle came.
    pub receipt: String,
}

/// What became of a photo.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FileOutcome {
    /// The evidence.
    pub evidence_id: Uuid,
    /// `stored`, `repeated` when its bytes were here already, or `refused`.
    pub status: &'static str,
    /// Why it was refused, in both languages.
    #[schema(value_type = Option<Object>)]
    pub problem: Option<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ops {
    ops: Vec<Value>,
}

/// Takes a bundle in. Whoever carries it (`carrier`; none for the operator at the command line) has to be the person whose
/// device made it, or somebody who may carry for them.
///
/// # Errors
/// `bundle-…` of [`unpack`], `bundle-device-revoked`, `forbidden`; nothing of it is stored then. `internal` and `busy` midway: what
/// was done stays, and the same bundle again does the rest.
pub async fn import<R: AsyncRead + Unpin>(app: &AppState, carrier: Option<&Caller>, source: R) -> Result<ImportedBundle, Problem> {
    let signed = unpack::open(app, source).await?;
    let author = author(app, signed.manifest.user_id, signed.manifest.device_id).await?;
    if let Some(carrier) = carrier.filter(|carrier| carrier.user.id != author.user.id) {
        carrier.require(app.read(), Action::ImportBundle, Subject::of_organisation(author.user.organisation_id)).await?;
    }
    let mut bundle = signed.unpack(app).await?;
    let ops = ops(&bundle.ops().await?)?;
    let tx = app.begin(&author).await?;
    let pushed = push::push(&tx, &author, &Said::default(), ops, app.settings().evidence_limit_mib).await?;
    tx.commit().await?;
    let files = files(app, &author, &mut bundle).await?;
    let outcomes: Vec<Value> = pushed.outcomes.into_iter().map(without_record).collect();
    if outcomes.iter().any(|outcome| outcome["status"] != "repeated") || files.iter().any(|file| file.status == "stored") {
        note(app, carrier, &author, &bundle).await?;
    }
    let receipt = receipt::of_bundle(app, &author, &pushed.inspections).await?;
    let (bundle_id, device_id, user_id) = (bundle.manifest.bundle_id, author.device.id, author.user.id);
    Ok(ImportedBundle { bundle_id, device_id, user_id, outcomes, files, receipt })
}

/// The person in whose name the bundle speaks, with their device. How long their tokens live is not asked: the work was recorded
/// before, and the signature says whose it is.
async fn author(app: &AppState, user_id: Uuid, device_id: Uuid) -> Result<Caller, Problem> {
    Caller::load(app.read(), user_id, device_id, app.now()).await.map_err(|problem| match problem.code() {
        // The code by which a device learns that it is to wipe itself would reach the one that carries the bundle.
        code if code == catalogue::DEVICE_REVOKED.code || code == catalogue::TOKEN_INVALID.code => {
            Problem::of(&catalogue::BUNDLE_DEVICE_REVOKED)
        }
        _ => problem,
    })
}

fn ops(bytes: &[u8]) -> Result<Vec<Value>, Problem> {
    let unreadable = |_| refuse(&catalogue::BUNDLE_UNREADABLE, OPS);
    // Each operation is cleaned by itself, as in a push.
    let Ops { ops } = json_input::parse_uncleaned(bytes).and_then(json_input::read).map_err(unreadable)?;
    if ops.len() > MAX_OPS { Err(too_large(OPS, MAX_OPS as u64)) } else { Ok(ops) }
}

async fn files(app: &AppState, author: &Caller, bundle: &mut Unpacked) -> Result<Vec<FileOutcome>, Problem> {
    let mut outcomes = Vec::new();
    for (evidence_id, from, size) in bundle.files() {
        let body = bundle.file(from, size).await?;
        let (status, problem) = match bring(app, author, evidence_id, body).await {
            Ok(status) => (status, None),
            Err(problem) if problem.status().is_server_error() => return Err(problem),
            Err(problem) => ("refused", Some(problem.in_both_languages())),
        };
        outcomes.push(FileOutcome { evidence_id, status, problem });
    }
    Ok(outcomes)
}

async fn bring(app: &AppState, author: &Caller, id: Uuid, body: Body) -> Result<&'static str, Problem> {
    let had_bytes = evidence::store::evidence(app.read(), author, id).await?.0.has_bytes();
    evidence::arrival::put(app.clone(), author.clone(), id, body).await?;
    Ok(if had_bytes { "repeated" } else { "stored" })
}

/// The outcome as the carrier may see it: what a record holds is for the team, which pulls it.
fn without_record(mut outcome: Value) -> Value {
    for place in ["", "/outcome"] {
        if let Some(Value::Object(fields)) = outcome.pointer_mut(place) {
            fields.remove("record");
        }
    }
    outcome
}

async fn note(app: &AppState, carrier: Option<&Caller>, author: &Caller, bundle: &Unpacked) -> Result<(), Problem> {
    let tx = app.begin(author).await?;
    let entry = Entry::new("device", author.device.id, "import_bundle")
        .with("bundle_id", bundle.manifest.bundle_id.to_string())
        .with("made_at", json!(bundle.manifest.made_at))
        .with("sha256", bundle.sha256.as_str())
        .with("carried_by", json!(carrier.map(|carrier| carrier.user.id)));
    tx.note(ACCESS_STREAM, entry).await?;
    tx.commit().await
}
