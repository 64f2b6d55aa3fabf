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
    device_revoked "Đã thu hồi thiết bị." / "The device was revoked.";
}
