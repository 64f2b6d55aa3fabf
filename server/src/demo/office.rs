//! Somebody at a desk: a session of a browser that speaks to the API.

use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::{Value, json};
use uuid::Uuid;

use super::people::PASSWORD;
use super::site::{self, InProcess};

/// A signed-in browser.
#[derive(Clone, Debug)]
pub struct Office<'a> {
    site: &'a InProcess,
    token: String,
}

/// A record as it was answered, with the version for `If-Match`.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The record.
    pub body: Value,
    /// Its `ETag`.
    pub etag: String,
}

impl Seen {
    /// Its id.
    ///
    /// # Errors
    /// When it has none.
    pub fn id(&self) -> Result<Uuid, String> {
        site::id_at(&self.body, "/id")
    }
}

impl<'a> Office<'a> {
    /// Signs in.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn sign_in(site: &'a InProcess, username: &str) -> Result<Self, String> {
        let device = json!({"name": format!("Máy tính của {username}"), "platform": "web"});
        let body = json!({"username": username, "password": PASSWORD, "device": device});
        let session = site::send(site, site::json(Method::POST, "/auth/sign-in", &body)?).await?.accepted(200)?;
        Ok(Self { site, token: site::text_at(&session, "/access_token")?.to_owned() })
    }

    /// A session that was opened before.
    #[must_use]
    pub fn resumed(site: &'a InProcess, token: &str) -> Self {
        Self { site, token: token.to_owned() }
    }

    /// What resumes this session.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Reads.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn get(&self, path: &str) -> Result<Seen, String> {
        let request = Request::get(format!("/api/v1{path}")).body(Body::empty()).map_err(|error| error.to_string())?;
        self.ask(path, request, 200).await
    }

    /// Makes a record.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn create(&self, path: &str, body: &Value) -> Result<Seen, String> {
        self.ask(path, site::json(Method::POST, path, body)?, 201).await
    }

    /// Changes a record that was seen, or takes an event of it.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn change(&self, method: Method, path: &str, seen: &Seen, body: &Value) -> Result<Seen, String> {
        let mut request = site::json(method, path, body)?;
        let version = seen.etag.parse().map_err(|_| format!("{path}: `{}` is no ETag", seen.etag))?;
        request.headers_mut().insert(header::IF_MATCH, version);
        self.ask(path, request, 200).await
    }

    /// Does something that makes no record of its own.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn act(&self, path: &str, body: &Value) -> Result<Seen, String> {
        self.ask(path, site::json(Method::POST, path, body)?, 200).await
    }

    /// Sends any request.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn send(&self, path: &str, request: Request<Body>) -> Result<Seen, String> {
        self.ask(path, request, 200).await
    }

    /// Sends a table of organisations.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn import(&self, within: Uuid, csv: &'static str) -> Result<Seen, String> {
        let path = format!("/organisations/import?within={within}");
        let request = Request::post(format!("/api/v1{path}")).header(header::CONTENT_TYPE, "text/csv").body(Body::from(csv));
        self.ask(&path, request.map_err(|error| error.to_string())?, 200).await
    }

    async fn ask(&self, path: &str, request: Request<Body>, status: u16) -> Result<Seen, String> {
        let method = request.method().clone();
        let answer = site::send(self.site, site::authorised(request, &self.token)?).await?;
        let body = answer.accepted(status).map_err(|error| format!("{method} {path}: {error}"))?;
        Ok(Seen { body, etag: answer.header("etag").unwrap_or_default().to_owned() })
    }
}
