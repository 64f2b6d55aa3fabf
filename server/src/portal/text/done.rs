//! What a page says after something was done: the address carries a code, and the code one of these sentences.

use crate::kernel::text::Text;

macro_rules! done {
    ($($code:ident $vi:literal / $en:literal;)+) => {
        /// Something that was done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(non_camel_case_types, reason = "the names are the codes in addresses")]
        pub enum Done { $($code,)+ }

        impl Done {
            /// The code in addresses.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$code => stringify!($code),)+ }
            }

            /// The sentence of a code.
            #[must_use]
            pub fn said(code: &str) -> Option<Text> {
                match code {
                    $(stringify!($code) => Some(Text { vi: $vi, en: $en }),)+
                    _ => None,
                }
            }
        }
    };
}

done! {
    signed_out "Đã đăng xuất." / "Signed out.";
    language_changed "Đã đổi ngôn ngữ." / "The language was changed.";
    password_changed "Đã đổi mật khẩu; các thiết bị khác đã bị đăng xuất." / "The password was changed; other devices were signed out.";
    redacted "Đã che; ảnh xem trước đang được tạo lại." / "Covered; the preview is being made anew.";
    saved "Đã lưu." / "Saved.";
    notified "Đã ghi thông báo cho đơn vị." / "The notice to the unit is recorded.";
    started "Đã bắt đầu cuộc kiểm tra." / "The inspection has started.";
    concluded "Đã kết luận; nội dung được khóa lại." / "Concluded; the content is frozen.";
    reopened "Đã mở lại cuộc kiểm tra." / "The inspection was reopened.";
    issued "Đã ban hành." / "Issued.";
    archived "Đã lưu trữ." / "Archived.";
    cancelled "Đã hủy cuộc kiểm tra." / "The inspection was cancelled.";
    planned "Đã lập cuộc kiểm tra." / "The inspection is planned.";
    team_set "Đã cử đoàn kiểm tra." / "The team is set.";
    conflict_resolved "Đã chọn giá trị; xung đột được giải quyết." / "The value was chosen; the conflict is resolved.";
    parked_applied "Đã áp dụng thao tác." / "The operation was applied.";
    parked_dismissed "Đã bỏ thao tác; nội dung của nó vẫn xem lại được." / "The operation was dismissed; it stays readable.";
    organisation_added "Đã thêm cơ quan." / "The organisation was added.";
    organisations_imported "Đã nhập danh mục." / "The list was imported.";
    reorganised "Đã sắp xếp lại theo quyết định." / "Reorganised by the decision.";
    person_added "Đã tạo tài khoản." / "The account was made.";
    role_given "Đã cấp vai trò." / "The role was given.";
    role_ended "Đã kết thúc vai trò." / "The role was ended.";
    finding_accepted "Đã chấp nhận phát hiện." / "The finding was accepted.";
    finding_disputed "Đã gửi ý kiến không nhất trí đến Ban chỉ đạo." / "The dispute was sent to the committee.";
    finding_upheld "Đã giữ nguyên phát hiện." / "The finding was upheld.";
    finding_withdrawn "Đã rút phát hiện." / "The finding was withdrawn.";
    finding_closed "Đã đóng phát hiện." / "The finding was closed.";
    finding_recorded "Đã ghi nhận phát hiện." / "The finding was recorded.";
    car_issued "Đã phát hành phiếu khắc phục." / "The requests were issued.";
    car_acknowledged "Đã tiếp nhận phiếu; mời lập kế hoạch khắc phục." / "Acknowledged; now write the plan.";
    car_disputed "Đã gửi ý kiến không nhất trí đến Ban chỉ đạo." / "The dispute was sent to the committee.";
    car_upheld "Đã giữ nguyên phiếu." / "The request was upheld.";
    car_withdrawn "Đã rút phiếu." / "The request was withdrawn.";
    draft_saved "Đã lưu nháp." / "The draft is saved.";
    plan_approved "Thủ trưởng đã duyệt kế hoạch." / "The head approved the plan.";
    plan_sent "Đã gửi kế hoạch để xem xét." / "The plan was sent for review.";
    plan_accepted "Đã chấp nhận kế hoạch; thời hạn thực hiện bắt đầu." / "The plan was accepted; the time for carrying it out begins.";
    plan_returned "Đã trả lại kế hoạch cho đơn vị." / "The plan was returned to the unit.";
    progress_saved "Đã lưu việc đã làm." / "What was done is saved.";
    result_sent "Đã gửi kết quả để xác nhận." / "The result was sent to be verified.";
    car_verified "Đã xác nhận thực hiện." / "The result was verified.";
    result_returned "Đã trả lại kết quả cho đơn vị." / "The result was returned to the unit.";
    found_effective "Đã xác nhận hành động khắc phục có hiệu lực." / "The measures were found effective.";
    car_reissued "Hành động không có hiệu lực; phiếu mới đã được phát hành." / "The measures did not hold; a new request was issued.";
    car_closed "Đã đóng phiếu." / "The request was closed.";
    car_cancelled "Đã hủy phiếu." / "The request was cancelled.";
    extension_sent "Đã gửi đề nghị gia hạn đến Ban chỉ đạo." / "The extension was asked of the committee.";
    extension_granted "Đã đồng ý gia hạn." / "The extension was granted.";
    extension_refused "Đã ghi quyết định không gia hạn." / "The extension was refused.";
    message_sent "Đã gửi trao đổi." / "The message was sent.";
    file_removed "Đã gỡ bỏ bằng chứng; bản ghi và tệp gốc vẫn được lưu." / "The evidence was taken back; its record and bytes stay.";
    document_made "Đã lập văn bản; mời đọc rồi ký." / "The document is made; read it, then sign.";
    document_signed "Đã ký." / "Signed.";
    refusal_recorded "Đã ghi nhận việc không ký cùng ý kiến bằng văn bản." / "The refusal is recorded with the dissent in writing.";
    document_withdrawn "Đã thu hồi văn bản." / "The document was withdrawn.";
    notice_read "Đã đánh dấu đã đọc." / "Marked as read.";
    notices_read "Đã đánh dấu tất cả đã đọc." / "All are marked as read.";
    delegated "Đã ủy quyền." / "Delegated.";
    delegation_ended "Đã kết thúc ủy quyền." / "The delegation was ended.";
    device_revoked "Đã thu hồi thiết bị." / "The device was revoked.";
}
