//! The frozen content of a concluded inspection: one canonical JSON document that people sign and reports are made from
//! (content after ISO 19011:2018, 6.5.1). It holds everything a reader needs: questions, titles, names as they were that day.

use serde_json::{Value, json};
use soat_checklist_schemas::canonical;

use super::assessment::Work;
use super::background::Background;
use super::{asked, statements};
use crate::findings::views::FindingView;
use crate::inspections::entity::inspection;
use crate::inspections::views::{AttendeeView, InspectionView, ResponseView, SampleView};
use crate::inspections::written;
use crate::kernel::clock::{Instant, LocalDate};

/// The content as canonical JSON text (RFC 8785) and its SHA-256 in lower-case hex.
#[must_use]
pub fn freeze(
    view: &InspectionView,
    row: &inspection::Model,
    work: &Work,
    background: &Background,
    score: Option<&Value>,
    at: Instant,
) -> (String, String) {
    let mut content = recorded(view, row, work, score, at);
    if let (Value::Object(all), Value::Object(more)) = (&mut content, understood(view, work, background)) {
        all.extend(more);
    }
    (canonical::to_string(&content), canonical::digest(&content))
}

/// What a reader needs to understand what was recorded.
fn understood(view: &InspectionView, work: &Work, background: &Background) -> Value {
    let checklist = &work.checklist;
    let sections = asked::sections(work, &work.assess());
    let named = |name: &str| json!({"edition": name, "name": statements::short_name(name), "title": statements::title(name)});
    let mut standard = named(&checklist.edition);
    standard["amendments"] = view.amendments.iter().map(|name| named(name)).collect();
    json!({
        "client": client(background),
        "programme": background.programme.as_ref().map(|row| json!({
            "id": row.id, "year": row.year, "title": row.title, "decision_number": row.decision_number, "signed_on": row.signed_on,
        })),
        "standard": standard,
        "objectives": statements::objectives(view.kind),
        "criteria": statements::criteria(&checklist.edition, &view.amendments),
        "checklist": {
            "key": checklist.key, "version": checklist.version, "edition": checklist.edition, "digest": view.checklist_digest,
            "title": checklist.title, "sections": sections,
        },
        "clauses": asked::clauses(checklist, &sections, work, &view.exclusions),
        "findings": findings(work, background),
        "fulfilment": asked::fulfilment(&sections),
        "sampling": {"dossiers": work.samples.len(), "evidence": work.evidence.len(), "statement": statements::sampling()},
        "rating": background.scheme.as_ref().map(|scheme| json!({
            "key": scheme.key, "version": scheme.version, "title": scheme.title, "bands": scheme.bands,
        })),
    })
}

fn client(background: &Background) -> Value {
    let client = &background.client;
    let place = [client, &background.root].into_iter().map(|body| statements::locality(&body.name)).find(|place| !place.is_empty());
    let locality = place.or(background.root.short_name.as_deref()).unwrap_or_default();
    let superior = background.superior.as_ref().map(|body| &body.name);
    json!({"id": client.id, "code": client.code, "name": client.name, "superior": superior, "locality": locality})
}

/// Findings with the numbers of those they repeat.
fn findings(work: &Work, background: &Background) -> Vec<Value> {
    let mut rows = list(work.findings.iter().cloned().map(FindingView::from));
    for (row, finding) in rows.iter_mut().zip(&work.findings) {
        row["repeat_of_number"] = json!(finding.repeat_of.and_then(|id| background.earlier.get(&id)));
    }
    rows
}

fn recorded(view: &InspectionView, row: &inspection::Model, work: &Work, score: Option<&Value>, at: Instant) -> Value {
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
        "attendees": list(work.attendees.iter().cloned().map(AttendeeView::from)),
        "responses": responses(work),
        "samples": samples(work, &day),
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
