//! What the team does with its devices in a unit: answers, dossiers, photos, findings, offline first and then synchronised.

use serde_json::{Value, json};
use uuid::Uuid;

use super::content::{Finding, Sample, Visit};
use super::device::Device;
use super::people::PASSWORD;
use super::picture;
use super::register::Register;
use super::site::{InProcess, Site};
use crate::inspections::responses;
use crate::jobs;
use crate::kernel::clock::{self, Instant};

/// The item of the checklist below which dossiers are drawn.
const SAMPLES: &str = "run.samples";
/// Where the units are, roughly: degrees north and east.
const PLACE: (f64, f64) = (21.835, 106.812);
/// Bytes of a photo that are there before the network is gone.
const BROKEN_OFF_AFTER: usize = 64 * 1_024;

/// The devices of a team: the lead's, the secretary's and the member's.
#[derive(Clone, Debug)]
pub struct Team<'a> {
    site: &'a InProcess,
    lead: Device,
    secretary: Device,
    member: Device,
}

impl<'a> Team<'a> {
    /// Everybody signs in and gets what there is.
    ///
    /// # Errors
    /// What was refused.
    pub async fn gather(site: &'a InProcess) -> Result<Self, String> {
        let mut lead = Device::sign_in(site, "truongdoan", PASSWORD).await?;
        let mut secretary = Device::sign_in(site, "thuky", PASSWORD).await?;
        let mut member = Device::sign_in(site, "thanhvien", PASSWORD).await?;
        for device in [&mut lead, &mut secretary, &mut member] {
            device.sync(site).await?;
        }
        Ok(Self { site, lead, secretary, member })
    }

    /// Holds an inspection to its end: everything is recorded, brought, verified and concluded.
    ///
    /// # Errors
    /// What was refused, and what is missing for the conclusion.
    pub async fn conclude(&mut self, register: &Register, inspection: Uuid, visit: &Visit, first_photo: u64) -> Result<(), String> {
        self.record(register, inspection, visit, first_photo).await?;
        let mut sessions = self.lead.record("inspections", inspection).map(|record| record["sessions"].clone()).unwrap_or_default();
        for session in sessions.as_array_mut().into_iter().flatten() {
            session["ended_at"] = json!(self.site.now());
        }
        let words = json!({"sessions": sessions, "opinion": visit.opinion, "conclusion": visit.conclusion});
        self.lead.put(self.site, "inspections", inspection, inspection, words);
        self.lead.command(self.site, "inspection.conclude", inspection, inspection, json!({}));
        self.meet().await?;
        all_taken(&self.lead, 0)
    }

    /// Holds an inspection half way: two of the team answer one item at once, and a photo is broken off.
    ///
    /// # Errors
    /// What was refused, or when there is not exactly one conflict.
    pub async fn leave_half_way(&mut self, register: &Register, inspection: Uuid, visit: &Visit) -> Result<(), String> {
        self.record(register, inspection, visit, 1_000).await?;
        if let Some(overlap) = &visit.overlap {
            self.secretary.answer(self.site, inspection, &overlap.item, overlap.secretary.clone());
            self.member.answer(self.site, inspection, &overlap.item, overlap.member.clone());
        }
        self.meet().await?;
        all_taken(&self.secretary, 0)?;
        all_taken(&self.member, usize::from(visit.overlap.is_some()))
    }

    async fn record(&mut self, register: &Register, inspection: Uuid, visit: &Visit, first_photo: u64) -> Result<(), String> {
        self.lead.command(self.site, "inspection.start", inspection, inspection, json!({}));
        self.meet().await?;
        self.open(register, inspection, visit)?;
        for answer in &visit.answers {
            let device = if is_members(&answer.item) { &mut self.member } else { &mut self.secretary };
            device.answer(self.site, inspection, &answer.item, answer.fields.clone());
        }
        for sample in &visit.samples {
            draw_dossier(&mut self.member, self.site, inspection, sample);
        }
        for finding in &visit.findings {
            draft(&mut self.secretary, self.site, inspection, finding);
        }
        for (number, photo) in (first_photo..).zip(&visit.photos) {
            let bytes = picture::draw(number)?;
            let device = if is_members(&photo.item) { &mut self.member } else { &mut self.secretary };
            let response = responses::id_of(inspection, &photo.item, None);
            let place = json!({"latitude": PLACE.0, "longitude": PLACE.1});
            let fields = json!({"media_type": "image/jpeg", "caption": photo.caption, "place": place});
            device.declare(self.site, inspection, "response", response, bytes, fields);
        }
        self.meet().await?;
        for device in [&self.lead, &self.secretary, &self.member] {
            all_taken(device, 0)?;
        }
        self.bring_photos(visit).await
    }

