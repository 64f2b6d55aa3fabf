//! The server of the bucket answers errors, says nothing, changes or cuts what goes through: the client gets a refusal it can
//! repeat, nothing is stored half, and the next try succeeds.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use soat_tests::{Answer, Engine, TestApp};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::servers::{self, Server};
use crate::evidence::{begin, declare, fetch, forget_checksums, inspection_under_way, offset, patch, put, state};
use crate::pictures::photo;

/// What goes wrong between the program and the server of the bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    /// Every request is answered with this status.
    Answers(u16),
    /// No request is answered.
    Silent,
    /// A long request breaks off.
    CutsRequests,
    /// A long answer breaks off.
    CutsAnswers,
    /// A byte of every long request is changed on the way.
    ChangesRequests,
}

/// Something in between that carries bytes, and harms them when told so.
#[derive(Clone)]
struct Between {
    fault: Arc<Mutex<Fault>>,
    harmed: Arc<AtomicUsize>,
    only_once: bool,
}

impl Between {
    fn set(&self, fault: Fault) {
        *self.fault.lock().unwrap() = fault;
        self.harmed.store(0, Ordering::SeqCst);
    }

    /// The fault of now, when it befalls a stretch of this length in this direction.
    fn befalls(&self, is_request: bool, length: usize) -> Fault {
        let mut fault = self.fault.lock().unwrap();
        let now = match *fault {
            Fault::Answers(_) | Fault::Silent if is_request => *fault,
            Fault::CutsRequests | Fault::ChangesRequests if is_request && length > 2_000 => *fault,
            Fault::CutsAnswers if !is_request && length > 2_000 => *fault,
            _ => Fault::None,
        };
        if now != Fault::None {
            self.harmed.fetch_add(1, Ordering::SeqCst);
            if self.only_once {
                *fault = Fault::None;
            }
        }
        now
    }

    async fn carry(self, client: TcpStream, server: String) -> std::io::Result<()> {
        let (mut from_client, mut to_client) = client.into_split();
        let (mut from_server, mut to_server) = TcpStream::connect(server).await?.into_split();
        let (mut asked, mut answered) = (vec![0; 64 << 10], vec![0; 64 << 10]);
        loop {
            tokio::select! {
                count = from_client.read(&mut asked) => {
                    let count = count?;
                    match self.befalls(true, count) {
                        _ if count == 0 => return Ok(()),
                        Fault::Answers(status) => {
                            let answer = format!("HTTP/1.1 {status} Trouble\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                            return to_client.write_all(answer.as_bytes()).await;
                        }
                        Fault::Silent => std::future::pending().await,
                        Fault::CutsRequests => return to_server.write_all(&asked[..count / 2]).await,
                        Fault::ChangesRequests => asked[count - 1] ^= 1,
                        _ => {}
                    }
                    to_server.write_all(&asked[..count]).await?;
                }
                count = from_server.read(&mut answered) => {
                    let count = count?;
                    if count == 0 {
                        return Ok(());
                    }
                    let is_cut = self.befalls(false, count) == Fault::CutsAnswers;
                    to_client.write_all(&answered[..if is_cut { count / 2 } else { count }]).await?;
                    if is_cut {
                        return Ok(());
                    }
                }
            }
        }
    }
}

/// A program whose bucket is behind something that may harm what goes through.
async fn start(only_once: bool) -> (TestApp, Between, Server) {
    let server = servers::start().await;
    let between = Between { fault: Arc::new(Mutex::new(Fault::None)), harmed: Arc::default(), only_once };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let behind = server.settings().s3_endpoint.trim_start_matches("http://").to_owned();
    let carrier = between.clone();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(carrier.clone().carry(client, behind.clone()));
        }
    });
    let bucket = server.settings();
    let app = TestApp::start(Engine::Sqlite).await.with_settings(|settings| {
        let own = settings.clone();
        *settings = soat::kernel::config::Settings {
            database_url: own.database_url,
            master_key: own.master_key,
            data_dir: own.data_dir,
            s3_endpoint: endpoint,
            s3_timeout_seconds: 1,
            ..bucket
        };
    });
    (app.await, between, server)
}

#[track_caller]
fn told_to_come_again(answer: &Answer) {
    let problem = answer.refused(503, "storage-unavailable");
    assert!(answer.header("retry-after").is_some(), "{problem}");
    let told = problem.to_string();
    assert!(!told.contains("127.0.0.1") && !told.contains("staging"), "where files lie is nobody's business: {told}");
}

