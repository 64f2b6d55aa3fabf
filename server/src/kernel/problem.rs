//! A problem on its way to the client (RFC 9457), and how it becomes an answer in the reader's language.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::catalogue::{self, Definition, field::Flaw};
use super::text::{Lang, Text};

/// A refusal or failure, made from a [`Definition`] and the particulars of this time.
#[derive(Clone, Debug)]
pub struct Problem(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    definition: &'static Definition,
    params: BTreeMap<Cow<'static, str>, String>,
    errors: Vec<FieldError>,
    source: Option<Arc<str>>,
}

/// What is wrong with one field, and where: `pointer` is a JSON pointer (RFC 6901) into the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// JSON pointer; empty for the whole body.
    pub pointer: String,
    /// Stable code.
    pub code: String,
    /// The explanation in Vietnamese.
    pub vi: String,
    /// The explanation in English.
    pub en: String,
}

impl FieldError {
    /// An error of a known kind at `pointer`, with the values for its `{parameters}`.
    #[must_use]
    pub fn of(flaw: &Flaw, pointer: impl Into<String>, params: &[(&str, &str)]) -> Self {
        let fill = |text: &str| params.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value));
        Self { pointer: pointer.into(), code: flaw.code.to_owned(), vi: fill(flaw.detail.vi), en: fill(flaw.detail.en) }
    }

    /// A need that is not met, or any error whose words are the caller's own.
    #[must_use]
    pub fn words(code: impl Into<String>, pointer: impl Into<String>, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code: code.into(), vi: vi.into(), en: en.into() }
    }
}

impl Problem {
    /// A problem of the given kind.
    #[must_use]
    pub fn of(definition: &'static Definition) -> Self {
        Self(Box::new(Inner { definition, params: BTreeMap::new(), errors: Vec::new(), source: None }))
    }

