//! What all actors of a run share: how far the round has come, which generation of the server is up, and what was counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

/// Shared by devices, proxy and whoever kills the server.
#[derive(Clone, Debug)]
pub struct Tide(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    begun: Instant,
    deeds: AtomicU64,
    generation: AtomicU64,
    stormy: AtomicBool,
    repeated: AtomicU64,
}

impl Tide {
    /// Calm, nothing done yet.
    #[must_use]
    pub fn calm() -> Self {
        Self(Arc::new(Inner {
            begun: Instant::now(),
            deeds: AtomicU64::new(0),
            generation: AtomicU64::new(0),
            stormy: AtomicBool::new(false),
            repeated: AtomicU64::new(0),
        }))
    }

    /// Milliseconds since the beginning of the run.
    #[must_use]
    pub fn millis(&self) -> u128 {
        self.0.begun.elapsed().as_millis()
    }

    /// A device did something.
    pub fn done_a_deed(&self) {
        self.0.deeds.fetch_add(1, Ordering::SeqCst);
    }

    /// Deeds of all devices so far.
    #[must_use]
    pub fn deeds(&self) -> u64 {
        self.0.deeds.load(Ordering::SeqCst)
    }

    /// A server process was started.
    pub fn next_generation(&self) {
        self.0.generation.fetch_add(1, Ordering::SeqCst);
    }

    /// Server processes started so far.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.0.generation.load(Ordering::SeqCst)
    }

    /// Lets the network break, or stops it from breaking.
    pub fn set_stormy(&self, stormy: bool) {
        self.0.stormy.store(stormy, Ordering::SeqCst);
    }

    /// Whether the network may break now.
    #[must_use]
    pub fn is_stormy(&self) -> bool {
        self.0.stormy.load(Ordering::SeqCst)
    }

    /// Operations or files were sent that had been sent before; only those of the storm count.
    pub fn note_repeats(&self, count: u64) {
        if self.is_stormy() {
            self.0.repeated.fetch_add(count, Ordering::SeqCst);
        }
    }

    /// Operations and files sent again so far.
    #[must_use]
    pub fn repeats(&self) -> u64 {
        self.0.repeated.load(Ordering::SeqCst)
    }
}
