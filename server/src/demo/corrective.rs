//! What came before today: two inspections whose nonconformities have requests in every state, lived through day by day.
//!
//! A clock that is turned by hand stands at each day in turn; everything goes through the API as it went then.

use std::collections::HashMap;

use axum::body::Body;
use axum::http::{Method, Request};
use jiff::Span;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::content::{self, Finding, Photo, Visit};
use super::office::{Office, Seen};
use super::register::Register;
use super::site::InProcess;
use super::timeline::{self, Step, What};
use super::upload_queue::sha256;
use super::visit::Team;
use super::{documents, picture, plan};
use crate::app::AppState;
use crate::jobs;
use crate::kernel::clock::{Clock, DEFAULT_ZONE, LocalDate, new_id};
use crate::kernel::config::Settings;

const TEXT: &str = include_str!("corrective.json");
/// The programme that both belong to.
const PROGRAMME: Uuid = Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0101);
/// The inspection of half a year ago.
pub const EARLIER: Uuid = Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0204);
/// The inspection of a fortnight ago, by file.
pub const RECENT: Uuid = Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0205);
/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

#[derive(Debug, Deserialize)]
struct Text {
    earlier: Part,
    recent: Part,
}

#[derive(Debug, Deserialize)]
struct Part {
    unit: String,
    findings: Vec<Answered>,
}

/// A finding with the plan by which the unit answers it.
#[derive(Debug, Deserialize)]
struct Answered {
    #[serde(flatten)]
    finding: Finding,
    plan: Option<Value>,
}

/// The program on the days that are past.
pub struct Past {
    /// Where clients find it.
    pub site: InProcess,
    today: i64,
    /// Sessions by person: hashing a password for every step would take most of the time.
    sessions: HashMap<&'static str, String>,
}

impl Past {
    /// The program over the same data, on a day before today.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn before(app: &AppState, days: i64) -> Result<Self, String> {
        let then = app.now().plus_days(-days);
        // Sessions that last as long as the past.
        let settings = Settings { access_token_minutes: u32::try_from(days).unwrap_or_default() * 24 * 60, ..app.settings().clone() };
        let state = AppState::over(app.database().clone(), settings, Clock::standing_at(then)).await;
        let site = InProcess::over(&state.map_err(|problem| format!("{problem:?}"))?);
        Ok(Self { site, today: -days, sessions: HashMap::new() })
    }

    /// Goes on to a later day, counted from today.
    fn go_to(&mut self, day: i64) {
        self.site.app.clock().advance_millis((day - self.today) * DAY);
        self.today = day;
    }

    /// Somebody at a desk.
    async fn office(&mut self, username: &'static str) -> Result<Office<'_>, String> {
        if let Some(token) = self.sessions.get(username) {
            return Ok(Office::resumed(&self.site, token));
        }
        let office = Office::sign_in(&self.site, username).await?;
        self.sessions.insert(username, office.token().to_owned());
        Ok(office)
    }

    fn date(&self, in_days: i64) -> LocalDate {
        later(&self.site.app.now().local_date(DEFAULT_ZONE), in_days)
    }
}

fn later(day: &LocalDate, days: i64) -> LocalDate {
    LocalDate::from(day.civil().saturating_add(Span::new().days(days)))
}

/// Holds the two inspections and lives through what became of their findings.
///
/// # Errors
/// What was refused.
pub async fn live(past: &mut Past, register: &Register) -> Result<(), String> {
    let text: Text = serde_json::from_str(TEXT).map_err(|error| format!("corrective.json: {error}"))?;
    found_programme(past, register).await?;
    hold(past, register, EARLIER, &text.earlier, "on_site", 2_000).await?;
    publish(past, EARLIER).await?;
    let mut cars = issue(past, EARLIER).await?;
    let mut plans: Vec<Option<&Value>> = text.earlier.findings.iter().map(|one| one.plan.as_ref()).collect();
    let mut recent_is_held = false;
    for step in timeline::steps() {
        past.go_to(step.day);
        if step.car >= timeline::FIRST_RECENT && !recent_is_held {
            hold(past, register, RECENT, &text.recent, "by_file", 3_000).await?;
            cars.extend(issue(past, RECENT).await?);
            plans.extend(text.recent.findings.iter().map(|one| one.plan.as_ref()));
            recent_is_held = true;
        }
        take(past, &cars, &plans, &step).await.map_err(|error| format!("{step:?}: {error}"))?;
    }
    while jobs::run_due(&past.site.app).await.map_err(|problem| format!("{problem:?}"))? > 0 {}
    Ok(())
}

