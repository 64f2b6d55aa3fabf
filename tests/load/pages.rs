//! How long the portal's main pages take, as a browser without a cache sees them: on the demonstration, and on a province with
//! five years behind it.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, Response, StatusCode};

use crate::Outcome;
use crate::options::Options;
use crate::province;
use crate::seed::PASSWORD;
use crate::server::{Place, Server};
use crate::table::{self, Table};

/// The pages.
const PAGES: &[&str] = &["/", "/inspections", "/findings", "/car", "/programmes", "/dashboard", "/reports"];
/// Times each is asked for, after a first time that does not count.
const TIMES: usize = 200;

/// Measures the pages on both.
///
/// # Errors
/// When a page is refused.
pub async fn measure(options: &Options, program: &Path, table: &mut Table) -> Outcome<()> {
    let place = Place::fresh(&options.folder, None).await?;
    make_demo(program, &place)?;
    on(program, &place, ("the demonstration", soat::demo::people::PASSWORD, ""), table).await?;
    place.remove().await?;
    let place = Place::fresh(&options.folder, None).await?;
    let (findings, requests) = province::settle(&place).await?;
    table.figure("province: 250 units, 5 years", &format!("{findings} findings, {requests} requests"), "");
    on(program, &place, ("the province", PASSWORD, "p95 < 50 ms"), table).await?;
    place.remove().await
}

fn make_demo(program: &Path, place: &Place) -> Outcome<()> {
    let data = format!("data_dir={}", place.settings().data_dir.display());
    let made = Command::new(program)
        .args(["demo", "--no-serve", "--set", &data])
        .current_dir(place.folder())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    if made.success() { Ok(()) } else { Err("the demonstration could not be made".into()) }
}

async fn on(program: &Path, place: &Place, (name, password, aim): (&str, &str, &str), table: &mut Table) -> Outcome<()> {
    let server = Server::start(program, place, &[crate::JOBS_WAIT]).await?;
    let browser = Browser::sign_in(&server.address, province::CHAIR, password).await?;
    for page in PAGES {
        let (mut times, mut bytes) = (Vec::new(), 0);
        browser.get(page).await?;
        for _ in 0..TIMES {
            let begun = Instant::now();
            bytes = browser.get(page).await?.len();
            times.push(begun.elapsed());
        }
        let (middle, late): (Duration, Duration) = (table::percentile(&mut times, 50), table::percentile(&mut times, 95));
        let figure = format!("p50 {}, p95 {}; {} KB", table::millis(middle), table::millis(late), bytes / 1_024);
        table.figure(&format!("page {page} of {name}"), &figure, aim);
    }
    server.stop().await
}

/// A browser without a cache or a script.
struct Browser {
    http: Client,
    address: String,
    cookies: Vec<(String, String)>,
}

impl Browser {
    async fn sign_in(address: &str, username: &str, password: &str) -> Outcome<Self> {
        let http = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        let mut browser = Self { http, address: address.to_owned(), cookies: Vec::new() };
        let page = browser.ask(browser.http.get(format!("{address}/sign-in"))).await?;
        let html = page.text().await?;
        let mut fields = hidden_fields(&html, "/sign-in");
        fields.push(("username".to_owned(), username.to_owned()));
        fields.push(("password".to_owned(), password.to_owned()));
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let request = browser.http.post(format!("{address}/sign-in")).header("content-type", "application/x-www-form-urlencoded");
        let answer = browser.ask(request.header("origin", address).body(body.join("&"))).await?;
        if answer.status().is_redirection() && answer.headers().contains_key(LOCATION) {
            return Ok(browser);
        }
        Err(format!("{username} was not let in: {}", answer.status()).into())
    }

    /// Sends a request with the cookies and keeps those that come back.
    async fn ask(&mut self, request: reqwest::RequestBuilder) -> Outcome<Response> {
        let answer = request.header(COOKIE, self.cookie()).send().await?;
        for set in answer.headers().get_all(SET_COOKIE) {
            let Some((name, value)) = set.to_str()?.split(';').next().and_then(|pair| pair.split_once('=')) else { continue };
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        Ok(answer)
    }

    fn cookie(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    async fn get(&self, page: &str) -> Outcome<String> {
        let answer = self.http.get(format!("{}{page}", self.address)).header(COOKIE, self.cookie()).send().await?;
        if answer.status() == StatusCode::OK { Ok(answer.text().await?) } else { Err(format!("{page}: {}", answer.status()).into()) }
    }
}

/// The hidden fields of the form with an action, as the browser would send them.
fn hidden_fields(html: &str, action: &str) -> Vec<(String, String)> {
    let marked = format!("action=\"{action}\"");
    let form = html.split("<form").find(|form| form.contains(&marked)).and_then(|form| form.split("</form>").next()).unwrap_or_default();
    let value_of = |tag: &str, name: &str| {
        tag.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value.to_owned())
    };
    let inputs = form.split("<input").skip(1).map(|tag| tag.split('>').next().unwrap_or_default());
    let hidden = inputs.filter(|tag| tag.contains("type=\"hidden\""));
    hidden.filter_map(|tag| Some((value_of(tag, "name")?, value_of(tag, "value").unwrap_or_default()))).collect()
}

fn encoded(text: &str) -> String {
    let byte = |byte: u8| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(byte).collect()
}
