//! What every store of files must do.

use std::collections::BTreeSet;
use std::ops::Range;

use futures_util::TryStreamExt;
use soat::blobs::{Blobs, Digest, Sealed};
use soat::kernel::clock::{Clock, Instant};

/// More than one object of a bucket holds, and not a multiple of it.
const LARGE: usize = (6 << 20) + 123;

/// Puts a fresh store to everything that is asked of one.
pub(super) async fn conforms(blobs: &Blobs) {
    bytes_come_back_as_they_were(blobs).await;
    the_same_bytes_again_change_nothing(blobs).await;
    writers_of_the_same_bytes_do_not_disturb_each_other(blobs).await;
    pieces_are_joined_in_their_order(blobs).await;
    what_is_not_ended_is_never_seen(blobs).await;
    every_file_is_listed_once(blobs).await;
    what_is_set_aside_comes_back_when_it_is_asked_for(blobs).await;
}

/// Bytes that differ everywhere, told apart by their seed.
pub(super) fn bytes(seed: u8, length: usize) -> Vec<u8> {
    (0..length).map(|at| u8::try_from((at.wrapping_mul(31) ^ (at >> 9)) & 0xff).unwrap() ^ seed).collect()
}

async fn stretch(blobs: &Blobs, digest: &Digest, range: Range<u64>) -> Vec<u8> {
    let parts: Vec<_> = blobs.open(digest, range).await.unwrap().try_collect().await.unwrap();
    parts.concat()
}

/// CRC-32 as gzip keeps it at its end (RFC 1952, 2.3.1), little-endian.
fn crc32(content: &[u8]) -> u32 {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, content).unwrap();
    let packed = gzip.finish().unwrap();
    u32::from_le_bytes(*packed[..packed.len() - 4].last_chunk().unwrap())
}

/// Writes a piece in pieces of odd lengths, as a body comes.
pub(super) async fn piece(blobs: &Blobs, content: &[u8]) -> Sealed {
    let mut piece = blobs.begin_piece().await.unwrap();
    for part in content.chunks(777_777) {
        piece.write(part).await.unwrap();
    }
    piece.seal().await.unwrap()
}

async fn bytes_come_back_as_they_were(blobs: &Blobs) {
    for length in [0, 1, 4_096, 5 << 20, LARGE] {
        let content = bytes(1, length);
        let sealed = piece(blobs, &content).await;
        assert_eq!((sealed.length, &sealed.sha256), (length as u64, &Digest::of(&content)), "the hash is that of what was written");
        assert_eq!(sealed.crc32, crc32(&content));
        assert_eq!(blobs.size(&sealed.sha256).await.unwrap(), None, "a piece is no file yet");
        blobs.keep(&sealed).await.unwrap();
        assert_eq!(blobs.size(&sealed.sha256).await.unwrap(), Some(length as u64));
        assert_eq!(blobs.read(&sealed.sha256).await.unwrap(), content);
        let whole = stretch(blobs, &sealed.sha256, 0..length as u64).await;
        assert!(whole == content, "{length} bytes come back as a stream");
    }
    let content = bytes(1, LARGE);
    for range in [0..1, 10..2_000, (5 << 20) - 1..(5 << 20) + 1, LARGE as u64 - 1..LARGE as u64, 7..7] {
        let expected = &content[usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()];
        assert!(stretch(blobs, &Digest::of(&content), range.clone()).await == expected, "{range:?}");
    }
    let nothing = Digest::of(b"never written");
    assert!(!blobs.exists(&nothing).await.unwrap());
    assert!(blobs.read(&nothing).await.is_err());
    assert!(blobs.open(&nothing, 0..1).await.is_err());
    assert!(!blobs.bring_back(&nothing).await.unwrap());
}

async fn the_same_bytes_again_change_nothing(blobs: &Blobs) {
    let content = bytes(2, 70_000);
    let first = blobs.put(&content).await.unwrap();
    let again = piece(blobs, &content).await;
    blobs.keep(&again).await.unwrap();
    blobs.keep(&again).await.unwrap();
    assert_eq!(blobs.put(&content).await.unwrap(), first);
    assert_eq!(blobs.read(&first).await.unwrap(), content);
    assert!(pieces(blobs).await.is_empty(), "what was kept is no piece any more");
}

async fn writers_of_the_same_bytes_do_not_disturb_each_other(blobs: &Blobs) {
    let content = bytes(3, (5 << 20) + 5);
    let writers = (0..5).map(|_| {
        let (blobs, content) = (blobs.clone(), content.clone());
        tokio::spawn(async move { blobs.put(&content).await.unwrap() })
    });
    for writer in writers.collect::<Vec<_>>() {
        assert_eq!(writer.await.unwrap(), Digest::of(&content));
    }
    assert!(blobs.read(&Digest::of(&content)).await.unwrap() == content);
}

