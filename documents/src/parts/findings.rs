//! Findings, each with its photos on the same sheet where they fit, and a summary by grade.

use super::photos;
use super::prose::{self, cell, column, middle};
use crate::content::{Clause, Evidence, Finding, Flaw, Grade, Inspection};
use crate::layout::piece::{hold_all, hold_last};
use crate::layout::{Keep, Piece, Row, Table, table};
use crate::press::Press;
use crate::wording::{heading, outcome};

/// How many findings of each grade; none where nothing was found.
#[must_use]
pub fn summary(press: &Press<'_>, content: &Inspection) -> Vec<Piece> {
    if content.findings.is_empty() {
        return prose::text(press.fonts, press.say(outcome::NO_FINDINGS));
    }
    let with = |grade: Option<Grade>| content.findings.iter().filter(|finding| finding.grade == grade).count();
    let all = Grade::ALL.into_iter().map(|grade| (press.say(outcome::grade(grade)), with(Some(grade))));
    let graded = all.filter(|(_, count)| content.visit.grading || *count > 0);
    let ungraded = std::iter::once((press.say(outcome::UNGRADED), with(None)));
    let counted = graded.chain(ungraded.filter(|(_, count)| *count > 0));
    let mut rows: Vec<Row> = counted.map(|(name, count)| Row::Cells(vec![cell(name), middle(&count.to_string())])).collect();
    rows.push(Row::Cells(vec![column(press.say(outcome::TOTAL)), column(&content.findings.len().to_string())]));
    let head = vec![column(press.say(heading::GRADE)), column(press.say(heading::COUNT))];
    let columns = table::shares(260.0, &[3, 1]);
    Table { columns, head, rows, gap: prose::BETWEEN }.pieces(press.fonts)
}

/// Every finding of an inspection with its photos, numbered after a prefix.
///
/// # Errors
/// [`Flaw::Pdf`].
pub fn pieces(press: &mut Press<'_>, content: &Inspection, prefix: &str) -> Result<Vec<Piece>, Flaw> {
    let mut pieces = Vec::new();
    for (at, finding) in content.findings.iter().enumerate() {
        let mut one = finding_pieces(press, finding, &content.clauses, &format!("{prefix}{}", at + 1), |id| {
            content.findings.iter().find(|other| other.id == id).map(|other| other.label().to_owned())
        });
        let evidence: Vec<&Evidence> = content.evidence_of(&finding.id).filter(|row| row.is_picture()).collect();
        if !evidence.is_empty() {
            hold_last(&mut one, Keep::Firm);
            one.extend(photos::shelves(press, &evidence, |_, _| String::new())?);
        }
        let last = one.len().saturating_sub(1);
        hold_all(&mut one[..last], Keep::Soft);
        pieces.extend(one);
    }
    Ok(pieces)
}

/// One finding: heading, then its parts.
pub fn finding_pieces(
    press: &Press<'_>,
    finding: &Finding,
    clauses: &[Clause],
    number: &str,
    label_of: impl Fn(&str) -> Option<String>,
) -> Vec<Piece> {
    let grade = finding.grade.map_or(outcome::UNGRADED, outcome::grade);
    let mut pieces = prose::subheading(press.fonts, &format!("{number}. {} – {}", finding.label(), press.say(grade)));
    let mut add = |label, text: &str| {
        if !text.trim().is_empty() {
            pieces.extend(prose::labelled(press.fonts, press.say(label), text));
        }
    };
    add(outcome::CLAUSES, &named(press, &finding.clauses, clauses));
    add(outcome::PROCEDURE, &finding.procedure);
    add(outcome::LEGAL, &finding.legal_reference);
    add(outcome::REQUIREMENT, &finding.requirement);
    add(outcome::OBSERVED, &finding.observed);
    add(outcome::EVIDENCE, &finding.evidence_statement);
    if let Some(earlier) = &finding.repeat_of {
        let label = finding.repeat_of_number.clone().or_else(|| label_of(earlier));
        add(outcome::REPEAT, label.as_deref().unwrap_or(press.say(outcome::EARLIER)));
    }
    pieces
}

/// Clause numbers with their titles: `7.5.3 (Kiểm soát thông tin dạng văn bản)`.
fn named(press: &Press<'_>, numbers: &[String], clauses: &[Clause]) -> String {
    let name = |number: &String| match clauses.iter().find(|clause| clause.number == *number) {
        Some(clause) => format!("{number} ({})", clause.title.get(press.lang())),
        None => number.clone(),
    };
    numbers.iter().map(name).collect::<Vec<_>>().join("; ")
}
