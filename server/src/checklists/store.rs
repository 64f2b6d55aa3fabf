//! Queries over checklists and rating schemes, always within what the caller may read: published versions are for everybody
//! who may read checklists, drafts for those who may edit them, those made for one inspection for whoever may read that.

use std::sync::{Arc, LazyLock};

use quick_cache::sync::Cache;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, Iterable, QueryFilter, QueryOrder, QuerySelect};
use soat_checklist_schemas::{Checklist, catalogue};
use uuid::Uuid;

use super::entity::checklist::{Column, Entity, Model, Status};
use super::entity::rating_scheme;
use super::{rules, views};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::kernel::catalogue::{field, words};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::text::Lang;
use crate::kernel::vietnamese;
use crate::organisations::entity::reach;

/// Parsed documents kept at most; each takes some hundred kilobytes.
const CACHE_SIZE: usize = 64;

/// Published documents by digest. They never change, so what one process remembers cannot differ from another's.
static PARSED: LazyLock<Cache<String, Arc<Checklist>>> = LazyLock::new(|| Cache::new(CACHE_SIZE));

/// The same by the id of their version, for those who need the document and not the row: an operation of a device would
/// otherwise read a hundred kilobytes of text to look at one item.
static BY_VERSION: LazyLock<Cache<Uuid, Arc<Checklist>>> = LazyLock::new(|| Cache::new(CACHE_SIZE));

/// A checklist version by its id, whatever its status.
///
/// # Errors
/// `not-found`.
pub async fn by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Model, Problem> {
    Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)
}

/// The typed document of a stored checklist.
///
/// # Errors
/// `internal` when the stored text is not what this program wrote.
pub fn document(row: &Model) -> Result<Arc<Checklist>, Problem> {
    let Some(digest) = &row.digest else { return parse(row).map(Arc::new) };
    PARSED.get_or_insert_with(digest, || parse(row).map(Arc::new))
}

/// The typed document of a version, whatever its status. A published one is read from the database once.
///
/// # Errors
/// `not-found`; `internal` when the stored text is not what this program wrote.
pub async fn document_by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Arc<Checklist>, Problem> {
    if let Some(parsed) = BY_VERSION.get(&id) {
        return Ok(parsed);
    }
    let row = by_id(db, id).await?;
    let parsed = document(&row)?;
    if row.digest.is_some() {
        BY_VERSION.insert(id, Arc::clone(&parsed));
    }
    Ok(parsed)
}

fn parse(row: &Model) -> Result<Checklist, Problem> {
    let value: serde_json::Value = serde_json::from_str(&row.document).map_err(Problem::internal)?;
    Checklist::parse(&value).map_err(|flaws| Problem::internal(format!("stored checklist {}: {flaws:?}", row.id)))
}

/// The published version that an inspection of an organisation may be held with. `reference` is the id of a version, or a
/// key, which stands for its newest version among those that come with the program or belong to the organisation or to one
/// above it: another province's version of the same key never slips in. The pointer of the refusals is `/checklist`.
///
/// # Errors
/// `invalid-body` when there is none, or it is not for this kind of inspection.
pub async fn pinnable(db: &impl ConnectionTrait, reference: &str, kind: &str, organisation_id: Uuid) -> Result<Model, Problem> {
    let above: Vec<Uuid> = reach::Entity::find()
        .filter(reach::Column::DescendantId.eq(organisation_id))
        .all(db)
        .await?
        .into_iter()
        .map(|pair| pair.ancestor_id)
        .collect();
    let within = Condition::any().add(Column::OrganisationId.is_null()).add(Column::OrganisationId.is_in(above));
    let query = Entity::find().filter(Column::Status.eq(Status::Published)).filter(within);
    let query = match reference.parse::<Uuid>() {
        Ok(id) => query.filter(Column::Id.eq(id)),
        Err(_) => query.filter(Column::Key.eq(reference)).order_by_desc(Column::Number),
    };
    let found = query.one(db).await?.ok_or_else(|| Problem::invalid_field(&field::UNKNOWN_REFERENCE, "/checklist", &[]))?;
    let kinds = views::kinds(&found);
    if kinds.iter().any(|one| one == kind) {
        Ok(found)
    } else {
        let of = |lang| words(&kinds, lang);
        let vi = format!("Phiếu kiểm tra này chỉ dùng cho: {}; hãy chọn phiếu khác hoặc đổi loại cuộc kiểm tra", of(Lang::Vi));
        let en = format!("This checklist is made for: {}; choose another one, or another kind of inspection", of(Lang::En));
        Err(Problem::invalid(vec![FieldError::words("checklist-kind", "/checklist", vi, en)]))
    }
}

/// Which versions.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of key or title, with or without diacritics.
    pub q: Option<String>,
    /// Of this key.
    pub key: Option<String>,
    /// Standing there.
    pub status: Option<Status>,
    /// Of this edition, in any common spelling.
    pub edition: Option<String>,
    /// For this kind of inspection.
    pub inspection_kind: Option<String>,
}

