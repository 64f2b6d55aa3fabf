//! What devices cost that only listen: memory of the server with thousands of idle event streams.

use std::path::Path;
use std::time::{Duration, Instant};

use futures_util::stream::{self, StreamExt, TryStreamExt};
use reqwest::{Client, Response};
use serde_json::{Value, json};

use crate::client::text;
use crate::options::Options;
use crate::seed::{self, PASSWORD, World};
use crate::server::{Place, Server};
use crate::table::{self, Table};
use crate::{JOBS_WAIT, Outcome};

/// Devices that listen. Each needs a file descriptor here and one in the server: see `ulimit -n`.
const DEVICES: usize = 5_000;
/// People to whom they belong.
const PEOPLE: usize = 50;
/// Tokens name the address that devices see, which stays when the server moves to another port.
const ADDRESS: &str = "public_url=http://soat.example";
/// Requests on their way at once.
const AT_ONCE: usize = 32;

/// Signs all devices in, starts the server anew, lets them listen and reads its memory.
///
/// # Errors
/// When a device is not let in or not told that somebody is there.
pub async fn measure(options: &Options, program: &Path, table: &mut Table) -> Outcome<()> {
    let place = Place::fresh(&options.folder, options.postgres.as_deref()).await?;
    World::settle(&place, PEOPLE, 0).await?;
    // Passwords are checked in one process and listened to in another: hashing takes memory too.
    let doorkeeper = Server::start(program, &place, &[JOBS_WAIT, ADDRESS]).await?;
    let http = Client::builder().timeout(Duration::from_mins(2)).build()?;
    let entering = (0..DEVICES).map(|number| sign_in(&http, &doorkeeper.address, number));
    let tokens: Vec<String> = stream::iter(entering).buffer_unordered(AT_ONCE).try_collect().await?;
    doorkeeper.stop().await?;
    let server = Server::start(program, &place, &[JOBS_WAIT, ADDRESS]).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let before = server.resident().await?.now;
    // A connection each, as devices have: a client keeps none back for another.
    let http = Client::builder().pool_max_idle_per_host(0).http1_only().build()?;
    let begun = Instant::now();
    let joining = tokens.iter().map(|token| listen(&http, &server.address, token));
    let listening: Vec<Response> = stream::iter(joining).buffer_unordered(AT_ONCE).try_collect().await?;
    let joined = begun.elapsed();
    tokio::time::sleep(Duration::from_secs(3)).await;
    let after = server.resident().await?.now;
    let each = after.saturating_sub(before) / u64::try_from(listening.len().max(1))?;
    let figure = format!("{}; {} before; {each} bytes a device", table::mebibytes(after), table::mebibytes(before));
    table.figure(&format!("memory, {} idle devices listening", listening.len()), &figure, "< 250 MB");
    table.figure("until all of them listen", &table::millis(joined), "");
    drop(listening);
    server.stop().await?;
    place.remove().await
}

async fn sign_in(http: &Client, address: &str, number: usize) -> Outcome<String> {
    let device = json!({"name": format!("máy {number}"), "platform": "load"});
    let body = json!({"username": seed::inspector(number % PEOPLE), "password": PASSWORD, "device": device});
    let answer = http.post(format!("{address}/api/v1/auth/sign-in")).json(&body).send().await?.error_for_status()?;
    let session: Value = answer.json().await?;
    Ok(text(&session, "/access_token")?.to_owned())
}

/// Begins to listen, and waits until the server has said that it is there.
async fn listen(http: &Client, address: &str, token: &str) -> Outcome<Response> {
    let mut answer = http.get(format!("{address}/api/v1/sync/events")).bearer_auth(token).send().await?.error_for_status()?;
    answer.chunk().await?.ok_or("the stream ended at once")?;
    Ok(answer)
}