    /// Invalid data, with every place that is wrong.
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self::of(&catalogue::INVALID_BODY).errors(errors)
    }

    /// Invalid data in one place.
    #[must_use]
    pub fn invalid_field(flaw: &Flaw, pointer: impl Into<String>, params: &[(&str, &str)]) -> Self {
        Self::invalid(vec![FieldError::of(flaw, pointer, params)])
    }

    /// The record is not there, or not for this caller: the two are never told apart.
    #[must_use]
    pub fn not_found() -> Self {
        Self::of(&catalogue::NOT_FOUND)
    }

    /// An internal failure; `source` goes to the log and never to the client.
    #[must_use]
    pub fn internal(source: impl std::fmt::Display) -> Self {
        Self::of(&catalogue::INTERNAL).because(source)
    }

    /// Names the cause, which goes to the log and never to the client.
    #[must_use]
    pub fn because(mut self, cause: impl std::fmt::Display) -> Self {
        self.0.source = Some(cause.to_string().into());
        self
    }

    /// Sets a parameter of the texts.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "texts and numbers are handed in as they come")]
    pub fn param(mut self, name: &'static str, value: impl ToString) -> Self {
        self.0.params.insert(Cow::Borrowed(name), value.to_string());
        self
    }

    /// Sets the list of places; its length is the parameter `count`.
    #[must_use]
    pub fn errors(mut self, errors: Vec<FieldError>) -> Self {
        self.0.params.insert(Cow::Borrowed("count"), errors.len().to_string());
        self.0.errors = errors;
        self
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0.definition.code
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.definition.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The places that are wrong.
    #[must_use]
    pub fn field_errors(&self) -> &[FieldError] {
        &self.0.errors
    }

    /// A parameter of the texts.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.0.params.get(name).map(String::as_str)
    }

    /// When the same request may be sent again, in seconds: for whoever was too eager, or while something is out of order.
    fn retry_after(&self) -> Option<HeaderValue> {
        match (self.0.definition.status, self.0.params.get("seconds")) {
            (429 | 503, Some(seconds)) => HeaderValue::from_str(seconds).ok(),
            (503, None) => Some(HeaderValue::from_static("5")),
            _ => None,
        }
    }

    /// Tells the log, once, what became of a request; the source of a failure is told there and nowhere else.
    pub fn log(&self, path: &str) {
        let source = self.0.source.as_deref();
        if self.status().is_server_error() {
            tracing::error!(code = self.code(), source, path, "request failed");
        } else {
            tracing::info!(code = self.code(), source, path, "request refused");
        }
    }

    /// Moves every pointer below `prefix`: a body inside a body.
    #[must_use]
    pub fn below(mut self, prefix: &str) -> Self {
        for error in &mut self.0.errors {
            error.pointer.insert_str(0, prefix);
        }
        self
    }

    /// The problem as sync outcomes carry it: every text in both languages.
    #[must_use]
    pub fn in_both_languages(&self) -> Value {
        let Inner { definition, params, errors, .. } = &*self.0;
        let both = |text: Text| json!({"vi": fill(text, params, Lang::Vi), "en": fill(text, params, Lang::En)});
        let errors: Vec<_> = errors
            .iter()
            .map(|error| json!({"pointer": error.pointer, "code": error.code, "detail": {"vi": error.vi, "en": error.en}}))
            .collect();
        json!({
            "code": definition.code,
            "status": definition.status,
            "title": {"vi": definition.title.vi, "en": definition.title.en},
            "detail": both(definition.detail),
            "remedy": both(definition.remedy),
            "params": params,
            "errors": errors,
        })
    }

    /// Reads a problem back from the text of [`Problem::in_both_languages`], so that a stored refusal can be given again in
    /// the language of whoever asks now.
    ///
    /// # Errors
    /// `internal` when the text is not what this program wrote.
    pub fn stored(text: &str) -> Result<Self, Self> {
        let stored: Stored = serde_json::from_str(text).map_err(Self::internal)?;
        let definition = catalogue::ALL.iter().find(|definition| definition.code == stored.code);
        let definition = definition.ok_or_else(|| Self::internal(format!("stored problem {}", stored.code)))?;
        let params = stored.params.into_iter().map(|(name, value)| (Cow::Owned(name), value)).collect();
        let errors = stored.errors.into_iter().map(FieldError::from).collect();
        Ok(Self(Box::new(Inner { definition, params, errors, source: None })))
    }

    pub(crate) fn body(&self, lang: Lang, instance: &str) -> ProblemBody {
        let Inner { definition, params, errors, .. } = &*self.0;
        ProblemBody {
            kind: format!("/problems/{}", definition.code),
            title: definition.title.get(lang).to_owned(),
            status: definition.status,
            detail: fill(definition.detail, params, lang),
            instance: instance.to_owned(),
            code: definition.code.to_owned(),
            remedy: fill(definition.remedy, params, lang),
            params: params.iter().map(|(name, value)| (name.to_string(), value.clone())).collect(),
            errors: errors
                .iter()
                .map(|error| FieldErrorBody {
                    pointer: error.pointer.clone(),
                    code: error.code.clone(),
                    detail: match lang {
                        Lang::Vi => error.vi.clone(),
                        Lang::En => error.en.clone(),
                    },
                })
                .collect(),
        }
    }
}

fn fill(text: Text, params: &BTreeMap<Cow<'static, str>, String>, lang: Lang) -> String {
    params.iter().fold(text.get(lang).to_owned(), |text, (name, value)| {
        let place = format!("{{{name}}}");
        if text.contains(&place) { text.replace(&place, &in_words(name, value, lang)) } else { text }
    })
}

/// Events and statuses are codes in `params`, which programs read, and words in the texts, which people read.
fn in_words(name: &str, value: &str, lang: Lang) -> String {
    if !["event", "status", "allowed"].contains(&name) {
        return value.to_owned();
    }
    let codes: Vec<&str> = value.split(", ").collect();
    catalogue::words(&codes, lang)
}

#[derive(Deserialize)]
struct Stored {
    code: String,
    params: BTreeMap<String, String>,
    errors: Vec<StoredError>,
}

