//! Words of the notices.

words! {
    /// Words of the notices.
    Notices {
        title "Thông báo" / "Notices";
        lead "Những gì đã báo cho bạn, mới nhất trước." / "What you were told, the newest first.";
        all "Tất cả" / "All";
        only_new "Chưa đọc" / "Unread";
        new "Mới" / "New";
        see "Xem" / "See it";
        mark "Đánh dấu đã đọc" / "Mark as read";
        mark_all "Đánh dấu tất cả đã đọc" / "Mark all as read";
        nothing "Chưa có thông báo nào." / "There is no notice.";
        which "Lọc thông báo" / "Which notices";
    }
}
