//! A stretch of the archive as a stream, in constant memory: files are opened one after the other, each where it is needed first.

use std::ops::Range;
use std::sync::Arc;

use axum::body::Bytes;
use futures_util::{Stream, StreamExt, stream};

use super::layout::{Layout, Source};
use crate::blobs::{Blobs, ByteStream};

/// The bytes of a range that lies within the archive. A file that is gone, or is not as long as it was, ends the stream with an
/// error: the connection breaks, and nothing wrong is taken for the archive.
pub(super) fn stream(blobs: Blobs, layout: Arc<Layout>, range: Range<u64>) -> impl Stream<Item = std::io::Result<Bytes>> + Send {
    let reading = Reading { blobs, layout, rest: range, file: None };
    stream::try_unfold(reading, Reading::next)
}

struct Reading {
    blobs: Blobs,
    layout: Arc<Layout>,
    rest: Range<u64>,
    /// The file that is being read, with the end of its stretch.
    file: Option<(ByteStream, u64)>,
}

impl Reading {
    async fn next(mut self) -> std::io::Result<Option<(Bytes, Self)>> {
        while !self.rest.is_empty() {
            if let Some((mut file, end)) = self.file.take() {
                if let Some(bytes) = file.next().await {
                    self.file = Some((file, end));
                    return self.give(bytes?);
                }
                if self.rest.start < end {
                    return Err(std::io::Error::other("a file ends before its record says so"));
                }
            }
            let Some(stretch) = self.layout.touched(&(self.rest.start..self.rest.start + 1)).first() else {
                return Err(std::io::Error::other("the archive has a gap"));
            };
            let begin = stretch.place.start;
            let (from, to) = (self.rest.start - begin, self.rest.end.min(stretch.place.end) - begin);
            match &stretch.source {
                Source::Memory(bytes) => {
                    let (from, to) = (position(from)?, position(to)?);
                    let part = bytes.slice(from..to);
                    return self.give(part);
                }
                Source::File(digest) => {
                    let file = self.blobs.open(digest, from..to).await.map_err(|problem| std::io::Error::other(format!("{problem:?}")))?;
                    self.file = Some((file, begin + to));
                }
            }
        }
        Ok(None)
    }

    fn give(mut self, bytes: Bytes) -> std::io::Result<Option<(Bytes, Self)>> {
        self.rest.start += bytes.len() as u64;
        if self.rest.start > self.rest.end {
            return Err(std::io::Error::other("a file is longer than its record says"));
        }
        Ok(Some((bytes, self)))
    }
}

fn position(at: u64) -> std::io::Result<usize> {
    usize::try_from(at).map_err(std::io::Error::other)
}
