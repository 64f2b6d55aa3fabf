//! Words of minutes, reports and printed requests.

words! {
    /// Words of minutes, reports and printed requests.
    Reports {
        title "Văn bản" / "Documents";
        lead "Biên bản, báo cáo kết quả và bản in phiếu khắc phục: ai đã ký, tải về và kiểm tra." / "Minutes, reports and printed requests: who has signed, to download and to verify.";
        to_sign "Ký: {}" / "Sign: {}";
        to_make "Đã kết luận, chờ lập biên bản" / "Concluded, the minutes are to be made";
        kind "Loại văn bản" / "Kind";
        number "Số, ký hiệu" / "Number";
        code "Mã văn bản" / "Code";
        unit "Đơn vị" / "Unit";
        status "Trạng thái" / "Status";
        signed_fields "Đã ký" / "Signed";
        made "Lập lúc" / "Made at";
        completed "Ký đủ lúc" / "Completed at";
        pages "Số trang" / "Pages";
        reason "Lý do thu hồi" / "Why it was withdrawn";
        newest "Mới nhất trước" / "Newest first";
        oldest "Cũ nhất trước" / "Oldest first";
        none_yet "Chưa có văn bản nào." / "There is no document yet.";
        inspection "Cuộc kiểm tra" / "Inspection";
        request "Phiếu khắc phục" / "Corrective action request";
        of_inspection "Biên bản và báo cáo" / "Minutes and report";
        of_request "Bản in phiếu có chữ ký" / "Printed and signed forms";
        make "Lập văn bản" / "Make a document";
        make_note "Nội dung lấy từ kết quả đã kết luận. Bản trước mà chưa ai ký sẽ được thay bằng bản này." / "It says what was concluded. An earlier one that nobody has signed gives way to it.";
        make_form "Lập bản in phiếu" / "Print the form";
        make_form_note "Bản in ghi lại phiếu như hiện nay; bản trước mà chưa ai ký sẽ được thay." / "The form says how the request stands now; an earlier one that nobody has signed gives way to it.";
        number_hint "Để trống: dùng số của cuộc kiểm tra." / "Left empty: the number of the inspection.";
        language "Ngôn ngữ" / "Language";
        download "Tải tệp PDF" / "Download the PDF";
        verify_page "Trang kiểm tra công khai" / "Public page to verify it";
        superseded_by "Xem bản thay thế" / "See the document that took its place";
        signatures "Chữ ký" / "Signatures";
        field "Ô ký" / "Field";
        signer "Người ký" / "Signer";
        state "Kết quả" / "State";
        certificate "chứng thư số {}" / "certificate {}";
        dissent "Ý kiến" / "Dissent";
        dissent_here "In trong văn bản này." / "Printed in this document.";
        dissent_in_report "In trong báo cáo kết quả." / "Printed in the report.";
        actions "Việc có thể làm" / "What can be done";
        no_actions "Văn bản này không chờ bạn ký." / "Nothing here waits for you.";
        sign "Ký số" / "Sign";
        sign_note "Đọc tệp PDF trước khi ký. Chữ ký gắn với đúng bản này và không gỡ ra được." / "Read the PDF first. The signature holds for this very file and cannot be taken off.";
        seal_note "Ô con dấu được ký bằng khóa của cơ quan." / "The field of the seal is signed with the organisation's key.";
        password "Mật khẩu của bạn" / "Your password";
        password_hint "Nhập lại để xác nhận chính bạn ký." / "Once more, so that it is you who signs.";
        wrong_password "Mật khẩu không đúng." / "The password is not right.";
        picture "Ảnh chữ ký tay (PNG)" / "Picture of a drawn signature (PNG)";
        picture_hint "Chỉ là hình ảnh, được ghi rõ như vậy trên văn bản; giá trị pháp lý là ở chữ ký số." / "A picture and labelled as one in the document; what counts is the digital signature.";
        refuse "Không ký" / "Refuse to sign";
        refuse_note "Ý kiến bằng văn bản được in trong văn bản này." / "The dissent in writing is printed in this document.";
        refuse_note_signed "Đã có người ký nên không in lại được văn bản này: ý kiến được lưu kèm và in trong báo cáo kết quả." / "Somebody has signed, so this document cannot be printed again: the dissent is kept with it and printed in the report.";
        dissent_words "Ý kiến, lý do không ký" / "Dissent, why it is not signed";
        in_report "Đồng ý in ý kiến trong báo cáo kết quả" / "The dissent goes into the report";
        withdraw "Thu hồi" / "Withdraw";
        withdraw_note "Văn bản vẫn xem lại được; ai kiểm tra mã sẽ thấy đã bị thu hồi." / "It stays to be read; whoever verifies it is told.";
        withdraw_reason "Lý do thu hồi" / "Why it is withdrawn";
        digests "Mã băm" / "Digests";
        content_digest "Nội dung (SHA-256)" / "Content (SHA-256)";
        file_digest "Tệp mới nhất (SHA-256)" / "Newest file (SHA-256)";
    }
}
