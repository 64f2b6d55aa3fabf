//! A browser without a screen: it keeps cookies, follows forms with their hidden fields, and sends what a person types.

use std::cell::RefCell;
use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Request, header};

use crate::people::PASSWORD;
use crate::{Answer, TestApp};

/// What stands between the parts of a form with files.
const BOUNDARY: &str = "----a-form-of-a-browser";

/// A file of a form: its field, its name, its type, its bytes.
pub type File = (&'static str, String, &'static str, Vec<u8>);

/// A browser of one person.
pub struct Browser<'a> {
    app: &'a TestApp,
    cookies: RefCell<BTreeMap<String, String>>,
    /// Sent as `Accept-Language`.
    pub language: &'static str,
}

/// A page that was shown.
pub struct Page {
    /// The answer.
    pub answer: Answer,
    /// Its text.
    pub text: String,
}

impl<'a> Browser<'a> {
    /// Opens a fresh browser.
    #[must_use]
    pub fn open(app: &'a TestApp) -> Self {
        Self { app, cookies: RefCell::default(), language: "vi" }
    }

    /// Opens a fresh browser and signs in.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn sign_in(app: &'a TestApp, username: &str) -> Self {
        let browser = Self::open(app);
        let page = browser.get("/sign-in").await;
        let done = browser.send_form(&page, "/sign-in", &[("username", username), ("password", PASSWORD)]).await;
        assert_eq!(done.status(), 303, "{}", done.text);
        browser
    }

    /// A cookie.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).cloned()
    }

    /// Sets or replaces a cookie.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
    }

    /// Opens an address.
    ///
    /// # Panics
    /// When no answer can be read.
    pub async fn get(&self, path: &str) -> Page {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Sends the form of a page that goes to `action`, with its hidden fields and what is typed.
    ///
    /// # Panics
    /// When the page has no such form.
    pub async fn send_form(&self, page: &Page, action: &str, typed: &[(&str, &str)]) -> Page {
        let mut fields = page.hidden_of(action);
        for (name, value) in typed {
            fields.retain(|(known, _)| known != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        self.post(action, &fields).await
    }

    /// Sends a form with its hidden fields, what is typed and files.
    ///
    /// # Panics
    /// When the page has no such form.
    pub async fn send_files(&self, page: &Page, action: &str, typed: &[(&str, &str)], files: &[File]) -> Page {
        let mut body = Vec::new();
        let hidden = page.hidden_of(action);
        let fields = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain(typed.iter().copied());
        for (name, value) in fields {
            body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
        }
        for (field, name, media_type, bytes) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: {media_type}\r\n\r\n"
            );
            body.extend(head.into_bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        let request = Request::post(action).header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
        self.send(request, Body::from(body)).await
    }

    /// Posts fields.
    ///
    /// # Panics
    /// When no answer can be read.
    pub async fn post(&self, path: &str, fields: &[(String, String)]) -> Page {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(pairs.join("&"))).await
    }

    /// Sends any request with the cookies, and keeps those that come back.
    ///
    /// # Panics
    /// When no answer can be read.
    pub async fn send(&self, request: axum::http::request::Builder, body: Body) -> Page {
        let cookies: Vec<String> = self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request.header(header::COOKIE, cookies.join("; ")).header(header::ACCEPT_LANGUAGE, self.language);
        let answer = self.app.send(request.body(body).unwrap()).await;
        for set in answer.headers.get_all(header::SET_COOKIE) {
            let text = set.to_str().unwrap();
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            if text.contains("Max-Age=0") {
                self.cookies.borrow_mut().remove(name);
            } else {
                self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
            }
        }
        let text = String::from_utf8_lossy(&answer.bytes).into_owned();
        if answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            no_field_is_hidden_behind_another(&text);
        }
        Page { answer, text }
    }

    /// Goes to where an answer sends the browser.
    ///
    /// # Panics
    /// When it sends it nowhere.
    pub async fn follow(&self, page: &Page) -> Page {
        self.get(&page.location()).await
    }
}

impl Page {
    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.answer.status.as_u16()
    }

    /// Where the browser is sent on to.
    ///
    /// # Panics
    /// When it is sent nowhere.
    #[must_use]
    #[track_caller]
    pub fn location(&self) -> String {
        self.answer.header("location").unwrap_or_else(|| panic!("{} leads nowhere: {}", self.status(), self.text)).to_owned()
    }

    /// Asserts that the page says something.
    ///
    /// # Panics
    /// When it does not.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.text.contains(words), "the page does not say `{words}`:\n{}", self.text);
        self
    }

    /// Asserts that the page does not say something.
    ///
    /// # Panics
    /// When it does.
    #[track_caller]
    pub fn is_silent_about(&self, words: &str) -> &Self {
        assert!(!self.text.contains(words), "the page says `{words}`:\n{}", self.text);
        self
    }

    /// The hidden fields of the form that goes to `action`.
    ///
    /// # Panics
    /// When there is no such form.
    #[must_use]
    #[track_caller]
    pub fn hidden_of(&self, action: &str) -> Vec<(String, String)> {
        let start = self.text.find(&format!("action=\"{action}\"")).unwrap_or_else(|| panic!("no form to {action} in\n{}", self.text));
        let form = &self.text[start..];
        let form = &form[..form.find("</form>").unwrap()];
        let attribute = |tag: &str, name: &str| {
            let from = tag.find(&format!("{name}=\""))? + name.len() + 2;
            Some(unescaped(&tag[from..from + tag[from..].find('"')?]))
        };
        let tags = form.split("<input type=\"hidden\"").skip(1).map(|rest| &rest[..rest.find('>').unwrap()]);
        tags.map(|tag| (attribute(tag, "name").unwrap(), attribute(tag, "value").unwrap_or_default())).collect()
    }
}

/// What a person types never has the name of a hidden field of the same form: the hidden one would be read in its place.
#[track_caller]
fn no_field_is_hidden_behind_another(page: &str) {
    let name = |tag: &str| Some(tag.split_once(" name=\"")?.1.split_once('"')?.0.to_owned());
    for form in page.split("<form").skip(1).map(|rest| rest.split("</form>").next().unwrap()) {
        let tags: Vec<&str> = form.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()).collect();
        let hidden: Vec<String> = tags.iter().filter(|tag| tag.contains("type=\"hidden\"")).filter_map(|tag| name(tag)).collect();
        let fields = tags.iter().filter(|tag| ["input", "select", "textarea"].iter().any(|kind| tag.starts_with(kind)));
        for field in fields.filter(|tag| !tag.contains("type=\"hidden\"")).filter_map(|tag| name(tag)) {
            assert!(!hidden.contains(&field), "`{field}` is also a hidden field of its form:\n{form}");
        }
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
