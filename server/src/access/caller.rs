//! The caller: the person behind a request, their device and what they were granted, taken from the access token.

use axum::extract::FromRequestParts;
use axum::http::{header, request::Parts};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::{device, grant, user};
use super::policy::{self, Action, Holder, Reach, Role, TeamRole};
use super::scope::{Scope, Subject};
use super::{succession, tokens};
use crate::app::AppState;
use crate::kernel::catalogue;
use crate::kernel::clock::{DEFAULT_ZONE, Instant};
use crate::kernel::problem::{Problem, RequestLang};
use crate::kernel::text::Lang;
use crate::ledger::Actor;
use crate::ledger::answer::Claim;

/// Who is asking.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The person.
    pub user: user::Model,
    /// The device they signed in with.
    pub device: device::Model,
    /// Grants in force now.
    pub grants: Vec<grant::Model>,
    /// Of the organisations of these grants, those that are closed: there the grants read and do nothing else.
    pub closed_places: Vec<Uuid>,
    /// `(organisation, predecessor)`: where a grant at the organisation speaks for one that ended in it.
    pub predecessors: Vec<(Uuid, Uuid)>,
    /// The claim of the request's `Idempotency-Key`, when it has one.
    pub claim: Option<Claim>,
    /// When the access token of the request ends; none for a caller of another origin.
    pub session_ends_at: Option<Instant>,
}

impl Caller {
    /// Loads the caller for a person and a device.
    ///
    /// # Errors
    /// `device-revoked` for a revoked device; `token-invalid` when person or device are gone or may not sign in.
    pub async fn load(db: &impl ConnectionTrait, user_id: Uuid, device_id: Uuid, now: Instant) -> Result<Self, Problem> {
        let invalid = || Problem::of(&catalogue::TOKEN_INVALID);
        let (device, user) = device::Entity::find_by_id(device_id).find_also_linked(device::ToUser).one(db).await?.ok_or_else(invalid)?;
        let user = user.filter(|user| user.id == user_id && user.active).ok_or_else(invalid)?;
        if device.revoked_at.is_some() {
            return Err(Problem::of(&catalogue::DEVICE_REVOKED));
        }
        let grants = grants_in_force(db, user_id, now).await?;
        let closed_places = closed_places(db, &grants, now).await?;
        let predecessors = predecessors(db, &grants, now).await?;
        Ok(Self { user, device, grants, closed_places, predecessors, claim: None, session_ends_at: None })
    }

    /// The caller of a request: the one a layer has found already, else the one its access token names.
    ///
    /// # Errors
    /// `unauthenticated`, `token-invalid`, `token-expired`, `device-revoked`.
    pub async fn of_request(parts: &mut Parts, app: &AppState) -> Result<Self, Problem> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(|value| value.strip_prefix("Bearer ")).ok_or_else(|| Problem::of(&catalogue::UNAUTHENTICATED))?;
        let now = app.now();
        let claims = tokens::verify(app.keys(), &app.settings().public_address(), now, token.trim())?;
        let mut caller = Self::load(app.read(), claims.sub, claims.dev, now).await?;
        caller.session_ends_at = Some(Instant(claims.exp.saturating_mul(1_000)));
        if let Some(lang) = parts.extensions.get::<RequestLang>() {
            lang.prefer(if caller.user.locale == "en" { Lang::En } else { Lang::Vi });
        }
        Ok(caller)
    }

    /// Who writes, for the ledger.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor { user_id: Some(self.user.id), device_id: Some(self.device.id) }
    }

    /// Whether any grant gives this role.
    #[must_use]
    pub fn has_role(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// Where this caller may do something.
    #[must_use]
    pub fn scope(&self, action: Action) -> Scope {
        let mut scope = Scope { user_id: self.user.id, ..Scope::default() };
        for holder in policy::holders(action) {
            match holder {
                Holder::OnTeam(team_role) => scope.on_team_as.push(team_role),
                Holder::Granted(role, reach) => {
                    let places = self.grants.iter().filter(|grant| grant.role == role).map(|grant| grant.organisation_id);
                    let places = places.filter(|place| action.reads() || !self.closed_places.contains(place));
                    match reach {
                        Reach::Subtree => scope.under.extend(places),
                        Reach::OwnUnit => scope.at.extend(places.flat_map(|place| self.spoken_for_at(place))),
                    }
                }
            }
        }
        scope
    }

    /// An organisation, and those that ended in it.
    fn spoken_for_at(&self, place: Uuid) -> impl Iterator<Item = Uuid> {
        let ended = self.predecessors.iter().filter(move |(successor, _)| *successor == place).map(|(_, predecessor)| *predecessor);
        std::iter::once(place).chain(ended)
    }

    /// The organisations for which this caller speaks in a role of the unit itself: those of the grants that still exist, and
    /// those that ended in them.
    #[must_use]
    pub fn speaks_for(&self, role: Role) -> Vec<Uuid> {
        let places = self.grants.iter().filter(|grant| grant.role == role).map(|grant| grant.organisation_id);
        places.filter(|place| !self.closed_places.contains(place)).flat_map(|place| self.spoken_for_at(place)).collect()
    }

    /// Whether this caller may do something to a record.
    ///
    /// # Errors
    /// Database failures.
    pub async fn may(&self, db: &impl ConnectionTrait, action: Action, subject: Subject) -> Result<bool, Problem> {
        self.scope(action).covers(db, subject).await
    }

    /// Refuses what this caller may not do to a record that they can see.
    ///
    /// # Errors
    /// `forbidden` naming the action.
    pub async fn require(&self, db: &impl ConnectionTrait, action: Action, subject: Subject) -> Result<(), Problem> {
        if self.may(db, action, subject).await? { Ok(()) } else { Err(forbidden(action)) }
    }

    /// Refuses what this caller may do nowhere at all.
    ///
    /// # Errors
    /// `forbidden` naming the action.
    pub fn require_somewhere(&self, action: Action) -> Result<Scope, Problem> {
        let mut scope = self.scope(action);
        if scope.under.is_empty() && scope.at.is_empty() {
            return Err(forbidden(action));
        }
        scope.on_team_as.clear();
        Ok(scope)
    }
}

