//! Part 2: what was done at once, the root cause, the corrective actions, similar cases.

use super::{labelled_act, written};
use crate::content::{CarForm, Cause, CauseMethod};
use crate::layout::{Piece, Row, Table, WIDTH, table};
use crate::parts::prose::{self, cell, column, middle};
use crate::press::Press;
use crate::wording::{heading, request as wording};

/// The pieces of part 2.
#[must_use]
pub fn pieces(press: &Press<'_>, content: &CarForm) -> Vec<Piece> {
    let fonts = press.fonts;
    let mut pieces = prose::heading(fonts, press.say(wording::PART_MEASURES));
    pieces.extend(prose::subheading(fonts, &format!("1. {}", press.say(wording::CORRECTION))));
    pieces.extend(written(press, &content.correction));
    pieces.extend(prose::subheading(fonts, &format!("2. {}", press.say(wording::CAUSE))));
    pieces.extend(cause(press, &content.cause));
    pieces.extend(prose::subheading(fonts, &format!("3. {}", press.say(wording::ACTIONS))));
    pieces.extend(if content.actions.is_empty() { written(press, "") } else { actions(press, content) });
    pieces.extend(prose::subheading(fonts, &format!("4. {}", press.say(wording::SIMILAR))));
    pieces.extend(written(press, &content.similar_cases));
    pieces.extend(labelled_act(press, wording::PLAN_APPROVED, content.plan_approved.as_ref()));
    pieces
}

fn cause(press: &Press<'_>, cause: &Cause) -> Vec<Piece> {
    if cause.statement.trim().is_empty() && cause.whys.is_empty() && cause.branches.is_empty() {
        return written(press, "");
    }
    let method = format!("{}.", press.say(wording::method(cause.method)));
    let mut pieces = prose::labelled(press.fonts, press.say(wording::METHOD), &method);
    match cause.method {
        CauseMethod::FiveWhy => {
            for (at, why) in cause.whys.iter().enumerate() {
                pieces.extend(prose::entry(press.fonts, &press.fill(wording::WHY, &[&(at + 1).to_string(), why])));
            }
        }
        CauseMethod::Fishbone => {
            let rows = cause.branches.iter().map(|branch| Row::Cells(vec![cell(&branch.category), cell(&branch.causes.join("; "))]));
            let head = [heading::CATEGORY, heading::CAUSES].map(|words| column(press.say(words))).to_vec();
            let table = Table { columns: table::shares(WIDTH, &[1, 3]), head, rows: rows.collect(), gap: prose::BETWEEN };
            pieces.extend(table.pieces(press.fonts));
        }
        CauseMethod::Free => {}
    }
    if !cause.statement.trim().is_empty() {
        pieces.extend(prose::labelled(press.fonts, press.say(wording::CAUSE_STATED), &cause.statement));
    }
    pieces
}

fn actions(press: &Press<'_>, content: &CarForm) -> Vec<Piece> {
    let words = [heading::NO, heading::ACTION, heading::OWNER, heading::DEADLINE, heading::DONE_ON, heading::OUTCOME];
    let rows = content.actions.iter().enumerate().map(|(at, action)| {
        let day = |day: Option<crate::content::Day>| day.map_or_else(|| "–".to_owned(), |day| press.calendar.day(day));
        Row::Cells(vec![
            middle(&(at + 1).to_string()),
            cell(&action.what),
            cell(&action.owner),
            middle(&day(action.due_on)),
            middle(&day(action.done_on)),
            cell(&action.result),
        ])
    });
    let head = words.map(|words| column(press.say(words))).to_vec();
    Table { columns: table::shares(WIDTH, &[9, 40, 25, 18, 18, 20]), head, rows: rows.collect(), gap: prose::BETWEEN }.pieces(press.fonts)
}

/// The head of the unit, who approved the plan.
#[must_use]
pub fn approver(content: &CarForm) -> &str {
    content.plan_approved.as_ref().map_or("", |act| act.by.name.as_str())
}
