//! The conversation about a request: read by whoever may read it, written by unit, team, office and committee.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::entity::message;
use super::{news, service, store};
use crate::access::caller::{Caller, forbidden};
use crate::access::policy::Action;
use crate::kernel::catalogue::field;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;
use crate::ledger::{Entry, Tx, stream};

/// A new message.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// What.
    #[validate(length(min = 1, max = 8_000))]
    pub text: String,
}

/// A message.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MessageView {
    /// The message.
    pub id: Uuid,
    /// Who wrote it.
    pub user_id: Uuid,
    /// When.
    pub at: Instant,
    /// What.
    pub text: String,
}

impl From<message::Model> for MessageView {
    fn from(row: message::Model) -> Self {
        Self { id: row.id, user_id: row.user_id, at: row.at, text: row.text }
    }
}

/// The messages about a request that the caller may read, the oldest first.
///
/// # Errors
/// `not-found`.
pub async fn list(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: Uuid,
    after: Option<Uuid>,
    limit: u64,
    now: Instant,
) -> Result<Vec<message::Model>, Problem> {
    store::request(db, caller, id, now).await?;
    store::messages(db, id, after, limit).await
}

/// Writes a message, without the white space around it. It changes nothing of the request, so it needs no version.
///
/// # Errors
/// `not-found`, `forbidden`, `invalid-body` when it says nothing.
pub async fn write(tx: &Tx, caller: &Caller, id: Uuid, input: NewMessage) -> Result<message::Model, Problem> {
    let row = service::locked(tx, caller, id).await?;
    if store::where_may(tx.db(), caller, Action::DiscussCar, &[id], tx.now()).await?.is_empty() {
        return Err(forbidden(Action::DiscussCar));
    }
    let text = input.text.trim();
    if text.is_empty() {
        return Err(Problem::invalid_field(&field::LENGTH, "/text", &[("min", "1"), ("max", "8000")]));
    }
    let message = message::ActiveModel {
        id: Set(tx.new_id()),
        car_id: Set(id),
        user_id: Set(caller.user.id),
        at: Set(tx.now()),
        text: Set(text.to_owned()),
    };
    let message = message.insert(tx.db()).await?;
    let entry = Entry::new("corrective_action_request", id, "message").with("message_id", message.id.to_string());
    tx.note(&stream::of_inspection(row.inspection_id), entry).await?;
    news::of_message(tx, &row).await?;
    Ok(message)
}
