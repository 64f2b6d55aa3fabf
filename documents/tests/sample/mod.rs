//! A made-up inspection for tests and for looking at: the shipped provincial checklist, answered; as many findings and photos as
//! asked for. Nothing in it happened.

#![expect(clippy::expect_used, reason = "a sample that is not content is a mistake in the sample")]

use serde_json::{Value, json};
use soat_checklist_schemas::catalogue;
use soat_checklist_schemas::shipped;
use soat_documents::content::Inspection;

mod car;
pub mod picture;

pub use car::car;

const EDITION: &str = "9001:2015";

/// What the sample is made of.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Findings.
    pub findings: usize,
    /// Photos attached to each finding.
    pub photos_each: usize,
    /// Photos attached to answers.
    pub other_photos: usize,
}

/// Four findings, photos at two of them and at answers.
pub const USUAL: Size = Size { findings: 4, photos_each: 1, other_photos: 5 };

/// The inspection, read as the server's content is.
pub fn inspection(size: Size) -> Inspection {
    Inspection::from_json(json(size).to_string().as_bytes()).expect("the sample is content")
}

/// The inspection as JSON.
fn json(size: Size) -> Value {
    let sections = sections();
    json!({
        "format": "soat-inspection-1",
        "inspection": visit(),
        "organisation": {"code": "06235", "name": "Ủy ban nhân dân xã Gia Cát", "kind": "commune_peoples_committee"},
        "client": {"name": "Sở Khoa học và Công nghệ tỉnh Lạng Sơn", "superior": "Ủy ban nhân dân tỉnh Lạng Sơn", "locality": "Lạng Sơn"},
        "programme": {"year": 2026, "title": "Kế hoạch kiểm tra việc áp dụng hệ thống quản lý chất lượng năm 2026",
            "decision_number": "3704/QĐ-UBND", "signed_on": "2026-01-12"},
        "standard": {"edition": EDITION, "name": {"vi": "TCVN ISO 9001:2015", "en": "TCVN ISO 9001:2015"},
            "amendments": [{"edition": "9001:2015/Amd 1:2024", "name": {"vi": "Sửa đổi 1:2024", "en": "Amendment 1:2024"}}]},
        "objectives": [
            {"vi": "Xác định mức độ phù hợp của hệ thống quản lý chất lượng của đơn vị với các chuẩn mực kiểm tra.",
             "en": "To determine how far the quality management system of the unit conforms to the criteria."},
            {"vi": "Đánh giá năng lực của hệ thống trong việc bảo đảm tuân thủ quy định pháp luật và đạt mục tiêu chất lượng.",
             "en": "To evaluate whether the system ensures compliance with legal requirements and reaches its objectives."}],
        "criteria": [
            {"vi": "TCVN ISO 9001:2015 và Sửa đổi 1:2024.", "en": "TCVN ISO 9001:2015 and Amendment 1:2024."},
            {"vi": "Hệ thống tài liệu, quy trình đã ban hành của đơn vị và quy định pháp luật có liên quan.",
             "en": "The documents and procedures of the unit and the legal requirements that apply."}],
        "team": team(),
        "checklist": {"key": "provincial-inspection", "version": 1, "digest": "5f".repeat(32),
            "title": {"vi": "Phiếu kiểm tra cấp tỉnh", "en": "Provincial inspection checklist"}, "sections": sections},
        "clauses": clauses(),
        "attendees": attendees(),
        "responses": responses(),
        "samples": samples(),
        "findings": (0..size.findings).map(finding).collect::<Vec<_>>(),
        "evidence": evidence(size),
        "fulfilment": {"asked": 84, "conforming": 57, "partly_conforming": 0, "nonconforming": 4, "not_applicable": 0, "not_judged": 23, "excluded": 3},
        "sampling": {"dossiers": 3, "evidence": 9, "statement": {
            "vi": "Kết quả được đưa ra trên cơ sở lấy mẫu hồ sơ, tài liệu và phỏng vấn; có thể còn những điểm chưa phù hợp chưa được phát hiện trong phần không được lấy mẫu.",
            "en": "The results rest on samples of dossiers, documents and interviews; nonconformities may exist in what was not sampled."}},
        "score": {"earned": "163/2", "possible": "90", "percent": "90.56", "band": "good", "uncapped_band": "excellent", "sections": scores()},
        "rating": {"key": "provincial-bands", "version": 1, "title": {"vi": "Thang xếp loại cấp tỉnh", "en": "Provincial rating scheme"}, "bands": [
            {"key": "excellent", "name": {"vi": "Tốt", "en": "Very good"}, "from_percent": "90"},
            {"key": "good", "name": {"vi": "Khá", "en": "Good"}, "from_percent": "75"}]},
    })
}

