//! `/sign-in`, `/sign-out`, `/language`.

use std::net::SocketAddr;

use askama::Template;
use axum::Router;
use axum::extract::{ConnectInfo, State};
use axum::http::{Extensions, HeaderMap, HeaderValue, header};
use axum::response::Response;
use axum::routing::{get, post};
use axum_extra::extract::cookie::CookieJar;
use serde::Deserialize;

use super::browser_name;
use crate::access::browser;
use crate::access::service::{self, SignIn};
use crate::app::AppState;
use crate::kernel::catalogue::field;
use crate::kernel::extract::Query;
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::text::Lang;
use crate::portal::frame::cookies::{self, Purpose};
use crate::portal::frame::filled::{Filled, or_again};
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::Account;
use crate::portal::text::done::Done;

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new().route("/sign-in", get(show).post(sign_in)).route("/sign-out", post(sign_out)).route("/language", post(choose_language))
}

#[derive(Template)]
#[template(path = "portal/sign_in/page.html")]
struct SignInPage<'a> {
    shell: Shell,
    t: &'static Account,
    filled: &'a Filled,
    next: String,
}

#[derive(Debug, Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

fn page(visit: &Visit, filled: &Filled, next: &str) -> Result<Response, Problem> {
    let t = Account::of(visit.lang);
    shell::html(visit, &SignInPage { shell: Shell::new(visit, t.sign_in_title), t, filled, next: next.to_owned() })
}

async fn show(visit: Visit, Query(query): Query<Next>) -> Result<Response, Problem> {
    if visit.caller.is_some() {
        return Ok(links::see(links::own(&query.next).unwrap_or("/")));
    }
    page(&visit, &Filled::default(), &query.next)
}

async fn sign_in(
    visit: Visit,
    State(app): State<AppState>,
    headers: HeaderMap,
    extensions: Extensions,
    posted: Posted,
) -> Result<Response, Problem> {
    let next = posted.raw("next").to_owned();
    let done = admit(&visit, &app, &headers, &extensions, &posted).await;
    or_again(&visit, posted, done, async |filled| page(&visit, &filled, &next)).await
}

async fn admit(visit: &Visit, app: &AppState, headers: &HeaderMap, extensions: &Extensions, posted: &Posted) -> Result<Response, Problem> {
    let missing = ["username", "password"].into_iter().filter(|name| posted.raw(name).is_empty());
    let missing: Vec<_> = missing.map(|name| FieldError::of(&field::MISSING, format!("/{name}"), &[("name", name)])).collect();
    if !missing.is_empty() {
        return Err(Problem::invalid(missing));
    }
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let jar = CookieJar::from_headers(headers);
    let request = SignIn {
        username: posted.raw("username").to_owned(),
        password: posted.raw("password").to_owned(),
        device_id: cookies::device(&jar, visit.is_secure),
        device_name: browser_name::of(text(header::USER_AGENT), visit.lang),
        platform: "portal".to_owned(),
        public_key: None,
        app_version: None,
        address: extensions.get::<ConnectInfo<SocketAddr>>().map_or_else(|| "unknown".to_owned(), |info| info.0.ip().to_string()),
    };
    let opened = match browser::sign_in(app, request.clone()).await {
        // Whoever owns the account may come back with a browser that was shut out, as a new device.
        Err(problem) if problem.code() == "device-revoked" => browser::sign_in(app, SignIn { device_id: None, ..request }).await?,
        other => other?,
    };
    end_session(visit, app).await?;
    let mut response = links::see(links::own(posted.raw("next")).unwrap_or("/"));
    let set = [
        cookies::set(Purpose::Session, &opened.secret, visit.is_secure),
        cookies::set(Purpose::Device, &opened.device_id.to_string(), visit.is_secure),
        cookies::forget(Purpose::Forms, visit.is_secure),
    ];
    for cookie in set.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Ends the session that the browser came with, if there is one: nobody can come back to it.
async fn end_session(visit: &Visit, app: &AppState) -> Result<(), Problem> {
    if let (Some(caller), Some(secret)) = (&visit.caller, &visit.secret) {
        let tx = app.begin_as(caller.actor()).await?;
        browser::end(&tx, secret).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn sign_out(visit: Visit, State(app): State<AppState>) -> Result<Response, Problem> {
    end_session(&visit, &app).await?;
    let mut response = links::done("/sign-in", Done::signed_out);
    if let Some(cookie) = cookies::forget(Purpose::Session, visit.is_secure) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}

async fn choose_language(visit: Visit, State(app): State<AppState>, posted: Posted) -> Result<Response, Problem> {
    let lang = if posted.raw("to") == "en" { Lang::En } else { Lang::Vi };
    if let Some(caller) = &visit.caller {
        let tx = app.begin_as(caller.actor()).await?;
        service::change_language(&tx, caller, lang).await?;
        tx.commit().await?;
    }
    let mut response = links::see(links::own(posted.raw("back")).unwrap_or("/"));
    if let Some(cookie) = cookies::set(Purpose::Language, lang.tag(), visit.is_secure) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
