//! What the API takes about organisations.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::rules::Level;
use crate::kernel::clock::LocalDate;
use crate::kernel::extract::given;

/// A new organisation.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrganisation {
    /// The id, when the client makes it (UUID version 7).
    pub id: Option<Uuid>,
    /// Code, unique within its register; letters, digits, `.`, `-`, `_`, `/`.
    #[validate(length(min = 1, max = 40), custom(function = "as_code"))]
    pub code: String,
    /// Full name.
    #[validate(length(min = 1, max = 300))]
    pub name: String,
    /// Short name.
    #[validate(length(min = 1, max = 100))]
    pub short_name: Option<String>,
    /// Code of its kind.
    #[validate(length(min = 1, max = 60))]
    pub kind: String,
    /// Level.
    pub level: Level,
    /// Direct superior; the top of a register is made by the operator alone.
    pub parent_id: Option<Uuid>,
    /// Second superior of a vertically managed body.
    pub second_superior_id: Option<Uuid>,
    /// Code of the administrative unit.
    #[validate(length(min = 1, max = 40), custom(function = "as_code"))]
    pub unit_code: Option<String>,
    /// First day; open unless given.
    pub valid_from: Option<LocalDate>,
    /// Last day; open unless given.
    pub valid_to: Option<LocalDate>,
    /// Address.
    #[validate(length(min = 1, max = 300))]
    pub address: Option<String>,
    /// Telephone number.
    #[validate(length(min = 1, max = 40))]
    pub phone: Option<String>,
    /// E-mail address.
    #[validate(email)]
    pub email: Option<String>,
}

/// A correction of the register. Absent fields stay; `null` empties. A change by decision is `reorganise`, which keeps history.
#[derive(Clone, Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditOrganisation {
    /// Code.
    #[validate(length(min = 1, max = 40), custom(function = "as_code"))]
    pub code: Option<String>,
    /// Full name.
    #[validate(length(min = 1, max = 300))]
    pub name: Option<String>,
    /// Short name.
    #[serde(default, deserialize_with = "given")]
    #[validate(length(min = 1, max = 100))]
    pub short_name: Option<Option<String>>,
    /// Code of its kind.
    #[validate(length(min = 1, max = 60))]
    pub kind: Option<String>,
    /// Level.
    pub level: Option<Level>,
    /// Direct superior.
    pub parent_id: Option<Uuid>,
    /// Second superior.
    #[serde(default, deserialize_with = "given")]
    pub second_superior_id: Option<Option<Uuid>>,
    /// Code of the administrative unit.
    #[serde(default, deserialize_with = "given")]
    #[validate(length(min = 1, max = 40))]
    pub unit_code: Option<Option<String>>,
    /// First day.
    #[serde(default, deserialize_with = "given")]
    pub valid_from: Option<Option<LocalDate>>,
    /// Last day.
    #[serde(default, deserialize_with = "given")]
    pub valid_to: Option<Option<LocalDate>>,
    /// Address.
    #[serde(default, deserialize_with = "given")]
    #[validate(length(min = 1, max = 300))]
    pub address: Option<Option<String>>,
    /// Telephone number.
    #[serde(default, deserialize_with = "given")]
    #[validate(length(min = 1, max = 40))]
    pub phone: Option<Option<String>>,
    /// E-mail address.
    #[serde(default, deserialize_with = "given")]
    #[validate(email)]
    pub email: Option<Option<String>>,
}

/// Whether a text can be a code: letters and digits of any script, `.`, `-`, `_`, `/`.
#[must_use]
pub fn is_code(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/'))
}

fn as_code(text: &str) -> Result<(), ValidationError> {
    if is_code(text) { Ok(()) } else { Err(ValidationError::new("A–Z 0–9 . - _ /")) }
}

/// A new kind of organisation.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKind {
    /// Stable code; a–z, 0–9, `_`.
    #[validate(length(min = 2, max = 60), custom(function = "kind_code"))]
    pub code: String,
    /// Name in Vietnamese.
    #[validate(length(min = 1, max = 200))]
    pub name_vi: String,
    /// Name in English.
    #[validate(length(min = 1, max = 200))]
    pub name_en: String,
}

fn kind_code(text: &str) -> Result<(), ValidationError> {
    let fits = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if fits { Ok(()) } else { Err(ValidationError::new("a–z 0–9 _")) }
}

/// What documents say about how many organisations there are below one; replaces what was entered before.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatedTotals {
    /// The statements.
    #[validate(nested, length(max = 500))]
    pub totals: Vec<NewStatedTotal>,
}

/// One statement.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStatedTotal {
    /// Of which kind; of all kinds unless given.
    #[validate(length(min = 1, max = 60))]
    pub kind: Option<String>,
    /// Of which level; of all levels unless given.
    pub level: Option<Level>,
    /// The number, as it was said.
    #[validate(range(min = 0, max = 1_000_000))]
    pub stated: i32,
    /// Where it was said: report, decision, plan.
    #[validate(length(min = 1, max = 300))]
    pub source: String,
    /// The day for which it was said.
    pub stated_on: LocalDate,
}

