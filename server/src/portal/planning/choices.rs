//! What can be chosen when an inspection is planned.

use sea_orm::{ConnectionTrait, Iterable};

use crate::access::caller::Caller;
use crate::checklists::entity::checklist::Status as ChecklistStatus;
use crate::checklists::store::{self as checklists, Filter as ChecklistFilter};
use crate::inspections::entity::inspection::{Form, Kind};
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::portal::frame::fields::Choice;
use crate::portal::text::{Inspections, fill, named};
use crate::programmes::store::{self as programmes, Filter as ProgrammeFilter};

/// The most that a choice offers.
const OFFERED: u64 = 200;

/// Kinds of inspection.
#[must_use]
pub fn kinds(lang: Lang) -> Vec<Choice> {
    Kind::iter().map(|kind| Choice::new(kind.as_str(), named::kind(kind).get(lang))).collect()
}

/// Forms of inspection.
#[must_use]
pub fn forms(lang: Lang) -> Vec<Choice> {
    Form::iter().map(|form| Choice::new(form.as_str(), named::form(form).get(lang))).collect()
}

/// Published checklists, those for a kind of inspection alone when one is named.
///
/// # Errors
/// Database failures.
pub async fn checklists(db: &impl ConnectionTrait, caller: &Caller, kind: Option<Kind>, lang: Lang) -> Result<Vec<Choice>, Problem> {
    let filter = ChecklistFilter {
        status: Some(ChecklistStatus::Published),
        inspection_kind: kind.map(|kind| kind.as_str().to_owned()),
        ..ChecklistFilter::default()
    };
    let rows = checklists::checklists(db, caller, filter, None, OFFERED).await?;
    let t = Inspections::of(lang);
    let choice = |row: crate::checklists::entity::checklist::Model| {
        let title = if lang == Lang::Vi { row.title_vi } else { row.title_en };
        Choice::new(row.id.to_string(), format!("{title}, {}", fill(t.version, &[&row.number.to_string()])))
    };
    Ok(rows.into_iter().map(choice).collect())
}

/// Programmes, the newest year first.
///
/// # Errors
/// Database failures.
pub async fn programmes(db: &impl ConnectionTrait, caller: &Caller) -> Result<Vec<Choice>, Problem> {
    let rows = programmes::programmes(db, caller, ProgrammeFilter::default(), None, OFFERED).await?;
    Ok(rows.into_iter().map(|row| Choice::new(row.id.to_string(), format!("{} · {}", row.year, row.title))).collect())
}
