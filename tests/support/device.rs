//! The phone in a script of `soat::demo`, as tests hold it: the same device, whose every surprise stops the test.

use std::ops::{Deref, DerefMut};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use soat::demo::device;
use soat::demo::site::Site;
use soat::kernel::clock::Instant;
use uuid::Uuid;

pub use soat::demo::device::Network;
pub use soat::demo::upload_queue::{Photo, sha256};

use crate::people::{self, PASSWORD};
use crate::{Answer, TestApp};

impl Site for TestApp {
    fn router(&self) -> Router {
        self.routes()
    }

    fn now(&self) -> Instant {
        self.state.now()
    }
}

/// A device of one person; what works offline is in [`device::Device`].
#[derive(Clone, Debug)]
pub struct Device(device::Device);

impl Deref for Device {
    type Target = device::Device;

    fn deref(&self) -> &device::Device {
        &self.0
    }
}

impl DerefMut for Device {
    fn deref_mut(&mut self) -> &mut device::Device {
        &mut self.0
    }
}

impl Device {
    /// Signs in on a new device.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn sign_in(app: &TestApp, username: &str) -> Self {
        Self(device::Device::sign_in(app, username, PASSWORD).await.unwrap())
    }

    /// Signs in again on the same device.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn renew(&mut self, app: &TestApp) {
        self.0.renew(app).await.unwrap();
    }

    /// A fresh id for a record made on this device.
    #[must_use]
    pub fn id_for(&self, app: &TestApp) -> Uuid {
        app.state.new_id()
    }

    /// Sends the first `limit` operations of the outbox.
    ///
    /// # Panics
    /// When the server refuses the push as a whole.
    pub async fn push(&mut self, app: &TestApp, limit: usize, network: Network) -> Option<Answer> {
        self.0.push(app, limit, network).await.unwrap().map(Answer::from)
    }

    /// Sends operations without keeping the answers.
    ///
    /// # Panics
    /// When no answer can be read.
    pub async fn push_raw(&self, app: &TestApp, ops: &[Value]) -> Answer {
        self.0.push_raw(app, ops).await.unwrap().into()
    }

    /// Pulls until there is nothing more.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn pull(&mut self, app: &TestApp, limit: u64) -> usize {
        self.0.pull(app, limit).await.unwrap()
    }

    /// Asks for one page.
    ///
    /// # Panics
    /// When no answer can be read.
    pub async fn pull_page(&self, app: &TestApp, limit: u64) -> Answer {
        self.0.pull_page(app, limit).await.unwrap().into()
    }

    /// Pushes everything and pulls everything.
    ///
    /// # Panics
    /// When the server refuses an exchange as a whole.
    pub async fn sync(&mut self, app: &TestApp) {
        self.0.sync(app).await.unwrap();
    }

    /// Uploads the first file of the queue by tus in pieces; after `pieces` pieces the network is gone. Gives whether it is whole.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn upload(&mut self, app: &TestApp, piece: usize, pieces: usize) -> bool {
        self.0.upload(app, piece, pieces).await.unwrap()
    }

    /// Uploads everything in the queue.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn upload_all(&mut self, app: &TestApp) {
        self.0.upload_all(app).await.unwrap();
    }

    /// Sends any request with this device's token.
    ///
    /// # Panics
    /// When no answer can be read.
    pub async fn send(&self, app: &TestApp, request: Request<Body>) -> Answer {
        self.0.send(app, request).await.unwrap().into()
    }
}

/// An inspection of Xã Gia Cát that has begun, with the provincial checklist: lead, secretary, member, observer.
///
/// # Panics
/// When it cannot be planned.
pub async fn begun_inspection(app: &TestApp, checklist: &str) -> Uuid {
    let office = app.sign_in("thuongtruc").await;
    let body = json!({
        "organisation_id": people::place::GIA_CAT, "kind": "external", "form": "on_site", "planned_from": "2026-03-09", "planned_to": "2026-03-10",
        "checklist": {"key": checklist}, "grading": true,
    });
    let planned = office.post("/inspections", body).await;
    planned.expect(201);
    let id = planned.text("/id");
    let path = format!("/inspections/{id}");
    let member = |name: &str, role: &str| json!({"user_id": people::id_of(name), "team_role": role, "independence_declared": true});
    let team = json!({"decision_number": "12/QĐ-SKHCN", "decided_on": "2026-03-02", "members": [
        member("truongdoan", "lead"), member("thuky", "secretary"), member("thanhvien", "member"), member("quansat", "observer")]});
    let team = office.put(&format!("{path}/team"), &planned.etag(), team).await;
    team.expect(200);
    let notice = json!({"notice_number": "45/TB-SKHCN", "notice_sent_on": "2026-03-04"});
    let notified = office.post_seen(&format!("{path}/notify"), &team.etag(), notice).await;
    notified.expect(200);
    let lead = app.sign_in("truongdoan").await;
    lead.post_seen(&format!("{path}/start"), &notified.etag(), json!({})).await.expect(200);
    id.parse().unwrap()
}
