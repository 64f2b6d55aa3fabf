//! The network between devices and server: a TCP proxy in this process that drops connections, delays them, and cuts requests
//! and answers in the middle while the tide is stormy. It knows no protocol, so it can stand in front of anything; in front of a
//! bucket it also answers in its place, with 500.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::chance::Chance;
use super::tide::Tide;
use crate::Outcome;

/// Bytes passed on at a time: small, so that a cut falls into the middle.
const CHUNK: usize = 4_096;
/// The actor under whose name the proxy draws; each connection draws for itself.
const ACTOR: u64 = 1 << 32;

/// A proxy at work; it ends when dropped.
#[derive(Debug)]
pub struct Proxy {
    /// Where it listens.
    pub address: SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    seed: u64,
    tide: Tide,
    targets: Vec<SocketAddr>,
    draw: fn(&mut Chance) -> Fate,
    connections: AtomicU64,
    cut: AtomicU64,
    delayed: AtomicU64,
}

/// What becomes of one connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fate {
    /// Bytes from the device that pass.
    asked: u64,
    /// Bytes to the device that pass.
    answered: u64,
    /// Longest pause before a chunk, in milliseconds.
    pause: u64,
    /// The first request is answered with 500, and never reaches anybody.
    fails: bool,
}

const WHOLE: Fate = Fate { asked: u64::MAX, answered: u64::MAX, pause: 0, fails: false };
/// What a store says that is at fault itself.
const FAILED: &[u8] = b"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

impl Fate {
    /// Half of the connections live; the others are refused, cut while asking, lose their answer or a part of it, or are slow.
    fn draw(chance: &mut Chance) -> Self {
        match chance.below(100) {
            0..50 => WHOLE,
            50..57 => Self { asked: 0, ..WHOLE },
            57..69 => Self { asked: chance.spread(20, 120_000), ..WHOLE },
            69..77 => Self { answered: 0, ..WHOLE },
            77..86 => Self { answered: chance.spread(10, 40_000), ..WHOLE },
            _ => Self { pause: chance.between(2, 25), ..WHOLE },
        }
    }

    /// A program keeps its connections to a bucket: each is cut some day, and some begin with a refusal.
    fn draw_before_a_bucket(chance: &mut Chance) -> Self {
        match chance.below(100) {
            0..15 => Self { fails: true, ..WHOLE },
            15..20 => Self { asked: 0, ..WHOLE },
            20..60 => Self { asked: chance.spread(200, 400_000), ..WHOLE },
            60..90 => Self { answered: chance.spread(100, 400_000), ..WHOLE },
            _ => Self { pause: chance.between(2, 10), asked: chance.spread(200, 400_000), ..WHOLE },
        }
    }
}

impl Proxy {
    /// Begins to listen on a free port of the loopback address. Each connection goes to one of the targets.
    ///
    /// # Errors
    /// When there is no port.
    pub async fn open(seed: u64, tide: Tide, targets: Vec<SocketAddr>) -> Outcome<Self> {
        Self::begin(seed, tide, targets, Fate::draw).await
    }

    /// The same in front of a bucket.
    ///
    /// # Errors
    /// When there is no port.
    pub async fn open_before_a_bucket(seed: u64, tide: Tide, bucket: SocketAddr) -> Outcome<Self> {
        Self::begin(seed, tide, vec![bucket], Fate::draw_before_a_bucket).await
    }

    async fn begin(seed: u64, tide: Tide, targets: Vec<SocketAddr>, draw: fn(&mut Chance) -> Fate) -> Outcome<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let counts = || AtomicU64::new(0);
        let shared = Arc::new(Shared { seed, tide, targets, draw, connections: counts(), cut: counts(), delayed: counts() });
        let accepting = tokio::spawn(accept(listener, shared.clone()));
        Ok(Self { address, shared, accepting })
    }

    /// Connections that were cut so far.
    #[must_use]
    pub fn cut(&self) -> u64 {
        self.shared.cut.load(Ordering::SeqCst)
    }

    /// Connections that were slow so far.
    #[must_use]
    pub fn delayed(&self) -> u64 {
        self.shared.delayed.load(Ordering::SeqCst)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    loop {
        if let Ok((device, _)) = listener.accept().await {
            let number = shared.connections.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(connect(device, shared.clone(), number));
        }
    }
}

