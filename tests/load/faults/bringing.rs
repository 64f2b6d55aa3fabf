//! A device brings the bytes of its evidence: by tus in pieces, in one request, or both at once, and goes on after interruptions.

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;
use soat_tests::device::sha256;
use uuid::Uuid;

use super::journal::Kept;
use super::phone::Phone;
use super::pushing::may_pass;
use crate::Outcome;
use crate::client::Answer;

/// A file on its way.
#[derive(Clone, Debug)]
pub struct Photo {
    /// Its evidence.
    pub evidence: Uuid,
    /// The operation that declares it: without it the server takes no bytes.
    pub declared_by: Uuid,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The address of its upload, when one is known.
    pub upload: Option<String>,
    /// Bytes that the server said it has; none when it must be asked.
    pub offset: Option<u64>,
    /// The most bytes that the server said it has in this upload.
    pub promised: u64,
}

impl Photo {
    /// A file that nothing was done for yet.
    #[must_use]
    pub fn new(evidence: Uuid, declared_by: Uuid, bytes: Vec<u8>) -> Self {
        Self { evidence, declared_by, bytes, upload: None, offset: None, promised: 0 }
    }

    fn forget_upload(&mut self) {
        (self.upload, self.offset, self.promised) = (None, None, 0);
    }

    /// The server said how far the upload is; it never goes back.
    fn reach(&mut self, offset: u64) -> Option<String> {
        let before = self.promised;
        self.offset = Some(offset);
        self.promised = before.max(offset);
        (offset < before).then(|| format!("{before} bytes were acknowledged and {offset} are there"))
    }
}

impl Phone {
    /// Does a step for one of the files whose declaration is acknowledged; says whether an answer came, or nothing was to do.
    pub async fn bring_something(&mut self) -> bool {
        let ready: Vec<usize> = (0..self.photos.len()).filter(|place| self.is_declared(&self.photos[*place])).collect();
        let Some(place) = self.chance.pick(&ready).copied() else { return true };
        let mut photo = self.photos.swap_remove(place);
        let answered = self.bring(&mut photo).await;
        let Some(how) = answered else {
            self.photos.push(photo);
            return false;
        };
        let kept = Kept { evidence: photo.evidence, size: photo.bytes.len() as u64, sha256: sha256(&photo.bytes) };
        self.journal.kept(kept, how);
        true
    }

    fn is_declared(&self, photo: &Photo) -> bool {
        self.journal.ops.get(&photo.declared_by).is_some_and(super::journal::Asked::took_effect)
    }

