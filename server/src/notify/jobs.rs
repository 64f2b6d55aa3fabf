//! Work done after the transaction: the mail.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use uuid::Uuid;

use super::entity::notice;
use super::smtp::{Fault, MailServer};
use super::{mail, store};
use crate::access::entity::user;
use crate::app::AppState;
use crate::kernel::catalogue;
use crate::kernel::problem::Problem;
use crate::ledger::Actor;

/// Send one notice by e-mail.
pub const MAIL: &str = "notice.mail";
/// Tries before a letter is left to the operator: about thirty hours, so that a mail server may be away for a day.
pub const MAIL_ATTEMPTS: i32 = 40;

/// Sends the notice that the payload names to its reader. Without a mail server, an address or an account in use there is nothing
/// to send; once it is sent it is not sent again.
///
/// A process that dies after the server has taken the letter and before that is recorded sends it again: with SMTP there is no
/// other way. The second has the same `Message-ID`.
///
/// # Errors
/// `mail-refused` when the server will never take it; `internal` when it may take it later.
pub async fn send(app: &AppState, payload: &Value) -> Result<(), Problem> {
    let id = named(payload)?;
    let Some(server) = MailServer::of(app.settings()).map_err(Problem::internal)? else { return Ok(()) };
    let row = store::find(app.read(), id).await?;
    if row.mailed_at.is_some() {
        return Ok(());
    }
    let Some(person) = user::Entity::find_by_id(row.user_id).one(app.read()).await?.filter(is_reached) else { return Ok(()) };
    let letter = mail::letter(&row, &person, &server.from, &app.settings().public_address()).map_err(refused)?;
    server.send(letter).await.map_err(|fault| match fault {
        Fault::Refused(said) => refused(said),
        Fault::NotNow(said) => Problem::internal(format!("mail server: {said}")),
    })?;
    let tx = app.begin_as(Actor::default()).await?;
    notice::Entity::update_many()
        .col_expr(notice::Column::MailedAt, Expr::value(tx.now()))
        .filter(notice::Column::Id.eq(id))
        .exec(tx.db())
        .await?;
    tx.commit().await
}

fn is_reached(person: &user::Model) -> bool {
    person.active && person.email.is_some()
}

fn refused(said: String) -> Problem {
    Problem::of(&catalogue::MAIL_REFUSED).param("reason", said)
}

fn named(payload: &Value) -> Result<Uuid, Problem> {
    let id = payload.get("notice").and_then(Value::as_str).and_then(|id| id.parse().ok());
    id.ok_or_else(|| Problem::internal(format!("job names no notice: {payload}")))
}
