//! Covering parts of a picture: rectangles in per cent, tried out on the picture and then made. The page needs no script: the
//! picture carries lines at every tenth, from which the numbers are read off.

use std::fmt::Write;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde_json::json;
use uuid::Uuid;

use crate::access::caller::{Caller, forbidden};
use crate::access::policy::Action;
use crate::app::AppState;
use crate::evidence::redactions::views::RedactEvidence;
use crate::evidence::redactions::{self, Region, rules};
use crate::evidence::{store, views};
use crate::kernel::catalogue::field;
use crate::kernel::extract::{Path, valid};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::text::Lang;
use crate::portal::frame::filled::{Filled, or_again};
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::done::Done;
use crate::portal::text::{Evidence, Inspections, fill};

/// Rows of a fresh form.
const ROWS: usize = 3;
const SIDES: [&str; 4] = ["x", "y", "w", "h"];

struct Row {
    title: String,
    names: [String; 4],
    values: [String; 4],
}

struct Line {
    x: String,
    y: String,
    label: String,
}

struct Drawn {
    x: String,
    y: String,
    w: String,
    h: String,
}

#[derive(Template)]
#[template(path = "portal/inspections/redact.html")]
struct RedactPage<'a> {
    shell: Shell,
    e: &'static Evidence,
    filled: &'a Filled,
    id: Uuid,
    caption: String,
    version: i64,
    size: Option<(i32, i32)>,
    stroke: i32,
    letter: i32,
    lines: Vec<Line>,
    drawn: Vec<Drawn>,
    rows: Vec<Row>,
    reason: String,
    again: bool,
}

/// Shows the form.
///
/// # Errors
/// `not-found`, `forbidden`, `no-preview`.
pub async fn show(visit: Visit, caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    page(&app, &visit, &caller, id, None, &Filled::default()).await
}

/// Shows the picture with what is to be covered; with what was typed, if anything was.
async fn page(
    app: &AppState,
    visit: &Visit,
    caller: &Caller,
    id: Uuid,
    typed: Option<&Posted>,
    filled: &Filled,
) -> Result<Response, Problem> {
    let (db, e) = (app.read(), Evidence::of(visit.lang));
    let (row, inspection) = store::evidence(db, caller, id).await?;
    if !redactions::service::may_redact(db, caller, &row, &inspection).await? {
        return Err(forbidden(Action::RedactEvidence));
    }
    if !redactions::service::can_be_redacted(&row) {
        return Err(crate::evidence::giving::no_preview(&row));
    }
    let standing = redactions::views::regions(db, id, row.redaction).await?;
    let (version, again) = (row.version, row.redaction > 0);
    let view = views::of_row(db, row).await?;
    let rows = match typed {
        Some(posted) => typed_rows(posted, visit.lang),
        None => fresh_rows(&standing, visit.lang),
    };
    let regions: Vec<Region> = rows.iter().filter_map(|row| region(&row.values)).filter(|one| rules::flaws(&[*one]).is_empty()).collect();
    let size = view.derivatives.first().map(|copy| (copy.width, copy.height));
    let (width, height) = size.unwrap_or_default();
    let page = RedactPage {
        shell: Shell::new(visit, e.redact),
        e,
        filled,
        id,
        caption: if view.caption.is_empty() { Inspections::of(visit.lang).evidence.to_owned() } else { view.caption },
        version: typed.and_then(|posted| posted.version().ok()).unwrap_or(version),
        size,
        stroke: (width.max(height) / 600).max(1),
        letter: (width.max(height) / 36).max(6),
        lines: (1..10).map(|tenth| line(tenth, width, height)).collect(),
        drawn: regions.iter().map(|region| drawn(region, width, height)).collect(),
        rows,
        reason: typed.map(|posted| posted.raw("reason").to_owned()).unwrap_or_default(),
        again,
    };
    shell::html(visit, &page)
}

fn line(tenth: i32, width: i32, height: i32) -> Line {
    let at = |side: i32| format!("{:.1}", f64::from(side * tenth) / 10.0);
    Line { x: at(width), y: at(height), label: format!("{}", tenth * 10) }
}

fn drawn(region: &Region, width: i32, height: i32) -> Drawn {
    let along = |fraction: f64, side: i32| format!("{:.1}", fraction * f64::from(side));
    Drawn { x: along(region.x, width), y: along(region.y, height), w: along(region.w, width), h: along(region.h, height) }
}

fn row(at: usize, values: [String; 4], lang: Lang) -> Row {
    let names = SIDES.map(|side| format!("regions/{at}/{side}"));
    Row { title: fill(Evidence::of(lang).region, &[&(at + 1).to_string()]), names, values }
}

