//! A province of so many units with five years behind it: inspections, findings and corrective action requests, written straight
//! into the database.

use sea_orm::{ActiveValue::Set, EntityTrait};
use soat::access::policy::Role;
use soat::app::AppState;
use soat::checklists::store as checklists;
use soat::corrective_actions::entity::{car_finding, deadline, request};
use soat::findings::entity::finding;
use soat::inspections::entity::inspection;
use soat::kernel::clock::{Clock, DEFAULT_ZONE, Instant, LocalDate};
use soat::kernel::database::Database;
use soat::ledger::{Actor, Tx};
use soat_migrations::{Migrator, MigratorTrait};
use uuid::Uuid;

use crate::Outcome;
use crate::seed::{PASSWORD, person, place_of, said};
use crate::server::Place;

/// Units of the province.
const UNITS: usize = 250;
/// Years behind it.
const YEARS: usize = 5;
/// Findings of an inspection.
const FINDINGS: usize = 8;
/// Of these, nonconformities with a request each.
const REQUESTS: usize = 4;
/// Rows of one statement; SQLite takes 32,766 parameters.
const CHUNK: usize = 400;
/// Clauses that come up.
const CLAUSES: &[&str] = &["4.1", "5.3", "6.1", "7.2", "7.5.3", "8.2.1", "8.5.1", "8.7", "9.1.2", "9.2", "9.3", "10.2"];
/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// The account of the committee's chair.
pub const CHAIR: &str = "bcd.truong";

/// Everything that is written.
#[derive(Default)]
struct Rows {
    inspections: Vec<inspection::ActiveModel>,
    findings: Vec<finding::ActiveModel>,
    requests: Vec<request::ActiveModel>,
    links: Vec<car_finding::ActiveModel>,
    days: Vec<deadline::ActiveModel>,
}

/// Writes the province into an empty database, the program not running. Gives how many findings and requests there are.
///
/// # Errors
/// When the database refuses.
pub async fn settle(place: &Place) -> Outcome<(usize, usize)> {
    let settings = place.settings();
    let database = Database::open(&settings.database(), 2).await?;
    Migrator::up(database.owner(), None).await?;
    let app = AppState::over(database, settings, Clock::System).await.map_err(said)?;
    let tx = app.begin_as(Actor::default()).await.map_err(said)?;
    soat::checklists::service::install_shipped(&tx).await.map_err(said)?;
    let province = place_of(&tx, "provincial_peoples_committee", "provincial", None).await?;
    let hash = soat::access::password::hash(PASSWORD.to_owned()).await.map_err(said)?;
    person(&tx, CHAIR, &hash, Role::CommitteeChair, &[province]).await?;
    let checklist = checklists::of_key(tx.db(), crate::seed::CHECKLIST).await.map_err(said)?.pop().ok_or("no checklist")?;
    let mut rows = Rows::default();
    for unit in 0..UNITS {
        let id = place_of(&tx, "commune_peoples_committee", "communal", Some(province)).await?;
        for year in 0..YEARS {
            visit(&tx, &mut rows, id, (unit, year), (checklist.id, checklist.digest.as_deref().unwrap_or_default()));
        }
    }
    let counts = (rows.findings.len(), rows.requests.len());
    write(&tx, rows).await?;
    tx.commit().await.map_err(said)?;
    app.database().clone().close().await?;
    Ok(counts)
}

