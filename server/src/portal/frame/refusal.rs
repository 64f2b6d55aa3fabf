//! Refusals as pages: what happened, what to do, the request's id; and what was typed is never lost.

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::links;
use super::posted::{OWN_FIELDS, Posted};
use super::shell::{self, Shell};
use super::visit::Visit;
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::activity;
use crate::app::AppState;
use crate::corrective_actions;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::people;
use crate::portal::format;
use crate::portal::text::{self, Frame, named};

/// Entries of the activity that are shown.
const CHANGES_SHOWN: u64 = 8;
/// Characters from which on a text gets a field of several lines.
const LONG: usize = 80;
/// Fields that hold a code which was chosen, not words.
const CODES: [&str; 2] = ["method", "from"];

#[derive(Template)]
#[template(path = "portal/frame/refusal.html")]
struct RefusalPage {
    shell: Shell,
    detail: String,
    remedy: String,
    flaws: Vec<String>,
    request_id: String,
    kept: Vec<Kept>,
    is_signed_in: bool,
}

#[derive(Template)]
#[template(path = "portal/frame/stale.html")]
struct StalePage {
    shell: Shell,
    kept: Vec<Kept>,
    changes: Vec<ChangeLine>,
    version: String,
    action: String,
    record: String,
    form: String,
}

#[derive(Template)]
#[template(path = "portal/frame/ended.html")]
struct EndedPage {
    shell: Shell,
    kept: Vec<Kept>,
    sign_in: String,
}

/// Something that was typed.
struct Kept {
    name: String,
    label: String,
    value: String,
    is_long: bool,
    is_hidden: bool,
}

/// One change that somebody made meanwhile.
struct ChangeLine {
    who: String,
    at: String,
    what: String,
    fields: String,
}

/// The page of a refusal. Whoever is not signed in is sent to sign in, and a form that they posted shows its content again.
pub async fn page(app: &AppState, visit: &Visit, posted: Option<&Posted>, problem: &Problem) -> Response {
    let page = match (problem.code(), posted) {
        ("unauthenticated", None) => return links::see(&links::with_query("/sign-in", &[("next", &visit.address)])),
        ("unauthenticated", Some(posted)) => ended(visit, posted),
        ("stale-version", Some(posted)) => stale(app, visit, posted, problem).await,
        _ => refusal(visit, posted, problem),
    };
    let mut response = page.unwrap_or_else(|problem| {
        problem.log(visit.path());
        problem.status().into_response()
    });
    *response.status_mut() = problem.status();
    if let Some(seconds) = problem.parameter("seconds").and_then(|seconds| HeaderValue::from_str(seconds).ok()) {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

fn refusal(visit: &Visit, posted: Option<&Posted>, problem: &Problem) -> Result<Response, Problem> {
    let body = problem.body(visit.lang, visit.path());
    let page = RefusalPage {
        detail: detail(visit, problem).unwrap_or(body.detail),
        shell: Shell::new(visit, body.title),
        remedy: body.remedy,
        flaws: body.errors.into_iter().map(|error| error.detail).collect(),
        request_id: visit.request_id.clone(),
        kept: posted.map(|posted| kept(posted, visit.lang)).unwrap_or_default(),
        is_signed_in: visit.caller.is_some(),
    };
    shell::html(visit, &page)
}

/// What is not permitted, in words rather than by its code.
fn detail(visit: &Visit, problem: &Problem) -> Option<String> {
    let name = problem.parameter("action").filter(|_| problem.code() == "forbidden")?;
    let action = Action::ALL.iter().find(|action| action.name() == name)?;
    let meaning = if visit.lang == Lang::Vi { action.meaning() } else { action.name() };
    Some(text::fill(Frame::of(visit.lang).not_permitted_detail, &[meaning]))
}

fn ended(visit: &Visit, posted: &Posted) -> Result<Response, Problem> {
    let words = Frame::of(visit.lang);
    let sign_in = links::with_query("/sign-in", &[("next", links::record_address(visit.path()))]);
    shell::html(visit, &EndedPage { shell: Shell::new(visit, words.ended), kept: kept(posted, visit.lang), sign_in })
}

async fn stale(app: &AppState, visit: &Visit, posted: &Posted, problem: &Problem) -> Result<Response, Problem> {
    let words = Frame::of(visit.lang);
    let page = StalePage {
        shell: Shell::new(visit, words.stale),
        kept: kept(posted, visit.lang),
        changes: changes(app, visit).await.unwrap_or_default(),
        version: problem.parameter("current").unwrap_or_default().to_owned(),
        action: visit.address.clone(),
        record: links::record_address(visit.path()).to_owned(),
        form: posted.raw("sheet").to_owned(),
    };
    shell::html(visit, &page)
}

/// What was done to the record last, as far as the person may read it.
async fn changes(app: &AppState, visit: &Visit) -> Result<Vec<ChangeLine>, Problem> {
    let (Some(caller), Some(record)) = (&visit.caller, links::record_of(visit.path())) else { return Ok(Vec::new()) };
    let entries = activity::store::latest_of_record(app.read(), caller, record, CHANGES_SHOWN).await.unwrap_or_default();
    if entries.is_empty() {
        return history(app, visit, caller, record).await;
    }
    let names = people::store::names(app.read(), entries.iter().filter_map(|entry| entry.user_id)).await?;
    let line = |entry: crate::ledger::entry::Model| {
        let changes: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&entry.changes).unwrap_or_default();
        let fields: Vec<&str> = changes.keys().map(|name| named::field(name, visit.lang)).collect();
        ChangeLine {
            who: entry.user_id.and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| Frame::of(visit.lang).unknown_person.to_owned()),
            at: format::moment(entry.at),
            what: named::action(&entry.action, visit.lang).to_owned(),
            fields: fields.join(", "),
        }
    };
    Ok(entries.into_iter().map(line).collect())
}