fn fresh_rows(standing: &[Region], lang: Lang) -> Vec<Row> {
    let rows = (0..ROWS.max(standing.len() + 1).min(rules::MAX_REGIONS)).map(|at| {
        let values = standing.get(at).map(|one| [one.x, one.y, one.w, one.h].map(|value| per_cent(value, lang))).unwrap_or_default();
        row(at, values, lang)
    });
    rows.collect()
}

fn typed_rows(posted: &Posted, lang: Lang) -> Vec<Row> {
    let value = |at: usize, side: &str| posted.raw(&format!("regions/{at}/{side}")).to_owned();
    let is_sent = |at: &usize| posted.fields().iter().any(|(name, _)| name.starts_with(&format!("regions/{at}/")));
    let sent = (0..rules::MAX_REGIONS).filter(is_sent).max().map_or(0, |last| last + 1);
    let wanted = if posted.raw("go") == "more" { sent + 1 } else { sent };
    (0..wanted.clamp(1, rules::MAX_REGIONS)).map(|at| row(at, SIDES.map(|side| value(at, side)), lang)).collect()
}

/// A fraction as people write per cent: without zeros at the end, with the comma of the language.
fn per_cent(fraction: f64, lang: Lang) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    _ = write!(text, "{:.4}", fraction * 100.0);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if lang == Lang::Vi { text.replace('.', ",") } else { text.to_owned() }
}

fn fraction(text: &str) -> Option<f64> {
    let number: f64 = text.trim().trim_end_matches('%').trim_end().replace(',', ".").parse().ok()?;
    Some(number / 100.0).filter(|number| number.is_finite())
}

fn region(values: &[String; 4]) -> Option<Region> {
    let [x, y, w, h] = values;
    Some(Region { x: fraction(x)?, y: fraction(y)?, w: fraction(w)?, h: fraction(h)? })
}

/// Covers the regions; or shows them on the picture, which stores nothing.
///
/// # Errors
/// As the service's.
pub async fn save(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    if !posted.raw("go").is_empty() {
        return page(&app, &visit, &caller, id, Some(&posted), &Filled::default()).await;
    }
    let done = redact(&app, &caller, id, &posted).await;
    let typed = posted.clone();
    or_again(&visit, posted, done, async |filled| page(&app, &visit, &caller, id, Some(&typed), &filled).await).await
}

async fn redact(app: &AppState, caller: &Caller, id: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let rows = typed_rows(posted, Lang::Vi);
    let used: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].values.iter().any(|value| !value.trim().is_empty())).collect();
    let mut flaws = Vec::new();
    for at in &used {
        for (side, _) in SIDES.iter().zip(&rows[*at].values).filter(|(_, value)| fraction(value).is_none()) {
            flaws.push(FieldError::of(&field::FORMAT, format!("/regions/{at}/{side}"), &[("expected", "0–100")]));
        }
    }
    if !flaws.is_empty() {
        return Err(Problem::invalid(flaws));
    }
    let regions: Vec<Region> = used.iter().filter_map(|at| region(&rows[*at].values)).collect();
    let input: RedactEvidence = valid(json!({ "regions": regions, "reason": posted.text("reason").unwrap_or_default() }))?;
    let tx = app.begin(caller).await?;
    redactions::service::redact(&tx, caller, id, posted.version()?, input)
        .await
        .map_err(|problem| in_the_form(problem, &used, &regions))?;
    tx.commit().await?;
    Ok(links::done(&format!("/evidence/{id}"), Done::redacted))
}

/// A refusal that names regions as the service counts them and in fractions, with the places of the form, where empty rows were
/// left out, and in per cent.
fn in_the_form(problem: Problem, used: &[usize], regions: &[Region]) -> Problem {
    let moved = |error: &FieldError| {
        let place = error.pointer.strip_prefix("/regions/").and_then(|rest| rest.split_once('/'));
        let found = place.and_then(|(at, side)| {
            let at: usize = at.parse().ok()?;
            Some((*used.get(at)?, *regions.get(at)?, side))
        });
        let Some((row, region, side)) = found else { return error.clone() };
        let most = match side {
            "w" => 1.0 - region.x,
            "h" => 1.0 - region.y,
            _ => 1.0,
        };
        FieldError::of(&field::RANGE, format!("/regions/{row}/{side}"), &[("min", "0"), ("max", &per_cent(most.max(0.0), Lang::En))])
    };
    let errors = problem.field_errors().iter().map(moved).collect();
    problem.errors(errors)
}