/// Every fault that strikes while bytes are written.
const WHILE_WRITING: [Fault; 6] =
    [Fault::Answers(500), Fault::Answers(403), Fault::Answers(503), Fault::Silent, Fault::CutsRequests, Fault::ChangesRequests];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn content_that_the_bucket_does_not_take_can_be_sent_again() {
    let (app, between, _server) = start(false).await;
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    for (seed, fault) in (0..).zip(WHILE_WRITING) {
        let mut bytes = photo("gps-dscn0010.jpg");
        bytes.push(seed);
        let id = declare(&member, inspection, "image/jpeg", &bytes).await;
        between.set(fault);
        told_to_come_again(&put(&member, &id, &bytes).await);
        assert!(between.harmed.load(Ordering::SeqCst) > 0, "{fault:?}");
        assert_eq!(state(&member, &id).await, "declared", "{fault:?}");
        between.set(Fault::None);
        put(&member, &id, &bytes).await.expect(200);
        assert_eq!(fetch(&member, &id, "", &[]).await.bytes, bytes, "{fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_that_the_bucket_does_not_take_stands_where_it_stood() {
    let (app, between, _server) = start(false).await;
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = photo("camera-canon-ixus.jpg");
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    let upload = begin(&member, &id, bytes.len()).await;
    let mut at = 0;
    for fault in WHILE_WRITING {
        between.set(fault);
        let next = at + 10_000;
        told_to_come_again(&patch(&member, &upload, at, bytes[at..next].to_vec()).await);
        assert_eq!(offset(&member, &upload).await, at.to_string(), "{fault:?}");
        between.set(Fault::None);
        patch(&member, &upload, at, bytes[at..next].to_vec()).await.expect(204);
        at = next;
    }
    // The last byte: the parts are read, joined and kept.
    for fault in [Fault::Answers(500), Fault::CutsAnswers] {
        between.set(fault);
        told_to_come_again(&patch(&member, &upload, at, bytes[at..].to_vec()).await);
        assert_eq!(offset(&member, &upload).await, at.to_string(), "{fault:?}");
    }
    between.set(Fault::None);
    patch(&member, &upload, at, bytes[at..].to_vec()).await.expect(204);
    assert_eq!(fetch(&member, &id, "", &[]).await.bytes, bytes);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn content_that_cannot_be_looked_at_now_is_looked_at_later() {
    let (app, between, _server) = start(false).await;
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = photo("gps-dscn0021.jpg");
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    between.set(Fault::CutsAnswers);
    told_to_come_again(&put(&member, &id, &bytes).await);
    assert_eq!(state(&member, &id).await, "stored", "the bytes are safe, and the record says so");
    told_to_come_again(&put(&member, &id, &bytes).await);
    between.set(Fault::None);
    app.state.clock().advance_millis(60_000);
    soat::jobs::run_due(&app.state).await.unwrap();
    assert_eq!(state(&member, &id).await, "verified");
    put(&member, &id, &bytes).await.expect(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_download_goes_on_although_the_bucket_breaks_off() {
    let (app, between, _server) = start(true).await;
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = photo("camera-canon-ixus.jpg");
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    put(&member, &id, &bytes).await.expect(200);
    for range in ["bytes=0-", "bytes=50000-"] {
        between.set(Fault::CutsAnswers);
        let answer = fetch(&member, &id, "", &[("range", range)]).await;
        assert_eq!(between.harmed.load(Ordering::SeqCst), 1, "the bucket did break off");
        assert!(answer.bytes == bytes[bytes.len() - answer.bytes.len()..], "every byte comes, in its place");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_archive_that_needs_what_the_bucket_keeps_back_is_refused_before_its_first_byte() {
    let (app, between, _server) = start(false).await;
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = photo("camera-canon-ixus.jpg");
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    put(&member, &id, &bytes).await.expect(200);
    // A checksum stands before its file, so one that is not known is computed before the first byte.
    forget_checksums(&app).await;
    let archive = format!("/inspections/{inspection}/evidence.zip");
    for fault in [Fault::Answers(500), Fault::Silent, Fault::CutsAnswers] {
        between.set(fault);
        told_to_come_again(&member.get(&archive).await);
        assert!(between.harmed.load(Ordering::SeqCst) > 0, "{fault:?}");
    }
    between.set(Fault::None);
    let whole = member.get(&archive).await;
    assert_eq!(whole.status, 200);
    assert!(whole.bytes.windows(bytes.len()).any(|window| window == bytes), "the photo is in it, byte for byte");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_error_of_the_bucket_is_no_matter() {
    let (app, between, _server) = start(true).await;
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = photo("gps-dscn0010.jpg");
    for fault in [Fault::Answers(500), Fault::Answers(503)] {
        let id = declare(&member, inspection, "image/jpeg", &bytes).await;
        between.set(fault);
        put(&member, &id, &bytes).await.expect(200);
        assert_eq!(between.harmed.load(Ordering::SeqCst), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_waits_for_a_bucket_whose_server_is_starting_too() {
    let (app, between, _server) = start(false).await;
    let settings = app.state.settings().clone();
    between.set(Fault::Answers(503));
    let recovering = between.clone();
    tokio::spawn(async move {
        // As many refusals as one request gets tries, and some.
        while recovering.harmed.load(Ordering::SeqCst) < 4 {
            tokio::task::yield_now().await;
        }
        recovering.set(Fault::None);
    });
    soat::blobs::Blobs::of(&settings).await.expect("the bucket is there soon");
}
