//! The content of a corrective action request as it stands at a moment (`soat-car-1`), gathered from its rows and its history,
//! and who is to sign its form: everybody who has taken one of its four parts.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use serde_json::{Map, Value, json};
use soat_checklist_schemas::catalogue;
use soat_documents::content::Person;
use uuid::Uuid;

use super::content::{head_of, people};
use super::entity::signature::Signer;
use super::rules::Expectation;
use crate::corrective_actions::entity::request::{self, Effectiveness};
use crate::corrective_actions::entity::{action, deadline, extension};
use crate::corrective_actions::history::{self, StepView};
use crate::corrective_actions::plan::{Category, RootCause};
use crate::corrective_actions::store;
use crate::evidence;
use crate::evidence::entity::evidence::Model as Evidence;
use crate::findings::views::FindingView;
use crate::inspections;
use crate::inspections::entity::inspection;
use crate::kernel::problem::Problem;
use crate::organisations::entity::organisation;

/// Everything that a form is made of.
struct Gathered {
    row: request::Model,
    inspection: inspection::Model,
    unit: organisation::Model,
    findings: Vec<Value>,
    actions: Vec<action::Model>,
    due_days: Vec<deadline::Model>,
    extensions: Vec<extension::Model>,
    steps: Vec<StepView>,
    evidence: Vec<Evidence>,
    people: HashMap<Uuid, Person>,
    numbers: (Option<String>, Option<String>),
}

/// The content of a request, and who is to sign its form.
///
/// # Errors
/// Database failures.
pub async fn of(db: &impl ConnectionTrait, row: request::Model) -> Result<(Value, Vec<Expectation>), Problem> {
    let gathered = gather(db, row).await?;
    let signers = signers(db, &gathered).await?;
    Ok((gathered.content(), signers))
}

/// The evidence that the content of a request names.
#[must_use]
pub fn evidence_ids(content: &Value) -> Vec<Uuid> {
    let rows = content["evidence"].as_array().into_iter().flatten();
    rows.filter_map(|row| row["id"].as_str()?.parse().ok()).collect()
}

async fn gather(db: &impl ConnectionTrait, row: request::Model) -> Result<Gathered, Problem> {
    let id = row.id;
    let actions = store::actions(db, &[id]).await?.remove(&id).unwrap_or_default();
    let attached: Vec<Uuid> = actions.iter().map(|one| one.id).chain([id]).collect();
    let extensions = store::extensions(db, &[id]).await?.remove(&id).unwrap_or_default();
    let steps = history::of(db, &row).await?;
    let people = people(db, acted(&row, &extensions, &steps)).await?.into_iter().collect();
    let findings = store::findings(db, &[id]).await?.remove(&id).unwrap_or_default();
    let unit = crate::organisations::store::by_ids(db, &[row.organisation_id]).await?.pop().ok_or_else(Problem::not_found)?;
    Ok(Gathered {
        inspection: inspections::store::by_id(db, row.inspection_id).await?,
        unit,
        findings: findings.into_iter().map(|row| json!(FindingView::from(row))).collect(),
        due_days: store::due_days(db, &[id]).await?.remove(&id).unwrap_or_default(),
        evidence: evidence::store::of_records(db, &attached).await?,
        numbers: (number(db, row.reissue_of).await?, number(db, row.reissued_as).await?),
        row,
        actions,
        extensions,
        steps,
        people,
    })
}

/// Everybody who had a hand in it.
fn acted(row: &request::Model, extensions: &[extension::Model], steps: &[StepView]) -> Vec<Uuid> {
    let of_extensions = extensions.iter().flat_map(|one| [Some(one.asked_by), one.decided_by]);
    steps.iter().map(|step| step.user_id).chain(of_extensions).chain([row.plan_approved_by]).flatten().collect()
}

async fn number(db: &impl ConnectionTrait, id: Option<Uuid>) -> Result<Option<String>, Problem> {
    match id {
        Some(id) => Ok(Some(store::find(db, id).await?.number)),
        None => Ok(None),
    }
}

