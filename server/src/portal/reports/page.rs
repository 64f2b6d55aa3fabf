//! One document as its page shows it: what it is, who has signed, and what the caller may do.

use askama::Template;
use axum::response::Response;
use uuid::Uuid;

use super::row;
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::portal::format;
use crate::portal::frame::fields::Choice;
use crate::portal::frame::filled::Filled;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::{Reports, fill};
use crate::reports::entity::report::Kind;
use crate::reports::entity::signature::{Signer, State};
use crate::reports::lifecycle::Event;
use crate::reports::views::{self, ReportView, SignatureView};
use crate::reports::{rules, service, store, words};
use crate::{corrective_actions, inspections};

#[derive(Template)]
#[template(path = "portal/reports/page.html")]
struct ReportPage<'a> {
    shell: Shell,
    t: &'static Reports,
    filled: &'a Filled,
    view: ReportView,
    kind: &'static str,
    status: &'static str,
    tone: &'static str,
    standing: &'static str,
    standing_tone: &'static str,
    inspection: Option<(Uuid, String)>,
    car: Option<(Uuid, String)>,
    superseded_by: Option<Uuid>,
    facts: Vec<(&'static str, String)>,
    digests: Vec<(&'static str, String)>,
    signatures: Vec<Signature>,
    to_sign: Vec<Choice>,
    with_seal: bool,
    to_refuse: Vec<Choice>,
    goes_into_report: bool,
    may_withdraw: bool,
}

/// An expected signature on the page.
struct Signature {
    field: &'static str,
    name: String,
    title: String,
    state: &'static str,
    tone: &'static str,
    when: String,
    certificate: String,
    dissent: String,
    dissent_place: &'static str,
}

/// Shows a document.
///
/// # Errors
/// `not-found`.
pub async fn show(app: &AppState, visit: &Visit, caller: &Caller, id: Uuid, filled: &Filled) -> Result<Response, Problem> {
    let (db, lang, t) = (app.read(), visit.lang, Reports::of(visit.lang));
    let row = store::report(db, caller, id, visit.now).await?;
    let fields = store::signatures_of(db, id).await?;
    let zone = row.zone.clone();
    let view = views::one(app, caller, row.clone()).await?;
    let (mine, allowed) = (view.my_fields.clone().unwrap_or_default(), view.allowed.clone().unwrap_or_default());
    let refusable = if allowed.contains(&Event::RefuseSigning) { service::refusable(caller, &row, &fields, &mine) } else { Vec::new() };
    let (standing, mood) = words::standing(view.status, view.is_current);
    let kind = words::kind(view.kind).get(lang);
    let page = ReportPage {
        shell: Shell::new(visit, format!("{kind} · {}", view.organisation.name)),
        t,
        filled,
        kind,
        status: words::status(view.status).get(lang),
        tone: row::tone(view.status),
        standing: standing.get(lang),
        standing_tone: if mood == "open" { "busy" } else { mood },
        inspection: inspection(app, caller, view.inspection_id).await,
        car: car(app, visit, caller, view.car_id).await,
        superseded_by: view.superseded_by,
        facts: facts(&view, &zone, t),
        digests: vec![(t.content_digest, view.content_sha256.clone()), (t.file_digest, view.sha256.clone())],
        signatures: view.signatures.iter().map(|one| signature(view.kind, one, &zone, lang)).collect(),
        with_seal: view.signatures.iter().any(|one| one.signer == Signer::Seal && mine.contains(&one.field)),
        to_sign: choices(view.kind, &mine, lang),
        to_refuse: choices(view.kind, &refusable, lang),
        goes_into_report: rules::goes_into_report(view.kind, view.status),
        may_withdraw: allowed.contains(&Event::Withdraw),
        view,
    };
    shell::html(visit, &page)
}

fn choices(kind: Kind, fields: &[String], lang: Lang) -> Vec<Choice> {
    fields.iter().map(|field| Choice::new(field, words::field(kind, field).get(lang))).collect()
}

/// The inspection, for those who may read it.
async fn inspection(app: &AppState, caller: &Caller, id: Uuid) -> Option<(Uuid, String)> {
    let row = inspections::store::inspection(app.read(), caller, Action::ReadInspection, id).await.ok()?;
    Some((row.id, row.code))
}

/// The request whose form it is, for those who may read it.
async fn car(app: &AppState, visit: &Visit, caller: &Caller, id: Option<Uuid>) -> Option<(Uuid, String)> {
    let row = corrective_actions::store::request(app.read(), caller, id?, visit.now).await.ok()?;
    Some((row.id, row.number))
}

fn facts(view: &ReportView, zone: &str, t: &'static Reports) -> Vec<(&'static str, String)> {
    let facts = [
        (t.number, view.number.clone()),
        (t.code, Some(view.code.clone())),
        (t.made, Some(format::moment_in(view.made_at, zone))),
        (t.completed, view.signed_at.map(|at| format::moment_in(at, zone))),
        (t.pages, Some(view.pages.to_string())),
        (t.reason, view.reason.clone()),
    ];
    facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}

fn signature(kind: Kind, view: &SignatureView, zone: &str, lang: Lang) -> Signature {
    let t = Reports::of(lang);
    let level = view.level.as_ref().map(|level| format!("PAdES {level}"));
    let serial = view.certificate_serial.as_ref().map(|serial| fill(t.certificate, &[serial]));
    Signature {
        field: words::field(kind, &view.field).get(lang),
        name: view.signed_as.clone().unwrap_or_else(|| view.expected_name.clone()),
        title: view.expected_title.clone(),
        state: words::state(view.state).get(lang),
        tone: match view.state {
            State::Waiting => "busy",
            State::Signed => "good",
            State::Refused => "bad",
        },
        when: view.at.map(|at| format::moment_in(at, zone)).unwrap_or_default(),
        certificate: [level, serial].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        dissent: view.dissent.clone().unwrap_or_default(),
        dissent_place: match (view.dissent_printed, kind) {
            (true, _) => t.dissent_here,
            (false, Kind::CarForm) => "",
            (false, _) => t.dissent_in_report,
        },
    }
}
