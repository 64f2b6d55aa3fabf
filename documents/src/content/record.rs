//! What was recorded: answers, sampled dossiers, evidence.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Day, Moment, Verdict};

/// The answer to an item, or to an item for one dossier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// Its id.
    pub id: String,
    /// The item.
    pub item_id: String,
    /// The dossier.
    #[serde(default)]
    pub sample_id: Option<String>,
    /// Verdict.
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// Value, by the kind of the item.
    #[serde(default)]
    pub value: Value,
    /// Remarks.
    #[serde(default)]
    pub note: String,
}

/// A sampled dossier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// Its id.
    pub id: String,
    /// The item it was drawn for.
    pub item_id: String,
    /// The procedure.
    #[serde(default)]
    pub procedure: String,
    /// Code of the dossier.
    #[serde(default)]
    pub dossier_code: String,
    /// Received on.
    #[serde(default)]
    pub received_on: Option<Day>,
    /// Due on.
    #[serde(default)]
    pub due_on: Option<Day>,
    /// Returned on.
    #[serde(default)]
    pub returned_on: Option<Day>,
    /// Its steps.
    #[serde(default)]
    pub steps: Vec<SampleStep>,
    /// Remarks.
    #[serde(default)]
    pub note: String,
    /// How it kept its time, on the day of the conclusion.
    #[serde(default)]
    pub lateness: Lateness,
}

/// How a dossier kept its time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lateness {
    /// Returned on or before its day; absent while it cannot be said.
    pub on_time: Option<bool>,
    /// Days after its day.
    pub days_late: Option<i64>,
}

/// A step of a dossier against the procedure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SampleStep {
    /// What is done.
    pub name: Option<String>,
    /// Who does it.
    pub role: Option<String>,
    /// Days that the procedure gives.
    pub planned_days: Option<i64>,
    /// Days it took.
    pub actual_days: Option<i64>,
    /// Done on.
    pub done_on: Option<Day>,
    /// Done by.
    pub by: Option<String>,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its id.
    pub id: String,
    /// SHA-256 of the original, lower-case hex.
    pub sha256: String,
    /// Size in bytes.
    #[serde(default)]
    pub size: i64,
    /// Media type.
    #[serde(default)]
    pub media_type: String,
    /// What it shows.
    #[serde(default)]
    pub caption: String,
    /// `response`, `sample`, `finding`, `inspection` or, for a corrective action request, `submission`.
    #[serde(default)]
    pub attached_kind: String,
    /// That record.
    #[serde(default)]
    pub attached_id: String,
    /// When it was taken: a claim of the device.
    #[serde(default)]
    pub captured_at: Option<Moment>,
    /// The IANA zone the device was in.
    #[serde(default)]
    pub captured_zone: Option<String>,
    /// Degrees north, WGS 84.
    #[serde(default)]
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    #[serde(default)]
    pub longitude: Option<f64>,
}

impl Evidence {
    /// Whether it is a picture.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        self.media_type.starts_with("image/")
    }
}
