//! The plan as the fields of its forms hold it, and the way between those fields and what the service takes. Pure.

use serde_json::{Map, Value, json};

use crate::corrective_actions::plan::{Branch, CATEGORIES, Category, RootCause};
use crate::corrective_actions::views::CarView;
use crate::portal::frame::posted::{Posted, iso_date};

/// The steps of the plan, each with a form of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What was done about the case itself.
    Correction,
    /// The root cause.
    Cause,
    /// The corrective actions.
    Measures,
    /// Similar cases.
    Similar,
    /// Everything once more, approval, sending.
    Review,
}

/// Every step in its order.
pub const STEPS: [Step; 5] = [Step::Correction, Step::Cause, Step::Measures, Step::Similar, Step::Review];

impl Step {
    /// The name in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Cause => "cause",
            Self::Measures => "measures",
            Self::Similar => "similar",
            Self::Review => "review",
        }
    }

    /// The step of that name; the first one when there is none.
    #[must_use]
    pub fn named(code: &str) -> Self {
        STEPS.into_iter().find(|step| step.code() == code).unwrap_or(Self::Correction)
    }

    /// The step in which a part of the plan is written, by its pointer.
    #[must_use]
    pub fn of_pointer(pointer: &str) -> Option<Self> {
        match pointer.trim_start_matches('/').split('/').next()? {
            "correction" => Some(Self::Correction),
            "root_cause" => Some(Self::Cause),
            "actions" => Some(Self::Measures),
            "similar_cases" => Some(Self::Similar),
            _ => None,
        }
    }

    /// The step after this one.
    #[must_use]
    pub fn next(self) -> Self {
        STEPS.into_iter().skip_while(|step| *step != self).nth(1).unwrap_or(Self::Review)
    }
}

/// How the root cause is found, as the field for it says.
pub const METHODS: [&str; 3] = ["five_whys", "fishbone", "free"];

/// A row of the corrective actions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowForm {
    /// The action, when it is there already.
    pub id: String,
    /// What is to be done.
    pub what: String,
    /// Who answers for it.
    pub owner: String,
    /// Until when.
    pub due_on: String,
}

impl RowForm {
    fn is_blank(&self) -> bool {
        [&self.what, &self.owner, &self.due_on].into_iter().all(|text| text.trim().is_empty())
    }
}

/// What the fields hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanForm {
    /// What was done about the case itself.
    pub correction: String,
    /// How the root cause is found; empty until somebody chose.
    pub method: String,
    /// Causes asked one after the other.
    pub whys: Vec<String>,
    /// Causes by category, one a line.
    pub branches: Vec<(Category, String)>,
    /// Which of them is the root.
    pub conclusion: String,
    /// The root cause in free words.
    pub text: String,
    /// The corrective actions.
    pub rows: Vec<RowForm>,
    /// Similar cases.
    pub similar: String,
}

impl PlanForm {
    /// What is stored.
    #[must_use]
    pub fn of_view(view: &CarView) -> Self {
        let mut form = Self { correction: view.correction.clone(), similar: view.similar_cases.clone(), ..Self::default() };
        form.branches = CATEGORIES.iter().map(|category| (*category, String::new())).collect();
        match &view.root_cause {
            Some(RootCause::FiveWhys { whys }) => (form.method, form.whys) = (METHODS[0].into(), whys.clone()),
            Some(RootCause::Fishbone { branches, conclusion }) => {
                (form.method, form.conclusion) = (METHODS[1].into(), conclusion.clone());
                for (category, lines) in &mut form.branches {
                    let found = branches.iter().filter(|branch| branch.category == *category).flat_map(|branch| branch.causes.clone());
                    *lines = found.collect::<Vec<_>>().join("\n");
                }
            }
            Some(RootCause::Free { text }) => (form.method, form.text) = (METHODS[2].into(), text.clone()),
            None => {}
        }
        let row = |action: &crate::corrective_actions::views::ActionView| RowForm {
            id: action.id.to_string(),
            what: action.what.clone(),
            owner: action.owner.clone(),
            due_on: action.due_on.as_ref().map(ToString::to_string).unwrap_or_default(),
        };
        form.rows = view.actions.iter().map(row).collect();
        form
    }

