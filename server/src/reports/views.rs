//! Documents as the API and the portal see them, and as anybody sees them who has a code.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use serde::Serialize;
use soat_documents::seal::verify::Record;
use soat_documents::seal::verify::facts::Fact;
use utoipa::ToSchema;
use uuid::Uuid;

use super::entity::report::{self, Kind, Status};
use super::entity::signature::{self, Signer, State};
use super::lifecycle::Event;
use super::verification::Verified;
use super::{content, rules, service, store};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::inspections;
use crate::inspections::views::{UnitView, unit_of};
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// An expected signature and what became of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignatureView {
    /// The field: `lead`, `secretary`, `unit_head`, `seal`, of a request also `unit_plan`, `reviewer`, `verifier`, `chair`.
    pub field: String,
    /// What became of it.
    pub state: State,
    /// Who is to sign: a person, whoever heads the organisation, or the organisation with its seal.
    pub signer: Signer,
    /// The person, when it is one.
    pub expected_user_id: Option<Uuid>,
    /// The organisation that they head, or whose seal it is.
    pub expected_organisation_id: Option<Uuid>,
    /// Their name, as printed.
    pub expected_name: String,
    /// Their position.
    pub expected_title: String,
    /// Who signed, or recorded the refusal.
    pub user_id: Option<Uuid>,
    /// When.
    pub at: Option<Instant>,
    /// PAdES level: `B-B`, or `B-T` with a time-stamp.
    pub level: Option<String>,
    /// The name in the certificate.
    pub signed_as: Option<String>,
    /// Serial number of the certificate, lower-case hex.
    pub certificate_serial: Option<String>,
    /// SHA-256 of the revision that came of it.
    pub revision_sha256: Option<String>,
    /// Why it was refused, in writing.
    pub dissent: Option<String>,
    /// The dissent is printed in this document; otherwise that of minutes is printed in the report, that of a form stays with it.
    pub dissent_printed: bool,
    /// Who recorded the refusal, when that is not the one who refused.
    pub recorded_by_name: Option<String>,
}

impl From<signature::Model> for SignatureView {
    fn from(row: signature::Model) -> Self {
        Self {
            field: row.field,
            state: row.state,
            signer: row.signer,
            expected_user_id: row.expected_user_id,
            expected_organisation_id: row.expected_organisation_id,
            expected_name: row.expected_name,
            expected_title: row.expected_title,
            user_id: row.user_id,
            at: row.at,
            level: row.level,
            signed_as: row.signed_as,
            certificate_serial: row.certificate_serial,
            revision_sha256: row.revision_sha256,
            dissent: row.dissent,
            dissent_printed: row.dissent_printed,
            recorded_by_name: row.recorded_by_name,
        }
    }
}

/// A document.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReportView {
    /// The document.
    pub id: Uuid,
    /// Kind.
    pub kind: Kind,
    /// The inspection it speaks of, or from which the request came.
    pub inspection_id: Uuid,
    /// The corrective action request.
    pub car_id: Option<Uuid>,
    /// The audited unit.
    pub organisation: UnitView,
    /// Title.
    pub title: String,
    /// Number and symbol, as printed.
    pub number: Option<String>,
    /// `vi` or `en`.
    pub lang: String,
    /// Short code, in groups as printed.
    pub code: String,
    /// Where anybody can verify it.
    pub verify_url: String,
    /// Status.
    pub status: Status,
    /// It says what its inspection says; an inspection that was reopened says something else.
    pub is_current: bool,
    /// SHA-256 of the content that it carries: what people sign.
    pub content_sha256: String,
    /// SHA-256 of the first revision.
    pub base_sha256: String,
    /// SHA-256 of the newest revision, which is the `ETag` of the file.
    pub sha256: String,
    /// Bytes of the newest revision.
    pub size: i64,
    /// Pages.
    pub pages: i32,
    /// Expected signatures, in the order in which they are printed.
    pub signatures: Vec<SignatureView>,
    /// Who made it.
    pub made_by: Uuid,
    /// Made at.
    pub made_at: Instant,
    /// Everybody had signed at.
    pub signed_at: Option<Instant>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
    /// The document that took its place.
    pub superseded_by: Option<Uuid>,
    /// Version.
    pub version: i64,
    /// What the caller may do now; absent in lists.
    pub allowed: Option<Vec<Event>>,
    /// The fields that wait for the caller; absent in lists.
    pub my_fields: Option<Vec<String>>,
}

