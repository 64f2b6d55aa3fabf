//! The closure of the tree, kept in `organisation_reach`: who is at or above whom, through parent, second superior, and from a
//! closed organisation to its successors (so that those who work at the successor read what happened before).
//!
//! What a closed organisation reached when it closed is kept besides (`former_reach`): grants at it still read that history, but
//! it gives nothing to those above it and reaches nothing that is made later.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::entity::{former_reach, organisation, reach, succession};
use super::rules::{self, Above, Edges};
use super::store::IDS_A_STATEMENT;
use crate::kernel::catalogue::field;
use crate::kernel::problem::Problem;

/// Those at or above each of some organisations now, kept pairs left out.
///
/// # Errors
/// Database failures.
pub async fn at_or_above(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Above, Problem> {
    let mut above = Above::new();
    for ids in ids.chunks(IDS_A_STATEMENT) {
        let kept = Query::select()
            .expr(Expr::val(1))
            .from("former_reach")
            .and_where(Expr::col(("former_reach", "ancestor_id")).eq(Expr::col(("organisation_reach", "ancestor_id"))))
            .and_where(Expr::col(("former_reach", "descendant_id")).eq(Expr::col(("organisation_reach", "descendant_id"))))
            .to_owned();
        let pairs = reach::Entity::find()
            .filter(reach::Column::DescendantId.is_in(ids.iter().copied()))
            .filter(Expr::exists(kept).not())
            .all(db)
            .await?;
        for pair in pairs {
            above.entry(pair.descendant_id).or_default().insert(pair.ancestor_id);
        }
    }
    Ok(above)
}

/// Those at or below an organisation, kept pairs included.
///
/// # Errors
/// Database failures.
pub async fn at_or_below(db: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Uuid>, Problem> {
    let ids = reach::Entity::find().select_only().column(reach::Column::DescendantId).filter(reach::Column::AncestorId.eq(id));
    Ok(ids.into_tuple().all(db).await?)
}

/// Refuses a superior that is itself at or below the organisation.
///
/// # Errors
/// `invalid-body` at `pointer`.
pub async fn refuse_circle(db: &impl ConnectionTrait, id: Uuid, superior: Uuid, pointer: &str) -> Result<(), Problem> {
    let circle = at_or_above(db, &[superior]).await?.get(&superior).is_some_and(|above| above.contains(&id));
    if circle { Err(Problem::invalid_field(&field::CIRCLE, pointer, &[])) } else { Ok(()) }
}

/// Computes the reach of existing organisations anew, after superiors or successors of any of them changed. `ids` holds them and
/// everyone below them.
///
/// # Errors
/// `invalid-body` when somebody would be above themselves; database failures.
pub async fn compute_anew(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<(), Problem> {
    let edges = edges(db, ids).await?;
    for ids in ids.chunks(IDS_A_STATEMENT) {
        // Superiors outside `ids` keep their own rows, from which the new ones are computed.
        reach::Entity::delete_many().filter(reach::Column::DescendantId.is_in(ids.iter().copied())).exec(db).await?;
    }
    let above = write(db, &edges).await?;
    for ids in ids.chunks(IDS_A_STATEMENT) {
        let kept = former_reach::Entity::find().filter(former_reach::Column::DescendantId.is_in(ids.iter().copied())).all(db).await?;
        let is_live = |pair: &former_reach::Model| above.get(&pair.descendant_id).is_some_and(|all| all.contains(&pair.ancestor_id));
        let (live, kept): (Vec<_>, Vec<_>) = kept.into_iter().partition(is_live);
        for pair in live {
            former_reach::Entity::delete_by_id((pair.ancestor_id, pair.descendant_id)).exec(db).await?;
        }
        insert(db, kept.into_iter().map(|pair| (pair.ancestor_id, pair.descendant_id)).collect()).await?;
    }
    Ok(())
}

/// Writes the reach of organisations that have no rows yet, from the edges given; gives it.
///
/// # Errors
/// `invalid-body` when somebody would be above themselves; database failures.
pub async fn write(db: &impl ConnectionTrait, edges: &Edges) -> Result<Above, Problem> {
    let outside: BTreeSet<Uuid> = edges.values().flatten().filter(|superior| !edges.contains_key(superior)).copied().collect();
    let outside = at_or_above(db, &outside.into_iter().collect::<Vec<_>>()).await?;
    let above = rules::closure(edges, &outside).map_err(|_| Problem::invalid_field(&field::CIRCLE, "/parent_id", &[]))?;
    let pairs = above.iter().flat_map(|(node, above)| above.iter().map(move |ancestor| (*ancestor, *node))).collect();
    insert(db, pairs).await?;
    Ok(above)
}

/// Keeps what a closed organisation reached and reaches no longer.
///
/// # Errors
/// Database failures.
pub async fn keep(db: &impl ConnectionTrait, closed: Uuid, reached: &[Uuid]) -> Result<(), Problem> {
    let now = at_or_above(db, reached).await?;
    let lost = reached.iter().filter(|id| now.get(id).is_none_or(|above| !above.contains(&closed)));
    let lost: Vec<Uuid> = lost.copied().collect();
    for ids in lost.chunks(IDS_A_STATEMENT) {
        let rows = ids.iter().map(|id| former_reach::ActiveModel { ancestor_id: Set(closed), descendant_id: Set(*id) });
        let place = [former_reach::Column::AncestorId, former_reach::Column::DescendantId];
        former_reach::Entity::insert_many(rows)
            .on_conflict(OnConflict::columns(place).do_nothing().to_owned())
            .exec_without_returning(db)
            .await?;
    }
    insert(db, lost.into_iter().map(|id| (closed, id)).collect()).await
}

/// Who is directly above each organisation: superiors, and successors of a closed one.
async fn edges(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Edges, Problem> {
    let mut edges = Edges::with_capacity(ids.len());
    for ids in ids.chunks(IDS_A_STATEMENT) {
        let rows: Vec<(Uuid, Option<Uuid>, Option<Uuid>)> = organisation::Entity::find()
            .select_only()
            .columns([organisation::Column::Id, organisation::Column::ParentId, organisation::Column::SecondSuperiorId])
            .filter(organisation::Column::Id.is_in(ids.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        for (id, parent, second) in rows {
            edges.entry(id).or_default().extend([parent, second].into_iter().flatten());
        }
        for step in followed(db, ids).await? {
            edges.entry(step.predecessor_id).or_default().push(step.successor_id);
        }
    }
    Ok(edges)
}

/// Successions of organisations into others; changes of name are none.
///
/// # Errors
/// Database failures.
pub(super) async fn followed(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<succession::Model>, Problem> {
    let steps = succession::Entity::find()
        .filter(succession::Column::PredecessorId.is_in(ids.iter().copied()))
        .filter(succession::Column::Manner.ne("rename"));
    Ok(steps.all(db).await?)
}

async fn insert(db: &impl ConnectionTrait, pairs: Vec<(Uuid, Uuid)>) -> Result<(), Problem> {
    let rows: Vec<reach::ActiveModel> = pairs
        .into_iter()
        .map(|(ancestor, descendant)| reach::ActiveModel { ancestor_id: Set(ancestor), descendant_id: Set(descendant) })
        .collect();
    let place = [reach::Column::AncestorId, reach::Column::DescendantId];
    for rows in rows.chunks(IDS_A_STATEMENT) {
        reach::Entity::insert_many(rows.iter().cloned())
            .on_conflict(OnConflict::columns(place).do_nothing().to_owned())
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}