fn visit() -> Value {
    json!({
        "id": "019a0000-0000-7000-8000-000000000201", "code": "2026-0007", "kind": "external", "form": "on_site",
        "planned_from": "2026-03-09", "planned_to": "2026-03-09", "zone": "Asia/Ho_Chi_Minh",
        "started_at": "2026-03-09T01:00:00.000Z", "concluded_at": "2026-03-09T09:35:00.000Z",
        "notice": {"number": "07/TB-SKHCN", "sent_on": "2026-03-02"},
        "team_decision": {"number": "45/QĐ-SKHCN", "decided_on": "2026-02-20"},
        "scope": {"procedures": ["107 thủ tục hành chính thuộc thẩm quyền giải quyết của UBND xã"],
            "fields": ["Hộ tịch", "Chứng thực", "Bảo trợ xã hội", "Hộ kinh doanh"]},
        "sessions": [
            {"id": "s1", "kind": "opening", "place": "Phòng họp UBND xã", "started_at": "2026-03-09T01:00:00Z", "ended_at": "2026-03-09T01:30:00Z"},
            {"id": "s2", "kind": "room", "place": "Bộ phận Một cửa", "started_at": "2026-03-09T01:45:00Z", "ended_at": "2026-03-09T04:30:00Z"},
            {"id": "s3", "kind": "closing", "place": "Phòng họp UBND xã", "started_at": "2026-03-09T09:00:00Z", "ended_at": "2026-03-09T09:35:00Z"}],
        "exclusions": [{"clause": "7.1.5", "reason": "Không sử dụng phương tiện đo trong giải quyết công việc."},
            {"clause": "8.3", "reason": "Không thiết kế dịch vụ mới; thủ tục do cấp có thẩm quyền ban hành."}],
        "grading": true,
        "opinion": "Đơn vị thống nhất với các phát hiện; đề nghị tỉnh mở lớp tập huấn về phân tích nguyên nhân.\nĐề nghị bố trí thêm kinh phí số hóa hồ sơ.",
        "disagreements": "Đơn vị cho rằng phát hiện số 2 chỉ là điểm lưu ý vì các hồ sơ đã được trả trong tuần tiếp theo.",
        "conclusion": "Hệ thống quản lý chất lượng của đơn vị được xây dựng, công bố và duy trì; còn các điểm không phù hợp cần khắc phục theo thời hạn của chương trình.",
    })
}

fn team() -> Value {
    json!([
        {"user_id": "u1", "display_name": "Nguyễn Văn A", "title": "Phó Chi cục trưởng, Sở KH&CN", "team_role": "lead"},
        {"user_id": "u2", "display_name": "Trần Thị B", "title": "Chuyên viên, Sở KH&CN", "team_role": "secretary"},
        {"user_id": "u3", "display_name": "Hoàng Văn C", "title": "Chuyên viên, Sở Nội vụ", "team_role": "member"}])
}

fn attendees() -> Value {
    json!([
        {"side": "team", "name": "Nguyễn Văn A", "title": "", "present_at": ["s1", "s2", "s3"]},
        {"side": "unit", "name": "Lương Thị D", "title": "Chủ tịch UBND xã", "present_at": ["s1", "s3"]},
        {"side": "unit", "name": "Vi Văn Đ", "title": "Thư ký ISO, công chức Văn phòng – Thống kê", "present_at": ["s1", "s2", "s3"]}])
}