/// A page of versions by key and number. Their documents are left out (empty): they are large, and no list shows them.
///
/// # Errors
/// Database failures.
pub async fn checklists(
    db: &impl ConnectionTrait,
    caller: &Caller,
    filter: Filter,
    after: Option<(String, i32)>,
    limit: u64,
) -> Result<Vec<Model>, Problem> {
    let columns = Column::iter().filter(|column| !matches!(column, Column::Document));
    let mut query = Entity::find().select_only().columns(columns).expr_as(Expr::val(""), "document").filter(readable(caller));
    for word in filter.q.as_deref().map(vietnamese::fold).unwrap_or_default().split_whitespace() {
        query = query.filter(Column::SearchText.contains(word));
    }
    if let Some(key) = filter.key {
        query = query.filter(Column::Key.eq(key));
    }
    if let Some(status) = filter.status {
        query = query.filter(Column::Status.eq(status));
    }
    if let Some(edition) = filter.edition {
        query = query.filter(Column::Edition.eq(catalogue::edition_name(&edition).unwrap_or(edition)));
    }
    if let Some(kind) = filter.inspection_kind {
        query = query.filter(Column::InspectionKinds.contains(format!("\"{kind}\"")));
    }
    if let Some((key, number)) = after {
        let same = Condition::all().add(Column::Key.eq(&key)).add(Column::Number.gt(number));
        query = query.filter(Condition::any().add(Column::Key.gt(key)).add(same));
    }
    Ok(query.order_by_asc(Column::Key).order_by_asc(Column::Number).limit(limit + 1).all(db).await?)
}

/// One version that the caller may read.
///
/// # Errors
/// `not-found`.
pub async fn version(db: &impl ConnectionTrait, caller: &Caller, key: &str, number: i32) -> Result<Model, Problem> {
    let query = Entity::find().filter(Column::Key.eq(key)).filter(Column::Number.eq(number)).filter(readable(caller));
    query.one(db).await?.ok_or_else(Problem::not_found)
}

/// The published or retired version of this digest.
///
/// # Errors
/// `not-found`.
pub async fn by_digest(db: &impl ConnectionTrait, caller: &Caller, digest: &str) -> Result<Model, Problem> {
    let query = Entity::find().filter(Column::Digest.eq(digest.to_ascii_lowercase())).filter(readable(caller));
    query.one(db).await?.ok_or_else(Problem::not_found)
}

/// Whether this is the id of a draft that the caller may not see.
///
/// # Errors
/// Database failures.
pub async fn is_hidden(db: &impl ConnectionTrait, caller: &Caller, id: Uuid) -> Result<bool, Problem> {
    let Some(row) = Entity::find_by_id(id).filter(Column::Status.eq(Status::Draft)).one(db).await? else { return Ok(false) };
    Ok(!may_edit(db, caller, row.organisation_id).await?)
}

fn readable(caller: &Caller) -> Condition {
    let drafts = caller.scope(Action::EditChecklist).organisations("organisation_id");
    if caller.require_somewhere(Action::ReadChecklist).is_ok() {
        let inspections = caller.scope(Action::ReadInspection).inspections("organisation_id", "id");
        let held_with = Query::select().column("checklist_id").from("inspection").cond_where(inspections).to_owned();
        let own = Condition::any().add(Column::Key.not_like(format!("{}%", rules::MADE))).add(Column::Id.in_subquery(held_with));
        Condition::any().add(Condition::all().add(Column::Status.ne(Status::Draft)).add(own)).add(drafts)
    } else {
        drafts
    }
}

/// Whether the caller may edit versions that belong to an organisation. What comes with the program belongs to nobody.
///
/// # Errors
/// Database failures.
pub async fn may_edit(db: &impl ConnectionTrait, caller: &Caller, owner: Option<Uuid>) -> Result<bool, Problem> {
    match owner {
        Some(owner) => caller.may(db, Action::EditChecklist, Subject::of_organisation(owner)).await,
        None => Ok(false),
    }
}

/// All versions of a key, the oldest first.
///
/// # Errors
/// Database failures.
pub async fn of_key(db: &impl ConnectionTrait, key: &str) -> Result<Vec<Model>, Problem> {
    Ok(Entity::find().filter(Column::Key.eq(key)).order_by_asc(Column::Number).all(db).await?)
}

/// A rating scheme by its id.
///
/// # Errors
/// `not-found`.
pub async fn rating(db: &impl ConnectionTrait, id: Uuid) -> Result<rating_scheme::Model, Problem> {
    rating_scheme::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)
}

/// Whether there is a rating scheme of this id.
///
/// # Errors
/// Database failures.
pub async fn has_rating(db: &impl ConnectionTrait, id: Uuid) -> Result<bool, Problem> {
    Ok(rating_scheme::Entity::find_by_id(id).one(db).await?.is_some())
}

/// A version of a rating scheme.
///
/// # Errors
/// `not-found`.
pub async fn rating_version(db: &impl ConnectionTrait, key: &str, number: i32) -> Result<rating_scheme::Model, Problem> {
    let query = rating_scheme::Entity::find().filter(rating_scheme::Column::Key.eq(key)).filter(rating_scheme::Column::Number.eq(number));
    query.one(db).await?.ok_or_else(Problem::not_found)
}

/// A page of rating schemes by key and number.
///
/// # Errors
/// Database failures.
pub async fn ratings(db: &impl ConnectionTrait, after: Option<(String, i32)>, limit: u64) -> Result<Vec<rating_scheme::Model>, Problem> {
    use rating_scheme::Column;
    let mut query = rating_scheme::Entity::find();
    if let Some((key, number)) = after {
        let same = Condition::all().add(Column::Key.eq(&key)).add(Column::Number.gt(number));
        query = query.filter(Condition::any().add(Column::Key.gt(key)).add(same));
    }
    Ok(query.order_by_asc(Column::Key).order_by_asc(Column::Number).limit(limit + 1).all(db).await?)
}
