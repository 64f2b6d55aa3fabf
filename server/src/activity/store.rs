//! Queries over the activity chain.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::kernel::problem::Problem;
use crate::ledger::{entry, stream};

/// The entries about one record that the caller may read, oldest first, with the names of their streams.
///
/// # Errors
/// `not-found` when there is none that the caller may read.
pub async fn of_record(
    db: &impl ConnectionTrait,
    caller: &Caller,
    record_id: Uuid,
    after: Option<(i64, i64)>,
    limit: u64,
) -> Result<Vec<entry::Model>, Problem> {
    let readable = readable_streams(db, caller, record_id).await?;
    let mut query = entry::Entity::find().filter(entry::Column::RecordId.eq(record_id)).filter(entry::Column::StreamId.is_in(readable));
    if let Some((stream_id, seq)) = after {
        use sea_orm::Condition;
        query = query.filter(
            Condition::any()
                .add(entry::Column::StreamId.gt(stream_id))
                .add(Condition::all().add(entry::Column::StreamId.eq(stream_id)).add(entry::Column::Seq.gt(seq))),
        );
    }
    Ok(query.order_by_asc(entry::Column::StreamId).order_by_asc(entry::Column::Seq).limit(limit + 1).all(db).await?)
}

/// The last entries about one record that the caller may read, the newest first.
///
/// # Errors
/// `not-found` when there is none that the caller may read.
pub async fn latest_of_record(
    db: &impl ConnectionTrait,
    caller: &Caller,
    record_id: Uuid,
    limit: u64,
) -> Result<Vec<entry::Model>, Problem> {
    let readable = readable_streams(db, caller, record_id).await?;
    let query = entry::Entity::find().filter(entry::Column::RecordId.eq(record_id)).filter(entry::Column::StreamId.is_in(readable));
    Ok(query.order_by_desc(entry::Column::At).order_by_desc(entry::Column::Seq).limit(limit).all(db).await?)
}

/// The streams that hold entries about a record, as far as the caller may read them.
async fn readable_streams(db: &impl ConnectionTrait, caller: &Caller, record_id: Uuid) -> Result<Vec<i64>, Problem> {
    let streams = stream::Entity::find()
        .filter(
            stream::Column::Id.in_subquery(
                entry::Entity::find()
                    .select_only()
                    .column(entry::Column::StreamId)
                    .filter(entry::Column::RecordId.eq(record_id))
                    .distinct()
                    .into_query(),
            ),
        )
        .all(db)
        .await?;
    let mut readable = Vec::new();
    for stream in streams {
        if may_read(db, caller, &stream.name, record_id).await? {
            readable.push(stream.id);
        }
    }
    if readable.is_empty() {
        return Err(Problem::not_found());
    }
    Ok(readable)
}

async fn may_read(db: &impl ConnectionTrait, caller: &Caller, stream: &str, record_id: Uuid) -> Result<bool, Problem> {
    use crate::access::entity::{device, user};
    if let Some(organisation) = stream.strip_prefix("directory:").and_then(|id| id.parse().ok()) {
        // A register's entries concern the organisation named in them when it is one, else the register's root.
        let at_record = caller.may(db, Action::ReadActivity, Subject::of_organisation(record_id)).await?;
        return Ok(at_record || caller.may(db, Action::ReadActivity, Subject::of_organisation(organisation)).await?);
    }
    if let Some(inspection) = stream::inspection_of(stream) {
        return crate::access::scope::inspection_within(db, &caller.scope(Action::ReadActivity), inspection).await;
    }
    if let Some(programme) = stream::programme_of(stream) {
        return crate::programmes::store::may_read_activity(db, caller, programme).await;
    }
    if stream == stream::CHECKLISTS {
        // Drafts concern those who may see them; rating schemes and everything published concern every reader of activity.
        let hidden = crate::checklists::store::is_hidden(db, caller, record_id).await?;
        return Ok(!hidden && caller.require_somewhere(Action::ReadActivity).is_ok());
    }
    if stream == crate::access::service::ACCESS_STREAM {
        let user_id = match device::Entity::find_by_id(record_id).one(db).await? {
            Some(device) => device.user_id,
            None => record_id,
        };
        let Some(person) = user::Entity::find_by_id(user_id).one(db).await? else { return Ok(false) };
        return caller.may(db, Action::ReadUser, Subject::of_organisation(person.organisation_id)).await;
    }
    Ok(caller.require_somewhere(Action::ReadActivity).is_ok())
}
