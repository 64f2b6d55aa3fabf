//! Making a document: minutes or report of an inspection, the form of a corrective action request. It is printed before the
//! transaction begins, and stored only when what it says still holds.

use aws_lc_rs::rand;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel};
use serde::Deserialize;
use serde_json::Value;
use soat_checklist_schemas::canonical;
use soat_documents::content::Lang;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::entity::report::{self, Kind, Status};
use super::entity::{revision, signature};
use super::lifecycle::{self, Event};
use super::printing::{self, First, Sheet};
use super::rules::{self, Expectation};
use super::{car_content, content, service, store};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::blobs::Digest;
use crate::corrective_actions;
use crate::inspections::entity::inspection;
use crate::inspections::lifecycle::Event as InspectionEvent;
use crate::inspections::{self, rules::Given};
use crate::kernel::catalogue;
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::text;
use crate::ledger::{Entry, Tx, stream};

/// Which document of an inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InspectionDocument {
    /// Biên bản kiểm tra.
    Minutes,
    /// Báo cáo kết quả kiểm tra.
    Report,
}

/// A document to be made about an inspection.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReport {
    /// Minutes or report.
    pub kind: InspectionDocument,
    /// The language; Vietnamese unless given.
    pub lang: Option<text::Lang>,
    /// Number and symbol of this document; that of the inspection unless given.
    #[validate(length(min = 1, max = 100))]
    pub number: Option<String>,
}

/// The form of a request to be made.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCarForm {
    /// The language; Vietnamese unless given.
    pub lang: Option<text::Lang>,
}

/// A document that is printed and not stored yet.
struct Made {
    sheet: Sheet,
    first: First,
    digest: Digest,
    signers: Vec<Expectation>,
    content_sha256: String,
}

/// Makes minutes or report. Earlier ones that nobody has signed give way to it.
///
/// # Errors
/// `not-found`, `forbidden`, `illegal-move` when the inspection has not come so far or a signed one is there, `needs-unmet`
/// without the number or the signed minutes that a report needs.
pub async fn of_inspection(app: &AppState, caller: &Caller, id: Uuid, input: NewReport) -> Result<report::Model, Problem> {
    let row = inspections::store::inspection(app.read(), caller, Action::ReadInspection, id).await?;
    caller.require(app.read(), Action::MakeReport, inspections::store::subject(&row)).await?;
    let kind = match input.kind {
        InspectionDocument::Minutes => Kind::Minutes,
        InspectionDocument::Report => Kind::Report,
    };
    let number = input.number.or_else(|| row.number.clone());
    require_makeable(&row, kind, number.is_some())?;
    replaceable(&store::living(app.read(), kind, id, None).await?)?;
    let (json, frozen) = content::frozen(&row)?;
    let read: Value = serde_json::from_str(&json).map_err(Problem::internal)?;
    let seal_of = read["client"]["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or(row.organisation_id);
    let signers = content::signers(app.read(), kind, &row, &frozen, seal_of).await?;
    let signed = required_minutes(app.read(), kind, id).await?;
    let refusals = match &signed {
        Some(minutes) => content::refusals(&store::signatures_of(app.read(), minutes.id).await?),
        None => Vec::new(),
    };
    let ids: Vec<Uuid> = frozen.evidence.iter().filter_map(|row| row.id.parse().ok()).collect();
    let sheet = Sheet { number, refusals, ..blank(app, kind, input.lang, &row.zone, json)? };
    let made = print(app, sheet, &ids, signers).await?;
    let tx = app.begin(caller).await?;
    tx.stream(&stream::of_inspection(id)).await?;
    let now = inspections::store::by_id(tx.db(), id).await?;
    if now.frozen_digest != row.frozen_digest || now.status != row.status {
        return Err(inspections::service::illegal(&now, print_event(kind)));
    }
    let still = required_minutes(tx.db(), kind, id).await?;
    if let (Some(read), Some(still)) = (&signed, &still) {
        crate::kernel::version::require(read.version, still.version)?;
    }
    let made = insert(&tx, caller, &now, None, made).await?;
    tx.commit().await?;
    Ok(made)
}

/// The signed minutes that a report rests on; minutes themselves rest on none.
async fn required_minutes(db: &impl ConnectionTrait, kind: Kind, inspection_id: Uuid) -> Result<Option<report::Model>, Problem> {
    if kind != Kind::Report {
        return Ok(None);
    }
    if let Some(minutes) = content::signed_minutes(db, inspection_id).await? {
        return Ok(Some(minutes));
    }
    let (vi, en) = ("Chưa có biên bản đã ký đủ và còn giá trị.", "There are no minutes that are signed and stand.");
    let missing = FieldError::words("signed-minutes", "", vi, en);
    Err(Problem::of(&catalogue::NEEDS_UNMET).param("event", print_event(kind)).errors(vec![missing]))
}

/// The documents that the caller may make of an inspection now.
///
/// # Errors
/// Database failures.
pub async fn makeable(db: &impl ConnectionTrait, caller: &Caller, row: &inspection::Model) -> Result<Vec<Kind>, Problem> {
    let mut kinds = Vec::new();
    for kind in [Kind::Minutes, Kind::Report] {
        let may = rules::may_make(kind, row.status) && caller.may(db, Action::MakeReport, inspections::store::subject(row)).await?;
        let may = may && (kind != Kind::Report || content::signed_minutes(db, row.id).await?.is_some());
        if may && replaceable(&store::living(db, kind, row.id, None).await?).is_ok() {
            kinds.push(kind);
        }
    }
    Ok(kinds)
}

/// Makes the form of a request as it stands. Earlier forms that nobody has signed give way to it; signed ones stay, each of its
/// moment.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn of_car(app: &AppState, caller: &Caller, id: Uuid, input: NewCarForm) -> Result<report::Model, Problem> {
    let car = corrective_actions::store::request(app.read(), caller, id, app.now()).await?;
    if corrective_actions::store::where_may(app.read(), caller, Action::MakeCarForm, &[id], app.now()).await?.is_empty() {
        return Err(crate::access::caller::forbidden(Action::MakeCarForm));
    }
    let (version, number) = (car.version, car.number.clone());
    let inspection = inspections::store::by_id(app.read(), car.inspection_id).await?;
    let (value, signers) = car_content::of(app.read(), car).await?;
    let ids = car_content::evidence_ids(&value);
    let sheet = blank(app, Kind::CarForm, input.lang, &inspection.zone, canonical::to_string(&value))?;
    let made = print(app, Sheet { number: Some(number), ..sheet }, &ids, signers).await?;
    let tx = app.begin(caller).await?;
    tx.stream(&stream::of_inspection(inspection.id)).await?;
    crate::kernel::version::require(version, corrective_actions::store::find(tx.db(), id).await?.version)?;
    let made = insert(&tx, caller, &inspection, Some(id), made).await?;
    tx.commit().await?;
    Ok(made)
}

