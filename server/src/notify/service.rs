//! Telling people, within the transaction of what is told.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::catalogue::{Kind, Params};
use super::entity::notice::{self, Column};
use super::{jobs, store};
use crate::access::caller::Caller;
use crate::access::entity::user;
use crate::kernel::problem::Problem;
use crate::ledger::Tx;

/// What is told.
#[derive(Clone, Debug)]
pub struct News {
    /// Which kind of notice.
    pub kind: &'static Kind,
    /// Kind of the record it is about, such as `corrective_action_request`.
    pub record_kind: &'static str,
    /// The record it is about.
    pub record_id: Uuid,
    /// Parameters of the texts.
    pub params: Params,
}

impl News {
    /// News about a record.
    #[must_use]
    pub fn of(kind: &'static Kind, record_kind: &'static str, record_id: Uuid) -> Self {
        Self { kind, record_kind, record_id, params: Params::new() }
    }

    /// Sets a parameter of the texts.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "texts, days and numbers are handed in as they come")]
    pub fn param(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }
}

/// Tells each of some people once, but for whoever does this themselves and those whose accounts are not in use.
///
/// # Errors
/// Database failures.
pub async fn tell(tx: &Tx, people: &[Uuid], news: &News) -> Result<(), Problem> {
    for person in store::in_use(tx.db(), people).await? {
        if tx.actor().user_id != Some(person.id) {
            write(tx, tx.new_id(), &person, news).await?;
        }
    }
    Ok(())
}

/// Tells one person under an id that the caller makes, so that telling it again does nothing. Says whether it was told now.
///
/// # Errors
/// Database failures.
pub async fn tell_once(tx: &Tx, id: Uuid, person: Uuid, news: &News) -> Result<bool, Problem> {
    match store::in_use(tx.db(), &[person]).await?.pop() {
        Some(person) => write(tx, id, &person, news).await,
        None => Ok(false),
    }
}

async fn write(tx: &Tx, id: Uuid, person: &user::Model, news: &News) -> Result<bool, Problem> {
    let row = notice::ActiveModel {
        id: Set(id),
        user_id: Set(person.id),
        kind: Set(news.kind.code.to_owned()),
        record_kind: Set(news.record_kind.to_owned()),
        record_id: Set(news.record_id),
        params: Set(serde_json::to_string(&news.params).map_err(Problem::internal)?),
        created_at: Set(tx.now()),
        read_at: Set(None),
        mailed_at: Set(None),
    };
    let once = OnConflict::column(notice::Column::Id).do_nothing().to_owned();
    let written = notice::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await?;
    if written > 0 && person.email.is_some() {
        tx.enqueue(jobs::MAIL, &json!({ "notice": id }), tx.now());
    }
    Ok(written > 0)
}

/// Marks a notice of the caller as read; one that is read already stays as it is.
///
/// # Errors
/// `not-found`, also for the notices of others.
pub async fn read(tx: &Tx, caller: &Caller, id: Uuid) -> Result<notice::Model, Problem> {
    let row = store::find(tx.db(), id).await?;
    if row.user_id != caller.user.id {
        return Err(Problem::not_found());
    }
    if row.read_at.is_some() {
        return Ok(row);
    }
    let mut next = row.into_active_model();
    next.read_at = Set(Some(tx.now()));
    Ok(next.update(tx.db()).await?)
}

/// Marks every notice of the caller as read that came no later than one of them: what came since then was not seen.
///
/// # Errors
/// `not-found` when the notice is not the caller's.
pub async fn read_until(tx: &Tx, caller: &Caller, newest: Uuid) -> Result<(), Problem> {
    let row = store::find(tx.db(), newest).await?;
    if row.user_id != caller.user.id {
        return Err(Problem::not_found());
    }
    let unread = notice::Entity::update_many().col_expr(Column::ReadAt, Expr::value(tx.now()));
    let unread = unread.filter(Column::UserId.eq(caller.user.id)).filter(Column::ReadAt.is_null());
    unread.filter(Column::CreatedAt.lte(row.created_at)).exec(tx.db()).await?;
    Ok(())
}
