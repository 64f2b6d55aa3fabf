//! People as the API shows them, and what it takes about them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::access::entity::{grant, user};
use crate::access::policy::Role;
use crate::kernel::clock::{Instant, LocalDate};
use crate::kernel::extract::given;

/// A person with an account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UserView {
    /// The person.
    pub id: Uuid,
    /// Account name.
    pub username: String,
    /// Full name.
    pub display_name: String,
    /// Position (chức vụ).
    pub title: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Preferred language.
    pub locale: String,
    /// May sign in.
    pub active: bool,
    /// The organisation that employs them.
    pub organisation_id: Uuid,
    /// Version.
    pub version: i64,
    /// Made at.
    pub created_at: Instant,
}

impl From<user::Model> for UserView {
    fn from(row: user::Model) -> Self {
        Self {
            id: row.id,
            username: row.username,
            display_name: row.display_name,
            title: row.title,
            email: row.email,
            phone: row.phone,
            locale: row.locale,
            active: row.active,
            organisation_id: row.organisation_id,
            version: row.version,
            created_at: row.created_at,
        }
    }
}

/// A new account.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// The id, when the client makes it (UUID version 7).
    pub id: Option<Uuid>,
    /// Account name; letters, digits, `.`, `-`, `_`.
    #[validate(length(min = 3, max = 64), custom(function = "account_name"))]
    pub username: String,
    /// First password, 10 characters at least.
    #[validate(length(min = 1, max = 256))]
    pub password: String,
    /// Full name.
    #[validate(length(min = 1, max = 200))]
    pub display_name: String,
    /// Position (chức vụ).
    #[validate(length(max = 200))]
    #[serde(default)]
    pub title: String,
    /// E-mail address.
    #[validate(email)]
    pub email: Option<String>,
    /// Telephone number.
    #[validate(length(max = 40))]
    pub phone: Option<String>,
    /// Preferred language, `vi` unless given.
    #[serde(default)]
    pub locale: crate::kernel::text::Lang,
    /// The organisation that employs them.
    pub organisation_id: Uuid,
}

fn account_name(name: &str) -> Result<(), validator::ValidationError> {
    let fits = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@'));
    if fits { Ok(()) } else { Err(validator::ValidationError::new("a–z, 0–9, . - _ @")) }
}

/// What may change in an account; absent fields stay as they are.
#[derive(Clone, Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditUser {
    /// Full name.
    #[validate(length(min = 1, max = 200))]
    pub display_name: Option<String>,
    /// Position (chức vụ).
    #[validate(length(max = 200))]
    pub title: Option<String>,
    /// E-mail address; `null` empties it.
    #[serde(default, deserialize_with = "given")]
    #[validate(email)]
    pub email: Option<Option<String>>,
    /// Telephone number; `null` empties it.
    #[serde(default, deserialize_with = "given")]
    #[validate(length(max = 40))]
    pub phone: Option<Option<String>>,
    /// Preferred language.
    pub locale: Option<crate::kernel::text::Lang>,
    /// May sign in.
    pub active: Option<bool>,
    /// The organisation that employs them.
    pub organisation_id: Option<Uuid>,
    /// A new password, set by an administrator.
    #[validate(length(min = 1, max = 256))]
    pub password: Option<String>,
}

/// A grant.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GrantView {
    /// The grant.
    pub id: Uuid,
    /// To whom.
    pub user_id: Uuid,
    /// The role.
    pub role: Role,
    /// Where.
    pub organisation_id: Uuid,
    /// First day.
    pub valid_from: LocalDate,
    /// Last day.
    pub valid_to: Option<LocalDate>,
    /// Ended before its time.
    pub ended_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

impl From<grant::Model> for GrantView {
    fn from(row: grant::Model) -> Self {
        Self {
            id: row.id,
            user_id: row.user_id,
            role: row.role,
            organisation_id: row.organisation_id,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            ended_at: row.ended_at,
            version: row.version,
        }
    }
}

/// A new grant.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGrant {
    /// The role.
    pub role: Role,
    /// Where.
    pub organisation_id: Uuid,
    /// First day; today unless given.
    pub valid_from: Option<LocalDate>,
    /// Last day.
    pub valid_to: Option<LocalDate>,
}
