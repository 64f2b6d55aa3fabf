//! The OpenAPI document (3.1), made from the code, and what all operations have in common added to it.

use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Content, InfoBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Required, Response, SecurityRequirement};

use crate::idempotency::rules;

const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

/// The document before the operations join it.
#[must_use]
pub fn frame() -> OpenApi {
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    let mut components = utoipa::openapi::Components::new();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Soát")
                .version("1")
                .description(Some(
                    "Kiểm tra, đánh giá hệ thống quản lý chất lượng, có đồng bộ ngoại tuyến. Audit and inspection with offline sync.",
                ))
                .build(),
        )
        .components(Some(components))
        .security(Some([SecurityRequirement::new("bearer", Vec::<String>::new())]))
        .build()
}

/// The whole document.
#[must_use]
pub fn document() -> OpenApi {
    let (_, mut document) = crate::router::operations().split_for_parts();
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations_of(item) {
            complete(method, path, operation);
        }
    }
    document
}

/// The document as it is served and kept in `docs/openapi.json`.
#[must_use]
pub fn text() -> String {
    let mut text = document().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// The operations at one path with their methods.
pub fn operations_of(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem { get, put, post, delete, options, head, patch, .. } = item;
    let all = [("get", get), ("put", put), ("post", post), ("patch", patch), ("delete", delete), ("head", head), ("options", options)];
    all.into_iter().filter_map(|(method, operation)| operation.as_mut().map(|operation| (method, operation)))
}

/// Adds to one operation what follows from its method, path and body, so that no handler has to repeat it.
fn complete(method: &str, path: &str, operation: &mut Operation) {
    operation.operation_id = Some(id_of(method, path));
    if method == "post" && rules::applies_to(path) {
        let key = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some("One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer."))
            .schema(Some(Schema::from(ObjectBuilder::new().schema_type(Type::String).max_length(Some(rules::MAX_KEY_LENGTH)).build())))
            .build();
        operation.parameters.get_or_insert_default().push(key.into());
    }
    let takes_json = match &operation.request_body {
        Some(RefOr::T(body)) => body.content.contains_key(JSON),
        _ => false,
    };
    let open = operation.security.is_some();
    let refusals = &mut operation.responses.responses;
    let added: &[&str] = if takes_json { &["400", "413", "415", "422"] } else { &[] };
    let needs_token: &[&str] = if open { &[] } else { &["401", "410"] };
    for status in added.iter().chain(needs_token).chain(&["default"]) {
        refusals.entry((*status).to_owned()).or_insert_with(|| RefOr::T(refusal()));
    }
    for (status, response) in refusals {
        if let RefOr::T(response) = response {
            describe(status, response);
        }
    }
}

fn refusal() -> Response {
    let mut response = Response::new("");
    response.content.insert(PROBLEM.to_owned(), RefOr::T(Content::new(Some(Ref::from_schema_name("ProblemBody")))));
    response
}

fn describe(status: &str, response: &mut Response) {
    if status.parse().is_ok_and(|status: u16| status >= 400)
        && let Some(body) = response.content.shift_remove(JSON)
    {
        response.content.insert(PROBLEM.to_owned(), body);
    }
    if response.description.is_empty() {
        meaning(status).clone_into(&mut response.description);
    }
}

fn meaning(status: &str) -> &'static str {
    match status {
        "200" => "Done",
        "201" => "Made; `ETag` is its version",
        "202" => "Taken on; the work goes on",
        "204" => "Done; there is no body",
        "206" => "The range asked for",
        "304" => "Unchanged",
        "400" => "The body is not JSON",
        "401" => "No valid access token, or wrong credentials",
        "403" => "The caller sees the record but may not do this",
        "404" => "No such record within what the caller may see",
        "409" => "Against the present state",
        "410" => "The device is revoked, or the thing is gone for good",
        "412" => "The record has changed since it was seen",
        "413" => "The body is over the limit",
        "415" => "Another media type is expected",
        "416" => "The range lies outside",
        "422" => "The data is not valid; `errors` names each place",
        "428" => "`If-Match` is missing",
        "429" => "Too many attempts; `Retry-After` says how long to wait",
        "default" => "Any other refusal or failure",
        _ => "Answer",
    }
}

fn id_of(method: &str, path: &str) -> String {
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    let words = path.split('/').filter(|part| !part.is_empty()).map(|part| part.trim_matches(['{', '}']).replace(['-', '.'], "_"));
    std::iter::once(method.to_owned()).chain(words).collect::<Vec<_>>().join("_")
}
