//! Who takes part: the client, the audited unit, the team, those present.

use serde::{Deserialize, Serialize};

use super::Moment;

/// The audited unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Code in the register.
    #[serde(default)]
    pub code: String,
    /// Full name.
    pub name: String,
    /// Code of its kind.
    #[serde(default)]
    pub kind: String,
}

/// The body that has the inspection made (ISO 19011: audit client) and in whose name it is reported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Full name.
    pub name: String,
    /// Full name of the body above it.
    #[serde(default)]
    pub superior: Option<String>,
    /// Where it sits, as written before the date: `Lạng Sơn`.
    #[serde(default)]
    pub locality: String,
}

/// A person and their position.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Full name.
    pub name: String,
    /// Position.
    #[serde(default)]
    pub title: String,
}

/// What somebody is on the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TeamRole {
    /// Trưởng đoàn.
    Lead,
    /// Thư ký.
    Secretary,
    /// Thành viên.
    Member,
    /// Quan sát viên.
    Observer,
}

/// A member of the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The account.
    #[serde(default)]
    pub user_id: String,
    /// Full name.
    pub display_name: String,
    /// Position.
    #[serde(default)]
    pub title: String,
    /// What they are on the team.
    pub team_role: TeamRole,
    /// When they declared that they are independent of the unit.
    #[serde(default)]
    pub independence_declared_at: Option<Moment>,
}

/// On whose side somebody was present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The team.
    Team,
    /// The audited unit.
    Unit,
    /// Others.
    Other,
}

/// Somebody present.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// Side.
    pub side: Side,
    /// Full name.
    pub name: String,
    /// Position.
    #[serde(default)]
    pub title: String,
    /// Sessions they were present at, by id.
    #[serde(default)]
    pub present_at: Vec<String>,
}
