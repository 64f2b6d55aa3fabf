//! What arrives as evidence: any bytes are judged, whatever they were declared as, and what passes as a picture gives smaller copies
//! that carry nothing but pixels. Decoders of others may panic inside of the guard that is there for it.

#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use soat::evidence::derivatives::{DeriveFault, derive};
use soat::evidence::entity::evidence::AttachedKind;
use soat::evidence::exif::{self, ExifFacts};
use soat::evidence::media_type::{agrees, sniff};
use soat::evidence::picture::{Limits, inspect};
use soat::evidence::verification::{Verdict, judge};

/// Small, so that a run has many pictures and not a few large ones. The time is the fuzzer's own matter: it reports what takes long.
const LIMITS: Limits =
    Limits { max_pixels: 1 << 18, max_memory: 16 << 20, max_scans: 10, max_segments: 2_000, max_time: Duration::from_secs(3_600) };

fuzz_target!(
    init: {
        // The hook of the fuzzer ends the process at a panic that our own guard would have caught; one that is not caught still does.
        std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
    },
    |bytes: &[u8]| {
        let kind = sniff(bytes);
        exif::read(bytes);
        let declared = kind.map_or("image/jpeg", |kind| kind.media_type());
        let verdict = judge(bytes, declared, AttachedKind::CorrectiveAction, &LIMITS);
        if let Verdict::Good { .. } = verdict {
            assert!(kind.is_some_and(|kind| agrees(declared, kind)));
        }
        let Ok(facts) = inspect(bytes, &LIMITS) else { return };
        match derive(bytes, &facts) {
            Ok(made) => {
                for copy in [made.w1600, made.w320] {
                    assert_eq!(exif::read(&copy), ExifFacts::default());
                    assert!(inspect(&copy, &Limits::default()).is_ok());
                }
            }
            Err(DeriveFault::Failed(cause)) => panic!("a defect of ours: {cause}"),
            Err(_) => {}
        }
    }
);
