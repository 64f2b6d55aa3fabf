//! Decisions about findings. Pure.

use serde_json::{Map, Value};
use soat_checklist_schemas::catalogue;

use crate::kernel::catalogue::field;
use crate::kernel::problem::FieldError;

/// Grades that call for corrective action and for evidence (ISO 9000:2015, 3.6.9).
pub const NONCONFORMITIES: &[&str] = &["major_nonconformity", "minor_nonconformity"];

/// What is wrong with a draft's fields beyond their form: clauses that the edition does not know, a grade where the programme
/// does not grade.
#[must_use]
pub fn flaws(fields: &Map<String, Value>, edition: &str, grading: bool) -> Vec<FieldError> {
    let mut flaws = Vec::new();
    let known = catalogue::edition(edition);
    for (index, clause) in fields.get("clauses").and_then(Value::as_array).into_iter().flatten().enumerate() {
        let known = known.is_none_or(|edition| clause.as_str().is_some_and(|number| edition.clause(number).is_some()));
        if !known {
            flaws.push(FieldError::of(&field::UNKNOWN_REFERENCE, format!("/clauses/{index}"), &[]));
        }
    }
    if !grading && fields.get("grade").is_some_and(|grade| !grade.is_null()) {
        flaws.push(FieldError::words(
            "grading-off",
            "/grade",
            "Chương trình này không phân mức phát hiện",
            "This programme does not grade findings",
        ));
    }
    flaws
}

/// The number of a finding: `F-<inspection>-<nn>`.
#[must_use]
pub fn number(inspection_code: &str, seq: i32) -> String {
    format!("F-{inspection_code}-{seq:02}")
}

/// Whether a finding of this grade, or without one, is a nonconformity that needs evidence.
#[must_use]
pub fn is_nonconformity(grade: Option<&str>) -> bool {
    grade.is_some_and(|grade| NONCONFORMITIES.contains(&grade))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn unknown_clauses_and_unwanted_grades_are_named() {
        let fields = json!({"clauses": ["8.5.1", "8.9.9"], "grade": "observation"});
        let flaws = flaws(fields.as_object().unwrap(), "9001:2015", false);
        let codes: Vec<_> = flaws.iter().map(|flaw| (flaw.pointer.as_str(), flaw.code.as_str())).collect();
        assert_eq!(codes, [("/clauses/1", "unknown-reference"), ("/grade", "grading-off")]);
    }

    #[test]
    fn numbers_name_the_inspection() {
        assert_eq!(number("2026-0007", 3), "F-2026-0007-03");
    }
}
