//! Parked operations beside what stands now, and the decision about each.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::record;
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::inspections::entity::inspection;
use crate::inspections::lifecycle::Event;
use crate::inspections::written;
use crate::kernel::extract::{Path, Query};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::portal::format;
use crate::portal::frame::filled::{Filled, or_again};
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::done::Done;
use crate::portal::text::{Frame, Inbox, corrective_named, fill, named};
use crate::sync::entity::parked_op::{self, State as Parked};
use crate::sync::http_inbox::Decision;
use crate::sync::{collections, op, parked};
use crate::{checklists, corrective_actions, findings, inspections, people};

/// Operations of a page.
const ROWS: u64 = 20;

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    inspection: String,
    #[serde(default)]
    state: String,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "portal/inbox/parked.html")]
struct ParkedPage<'a> {
    shell: Shell,
    t: &'static Inbox,
    filled: &'a Filled,
    shows_decided: bool,
    ops: Vec<Op>,
    next: Option<String>,
}

/// An operation as its page shows it.
struct Op {
    id: Uuid,
    version: i64,
    deed: String,
    about: String,
    why: String,
    sent: String,
    device: String,
    inspection: (Uuid, String),
    lines: Vec<[String; 3]>,
    is_open: bool,
    state: &'static str,
    decided: String,
    reason: String,
}

/// Shows the operations.
pub(super) async fn show(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    page(&app, &visit, &caller, &asked, &Filled::default()).await
}

async fn page(app: &AppState, visit: &Visit, caller: &Caller, asked: &Asked, filled: &Filled) -> Result<Response, Problem> {
    let db = app.read();
    let shows_decided = asked.state == "decided";
    let state = if shows_decided { None } else { Some(Parked::Open) };
    let query = PageQuery { limit: Some(ROWS), after: asked.after.clone() };
    let found = parked::list(db, caller, asked.inspection.parse().ok(), state, query.after()?, ROWS).await?;
    let Page { items, next } = Page::of(found, ROWS, |row| row.id);
    let t = Inbox::of(visit.lang);
    let mut ops = Vec::with_capacity(items.len());
    for row in items.into_iter().filter(|row| !shows_decided || row.state != Parked::Open) {
        ops.push(shown(db, visit, filled, row).await?);
    }
    let next =
        next.map(|next| links::with_query("/parked", &[("inspection", &asked.inspection), ("state", &asked.state), ("after", &next)]));
    shell::html(visit, &ParkedPage { shell: Shell::new(visit, t.parked), t, filled, shows_decided, ops, next })
}

async fn shown(db: &impl ConnectionTrait, visit: &Visit, filled: &Filled, row: parked_op::Model) -> Result<Op, Problem> {
    let (lang, t) = (visit.lang, Inbox::of(visit.lang));
    let sent = written::json(&row.op);
    let text = |name: &str| sent[name].as_str().unwrap_or_default();
    let inspection = inspections::store::by_id(db, row.inspection_id).await?;
    let unit = inspections::views::unit_of(db, inspection.organisation_id).await?.name;
    let collection = collection_of(&sent);
    let record_id: Option<Uuid> = text("id").parse().ok();
    let records = collections::records(db, collection, record_id.as_slice(), visit.now).await?;
    let record = record_id.and_then(|id| records.get(&id));
    let names = people::store::names(db, [Some(row.user_id), row.decided_by].into_iter().flatten()).await?;
    let devices = people::store::device_names(db, [row.device_id]).await?;
    let name = |id: Uuid| names.get(&id).map_or(Frame::of(lang).unknown_person, String::as_str);
    let claimed = text("at").parse().map_or_else(|_| String::new(), |at| format::moment_in(at, &inspection.zone));
    let checklist = checklists::store::document_by_id(db, inspection.checklist_id).await?;
    // An answer that the server does not have names its item itself.
    let described = record.cloned().unwrap_or_else(|| sent["fields"].clone());
    let item = record::item_of(&checklist, Some(&described));
    let is_refilled = filled.value("op") == row.id.to_string();
    Ok(Op {
        id: row.id,
        version: row.version,
        deed: deed(text("kind"), lang),
        about: record::about(collection, Some(&described), &checklist, lang),
        why: named::parked_reason(&row.reason, lang).to_owned(),
        sent: fill(t.sent_by, &[name(row.user_id), &claimed, &format::moment_in(row.parked_at, &inspection.zone)]),
        device: devices.get(&row.device_id).cloned().unwrap_or_default(),
        inspection: (inspection.id, format!("{unit} · {}", inspection.code)),
        lines: lines(&sent, record, |field, value| record::value(field, value, item, lang), lang),
        is_open: row.state == Parked::Open,
        state: named::parked_state(row.state).get(lang),
        decided: decided(&row, &inspection, &name, t),
        reason: if is_refilled { filled.value("reason").to_owned() } else { t.reason_before.to_owned() },
    })
}

