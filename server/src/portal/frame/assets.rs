//! The style sheet and the icon, carried in the program. Their addresses hold a hash of their content, so they are kept for ever.

use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;

use crate::kernel::problem::Problem;

/// Hexadecimal digits of the hash in an address.
const DIGITS: usize = 16;

struct Asset {
    stem: &'static str,
    ending: &'static str,
    media_type: &'static str,
    bytes: &'static [u8],
}

const STYLE: Asset =
    Asset { stem: "portal", ending: "css", media_type: "text/css; charset=utf-8", bytes: include_bytes!("../assets/portal.css") };
const ICON: Asset = Asset { stem: "soat", ending: "svg", media_type: "image/svg+xml", bytes: include_bytes!("../assets/soat.svg") };

/// The address of the style sheet.
pub static STYLE_ADDRESS: LazyLock<String> = LazyLock::new(|| address(&STYLE));
/// The address of the icon.
pub static ICON_ADDRESS: LazyLock<String> = LazyLock::new(|| address(&ICON));

fn address(asset: &Asset) -> String {
    let hash = HEXLOWER.encode(digest(&SHA256, asset.bytes).as_ref());
    format!("/assets/{}.{}.{}", asset.stem, &hash[..DIGITS], asset.ending)
}

/// Gives the icon at the address where browsers look for it on pages that name none.
pub async fn icon() -> Response {
    ([(header::CONTENT_TYPE, ICON.media_type), (header::CACHE_CONTROL, "public, max-age=86400")], ICON.bytes).into_response()
}

/// Gives an asset; an address with another hash is that of another program.
pub async fn asset(Path(name): Path<String>) -> Result<Response, Problem> {
    let asked = format!("/assets/{name}");
    let known = [(&STYLE, &*STYLE_ADDRESS), (&ICON, &*ICON_ADDRESS)];
    let (asset, _) = known.into_iter().find(|(_, address)| **address == asked).ok_or_else(Problem::not_found)?;
    let headers = [(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.bytes).into_response())
}
