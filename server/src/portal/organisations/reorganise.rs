//! Merging, dividing and renaming an organisation by decision.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::meant;
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::app::AppState;
use crate::kernel::extract::{Path, valid};
use crate::kernel::problem::Problem;
use crate::organisations::input::Reorganise;
use crate::organisations::store::{self, Filter};
use crate::organisations::{entity::organisation, reorganise};
use crate::portal::frame::fields::{Choice, Field, Form};
use crate::portal::frame::filled::{Filled, or_again};
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::done::Done;
use crate::portal::text::{Organisations, fill};

/// Parts that the form offers.
const PARTS: usize = 4;

#[derive(Template)]
#[template(path = "portal/organisations/reorganise.html")]
struct ReorganisePage<'a> {
    shell: Shell,
    t: &'static Organisations,
    filled: &'a Filled,
    id: Uuid,
    version: i64,
    name: String,
    siblings: Vec<Other>,
    children: Vec<Other>,
    parts: Vec<Part>,
    choices: Vec<Choice>,
    suggestions: Vec<String>,
}

/// Another organisation that the decision may be about.
struct Other {
    id: Uuid,
    name: String,
    version: i64,
    is_ticked: bool,
    part: String,
}

/// The fields of one part of a division.
struct Part {
    title: String,
    existing: String,
    code: String,
    name: String,
}

impl ReorganisePage<'_> {
    fn decided<'f>(&self, form: &Form<'f>) -> [Field<'f>; 3] {
        [
            form.text("decision/number", self.t.decision_number).needed(),
            form.date("decision/signed_on", self.t.signed_on).needed(),
            form.date("decision/effective_on", self.t.effective_on).needed(),
        ]
    }
}

/// Shows the forms.
pub(super) async fn show(visit: Visit, caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    page(&app, &visit, &caller, id, &Filled::default()).await
}

async fn page(app: &AppState, visit: &Visit, caller: &Caller, id: Uuid, filled: &Filled) -> Result<Response, Problem> {
    let (db, t) = (app.read(), Organisations::of(visit.lang));
    let row = store::organisation(db, caller, id).await?;
    caller.require(db, Action::EditOrganisation, Subject::of_organisation(id)).await?;
    let below = |parent_id| Filter { parent_id, on: Some(visit.today()), ..Filter::default() };
    let siblings = match row.parent_id {
        Some(parent) => store::all(db, caller, &below(Some(parent))).await?,
        None => Vec::new(),
    };
    let children = store::all(db, caller, &below(Some(id))).await?;
    let (merging, dividing) = (filled.of("merge"), filled.of("split"));
    let other = |row: organisation::Model| Other {
        is_ticked: merging.is_ticked(&format!("with-{}", row.id), false),
        part: dividing.value_or(&format!("child-{}", row.id), "").to_owned(),
        id: row.id,
        version: row.version,
        name: row.name,
    };
    let numbers = 0..PARTS;
    let title = |number: usize| fill(t.part, &[&(number + 1).to_string()]);
    let part = |number: usize| Part {
        title: title(number),
        existing: format!("split_into/{number}/successor_id"),
        code: format!("split_into/{number}/code"),
        name: format!("split_into/{number}/name"),
    };
    let page = ReorganisePage {
        shell: Shell::new(visit, t.reorganise),
        t,
        filled,
        id,
        version: row.version,
        siblings: siblings.into_iter().filter(|one| one.id != id && one.level == row.level).map(other).collect(),
        children: children.into_iter().map(other).collect(),
        parts: numbers.clone().map(part).collect(),
        choices: numbers.map(|number| Choice::new(number.to_string(), title(number))).collect(),
        suggestions: meant::suggestions(db, caller, visit.today()).await?,
        name: row.name,
    };
    shell::html(visit, &page)
}

/// Does what the decision says.
pub(super) async fn send(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = decide(&app, &caller, id, &posted).await;
    or_again(&visit, posted, done, async |filled| page(&app, &visit, &caller, id, &filled).await).await
}

async fn decide(app: &AppState, caller: &Caller, id: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let mut input = Map::new();
    input.insert("decision".to_owned(), Value::Object(group(posted, "decision", &["number", "signed_on", "effective_on"])));
    match posted.raw("sheet") {
        "merge" => {
            let mut into = successor(app, caller, posted, "merge_into").await?;
            into.insert("together_with".to_owned(), together_with(posted));
            input.insert("merge_into".to_owned(), Value::Object(into));
        }
        "split" => {
            input.insert("split_into".to_owned(), parts(app, caller, posted).await?);
        }
        _ => {
            input.insert("rename".to_owned(), Value::Object(group(posted, "rename", &["name", "short_name", "code"])));
        }
    }
    let input: Reorganise = valid(Value::Object(input))?;
    let tx = app.begin(caller).await?;
    reorganise::reorganise(&tx, caller, id, posted.version()?, input).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/organisations/{id}"), Done::reorganised))
}

/// The fields `group/…` as one object, without those that are empty.
fn group(posted: &Posted, group: &str, names: &[&str]) -> Map<String, Value> {
    let full: Vec<String> = names.iter().map(|name| format!("{group}/{name}")).collect();
    let given = posted.object(&full.iter().map(String::as_str).collect::<Vec<_>>());
    let short = |name: String| name.rsplit('/').next().unwrap_or_default().to_owned();
    given.into_iter().map(|(name, value)| (short(name), value)).collect()
}

/// An organisation that takes over: an existing one, or the code and name of a new one.
async fn successor(app: &AppState, caller: &Caller, posted: &Posted, at: &str) -> Result<Map<String, Value>, Problem> {
    let existing = format!("{at}/successor_id");
    let mut input = group(posted, at, &["code", "name"]);
    if let Some(text) = posted.text(&existing) {
        let found = meant::one(app.read(), caller, text, &existing).await?;
        input.insert("successor_id".to_owned(), json!(found));
    }
    Ok(input)
}

/// The others that merge, each at the version that the page showed.
fn together_with(posted: &Posted) -> Value {
    let ticked = posted.fields().iter().filter_map(|(name, version)| Some((name.strip_prefix("with-")?, version.parse::<i64>().ok()?)));
    ticked.map(|(id, version)| json!({"id": id, "version": version})).collect()
}

/// The parts of a division that are filled in, each with those that come to it.
async fn parts(app: &AppState, caller: &Caller, posted: &Posted) -> Result<Value, Problem> {
    let mut parts = Vec::new();
    for number in 0..PARTS {
        let mut part = successor(app, caller, posted, &format!("split_into/{number}")).await?;
        let to_it = |(name, chosen): &(String, String)| {
            let child = name.strip_prefix("child-")?;
            (*chosen == number.to_string()).then(|| Value::String(child.to_owned()))
        };
        let children: Vec<Value> = posted.fields().iter().filter_map(to_it).collect();
        if !(part.is_empty() && children.is_empty()) {
            part.insert("children".to_owned(), Value::Array(children));
            parts.push(Value::Object(part));
        }
    }
    Ok(Value::Array(parts))
}