/// The views of some documents, for nobody in particular.
///
/// # Errors
/// Database failures.
pub async fn of_rows(app: &AppState, db: &impl ConnectionTrait, rows: Vec<report::Model>) -> Result<Vec<ReportView>, Problem> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut signatures = store::signatures(db, &ids).await?;
    let digests = store::frozen_digests(db, rows.iter().map(|row| row.inspection_id)).await?;
    let mut units: HashMap<Uuid, UnitView> = HashMap::new();
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let unit = match units.get(&row.organisation_id) {
            Some(unit) => unit.clone(),
            None => unit_of(db, row.organisation_id).await?,
        };
        units.insert(row.organisation_id, unit.clone());
        let signatures = signatures.remove(&row.id).unwrap_or_default().into_iter().map(SignatureView::from).collect();
        views.push(ReportView {
            organisation: unit,
            code: rules::in_groups(&row.code),
            verify_url: service::verify_url(app, &row.code),
            is_current: content::is_current(&row, digests.get(&row.inspection_id).map(String::as_str)),
            signatures,
            id: row.id,
            kind: row.kind,
            inspection_id: row.inspection_id,
            car_id: row.car_id,
            title: row.title,
            number: row.number,
            lang: row.lang,
            status: row.status,
            content_sha256: row.content_sha256,
            base_sha256: row.base_sha256,
            sha256: row.sha256,
            size: row.size,
            pages: row.pages,
            made_by: row.made_by,
            made_at: row.made_at,
            signed_at: row.signed_at,
            reason: row.reason,
            superseded_by: row.superseded_by,
            version: row.version,
            allowed: None,
            my_fields: None,
        });
    }
    Ok(views)
}

/// One document with what the caller may do.
///
/// # Errors
/// Database failures.
pub async fn one(app: &AppState, caller: &Caller, row: report::Model) -> Result<ReportView, Problem> {
    let db = app.read();
    let fields = store::signatures_of(db, row.id).await?;
    let inspection = inspections::store::by_id(db, row.inspection_id).await?;
    let (allowed, mine) = service::allowed(db, caller, &row, &inspection, &fields, app.now()).await?;
    let mut view = of_rows(app, db, vec![row]).await?.pop().ok_or_else(Problem::not_found)?;
    (view.allowed, view.my_fields) = (Some(allowed), Some(mine));
    Ok(view)
}

/// Who signed, as anybody may know it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicSignature {
    /// The field.
    pub field: String,
    /// What became of it.
    pub state: State,
    /// The name in the certificate; the printed name until then; empty when refused.
    pub name: String,
    /// When.
    pub at: Option<Instant>,
    /// PAdES level.
    pub level: Option<String>,
}

/// A document as anybody sees it who has its code.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicReport {
    /// Short code.
    pub code: String,
    /// Kind.
    pub kind: Kind,
    /// Title.
    pub title: String,
    /// Number and symbol.
    pub number: Option<String>,
    /// The audited unit.
    pub organisation: String,
    /// Made at.
    pub made_at: Instant,
    /// IANA zone of its times.
    pub zone: String,
    /// Status.
    pub status: Status,
    /// It says what its inspection says.
    pub is_current: bool,
    /// Everybody had signed at.
    pub signed_at: Option<Instant>,
    /// Signatures.
    pub signatures: Vec<PublicSignature>,
    /// SHA-256 of the content that people sign.
    pub content_sha256: String,
    /// SHA-256 of the newest revision.
    pub sha256: String,
}

/// The public view of a document.
///
/// # Errors
/// Database failures.
pub async fn public(db: &impl ConnectionTrait, row: report::Model) -> Result<PublicReport, Problem> {
    let digests = store::frozen_digests(db, [row.inspection_id]).await?;
    let signatures = store::signatures_of(db, row.id).await?.into_iter().map(|field| PublicSignature {
        name: if field.state == State::Refused { String::new() } else { field.signed_as.unwrap_or(field.expected_name) },
        field: field.field,
        state: field.state,
        at: field.at,
        level: field.level,
    });
    Ok(PublicReport {
        code: rules::in_groups(&row.code),
        is_current: content::is_current(&row, digests.get(&row.inspection_id).map(String::as_str)),
        organisation: unit_of(db, row.organisation_id).await?.name,
        signatures: signatures.collect(),
        kind: row.kind,
        title: row.title,
        number: row.number,
        made_at: row.made_at,
        zone: row.zone,
        status: row.status,
        signed_at: row.signed_at,
        content_sha256: row.content_sha256,
        sha256: row.sha256,
    })
}

/// Everything that was found out about a file: independent facts, and no verdict.
#[derive(Debug, Serialize, ToSchema)]
pub struct VerificationView {
    /// The document that the file claims to be, when it is one of this installation.
    pub document: Option<PublicReport>,
    /// What this installation knows of it: facts with `code`, `outcome` (`holds`, `fails`, `unknown`), `vi`, `en`.
    #[schema(value_type = Vec<Object>)]
    pub known: Vec<Fact>,
    /// What the file says: digest, revisions, fields, content, facts, and for each signature its signer, times and facts.
    #[schema(value_type = Object)]
    pub file: Record,
}

/// The view of what was found out.
///
/// # Errors
/// Database failures.
pub async fn verification(db: &impl ConnectionTrait, verified: Verified) -> Result<VerificationView, Problem> {
    let document = match verified.report {
        Some(row) => Some(public(db, row).await?),
        None => None,
    };
    Ok(VerificationView { document, known: verified.known, file: verified.record })
}