fn deed(kind: &str, lang: Lang) -> String {
    let t = Inbox::of(lang);
    match kind {
        "put" => t.puts.to_owned(),
        "withdraw" => t.withdraws.to_owned(),
        "conflict.resolve" => t.resolves.to_owned(),
        command => command_in_words(command, lang),
    }
}

fn command_in_words(command: &str, lang: Lang) -> String {
    if let Some(event) = findings::ops::event_of(command) {
        return corrective_named::finding_event(event).get(lang).to_owned();
    }
    if let Some(event) = corrective_actions::ops::event_of(command) {
        return corrective_named::event(event).get(lang).to_owned();
    }
    let event = command.rsplit('.').next().and_then(|name| serde_json::from_value::<Event>(Value::String(name.to_owned())).ok());
    event.map_or_else(|| command.to_owned(), |event| named::event(event).get(lang).to_owned())
}

/// The collection of the record that an operation is about; a command names none, since it goes without saying.
fn collection_of(sent: &Value) -> &str {
    let kind = sent["kind"].as_str().unwrap_or_default();
    let of_command = op::COMMANDS.iter().find(|(name, _)| *name == kind).map(|(_, collection)| *collection);
    of_command.or_else(|| sent["collection"].as_str()).unwrap_or("inspections")
}

/// Field by field: what the operation says, and what stands now.
fn lines(sent: &Value, record: Option<&Value>, say: impl Fn(&str, &Value) -> String, lang: Lang) -> Vec<[String; 3]> {
    let empty = Map::new();
    let given = |name: &str| sent[name].as_object().unwrap_or(&empty).clone();
    let all = given("fields").into_iter().chain(given("args"));
    let known = all.filter(|(name, _)| !matches!(name.as_str(), "sample_id" | "item_id" | "inspection_id"));
    known
        .map(|(name, value)| {
            let now = match record {
                Some(record) => say(&name, record.get(&name).unwrap_or(&Value::Null)),
                None => Inbox::of(lang).no_record.to_owned(),
            };
            [named::field(&name, lang).to_owned(), say(&name, &value), now]
        })
        .collect()
}

fn decided<'a>(row: &parked_op::Model, inspection: &inspection::Model, name: &impl Fn(Uuid) -> &'a str, t: &'static Inbox) -> String {
    let (Some(by), Some(at)) = (row.decided_by, row.decided_at) else { return String::new() };
    fill(t.decided_by, &[name(by), &format::moment_in(at, &inspection.zone), row.decision.as_deref().unwrap_or_default()])
}

/// Decides about an operation.
pub(super) async fn decide(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path((id, decision)): Path<(Uuid, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = Box::pin(settle(&app, &caller, id, &decision, &posted)).await;
    or_again(&visit, posted, done, async |filled| page(&app, &visit, &caller, &Asked::default(), &filled).await).await
}

async fn settle(app: &AppState, caller: &Caller, id: Uuid, decision: &str, posted: &Posted) -> Result<Response, Problem> {
    let seen = posted.version()?;
    let Decision { reason } = posted.read(&["reason"])?;
    let tx = app.begin(caller).await?;
    let said = match decision {
        "apply" => {
            parked::apply_one(&tx, caller, id, seen, &reason, app.settings().evidence_limit_mib).await.map(|_| Done::parked_applied)?
        }
        "dismiss" => parked::dismiss_one(&tx, caller, id, seen, &reason).await.map(|_| Done::parked_dismissed)?,
        _ => return Err(Problem::not_found()),
    };
    tx.commit().await?;
    Ok(links::done("/parked", said))
}
