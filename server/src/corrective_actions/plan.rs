//! The unit's plan as it is written and read: correction, root cause, corrective actions, similar cases. Pure.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::entity::{action, request};
use crate::kernel::catalogue::field;
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::FieldError;

/// Causes that a chain may have.
const MAX_WHYS: usize = 10;
/// Causes that all branches of a fishbone may have together.
const MAX_CAUSES: usize = 100;
/// Characters of one cause.
const MAX_CAUSE: usize = 2_000;

/// How the root cause was found, and which it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
pub enum RootCause {
    /// Asking why, again and again: each answer is the next question's subject, the last one is the root.
    #[serde(rename = "five_whys")]
    FiveWhys {
        /// The answers, in order.
        whys: Vec<String>,
    },
    /// Causes gathered by category (Ishikawa).
    Fishbone {
        /// The categories that have any.
        branches: Vec<Branch>,
        /// Which of them is the root.
        conclusion: String,
    },
    /// In free words.
    Free {
        /// The words.
        text: String,
    },
}

/// One category of a fishbone with its causes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// The category.
    pub category: Category,
    /// The causes.
    pub causes: Vec<String>,
}

/// Categories of causes, as they fit an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Con người.
    People,
    /// Quy trình, phương pháp.
    Method,
    /// Văn bản, biểu mẫu.
    Documents,
    /// Thiết bị, phần mềm.
    Equipment,
    /// Môi trường làm việc.
    Environment,
    /// Quản lý, giám sát.
    Management,
}

/// Every category, in the order in which they are shown.
pub const CATEGORIES: &[Category] =
    &[Category::People, Category::Method, Category::Documents, Category::Equipment, Category::Environment, Category::Management];

/// A corrective action as the unit writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WriteCorrectiveAction)]
pub struct WriteAction {
    /// The action, when it is there already; a new one unless given.
    pub id: Option<Uuid>,
    /// What is to be done; a draft may leave it open, a plan that is sent may not.
    #[validate(length(max = 4_000))]
    #[serde(default)]
    pub what: String,
    /// Who answers for it.
    #[validate(length(max = 300))]
    #[serde(default)]
    pub owner: String,
    /// Until when.
    pub due_on: Option<LocalDate>,
}

/// A plan, or some parts of it; absent parts stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WritePlan {
    /// What was done about the case itself.
    #[validate(length(max = 8_000))]
    pub correction: Option<String>,
    /// How the root cause was found, and which it is.
    pub root_cause: Option<RootCause>,
    /// Where else the same was looked for, and with what result.
    #[validate(length(max = 8_000))]
    pub similar_cases: Option<String>,
    /// All corrective actions, in order.
    #[validate(length(max = 50), nested)]
    pub actions: Option<Vec<WriteAction>>,
}

/// What was done of one action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteProgress {
    /// The action.
    pub id: Uuid,
    /// Done on; null: not done yet.
    pub done_on: Option<LocalDate>,
    /// What came of it.
    #[validate(length(max = 4_000))]
    #[serde(default)]
    pub result: String,
}

/// The plan of a request as the activity keeps it at each submission.
#[must_use]
pub fn of_row(row: &request::Model, actions: &[action::Model]) -> Value {
    let actions: Vec<_> = actions.iter().map(|one| json!({"what": one.what, "owner": one.owner, "due_on": one.due_on})).collect();
    let cause: Value = serde_json::from_str(&row.root_cause).unwrap_or_default();
    json!({"correction": row.correction, "root_cause": cause, "similar_cases": row.similar_cases, "actions": actions})
}

/// Whether the actions that are wanted are those that are there, in the same order.
#[must_use]
pub fn are_the_same(wanted: &[WriteAction], present: &[action::Model]) -> bool {
    let same = |(one, row): (&WriteAction, &action::Model)| {
        one.id == Some(row.id) && one.what == row.what && one.owner == row.owner && one.due_on == row.due_on
    };
    wanted.len() == present.len() && wanted.iter().zip(present).all(same)
}

impl RootCause {
    /// Whether a cause is really named.
    #[must_use]
    pub fn is_named(&self) -> bool {
        match self {
            Self::FiveWhys { whys } => whys.iter().any(|why| !why.trim().is_empty()),
            Self::Fishbone { branches, conclusion } => {
                !conclusion.trim().is_empty() && branches.iter().any(|branch| branch.causes.iter().any(|cause| !cause.trim().is_empty()))
            }
            Self::Free { text } => !text.trim().is_empty(),
        }
    }

    /// What is too long or too much, below `/root_cause`.
    #[must_use]
    pub fn flaws(&self) -> Vec<FieldError> {
        let (texts, most): (Vec<(String, &String)>, usize) = match self {
            Self::FiveWhys { whys } => {
                (whys.iter().enumerate().map(|(at, why)| (format!("/root_cause/whys/{at}"), why)).collect(), MAX_WHYS)
            }
            Self::Fishbone { branches, conclusion } => {
                let causes = branches.iter().enumerate().flat_map(|(at, branch)| {
                    branch.causes.iter().enumerate().map(move |(index, cause)| (format!("/root_cause/branches/{at}/causes/{index}"), cause))
                });
                (causes.chain([("/root_cause/conclusion".to_owned(), conclusion)]).collect(), MAX_CAUSES)
            }
            Self::Free { text } => (vec![("/root_cause/text".to_owned(), text)], 1),
        };
        let mut flaws = Vec::new();
        if texts.len() > most {
            flaws.push(FieldError::of(&field::LENGTH, "/root_cause", &[("min", "1"), ("max", &most.to_string())]));
        }
        let long = texts.iter().filter(|(_, text)| text.chars().count() > MAX_CAUSE);
        flaws.extend(long.map(|(at, _)| FieldError::of(&field::LENGTH, at, &[("min", "0"), ("max", &MAX_CAUSE.to_string())])));
        flaws
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_named_or_it_is_not() {
        let read = |value| serde_json::from_value::<RootCause>(value).unwrap();
        assert!(read(json!({"method": "five_whys", "whys": ["Chưa cập nhật biểu mẫu", "Không ai được giao"]})).is_named());
        assert!(!read(json!({"method": "five_whys", "whys": ["  "]})).is_named());
        assert!(!read(json!({"method": "fishbone", "branches": [], "conclusion": "Do con người"})).is_named());
        let bone =
            json!({"method": "fishbone", "branches": [{"category": "people", "causes": ["Mới nhận việc"]}], "conclusion": "Chưa bàn giao"});
        assert!(read(bone).is_named());
        assert!(!read(json!({"method": "free", "text": ""})).is_named());
    }

    #[test]
    fn too_many_whys_are_refused() {
        let whys: Vec<_> = (0..11).map(|n| n.to_string()).collect();
        assert_eq!(RootCause::FiveWhys { whys }.flaws()[0].pointer, "/root_cause");
    }
}