fn sections() -> Value {
    let checklist = shipped::checklist("provincial-inspection").expect("it is shipped");
    let text = |value: &soat_checklist_schemas::Text| json!({"vi": value.vi, "en": value.en});
    let sections = checklist.sections.iter().map(|section| {
        let items = section.items.iter().enumerate().map(|(at, item)| {
            let options: Vec<Value> =
                item.response.options().iter().map(|option| json!({"value": option.value, "label": text(&option.label)})).collect();
            let verdict =
                if item.response.takes_value() { Value::Null } else { json!(if at % 9 == 5 { "nonconforming" } else { "conforming" }) };
            json!({"id": item.id, "clauses": item.clauses, "question": text(&item.question), "kind": item.response.kind(),
                "options": options, "critical": item.critical, "state": "answered", "verdict": verdict})
        });
        json!({"id": section.id, "title": text(&section.title), "items": items.collect::<Vec<_>>()})
    });
    sections.collect()
}

fn scores() -> Value {
    let checklist = shipped::checklist("provincial-inspection").expect("it is shipped");
    checklist.sections.iter().map(|section| json!({"section": section.id, "earned": "9", "possible": "10", "percent": "90.00"})).collect()
}

fn clauses() -> Value {
    let edition = catalogue::edition(EDITION).expect("it is in the catalogue");
    let text = |value: &soat_checklist_schemas::Text| json!({"vi": value.vi, "en": value.en});
    edition.third_level().map(|clause| json!({"number": clause.number, "title": text(&clause.title)})).collect()
}

fn responses() -> Value {
    let checklist = shipped::checklist("provincial-inspection").expect("it is shipped");
    let notes = [
        "Quyết định kiện toàn Ban chỉ đạo ISO còn phù hợp với nhân sự hiện tại.",
        "Đối chiếu bảng quy trình – thủ tục hành chính; phỏng vấn 04 công chức đều nắm được.",
        "Có kế hoạch, có phân công; hai nhiệm vụ chưa đến hạn.",
    ];
    let rows = checklist.items().enumerate().map(|(at, item)| {
        let value = match item.response.kind() {
            "number" => json!(107),
            "yes_no" => json!(true),
            "date" => json!("2026-01-12"),
            "text" => json!("…/QĐ-UBND"),
            "choice" => json!(item.response.options()[0].value),
            "multi_choice" => json!([item.response.options()[0].value]),
            _ => Value::Null,
        };
        let verdict =
            if item.response.takes_value() { Value::Null } else { json!(if at % 9 == 5 { "nonconforming" } else { "conforming" }) };
        json!({"id": format!("r{at}"), "item_id": item.id, "verdict": verdict, "value": value, "note": notes[at % notes.len()]})
    });
    let mut rows: Vec<Value> = rows.collect();
    let table = checklist.items().find(|item| item.response.kind() == "sample_table").map(|item| item.id.clone()).unwrap_or_default();
    for at in 0..3 {
        rows.push(json!({"id": format!("rs{at}"), "item_id": table, "sample_id": format!("d{at}"), "verdict": "conforming", "note": ""}));
    }
    rows.into()
}

fn samples() -> Value {
    let steps = json!([
        {"name": "Tiếp nhận, kiểm tra hồ sơ và chuyển xử lý", "role": "Công chức Bộ phận Một cửa", "planned_days": 0, "actual_days": 0, "done_on": "2026-02-02"},
        {"name": "Kiểm tra, xác minh và dự thảo giấy xác nhận", "role": "Công chức tư pháp – hộ tịch", "planned_days": 2, "actual_days": 3, "done_on": "2026-02-05"},
        {"name": "Trình ký, đóng dấu và trả kết quả", "role": "Lãnh đạo UBND xã", "planned_days": 1, "actual_days": 1, "done_on": "2026-02-06"}]);
    json!([
        {"id": "d0", "item_id": "x", "procedure": "QT-HT-02 – Cấp Giấy xác nhận tình trạng hôn nhân", "dossier_code": "GC-260202-0018",
         "received_on": "2026-02-02", "due_on": "2026-02-06", "returned_on": "2026-02-06", "steps": steps,
         "note": "Đúng người, đúng thứ tự.", "lateness": {"on_time": true, "days_late": 0, "step_deviations": [0, 1, 0]}},
        {"id": "d1", "item_id": "x", "procedure": "QT-BT-03 – Trợ cấp xã hội hằng tháng", "dossier_code": "GC-260109-0007",
         "received_on": "2026-01-09", "due_on": "2026-02-03", "returned_on": "2026-02-06", "steps": steps, "note": "",
         "lateness": {"on_time": false, "days_late": 3, "step_deviations": []}},
        {"id": "d2", "item_id": "x", "procedure": "QT-KD-01 – Đăng ký hộ kinh doanh", "dossier_code": "GC-260303-0002",
         "received_on": "2026-03-03", "due_on": null, "returned_on": null, "steps": [], "note": "", "lateness": {}}])
}

