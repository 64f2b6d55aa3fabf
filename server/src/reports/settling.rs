//! What follows when a field is signed or refused: the new revision, the document's status, and the inspection's when nobody is
//! waited for any more. All of it in one transaction.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use uuid::Uuid;

use super::entity::report::{self, Kind, Status};
use super::entity::signature::{self, State};
use super::lifecycle::{self, Event};
use super::service::{self, Seen};
use super::{making, rules, store};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::blobs::Digest;
use crate::inspections;
use crate::inspections::entity::inspection::{self, Status as InspectionStatus};
use crate::kernel::problem::Problem;
use crate::ledger::{Entry, Tx, stream};

/// A signature that was made, and found to be sound.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The field.
    pub field: signature::Model,
    /// The person whose signature it is, or who put the seal; not whoever brings it.
    pub signer: Option<Uuid>,
    /// `B-B` or `B-T`.
    pub level: &'static str,
    /// The name in the certificate.
    pub signed_as: String,
    /// SHA-256 of the certificate.
    pub certificate_sha256: String,
    /// Its serial number.
    pub certificate_serial: String,
}

/// Keeps a signed revision: its bytes first, then everything that is said of it.
///
/// # Errors
/// `stale-version` when somebody was faster, `content-outdated` when the inspection was reopened; nothing is changed then.
pub async fn keep(app: &AppState, caller: &Caller, seen: &Seen, pdf: &[u8], placed: Vec<Placed>) -> Result<report::Model, Problem> {
    let digest = app.blobs().put(pdf).await?;
    let size = i64::try_from(pdf.len()).map_err(Problem::internal)?;
    let tx = app.begin(caller).await?;
    let (row, inspection) = service::held_current(&tx, &seen.report).await?;
    let name = stream::of_inspection(row.inspection_id);
    for one in placed {
        let entry = Entry::new("report", row.id, Event::SignField.as_str()).with("field", one.field.field.as_str());
        let entry = entry.with("signer", one.signer.map(|id| id.to_string()));
        let entry = entry.with("certificate_sha256", one.certificate_sha256.as_str()).with("level", one.level);
        tx.note(&name, entry.with("revision_sha256", digest.as_str())).await?;
        sign_field(&tx, one, &digest).await?;
    }
    let (status, _) = lifecycle::next(row.status, Event::SignField).ok_or_else(|| service::illegal(&row, Event::SignField))?;
    let mut changed = row.clone().into_active_model();
    changed.status = Set(status);
    changed.sha256 = Set(digest.to_string());
    changed.size = Set(size);
    changed.version = Set(row.version + 1);
    let row = changed.update(tx.db()).await?;
    making::add_revision(&tx, &row, false).await?;
    let inspection = begin(&tx, &row, inspection).await?;
    let row = complete(&tx, row, &inspection).await?;
    tx.commit().await?;
    Ok(row)
}

async fn sign_field(tx: &Tx, placed: Placed, revision: &Digest) -> Result<(), Problem> {
    let mut changed = placed.field.into_active_model();
    changed.state = Set(State::Signed);
    changed.user_id = Set(placed.signer);
    changed.at = Set(Some(tx.now()));
    changed.level = Set(Some(placed.level.to_owned()));
    changed.signed_as = Set(Some(placed.signed_as));
    changed.certificate_sha256 = Set(Some(placed.certificate_sha256));
    changed.certificate_serial = Set(Some(placed.certificate_serial));
    changed.revision_sha256 = Set(Some(revision.to_string()));
    changed.update(tx.db()).await?;
    Ok(())
}

/// The first signature on minutes ends the time in which the inspection can be reopened.
async fn begin(tx: &Tx, row: &report::Model, inspection: inspection::Model) -> Result<inspection::Model, Problem> {
    if row.kind == Kind::Minutes && inspection.signing_began_at.is_none() {
        return inspections::service::begin_signing(tx, &inspection).await;
    }
    Ok(inspection)
}

/// Takes the last step when nobody is waited for: the document is signed, and with its minutes the inspection.
///
/// # Errors
/// Database failures.
pub async fn complete(tx: &Tx, row: report::Model, inspection: &inspection::Model) -> Result<report::Model, Problem> {
    let states: Vec<State> = store::signatures_of(tx.db(), row.id).await?.iter().map(|field| field.state).collect();
    let Some((reached, _)) = lifecycle::next(row.status, Event::Complete).filter(|_| rules::is_complete(&states)) else { return Ok(row) };
    debug_assert!(reached == Status::Signed);
    let entry = Entry::new("report", row.id, Event::Complete.as_str()).changed("status", row.status.as_str(), reached.as_str());
    tx.note(&stream::of_inspection(row.inspection_id), entry.with("sha256", row.sha256.as_str())).await?;
    let mut changed = row.into_active_model();
    changed.status = Set(reached);
    changed.signed_at = Set(Some(tx.now()));
    let row = changed.update(tx.db()).await?;
    if row.kind == Kind::Minutes && inspection.status == InspectionStatus::Concluded {
        inspections::service::finish_signing(tx, inspection).await?;
    }
    Ok(row)
}
