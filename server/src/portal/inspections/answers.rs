//! The checklist of an inspection as it was recorded, item by item.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde_json::Value;
use soat_checklist_schemas::{Item, Response as Kind};
use uuid::Uuid;

use super::gaps;
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::checklists;
use crate::inspections::entity::{response, sample};
use crate::inspections::{store, views, written};
use crate::kernel::extract::Path;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::people;
use crate::portal::format;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::{Frame, Inspections, named};

#[derive(Template)]
#[template(path = "portal/inspections/answers.html")]
struct AnswersPage {
    shell: Shell,
    t: &'static Inspections,
    id: Uuid,
    unit: String,
    title: String,
    sections: Vec<(String, Vec<Line>)>,
}

struct Line {
    question: String,
    clauses: String,
    answers: Vec<Answered>,
}

/// An answer in words.
pub struct Answered {
    /// The dossier it is about, if it is about one.
    pub about: Option<String>,
    /// The verdict or the value.
    pub said: String,
    /// Its colour.
    pub tone: &'static str,
    /// Remarks.
    pub note: String,
    /// Who answered, and when.
    pub by: String,
}

/// Shows the checklist as recorded.
///
/// # Errors
/// `not-found`.
pub async fn show(visit: Visit, caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (db, lang) = (app.read(), visit.lang);
    let row = store::inspection(db, &caller, Action::ReadWork, id).await?;
    let checklist = checklists::store::document_by_id(db, row.checklist_id).await?;
    let responses = store::responses(db, id).await?;
    let names = people::store::names(db, responses.iter().filter_map(|row| row.answered_by)).await?;
    let samples: HashMap<Uuid, sample::Model> = store::samples(db, id).await?.into_iter().map(|row| (row.id, row)).collect();
    let answered = |item: &Item| {
        let of_item = responses.iter().filter(|row| row.item_id == item.id);
        of_item.map(|row| answer(item, row, &samples, &names, lang)).collect()
    };
    let line = |item: &Item| Line {
        question: gaps::say(&item.question, lang).to_owned(),
        clauses: item.clauses.join(", "),
        answers: answered(item),
    };
    let sections = checklist.sections.iter();
    let t = Inspections::of(lang);
    let page = AnswersPage {
        shell: Shell::new(&visit, t.answers),
        t,
        id,
        unit: views::unit_of(db, row.organisation_id).await?.name,
        title: gaps::say(&checklist.title, lang).to_owned(),
        sections: sections.map(|section| (gaps::say(&section.title, lang).to_owned(), section.items.iter().map(line).collect())).collect(),
    };
    shell::html(&visit, &page)
}

fn answer(
    item: &Item,
    row: &response::Model,
    samples: &HashMap<Uuid, sample::Model>,
    names: &HashMap<Uuid, String>,
    lang: Lang,
) -> Answered {
    let who = row.answered_by.and_then(|id| names.get(&id)).map_or(Frame::of(lang).unknown_person, String::as_str);
    let (said, tone) = said(item, row.verdict.as_deref(), &written::json(&row.value), lang);
    Answered {
        about: row.sample_id.and_then(|id| samples.get(&id)).map(|sample| format!("{} · {}", sample.dossier_code, sample.procedure)),
        said,
        tone,
        note: row.note.clone(),
        by: row.answered_at.map_or_else(|| who.to_owned(), |at| format!("{who}, {}", format::moment(at))),
    }
}

/// A verdict, or else a value, in words, and its colour.
#[must_use]
pub fn said(item: &Item, verdict: Option<&str>, value: &Value, lang: Lang) -> (String, &'static str) {
    match verdict {
        Some(verdict) => (named::verdict(verdict, lang).to_owned(), named::verdict_tone(verdict)),
        None => (value_in_words(item, value, lang), "quiet"),
    }
}

/// A value as the kind of its item reads it.
#[must_use]
pub fn value_in_words(item: &Item, value: &Value, lang: Lang) -> String {
    let t = Inspections::of(lang);
    let option = |value: &str| {
        let found = item.response.options().iter().find(|option| option.value == value);
        found.map_or_else(|| value.to_owned(), |option| gaps::say(&option.label, lang).to_owned())
    };
    match (&item.response, value) {
        (_, Value::Null) => t.not_answered.to_owned(),
        (_, Value::Bool(is)) => if *is { t.yes } else { t.no }.to_owned(),
        (Kind::Choice { .. }, Value::String(text)) => option(text),
        (Kind::MultiChoice { .. }, Value::Array(all)) => all.iter().filter_map(Value::as_str).map(option).collect::<Vec<_>>().join(", "),
        (Kind::Date {}, Value::String(text)) => text.parse().map_or_else(|_| text.clone(), |day| format::date(&day)),
        (Kind::Number { unit, .. }, Value::Number(number)) => {
            let unit = unit.as_ref().map(|unit| format!(" {}", gaps::say(unit, lang))).unwrap_or_default();
            let number = if lang == Lang::Vi { number.to_string().replace('.', ",") } else { number.to_string() };
            format!("{number}{unit}")
        }
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}