    /// Says how the device was told that the file is stored, once it is.
    async fn bring(&mut self, photo: &mut Photo) -> Option<&'static str> {
        match self.chance.below(100) {
            // Once an upload is under way, most go on with it.
            0..15 => self.bring_whole(photo).await,
            15..22 => self.bring_twice_at_once(photo).await,
            22..45 if photo.upload.is_none() => self.bring_whole(photo).await,
            _ => self.bring_pieces(photo).await,
        }
    }

    fn put_content(&self, photo: &Photo) -> RequestBuilder {
        self.line.request(Method::PUT, &format!("/evidence/{}/content", photo.evidence)).body(photo.bytes.clone())
    }

    async fn bring_whole(&mut self, photo: &Photo) -> Option<&'static str> {
        self.journal.note(photo.evidence, "sends the file whole");
        let answer = self.line.send(self.put_content(photo)).await;
        self.granted(photo, answer).map(|_| "one request")
    }

    async fn bring_twice_at_once(&mut self, photo: &Photo) -> Option<&'static str> {
        self.tide.note_repeats(1);
        self.journal.note(photo.evidence, "sends the file whole, twice at once");
        let answers = tokio::join!(self.line.send(self.put_content(photo)), self.line.send(self.put_content(photo)));
        let (one, other) = (self.granted(photo, answers.0), self.granted(photo, answers.1));
        one.or(other).map(|_| "one request, sent twice")
    }

    async fn bring_pieces(&mut self, photo: &mut Photo) -> Option<&'static str> {
        if photo.upload.is_none() {
            self.begin_upload(photo).await?;
        }
        if photo.offset.is_none() {
            self.ask_offset(photo).await;
        }
        for _ in 0..self.chance.between(1, 4) {
            let whole = photo.bytes.len() as u64;
            if photo.offset == Some(whole) {
                return Some("tus");
            }
            self.send_piece(photo).await?;
        }
        (photo.offset == Some(photo.bytes.len() as u64)).then_some("tus")
    }

    fn tus(&self, method: Method, path: &str) -> RequestBuilder {
        self.line.request(method, path).header("tus-resumable", "1.0.0")
    }

    /// Begins an upload, unless the server knows of one whose address was lost on the way here.
    async fn begin_upload(&mut self, photo: &mut Photo) -> Option<()> {
        if self.chance.percent(50) {
            let request = self.line.request(Method::GET, &format!("/evidence/{}", photo.evidence));
            let answer = self.line.send(request).await;
            let record = self.granted(photo, answer)?;
            if let Some(id) = record.pointer("/upload/id").and_then(Value::as_str) {
                photo.upload = Some(format!("/uploads/{id}"));
                self.journal.note(photo.evidence, "finds the upload again");
                return Some(());
            }
        }
        let name = data_encoding::BASE64.encode(photo.evidence.to_string().as_bytes());
        let mut request = self.tus(Method::POST, "/uploads").header("upload-metadata", format!("evidence_id {name}"));
        request = if self.chance.percent(20) {
            request.header("upload-defer-length", "1")
        } else {
            request.header("upload-length", photo.bytes.len())
        };
        if self.chance.percent(20) {
            let first = photo.bytes.len() / 3;
            request = request.header("content-type", "application/offset+octet-stream").body(photo.bytes[..first].to_vec());
        }
        self.journal.note(photo.evidence, "begins an upload");
        let answer = self.line.send(request).await;
        let (location, offset) = answer.as_ref().map(|answer| (answer.location.clone(), answer.offset)).unwrap_or_default();
        self.granted(photo, answer)?;
        photo.upload = Some(location);
        photo.offset = offset;
        photo.promised = offset.unwrap_or_default();
        Some(())
    }

    async fn ask_offset(&mut self, photo: &mut Photo) {
        let Some(upload) = photo.upload.clone() else { return };
        let Ok(answer) = self.line.send(self.tus(Method::HEAD, &upload)).await else { return };
        match (answer.status.is_success(), answer.offset) {
            (true, Some(offset)) => self.reach(photo, offset, "asked"),
            // The upload is gone; the file may be there all the same.
            _ if matches!(answer.status, StatusCode::GONE | StatusCode::NOT_FOUND) => {
                self.journal.note(photo.evidence, "the upload is gone");
                photo.forget_upload();
            }
            _ => {}
        }
    }

    fn reach(&mut self, photo: &mut Photo, offset: u64, how: &str) {
        self.journal.note(photo.evidence, &format!("{how}, is told that {offset} bytes are there"));
        if let Some(difference) = photo.reach(offset) {
            self.journal.contradict(photo.evidence, &difference);
        }
    }

    async fn send_piece(&mut self, photo: &mut Photo) -> Option<()> {
        let (upload, offset) = (photo.upload.clone()?, photo.offset?);
        let from = usize::try_from(offset).ok()?.min(photo.bytes.len());
        // In calm weather there is no reason for small pieces.
        let most = if self.tide.is_stormy() { self.chance.spread(500, 60_000) } else { 1 << 20 };
        let length = usize::try_from(most).ok()?.min(photo.bytes.len() - from);
        let piece = photo.bytes[from..from + length].to_vec();
        let mut request = self.tus(Method::PATCH, &upload).header("upload-offset", offset);
        request = request.header("content-type", "application/offset+octet-stream");
        if self.chance.percent(30) {
            let hash = data_encoding::HEXLOWER.decode(sha256(&piece).as_bytes()).ok()?;
            request = request.header("upload-checksum", format!("sha256 {}", data_encoding::BASE64.encode(&hash)));
        }
        self.journal.note(photo.evidence, &format!("sends {length} bytes from {offset}"));
        let answer = self.line.send(request.body(piece)).await;
        // Whatever happens, only an answer says how far it is.
        photo.offset = None;
        let reached = answer.as_ref().ok().filter(|answer| answer.status.is_success()).and_then(|answer| answer.offset);
        self.granted(photo, answer)?;
        self.reach(photo, reached?, "by the answer");
        Some(())
    }

    /// The body of a request that was granted. What is refused for good contradicts: the bytes are the declared ones.
    fn granted(&mut self, photo: &Photo, answer: Outcome<Answer>) -> Option<Value> {
        let answer = match answer {
            Ok(answer) => answer,
            Err(failure) => {
                self.journal.note(photo.evidence, &format!("no answer: {failure}"));
                return None;
            }
        };
        if answer.status.is_success() {
            return Some(serde_json::from_slice(&answer.bytes).unwrap_or_default());
        }
        let problem: Value = serde_json::from_slice(&answer.bytes).unwrap_or_default();
        self.journal.note(photo.evidence, &format!("{}: {}", answer.status, problem["code"]));
        let passes = ["body-incomplete", "upload-offset-mismatch", "upload-gone"].iter().any(|code| problem["code"] == **code);
        if !passes && !may_pass(answer.status) {
            let said = String::from_utf8_lossy(&answer.bytes);
            self.journal.contradict(photo.evidence, &format!("the declared bytes were refused: {} {said}", answer.status));
        }
        None
    }
}
