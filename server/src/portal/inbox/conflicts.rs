//! Conflicts side by side, and the press that settles one.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::record;
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::inspections::entity::{conflict, inspection};
use crate::inspections::{conflicts, resolution, rules, store, views, written};
use crate::kernel::extract::{Path, Query};
use crate::kernel::json_input;
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::Problem;
use crate::portal::format;
use crate::portal::frame::filled::{Filled, or_again};
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::done::Done;
use crate::portal::text::{Frame, Inbox, fill, named};
use crate::sync::{collections, resolve};
use crate::{checklists, people};

/// Conflicts of a page.
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
#[template(path = "portal/inbox/conflicts.html")]
struct ConflictsPage<'a> {
    shell: Shell,
    t: &'static Inbox,
    filled: &'a Filled,
    shows_resolved: bool,
    inspection: String,
    conflicts: Vec<Contest>,
    next: Option<String>,
}

/// A conflict as its page shows it.
struct Contest {
    id: Uuid,
    version: i64,
    about: String,
    field: String,
    inspection: (Uuid, String),
    sides: Vec<Side>,
    may_settle: bool,
    is_open: bool,
    decided: String,
}

/// One of the values.
struct Side {
    said: String,
    by: String,
    device: String,
    json: String,
    stands: bool,
}

/// Shows the conflicts.
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
    let shows_resolved = asked.state == conflicts::RESOLVED;
    let state = if shows_resolved { conflicts::RESOLVED } else { conflicts::OPEN };
    let query = PageQuery { limit: Some(ROWS), after: asked.after.clone() };
    let found = store::conflicts(db, caller, asked.inspection.parse().ok(), Some(state), query.after()?, ROWS).await?;
    let Page { items, next } = Page::of(found, ROWS, |row| row.id);
    let t = Inbox::of(visit.lang);
    let next =
        next.map(|next| links::with_query("/conflicts", &[("inspection", &asked.inspection), ("state", &asked.state), ("after", &next)]));
    let page = ConflictsPage {
        shell: Shell::new(visit, t.conflicts),
        t,
        filled,
        shows_resolved,
        inspection: asked.inspection.clone(),
        conflicts: contests(db, visit, caller, items).await?,
        next,
    };
    shell::html(visit, &page)
}

async fn contests(db: &impl ConnectionTrait, visit: &Visit, caller: &Caller, rows: Vec<conflict::Model>) -> Result<Vec<Contest>, Problem> {
    let values: Vec<Value> = rows.iter().map(|row| written::json(&row.values_kept)).collect();
    let id_at = |value: &Value, name: &str| value[name].as_str().and_then(|text| text.parse::<Uuid>().ok());
    let all = || values.iter().flat_map(|values| values.as_array().into_iter().flatten());
    let people_named = all().filter_map(|value| id_at(value, "by")).chain(rows.iter().filter_map(|row| row.resolved_by));
    let names = people::store::names(db, people_named).await?;
    let devices = people::store::device_names(db, all().filter_map(|value| id_at(value, "device_id"))).await?;
    let mut inspections: HashMap<Uuid, inspection::Model> = HashMap::new();
    let mut contests = Vec::with_capacity(rows.len());
    for (row, values) in rows.into_iter().zip(&values) {
        if !inspections.contains_key(&row.inspection_id) {
            let found = store::inspection(db, caller, Action::ReadWork, row.inspection_id).await?;
            inspections.insert(found.id, found);
        }
        let Some(inspection) = inspections.get(&row.inspection_id) else { continue };
        let sides = values.as_array().into_iter().flatten();
        let sides: Vec<_> = sides.map(|value| (value, id_at(value, "by"), id_at(value, "device_id"))).collect();
        contests.push(contest(db, visit, caller, inspection, row, &sides, &names, &devices).await?);
    }
    Ok(contests)
}

#[expect(clippy::too_many_arguments, reason = "a row, what it belongs to and the names in it")]
async fn contest(
    db: &impl ConnectionTrait,
    visit: &Visit,
    caller: &Caller,
    inspection: &inspection::Model,
    row: conflict::Model,
    sides: &[(&Value, Option<Uuid>, Option<Uuid>)],
    names: &HashMap<Uuid, String>,
    devices: &HashMap<Uuid, String>,
) -> Result<Contest, Problem> {
    let (lang, t) = (visit.lang, Inbox::of(visit.lang));
    let unknown = Frame::of(lang).unknown_person;
    let name = |id: Option<Uuid>| id.and_then(|id| names.get(&id)).map_or(unknown, String::as_str);
    let checklist = checklists::store::document_by_id(db, inspection.checklist_id).await?;
    let records = collections::records(db, &row.collection, &[row.record_id], visit.now).await?;
    let record = records.get(&row.record_id);
    let item = record::item_of(&checklist, record);
    let side = |(index, (kept, by, device)): (usize, &(&Value, Option<Uuid>, Option<Uuid>))| {
        let at =
            kept["at"].as_str().and_then(|text| text.parse().ok()).map_or_else(String::new, |at| format::moment_in(at, &inspection.zone));
        Side {
            said: record::value(&row.field, &kept["value"], item, lang),
            by: fill(t.recorded_by, &[name(*by), &at]),
            device: device.and_then(|id| devices.get(&id).cloned()).unwrap_or_default(),
            json: kept["value"].to_string(),
            stands: index == 0,
        }
    };
    let unit = views::unit_of(db, inspection.organisation_id).await?.name;
    let is_open = row.state == conflicts::OPEN;
    let decided = match row.resolved_at {
        Some(at) => fill(t.decided, &[name(row.resolved_by), &format::moment_in(at, &inspection.zone)]),
        None => String::new(),
    };
    let resolution = row.resolution.as_deref().map(|text| record::value(&row.field, &written::json(text), item, lang));
    Ok(Contest {
        id: row.id,
        version: row.version,
        about: record::about(&row.collection, record, &checklist, lang),
        field: named::field(&row.field, lang).to_owned(),
        inspection: (inspection.id, format!("{unit} · {}", inspection.code)),
        sides: sides.iter().enumerate().map(side).collect(),
        may_settle: is_open
            && rules::is_recording(inspection.status)
            && caller.may(db, Action::ResolveConflict, store::subject(inspection)).await?,
        is_open,
        decided: resolution.map(|value| format!("{value} — {decided}")).unwrap_or_default(),
    })
}

/// Settles a conflict with one of its values.
pub(super) async fn settle(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = choose(&app, &caller, id, &posted).await;
    or_again(&visit, posted, done, async |filled| page(&app, &visit, &caller, &Asked::default(), &filled).await).await
}

async fn choose(app: &AppState, caller: &Caller, id: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let value: Value = json_input::parse(posted.raw("value").as_bytes())?;
    let tx = app.begin(caller).await?;
    let inspection_id = store::conflict(tx.db(), caller, id).await?.inspection_id;
    let author = resolution::all_seeing(&tx, inspection_id, caller.user.id, caller.device.id).await?;
    resolve::settle(&tx, caller, id, Some(posted.version()?), &author, Some(value)).await?;
    tx.commit().await?;
    let back = links::with_query("/conflicts", &[("inspection", posted.raw("inspection"))]);
    Ok(links::done(&back, Done::conflict_resolved))
}