impl Gathered {
    fn content(&self) -> Value {
        let row = &self.row;
        let frozen: Value = self.inspection.frozen_content.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let mut content = json!({
            "format": "soat-car-1", "id": row.id, "number": row.number, "status": row.status, "zone": self.inspection.zone,
            "client": if frozen["client"].is_object() { frozen["client"].clone() } else { json!({"name": ""}) },
            "organisation": {"code": self.unit.code, "name": self.unit.name, "kind": self.unit.kind},
            "inspection": {
                "code": self.inspection.code, "number": self.inspection.number, "programme": frozen["programme"]["title"],
                "concluded_on": self.inspection.concluded_at.map(|at| at.local_date(&self.inspection.zone)),
            },
            "standard": self.standard(), "grade": row.grade, "findings": self.findings, "clauses": self.clauses(),
            "deadlines": self.deadlines(), "correction": row.correction, "cause": cause(row), "similar_cases": row.similar_cases,
            "actions": self.actions.iter().map(action).collect::<Vec<_>>(),
            "extensions": self.extensions.iter().map(|one| self.extension(one)).collect::<Vec<_>>(),
            "evidence": self.evidence.iter().map(described).collect::<Vec<_>>(),
            "reissued_from": self.numbers.0, "reissued_as": self.numbers.1,
        });
        if let Some(all) = content.as_object_mut() {
            all.extend(self.acts());
        }
        content
    }

    fn standard(&self) -> Value {
        let title = catalogue::edition(&self.row.edition).and_then(|edition| edition.title.as_ref()).map(|title| json!(title));
        json!({"edition": self.row.edition, "title": title.unwrap_or_else(|| json!({"vi": self.row.edition, "en": self.row.edition}))})
    }

    fn clauses(&self) -> Vec<Value> {
        let numbers: Vec<String> = serde_json::from_str(&self.row.clauses).unwrap_or_default();
        let edition = catalogue::edition(&self.row.edition);
        let clause = |number: &String| edition.and_then(|edition| edition.clause(number));
        numbers.iter().filter_map(clause).map(|clause| json!({"number": clause.number, "title": clause.title})).collect()
    }

    /// The day of each kind that holds, with those that held before.
    fn deadlines(&self) -> Vec<Value> {
        let kinds = [deadline::Kind::Plan, deadline::Kind::Implementation, deadline::Kind::Effectiveness];
        let of = |kind| {
            let days: Vec<_> = self.due_days.iter().filter(|day| day.kind == kind).map(|day| day.due_on.clone()).collect();
            let (last, earlier) = days.split_last()?;
            Some(json!({"kind": kind, "due_on": last, "earlier": earlier}))
        };
        kinds.into_iter().filter_map(of).collect()
    }

    fn person(&self, id: Option<Uuid>) -> Person {
        id.and_then(|id| self.people.get(&id).cloned()).unwrap_or_default()
    }

    fn act(&self, step: &StepView) -> Value {
        let statement = step.reason.clone().unwrap_or_default();
        json!({"by": self.person(step.user_id), "at": step.at, "statement": statement})
    }

    fn last(&self, events: &[&str]) -> Option<&StepView> {
        self.steps.iter().rev().find(|step| events.contains(&step.event.as_str()))
    }

    fn each(&self, events: &[&str]) -> impl Iterator<Item = &StepView> {
        self.steps.iter().filter(move |step| events.contains(&step.event.as_str()))
    }

    /// Who did what and when: the parts that the history tells of.
    fn acts(&self) -> Map<String, Value> {
        let act = |events: &[&str]| self.last(events).map(|step| self.act(step));
        let reviewed = |step: &StepView| {
            let mut review = self.act(step);
            review["accepted"] = json!(step.event == "accept_plan");
            review
        };
        let step = |step: &StepView| json!({"at": step.at, "event": step.event, "by": self.person(step.user_id), "note": step.reason.clone().unwrap_or_default()});
        let approved = self.row.plan_approved_at.map(|at| json!({"by": self.person(self.row.plan_approved_by), "at": at, "statement": ""}));
        let acts = json!({
            "issued": act(&["issue"]), "acknowledged": act(&["acknowledge"]), "dispute": self.dispute(), "plan_approved": approved,
            "plan_reviews": self.each(&["accept_plan", "return_plan"]).map(reviewed).collect::<Vec<_>>(),
            "submissions": self.each(&["submit_implementation"]).map(|step| self.act(step)).collect::<Vec<_>>(),
            "implementation_returns": self.each(&["return_implementation"]).map(reviewed).collect::<Vec<_>>(),
            "verification": self.verification(), "effectiveness": self.effectiveness(),
            "closed": act(&["close", "cancel", "withdraw"]), "history": self.steps.iter().map(step).collect::<Vec<_>>(),
        });
        match acts {
            Value::Object(acts) => acts,
            _ => Map::new(),
        }
    }

    fn dispute(&self) -> Option<Value> {
        let raised = self.last(&["dispute"])?;
        let decided = self.each(&["uphold", "withdraw"]).find(|step| step.at >= raised.at);
        let upheld = decided.map(|step| step.event == "uphold");
        Some(json!({"raised": self.act(raised), "upheld": upheld, "decided": decided.map(|step| self.act(step))}))
    }

