//! Moving organisations from one register to another: their code must be free there, and the directories of both must tell it.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::organisation;
use super::store::{self, IDS_A_STATEMENT};
use super::{following, service};
use crate::access::entity::{grant, user};
use crate::kernel::catalogue;
use crate::kernel::problem::Problem;
use crate::ledger::{Entry, Tx, stream};

/// Brings organisations, and the people they employ, into the register of `root`; those that are in it already stay as they are.
///
/// # Errors
/// `already-exists` when the register has another organisation with a code of theirs.
pub async fn into_register(tx: &Tx, root: Uuid, ids: &[Uuid]) -> Result<(), Problem> {
    let coming: Vec<_> = store::by_ids(tx.db(), ids).await?.into_iter().filter(|row| row.root_id != root).collect();
    refuse_taken_codes(tx, root, &coming).await?;
    let mut left: std::collections::BTreeMap<Uuid, Vec<Uuid>> = std::collections::BTreeMap::new();
    for row in &coming {
        left.entry(row.root_id).or_default().push(row.id);
    }
    for (old_root, ids) in left {
        for ids in ids.chunks(IDS_A_STATEMENT) {
            organisation::Entity::update_many()
                .col_expr(organisation::Column::RootId, Expr::value(root))
                .col_expr(organisation::Column::Version, Expr::col(organisation::Column::Version).add(1))
                .filter(organisation::Column::Id.is_in(ids.iter().copied()))
                .exec(tx.db())
                .await?;
        }
        tx.change_many(&stream::of_directory(old_root), following::ORGANISATIONS, &ids, true).await?;
        service::tell(tx, root, &ids).await?;
        for id in &ids {
            let entry = Entry::new(service::RECORD, *id, "relocate").changed("root_id", old_root.to_string(), root.to_string());
            tx.note(&stream::of_directory(root), entry).await?;
        }
        move_people(tx, old_root, root, &ids).await?;
    }
    Ok(())
}

async fn refuse_taken_codes(tx: &Tx, root: Uuid, coming: &[organisation::Model]) -> Result<(), Problem> {
    for rows in coming.chunks(IDS_A_STATEMENT) {
        let taken = organisation::Entity::find()
            .filter(organisation::Column::RootId.eq(root))
            .filter(organisation::Column::Code.is_in(rows.iter().map(|row| row.code.as_str())))
            .one(tx.db())
            .await?;
        if let Some(row) = taken {
            return Err(Problem::of(&catalogue::ALREADY_EXISTS).param("what", "organisation").param("key", row.code));
        }
    }
    Ok(())
}

async fn move_people(tx: &Tx, old_root: Uuid, root: Uuid, ids: &[Uuid]) -> Result<(), Problem> {
    for ids in ids.chunks(IDS_A_STATEMENT) {
        let employed = user::Entity::find().filter(user::Column::OrganisationId.is_in(ids.iter().copied())).all(tx.db()).await?;
        let employed: Vec<Uuid> = employed.into_iter().map(|person| person.id).collect();
        tx.change_many(&stream::of_directory(old_root), following::PEOPLE, &employed, true).await?;
        tx.change_many(&stream::of_directory(root), following::PEOPLE, &employed, false).await?;
        let grants = grant::Entity::find().filter(grant::Column::OrganisationId.is_in(ids.iter().copied())).all(tx.db()).await?;
        let holders: std::collections::BTreeSet<Uuid> = grants.into_iter().map(|grant| grant.user_id).collect();
        for holder in holders {
            following::as_granted(tx, holder).await?;
        }
    }
    Ok(())
}
