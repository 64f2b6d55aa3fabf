//! What a page knows of its request: the language, who is there, the token of its forms.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use sea_orm::ConnectionTrait;

use crate::access::caller::Caller;
use crate::access::policy::{Action, Role};
use crate::access::scope::Subject;
use crate::access::tokens;
use crate::kernel::clock::{DEFAULT_ZONE, Instant, LocalDate};
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;

/// What a page knows of its request.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The language to speak.
    pub lang: Lang,
    /// Path and query that were asked for.
    pub address: String,
    /// The request's id, for the operator's log.
    pub request_id: String,
    /// What forms carry to show that they come from this session.
    pub token: String,
    /// The present moment.
    pub now: Instant,
    /// Whoever is signed in.
    pub caller: Option<Caller>,
    /// The secret of the session's cookie, while there is one.
    pub secret: Option<String>,
    /// The browser still holds the cookie of a session that has ended.
    pub had_session: bool,
    /// Notices that whoever is signed in has not read.
    pub unread: u64,
    /// A form was sent: there is no page at this address to come back to.
    pub is_form: bool,
    /// The portal is reached over https.
    pub is_secure: bool,
}

impl Visit {
    /// The path that was asked for, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.address.split('?').next().unwrap_or_default()
    }

    /// The local day.
    #[must_use]
    pub fn today(&self) -> LocalDate {
        self.now.local_date(DEFAULT_ZONE)
    }

    /// Whether whoever is signed in may do something somewhere by a role that was given to them: for what is worth showing.
    #[must_use]
    pub fn may_somewhere(&self, action: Action) -> bool {
        self.caller.as_ref().is_some_and(|caller| caller.require_somewhere(action).is_ok())
    }

    /// Whether whoever is signed in holds a role.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.caller.as_ref().is_some_and(|caller| caller.has_role(role))
    }

    /// Whether whoever is signed in may do something to a record.
    ///
    /// # Errors
    /// Database failures.
    pub async fn may(&self, db: &impl ConnectionTrait, action: Action, subject: Subject) -> Result<bool, Problem> {
        match &self.caller {
            Some(caller) => caller.may(db, action, subject).await,
            None => Ok(false),
        }
    }
}

/// The token of forms that belongs to a secret of a cookie.
#[must_use]
pub fn token_of(secret: &str) -> String {
    tokens::fingerprint(&format!("portal form {secret}"))
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Problem::internal("a page outside the portal's frame"))
    }
}
