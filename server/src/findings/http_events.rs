//! `/findings`: what the team, the unit and the committee do with a finding. Closing and withdrawing need to know its corrective
//! action requests: those handlers lie with them.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use validator::Validate;

use super::events::{self, Said};
use super::lifecycle::Event;
use super::views::{self, FindingView};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::extract::{IfMatch, Path, Valid};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::Versioned;

/// The operations.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(record)).routes(routes!(accept)).routes(routes!(dispute)).routes(routes!(uphold))
}

/// What may be said with an event.
#[derive(Clone, Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingParticulars {
    /// Why.
    #[validate(length(max = 4_000))]
    pub reason: Option<String>,
}

/// Writes the handler of an event: they differ in nothing but the event, its address and its words.
macro_rules! events {
    ($($(#[doc = $doc:literal])+ $name:ident $event:ident $path:literal;)+) => {
        $(
            $(#[doc = $doc])+
            #[utoipa::path(post, path = $path, tag = "findings", request_body = FindingParticulars,
                params(("id" = Uuid, Path, description = "The finding"), ("If-Match" = String, Header, description = "ETag seen")),
                responses((status = 200, body = FindingView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
            async fn $name(
                caller: Caller,
                State(app): State<AppState>,
                Path(id): Path<Uuid>,
                IfMatch(seen): IfMatch,
                Valid(input): Valid<FindingParticulars>,
            ) -> Result<Versioned<FindingView>, Problem> {
                let tx = app.begin(&caller).await?;
                let said = Said { reason: input.reason, open_requests: Vec::new() };
                let row = events::take(&tx, &caller, id, Some(seen), Event::$event, said).await?;
                let (version, view) = (row.version, views::one(tx.db(), &caller, row).await?);
                tx.commit().await?;
                Ok(Versioned(version, view))
            }
        )+
    };
}

events! {
    /// Record a draft: from now on the unit sees it.
    record Record "/findings/{id}/record";
    /// The unit accepts the finding.
    accept Accept "/findings/{id}/accept";
    /// The unit disputes the finding with a reason: the committee decides.
    dispute Dispute "/findings/{id}/dispute";
    /// The committee upholds a disputed finding.
    uphold Uphold "/findings/{id}/uphold";
}
