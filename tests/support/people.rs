//! The people of the tests: one of every role in Lạng Sơn, and strangers from Bắc Ninh who must see nothing.

use axum::body::Body;
use axum::http::{Method, Request, header};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::{Value, json};
use soat::access::policy::Role;
use soat::kernel::vietnamese;
use soat::ledger::{Actor, Tx};
use soat::organisations::entity::{organisation, reach};
use soat::people::service;
use soat::people::views::{NewGrant, NewUser};
use uuid::Uuid;

use crate::app::json as json_request;
use crate::{Answer, TestApp};

/// Everybody's password.
pub const PASSWORD: &str = "Mot-mat-khau-thu-2026";

/// The same as it is stored. The program's own hashes take a hundred times as long, on purpose, and most tests begin with a sign-in.
const PASSWORD_HASH: &str = "$argon2id$v=19$m=8,t=1,p=1$b25seS1mb3ItdGVzdHMhIQ$PNLXeAF8XX4iqf7ctFjPXyIAK9uZ9WGx28FaBEJeuBA";

/// Organisations of the tests, by name: fixed ids, so that tests can name them.
pub mod place {
    use uuid::Uuid;

    /// Tỉnh Lạng Sơn, a root.
    pub const LANG_SON: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
    /// Sở Khoa học và Công nghệ tỉnh Lạng Sơn.
    pub const SO_KHCN: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0002);
    /// Huyện Cao Lộc.
    pub const CAO_LOC: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0003);
    /// Xã Gia Cát, below Cao Lộc.
    pub const GIA_CAT: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0004);
    /// Xã Hợp Thành, below Cao Lộc.
    pub const HOP_THANH: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0005);
    /// Tỉnh Bắc Ninh, another root: strangers.
    pub const BAC_NINH: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0006);
}

/// `(username, role, organisation)` of everybody.
pub const EVERYBODY: &[(&str, Role, Uuid)] = &[
    ("quantri", Role::Administrator, place::LANG_SON),
    ("thuongtruc", Role::ProgrammeManager, place::LANG_SON),
    ("truongdoan", Role::Inspector, place::LANG_SON),
    ("thuky", Role::Inspector, place::LANG_SON),
    ("thanhvien", Role::Inspector, place::LANG_SON),
    ("quansat", Role::Inspector, place::LANG_SON),
    ("giacat.thuky", Role::UnitRepresentative, place::GIA_CAT),
    ("giacat.chutich", Role::UnitHead, place::GIA_CAT),
    ("hopthanh.thuky", Role::UnitRepresentative, place::HOP_THANH),
    ("bcd.thanhvien", Role::CommitteeMember, place::LANG_SON),
    ("bcd.truong", Role::CommitteeChair, place::LANG_SON),
    ("lanhdao", Role::Viewer, place::LANG_SON),
    ("bacninh.quantri", Role::Administrator, place::BAC_NINH),
    ("bacninh.thuongtruc", Role::ProgrammeManager, place::BAC_NINH),
    ("bacninh.thanhvien", Role::Inspector, place::BAC_NINH),
];

/// The id of one of [`EVERYBODY`].
///
/// # Panics
/// When there is no such person.
#[must_use]
pub fn id_of(username: &str) -> Uuid {
    let index = EVERYBODY.iter().position(|(name, ..)| *name == username).unwrap_or_else(|| panic!("nobody is called {username}"));
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0100 + index as u128)
}

/// Writes the base register and the people.
pub(crate) async fn settle(app: &TestApp) {
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    settle_places(&tx).await;
    settle_people(&tx).await;
    tx.commit().await.unwrap();
}

