//! How people call the records that evidence belongs to. Their capabilities lie above this one, so the tables are asked by name.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use uuid::Uuid;

use crate::evidence::entity::evidence::{self, AttachedKind};
use crate::kernel::problem::Problem;

/// Records asked about at a time.
const BATCH: usize = 500;

/// The labels of the records that some evidence belongs to, by record; those that have not reached the server have none.
///
/// # Errors
/// Database failures.
pub(super) async fn of(db: &impl ConnectionTrait, rows: &[evidence::Model]) -> Result<HashMap<Uuid, String>, Problem> {
    let mut labels = HashMap::new();
    for (kind, table, column) in [
        (AttachedKind::Response, "response", "item_id"),
        (AttachedKind::Sample, "sample", "dossier_code"),
        (AttachedKind::Finding, "finding", "number"),
        (AttachedKind::CorrectiveActionRequest, "corrective_action_request", "number"),
    ] {
        labels.extend(named(db, table, column, &records(rows, kind)).await?);
    }
    // An action has no number of its own: it is called by that of its request.
    let requests: HashMap<Uuid, Uuid> = named(db, "corrective_action", "car_id", &records(rows, AttachedKind::CorrectiveAction)).await?;
    let ids: Vec<Uuid> = requests.values().copied().collect();
    let numbers: HashMap<Uuid, String> = named(db, "corrective_action_request", "number", &ids).await?;
    labels.extend(requests.into_iter().filter_map(|(action, request)| Some((action, numbers.get(&request)?.clone()))));
    Ok(labels)
}

fn records(rows: &[evidence::Model], kind: AttachedKind) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = rows.iter().filter(|row| row.attached_kind == kind).map(|row| row.attached_id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

async fn named<T: sea_orm::TryGetable>(
    db: &impl ConnectionTrait,
    table: &'static str,
    column: &'static str,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, T>, Problem> {
    let mut found = HashMap::new();
    for ids in ids.chunks(BATCH) {
        let query = Query::select().columns(["id", column]).from(table).and_where(Expr::col("id").is_in(ids.iter().copied())).to_owned();
        for row in db.query_all(&query).await? {
            if let Some(value) = row.try_get::<Option<T>>("", column)? {
                found.insert(row.try_get("", "id")?, value);
            }
        }
    }
    Ok(found)
}
