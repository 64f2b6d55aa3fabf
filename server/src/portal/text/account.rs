//! Words of signing in and of one's own account.

words! {
    /// Words of signing in and of one's own account.
    Account {
        sign_in_title "Đăng nhập" / "Sign in";
        sign_in_lead "Dành cho đoàn kiểm tra, đơn vị được kiểm tra, cơ quan thường trực và Ban chỉ đạo ISO." / "For inspection teams, audited units, the standing office and the steering committee.";
        username "Tên đăng nhập" / "Username";
        password "Mật khẩu" / "Password";
        forgotten "Quên mật khẩu: liên hệ người quản trị của cơ quan." / "Forgotten password: ask your administrator.";
        title "Tài khoản của tôi" / "My account";
        position "Chức vụ" / "Position";
        employer "Cơ quan công tác" / "Employer";
        roles "Vai trò" / "Roles";
        change_password "Đổi mật khẩu" / "Change the password";
        old_password "Mật khẩu hiện tại" / "Present password";
        new_password "Mật khẩu mới" / "New password";
        new_password_again "Nhập lại mật khẩu mới" / "New password again";
        new_password_hint "Ít nhất 10 ký tự, khác tên đăng nhập." / "10 characters at least, other than the username.";
        passwords_differ "Hai lần nhập mật khẩu mới không giống nhau." / "The two new passwords differ.";
        password_note "Các thiết bị khác sẽ bị đăng xuất." / "Other devices will be signed out.";
        language "Ngôn ngữ hiển thị" / "Language";
        my_devices "Thiết bị của tôi" / "My devices";
        this_browser "trình duyệt này" / "this browser";
        on "tại" / "at";
        wrong_old_password "Mật khẩu hiện tại không đúng." / "The present password is wrong.";
    }
}
