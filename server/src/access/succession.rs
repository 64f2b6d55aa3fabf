//! Who stands for an organisation that a merger or a division has ended: those who followed it.
//!
//! What was asked of the organisation is asked of its successors from the day on which the decision takes effect, wherever it
//! stands in the records: nothing is written anew, so that history stays true. The register lies above this capability, so its
//! tables are asked by name.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, TryGetable};
use uuid::Uuid;

use crate::kernel::clock::LocalDate;
use crate::kernel::problem::Problem;

/// The organisations for which some stand: those that ended in a merger or division into them, however long ago.
///
/// # Errors
/// Database failures.
pub async fn predecessors(db: &impl ConnectionTrait, places: &[Uuid], today: &LocalDate) -> Result<Vec<Uuid>, Problem> {
    all(db, places, ("successor_id", "predecessor_id"), today).await
}

/// Those that stand for an organisation: itself while it exists, afterwards whoever followed it and still exists. One that ended
/// without a successor is stood for by nobody.
///
/// # Errors
/// Database failures.
pub async fn standing_for(db: &impl ConnectionTrait, organisation_id: Uuid, today: &LocalDate) -> Result<Vec<Uuid>, Problem> {
    let followed = all(db, &[organisation_id], ("predecessor_id", "successor_id"), today).await?;
    let candidates: BTreeSet<Uuid> = followed.into_iter().chain([organisation_id]).collect();
    let closed = closed(today).and_where(Expr::col("id").is_in(candidates.iter().copied())).to_owned();
    let closed: Vec<Uuid> = ids(db, &closed, "id").await?;
    Ok(candidates.into_iter().filter(|id| !closed.contains(id)).collect())
}

/// Whether one of some places is the organisation, stands for it, ended in it, or is below it. Below the root of a register is
/// everybody: there only the root itself counts.
///
/// # Errors
/// Database failures.
pub async fn is_part_of(db: &impl ConnectionTrait, places: &[Uuid], organisation_id: Uuid, today: &LocalDate) -> Result<bool, Problem> {
    let mut whole = standing_for(db, organisation_id, today).await?;
    whole.push(organisation_id);
    if places.iter().any(|place| whole.contains(place)) {
        return Ok(true);
    }
    let roots = Query::select().column("id").from("organisation").and_where(Expr::col("parent_id").is_null()).to_owned();
    let below = Query::select()
        .column("descendant_id")
        .from("organisation_reach")
        .and_where(Expr::col("ancestor_id").is_in(whole))
        .and_where(Expr::col("ancestor_id").not_in_subquery(roots))
        .and_where(Expr::col("descendant_id").is_in(places.iter().copied()))
        .limit(1)
        .to_owned();
    Ok(db.query_one(&below).await?.is_some())
}

/// Everything that is reached from some organisations over the steps of succession, without those themselves.
async fn all(
    db: &impl ConnectionTrait,
    from: &[Uuid],
    (here, there): (&'static str, &'static str),
    today: &LocalDate,
) -> Result<Vec<Uuid>, Problem> {
    let mut seen: BTreeSet<Uuid> = from.iter().copied().collect();
    let (mut next, mut found) = (from.to_vec(), Vec::new());
    while !next.is_empty() {
        let step = Query::select()
            .column(there)
            .from("organisation_succession")
            .and_where(Expr::col(here).is_in(next))
            .and_where(Expr::col("manner").ne("rename"))
            .and_where(Expr::col("predecessor_id").in_subquery(closed(today)))
            .to_owned();
        next = ids(db, &step, there).await?.into_iter().filter(|id| seen.insert(*id)).collect();
        found.extend(next.iter().copied());
    }
    Ok(found)
}

fn closed(today: &LocalDate) -> SelectStatement {
    Query::select().column("id").from("organisation").and_where(Expr::col("valid_to").lt(today.clone())).to_owned()
}

async fn ids<T: TryGetable>(db: &impl ConnectionTrait, query: &SelectStatement, column: &str) -> Result<Vec<T>, Problem> {
    let rows = db.query_all(query).await?;
    Ok(rows.iter().map(|row| row.try_get("", column)).collect::<Result<_, _>>()?)
}
