//! Words of the dashboard.

words! {
    /// Words of the dashboard.
    Dashboard {
        title "Tổng quan" / "Dashboard";
        lead "Bấm vào một con số để xem đúng những bản ghi đã đếm." / "Press a number to see the rows it was counted from.";
        period "Thời kỳ" / "Period";
        this_year "Năm {}" / "{}";
        all_time "Từ trước đến nay" / "All time";
        from "Từ ngày" / "From";
        until "Đến ngày" / "Until";
        kind "Loại cơ quan" / "Kind of organisation";
        level "Cấp" / "Level";
        clause "Điều khoản" / "Clause";
        as_of "Tính đến ngày {}" / "As of {}";
        inspections "Kiểm tra" / "Inspections";
        concluded "Cuộc kiểm tra đã kết luận" / "Inspections concluded";
        of_planned "trên {} cuộc đã lập" / "of {} that were planned";
        plan "Kế hoạch năm và thực tế" / "Yearly plans against what was done";
        plan_level "Cấp" / "Level";
        no_plan "Không có đơn vị nào trong kế hoạch của thời kỳ này." / "No programme of the period plans a unit.";
        findings "Phát hiện" / "Findings";
        finding_total "Phát hiện" / "Findings";
        repeated "lặp lại lần trước" / "repetitions";
        by_clause "Theo điều khoản" / "By clause";
        by_grade "Theo mức độ" / "By grade";
        of_these_nc "trong đó không phù hợp" / "of these nonconformities";
        no_findings "Không có phát hiện nào trong thời kỳ này." / "No findings in the period.";
        requests "Phiếu khắc phục" / "Corrective actions";
        open "Phiếu đang mở" / "Open requests";
        overdue "Phiếu quá hạn" / "Overdue requests";
        closed "Phiếu đã đóng" / "Closed requests";
        of_issued "trên {} phiếu đã phát hành" / "of {} issued";
        median "Trung vị số ngày đến khi đóng" / "Median days to close";
        days "{} ngày" / "{} days";
        on_time "Kết quả gửi đúng hạn" / "Results sent in time";
        of_sent "{} trên {} kết quả đã xác nhận" / "{} of {} that were verified";
        nothing_yet "chưa có" / "none yet";
        by_age "Phiếu đang mở theo số ngày đã mở" / "Open requests by age";
        age "Đã mở" / "Age";
        of_these_overdue "trong đó quá hạn" / "of these overdue";
        count "Số lượng" / "Count";
    }
}
