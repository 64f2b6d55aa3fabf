//! The checklists and rating schemes that come with the program become published versions when it starts.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use soat_checklist_schemas::{Checklist, RatingScheme, canonical, shipped};

use super::entity::checklist::{self, Status};
use super::entity::rating_scheme;
use super::service::{COLLECTION, fresh};
use super::{rules, store};
use crate::kernel::problem::Problem;
use crate::ledger::transaction::Change;
use crate::ledger::{Entry, Tx, stream};

/// Puts in what is not there yet; doing it again changes nothing. When an organisation has continued a shipped key by
/// itself, a later shipped version takes the next free number: no version is ever replaced.
///
/// # Errors
/// Database failures.
pub async fn install(tx: &Tx) -> Result<(), Problem> {
    if is_installed(tx).await? {
        return Ok(());
    }
    // Several processes may start at once; the second one finds everything there.
    tx.stream(stream::CHECKLISTS).await?;
    for checklist in shipped::checklists() {
        install_checklist(tx, checklist).await?;
    }
    for rating in shipped::ratings() {
        install_rating(tx, rating).await?;
    }
    Ok(())
}

async fn is_installed(tx: &Tx) -> Result<bool, Problem> {
    let wanted: Vec<String> = shipped::checklists().iter().map(Checklist::digest).collect();
    let wanted_ratings: Vec<String> = shipped::ratings().iter().map(RatingScheme::digest).collect();
    let there: Vec<Option<String>> = checklist::Entity::find()
        .select_only()
        .column(checklist::Column::Digest)
        .filter(checklist::Column::Digest.is_in(&wanted))
        .into_tuple()
        .all(tx.db())
        .await?;
    let ratings_there: Vec<String> = rating_scheme::Entity::find()
        .select_only()
        .column(rating_scheme::Column::Digest)
        .filter(rating_scheme::Column::Digest.is_in(&wanted_ratings))
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(there.len() == wanted.len() && ratings_there.len() == wanted_ratings.len())
}

async fn install_checklist(tx: &Tx, shipped: &Checklist) -> Result<(), Problem> {
    let versions = store::of_key(tx.db(), &shipped.key).await?;
    for row in versions.iter().filter(|row| row.organisation_id.is_none()) {
        if rules::same_content(&*store::document(row)?, shipped) {
            return Ok(());
        }
    }
    let mut checklist = shipped.clone();
    let taken = |number: u32| versions.iter().any(|row| u32::try_from(row.number) == Ok(number));
    while taken(checklist.version) {
        checklist.version += 1;
    }
    let row = checklist::ActiveModel {
        status: Set(Status::Published),
        organisation_id: Set(None),
        digest: Set(Some(checklist.digest())),
        published_at: Set(Some(tx.now())),
        ..fresh(tx, &checklist)?
    };
    let row = row.insert(tx.db()).await?;
    let entry = Entry::new("checklist", row.id, "install").with("key", row.key.as_str()).with("number", row.number);
    tx.note(stream::CHECKLISTS, entry.with("digest", row.digest.as_deref().unwrap_or_default())).await?;
    tx.change(stream::CHECKLISTS, COLLECTION, row.id, Change::told_to_all()).await?;
    Ok(())
}

async fn install_rating(tx: &Tx, shipped: &RatingScheme) -> Result<(), Problem> {
    use rating_scheme::Column;
    let versions = rating_scheme::Entity::find().filter(Column::Key.eq(&shipped.key)).order_by_asc(Column::Number).all(tx.db()).await?;
    for row in &versions {
        let value = serde_json::from_str(&row.document).map_err(Problem::internal)?;
        if RatingScheme::parse(&value).is_ok_and(|there| rules::same_rating(&there, shipped)) {
            return Ok(());
        }
    }
    let mut rating = shipped.clone();
    while versions.iter().any(|row| u32::try_from(row.number) == Ok(rating.version)) {
        rating.version += 1;
    }
    let row = rating_scheme::ActiveModel {
        id: Set(tx.new_id()),
        key: Set(rating.key.clone()),
        number: Set(i32::try_from(rating.version).map_err(Problem::internal)?),
        title_vi: Set(rating.title.vi.clone()),
        title_en: Set(rating.title.en.clone()),
        document: Set(canonical::to_string(&rating.to_value())),
        digest: Set(rating.digest()),
        created_at: Set(tx.now()),
    };
    let row = row.insert(tx.db()).await?;
    let entry = Entry::new("rating_scheme", row.id, "install").with("key", row.key.as_str()).with("number", row.number);
    tx.note(stream::CHECKLISTS, entry.with("digest", row.digest.as_str())).await?;
    Ok(())
}