/// The refusal of an action.
#[must_use]
pub fn forbidden(action: Action) -> Problem {
    Problem::of(&catalogue::FORBIDDEN).param("action", action.name())
}

/// The grants of a person that are in force at a moment.
///
/// # Errors
/// Database failures.
pub async fn grants_in_force(db: &impl ConnectionTrait, user_id: Uuid, now: Instant) -> Result<Vec<grant::Model>, Problem> {
    let today = now.local_date(DEFAULT_ZONE);
    let rows = grant::Entity::find().filter(grant::Column::UserId.eq(user_id)).filter(grant::Column::EndedAt.is_null()).all(db).await?;
    Ok(rows.into_iter().filter(|row| row.valid_from <= today && row.valid_to.as_ref().is_none_or(|last| *last >= today)).collect())
}

/// Organisations of grants that have ceased to exist.
async fn closed_places(db: &impl ConnectionTrait, grants: &[grant::Model], now: Instant) -> Result<Vec<Uuid>, Problem> {
    if grants.is_empty() {
        return Ok(Vec::new());
    }
    let today = now.local_date(DEFAULT_ZONE);
    let closed = Query::select()
        .column("id")
        .from("organisation")
        .and_where(Expr::col("id").is_in(grants.iter().map(|grant| grant.organisation_id)))
        .and_where(Expr::col("valid_to").lt(today))
        .to_owned();
    let rows = db.query_all(&closed).await?;
    Ok(rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?)
}

/// Of the organisations of grants that reach no further than their unit, those that ended in them.
async fn predecessors(db: &impl ConnectionTrait, grants: &[grant::Model], now: Instant) -> Result<Vec<(Uuid, Uuid)>, Problem> {
    let mut pairs = Vec::new();
    for grant in grants.iter().filter(|grant| policy::speaks_for_unit(grant.role)) {
        let ended = succession::predecessors(db, &[grant.organisation_id], &now.local_date(DEFAULT_ZONE)).await?;
        pairs.extend(ended.into_iter().map(|predecessor| (grant.organisation_id, predecessor)));
    }
    Ok(pairs)
}

/// The role of a person on a team, if they are on it.
///
/// # Errors
/// Database failures.
pub async fn team_role(db: &impl ConnectionTrait, inspection_id: Uuid, user_id: Uuid) -> Result<Option<TeamRole>, Problem> {
    let row = super::entity::team_member::Entity::find_by_id((inspection_id, user_id)).one(db).await?;
    Ok(row.filter(|row| row.ended_at.is_none()).map(|row| row.team_role))
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Problem> {
        Self::of_request(parts, app).await
    }
}
