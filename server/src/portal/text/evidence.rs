//! Words of one piece of evidence: the file itself, covered parts, who looked at the original.

words! {
    /// Words of one piece of evidence.
    Evidence {
        sound "Nghe bản ghi âm" / "Listen to the recording";
        sound_note "Mỗi lần nghe bản ghi âm gốc đều được ghi lại." / "Every time the recording is played is on record.";
        open_pdf "Tải tệp PDF" / "Download the PDF";
        pages "Số trang" / "Pages";
        length "Thời lượng" / "Length";
        note "Lưu ý" / "Note";
        pending "Ảnh xem trước đang được tạo; mở lại trang này sau ít giây." / "The preview is being made; open this page again in a few seconds.";
        redacted "Ảnh này đã được che một phần (lần {}). Bản gốc được niêm phong: chỉ người được phép mới mở được, và mỗi lần mở đều được ghi lại." / "Parts of this picture are covered (redaction {}). The original is sealed: only those permitted can open it, and each look is on record.";
        redact "Che một phần ảnh" / "Cover parts of the picture";
        redact_again "Sửa phần che" / "Change what is covered";
        redact_lead "Mỗi vùng là một hình chữ nhật, tính bằng phần trăm từ góc trên bên trái của ảnh. Các vạch trên ảnh cách nhau 10 %." / "Each region is a rectangle, in per cent from the upper left corner of the picture. The lines on the picture are 10 % apart.";
        redact_note "Bản gốc được giữ nguyên. Từ nay ảnh xem trước, biên bản và báo cáo lập mới chỉ có ảnh đã che; văn bản đã lập trước đó giữ nguyên ảnh trong văn bản." / "The original stays as it is. From now on previews, and minutes and reports made from now on, show the covered picture alone; documents made before keep the picture that is in them.";
        redact_newest "Lần che mới thay thế lần trước; các lần trước vẫn được lưu." / "A new redaction replaces the one before, which stays on record.";
        region "Vùng {}" / "Region {}";
        left "Cách mép trái (%)" / "From the left (%)";
        top "Cách mép trên (%)" / "From the top (%)";
        width "Rộng (%)" / "Width (%)";
        height "Cao (%)" / "Height (%)";
        region_hint "Để trống cả bốn ô nếu không dùng vùng này." / "Leave all four empty for a region that is not used.";
        per_cent "Số từ 0 đến 100, ví dụ 12,5." / "A number from 0 to 100, such as 12.5.";
        reason "Lý do che" / "Why it is covered";
        reason_hint "Ví dụ: có khuôn mặt công dân, số căn cước." / "For example: the face of a citizen, the number of an identity card.";
        try_out "Xem thử vùng che" / "Show the regions on the picture";
        add_region "Thêm vùng" / "Add a region";
        cover "Che các vùng này" / "Cover these regions";
        picture_with_regions "Ảnh có vạch chia phần trăm và các vùng sẽ che" / "The picture with lines at every tenth and the regions to be covered";
        history "Các lần che" / "Redactions";
        history_of "Lần {} · {} vùng" / "Redaction {} · {} regions";
        accesses "Nhật ký xem bản gốc" / "Who looked at the original";
        no_accesses "Chưa ai mở bản gốc." / "Nobody has opened the original.";
        older "Xem các lần cũ hơn" / "Older entries";
        through "Qua" / "Through";
        through_api "thiết bị, API" / "device, API";
        through_portal "cổng thông tin" / "portal";
        through_archive "tệp nén bằng chứng" / "archive of evidence";
        through_signature "chữ ký vẽ tay trong văn bản" / "drawn signature in a document";
        through_unknown "không rõ" / "not known";
    }
}
