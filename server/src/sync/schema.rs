//! Record schemas: which numbers of `schema` a client may name, and until when.
//!
//! A new number is added when the shape of records changes so that an older client would misread them. What a client on an older
//! number is told is then written in its form, by the views of the capability, until that number is served no longer.

use serde_json::Value;

use crate::kernel::catalogue::{self, field};
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::Problem;

/// A record schema.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// Its number.
    pub number: u64,
    /// The day on which it came, `YYYY-MM-DD`.
    pub since: &'static str,
}

/// Every record schema there was, the oldest first.
pub const SCHEMAS: &[Schema] = &[Schema { number: 1, since: "2026-01-01" }];
/// Years for which a schema is served after the one that replaces it came.
const YEARS_SERVED: i16 = 2;
/// What a client speaks that names no number.
const UNNAMED: u64 = 1;

/// Judges the `schema` of a request before anything else of it is read: an outdated client may send what can be read no more.
///
/// # Errors
/// `upgrade-required` for a number that is served no longer, `invalid-body` for one that is not known.
pub fn require(body: &Value, today: &LocalDate) -> Result<(), Problem> {
    match body.get("schema") {
        None | Some(Value::Null) => judge(SCHEMAS, UNNAMED, today),
        Some(named) => match named.as_u64() {
            Some(number) => judge(SCHEMAS, number, today),
            None => Err(Problem::invalid_field(&field::FORMAT, "/schema", &[("expected", "1, 2, 3 …")])),
        },
    }
}

fn judge(schemas: &[Schema], number: u64, today: &LocalDate) -> Result<(), Problem> {
    let newest = schemas.last().map_or(0, |schema| schema.number);
    if number > newest {
        return Err(Problem::invalid_field(&field::RANGE, "/schema", &[("min", &oldest(schemas, today)), ("max", &newest.to_string())]));
    }
    let at = schemas.iter().position(|schema| schema.number == number);
    if at.is_some_and(|at| is_served(schemas, at, today)) {
        return Ok(());
    }
    Err(Problem::of(&catalogue::UPGRADE_REQUIRED).param("schema", number).param("oldest", oldest(schemas, today)).param("newest", newest))
}

fn is_served(schemas: &[Schema], at: usize, today: &LocalDate) -> bool {
    let Some(next) = schemas.get(at + 1) else { return true };
    let ends = next.since.parse::<LocalDate>().ok().map(|since| {
        let civil = since.civil();
        civil.with().year(civil.year() + YEARS_SERVED).build().map_or(since, LocalDate::from)
    });
    ends.is_none_or(|ends| *today < ends)
}

fn oldest(schemas: &[Schema], today: &LocalDate) -> String {
    let served = (0..schemas.len()).find(|at| is_served(schemas, *at, today));
    served.and_then(|at| schemas.get(at)).map_or(0, |schema| schema.number).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const MADE_UP: &[Schema] =
        &[Schema { number: 1, since: "2026-01-01" }, Schema { number: 2, since: "2027-03-01" }, Schema { number: 3, since: "2028-06-01" }];

    fn on(day: &str, number: u64) -> &'static str {
        judge(MADE_UP, number, &day.parse().unwrap()).map_or_else(|problem| problem.code(), |()| "served")
    }

    #[test]
    fn a_schema_is_served_for_two_years_after_the_next_one_came() {
        assert_eq!(on("2029-02-28", 1), "served");
        assert_eq!(on("2029-03-01", 1), "upgrade-required");
        assert_eq!(on("2029-03-01", 2), "served");
        assert_eq!(on("2030-06-01", 2), "upgrade-required");
        assert_eq!(on("2040-01-01", 3), "served");
    }

    #[test]
    fn a_number_that_never_was_or_is_not_yet_is_told_apart() {
        assert_eq!(on("2026-03-09", 0), "upgrade-required");
        assert_eq!(on("2026-03-09", 4), "invalid-body");
    }

    #[test]
    fn the_refusal_names_the_numbers_that_are_served() {
        let problem = judge(MADE_UP, 1, &"2029-03-01".parse().unwrap()).unwrap_err();
        assert_eq!((problem.parameter("oldest"), problem.parameter("newest")), (Some("2"), Some("3")));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for schema in [json!("1"), json!(-1), json!(1.5), json!([1])] {
            let problem = require(&json!({ "schema": schema }), &"2026-03-09".parse().unwrap()).unwrap_err();
            assert_eq!(problem.field_errors()[0].pointer, "/schema");
        }
    }
}
