//! The upload queue of a simulated device: photos are declared among its operations, their bytes follow by tus.

use aws_lc_rs::digest;
use axum::body::Body;
use axum::http::{Request, header};
use data_encoding::{BASE64, HEXLOWER};
use serde_json::{Value, json};
use uuid::Uuid;

use super::device::Device;
use super::site::Site;
use crate::kernel::clock::{self, DEFAULT_ZONE};

/// Bytes of one piece when there is no reason for another size.
const PIECE: usize = 256 * 1024;

/// A file that waits to be uploaded.
#[derive(Clone, Debug)]
pub struct Photo {
    /// The evidence it belongs to.
    pub evidence_id: Uuid,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Where its upload goes on, once it has begun.
    pub upload: Option<String>,
}

impl Device {
    /// Takes a photo: declares it in the outbox and queues its bytes. Gives the evidence's id.
    pub fn photograph(
        &mut self,
        site: &impl Site,
        inspection_id: Uuid,
        attached_kind: &str,
        attached_id: Uuid,
        bytes: Vec<u8>,
        media_type: &str,
    ) -> Uuid {
        let more = json!({"media_type": media_type, "caption": "Ảnh chụp tại đơn vị"});
        self.declare(site, inspection_id, attached_kind, attached_id, bytes, more)
    }

    /// The same with the fields of the declaration that the person sets: media type, caption, place.
    pub fn declare(
        &mut self,
        site: &impl Site,
        inspection_id: Uuid,
        attached_kind: &str,
        attached_id: Uuid,
        bytes: Vec<u8>,
        mut fields: Value,
    ) -> Uuid {
        let id = clock::new_id();
        fields["attached_to"] = json!({"kind": attached_kind, "id": attached_id});
        fields["size"] = json!(bytes.len());
        fields["sha256"] = json!(sha256(&bytes));
        fields["captured_at"] = json!(site.now());
        fields["captured_zone"] = json!(DEFAULT_ZONE);
        self.put(site, "evidence", inspection_id, id, fields);
        self.uploads.push_back(Photo { evidence_id: id, bytes, upload: None });
        id
    }

    /// Uploads the first file of the queue by tus in pieces; after `pieces` pieces the network is gone. Gives whether it is whole.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn upload(&mut self, site: &impl Site, piece: usize, pieces: usize) -> Result<bool, String> {
        let Some(mut photo) = self.uploads.pop_front() else { return Ok(true) };
        let whole = self.upload_photo(site, &mut photo, piece, pieces).await;
        if !matches!(whole, Ok(true)) {
            self.uploads.push_front(photo);
        }
        whole
    }

    async fn upload_photo(&self, site: &impl Site, photo: &mut Photo, piece: usize, pieces: usize) -> Result<bool, String> {
        let place = match photo.upload.clone() {
            Some(place) => place,
            None => self.begin_upload(site, photo).await?,
        };
        let path = place.find("/api/v1").map_or(place.as_str(), |start| &place[start..]).to_owned();
        photo.upload = Some(place);
        let head = tus(Request::head(&path)).body(Body::empty()).map_err(|error| error.to_string())?;
        let mut offset = self.send(site, head).await?.header("upload-offset").and_then(|text| text.parse().ok()).unwrap_or(0);
        for _ in 0..pieces {
            if offset >= photo.bytes.len() {
                break;
            }
            let end = offset.saturating_add(piece).min(photo.bytes.len());
            let request = tus(Request::patch(&path))
                .header("upload-offset", offset)
                .header(header::CONTENT_TYPE, "application/offset+octet-stream")
                .body(Body::from(photo.bytes[offset..end].to_vec()))
                .map_err(|error| error.to_string())?;
            let answer = self.send(site, request).await?;
            if !answer.status.is_success() {
                return Err(format!("upload {path}: {} {}", answer.status, String::from_utf8_lossy(&answer.bytes)));
            }
            offset = answer.header("upload-offset").and_then(|text| text.parse().ok()).unwrap_or(end);
        }
        Ok(offset >= photo.bytes.len())
    }

    async fn begin_upload(&self, site: &impl Site, photo: &Photo) -> Result<String, String> {
        let metadata = format!("evidence_id {}", BASE64.encode(photo.evidence_id.to_string().as_bytes()));
        let request = tus(Request::post("/api/v1/uploads"))
            .header("upload-length", photo.bytes.len())
            .header("upload-metadata", metadata)
            .body(Body::empty())
            .map_err(|error| error.to_string())?;
        let answer = self.send(site, request).await?;
        answer.accepted(201)?;
        answer.header("location").map(ToOwned::to_owned).ok_or_else(|| "an upload without a place".to_owned())
    }

    /// Uploads everything in the queue.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn upload_all(&mut self, site: &impl Site) -> Result<(), String> {
        while !self.uploads.is_empty() {
            self.upload(site, PIECE, usize::MAX).await?;
        }
        Ok(())
    }
}

fn tus(request: axum::http::request::Builder) -> axum::http::request::Builder {
    request.header("tus-resumable", "1.0.0")
}

/// SHA-256 in lower-case hex.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    HEXLOWER.encode(digest::digest(&digest::SHA256, bytes).as_ref())
}