async fn pieces_are_joined_in_their_order(blobs: &Blobs) {
    let lengths = [1, 5 << 20, 3, 1 << 20, 100_000];
    let mut sealed = Vec::new();
    let mut content = Vec::new();
    for (seed, length) in (10..).zip(lengths) {
        content.extend(bytes(seed, length));
        sealed.push(piece(blobs, &bytes(seed, length)).await.id);
    }
    let whole = blobs.join(&sealed).await.unwrap();
    assert_eq!((whole.length, &whole.sha256), (content.len() as u64, &Digest::of(&content)));
    blobs.keep(&whole).await.unwrap();
    assert!(blobs.read(&whole.sha256).await.unwrap() == content);
    assert_eq!(pieces(blobs).await, sealed.iter().copied().collect(), "the pieces themselves are still there");
    blobs.discard(&sealed).await;
    blobs.discard(&sealed).await;
    assert!(pieces(blobs).await.is_empty());
    assert!(blobs.join(&sealed).await.is_err());
    assert!(pieces(blobs).await.is_empty(), "what could not be joined leaves nothing");
}

async fn what_is_not_ended_is_never_seen(blobs: &Blobs) {
    let content = bytes(4, LARGE);
    let mut cut = blobs.begin_piece().await.unwrap();
    cut.write(&content).await.unwrap();
    let id = cut.id();
    drop(cut);
    assert!(!blobs.exists(&Digest::of(&content)).await.unwrap());
    assert_eq!(pieces(blobs).await, BTreeSet::from([id]), "it is found when the store is swept");
    assert!(blobs.pieces_begun_before(Instant(0)).await.unwrap().is_empty());
    blobs.discard(&[id]).await;
    assert!(pieces(blobs).await.is_empty());
    let short = Sealed { length: 3, ..piece(blobs, b"two").await };
    assert!(blobs.keep(&Sealed { id, ..short.clone() }).await.is_err(), "a piece that is gone cannot be kept");
    blobs.discard(&[short.id]).await;
}

async fn every_file_is_listed_once(blobs: &Blobs) {
    let mut written = BTreeSet::new();
    for seed in 0..40 {
        written.insert(blobs.put(&[5, seed]).await.unwrap().to_string());
    }
    let mut listed = Vec::new();
    for digit in 0..16 {
        let files = blobs.files(digit).await.unwrap();
        assert!(files.iter().all(|file| file.digest.as_str().starts_with(&format!("{digit:x}"))));
        let now = Clock::System.now();
        assert!(files.iter().all(|file| file.since > now.plus_days(-1) && file.since < now.plus_days(1)), "it is told how old they are");
        listed.extend(files.into_iter().map(|file| file.digest.to_string()));
    }
    let once: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(once.len(), listed.len());
    assert!(written.is_subset(&once));
}

async fn what_is_set_aside_comes_back_when_it_is_asked_for(blobs: &Blobs) {
    let now = Clock::System.now();
    let content = bytes(6, 9_000);
    let digest = blobs.put(&content).await.unwrap();
    let aside = async || blobs.files_aside().await.unwrap().iter().map(|file| file.digest.clone()).collect::<Vec<_>>();
    blobs.set_aside(&digest, now).await.unwrap();
    assert_eq!(aside().await, std::slice::from_ref(&digest));
    assert!(blobs.files_aside().await.unwrap()[0].since > now.plus_days(-1));
    assert_eq!(blobs.size(&digest).await.unwrap(), Some(9_000), "whoever asks for it brings it back");
    assert!(aside().await.is_empty());
    blobs.set_aside(&digest, now).await.unwrap();
    assert_eq!(blobs.read(&digest).await.unwrap(), content);
    blobs.set_aside(&digest, now).await.unwrap();
    assert_eq!(stretch(blobs, &digest, 10..20).await, content[10..20]);
    blobs.set_aside(&digest, now).await.unwrap();
    blobs.put(&content).await.unwrap();
    blobs.remove_aside(&digest).await.unwrap();
    blobs.remove_aside(&digest).await.unwrap();
    assert_eq!(blobs.read(&digest).await.unwrap(), content, "written anew, it has nothing to do with what was set aside");
    blobs.set_aside(&digest, now).await.unwrap();
    blobs.remove_aside(&digest).await.unwrap();
    assert!(!blobs.exists(&digest).await.unwrap());
}

async fn pieces(blobs: &Blobs) -> BTreeSet<uuid::Uuid> {
    blobs.pieces_begun_before(Clock::System.now().plus_days(1)).await.unwrap().into_iter().collect()
}
