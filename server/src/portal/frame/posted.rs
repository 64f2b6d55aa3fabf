//! What a form sent: names and values, and the way from there to the types that services take.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;
use validator::Validate;

use crate::kernel::extract;
use crate::kernel::problem::Problem;

/// Fields that belong to the frame and not to what a person typed.
pub const OWN_FIELDS: &[&str] = &["csrf", "once", "sheet", "version", "go"];

/// What a form sent, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Posted(Vec<(String, String)>);

impl Posted {
    /// Takes the fields of a form. Browsers send line breaks as CR LF; here they are LF.
    #[must_use]
    pub fn new(fields: Vec<(String, String)>) -> Self {
        Self(fields.into_iter().map(|(name, value)| (name, value.replace("\r\n", "\n"))).collect())
    }

    /// All fields.
    #[must_use]
    pub fn fields(&self) -> &[(String, String)] {
        &self.0
    }

    /// The first value of a name as it was typed; empty when there is none.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The first value of a name without surrounding white space, if anything is left.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        Some(self.raw(name).trim()).filter(|text| !text.is_empty())
    }

    /// All values of a name that are not empty.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.trim()).filter(|text| !text.is_empty())
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn is_ticked(&self, name: &str) -> bool {
        self.text(name).is_some()
    }

    /// The version of the record that the person saw.
    ///
    /// # Errors
    /// `not-found` when the form was tampered with.
    pub fn version(&self) -> Result<i64, Problem> {
        self.raw("version").parse().map_err(|_| Problem::not_found())
    }

    /// An id that a form carries.
    #[must_use]
    pub fn id(&self, name: &str) -> Option<Uuid> {
        self.text(name)?.parse().ok()
    }

    /// The fields named, as a JSON object: empty ones are left out, dates as people write them become ISO 8601.
    #[must_use]
    pub fn object(&self, names: &[&str]) -> Map<String, Value> {
        let given = |name: &&str| Some(((*name).to_owned(), Value::String(iso_date(self.text(name)?))));
        names.iter().filter_map(given).collect()
    }

    /// The same where empty ones are `null`: for what may be emptied.
    #[must_use]
    pub fn object_or_null(&self, names: &[&str]) -> Map<String, Value> {
        let value = |name: &&str| ((*name).to_owned(), self.text(name).map_or(Value::Null, |text| Value::String(iso_date(text))));
        names.iter().map(value).collect()
    }

    /// Reads the fields named into what a service takes, with the checks and the pointers of the API.
    ///
    /// # Errors
    /// `invalid-body` naming each field.
    pub fn read<T: DeserializeOwned + Validate>(&self, names: &[&str]) -> Result<T, Problem> {
        extract::valid(Value::Object(self.object(names)))
    }
}

/// `dd/mm/yyyy` as `yyyy-mm-dd`; anything else stays what it is. Browsers without a field for dates let people type.
#[must_use]
pub fn iso_date(text: &str) -> String {
    let parts: Vec<&str> = text.split('/').collect();
    match parts.as_slice() {
        [day, month, year] if year.len() == 4 && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) => {
            format!("{year}-{month:0>2}-{day:0>2}")
        }
        _ => text.to_owned(),
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Posted {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Problem::internal("a form outside the portal's frame"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them_are_understood() {
        assert_eq!(iso_date("9/3/2026"), "2026-03-09");
        assert_eq!(iso_date("2026-03-09"), "2026-03-09");
        assert_eq!(iso_date("12/QĐ-SKHCN"), "12/QĐ-SKHCN");
    }

    #[test]
    fn empty_fields_are_left_out() {
        let posted = Posted::new(vec![("reason".into(), "  ".into()), ("number".into(), " 12/TB ".into())]);
        assert_eq!(posted.object(&["reason", "number"]), serde_json::json!({"number": "12/TB"}).as_object().cloned().unwrap());
    }
}