#[derive(Deserialize)]
struct StoredError {
    pointer: String,
    code: String,
    detail: StoredText,
}

#[derive(Deserialize)]
struct StoredText {
    vi: String,
    en: String,
}

impl From<StoredError> for FieldError {
    fn from(stored: StoredError) -> Self {
        Self { pointer: stored.pointer, code: stored.code, vi: stored.detail.vi, en: stored.detail.en }
    }
}

/// The body of a refusal, `application/problem+json` (RFC 9457). Programs switch on `code`; people read the texts.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemBody {
    /// Reference that names the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// What kind of thing went wrong, in the reader's language.
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// What happened this time.
    pub detail: String,
    /// The path that was asked for.
    pub instance: String,
    /// Stable code, kebab-case.
    pub code: String,
    /// What to do about it.
    pub remedy: String,
    /// The particulars that fill the texts.
    pub params: BTreeMap<String, String>,
    /// Each place that is wrong.
    pub errors: Vec<FieldErrorBody>,
}

/// One place that is wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldErrorBody {
    /// JSON pointer into the body; empty for the whole.
    pub pointer: String,
    /// Stable code.
    pub code: String,
    /// What is wrong there, in the reader's language.
    pub detail: String,
}

impl From<sea_orm::DbErr> for Problem {
    fn from(error: sea_orm::DbErr) -> Self {
        let text = error.to_string();
        let busy = ["database is locked", "40P01", "40001", "deadlock detected", "Connection pool timed out", "pool timed out"];
        let full = ["database or disk is full", "No space left on device", "53100"];
        let definition = if busy.iter().any(|sign| text.contains(sign)) {
            &catalogue::BUSY
        } else if full.iter().any(|sign| text.contains(sign)) {
            &catalogue::STORAGE_FULL
        } else {
            return Self::internal(text);
        };
        Self::of(definition).because(text)
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        let is_full = matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded);
        Self::of(if is_full { &catalogue::STORAGE_FULL } else { &catalogue::INTERNAL }).because(error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The language of one request: what the header says, else what the signed-in person prefers.
#[derive(Clone, Debug, Default)]
pub struct RequestLang(Arc<AtomicU8>);

impl RequestLang {
    /// Sets the preference of the signed-in person.
    pub fn prefer(&self, lang: Lang) {
        self.0.store(u8::from(lang == Lang::En), Ordering::Relaxed);
    }

    /// The language to answer in.
    #[must_use]
    pub fn resolve(&self, headers: &HeaderMap) -> Lang {
        match headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()) {
            Some(value) => Lang::from_accept_language(value),
            None if self.0.load(Ordering::Relaxed) == 1 => Lang::En,
            None => Lang::Vi,
        }
    }
}

/// Turns a [`Problem`] that a handler or layer answered with into its body, in the reader's language, and logs its source once.
pub async fn render(mut request: Request, next: Next) -> Response {
    let lang = RequestLang::default();
    request.extensions_mut().insert(lang.clone());
    let headers = request.headers().clone();
    let instance = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    problem.log(&instance);
    let lang = lang.resolve(&headers);
    let body = serde_json::to_vec(&problem.body(lang, &instance)).unwrap_or_default();
    let fixed = response.headers_mut();
    fixed.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    fixed.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
    fixed.remove(header::CONTENT_LENGTH);
    if let Some(value) = problem.retry_after() {
        fixed.insert(header::RETRY_AFTER, value);
    }
    if problem.0.definition.status == 401 {
        fixed.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    let (parts, _) = response.into_parts();
    Response::from_parts(parts, body.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_problem_reads_back_in_both_languages() {
        let problem = Problem::invalid_field(&catalogue::field::LENGTH, "/name", &[("min", "1"), ("max", "200")]);
        let text = problem.in_both_languages().to_string();
        let back = Problem::stored(&text).unwrap();
        assert_eq!(back.in_both_languages(), problem.in_both_languages());
        assert_eq!(Problem::stored(r#"{"code":"never-was","params":{},"errors":[]}"#).unwrap_err().code(), "internal");
    }
}
