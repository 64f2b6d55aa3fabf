//! Results by clause of the standard, with the findings raised against each.

use super::prose::{self, cell, column, middle};
use super::results::{verdict_columns, verdict_counts};
use crate::content::{Finding, Inspection, Item, ItemState};
use crate::layout::{Piece, Row, Table, WIDTH, table};
use crate::press::Press;
use crate::wording::{heading, outcome};

/// One row a clause that is named by an item or a finding.
#[must_use]
pub fn pieces(press: &Press<'_>, content: &Inspection) -> Vec<Piece> {
    let mut rows = Vec::new();
    for clause in &content.clauses {
        let items: Vec<&Item> =
            content.checklist.items().filter(|item| item.state != ItemState::Excluded && item.clauses.contains(&clause.number)).collect();
        let findings: Vec<&str> =
            content.findings.iter().filter(|finding| finding.clauses.contains(&clause.number)).map(Finding::label).collect();
        let excluded = content.visit.exclusions.iter().any(|exclusion| is_within(&clause.number, &exclusion.clause));
        if items.is_empty() && findings.is_empty() && !excluded {
            continue;
        }
        let mut cells = vec![cell(&clause.number), cell(clause.title.get(press.lang())), middle(&items.len().to_string())];
        cells.extend(verdict_counts(&items).map(|count| middle(&count)));
        let remark = if excluded && findings.is_empty() { press.say(outcome::EXCLUDED).to_owned() } else { findings.join("; ") };
        cells.push(cell(&remark));
        rows.push(Row::Cells(cells));
    }
    let mut head: Vec<_> = [heading::CLAUSE, heading::CLAUSE_TITLE, heading::ITEMS].map(|words| column(press.say(words))).to_vec();
    head.extend(verdict_columns(press));
    head.push(column(press.say(heading::FINDING_NUMBERS)));
    let columns = table::shares(WIDTH, &[14, 42, 10, 10, 13, 10, 10, 26]);
    let mut pieces = Table { columns, head, rows, gap: prose::BETWEEN }.pieces(press.fonts);
    pieces.extend(prose::remark(press.fonts, press.say(outcome::SHORT_MEANING)));
    pieces
}

/// Whether a clause is the other one or lies beneath it.
fn is_within(clause: &str, outer: &str) -> bool {
    clause.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
