//! From the body of a request to a piece on disk, in constant memory.

use aws_lc_rs::digest::Context;
use axum::body::{Body, BodyDataStream, Bytes};
use futures_util::StreamExt;

use crate::blobs::Piece;
use crate::kernel::catalogue;
use crate::kernel::problem::Problem;

/// A body that is coming in.
pub struct Incoming(BodyDataStream);

/// Why writing a piece came to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The piece has reached its size; the body goes on.
    Full,
    /// The body is at its end.
    End,
    /// The body has more bytes than there is room for.
    TooLong,
    /// The sender vanished, or said nothing for too long.
    Broken,
}

enum Next {
    Bytes(Bytes),
    Ended(Ending),
}

impl Incoming {
    /// Takes the body of a request.
    #[must_use]
    pub fn new(body: Body) -> Self {
        Self(body.into_data_stream())
    }

    /// Writes what comes to `piece`: at most `room` bytes, and not much more than `enough`. Every byte also goes into `also`.
    /// With no room left the end of the body is still waited for, to tell a body that fits from one that does not.
    ///
    /// # Errors
    /// `storage-full`.
    pub async fn fill(&mut self, piece: &mut Piece, room: u64, enough: u64, mut also: Option<&mut Context>) -> Result<Ending, Problem> {
        while piece.length() < enough || piece.length() >= room {
            let bytes = match self.next().await {
                Next::Bytes(bytes) => bytes,
                Next::Ended(ending) => return Ok(ending),
            };
            if bytes.len() as u64 > room.saturating_sub(piece.length()) {
                return Ok(Ending::TooLong);
            }
            if let Some(hash) = also.as_deref_mut() {
                hash.update(&bytes);
            }
            piece.write(&bytes).await?;
        }
        Ok(Ending::Full)
    }

    async fn next(&mut self) -> Next {
        match self.0.next().await {
            Some(Ok(bytes)) => Next::Bytes(bytes),
            Some(Err(_)) => Next::Ended(Ending::Broken),
            None => Next::Ended(Ending::End),
        }
    }
}

impl std::fmt::Debug for Incoming {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Incoming")
    }
}

/// The answer to a body that broke off.
#[must_use]
pub fn broken_off() -> Problem {
    Problem::of(&catalogue::BODY_INCOMPLETE)
}
