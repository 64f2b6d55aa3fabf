//! Words of the committee's room.

words! {
    /// Words of the committee's room.
    Committee {
        title "Ban chỉ đạo" / "Committee";
        lead "Những việc chờ Ban chỉ đạo quyết định, việc gấp nhất đứng trước." / "What waits for the committee, the most pressing first.";
        overdue "Phiếu quá hạn" / "Overdue requests";
        no_overdue "Không có phiếu nào quá hạn." / "Nothing is overdue.";
        all_overdue "Xem tất cả {} phiếu quá hạn" / "See all {} that are overdue";
        extensions "Đề nghị gia hạn" / "Extensions asked";
        no_extensions "Không có đề nghị gia hạn nào." / "No extension is asked.";
        disputes "Ý kiến không nhất trí" / "Disputes";
        no_disputes "Không có ý kiến không nhất trí nào." / "Nothing is disputed.";
        to_close "Chờ đóng phiếu" / "To be closed";
        none_to_close "Không có phiếu nào chờ đóng." / "Nothing waits to be closed.";
        team_says "Đoàn kiểm tra ghi" / "The team recorded";
        unit_says "Đơn vị nêu" / "The unit says";
        old_day "Hạn hiện tại" / "Present day";
        wanted_day "Xin đến ngày" / "Asked until";
        days_more "thêm {} ngày" / "{} more days";
        see "Xem phiếu" / "See the request";
        see_finding "Xem phát hiện" / "See the finding";
        words_of_decision "Ý kiến quyết định" / "Words of the decision";
        see_all "Còn nữa: xem cả danh sách" / "There are more: see the whole list";
        delegations "Ủy quyền đóng phiếu" / "Delegations";
        delegations_lead "Trưởng Ban chỉ đạo ủy quyền cho thành viên đóng phiếu trong một thời gian." / "The chair lets a member close requests, for a time.";
        no_delegations "Chưa có ủy quyền nào." / "No delegation.";
        give "Ủy quyền" / "Delegate";
        to "Người được ủy quyền" / "To";
        from_person "Người ủy quyền" / "By";
        at "Trong phạm vi" / "At and below";
        from "Từ ngày" / "From";
        until "Đến ngày" / "Until";
        reason "Lý do hoặc số văn bản" / "Reason or paper";
        in_force "Đang hiệu lực" / "In force";
        not_yet "Chưa đến ngày" / "Not yet";
        over "Đã hết hạn" / "Over";
        ended "Đã kết thúc sớm" / "Ended";
        end "Kết thúc" / "End it";
        end_note "Người được ủy quyền không còn đóng được phiếu nữa." / "The member may close requests no more.";
        state "Tình trạng" / "State";
        no_members "Chưa có thành viên Ban chỉ đạo nào trong phạm vi này." / "There is no member of the committee here.";
    }
}
