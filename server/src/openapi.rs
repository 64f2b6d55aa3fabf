//! The OpenAPI document (3.1), made from the code.

use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder, SecurityRequirement};

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

/// The document as it is served and kept in `docs/openapi.json`.
#[must_use]
pub fn text() -> String {
    use crate::router::{long_operations, operations, sync_operations};
    let (_, document) = operations().merge(sync_operations()).merge(long_operations()).split_for_parts();
    let mut text = document.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}
