//! The frozen content of a concluded inspection: one canonical JSON document that people sign and reports are made from
//! (content after ISO 19011:2018, 6.5.1).

use serde_json::{Value, json};
use soat_checklist_schemas::canonical;

use super::assessment::Work;
use crate::findings::views::FindingView;
use crate::inspections::entity::inspection;
use crate::inspections::views::{AttendeeView, InspectionView, ResponseView, SampleView};
use crate::inspections::written;
use crate::kernel::clock::{Instant, LocalDate};

/// The content as canonical JSON text (RFC 8785) and its SHA-256 in lower-case hex.
#[must_use]
pub fn freeze(view: &InspectionView, row: &inspection::Model, work: &Work, score: Option<&Value>, at: Instant) -> (String, String) {
    let content = content(view, row, work, score, at);
    (canonical::to_string(&content), canonical::digest(&content))
}

fn content(view: &InspectionView, row: &inspection::Model, work: &Work, score: Option<&Value>, at: Instant) -> Value {
    let day = at.local_date(&row.zone);
    json!({
        "format": "soat-inspection-1",
        "inspection": {
            "id": row.id, "code": row.code, "programme_id": row.programme_id, "kind": row.kind, "form": row.form,
            "planned_from": row.planned_from, "planned_to": row.planned_to, "zone": row.zone,
            "started_at": row.started_at, "concluded_at": at,
            "notice": {"number": row.notice_number, "sent_on": row.notice_sent_on},
            "team_decision": {"number": row.team_decision_number, "decided_on": row.team_decided_on},
            "scope": written::json(&row.scope), "agenda": written::json(&row.agenda), "sessions": written::json(&row.sessions),
            "exclusions": written::json(&row.exclusions), "amendments": written::json(&row.amendments), "grading": row.grading,
            "opinion": row.opinion, "disagreements": row.disagreements, "conclusion": row.conclusion,
        },
        "organisation": view.organisation,
        "team": view.team,
        "checklist": {
            "key": work.checklist.key, "version": work.checklist.version, "edition": work.checklist.edition,
            "digest": row.checklist_digest, "title": work.checklist.title,
        },
        "attendees": list(work.attendees.iter().cloned().map(AttendeeView::from)),
        "responses": responses(work),
        "samples": samples(work, &day),
        "findings": list(work.findings.iter().cloned().map(FindingView::from)),
        "evidence": evidence(work),
        "score": score,
    })
}

/// Records without their versions, which say nothing about what was found.
fn list<T: serde::Serialize>(records: impl Iterator<Item = T>) -> Vec<Value> {
    records
        .map(|record| {
            let mut value = json!(record);
            if let Some(fields) = value.as_object_mut() {
                fields.remove("version");
                fields.remove("inspection_id");
            }
            value
        })
        .collect()
}

/// Responses in the order of the checklist.
fn responses(work: &Work) -> Vec<Value> {
    let order: Vec<&str> = work.checklist.items().map(|item| item.id.as_str()).collect();
    let mut rows: Vec<_> = work.responses.clone();
    rows.sort_by_key(|row| (order.iter().position(|item| *item == row.item_id), row.sample_id, row.id));
    list(rows.into_iter().map(ResponseView::from))
}

fn samples(work: &Work, day: &LocalDate) -> Vec<Value> {
    list(work.samples.iter().cloned().map(|row| SampleView::on(row, day)))
}

fn evidence(work: &Work) -> Vec<Value> {
    let mut rows: Vec<_> = work.evidence.iter().collect();
    rows.sort_by_key(|row| row.id);
    rows.into_iter()
        .map(|row| {
            json!({
                "id": row.id, "sha256": row.sha256, "size": row.size, "media_type": row.media_type, "caption": row.caption,
                "attached_kind": row.attached_kind, "attached_id": row.attached_id, "captured_at": row.captured_at,
                "captured_zone": row.captured_zone, "latitude": row.latitude, "longitude": row.longitude,
            })
        })
        .collect()
}