fn finding(at: usize) -> Value {
    let grades = ["major_nonconformity", "minor_nonconformity", "observation", "good_practice"];
    let clauses = [vec!["7.5.3", "8.2.4"], vec!["8.7"], vec!["10.2"], vec!["9.1.2"]];
    json!({
        "id": format!("f{at}"), "number": format!("F-2026-0007-{:02}", at + 1), "local_label": "A1", "clauses": clauses[at % 4],
        "procedure": if at.is_multiple_of(2) { "QT-HT-02 – Cấp Giấy xác nhận tình trạng hôn nhân" } else { "" },
        "legal_reference": if at % 4 == 1 { "Quy định về thực hiện cơ chế một cửa, một cửa liên thông" } else { "" },
        "grade": grades[at % 4],
        "requirement": "Khi quy định làm căn cứ thay đổi, đơn vị phải sửa đổi quy trình liên quan kịp thời và bảo đảm công chức chỉ sử dụng nội dung còn hiệu lực.",
        "observed": "06/107 quy trình lĩnh vực hộ tịch và chứng thực chưa được cập nhật, quá hạn từ 47 đến 92 ngày tại ngày kiểm tra; nội dung vẫn có bước chuyển hồ sơ lên cấp huyện.",
        "evidence_statement": "Bản quy trình đang dùng tại Bộ phận Một cửa; ảnh chụp màn hình danh mục quy trình.",
        "repeat_of": if at == 1 { json!("0") } else { Value::Null },
        "repeat_of_number": if at == 1 { json!("F-2025-0031-02") } else { Value::Null },
    })
}

fn evidence(size: Size) -> Value {
    let captions = ["Danh mục quy trình đang niêm yết tại Bộ phận Một cửa", "Sổ theo dõi hồ sơ", "Tủ lưu hồ sơ lĩnh vực chứng thực"];
    let row = |at: usize, kind: &str, id: String| {
        json!({"id": format!("e{at}"), "sha256": format!("{at:064x}"), "size": 3_145_728 + at, "media_type": "image/jpeg",
            "caption": captions[at % 3],
            "attached_kind": kind, "attached_id": id, "captured_at": "2026-03-09T02:15:00.000Z", "captured_zone": "Asia/Ho_Chi_Minh",
            "latitude": 21.85312, "longitude": 106.76123})
    };
    let of_findings = (0..size.findings * size.photos_each).map(|at| row(at, "finding", format!("f{}", at / size.photos_each.max(1))));
    let first = size.findings * size.photos_each;
    let others = (0..size.other_photos).map(|at| row(first + at, "response", format!("r{}", at * 3)));
    let mut rows: Vec<Value> = of_findings.chain(others).collect();
    rows.push(json!({"id": "pdf", "sha256": "ab".repeat(32), "size": 120_331, "media_type": "application/pdf", "caption": "Quyết định công bố lại",
        "attached_kind": "inspection", "attached_id": "019a0000-0000-7000-8000-000000000201", "captured_at": null}));
    rows.push(json!({"id": "sound", "sha256": "cd".repeat(32), "size": 2_400_512, "media_type": "audio/mp4", "caption": "",
        "attached_kind": "response", "attached_id": "r0", "captured_at": "2026-03-09T02:40:00.000Z", "captured_zone": "Asia/Ho_Chi_Minh"}));
    rows.into()
}