/// The programme that the two inspections belong to.
async fn found_programme(past: &mut Past, register: &Register) -> Result<(), String> {
    let day = past.date(0).civil();
    let office = past.office("thuongtruc").await?;
    let programme = json!({
        "id": PROGRAMME, "organisation_id": register.organisation("LS-KHCN")?, "year": day.year(), "grading": true,
        "title": "Kiểm tra theo yêu cầu của Ban chỉ đạo ISO",
    });
    office.create("/programmes", &programme).await?;
    Ok(())
}

/// One inspection from its plan to its conclusion, on one day.
async fn hold(past: &mut Past, register: &Register, id: Uuid, visited: &Part, form: &str, first_photo: u64) -> Result<(), String> {
    let day = past.date(0);
    let (content, _) = content::on(&day)?;
    let (decided, notified) = (past.date(-20), past.date(-7));
    let office = past.office("thuongtruc").await?;
    let body = json!({
        "id": id, "programme_id": PROGRAMME, "organisation_id": register.organisation(&visited.unit)?, "kind": "external", "form": form,
        "planned_from": day, "planned_to": day, "checklist": {"key": "provincial-inspection"},
    });
    let planned = office.create("/inspections", &body).await?;
    plan::send_team(&office, register, id, &planned, &decided, &notified).await?;
    let about = if visited.unit == content.first.unit { &content.first } else { &content.second };
    let visit = Visit {
        unit: visited.unit.clone(),
        scope: about.scope.clone(),
        attendees: about.attendees.clone(),
        opinion: "Đơn vị nhất trí với kết quả kiểm tra và sẽ khắc phục.".to_owned(),
        conclusion: "Hệ thống cơ bản được duy trì; còn các điểm không phù hợp cần khắc phục.".to_owned(),
        findings: visited.findings.iter().map(|one| one.finding.clone()).collect(),
        photos: photos(visited, &content.first),
        ..content.first.clone()
    };
    let mut team = Team::gather(&past.site).await?;
    team.conclude(register, id, &visit, first_photo).await
}

/// A photo of what each finding rests on, and those that the checklist asks for besides.
fn photos(visited: &Part, usual: &Visit) -> Vec<Photo> {
    let of_findings: Vec<Photo> = visited.findings.iter().map(|one| Photo::of(&one.finding)).collect();
    let others = usual.photos.iter().filter(|photo| of_findings.iter().all(|known| known.item != photo.item)).cloned();
    let others: Vec<Photo> = others.collect();
    of_findings.into_iter().chain(others).collect()
}

/// The minutes are signed by all three, the report is sealed and goes out.
async fn publish(past: &mut Past, inspection: Uuid) -> Result<(), String> {
    let minutes = documents::make(&past.office("truongdoan").await?, inspection, "minutes").await?;
    for (username, field) in [("truongdoan", "lead"), ("thuky", "secretary"), ("giacat.chutich", "unit_head")] {
        documents::sign(&past.office(username).await?, minutes, field).await?;
    }
    let office = past.office("thuongtruc").await?;
    documents::number(&office, inspection).await?;
    let report = documents::make(&office, inspection, "report").await?;
    documents::sign(&office, report, "seal").await?;
    documents::issue(&office, inspection).await?;
    documents::sign(&past.office("truongdoan").await?, report, "lead").await
}

/// Issues a request for every nonconformity; gives them in the order of their numbers.
async fn issue(past: &mut Past, inspection: Uuid) -> Result<Vec<Uuid>, String> {
    let office = past.office("thuongtruc").await?;
    let issued = office.act(&format!("/inspections/{inspection}/corrective-action-requests"), &json!({})).await?;
    let ids = issued.body.as_array().into_iter().flatten().map(|car| super::site::id_at(car, "/id"));
    ids.collect()
}

