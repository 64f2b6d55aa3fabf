//! Who follows which directory: what a grant calls for, worked out anew whenever grants or registers change.

use uuid::Uuid;

use super::store;
use crate::access::caller;
use crate::access::policy::FIELD_ROLES;
use crate::kernel::problem::Problem;
use crate::ledger::{Tx, stream};

/// The collection in which organisations travel.
pub const ORGANISATIONS: &str = "organisations";
/// The collection in which people's names travel.
pub const PEOPLE: &str = "people";

/// Makes a person follow the directories and the checklists that their grants call for, and no others.
///
/// # Errors
/// Database failures.
pub async fn as_granted(tx: &Tx, user_id: Uuid) -> Result<(), Problem> {
    let grants = caller::grants_in_force(tx.db(), user_id, tx.now()).await?;
    let mut wanted = Vec::new();
    let mut names = Vec::new();
    if !grants.is_empty() {
        names.push(stream::CHECKLISTS.to_owned());
    }
    for grant in grants.iter().filter(|grant| FIELD_ROLES.contains(&grant.role)) {
        let root = store::root_of(tx.db(), grant.organisation_id).await?;
        names.push(stream::of_directory(root));
    }
    names.sort();
    names.dedup();
    for name in names {
        wanted.push(tx.stream(&name).await?.id);
    }
    for stream_id in &wanted {
        stream::follow(tx.db(), user_id, *stream_id).await?;
    }
    for held in stream::followed_by(tx.db(), user_id).await? {
        let by_grant = held.name == stream::CHECKLISTS || held.name.starts_with("directory:");
        if by_grant && !wanted.contains(&held.id) {
            stream::unfollow(tx.db(), user_id, held.id).await?;
        }
    }
    Ok(())
}