/// `(id, code, name, kind, level, organisations above it, the nearest first)`.
type Place = (Uuid, &'static str, &'static str, &'static str, &'static str, &'static [Uuid]);

async fn settle_places(tx: &Tx) {
    let organisations: &[Place] = &[
        (place::LANG_SON, "20", "Tỉnh Lạng Sơn", "provincial_peoples_committee", "provincial", &[]),
        (place::SO_KHCN, "LS-KHCN", "Sở Khoa học và Công nghệ tỉnh Lạng Sơn", "department", "provincial", &[place::LANG_SON]),
        (place::CAO_LOC, "183", "Huyện Cao Lộc", "district_peoples_committee", "district", &[place::LANG_SON]),
        (place::GIA_CAT, "06220", "Xã Gia Cát", "commune_peoples_committee", "communal", &[place::CAO_LOC, place::LANG_SON]),
        (place::HOP_THANH, "06217", "Xã Hợp Thành", "commune_peoples_committee", "communal", &[place::CAO_LOC, place::LANG_SON]),
        (place::BAC_NINH, "27", "Tỉnh Bắc Ninh", "provincial_peoples_committee", "provincial", &[]),
    ];
    for (id, code, name, kind, level, above) in organisations {
        organisation::ActiveModel {
            id: Set(*id),
            code: Set((*code).to_owned()),
            name: Set((*name).to_owned()),
            short_name: Set(None),
            kind: Set((*kind).to_owned()),
            level: Set((*level).to_owned()),
            parent_id: Set(above.first().copied()),
            second_superior_id: Set(None),
            root_id: Set(above.last().copied().unwrap_or(*id)),
            unit_code: Set(None),
            valid_from: Set(None),
            valid_to: Set(None),
            address: Set(None),
            phone: Set(None),
            email: Set(None),
            search_text: Set(vietnamese::fold(&format!("{name} {code}"))),
            sort_key: Set(vietnamese::sort_key(name)),
            version: Set(1),
            created_at: Set(tx.now()),
        }
        .insert(tx.db())
        .await
        .unwrap();
        for ancestor in above.iter().chain([id]) {
            reach::ActiveModel { ancestor_id: Set(*ancestor), descendant_id: Set(*id) }.insert(tx.db()).await.unwrap();
        }
    }
}

async fn settle_people(tx: &Tx) {
    for (username, role, at) in EVERYBODY {
        let employer = match role {
            Role::Administrator | Role::ProgrammeManager | Role::Inspector if *at == place::LANG_SON => place::SO_KHCN,
            _ => *at,
        };
        let input = NewUser {
            id: Some(id_of(username)),
            username: (*username).to_owned(),
            password: String::new(),
            display_name: format!("Người dùng {username}"),
            title: String::new(),
            email: None,
            phone: None,
            locale: soat::kernel::text::Lang::Vi,
            organisation_id: employer,
        };
        service::insert(tx, input, PASSWORD_HASH.to_owned()).await.unwrap();
        let grant = NewGrant { role: *role, organisation_id: *at, valid_from: None, valid_to: None };
        service::insert_grant(tx, id_of(username), grant).await.unwrap();
    }
}

/// Someone who has signed in.
pub struct Person<'a> {
    app: &'a TestApp,
    /// Their id.
    pub id: Uuid,
    /// Their device.
    pub device_id: Uuid,
    /// Their access token.
    pub token: String,
    /// Their refresh token.
    pub refresh_token: String,
}

impl<'a> Person<'a> {
    /// Signs in with a fresh device.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn sign_in(app: &'a TestApp, username: &str) -> Self {
        let body =
            json!({"username": username, "password": PASSWORD, "device": {"name": format!("máy của {username}"), "platform": "test"}});
        let answer = app.post("/auth/sign-in", body).await;
        let session = answer.expect(200);
        let id = |pointer: &str| session.pointer(pointer).and_then(Value::as_str).unwrap().parse().unwrap();
        Self {
            app,
            id: id("/user/id"),
            device_id: id("/device_id"),
            token: answer.text("/access_token"),
            refresh_token: answer.text("/refresh_token"),
        }
    }

    /// Sends any request with their token.
    ///
    /// # Panics
    /// When no answer can be read.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        let value = format!("Bearer {}", self.token).parse().unwrap();
        request.headers_mut().insert(header::AUTHORIZATION, value);
        self.app.send(request).await
    }

    /// Reads.
    ///
    /// # Panics
    /// When the path is not one.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(format!("/api/v1{path}")).body(Body::empty()).unwrap()).await
    }

    /// Posts JSON.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(json_request(Method::POST, path, &body)).await
    }

    /// Posts JSON about a record that was seen at a version.
    pub async fn post_seen(&self, path: &str, etag: &str, body: Value) -> Answer {
        self.change(Method::POST, path, etag, body).await
    }

    /// Patches a record that was seen at a version.
    pub async fn patch(&self, path: &str, etag: &str, body: Value) -> Answer {
        self.change(Method::PATCH, path, etag, body).await
    }

    /// Puts a record that was seen at a version.
    pub async fn put(&self, path: &str, etag: &str, body: Value) -> Answer {
        self.change(Method::PUT, path, etag, body).await
    }

    /// Deletes a record that was seen at a version.
    ///
    /// # Panics
    /// When no answer can be read.
    pub async fn delete(&self, path: &str, etag: &str) -> Answer {
        let request = Request::delete(format!("/api/v1{path}")).header(header::IF_MATCH, etag).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// Posts text of a media type.
    ///
    /// # Panics
    /// When no answer can be read.
    pub async fn post_text(&self, path: &str, media_type: &str, text: impl Into<Body>) -> Answer {
        let request = Request::post(format!("/api/v1{path}")).header(header::CONTENT_TYPE, media_type).body(text.into()).unwrap();
        self.send(request).await
    }

    async fn change(&self, method: Method, path: &str, etag: &str, body: Value) -> Answer {
        let mut request = json_request(method, path, &body);
        request.headers_mut().insert(header::IF_MATCH, etag.parse().unwrap());
        self.send(request).await
    }
}