async fn take(past: &mut Past, cars: &[Uuid], plans: &[Option<&Value>], step: &Step) -> Result<(), String> {
    let today = past.site.app.now().local_date(DEFAULT_ZONE);
    let office = past.office(step.by).await?;
    let first = cars.get(step.car).ok_or("no such request")?;
    let mut path = format!("/corrective-action-requests/{first}");
    let mut seen = office.get(&path).await?;
    if let Some(again) = seen.body["reissued_as"].as_str().filter(|_| step.again) {
        path = format!("/corrective-action-requests/{again}");
        seen = office.get(&path).await?;
    }
    let event = |name: &str| format!("{path}/{name}");
    match &step.what {
        What::Event(name, said) => {
            office.change(Method::POST, &event(name), &seen, said).await?;
        }
        What::Plan => {
            let plan = plans.get(step.car).copied().flatten().ok_or("no plan is written")?;
            office.change(Method::PATCH, &event("plan"), &seen, &dated(&today, plan)).await?;
        }
        What::Progress { whole } => progress(&office, &path, &seen, &today, *whole).await?,
        What::Extension { days } => {
            let until = seen.body["due"]["due_on"].as_str().and_then(|day| day.parse::<LocalDate>().ok()).ok_or("nothing is due")?;
            let to_on = later(&until, *days);
            let asked = json!({"to_on": to_on, "reason": "Chờ văn bản hướng dẫn của Sở chuyên ngành."});
            office.change(Method::POST, &event("extensions"), &seen, &asked).await?;
        }
        What::Message(text) => {
            office.act(&event("messages"), &json!({ "text": text })).await?;
        }
    }
    Ok(())
}

/// The plan with the days of its actions counted from the day on which it is written.
fn dated(today: &LocalDate, plan: &Value) -> Value {
    let mut plan = plan.clone();
    for action in plan["actions"].as_array_mut().into_iter().flatten() {
        let in_days = action["in_days"].as_i64().unwrap_or(20);
        if let Some(fields) = action.as_object_mut() {
            fields.remove("in_days");
            fields.insert("due_on".to_owned(), json!(later(today, in_days)));
        }
    }
    plan
}

/// The unit does its actions, or the first of them, and brings a photo of each.
async fn progress(office: &Office<'_>, path: &str, seen: &Seen, today: &LocalDate, whole: bool) -> Result<(), String> {
    let actions = seen.body["actions"].as_array().cloned().unwrap_or_default();
    let count = if whole { actions.len() } else { 1 };
    let mut done = Vec::new();
    for (action, number) in actions.iter().take(count).zip(1..) {
        let serial = seen.body["number"].as_str().unwrap_or_default().replace(['-', 'C', 'A', 'R'], "").parse::<u64>();
        let bytes = picture::draw(9_000 + serial.unwrap_or_default() * 10 + number)?;
        let id = new_id();
        let declared = json!({
            "id": id, "inspection_id": seen.body["inspection_id"], "attached_to": {"kind": "corrective_action", "id": action["id"]},
            "media_type": "image/jpeg", "size": bytes.len(), "sha256": sha256(&bytes), "captured_at": format!("{today}T03:00:00Z"),
            "caption": format!("Kết quả thực hiện hành động {number}"),
            "place": {"latitude": 21.835, "longitude": 106.812},
        });
        office.create("/evidence", &declared).await?;
        let content = format!("/evidence/{id}/content");
        let request = Request::put(format!("/api/v1{content}")).header("content-type", "image/jpeg").body(Body::from(bytes));
        office.send(&content, request.map_err(|error| error.to_string())?).await?;
        done.push(json!({"id": action["id"], "done_on": today, "result": "Đã thực hiện, có hồ sơ kèm theo."}));
    }
    office.change(Method::PATCH, &format!("{path}/progress"), seen, &json!({ "actions": done })).await?;
    Ok(())
}