/// Prints a document anew with the refusals that are on record now. Nobody has signed it.
///
/// # Errors
/// Database failures; `internal` when it cannot be printed.
pub async fn again(app: &AppState, row: &report::Model, signatures: &[signature::Model]) -> Result<(First, Digest), Problem> {
    let inspection = inspections::store::by_id(app.read(), row.inspection_id).await?;
    let digest = Digest::parse(&row.base_sha256).ok_or_else(|| Problem::internal("stored SHA-256 is malformed"))?;
    let printed = app.blobs().read(&digest).await?;
    let json = soat_documents::seal::verify::embedded_content(&printed).ok_or_else(|| Problem::internal("a document without content"))?;
    let json = String::from_utf8(json).map_err(Problem::internal)?;
    let value: Value = serde_json::from_str(&json).map_err(Problem::internal)?;
    let sheet = Sheet {
        id: row.id,
        kind: row.kind,
        lang: service::lang_of(row),
        number: row.number.clone(),
        code: row.code.clone(),
        verify_url: service::verify_url(app, &row.code),
        made_at: row.made_at,
        zone: inspection.zone,
        json,
        refusals: content::refusals(signatures),
        fields: signatures.iter().map(|row| row.field.clone()).collect(),
        photos: printing::photos(app.read(), &car_content::evidence_ids(&value)).await?,
    };
    let first = printing::print(sheet, app.blobs()).await?;
    let digest = app.blobs().put(&first.pdf).await?;
    Ok((first, digest))
}

fn require_makeable(row: &inspection::Model, kind: Kind, numbered: bool) -> Result<(), Problem> {
    if !rules::may_make(kind, row.status) {
        return Err(inspections::service::illegal(row, print_event(kind)));
    }
    let given = Given { number: numbered, ..Given::default() };
    match inspections::rules::unmet(inspections::lifecycle::Need::Number, row.kind, &given).filter(|_| kind == Kind::Report) {
        Some(unmet) => Err(inspections::service::needs(InspectionEvent::Issue, vec![unmet])),
        None => Ok(()),
    }
}

const fn print_event(kind: Kind) -> &'static str {
    match kind {
        Kind::Report => "print_report",
        _ => "print_minutes",
    }
}

/// Those that are there give way, or refuse to.
fn replaceable(living: &[report::Model]) -> Result<(), Problem> {
    match living.iter().find(|row| lifecycle::next(row.status, Event::Supersede).is_none()) {
        Some(signed) => Err(service::illegal(signed, Event::Supersede)),
        None => Ok(()),
    }
}

fn blank(app: &AppState, kind: Kind, lang: Option<text::Lang>, zone: &str, json: String) -> Result<Sheet, Problem> {
    let mut random = [0; 32];
    rand::fill(&mut random).map_err(Problem::internal)?;
    let code = rules::code(&random).ok_or_else(|| Problem::internal("too few random bytes fit"))?;
    Ok(Sheet {
        id: app.new_id(),
        kind,
        lang: match lang.unwrap_or_default() {
            text::Lang::Vi => Lang::Vi,
            text::Lang::En => Lang::En,
        },
        number: None,
        verify_url: service::verify_url(app, &code),
        code,
        made_at: app.now(),
        zone: zone.to_owned(),
        json,
        refusals: Vec::new(),
        fields: Vec::new(),
        photos: std::collections::HashMap::new(),
    })
}

