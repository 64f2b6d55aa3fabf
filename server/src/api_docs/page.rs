//! The page: operations by area, then the schemas they use.

use std::collections::BTreeMap;

use serde_json::Value;

use super::html::{escape, prose, table};
use super::schema::{description, kind, properties};

/// The methods in the order in which a record is met.
const METHODS: [&str; 7] = ["get", "post", "put", "patch", "delete", "head", "options"];

/// Renders a document.
#[must_use]
pub(super) fn render(document: &Value) -> String {
    let mut areas: BTreeMap<&str, Vec<(&str, &str, &Value)>> = BTreeMap::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                areas.entry(operation["tags"][0].as_str().unwrap_or("other")).or_default().push((path, method, operation));
            }
        }
    }
    let title = escape(document["info"]["title"].as_str().unwrap_or_default());
    let links: Vec<String> = areas.keys().map(|area| format!("<li><a href=\"#area-{0}\">{0}</a></li>", escape(area))).collect();
    let sections: String = areas.iter().map(|(area, operations)| section(area, operations)).collect();
    let schemas = document["components"]["schemas"].as_object();
    let schemas: String = schemas.into_iter().flatten().map(|(name, schema)| schema_block(name, schema)).collect();
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title} API</title><link rel=\"stylesheet\" href=\"/api/docs/style.css\"></head><body>\
         <header><h1>{title} API</h1><p>{about}</p>\
         <p>Send <code>Authorization: Bearer …</code> with every request but sign-in and refresh; <code>If-Match</code> with every change; \
         <code>Idempotency-Key</code> with a POST that may be repeated; <code>Accept-Language: vi</code> or <code>en</code>. \
         The same as a file: <a href=\"/api/v1/openapi.json\">openapi.json</a>.</p></header>\
         <nav aria-label=\"Areas\"><ul>{links}<li><a href=\"#schemas\">schemas</a></li></ul></nav>\
         <main>{sections}<section><h2 id=\"schemas\">schemas</h2>{schemas}</section></main></body></html>",
        links = links.concat(),
        about = prose(description(&document["info"])),
    )
}

fn section(area: &str, operations: &[(&str, &str, &Value)]) -> String {
    let blocks: String = operations.iter().map(|(path, method, operation)| operation_block(path, method, operation)).collect();
    format!("<section><h2 id=\"area-{0}\">{0}</h2>{blocks}</section>", escape(area))
}

fn operation_block(path: &str, method: &str, operation: &Value) -> String {
    let id = escape(operation["operationId"].as_str().unwrap_or_default());
    let summary = prose(operation["summary"].as_str().unwrap_or_default());
    format!(
        "<details><summary><span class=\"method {method}\">{shown}</span> <code>{path}</code> {summary}</summary>\
         <div id=\"{id}\">{about}{parameters}{body}{responses}</div></details>",
        shown = method.to_uppercase(),
        path = escape(path),
        about = paragraph(description(operation)),
        parameters = parameters(operation),
        body = body(operation),
        responses = responses(operation),
    )
}

fn paragraph(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<p>{}</p>", prose(text)) }
}

fn parameters(operation: &Value) -> String {
    let row = |parameter: &Value| {
        let text = |key: &str| parameter[key].as_str().unwrap_or_default();
        let must = if parameter["required"] == true { "yes" } else { "" };
        let name = format!("<code>{}</code>", escape(text("name")));
        vec![name, escape(text("in")), kind(&parameter["schema"]), must.to_owned(), prose(description(parameter))]
    };
    let rows: Vec<_> = operation["parameters"].as_array().into_iter().flatten().map(row).collect();
    table(&["parameter", "in", "type", "required", "meaning"], &rows)
}

fn body(operation: &Value) -> String {
    contents(&operation["requestBody"]).map(|content| format!("<p>Body: {content}</p>")).collect::<Vec<_>>().concat()
}

fn responses(operation: &Value) -> String {
    let row = |(status, response): (&String, &Value)| {
        vec![escape(status), prose(description(response)), contents(response).collect::<Vec<_>>().join("<br>")]
    };
    let rows: Vec<_> = operation["responses"].as_object().into_iter().flatten().map(row).collect();
    table(&["status", "meaning", "body"], &rows)
}

fn contents(part: &Value) -> impl Iterator<Item = String> {
    let contents = part["content"].as_object().into_iter().flatten();
    contents.map(|(media_type, content)| format!("{} <small>{}</small>", kind(&content["schema"]), escape(media_type)))
}

fn schema_block(name: &str, schema: &Value) -> String {
    format!(
        "<details><summary><code>{name}</code> {about}</summary><div id=\"schema-{name}\">{properties}</div></details>",
        name = escape(name),
        about = prose(description(schema)),
        properties = properties(schema),
    )
}
