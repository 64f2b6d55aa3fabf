//! A made-up corrective action request in every state of its form.

use serde_json::json;
use soat_documents::content::CarForm;

/// A request that has gone the whole way, or one that was just issued.
pub fn car(whole: bool) -> CarForm {
    let by = |name: &str, title: &str, at: &str, statement: &str| json!({"by": {"name": name, "title": title}, "at": at, "statement": statement});
    let mut value = json!({
        "format": "soat-car-1", "id": "c1", "number": "CAR-2026-0012", "status": if whole { "closed" } else { "issued" }, "zone": "Asia/Ho_Chi_Minh",
        "client": {"name": "Sở Khoa học và Công nghệ tỉnh Lạng Sơn", "superior": "Ủy ban nhân dân tỉnh Lạng Sơn", "locality": "Lạng Sơn"},
        "organisation": {"code": "06235", "name": "Ủy ban nhân dân xã Gia Cát"},
        "inspection": {"code": "2026-0007", "number": "15/BB-ĐKT", "concluded_on": "2026-03-09", "programme": "Kế hoạch kiểm tra năm 2026"},
        "standard": {"edition": "9001:2015", "name": {"vi": "TCVN ISO 9001:2015", "en": "TCVN ISO 9001:2015"}},
        "grade": "minor_nonconformity",
        "findings": [super::finding(1)],
        "clauses": super::clauses(),
        "deadlines": [
            {"kind": "plan", "due_on": "2026-03-25"},
            {"kind": "implementation", "due_on": "2026-05-20", "earlier": ["2026-04-21"]},
            {"kind": "effectiveness", "due_on": "2026-08-20"}],
        "issued": by("Nguyễn Văn A", "Trưởng đoàn kiểm tra", "2026-03-10T02:00:00Z", ""),
    });
    if whole {
        let rest = json!({
            "acknowledged": by("Vi Văn Đ", "Thư ký ISO", "2026-03-11T03:00:00Z", ""),
            "dispute": {"raised": by("Lương Thị D", "Chủ tịch UBND xã", "2026-03-12T03:00:00Z", "Các hồ sơ đã được trả trong tuần tiếp theo."),
                "upheld": true, "decided": by("Phạm Văn E", "Phó Trưởng ban Ban chỉ đạo ISO", "2026-03-16T03:00:00Z", "Hồ sơ trễ hạn không có văn bản xin lỗi.")},
            "correction": "Gửi văn bản xin lỗi và hẹn lại ngày trả kết quả cho 04 hồ sơ.",
            "cause": {"method": "five_why", "whys": ["Công chức không biết hồ sơ sắp trễ hạn.", "Không có cảnh báo trước hạn.", "Quy trình không giao ai theo dõi hạn trả."],
                "branches": [{"category": "Con người", "causes": ["Chưa phân công người theo dõi"]}, {"category": "Phương pháp", "causes": ["Quy trình thiếu bước nhắc hạn"]}],
                "statement": "Quy trình không có bước theo dõi hạn trả và không giao người chịu trách nhiệm."},
            "actions": [
                {"what": "Bổ sung bước nhắc hạn vào quy trình và ban hành lại", "owner": "Công chức Văn phòng – Thống kê", "due_on": "2026-04-10", "done_on": "2026-04-08", "result": "Đã ban hành"},
                {"what": "Cấu hình cảnh báo trước hạn 02 ngày trên hệ thống một cửa điện tử", "owner": "Bộ phận Một cửa", "due_on": "2026-05-15", "done_on": "2026-05-12", "result": "Đã chạy thử"}],
            "similar_cases": "Đã rà soát 12 quy trình còn lại của lĩnh vực bảo trợ xã hội; 03 quy trình thiếu bước nhắc hạn, đã bổ sung.",
            "plan_approved": by("Lương Thị D", "Chủ tịch UBND xã", "2026-03-20T03:00:00Z", ""),
            "plan_reviews": [
                {"accepted": false, "by": {"name": "Trần Thị B", "title": "Cơ quan thường trực"}, "at": "2026-03-22T03:00:00Z", "statement": "Chưa rà soát trường hợp tương tự."},
                {"accepted": true, "by": {"name": "Trần Thị B", "title": "Cơ quan thường trực"}, "at": "2026-03-25T03:00:00Z", "statement": ""}],
            "extensions": [{"kind": "implementation", "from": "2026-04-21", "to": "2026-05-20",
                "asked": by("Vi Văn Đ", "Thư ký ISO", "2026-04-15T03:00:00Z", "Chờ nâng cấp hệ thống một cửa."), "granted": true,
                "decided": by("Phạm Văn E", "Phó Trưởng ban Ban chỉ đạo ISO", "2026-04-17T03:00:00Z", "")}],
            "submissions": [{"id": "b1", "by": {"name": "Vi Văn Đ", "title": "Thư ký ISO"}, "at": "2026-05-14T03:00:00Z", "statement": "Hoàn thành hai hành động; gửi kèm ảnh màn hình và quy trình mới."}],
            "verification": {"form": "on_site", "by": {"name": "Hoàng Văn C", "title": "Thành viên đoàn"}, "at": "2026-05-22T03:00:00Z", "statement": "Quy trình mới được áp dụng; cảnh báo hoạt động."},
            "effectiveness": {"required": true, "due_on": "2026-08-20", "effective": true, "reviewed": by("Hoàng Văn C", "Thành viên đoàn", "2026-08-21T03:00:00Z", "Ba tháng không có hồ sơ trễ hạn.")},
            "closed": by("Phạm Văn E", "Phó Trưởng ban Ban chỉ đạo ISO", "2026-08-25T03:00:00Z", "Đồng ý đóng phiếu."),
            "history": [
                {"at": "2026-03-10T02:00:00Z", "event": "issue", "by": {"name": "Nguyễn Văn A", "title": ""}, "note": ""},
                {"at": "2026-03-11T03:00:00Z", "event": "acknowledge", "by": {"name": "Vi Văn Đ", "title": ""}, "note": ""},
                {"at": "2026-03-12T03:00:00Z", "event": "dispute", "by": {"name": "Lương Thị D", "title": ""}, "note": "Các hồ sơ đã được trả."},
                {"at": "2026-03-16T03:00:00Z", "event": "uphold", "by": {"name": "Phạm Văn E", "title": ""}, "note": ""},
                {"at": "2026-08-25T03:00:00Z", "event": "close", "by": {"name": "Phạm Văn E", "title": ""}, "note": ""}],
            "evidence": [{"id": "e1", "sha256": "cd".repeat(32), "size": 812_333, "media_type": "image/jpeg", "caption": "Cảnh báo trước hạn trên màn hình",
                "attached_kind": "submission", "attached_id": "b1", "captured_at": "2026-05-13T02:15:00Z", "captured_zone": "Asia/Ho_Chi_Minh"}],
        });
        if let (Some(all), Some(rest)) = (value.as_object_mut(), rest.as_object()) {
            all.extend(rest.clone());
        }
    }
    CarForm::from_json(value.to_string().as_bytes()).expect("the sample is content")
}