/// A reorganisation: exactly one of `merge_into`, `split_into`, `rename`.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reorganise {
    /// By which decision.
    #[validate(nested)]
    pub decision: Decision,
    /// The organisation, and others with it, become part of one.
    #[serde(default, deserialize_with = "text_or_object")]
    #[validate(nested)]
    pub merge_into: Option<MergeInto>,
    /// The organisation is divided among several.
    #[validate(nested, length(min = 1, max = 50))]
    pub split_into: Option<Vec<Part>>,
    /// The organisation goes on under another name.
    #[serde(default, deserialize_with = "text_or_object")]
    #[validate(nested)]
    pub rename: Option<Rename>,
}

/// The decision behind a reorganisation.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Its number, such as `1684/NQ-UBTVQH15`.
    #[validate(length(min = 1, max = 100))]
    pub number: String,
    /// The day it was signed.
    pub signed_on: LocalDate,
    /// The first day of the new state; the day before is the last day of what ends.
    pub effective_on: LocalDate,
}

/// Into what organisations merge: an existing one (`successor_id`), or a new one (`code` and `name`).
/// The id of an existing one may stand alone, as text.
#[derive(Clone, Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MergeInto {
    /// The existing organisation that takes over.
    pub successor_id: Option<Uuid>,
    /// The id of the new one, when the client makes it.
    pub id: Option<Uuid>,
    /// Code of the new one.
    #[validate(length(min = 1, max = 40), custom(function = "as_code"))]
    pub code: Option<String>,
    /// Name of the new one.
    #[validate(length(min = 1, max = 300))]
    pub name: Option<String>,
    /// Kind of the new one; that of the organisation unless given.
    #[validate(length(min = 1, max = 60))]
    pub kind: Option<String>,
    /// Level of the new one; that of the organisation unless given.
    pub level: Option<Level>,
    /// Superior of the new one; that of the organisation unless given.
    pub parent_id: Option<Uuid>,
    /// Other organisations that merge by the same decision, each as it was seen.
    #[validate(length(max = 100))]
    pub together_with: Vec<SeenOrganisation>,
}

/// An organisation at the version that was seen.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeenOrganisation {
    /// The organisation.
    pub id: Uuid,
    /// Its version.
    pub version: i64,
}

/// One of the organisations among which another is divided: an existing one (`successor_id`), or a new one (`code`, `name`).
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Part {
    /// The existing organisation that takes over.
    pub successor_id: Option<Uuid>,
    /// The id of the new one, when the client makes it.
    pub id: Option<Uuid>,
    /// Code of the new one.
    #[validate(length(min = 1, max = 40), custom(function = "as_code"))]
    pub code: Option<String>,
    /// Name of the new one.
    #[validate(length(min = 1, max = 300))]
    pub name: Option<String>,
    /// Kind of the new one; that of the organisation unless given.
    #[validate(length(min = 1, max = 60))]
    pub kind: Option<String>,
    /// Level of the new one; that of the organisation unless given.
    pub level: Option<Level>,
    /// Superior of the new one; that of the organisation unless given.
    pub parent_id: Option<Uuid>,
    /// Organisations directly below the divided one that come to this part.
    #[validate(length(max = 2_000))]
    pub children: Vec<Uuid>,
}

/// A new name, code or both. The name may stand alone, as text.
#[derive(Clone, Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    /// The new name.
    #[validate(length(min = 1, max = 300))]
    pub name: String,
    /// The new short name; emptied by `null`, kept when absent.
    #[serde(default, deserialize_with = "given")]
    #[validate(length(min = 1, max = 100))]
    pub short_name: Option<Option<String>>,
    /// The new code.
    #[validate(length(min = 1, max = 40), custom(function = "as_code"))]
    pub code: Option<String>,
}

/// A thing that one text can stand for, where the rest may be left out.
trait Shorthand: Sized {
    fn of_text(text: &str) -> Option<Self>;
}

impl Shorthand for MergeInto {
    fn of_text(text: &str) -> Option<Self> {
        Some(Self { successor_id: Some(text.parse().ok()?), ..Self::default() })
    }
}

impl Shorthand for Rename {
    fn of_text(text: &str) -> Option<Self> {
        Some(Self { name: text.to_owned(), ..Self::default() })
    }
}

/// Reads a text or an object. By hand, since an untagged enum loses the place of a flaw.
fn text_or_object<'de, D: Deserializer<'de>, T: Shorthand + Deserialize<'de>>(input: D) -> Result<Option<T>, D::Error> {
    struct Either<T>(PhantomData<T>);

    impl<'de, T: Shorthand + Deserialize<'de>> Visitor<'de> for Either<T> {
        type Value = Option<T>;

        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("a text or an object")
        }

        fn visit_unit<E: de::Error>(self) -> Result<Option<T>, E> {
            Ok(None)
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Option<T>, E> {
            T::of_text(text).map(Some).ok_or_else(|| E::custom("expected the id of an organisation"))
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<T>, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map)).map(Some)
        }
    }

    input.deserialize_any(Either(PhantomData))
}
