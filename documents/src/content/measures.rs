//! What the unit answers a corrective action request with: the root cause and the actions against it.

use serde::{Deserialize, Serialize};

use super::Day;

/// How the root cause was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CauseMethod {
    /// Five times why.
    FiveWhy,
    /// Fishbone.
    Fishbone,
    /// In free words.
    #[default]
    Free,
}

/// The root cause.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cause {
    /// How it was found.
    pub method: CauseMethod,
    /// The chain of answers to "why", for that method.
    pub whys: Vec<String>,
    /// The branches of the fishbone, for that method.
    pub branches: Vec<CauseBranch>,
    /// The root cause in words.
    pub statement: String,
}

/// A branch of a fishbone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CauseBranch {
    /// Category: people, method, means, ….
    pub category: String,
    /// Causes found there.
    pub causes: Vec<String>,
}

/// A corrective action.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Action {
    /// What is done.
    pub what: String,
    /// Who answers for it.
    pub owner: String,
    /// Due on.
    pub due_on: Option<Day>,
    /// Done on.
    pub done_on: Option<Day>,
    /// What came of it.
    pub result: String,
}