    /// What was typed, without rows that nobody filled in.
    #[must_use]
    pub fn of_posted(posted: &Posted) -> Self {
        let field = |name: String| posted.raw(&name).to_owned();
        let row = |at: usize| RowForm {
            id: field(format!("actions/{at}/id")),
            what: field(format!("actions/{at}/what")),
            owner: field(format!("actions/{at}/owner")),
            due_on: field(format!("actions/{at}/due_on")),
        };
        let whys = (0..highest(posted, "root_cause/whys/")).map(|at| field(format!("root_cause/whys/{at}")));
        Self {
            correction: field("correction".into()),
            method: field("method".into()),
            whys: whys.filter(|why| !why.trim().is_empty()).collect(),
            branches: CATEGORIES.iter().map(|category| (*category, field(branch_field(*category)))).collect(),
            conclusion: field("root_cause/conclusion".into()),
            text: field("root_cause/text".into()),
            rows: (0..highest(posted, "actions/")).map(row).filter(|row| !row.is_blank()).collect(),
            similar: field("similar_cases".into()),
        }
    }

    /// The same fields, numbered anew, so that a refusal's pointers name the places in which people typed.
    #[must_use]
    pub fn posted(&self, sent: &Posted) -> Posted {
        let kept = sent.fields().iter().filter(|(name, _)| !name.starts_with("actions/") && !name.starts_with("root_cause/whys/"));
        let mut fields: Vec<(String, String)> = kept.cloned().collect();
        fields.extend(self.whys.iter().enumerate().map(|(at, why)| (format!("root_cause/whys/{at}"), why.clone())));
        for (at, row) in self.rows.iter().enumerate() {
            for (name, value) in [("id", &row.id), ("what", &row.what), ("owner", &row.owner), ("due_on", &row.due_on)] {
                fields.push((format!("actions/{at}/{name}"), value.clone()));
            }
        }
        Posted::new(fields)
    }

    /// What a step writes, as the API takes it.
    #[must_use]
    pub fn written(&self, step: Step) -> Value {
        match step {
            Step::Correction => json!({"correction": self.correction.trim()}),
            Step::Cause => self.cause().map_or_else(|| json!({}), |cause| json!({ "root_cause": cause })),
            Step::Measures => json!({"actions": self.rows.iter().map(written_row).collect::<Vec<_>>()}),
            Step::Similar => json!({"similar_cases": self.similar.trim()}),
            Step::Review => json!({}),
        }
    }

    /// The root cause by the method that was chosen. Words that were typed under another method come along, so that changing
    /// one's mind loses nothing.
    fn cause(&self) -> Option<RootCause> {
        let chosen = METHODS.iter().find(|method| **method == self.method);
        let filled = METHODS.iter().find(|method| !self.words(method).is_empty());
        let chosen = chosen.or(filled)?;
        let own = self.words(chosen);
        let words = if own.is_empty() { filled.map(|method| self.words(method)).unwrap_or_default() } else { own.clone() };
        Some(match *chosen {
            "five_whys" => RootCause::FiveWhys { whys: words },
            "fishbone" if own.is_empty() => {
                let branches = if words.is_empty() { Vec::new() } else { vec![Branch { category: Category::Method, causes: words }] };
                RootCause::Fishbone { branches, conclusion: String::new() }
            }
            "fishbone" => RootCause::Fishbone { branches: self.filled_branches(), conclusion: self.conclusion.trim().to_owned() },
            _ => RootCause::Free { text: words.join("\n") },
        })
    }

