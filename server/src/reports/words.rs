//! Documents, their signatures and where they stand, in words.

use super::entity::report::{Kind, Status};
use super::entity::signature::State;
use crate::kernel::text::Text;

const fn both(vi: &'static str, en: &'static str) -> Text {
    Text { vi, en }
}

/// A kind of document.
#[must_use]
pub const fn kind(kind: Kind) -> Text {
    match kind {
        Kind::Minutes => both("Biên bản kiểm tra", "Inspection minutes"),
        Kind::Report => both("Báo cáo kết quả kiểm tra", "Inspection report"),
        Kind::CarForm => both("Phiếu yêu cầu hành động khắc phục", "Corrective action request"),
    }
}

/// A status in short.
#[must_use]
pub const fn status(status: Status) -> Text {
    match status {
        Status::Prepared => both("Chưa ai ký", "Not signed yet"),
        Status::Signing => both("Đang ký", "Being signed"),
        Status::Signed => both("Đã ký đủ", "Signed"),
        Status::Superseded => both("Đã thay bằng bản khác", "Superseded"),
        Status::Withdrawn => both("Đã thu hồi", "Withdrawn"),
    }
}

/// What a document is worth, in a sentence, with its colour: `good`, `open` or `bad`.
#[must_use]
pub const fn standing(status: Status, is_current: bool) -> (Text, &'static str) {
    match status {
        Status::Withdrawn => (both("Đã bị thu hồi: văn bản không còn giá trị.", "Withdrawn: the document is no longer valid."), "bad"),
        Status::Superseded => (both("Đã được thay bằng bản khác.", "Superseded by another document."), "bad"),
        _ if !is_current => (both("Nội dung đã thay đổi sau khi lập văn bản này.", "Its content has changed since it was made."), "bad"),
        Status::Signed => (both("Có hiệu lực: đã ký đủ.", "Valid: signed by everybody expected, or their refusal recorded."), "good"),
        Status::Signing => (both("Đang ký: còn người chưa ký.", "Being signed: some have not signed yet."), "open"),
        Status::Prepared => (both("Chưa ai ký.", "Nobody has signed yet."), "open"),
    }
}

/// A field for a signature in a document of this kind.
#[must_use]
pub fn field(kind: Kind, name: &str) -> Text {
    match name {
        "lead" if matches!(kind, Kind::CarForm) => both("người lập phiếu", "issuer"),
        "lead" => both("trưởng đoàn", "lead inspector"),
        "secretary" => both("thư ký đoàn", "secretary of the team"),
        "unit_head" => both("thủ trưởng đơn vị", "head of the unit"),
        "unit_plan" => both("thủ trưởng đơn vị (kế hoạch khắc phục)", "head of the unit (plan)"),
        "seal" => both("con dấu của cơ quan", "seal of the organisation"),
        "reviewer" => both("người duyệt kế hoạch", "reviewer of the plan"),
        "verifier" => both("người xác nhận thực hiện", "verifier"),
        "chair" => both("Ban chỉ đạo", "steering committee"),
        _ => both("người ký", "signer"),
    }
}

/// What became of an expected signature.
#[must_use]
pub const fn state(state: State) -> Text {
    match state {
        State::Waiting => both("chưa ký", "not signed yet"),
        State::Signed => both("đã ký số", "digitally signed"),
        State::Refused => both("từ chối ký, có ý kiến bằng văn bản", "refused to sign, with a written dissent"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_issuer_of_a_form_is_not_called_the_lead_of_a_team() {
        assert_eq!(field(Kind::CarForm, "lead").vi, "người lập phiếu");
        assert_eq!(field(Kind::Minutes, "lead").vi, "trưởng đoàn");
    }
}
