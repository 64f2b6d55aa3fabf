//! Words of programmes.

words! {
    /// Words of programmes.
    Programmes {
        title "Chương trình kiểm tra" / "Programmes";
        lead "Kế hoạch từng năm so với thực tế đã làm." / "Each year's plan against what was done.";
        programme "Chương trình" / "Programme";
        year "Năm" / "Year";
        search_label "Tên hoặc số quyết định" / "Title or decision";
        none "Chưa có chương trình nào." / "No programme yet.";
        decision "Quyết định" / "Decision";
        signed_on "ký ngày {}" / "signed {}";
        published_on "công bố ngày {}" / "published {}";
        window "Thời gian kiểm tra" / "Inspections between";
        budget "Kinh phí" / "Budget";
        dong "{} đồng" / "VND {}";
        grading "Phân mức phát hiện" / "Findings are graded";
        deadlines "Thời hạn khắc phục" / "Deadlines of corrective action";
        deadlines_said "kế hoạch {}, thực hiện {}, hiệu lực {} ngày làm việc" / "plan {}, implementation {}, effectiveness {} working days";
        against "Kế hoạch và thực tế" / "Plan against actual";
        on_day "Tính đến ngày {}" / "As of {}";
        planned "Trong kế hoạch" / "Planned";
        done "Đã kết luận" / "Concluded";
        under_way "Đang kiểm tra" / "In progress";
        notified "Đã thông báo" / "Notified";
        not_started "Chưa thực hiện" / "Not started";
        issued "Đã ban hành" / "Issued";
        cancelled "Đã hủy" / "Cancelled";
        late "Quá ngày" / "Late";
        unplanned "Ngoài kế hoạch" / "Unplanned";
        by_kind "Theo cấp và loại cơ quan" / "By level and kind of organisation";
        kind "Loại cơ quan" / "Kind of organisation";
        level "Cấp" / "Level";
        total "Tổng" / "Total";
        lines "Từng đơn vị" / "Unit by unit";
        unit "Đơn vị" / "Unit";
        reason "Vì sao kiểm tra" / "Why";
        due "Hạn" / "Due";
        stage "Tình hình" / "Stage";
        inspection "Cuộc kiểm tra" / "Inspection";
        plan_it "Lập cuộc kiểm tra" / "Plan it";
        late_by "quá {} ngày" / "{} days late";
        no_lines "Kế hoạch chưa có đơn vị nào." / "The plan has no unit yet.";
        tasks "Nhiệm vụ" / "Tasks";
        task "Nội dung" / "Task";
        leads "Chủ trì" / "Leads";
        co_operates "Phối hợp" / "Co-operate";
        progress "Tiến độ" / "Progress";
        overdue "Quá hạn" / "Overdue";
        no_tasks "Chưa có nhiệm vụ nào." / "No task yet.";
        all_inspections "Các cuộc kiểm tra của chương trình" / "Inspections of the programme";
    }
}