/// The history of a corrective action request, which its unit reads too.
async fn history(app: &AppState, visit: &Visit, caller: &Caller, record: Uuid) -> Result<Vec<ChangeLine>, Problem> {
    let row = corrective_actions::store::request(app.read(), caller, record, visit.now).await?;
    let steps = corrective_actions::history::of(app.read(), &row).await?;
    let line = |step: corrective_actions::history::StepView| ChangeLine {
        fields: step.particulars.keys().map(|name| named::field(name, visit.lang)).collect::<Vec<_>>().join(", "),
        who: step.display_name,
        at: format::moment(step.at),
        what: named::action(&step.event, visit.lang).to_owned(),
    };
    Ok(steps.into_iter().rev().take(usize::try_from(CHANGES_SHOWN).unwrap_or(usize::MAX)).map(line).collect())
}

fn kept(posted: &Posted, lang: Lang) -> Vec<Kept> {
    let typed = posted
        .fields()
        .iter()
        .filter(|(name, value)| !OWN_FIELDS.contains(&name.as_str()) && !name.contains("password") && !value.trim().is_empty());
    typed
        .map(|(name, value)| Kept {
            label: label(name, lang),
            is_long: value.chars().count() > LONG || value.contains('\n'),
            is_hidden: value.parse::<Uuid>().is_ok() || CODES.contains(&name.as_str()),
            name: name.clone(),
            value: value.clone(),
        })
        .collect()
}

/// The words over a field: those of its last step, with the number of its row.
fn label(name: &str, lang: Lang) -> String {
    let number = name.split('/').find_map(|step| step.parse::<usize>().ok());
    let word = name.split('/').rfind(|step| step.parse::<usize>().is_err()).unwrap_or(name);
    let word = named::field(word, lang);
    number.map_or_else(|| word.to_owned(), |number| format!("{word} ({})", number + 1))
}