    /// The lead opens the inspection: sessions, scope, exclusions, who is present.
    fn open(&mut self, register: &Register, inspection: Uuid, visit: &Visit) -> Result<(), String> {
        let (site, lead) = (self.site, &mut self.lead);
        let now: Instant = site.now();
        let session = |kind: &str, place: &str| json!({"id": clock::new_id(), "kind": kind, "place": place, "started_at": now});
        let sessions =
            [session("opening", "Phòng họp UBND xã"), session("room", "Bộ phận Một cửa"), session("closing", "Phòng họp UBND xã")];
        let present: Vec<Value> = [&sessions[0], &sessions[2]].map(|session| session["id"].clone()).to_vec();
        let mut fields = json!({"sessions": sessions, "scope": visit.scope});
        if visit.exclusions.is_array() {
            fields["exclusions"] = visit.exclusions.clone();
        }
        lead.put(site, "inspections", inspection, inspection, fields);
        for (username, name) in [
            ("truongdoan", "Trưởng đoàn kiểm tra"),
            ("thuky", "Thư ký đoàn kiểm tra"),
            ("thanhvien", "Thành viên đoàn kiểm tra"),
            ("quansat", "Quan sát viên"),
        ] {
            let fields = json!({"side": "team", "name": name, "title": "Đoàn kiểm tra", "user_id": register.person(username)?, "present_at": present});
            lead.put(site, "attendees", inspection, clock::new_id(), fields);
        }
        for attendee in &visit.attendees {
            let mut fields = attendee.clone();
            fields["present_at"] = json!(present);
            lead.put(site, "attendees", inspection, clock::new_id(), fields);
        }
        Ok(())
    }

    /// Uploads the photos; one that is to be broken off keeps its place in the queue.
    async fn bring_photos(&mut self, visit: &Visit) -> Result<(), String> {
        let broken_off = visit.photos.iter().any(|photo| photo.broken_off);
        self.member.upload_all(self.site).await?;
        while self.secretary.uploads.len() > usize::from(broken_off) {
            self.secretary.upload(self.site, usize::MAX, usize::MAX).await?;
        }
        if broken_off {
            self.secretary.upload(self.site, BROKEN_OFF_AFTER, 1).await?;
        }
        while jobs::run_due(&self.site.app).await.map_err(|problem| format!("{problem:?}"))? > 0 {}
        self.meet().await
    }

    /// Everybody has a network for a moment, twice: what one sends in the first round all have after the second.
    async fn meet(&mut self) -> Result<(), String> {
        for _ in 0..2 {
            for device in [&mut self.secretary, &mut self.member, &mut self.lead] {
                device.sync(self.site).await?;
            }
        }
        Ok(())
    }
}

/// The member looks at the procedures and how they are run, the secretary at everything else.
fn is_members(item: &str) -> bool {
    item.starts_with("proc.") || item.starts_with("run.")
}

fn draw_dossier(device: &mut Device, site: &InProcess, inspection: Uuid, sample: &Sample) {
    let id = clock::new_id();
    let mut fields = sample.fields.clone();
    fields["item_id"] = json!(SAMPLES);
    device.put(site, "samples", inspection, id, fields);
    if let Some(verdict) = &sample.verdict {
        let answer = json!({"verdict": verdict, "note": sample.note.clone().unwrap_or_default()});
        device.answer_for(site, inspection, SAMPLES, Some(id), answer);
    }
}

fn draft(device: &mut Device, site: &InProcess, inspection: Uuid, finding: &Finding) {
    let fields = json!({
        "local_label": finding.label, "clauses": finding.clauses, "procedure": finding.procedure, "grade": finding.grade,
        "requirement": finding.requirement, "observed": finding.observed, "evidence_statement": finding.evidence,
        "response_id": responses::id_of(inspection, &finding.item, None),
    });
    device.put(site, "findings", inspection, clock::new_id(), fields);
}

/// Everything a device sent was taken, but for so many conflicts.
fn all_taken(device: &Device, conflicts: usize) -> Result<(), String> {
    if let Some(waiting) = device.outbox.front() {
        return Err(format!("not answered: {waiting}"));
    }
    let met = device.answers.values().filter(|answer| answer["status"] == "conflict").count();
    let refused = device.answers.values().find(|answer| !matches!(answer["status"].as_str(), Some("applied" | "merged" | "conflict")));
    match refused {
        Some(answer) => Err(format!("refused: {answer}")),
        None if met != conflicts => Err(format!("{met} conflicts instead of {conflicts}")),
        None => Ok(()),
    }
}
