//! Words of what waits for a decision: conflicts and parked operations.

words! {
    /// Words of what waits for a decision: conflicts and parked operations.
    Inbox {
        conflicts "Xung đột dữ liệu" / "Conflicts";
        conflicts_lead "Hai thiết bị ghi khác nhau cho cùng một chỗ. Giá trị nào cũng còn đây cho tới khi trưởng đoàn chọn." / "Two devices recorded different things for one place. Every value is kept until the lead chooses.";
        open "Đang chờ" / "Waiting";
        resolved "Đã giải quyết" / "Resolved";
        no_conflicts "Không có xung đột nào đang chờ." / "No conflict waits.";
        no_resolved "Chưa có xung đột nào được giải quyết." / "No conflict was resolved yet.";
        stands "Giá trị đang có hiệu lực" / "Stands now";
        beside "Giá trị khác" / "Another value";
        recorded_by "{} ghi lúc {}" / "{}, {}";
        choose "Chọn giá trị này" / "Choose this value";
        keep "Giữ giá trị này" / "Keep this value";
        for_the_lead "Trưởng đoàn quyết định." / "The lead decides.";
        decided "{} đã chọn lúc {}" / "Chosen by {}, {}";
        keep_record "Giữ bản ghi" / "Keep the record";
        withdraw_record "Rút bản ghi: {}" / "Withdraw the record: {}";
        empty_value "(để trống)" / "(empty)";
        parked "Thao tác treo" / "Parked operations";
        parked_lead "Dữ liệu đến khi không thể áp dụng ngay. Nội dung được giữ nguyên cho tới khi có người quyết định." / "Work that could not be applied when it came. It is kept whole until somebody decides.";
        no_parked "Không có thao tác nào đang chờ." / "No operation waits.";
        no_decided "Chưa có thao tác nào được quyết định." / "No operation was decided yet.";
        puts "Ghi" / "Records";
        withdraws "Rút" / "Withdraws";
        resolves "Giải quyết xung đột" / "Settle a conflict";
        sent_by "{} thực hiện lúc {}, đến máy chủ lúc {}" / "Done by {} at {}, arrived {}";
        why_parked "Vì sao bị treo" / "Why it is parked";
        says "Thao tác này ghi" / "The operation says";
        stands_now "Hiện đang có" / "Stands now";
        no_record "chưa có bản ghi" / "no record";
        decision_reason "Lý do quyết định" / "Reason for the decision";
        reason_before "Đã xem và quyết định" / "Looked at and decided";
        apply "Áp dụng" / "Apply";
        dismiss "Bỏ" / "Dismiss";
        decided_by "{} quyết định lúc {}: {}" / "Decided by {}, {}: {}";
        show "Hiển thị" / "Show";
    }
}
