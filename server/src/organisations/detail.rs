//! One organisation with its history, its numbers, and what documents say about them.

use sea_orm::ConnectionTrait;

use super::entity::{organisation, stated_total};
use super::rules::{self, Statement};
use super::store::{self, KindRow, Step};
use super::views::{Counts, DecisionView, KindCount, OrganisationDetail, StatedTotalView, SuccessionView, Warning};
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::Problem;

/// The organisation of a row as a single read shows it.
///
/// # Errors
/// Database failures.
pub async fn of(db: &impl ConnectionTrait, row: organisation::Model, today: &LocalDate) -> Result<OrganisationDetail, Problem> {
    let (before, after) = store::successions(db, row.id).await?;
    let counts = counts(store::counts(db, row.id, today).await?);
    let mut stated_totals = Vec::new();
    for total in store::stated_totals(db, row.id).await? {
        let computed = store::counts(db, row.id, &total.stated_on).await?;
        stated_totals.push(beside(total, &computed));
    }
    let warnings = warnings(&stated_totals);
    Ok(OrganisationDetail {
        organisation: row.into(),
        predecessors: before.into_iter().map(succession).collect(),
        successors: after.into_iter().map(succession).collect(),
        counts,
        stated_totals,
        warnings,
    })
}

fn counts(rows: Vec<KindRow>) -> Counts {
    Counts {
        children: rows.iter().map(|row| row.children).sum(),
        below: rows.iter().map(|row| row.below).sum(),
        by_kind: rows
            .into_iter()
            .map(|row| KindCount { kind: row.kind, level: row.level, children: row.children, below: row.below })
            .collect(),
    }
}

fn succession((step, other): Step) -> SuccessionView {
    SuccessionView {
        id: other.id,
        code: step.former_code.unwrap_or(other.code),
        name: step.former_name.unwrap_or(other.name),
        manner: step.manner,
        decision: DecisionView { number: step.decision_number, signed_on: step.signed_on, effective_on: step.effective_on },
    }
}

fn beside(total: stated_total::Model, computed: &[KindRow]) -> StatedTotalView {
    let meant = |row: &&KindRow| {
        total.kind.as_ref().is_none_or(|kind| *kind == row.kind) && total.level.as_ref().is_none_or(|level| *level == row.level)
    };
    let computed: i64 = computed.iter().filter(meant).map(|row| row.below).sum();
    let stated = i64::from(total.stated);
    StatedTotalView {
        id: total.id,
        kind: total.kind,
        level: total.level,
        stated,
        source: total.source,
        stated_on: total.stated_on,
        computed,
        difference: computed - stated,
    }
}

fn warnings(totals: &[StatedTotalView]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for StatedTotalView { kind, level, stated, source, computed, .. } in totals.iter().filter(|total| total.difference != 0) {
        let of: Vec<&str> = [kind, level].into_iter().flatten().map(String::as_str).collect();
        let of = if of.is_empty() { String::new() } else { format!(" ({})", of.join(", ")) };
        let vi = format!("{source}{of}: số nêu {stated}, số đếm được {computed}.");
        let en = format!("{source}{of}: {stated} stated, {computed} counted.");
        warnings.push(Warning::new("stated-total-differs", vi, en));
    }
    let statements: Vec<Statement<'_>> = totals
        .iter()
        .map(|total| Statement {
            kind: total.kind.as_deref(),
            level: total.level.as_deref(),
            stated: total.stated,
            source: &total.source,
            stated_on: &total.stated_on,
        })
        .collect();
    for sum in rules::unequal_sums(&statements) {
        let vi = format!("{}: tổng nêu {}, cộng các số thành phần được {}.", sum.source, sum.stated, sum.sum);
        let en = format!("{}: {} stated in all, its parts add up to {}.", sum.source, sum.stated, sum.sum);
        warnings.push(Warning::new("stated-parts-differ", vi, en));
    }
    warnings
}