    fn verification(&self) -> Option<Value> {
        let mut verification = self.act(self.last(&["verify"])?);
        verification["form"] = json!(self.row.verified_method.as_deref().unwrap_or("by_file"));
        Some(verification)
    }

    fn effectiveness(&self) -> Option<Value> {
        let reviewed = self.last(&["confirm_effective", "find_ineffective"]).map(|step| self.act(step));
        let effective = match self.row.effectiveness {
            Effectiveness::Effective => Some(true),
            Effectiveness::Ineffective => Some(false),
            Effectiveness::Pending | Effectiveness::NotRequired => None,
        };
        let required = self.row.effectiveness != Effectiveness::NotRequired;
        let looked_at = self.row.verified_at.is_some();
        let told = json!({"required": required, "due_on": self.row.effectiveness_due_on, "effective": effective, "reviewed": reviewed});
        looked_at.then_some(told)
    }

    fn extension(&self, one: &extension::Model) -> Value {
        let decided = one
            .decided_at
            .map(|at| json!({"by": self.person(one.decided_by), "at": at, "statement": one.decision.clone().unwrap_or_default()}));
        json!({
            "kind": one.kind, "from": one.from_on, "to": one.to_on,
            "asked": {"by": self.person(Some(one.asked_by)), "at": one.asked_at, "statement": one.reason},
            "granted": decided.as_ref().map(|_| one.state == extension::State::Granted), "decided": decided,
        })
    }
}

fn action(row: &action::Model) -> Value {
    json!({"what": row.what, "owner": row.owner, "due_on": row.due_on, "done_on": row.done_on, "result": row.result})
}

fn cause(row: &request::Model) -> Value {
    let cause: Option<RootCause> = serde_json::from_str(&row.root_cause).ok();
    match cause {
        Some(RootCause::FiveWhys { whys }) => {
            let last = whys.iter().rev().find(|why| !why.trim().is_empty()).cloned().unwrap_or_default();
            json!({"method": "five_why", "whys": whys, "statement": last})
        }
        Some(RootCause::Fishbone { branches, conclusion }) => {
            let branches: Vec<Value> =
                branches.iter().map(|branch| json!({"category": category(branch.category), "causes": branch.causes})).collect();
            json!({"method": "fishbone", "branches": branches, "statement": conclusion})
        }
        Some(RootCause::Free { text }) => json!({"method": "free", "statement": text}),
        None => json!({"method": "free"}),
    }
}

/// The category of a cause, as people read it.
const fn category(category: Category) -> &'static str {
    match category {
        Category::People => "Con người / People",
        Category::Method => "Quy trình, phương pháp / Method",
        Category::Documents => "Văn bản, biểu mẫu / Documents",
        Category::Equipment => "Thiết bị, phần mềm / Equipment",
        Category::Environment => "Môi trường làm việc / Environment",
        Category::Management => "Quản lý, giám sát / Management",
    }
}

fn described(row: &Evidence) -> Value {
    json!({
        "id": row.id, "sha256": row.sha256, "size": row.size, "media_type": row.media_type, "caption": row.caption,
        "attached_kind": row.attached_kind, "attached_id": row.attached_id, "captured_at": row.captured_at,
        "captured_zone": row.captured_zone, "latitude": row.latitude, "longitude": row.longitude,
    })
}

/// Whoever issued it, the head of the unit, and everybody who has taken a later part.
async fn signers(db: &impl ConnectionTrait, gathered: &Gathered) -> Result<Vec<Expectation>, Problem> {
    let row = &gathered.row;
    let head = gathered.person(row.plan_approved_by);
    let receiver = head_of(db, row.organisation_id, "unit_head", &head).await?;
    let approver = row.plan_approved_by.map(|_| Expectation { field: "unit_plan", ..receiver.clone() });
    Ok(gathered.before().into_iter().chain([receiver]).chain(approver).chain(gathered.after()).collect())
}

impl Gathered {
    fn by(&self, field: &'static str, id: Option<Uuid>) -> Option<Expectation> {
        let Person { name, title } = self.person(id);
        id.map(|id| Expectation { field, signer: Signer::Person, user_id: Some(id), organisation_id: None, name, title })
    }

    fn who(&self, event: &str) -> Option<Uuid> {
        self.last(&[event]).and_then(|step| step.user_id)
    }

    fn before(&self) -> Option<Expectation> {
        self.by("lead", self.who("issue"))
    }

    fn after(&self) -> impl Iterator<Item = Expectation> {
        let (row, reviewer) = (&self.row, self.who("accept_plan"));
        [self.by("reviewer", reviewer), self.by("verifier", row.verified_by), self.by("chair", row.closed_by)].into_iter().flatten()
    }
}