async fn write(tx: &Tx, rows: Rows) -> Outcome<()> {
    for rows in rows.inspections.chunks(CHUNK) {
        inspection::Entity::insert_many(rows.to_vec()).exec_without_returning(tx.db()).await?;
    }
    for rows in rows.findings.chunks(CHUNK) {
        finding::Entity::insert_many(rows.to_vec()).exec_without_returning(tx.db()).await?;
    }
    for rows in rows.requests.chunks(CHUNK) {
        request::Entity::insert_many(rows.to_vec()).exec_without_returning(tx.db()).await?;
    }
    for rows in rows.links.chunks(CHUNK) {
        car_finding::Entity::insert_many(rows.to_vec()).exec_without_returning(tx.db()).await?;
    }
    for rows in rows.days.chunks(CHUNK) {
        deadline::Entity::insert_many(rows.to_vec()).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

/// One inspection of one unit in one year before now, with what was found.
fn visit(tx: &Tx, rows: &mut Rows, unit: Uuid, (number, year): (usize, usize), checklist: (Uuid, &str)) {
    let days_ago = i64::try_from(365 * (YEARS - 1 - year) + number % 300 + 20).unwrap_or_default();
    let at = tx.now().plus_days(-days_ago);
    let day = at.local_date(DEFAULT_ZONE);
    let id = tx.new_id();
    let code = format!("{}-{:04}", &day.as_str()[..4], year * UNITS + number + 1);
    rows.inspections.push(inspected(id, unit, &code, at, &day, checklist));
    for seq in 0..FINDINGS {
        let finding_id = tx.new_id();
        let grade = if seq < REQUESTS { "minor_nonconformity" } else { "observation" };
        let clause = CLAUSES[(number + year + seq) % CLAUSES.len()];
        let is_open = seq < REQUESTS && days_ago < 120;
        rows.findings.push(found(finding_id, (id, unit), &code, seq, grade, clause, at, is_open));
        if seq < REQUESTS {
            let car_id = tx.new_id();
            rows.requests.push(requested(car_id, (id, unit), &code, seq, clause, at, is_open));
            rows.links.push(car_finding::ActiveModel { car_id: Set(car_id), finding_id: Set(finding_id) });
            rows.days.push(deadline::ActiveModel {
                car_id: Set(car_id),
                seq: Set(1),
                kind: Set(deadline::Kind::Plan),
                due_on: Set(Instant(at.0 + 14 * DAY).local_date(DEFAULT_ZONE)),
                extension_id: Set(None),
                set_at: Set(at),
                set_by: Set(None),
            });
        }
    }
}

fn inspected(id: Uuid, unit: Uuid, code: &str, at: Instant, day: &LocalDate, (checklist, digest): (Uuid, &str)) -> inspection::ActiveModel {
    let list = || Set("[]".to_owned());
    inspection::ActiveModel {
        id: Set(id),
        code: Set(code.to_owned()),
        programme_id: Set(None),
        organisation_id: Set(unit),
        kind: Set(inspection::Kind::External),
        form: Set(inspection::Form::OnSite),
        status: Set(inspection::Status::Issued),
        planned_from: Set(day.clone()),
        planned_to: Set(day.clone()),
        zone: Set(DEFAULT_ZONE.to_owned()),
        notice_number: Set(None),
        notice_sent_on: Set(None),
        team_decision_number: Set(None),
        team_decided_on: Set(None),
        checklist_id: Set(checklist),
        checklist_digest: Set(digest.to_owned()),
        amendments: list(),
        grading: Set(true),
        rating_scheme_id: Set(None),
        scope: Set(r#"{"procedures":[],"fields":[]}"#.to_owned()),
        agenda: list(),
        sessions: list(),
        exclusions: list(),
        opinion: Set(String::new()),
        disagreements: Set(String::new()),
        conclusion: Set("Hệ thống được duy trì.".to_owned()),
        number: Set(Some(format!("{code}/BB-ĐKT"))),
        finding_seq: Set(i32::try_from(FINDINGS).unwrap_or_default()),
        started_at: Set(Some(at)),
        concluded_at: Set(Some(at)),
        reason: Set(None),
        frozen_content: Set(None),
        frozen_digest: Set(None),
        signing_began_at: Set(None),
        version: Set(5),
        created_at: Set(at),
    }
}

#[expect(clippy::too_many_arguments, reason = "everything that differs from row to row")]
fn found(
    id: Uuid,
    (inspection_id, unit): (Uuid, Uuid),
    code: &str,
    seq: usize,
    grade: &str,
    clause: &str,
    at: Instant,
    is_open: bool,
) -> finding::ActiveModel {
    finding::ActiveModel {
        id: Set(id),
        inspection_id: Set(inspection_id),
        organisation_id: Set(unit),
        number: Set(Some(format!("F-{code}-{:02}", seq + 1))),
        local_label: Set(String::new()),
        status: Set(if is_open { finding::Status::Accepted } else { finding::Status::Closed }),
        edition: Set("9001:2015".to_owned()),
        clauses: Set(format!("[\"{clause}\"]")),
        procedure: Set(String::new()),
        legal_reference: Set(String::new()),
        grade: Set(Some(grade.to_owned())),
        requirement: Set("Tài liệu được kiểm soát.".to_owned()),
        observed: Set("Bản in tại nơi làm việc đã hết hiệu lực và chưa được thu hồi.".to_owned()),
        evidence_statement: Set("Ảnh chụp.".to_owned()),
        response_id: Set(None),
        repeat_of: Set(None),
        proposed_repeat_of: Set(None),
        raised_by: Set(None),
        recorded_at: Set(Some(at)),
        reason: Set(None),
        withdrawn: Set(false),
        version: Set(3),
        created_at: Set(at),
    }
}

fn requested(
    id: Uuid,
    (inspection_id, unit): (Uuid, Uuid),
    code: &str,
    seq: usize,
    clause: &str,
    at: Instant,
    is_open: bool,
) -> request::ActiveModel {
    let plan_due_on = Instant(at.0 + 14 * DAY).local_date(DEFAULT_ZONE);
    let implementation_due_on = Instant(at.0 + 60 * DAY).local_date(DEFAULT_ZONE);
    let closed_at =
        (!is_open).then(|| Instant(at.0 + 150 * DAY).min(Instant(at.0 + 90 * DAY + DAY * i64::try_from(seq).unwrap_or(0) * 20)));
    request::ActiveModel {
        id: Set(id),
        number: Set(format!("CAR-{code}-{:02}", seq + 1)),
        seq: Set(i32::try_from(seq + 1).unwrap_or_default()),
        inspection_id: Set(inspection_id),
        organisation_id: Set(unit),
        status: Set(if is_open { request::Status::Implementing } else { request::Status::Closed }),
        edition: Set("9001:2015".to_owned()),
        clauses: Set(format!("[\"{clause}\"]")),
        grade: Set(Some("minor_nonconformity".to_owned())),
        statement: Set("Bản in tại nơi làm việc đã hết hiệu lực và chưa được thu hồi.".to_owned()),
        profile: Set(r#"{"plan":10,"implementation":30,"effectiveness":60}"#.to_owned()),
        issued_at: Set(at),
        correction: Set("Đã thu hồi.".to_owned()),
        root_cause: Set(r#"{"method":"free","text":"Chưa phân công người thu hồi."}"#.to_owned()),
        similar_cases: Set("Đã rà soát.".to_owned()),
        plan_approved_by: Set(None),
        plan_approved_at: Set(None),
        plan_due_on: Set(plan_due_on),
        implementation_due_on: Set(Some(implementation_due_on.clone())),
        effectiveness_due_on: Set(None),
        due_on: Set(is_open.then_some(implementation_due_on)),
        effectiveness: Set(if is_open { request::Effectiveness::Pending } else { request::Effectiveness::Effective }),
        reason: Set(None),
        submitted_by: Set(None),
        submitted_at: Set(None),
        verified_by: Set(None),
        verified_at: Set(closed_at),
        verified_method: Set(None),
        closed_at: Set(closed_at),
        closed_by: Set(None),
        reissue_of: Set(None),
        reissued_as: Set(None),
        version: Set(9),
    }
}
