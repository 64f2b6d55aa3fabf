//! What handlers take from a request; each refuses with a problem that names the place.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Request};
use axum::http::{StatusCode, header, request::Parts};
use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::Value;
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use super::catalogue::{self, field};
use super::json_input;
use super::problem::{FieldError, Problem, RequestLang};
use super::text::Lang;

/// A JSON body, cleaned, read into `T` and validated.
#[derive(Clone, Debug)]
pub struct Valid<T>(pub T);

impl<T, S> FromRequest<S> for Valid<T>
where
    T: DeserializeOwned + Validate,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let Body(bytes) = Body::from_request(request, state).await?;
        valid(json_input::parse_uncleaned(&bytes)?).map(Self)
    }
}

/// Tells a field that was given, even as `null`, from one that was left out: for `deserialize_with`, beside `default`.
///
/// # Errors
/// When the value has another shape.
pub fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(input: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(input).map(Some)
}

/// Cleans a JSON object, reads it into `T` and validates it.
///
/// # Errors
/// `invalid-body` naming each place that is wrong.
pub fn valid<T: DeserializeOwned + Validate>(value: Value) -> Result<T, Problem> {
    let value = json_input::cleaned(value)?;
    if !value.is_object() {
        // A list would be read as the fields of a type in their order.
        return Err(Problem::invalid_field(&field::WRONG_SHAPE, "", &[("reason", "expected an object")]));
    }
    let input: T = json_input::read(value)?;
    input.validate().map_err(|errors| Problem::invalid(flatten(&errors, "")))?;
    Ok(input)
}

/// The raw bytes of a JSON body, after the checks of media type and size.
#[derive(Clone, Debug)]
pub struct Body(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if media_type.split(';').next().map(str::trim) != Some("application/json") {
            return Err(Problem::of(&catalogue::UNSUPPORTED_MEDIA_TYPE).param("expected", "application/json"));
        }
        read_all(request, state).await.map(Self)
    }
}

/// Reads a whole body; one over the limit of its route is refused with the limit named.
///
/// # Errors
/// `body-too-large`, or `body-incomplete` when the client vanished midway or what it packed is damaged.
pub async fn read_all<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    let limit = request.extensions().get::<BodyLimit>().map_or(2 * 1024 * 1024, |limit| limit.0);
    Bytes::from_request(request, state).await.map_err(|rejection| unread(&rejection, limit))
}

/// Reads a whole body of at most `limit` bytes.
///
/// # Errors
/// `body-too-large`, or `body-incomplete` when the client vanished midway or what it packed is damaged.
pub async fn read_within(body: axum::body::Body, limit: usize) -> Result<Bytes, Problem> {
    let mut request = Request::new(body);
    DefaultBodyLimit::max(limit).apply(&mut request);
    Bytes::from_request(request, &()).await.map_err(|rejection| unread(&rejection, limit))
}

fn unread(rejection: &BytesRejection, limit: usize) -> Problem {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::of(&catalogue::BODY_TOO_LARGE).param("limit_bytes", limit)
    } else {
        Problem::of(&catalogue::BODY_INCOMPLETE)
    }
}

/// The limit of the route, in bytes, so that a refusal can name it. Set beside axum's own limit by `router::limited`.
#[derive(Clone, Copy, Debug)]
pub struct BodyLimit(pub usize);

/// The version that the caller saw, from `If-Match`.
#[derive(Clone, Copy, Debug)]
pub struct IfMatch(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let header = parts.headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok());
        let Some(header) = header else { return Err(Problem::of(&catalogue::IF_MATCH_REQUIRED)) };
        header
            .trim()
            .trim_matches('"')
            .parse()
            .map(Self)
            .map_err(|_| Problem::of(&catalogue::INVALID_PARAMETER).param("name", "If-Match").param("expected", "\"<version>\""))
    }
}

/// A path parameter or several; one that cannot be an id names nothing (404).
#[derive(Clone, Debug)]
pub struct Path<T>(pub T);

impl<T, S> FromRequestParts<S> for Path<T>
where
    T: DeserializeOwned + Send,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        axum::extract::Path::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Path(path)| Self(path))
            .map_err(|_| Problem::not_found())
    }
}

/// Query parameters.
#[derive(Clone, Debug)]
pub struct Query<T>(pub T);

impl<T, S> FromRequestParts<S> for Query<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let refuse = |reason: String| Problem::of(&catalogue::INVALID_PARAMETER).param("name", "query").param("expected", reason);
        let axum::extract::Query(query) =
            axum::extract::Query::from_request_parts(parts, state).await.map_err(|rejection| refuse(rejection.body_text()))?;
        Ok(Self(query))
    }
}

/// The language to answer in; named after the caller, whose preference it takes into account.
#[derive(Clone, Copy, Debug)]
pub struct ReaderLang(pub Lang);

impl<S: Send + Sync> FromRequestParts<S> for ReaderLang {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(parts.extensions.get::<RequestLang>().map_or(Lang::Vi, |lang| lang.resolve(&parts.headers))))
    }
}

/// The flaws that validation found, each with its pointer.
#[must_use]
pub fn flatten(errors: &ValidationErrors, prefix: &str) -> Vec<FieldError> {
    let mut flat = Vec::new();
    for (name, kind) in errors.errors() {
        let pointer = format!("{prefix}/{name}");
        match kind {
            ValidationErrorsKind::Struct(inner) => flat.extend(flatten(inner, &pointer)),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    flat.extend(flatten(inner, &format!("{pointer}/{index}")));
                }
            }
            ValidationErrorsKind::Field(list) => flat.extend(list.iter().map(|error| describe(&pointer, error))),
        }
    }
    flat.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    flat
}

fn describe(pointer: &str, error: &validator::ValidationError) -> FieldError {
    let bound = |name: &str, otherwise: &str| error.params.get(name).map_or_else(|| otherwise.to_owned(), ToString::to_string);
    let (min, max) = (bound("min", "0"), bound("max", "∞"));
    match error.code.as_ref() {
        "length" => FieldError::of(&field::LENGTH, pointer, &[("min", &min), ("max", &max)]),
        "range" => FieldError::of(&field::RANGE, pointer, &[("min", &min), ("max", &max)]),
        code => FieldError::of(&field::FORMAT, pointer, &[("expected", code)]),
    }
}