    /// What was typed under a method.
    fn words(&self, method: &str) -> Vec<String> {
        let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect::<Vec<_>>();
        match method {
            "five_whys" => self.whys.iter().map(|why| why.trim().to_owned()).filter(|why| !why.is_empty()).collect(),
            "fishbone" => self.filled_branches().into_iter().flat_map(|branch| branch.causes).chain(lines(&self.conclusion)).collect(),
            _ => lines(&self.text),
        }
    }

    fn filled_branches(&self) -> Vec<Branch> {
        let causes = |text: &str| text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect::<Vec<_>>();
        let branch = |(category, text): &(Category, String)| Branch { category: *category, causes: causes(text) };
        self.branches.iter().map(branch).filter(|branch| !branch.causes.is_empty()).collect()
    }
}

/// The field of a category of causes.
#[must_use]
pub fn branch_field(category: Category) -> String {
    let name = json!(category);
    format!("root_cause/branches/{}", name.as_str().unwrap_or_default())
}

/// One more than the highest number that follows a prefix in the names of the fields.
fn highest(posted: &Posted, prefix: &str) -> usize {
    let number = |name: &str| name.strip_prefix(prefix)?.split('/').next()?.parse::<usize>().ok();
    posted.fields().iter().filter_map(|(name, _)| number(name)).filter(|at| *at < 1_000).max().map_or(0, |at| at + 1)
}

fn written_row(row: &RowForm) -> Value {
    let mut fields = Map::from_iter([("what".to_owned(), json!(row.what.trim())), ("owner".to_owned(), json!(row.owner.trim()))]);
    for (name, text) in [("id", row.id.trim()), ("due_on", row.due_on.trim())] {
        if !text.is_empty() {
            fields.insert(name.to_owned(), json!(iso_date(text)));
        }
    }
    Value::Object(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posted(fields: &[(&str, &str)]) -> Posted {
        Posted::new(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_half_filled_row_stays_and_an_empty_one_goes() {
        let sent = posted(&[
            ("actions/0/what", ""),
            ("actions/0/owner", " "),
            ("actions/2/owner", "Thư ký ISO"),
            ("actions/2/due_on", "10/4/2026"),
            ("version", "3"),
        ]);
        let form = PlanForm::of_posted(&sent);
        assert_eq!(form.written(Step::Measures), json!({"actions": [{"what": "", "owner": "Thư ký ISO", "due_on": "2026-04-10"}]}));
        let anew = form.posted(&sent);
        assert_eq!((anew.raw("actions/0/owner"), anew.raw("version")), ("Thư ký ISO", "3"));
    }

    #[test]
    fn changing_the_method_takes_the_words_along() {
        let sent = posted(&[("method", "free"), ("root_cause/whys/0", "Chưa thu hồi"), ("root_cause/whys/1", "Không ai được giao")]);
        let form = PlanForm::of_posted(&sent);
        assert_eq!(form.written(Step::Cause), json!({"root_cause": {"method": "free", "text": "Chưa thu hồi\nKhông ai được giao"}}));
        let own = posted(&[("method", "five_whys"), ("root_cause/whys/1", "Vì mới"), ("root_cause/text", "Cũ")]);
        assert_eq!(PlanForm::of_posted(&own).written(Step::Cause), json!({"root_cause": {"method": "five_whys", "whys": ["Vì mới"]}}));
        assert_eq!(PlanForm::of_posted(&posted(&[])).written(Step::Cause), json!({}));
    }

    #[test]
    fn a_fishbone_has_one_cause_a_line() {
        let sent = posted(&[("method", "fishbone"), ("root_cause/branches/people", "Mới nhận việc\n\n Chưa tập huấn ")]);
        let written = PlanForm::of_posted(&sent).written(Step::Cause);
        assert_eq!(written["root_cause"]["branches"], json!([{"category": "people", "causes": ["Mới nhận việc", "Chưa tập huấn"]}]));
    }
}
