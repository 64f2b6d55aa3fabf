//! Words of people and devices.

words! {
    /// Words of people and devices.
    People {
        title "Tài khoản" / "People";
        search_label "Tên hoặc tài khoản" / "Name or account";
        search_hint "Có dấu hoặc không dấu." / "With or without diacritics.";
        add "Tạo tài khoản" / "Make an account";
        username "Tên đăng nhập" / "Username";
        username_hint "Chữ không dấu, số và . - _ @" / "Letters, digits and . - _ @";
        first_password "Mật khẩu ban đầu" / "First password";
        first_password_hint "Ít nhất 10 ký tự; người dùng nên đổi ngay." / "10 characters at least; to be changed by its owner.";
        display_name "Họ và tên" / "Full name";
        position "Chức vụ" / "Position";
        email "Thư điện tử" / "E-mail";
        phone "Điện thoại" / "Telephone";
        language "Ngôn ngữ" / "Language";
        employer "Cơ quan công tác" / "Employer";
        choose_hint "Gõ tên hoặc mã cơ quan rồi chọn trong danh sách gợi ý." / "Type a name or a code, then choose from the suggestions.";
        active "Được đăng nhập" / "May sign in";
        inactive "Đã khóa" / "Disabled";
        edit "Sửa tài khoản" / "Edit the account";
        new_password "Đặt mật khẩu mới" / "Set a new password";
        new_password_hint "Bỏ trống nếu không đổi. Khi đổi, mọi thiết bị của người này bị đăng xuất." / "Leave empty to keep it. A new one signs out all devices of this person.";
        roles "Vai trò" / "Roles";
        role "Vai trò" / "Role";
        role_at "Tại cơ quan" / "At";
        from "Từ ngày" / "From";
        until "Đến ngày" / "Until";
        give_role "Cấp vai trò" / "Give a role";
        end_role "Kết thúc" / "End";
        role_ended "đã kết thúc" / "ended";
        no_roles "Chưa có vai trò nào." / "No role yet.";
        devices "Thiết bị" / "Devices";
        device "Thiết bị" / "Device";
        owner "Chủ tài khoản" / "Owner";
        platform "Nền tảng" / "Platform";
        last_seen "Lần cuối hoạt động" / "Last seen";
        last_pull "Nhận dữ liệu" / "Last pull";
        last_push "Gửi dữ liệu" / "Last push";
        pending "Chờ gửi" / "Waiting to be sent";
        waiting "{} thao tác, {} tệp" / "{} operations, {} files";
        nothing_waits "Không còn gì" / "Nothing";
        parked_ops "{} thao tác đang treo trên máy chủ" / "{} operations parked on the server";
        app_version "Phiên bản {}" / "Version {}";
        clock "Lệch đồng hồ" / "Clock offset";
        seconds "{} giây" / "{} s";
        health "Tình trạng" / "State";
        healthy "Bình thường" / "Fine";
        quiet "Lâu chưa đồng bộ" / "Quiet for long";
        wrong_clock "Đồng hồ lệch nhiều" / "Clock is far off";
        revoked "Đã thu hồi" / "Revoked";
        revoke "Thu hồi" / "Revoke";
        revoke_question "Thu hồi thiết bị này? Dữ liệu chưa gửi trên đó sẽ không được nhận nữa." / "Revoke this device? Work on it that was not sent is accepted no more.";
        never "chưa bao giờ" / "never";
        no_devices "Chưa có thiết bị nào." / "No device yet.";
        devices_lead "Điện thoại, máy tính bảng và trình duyệt đã đăng nhập, mới nhất trước." / "Phones, tablets and browsers that signed in, the newest first.";
    }
}
