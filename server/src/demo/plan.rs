//! What the standing office does at its desk: the programme of the year, its plan and its tasks, inspections with their teams
//! and notices.

use axum::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::calendar::Calendar;
use super::content::{Content, Programme};
use super::office::{Office, Seen};
use super::register::Register;
use crate::kernel::clock::LocalDate;

/// The programme of the demonstration.
pub const PROGRAMME: Uuid = Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0100);
/// The inspection that is concluded.
pub const FIRST: Uuid = Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0201);
/// The inspection that is half way.
pub const SECOND: Uuid = Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0202);
/// An inspection to come, whose unit has had its notice.
const THIRD: Uuid = Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0203);
/// Codes of the communes of the plan, in the order of the visits.
const COMMUNES: [&str; 22] = [
    "06235", "06226", "06244", "06184", "06187", "06190", "06193", "06196", "06199", "06202", "06205", "06208", "06211", "06214", "06217",
    "06220", "06223", "06232", "06238", "06241", "06247", "06250",
];
/// Codes of the departments of the plan.
const DEPARTMENTS: [&str; 3] = ["LS-TP", "LS-NNMT", "LS-CT"];
/// The team, with what each is on it.
const TEAM: [(&str, &str); 4] = [("truongdoan", "lead"), ("thuky", "secretary"), ("thanhvien", "member"), ("quansat", "observer")];

/// Makes the programme and the inspections; the first two may begin today.
///
/// # Errors
/// What was refused.
pub async fn make(office: &Office<'_>, register: &Register, content: &Content, calendar: &Calendar) -> Result<(), String> {
    make_programme(office, register, &content.programme, calendar).await?;
    announce(office, register, calendar, FIRST, 0).await?;
    announce(office, register, calendar, SECOND, 1).await?;
    announce(office, register, calendar, THIRD, 2).await
}

/// Plans the visit of a line of the plan, sends the team, notifies the unit.
async fn announce(office: &Office<'_>, register: &Register, calendar: &Calendar, id: Uuid, line: usize) -> Result<(), String> {
    let day = calendar.in_days(days_until(line));
    let body = json!({
        "id": id, "programme_id": PROGRAMME, "organisation_id": register.organisation(COMMUNES[line])?, "kind": "external",
        "form": "on_site", "planned_from": day, "planned_to": day, "checklist": {"key": "provincial-inspection"},
    });
    let planned = office.create("/inspections", &body).await?;
    send_team(office, register, id, &planned, &calendar.in_days(-20), &calendar.in_days(-7)).await
}

/// Sends the team and notifies the unit of a planned inspection.
///
/// # Errors
/// What was refused.
pub async fn send_team(
    office: &Office<'_>,
    register: &Register,
    id: Uuid,
    planned: &Seen,
    decided_on: &LocalDate,
    notified_on: &LocalDate,
) -> Result<(), String> {
    let path = format!("/inspections/{id}");
    let mut members = Vec::new();
    for (username, role) in TEAM {
        members.push(json!({"user_id": register.person(username)?, "team_role": role, "independence_declared": true}));
    }
    let team = json!({"decision_number": "…/QĐ-SKHCN (minh họa)", "decided_on": decided_on, "members": members});
    let planned = office.change(Method::PUT, &format!("{path}/team"), planned, &team).await?;
    let notice = json!({"notice_number": "…/TB-SKHCN (minh họa)", "notice_sent_on": notified_on});
    office.change(Method::POST, &format!("{path}/notify"), &planned, &notice).await?;
    Ok(())
}

async fn make_programme(office: &Office<'_>, register: &Register, content: &Programme, calendar: &Calendar) -> Result<(), String> {
    let schemes = office.get("/rating-schemes").await?;
    let bands = schemes.body["items"].as_array().into_iter().flatten().find(|scheme| scheme["key"] == "provincial-bands");
    let body = json!({
        "id": PROGRAMME, "organisation_id": register.organisation("20")?, "year": calendar.year(),
        "title": content.title.replace("{year}", &calendar.year().to_string()),
        "decision": {"number": "…/QĐ-UBND (minh họa)", "signed_on": calendar.in_days(-40), "published_on": calendar.in_days(-33)},
        "window": {"from": calendar.in_days(-1), "to": calendar.in_days(59)},
        "budget_vnd": 150_000_000, "grading": true, "amendments": ["9001:2015/Amd 1:2024"],
        "deadlines": {"plan": 10, "implementation": 30, "effectiveness": 60},
        "rating_scheme_id": bands.map(|scheme| scheme["id"].clone()),
    });
    let made = office.create("/programmes", &body).await?;
    let path = format!("/programmes/{PROGRAMME}/planned-organisations");
    office.change(Method::PUT, &path, &made, &json!({"items": plan_lines(register, calendar)?})).await?;
    for task in &content.tasks {
        let with: Result<Vec<Uuid>, String> = task.with.iter().map(|code| register.organisation(code)).collect();
        let body = json!({
            "title": task.title, "lead_organisation_id": register.organisation(&task.lead)?, "co_operating": with?,
            "due_on": calendar.in_days(task.due_in_days), "progress_percent": task.progress_percent, "note": task.note,
        });
        office.create(&format!("/programmes/{PROGRAMME}/tasks"), &body).await?;
    }
    Ok(())
}

/// Days from today to the visit of a line of the plan: two visits today, then two twice a week.
fn days_until(line: usize) -> i64 {
    i64::try_from(line / 2 * 7 / 2).unwrap_or_default()
}

/// Every commune of Cao Lộc and three departments.
fn plan_lines(register: &Register, calendar: &Calendar) -> Result<Vec<Value>, String> {
    let communes = COMMUNES.map(|code| (code, "Kiểm tra lần đầu sau khi công bố lại hệ thống"));
    let departments = DEPARTMENTS.map(|code| (code, "Kiểm tra định kỳ; đã hai năm chưa kiểm tra"));
    let mut items = Vec::new();
    for (line, (code, reason)) in communes.into_iter().chain(departments).enumerate() {
        let day = calendar.in_days(days_until(line));
        items.push(json!({"organisation_id": register.organisation(code)?, "reason": reason, "planned_from": day, "planned_to": day}));
    }
    Ok(items)
}