async fn connect(device: TcpStream, shared: Arc<Shared>, number: u64) {
    let mut chance = Chance::of(shared.seed, ACTOR + number);
    let fate = if shared.tide.is_stormy() { (shared.draw)(&mut chance) } else { WHOLE };
    if fate.asked == 0 {
        shared.cut.fetch_add(1, Ordering::SeqCst);
        return;
    }
    if fate.fails {
        shared.cut.fetch_add(1, Ordering::SeqCst);
        refuse(device).await;
        return;
    }
    if fate.pause > 0 {
        shared.delayed.fetch_add(1, Ordering::SeqCst);
    }
    let Some(server) = reach(&shared, &mut chance).await else { return };
    let ((from_device, to_device), (from_server, to_server)) = (device.into_split(), server.into_split());
    let asking = pass(from_device, to_server, fate.asked, fate.pause, chance.clone(), &shared.tide);
    let answering = pass(from_server, to_device, fate.answered, fate.pause, chance, &shared.tide);
    // An end of the asking is no end of the connection: the answer is still to come. A cut, on either side, is.
    let is_cut = tokio::select! {
        is_cut = async { if asking.await { true } else { std::future::pending().await } } => is_cut,
        is_cut = answering => is_cut,
    };
    if is_cut {
        shared.cut.fetch_add(1, Ordering::SeqCst);
    }
}

/// Reads what comes until there is a pause, and answers with 500.
async fn refuse(mut device: TcpStream) {
    let mut buffer = vec![0; CHUNK];
    while let Ok(Ok(1..)) = tokio::time::timeout(Duration::from_millis(20), device.read(&mut buffer)).await {}
    let _ = device.write_all(FAILED).await;
    let _ = device.shutdown().await;
}

/// Reaches one of the targets; in calm weather any of them.
async fn reach(shared: &Shared, chance: &mut Chance) -> Option<TcpStream> {
    let first = chance.place(shared.targets.len())?;
    let stream = TcpStream::connect(shared.targets[first]).await.ok();
    if stream.is_none() && !shared.tide.is_stormy() {
        for target in &shared.targets {
            if let Ok(stream) = TcpStream::connect(target).await {
                return Some(stream);
            }
        }
    }
    stream
}

/// Passes bytes on until the end, or until as many have passed as are to pass: then it is cut.
async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    most: u64,
    pause: u64,
    mut chance: Chance,
    tide: &Tide,
) -> bool {
    let mut buffer = vec![0; CHUNK];
    let mut passed = 0_u64;
    loop {
        let Ok(count @ 1..) = from.read(&mut buffer).await else {
            // A half that ends tells the other side so.
            let _ = to.shutdown().await;
            return false;
        };
        if pause > 0 && tide.is_stormy() {
            tokio::time::sleep(Duration::from_millis(chance.between(1, pause))).await;
        }
        let room = usize::try_from(most - passed).unwrap_or(usize::MAX);
        let is_cut = count >= room && tide.is_stormy();
        let passing = if is_cut { room } else { count };
        if to.write_all(&buffer[..passing]).await.is_err() {
            return false;
        }
        if is_cut {
            return true;
        }
        passed = passed.saturating_add(passing as u64).min(most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server that answers each byte with a hundred and then ends.
    async fn talkative() -> SocketAddr {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut byte = [0];
                if stream.read_exact(&mut byte).await.is_ok() {
                    let _ = stream.write_all(&vec![7; 100_000]).await;
                }
            }
        });
        address
    }

    async fn ask(address: SocketAddr) -> usize {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let mut bytes = Vec::new();
        if stream.write_all(&[1]).await.is_ok() {
            let _ = stream.read_to_end(&mut bytes).await;
        }
        bytes.len()
    }

    #[tokio::test]
    async fn in_calm_weather_everything_passes_and_in_a_storm_something_is_cut() {
        let tide = Tide::calm();
        let proxy = Proxy::open(5, tide.clone(), vec![talkative().await]).await.unwrap();
        for _ in 0..20 {
            assert_eq!(ask(proxy.address).await, 100_000);
        }
        assert_eq!(proxy.cut(), 0);
        tide.set_stormy(true);
        let mut whole = 0;
        for _ in 0..60 {
            whole += u64::from(ask(proxy.address).await == 100_000);
        }
        assert!(whole > 0 && proxy.cut() > 0 && proxy.delayed() > 0, "{whole} whole, {} cut", proxy.cut());
    }
}
