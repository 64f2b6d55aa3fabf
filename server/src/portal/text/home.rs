//! Words of signing in and of the first page.

words! {
    /// Words of the first page: what waits for the person.
    Home {
        title "Việc của tôi" / "My work";
        greeting "Xin chào, {}" / "Hello, {}";
        waiting "Đang chờ bạn" / "Waiting for you";
        nothing "Hiện không có việc nào chờ bạn." / "Nothing waits for you now.";
        nothing_hint "Việc mới sẽ hiện ở đây. Trong lúc chờ, có thể xem các cuộc kiểm tra hoặc phát hiện." / "New work appears here. Meanwhile you can look at inspections or findings.";
        no_role "Tài khoản này chưa được giao vai trò nào." / "This account has no role yet.";
        no_role_hint "Liên hệ người quản trị để được cấp vai trò." / "Ask the administrator for one.";
        conflicts "{} xung đột dữ liệu chờ trưởng đoàn quyết định" / "{} conflicts wait for the lead";
        conflicts_why "Hai người ghi khác nhau cho cùng một mục; chưa thể kết luận khi còn xung đột." / "Two people recorded different things for one item; no conclusion while it is open.";
        parked "{} thao tác treo chờ quyết định" / "{} parked operations wait for a decision";
        parked_why "Dữ liệu từ thiết bị đến muộn, được giữ nguyên cho tới khi có người quyết định." / "Work that came late from devices, kept until somebody decides.";
        to_start "Bắt đầu cuộc kiểm tra" / "Start the inspection";
        to_conclude "Đang kiểm tra" / "In progress";
        to_notify "Chưa thông báo cho đơn vị" / "The unit has no notice yet";
        to_issue "Đã ký, chờ ban hành" / "Signed, to be issued";
        coming "Sắp kiểm tra tại đơn vị" / "An inspection is coming";
        late_lines "{} đơn vị trong kế hoạch đã quá ngày kiểm tra" / "{} planned units are past their day";
        late_lines_why "Theo chương trình: {}" / "By the programme: {}";
        quiet_devices "{} thiết bị chưa đồng bộ hơn 7 ngày" / "{} devices have not synchronised for 7 days";
        quiet_devices_why "Có thể còn dữ liệu chưa gửi lên." / "They may hold work that was not sent.";
        car_acknowledge "Tiếp nhận phiếu khắc phục" / "Acknowledge the request";
        car_plan "Lập kế hoạch khắc phục" / "Write the plan";
        car_plan_again "Kế hoạch bị trả lại, cần bổ sung" / "The plan was returned";
        car_implement "Thực hiện và gửi kết quả" / "Carry out the plan and send the result";
        car_implement_again "Kết quả bị trả lại, cần bổ sung" / "The result was returned";
        car_review "Xem xét kế hoạch khắc phục" / "Review the plan";
        car_verify "Xác nhận kết quả thực hiện" / "Verify the result";
        car_judge "Đánh giá hiệu lực" / "Judge the effectiveness";
        car_close "Đóng phiếu đã đủ điều kiện" / "Close the request";
        car_overdue "{} phiếu khắc phục quá hạn" / "{} requests are overdue";
        car_overdue_why "Kế hoạch, kết quả hoặc việc đánh giá hiệu lực đã quá ngày." / "A plan, a result or a judgement of effectiveness is past its day.";
        car_extensions "{} đề nghị gia hạn chờ quyết định" / "{} extensions wait for a decision";
        car_extensions_why "Đồng ý hoặc không; hạn cũ vẫn được lưu." / "Grant or refuse; the old day stays on record.";
        car_disputes "{} phiếu có ý kiến không nhất trí" / "{} requests are disputed";
        car_disputes_why "Xem ý kiến hai bên rồi giữ nguyên hoặc rút phiếu." / "Hear both sides, then uphold or withdraw.";
        findings_to_answer "{} phát hiện chờ đơn vị trả lời" / "{} findings wait for the unit's answer";
        findings_to_answer_why "Chấp nhận, hoặc nêu ý kiến không nhất trí." / "Accept, or dispute.";
        findings_disputed "{} phát hiện có ý kiến không nhất trí" / "{} findings are disputed";
        your_roles "Vai trò của bạn" / "Your roles";
    }
}
