//! What an inspection rests on beside what was recorded in it: its programme, the body it is made for, its rating scheme, the
//! numbers of earlier findings. Gathered for the frozen content, which a reader must understand by itself.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use soat_checklist_schemas::RatingScheme;
use uuid::Uuid;

use super::assessment::Work;
use crate::findings;
use crate::inspections::entity::inspection;
use crate::kernel::problem::Problem;
use crate::organisations::{self, entity::organisation};
use crate::programmes::{self, entity::programme};

/// What an inspection rests on.
#[derive(Clone, Debug)]
pub struct Background {
    /// Its programme.
    pub programme: Option<programme::Model>,
    /// The body it is made for (ISO 19011: audit client): the owner of the programme; without one the unit's superior; the unit
    /// itself where it checks itself.
    pub client: organisation::Model,
    /// The body above the client.
    pub superior: Option<organisation::Model>,
    /// The top of the register.
    pub root: organisation::Model,
    /// The scheme it is rated with.
    pub scheme: Option<RatingScheme>,
    /// Numbers of the earlier findings that findings repeat.
    pub earlier: HashMap<Uuid, String>,
}

impl Background {
    /// Gathers it.
    ///
    /// # Errors
    /// Database failures.
    pub async fn of(
        db: &impl ConnectionTrait,
        inspection: &inspection::Model,
        work: &Work,
        scheme: Option<RatingScheme>,
    ) -> Result<Self, Problem> {
        let programme = match inspection.programme_id {
            Some(id) => Some(programmes::store::by_id(db, id).await?),
            None => None,
        };
        let unit = organisation(db, inspection.organisation_id).await?;
        let of_client = match &programme {
            _ if inspection.kind.is_own() => unit.id,
            Some(programme) => programme.organisation_id,
            None => unit.parent_id.unwrap_or(unit.id),
        };
        let client = if of_client == unit.id { unit } else { organisation(db, of_client).await? };
        let superior = match client.parent_id {
            Some(id) => Some(organisation(db, id).await?),
            None => None,
        };
        let root = organisation(db, client.root_id).await?;
        let repeated: Vec<Uuid> = work.findings.iter().filter_map(|finding| finding.repeat_of).collect();
        let earlier = findings::store::numbers(db, &repeated).await?;
        Ok(Self { programme, client, superior, root, scheme, earlier })
    }
}

async fn organisation(db: &impl ConnectionTrait, id: Uuid) -> Result<organisation::Model, Problem> {
    organisations::store::by_ids(db, &[id]).await?.pop().ok_or_else(Problem::not_found)
}