async fn print(app: &AppState, sheet: Sheet, evidence: &[Uuid], signers: Vec<Expectation>) -> Result<Made, Problem> {
    let fields = signers.iter().map(|signer| signer.field.to_owned()).collect();
    let sheet = Sheet { fields, photos: printing::photos(app.read(), evidence).await?, ..sheet };
    let first = printing::print(sheet.clone(), app.blobs()).await?;
    let digest = app.blobs().put(&first.pdf).await?;
    let content_sha256 = Digest::of(sheet.json.as_bytes()).to_string();
    Ok(Made { sheet, first, digest, signers, content_sha256 })
}

async fn insert(
    tx: &Tx,
    caller: &Caller,
    inspection: &inspection::Model,
    car_id: Option<Uuid>,
    made: Made,
) -> Result<report::Model, Problem> {
    let Made { sheet, first, digest, signers, content_sha256 } = made;
    let living = store::living(tx.db(), sheet.kind, inspection.id, car_id).await?;
    if car_id.is_none() {
        replaceable(&living)?;
    }
    for earlier in living.into_iter().filter(|row| row.status == Status::Prepared) {
        supersede(tx, earlier, sheet.id).await?;
    }
    let size = i64::try_from(first.pdf.len()).map_err(Problem::internal)?;
    let row = report::ActiveModel {
        id: Set(sheet.id),
        kind: Set(sheet.kind),
        inspection_id: Set(inspection.id),
        car_id: Set(car_id),
        organisation_id: Set(inspection.organisation_id),
        number: Set(sheet.number),
        lang: Set(sheet.lang.tag().to_owned()),
        code: Set(sheet.code),
        status: Set(Status::Prepared),
        title: Set(first.title),
        zone: Set(sheet.zone),
        content_sha256: Set(content_sha256.clone()),
        base_sha256: Set(digest.to_string()),
        sha256: Set(digest.to_string()),
        size: Set(size),
        pages: Set(i32::try_from(first.pages).map_err(Problem::internal)?),
        made_by: Set(caller.user.id),
        made_at: Set(sheet.made_at),
        signed_at: Set(None),
        reason: Set(None),
        superseded_by: Set(None),
        version: Set(1),
    };
    let row = row.insert(tx.db()).await?;
    let laid = first.fields.iter().filter_map(|field| signers.iter().find(|signer| signer.field == field));
    let rows: Vec<_> = (1..).zip(laid).map(|(seq, signer)| waiting(row.id, seq, signer)).collect();
    signature::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    add_revision(tx, &row, true).await?;
    let entry = Entry::new("report", row.id, "make").with("kind", row.kind.as_str()).with("code", row.code.as_str());
    let entry = entry.with("content_sha256", content_sha256).with("base_sha256", row.base_sha256.as_str());
    tx.note(&stream::of_inspection(inspection.id), entry).await?;
    Ok(row)
}

fn waiting(report_id: Uuid, seq: i32, signer: &Expectation) -> signature::ActiveModel {
    signature::ActiveModel {
        report_id: Set(report_id),
        field: Set(signer.field.to_owned()),
        seq: Set(seq),
        state: Set(signature::State::Waiting),
        signer: Set(signer.signer),
        expected_user_id: Set(signer.user_id),
        expected_organisation_id: Set(signer.organisation_id),
        expected_name: Set(signer.name.clone()),
        expected_title: Set(signer.title.clone()),
        user_id: Set(None),
        at: Set(None),
        level: Set(None),
        signed_as: Set(None),
        certificate_sha256: Set(None),
        certificate_serial: Set(None),
        revision_sha256: Set(None),
        dissent: Set(None),
        dissent_printed: Set(false),
        recorded_by_name: Set(None),
    }
}

async fn supersede(tx: &Tx, row: report::Model, by: Uuid) -> Result<(), Problem> {
    let (status, _) = lifecycle::next(row.status, Event::Supersede).ok_or_else(|| service::illegal(&row, Event::Supersede))?;
    let entry = Entry::new("report", row.id, Event::Supersede.as_str()).changed("status", row.status.as_str(), status.as_str());
    let name = stream::of_inspection(row.inspection_id);
    let version = row.version;
    let mut changed = row.into_active_model();
    changed.status = Set(status);
    changed.superseded_by = Set(Some(by));
    changed.version = Set(version + 1);
    changed.update(tx.db()).await?;
    tx.note(&name, entry.with("superseded_by", by.to_string())).await
}

/// Keeps the newest revision of a document on record.
///
/// # Errors
/// Database failures.
pub async fn add_revision(tx: &Tx, row: &report::Model, is_base: bool) -> Result<(), Problem> {
    let last = store::revisions(tx.db(), row.id).await?.last().map_or(0, |last| last.seq);
    let revision = revision::ActiveModel {
        report_id: Set(row.id),
        seq: Set(last + 1),
        sha256: Set(row.sha256.clone()),
        size: Set(row.size),
        is_base: Set(is_base),
        at: Set(tx.now()),
    };
    revision.insert(tx.db()).await?;
    Ok(())
}
