//! Every problem the program can answer with: one entry each, both languages in one place, so that none can be forgotten.
//!
//! Codes are never renamed and never reused. `{name}` in a text is replaced by the parameter of that name.

pub mod field;

use super::text::{Lang, Text};

/// One kind of problem (RFC 9457): what it is called, what happened, what to do.
#[derive(Debug)]
pub struct Definition {
    /// HTTP status.
    pub status: u16,
    /// Stable code, kebab-case.
    pub code: &'static str,
    /// What kind of thing went wrong.
    pub title: Text,
    /// What happened this time, with `{parameters}`.
    pub detail: Text,
    /// What the reader can do about it.
    pub remedy: Text,
}

macro_rules! problems {
    ($($name:ident $status:literal $code:literal
        $title_vi:literal / $title_en:literal
        $detail_vi:literal / $detail_en:literal
        $remedy_vi:literal / $remedy_en:literal;)+) => {
        $(
            #[doc = $title_en]
            pub const $name: Definition = Definition {
                status: $status,
                code: $code,
                title: Text { vi: $title_vi, en: $title_en },
                detail: Text { vi: $detail_vi, en: $detail_en },
                remedy: Text { vi: $remedy_vi, en: $remedy_en },
            };
        )+
        /// All definitions, in the order they are written here.
        pub const ALL: &[&Definition] = &[$(&$name),+];
    };
}

problems! {
    // The request itself
    MALFORMED_JSON 400 "malformed-json"
        "JSON không đọc được" / "Malformed JSON"
        "Nội dung gửi lên không phải JSON hợp lệ: dòng {line}, cột {column}." / "The body is not valid JSON: line {line}, column {column}."
        "Kiểm tra lại cú pháp JSON rồi gửi lại." / "Check the JSON syntax and send it again.";
    INVALID_BODY 422 "invalid-body"
        "Dữ liệu không hợp lệ" / "Invalid data"
        "Có {count} chỗ chưa hợp lệ trong dữ liệu gửi lên." / "{count} places in the data sent are not valid."
        "Sửa từng chỗ nêu trong danh sách errors rồi gửi lại." / "Mend each place named in errors and send it again.";
    INVALID_PARAMETER 422 "invalid-parameter"
        "Tham số không hợp lệ" / "Invalid parameter"
        "Tham số {name} không hợp lệ; giá trị cần có: {expected}." / "Parameter {name} is not valid; expected: {expected}."
        "Sửa tham số rồi gửi lại." / "Mend the parameter and send it again.";
    UNSUPPORTED_MEDIA_TYPE 415 "unsupported-media-type"
        "Kiểu nội dung không được hỗ trợ" / "Unsupported media type"
        "Yêu cầu này chỉ nhận {expected}." / "This request takes {expected} only."
        "Gửi lại với tiêu đề Content-Type đúng." / "Send it again with the right Content-Type.";
    UNSUPPORTED_ENCODING 415 "unsupported-encoding"
        "Cách nén không được hỗ trợ" / "Unsupported encoding"
        "Nội dung gửi lên chỉ được nén bằng {expected}." / "A body may be packed with {expected} only."
        "Gửi lại không nén hoặc nén bằng một trong các cách trên." / "Send it again unpacked, or packed with one of these.";
    BODY_TOO_LARGE 413 "body-too-large"
        "Nội dung quá lớn" / "Body too large"
        "Nội dung vượt quá giới hạn {limit_bytes} byte." / "The body is over the limit of {limit_bytes} bytes."
        "Chia nhỏ nội dung rồi gửi lại." / "Split it and send it again.";
    REQUEST_TIMEOUT 408 "request-timeout"
        "Yêu cầu quá thời gian" / "Request timed out"
        "Yêu cầu không hoàn tất trong {seconds} giây." / "The request did not finish within {seconds} seconds."
        "Thử lại; nếu vẫn chậm, báo người quản trị." / "Try again; if it stays slow, tell the operator.";
    NO_SUCH_OPERATION 404 "no-such-operation"
        "Không có thao tác này" / "No such operation"
        "Không có thao tác nào ở địa chỉ này." / "There is no operation at this address."
        "Xem danh mục thao tác tại /api/v1/openapi.json." / "See the list of operations at /api/v1/openapi.json.";
    NO_SUCH_PAGE 404 "no-such-page"
        "Không có trang này" / "No such page"
        "Địa chỉ này không dẫn tới trang nào." / "This address leads to no page."
        "Kiểm tra lại địa chỉ, hoặc bắt đầu từ trang việc của tôi." / "Check the address, or begin from your own page.";
    FORM_UNTRUSTED 403 "form-untrusted"
        "Biểu mẫu không còn hiệu lực" / "The form is no longer valid"
        "Yêu cầu không mang dấu xác nhận của phiên làm việc này nên không được thực hiện." / "The request does not carry the mark of this session, so nothing was done."
        "Mở lại trang có biểu mẫu rồi gửi lần nữa." / "Open the page with the form again and send it once more.";
    METHOD_NOT_ALLOWED 405 "method-not-allowed"
        "Phương thức không được phép" / "Method not allowed"
        "Địa chỉ này không nhận phương thức này." / "This address does not take this method."
        "Xem danh mục thao tác tại /api/v1/openapi.json." / "See the list of operations at /api/v1/openapi.json.";
    INTERNAL 500 "internal"
        "Lỗi nội bộ" / "Internal error"
        "Hệ thống gặp lỗi; không có dữ liệu nào bị ghi dở dang." / "The system failed; nothing was stored half."
        "Thử lại sau; nếu lặp lại, báo người quản trị kèm mã yêu cầu." / "Try again later; if it recurs, tell the operator the request id.";
    BUSY 503 "busy"
        "Hệ thống đang bận" / "Busy"
        "Hệ thống đang bận, chưa xử lý được yêu cầu." / "The system is busy and could not do this now."
        "Gửi lại chính yêu cầu này sau vài giây." / "Send the same request again in a few seconds.";
    STORAGE_FULL 507 "storage-full"
        "Hết chỗ lưu trữ" / "Storage full"
        "Không ghi được vì hết chỗ lưu trữ; không có dữ liệu nào bị ghi dở dang." / "There is no room to store this; nothing was stored half."
        "Giữ dữ liệu trên thiết bị và báo người quản trị." / "Keep the data on the device and tell the operator.";
    STORAGE_UNAVAILABLE 503 "storage-unavailable"
        "Kho lưu trữ tệp không phản hồi" / "File store unavailable"
        "Kho lưu trữ tệp chưa thực hiện được yêu cầu; không có dữ liệu nào bị ghi dở dang." / "The store of files could not do this now; nothing was stored half."
        "Gửi lại chính yêu cầu này sau vài giây; nếu lặp lại, báo người quản trị." / "Send the same request again in a few seconds; if it recurs, tell the operator.";

    // Versions and repeats
    IF_MATCH_REQUIRED 428 "if-match-required"
        "Thiếu phiên bản đã xem" / "Version seen is missing"
        "Thay đổi phải kèm tiêu đề If-Match với ETag của bản ghi đã xem." / "A change must carry If-Match with the ETag of the record seen."
        "Đọc lại bản ghi, lấy ETag rồi gửi lại." / "Read the record, take its ETag and send again.";
    STALE_VERSION 412 "stale-version"
        "Bản ghi đã thay đổi" / "The record has changed"
        "Bản ghi đang ở phiên bản {current}, không phải phiên bản đã xem." / "The record is at version {current}, not the one seen."
        "Đọc lại bản ghi, xem thay đổi rồi làm lại." / "Read the record again, look at what changed, then redo it.";
    IDEMPOTENCY_KEY_REUSED 422 "idempotency-key-reused"
        "Khóa chống lặp đã dùng" / "Idempotency key reused"
        "Idempotency-Key này đã dùng cho một yêu cầu khác." / "This Idempotency-Key was used for a different request."
        "Dùng khóa mới cho yêu cầu mới." / "Use a new key for a new request.";
    ANSWER_LOST 409 "answer-lost"
        "Đã thực hiện, kết quả trả về bị mất" / "Done, but the answer is lost"
        "Yêu cầu mang Idempotency-Key này đã được thực hiện nhưng hệ thống dừng trước khi lưu kết quả trả về." / "The request with this Idempotency-Key was carried out, but the system stopped before its answer was stored."
        "Đọc lại danh sách để thấy bản ghi đã tạo; không gửi lại." / "Read the list again to see what was made; do not send it again.";

    // Who is asking
    UNAUTHENTICATED 401 "unauthenticated"
        "Chưa đăng nhập" / "Not signed in"
        "Thao tác này cần mã truy cập (Authorization: Bearer)." / "This operation needs an access token (Authorization: Bearer)."
        "Đăng nhập tại POST /api/v1/auth/sign-in." / "Sign in at POST /api/v1/auth/sign-in.";
    TOKEN_INVALID 401 "token-invalid"
        "Mã truy cập không hợp lệ" / "Invalid access token"
        "Mã truy cập không do hệ thống này cấp hoặc đã bị sửa." / "The access token was not issued here or was altered."
        "Đăng nhập lại." / "Sign in again.";
    TOKEN_EXPIRED 401 "token-expired"
        "Mã truy cập hết hạn" / "Access token expired"
        "Mã truy cập đã hết hạn." / "The access token has expired."
        "Lấy mã mới bằng POST /api/v1/auth/refresh." / "Get a new one with POST /api/v1/auth/refresh.";
    SIGN_IN_REFUSED 401 "sign-in-refused"
        "Không đăng nhập được" / "Sign-in refused"
        "Tên đăng nhập hoặc mật khẩu không đúng." / "The username or the password is wrong."
        "Kiểm tra lại; nếu quên mật khẩu, liên hệ người quản trị." / "Check both; if the password is lost, ask the administrator.";
    TOO_MANY_ATTEMPTS 429 "too-many-attempts"
        "Thử quá nhiều lần" / "Too many attempts"
        "Đăng nhập sai quá nhiều lần; thử lại sau {seconds} giây." / "Too many failed sign-ins; try again in {seconds} seconds."
        "Chờ hết thời gian nêu trên." / "Wait for the time named.";
    REFRESH_REFUSED 401 "refresh-refused"
        "Không gia hạn được phiên" / "Refresh refused"
        "Mã gia hạn không còn giá trị." / "The refresh token is no longer valid."
        "Đăng nhập lại; dữ liệu đã ghi trên thiết bị vẫn được nhận sau khi đăng nhập." / "Sign in again; work recorded on the device is still accepted afterwards.";
    REFRESH_REUSED 401 "refresh-reused"
        "Mã gia hạn bị dùng lại" / "Refresh token reused"
        "Mã gia hạn này đã được dùng; toàn bộ phiên của thiết bị bị thu hồi để bảo vệ tài khoản." / "This refresh token was used before; the session of the device was revoked to protect the account."
        "Đăng nhập lại và kiểm tra danh sách thiết bị." / "Sign in again and check the list of devices.";
    DEVICE_REVOKED 410 "device-revoked"
        "Thiết bị đã bị thu hồi" / "Device revoked"
        "Thiết bị này đã bị thu hồi quyền." / "This device has been revoked."
        "Không gửi thêm dữ liệu; xóa dữ liệu trên thiết bị và liên hệ người quản trị." / "Upload nothing more; wipe the device and ask the administrator.";
    UPGRADE_REQUIRED 426 "upgrade-required"
        "Cần cập nhật ứng dụng" / "The app must be updated"
        "Ứng dụng dùng cấu trúc bản ghi số {schema}, máy chủ chỉ còn phục vụ từ số {oldest} đến số {newest}; chưa có gì được ghi nhận." / "The app speaks record schema {schema}; the server serves {oldest} to {newest}. Nothing was applied."
        "Cập nhật ứng dụng rồi đồng bộ lại; dữ liệu trên thiết bị vẫn được giữ." / "Update the app and synchronise again; the work stays on the device.";
    BUNDLE_UNREADABLE 422 "bundle-unreadable"
        "Gói dữ liệu không đọc được" / "Bundle not readable"
        "Tệp gửi lên không phải gói dữ liệu đúng quy cách, tại phần {part}; chưa có gì được ghi nhận." / "The file is not a bundle of the known form, at {part}; nothing was stored."
        "Tạo lại gói từ ứng dụng trên thiết bị." / "Make the bundle again on the device.";
    BUNDLE_SIGNATURE_INVALID 422 "bundle-signature-invalid"
        "Chữ ký của gói dữ liệu không hợp lệ" / "Signature of the bundle not valid"
        "Chữ ký không phải của khóa mà thiết bị đã đăng ký; chưa có gì được ghi nhận." / "The signature is not that of a key the device has registered; nothing was stored."
        "Đăng ký khóa của thiết bị khi có mạng rồi tạo lại gói." / "Register the device's key when there is a network, and make the bundle again.";
    BUNDLE_PART_MISSING 422 "bundle-part-missing"
        "Gói dữ liệu thiếu một phần" / "A part of the bundle is missing"
        "Gói thiếu {part}; chưa có gì được ghi nhận." / "{part} is missing; nothing was stored."
        "Tạo lại gói từ ứng dụng trên thiết bị." / "Make the bundle again on the device.";
    BUNDLE_PART_UNKNOWN 422 "bundle-part-unknown"
        "Gói dữ liệu có phần lạ" / "A part of the bundle is not known"
        "Gói có {part} không nêu trong bản kê đã ký; chưa có gì được ghi nhận." / "{part} is not named in what was signed; nothing was stored."
        "Tạo lại gói từ ứng dụng trên thiết bị." / "Make the bundle again on the device.";
    BUNDLE_PART_ALTERED 422 "bundle-part-altered"
        "Gói dữ liệu đã bị thay đổi" / "A part of the bundle was altered"
        "Nội dung của {part} không còn như khi thiết bị ký; chưa có gì được ghi nhận." / "{part} is not what the device signed; nothing was stored."
        "Chép lại gói từ thiết bị." / "Copy the bundle from the device again.";
    BUNDLE_TOO_LARGE 413 "bundle-too-large"
        "Gói dữ liệu quá lớn" / "Bundle too large"
        "{part} vượt quá giới hạn {limit_bytes}; chưa có gì được ghi nhận." / "{part} is over the limit of {limit_bytes}; nothing was stored."
        "Chia dữ liệu thành nhiều gói." / "Divide it into several bundles.";
    BUNDLE_DEVICE_REVOKED 409 "bundle-device-revoked"
        "Thiết bị tạo gói đã bị thu hồi" / "The device that made the bundle is revoked"
        "Thiết bị tạo gói đã bị thu hồi, hoặc tài khoản đã ngừng hoạt động; chưa có gì được ghi nhận." / "The device that made the bundle was revoked, or the account is closed; nothing was stored."
        "Liên hệ người quản trị." / "Ask the administrator.";
    FORBIDDEN 403 "forbidden"
        "Không có quyền" / "Not permitted"
        "Tài khoản này xem được bản ghi nhưng không được phép: {action}." / "This account can see the record but may not: {action}."
        "Liên hệ người quản trị nếu cần quyền này." / "Ask the administrator if this right is needed.";
    NOT_FOUND 404 "not-found"
        "Không tìm thấy" / "Not found"
        "Không có bản ghi này trong phạm vi tài khoản được xem." / "There is no such record within what this account may see."
        "Kiểm tra lại mã, hoặc làm mới danh sách." / "Check the id, or refresh the list.";
    ALREADY_EXISTS 409 "already-exists"
        "Đã tồn tại" / "Already exists"
        "Đã có {what} với {key}." / "There is already a {what} with {key}."
        "Dùng bản ghi đã có hoặc chọn giá trị khác." / "Use the existing record or choose another value.";
    ILLEGAL_MOVE 409 "illegal-move"
        "Bước này chưa được phép" / "Illegal move"
        "Không thể {event} khi đang ở trạng thái {status}. Các bước được phép: {allowed}." / "Cannot {event} while {status}. Moves allowed now: {allowed}."
        "Làm mới bản ghi và chọn một bước được phép." / "Refresh the record and choose an allowed move.";
    NEEDS_UNMET 422 "needs-unmet"
        "Chưa đủ điều kiện" / "Needs not met"
        "Chưa thể {event}: còn {count} điều kiện chưa đáp ứng." / "Cannot {event} yet: {count} needs are not met."
        "Bổ sung từng mục nêu trong errors rồi làm lại." / "Complete each item named in errors, then do it again.";
    SUBMISSION_REPLACED 409 "submission-replaced"
        "Đơn vị đã gửi nội dung khác" / "The unit has sent something else"
        "Kết luận này được đưa ra khi chưa xem nội dung mà đơn vị gửi gần nhất cho phiếu {number}." / "This judgement was given without having seen what the unit sent last about request {number}."
        "Xem nội dung đang chờ rồi kết luận lại; bỏ kết luận này." / "Look at what waits now and judge that; dismiss this judgement.";
    RECORD_WITHDRAWN 409 "record-withdrawn"
        "Bản ghi đã được rút" / "Record withdrawn"
        "Bản ghi này đã được rút, không sửa được nữa." / "This record was withdrawn and can no longer be edited."
        "Lập bản ghi mới nếu cần." / "Make a new record if one is needed.";
    NOT_RECORDING 409 "not-recording"
        "Cuộc kiểm tra không ở giai đoạn ghi nhận" / "Inspection not open for recording"
        "Chỉ ghi nhận được khi cuộc kiểm tra đang tiến hành; hiện ở trạng thái {status}." / "Recording is possible only while the inspection is in progress; it is {status}."
        "Trưởng đoàn có thể bắt đầu hoặc mở lại cuộc kiểm tra." / "The lead can start or reopen the inspection.";
    LEFT_TEAM 403 "left-team"
        "Không còn trong đoàn" / "No longer on the team"
        "Tài khoản này đã rời đoàn kiểm tra trước khi thao tác được gửi lên." / "This account left the inspection team before the operation arrived."
        "Trưởng đoàn hoặc người quản trị quyết định áp dụng hay bỏ thao tác." / "The lead or the operator decides whether to apply or dismiss it.";
    OP_ID_TAKEN 409 "op-id-taken"
        "Mã thao tác đã được dùng" / "Operation id taken"
        "Mã op_id này đã được một tài khoản khác dùng." / "This op_id was used by another account."
        "Tạo mã mới cho thao tác rồi gửi lại." / "Make a new id for the operation and send it again.";
    NO_OPEN_REQUESTS 409 "no-open-requests"
        "Không còn phiếu mở" / "No open requests"
        "Đơn vị này không có phiếu yêu cầu hành động khắc phục nào đang mở." / "This unit has no corrective action request that is open."
        "Không cần kiểm tra lại; xem các phiếu đã đóng của đơn vị." / "No follow-up is needed; see the closed requests of the unit.";
    NO_RATING_SCHEME 409 "no-rating-scheme"
        "Chưa có thang xếp loại" / "No rating scheme"
        "Chương trình của cuộc kiểm tra này không dùng thang xếp loại." / "The programme of this inspection has no rating scheme."
        "Chọn thang xếp loại cho chương trình trước khi lập cuộc kiểm tra." / "Choose a rating scheme for the programme before planning the inspection.";
    NOT_INDEPENDENT 422 "not-independent"
        "Không bảo đảm tính độc lập" / "Not independent"
        "{name} đang công tác tại đơn vị được kiểm tra nên không thể tham gia đoàn." / "{name} is employed by the audited unit and cannot be on the team."
        "Cử người khác." / "Name someone else.";
    WEAK_PASSWORD 422 "weak-password"
        "Mật khẩu yếu" / "Weak password"
        "Mật khẩu cần ít nhất {minimum} ký tự và không trùng tên đăng nhập." / "A password needs at least {minimum} characters and must differ from the username."
        "Chọn mật khẩu khác." / "Choose another password.";
    GRANT_OUT_OF_REACH 403 "grant-out-of-reach"
        "Vượt quá phạm vi được giao" / "Beyond one's own reach"
        "Chỉ được cấp vai trò trong phạm vi tổ chức mình quản trị." / "Roles can be granted only within the organisations one administers."
        "Đề nghị quản trị cấp trên thực hiện." / "Ask an administrator further up.";

    // Notices
    MAIL_REFUSED 422 "mail-refused"
        "Máy chủ thư từ chối" / "The mail server refused"
        "Máy chủ thư không nhận thư: {reason}." / "The mail server does not take the letter: {reason}."
        "Kiểm tra địa chỉ thư của người nhận." / "Check the address of the recipient.";

    // Evidence and uploads
    EVIDENCE_DECLARED_OTHERWISE 409 "evidence-declared-otherwise"
        "Bằng chứng đã khai báo khác" / "Evidence declared otherwise"
        "Mã bằng chứng này đã được khai báo với nội dung khác." / "This evidence id was declared with other particulars."
        "Giữ khai báo đã có, hoặc khai báo bằng chứng mới với mã mới." / "Keep the existing declaration, or declare new evidence with a new id.";
    EVIDENCE_CLOSED 409 "evidence-closed"
        "Cuộc kiểm tra không nhận bằng chứng" / "The inspection takes no evidence now"
        "Cuộc kiểm tra đang ở trạng thái {status} nên không thay đổi được bằng chứng." / "The inspection is {status}, so its evidence cannot change."
        "Chỉ khai báo bằng chứng khi cuộc kiểm tra đang diễn ra." / "Declare evidence while the inspection is in progress.";
    REQUEST_TAKES_NO_EVIDENCE 409 "request-takes-no-evidence"
        "Phiếu không nhận bằng chứng" / "The request takes no evidence now"
        "Phiếu yêu cầu hành động khắc phục đang ở trạng thái {status} nên không thay đổi được bằng chứng." / "The corrective action request is {status}, so its evidence cannot change."
        "Đơn vị bổ sung bằng chứng khi phiếu đã tiếp nhận, kế hoạch bị trả lại, đang thực hiện hoặc kết quả thực hiện bị trả lại; đoàn kiểm tra còn bổ sung được khi đã gửi kết quả thực hiện và đã xác nhận thực hiện." / "The unit adds evidence while the request is acknowledged, plan returned, implementing or implementation returned; the team that verifies also while it is implementation submitted or verified.";
    CONTENT_MISMATCH 422 "content-mismatch"
        "Nội dung không đúng khai báo" / "The content is not what was declared"
        "Đã nhận {size} byte, SHA-256 {sha256}; khai báo là {expected_size} byte, SHA-256 {expected_sha256}. Nội dung nhận được không được giữ lại." / "Received {size} bytes with SHA-256 {sha256}; declared were {expected_size} bytes with SHA-256 {expected_sha256}. What came was not kept."
        "Gửi lại đúng tệp đã khai báo." / "Send the file that was declared.";
    EVIDENCE_REFUSED 422 "evidence-refused"
        "Bằng chứng bị từ chối" / "Evidence refused"
        "Tệp đã nhận đủ và được giữ lại, nhưng không được chấp nhận làm bằng chứng ({reason})." / "The file arrived whole and is kept, but is not accepted as evidence ({reason})."
        "Xem lý do trong errors; chụp hoặc ghi lại rồi khai báo bằng chứng mới." / "See the reason in errors; take it again and declare new evidence.";
    EVIDENCE_WRITE_ONCE 409 "evidence-write-once"
        "Bằng chứng không thể thay thế" / "Evidence cannot be replaced"
        "Bằng chứng này đã có nội dung; lần gửi với nội dung khác đã bị từ chối và được ghi lại." / "This evidence has its content already; the attempt to bring other content was refused and is on record."
        "Khai báo bằng chứng mới cho tệp khác." / "Declare new evidence for another file.";
    CONTENT_NOT_STORED 404 "content-not-stored"
        "Chưa có nội dung" / "No content yet"
        "Bằng chứng đã khai báo nhưng tệp chưa được gửi lên đủ." / "The evidence is declared, but its file has not arrived whole."
        "Chờ thiết bị gửi xong rồi thử lại." / "Wait until the device has sent it, then try again.";
    CONTENT_DELETED 410 "content-deleted"
        "Nội dung đã xóa" / "Content deleted"
        "Nội dung của bằng chứng đã được xóa ngày {at} khi hết thời hạn lưu giữ." / "The content of the evidence was deleted at {at} when its time of keeping was over."
        "Kích thước, mã SHA-256 và quy tắc xóa vẫn được lưu; xem báo cáo đã ký." / "Its size, SHA-256 and the rule are on record; see the signed report.";
    NO_PREVIEW 404 "no-preview"
        "Không có ảnh xem trước" / "No preview"
        "Bằng chứng này không có ảnh xem trước ({reason})." / "There is no preview of this evidence ({reason})."
        "Mở bản gốc, hoặc thử lại sau nếu ảnh xem trước đang được tạo." / "Open the original, or try again later while the preview is being made.";
    RANGE_NOT_SATISFIABLE 416 "range-not-satisfiable"
        "Khoảng byte không hợp lệ" / "Range not satisfiable"
        "Khoảng được yêu cầu bắt đầu sau byte cuối; tệp dài {length} byte." / "The range begins behind the last byte; the file has {length} bytes."
        "Bỏ tiêu đề Range hoặc chọn khoảng nằm trong tệp." / "Leave Range out or ask for a range within the file.";
    BODY_INCOMPLETE 400 "body-incomplete"
        "Nội dung không nhận được trọn vẹn" / "The body did not come whole"
        "Không đọc được hết nội dung: kết nối bị ngắt, hoặc nội dung nén bị hỏng." / "The body could not be read to its end: the connection broke off, or what was packed is damaged."
        "Gửi lại; với tệp gửi từng phần, hỏi lại vị trí đã nhận rồi gửi tiếp." / "Send it again; of an upload in parts, ask for the offset and go on from there.";
    TUS_VERSION 412 "tus-version-unsupported"
        "Phiên bản tus không được hỗ trợ" / "tus version not supported"
        "Yêu cầu phải kèm tiêu đề Tus-Resumable: {expected}." / "The request must carry Tus-Resumable: {expected}."
        "Dùng ứng dụng khách tus {expected}." / "Use a client that speaks tus {expected}.";
    UPLOAD_GONE 410 "upload-gone"
        "Lượt tải lên không còn" / "The upload is gone"
        "Lượt tải lên này đã bị hủy, bị từ chối hoặc quá hạn." / "This upload was given up, refused, or is past its time."
        "Bắt đầu lượt tải lên mới cho cùng bằng chứng." / "Begin a new upload for the same evidence.";
    UPLOAD_OFFSET_MISMATCH 409 "upload-offset-mismatch"
        "Sai vị trí tiếp tục" / "Wrong offset"
        "Lượt tải lên đang ở byte {offset}, không phải vị trí được nêu." / "The upload stands at byte {offset}, not at the offset given."
        "Hỏi lại vị trí bằng HEAD rồi gửi tiếp từ đó." / "Ask for the offset with HEAD and go on from there.";
    UPLOAD_LENGTH_MISMATCH 422 "upload-length-mismatch"
        "Độ dài không đúng khai báo" / "The length is not what was declared"
        "Bằng chứng được khai báo dài {declared} byte." / "The evidence was declared with {declared} bytes."
        "Gửi đúng tệp đã khai báo." / "Send the file that was declared.";
    CHECKSUM_MISMATCH 460 "checksum-mismatch"
        "Sai mã kiểm tra" / "Checksum mismatch"
        "Đoạn vừa gửi không khớp Upload-Checksum nên không được giữ lại." / "The stretch does not match Upload-Checksum and was not kept."
        "Gửi lại đoạn đó từ vị trí cũ." / "Send the stretch again from the same offset.";
    CHECKSUM_UNSUPPORTED 400 "checksum-unsupported"
        "Mã kiểm tra không được hỗ trợ" / "Checksum not supported"
        "Upload-Checksum phải có dạng: thuật toán ({expected}) và mã băm Base64." / "Upload-Checksum must be an algorithm ({expected}) and the hash in Base64."
        "Dùng một thuật toán được hỗ trợ." / "Use one of the algorithms supported.";

    // Documents and signatures
    MASTER_KEY_MISSING 409 "master-key-missing"
        "Chưa có khóa chủ" / "No master key"
        "Máy chủ chưa được cấu hình khóa chủ nên không mở được khóa ký." / "The server has no master key in its settings, so no signing key can be opened."
        "Người quản trị máy chủ đặt master_key hoặc master_key_file." / "The operator sets master_key or master_key_file.";
    MASTER_KEY_WRONG 409 "master-key-wrong"
        "Khóa chủ không đúng" / "Wrong master key"
        "Khóa chủ trong cấu hình không phải là khóa đã dùng để khóa các khóa ký." / "The master key in the settings is not the one that the signing keys were locked with."
        "Người quản trị máy chủ khôi phục đúng khóa chủ." / "The operator restores the right master key.";
    NO_AUTHORITY 409 "no-authority"
        "Chưa có tổ chức cấp chứng thư số" / "No certificate authority"
        "Hệ thống chưa lập tổ chức cấp chứng thư số nội bộ." / "The built-in certificate authority has not been founded."
        "Người quản trị máy chủ chạy soat ca init." / "The operator runs soat ca init.";
    NO_SIGNING_KEY 409 "no-signing-key"
        "Chưa có khóa ký" / "No signing key"
        "{name} chưa có khóa ký còn hiệu lực trong hệ thống." / "{name} has no signing key here that is valid."
        "Người quản trị máy chủ cấp khóa bằng soat ca issue." / "The operator issues one with soat ca issue.";
    NO_REGISTERED_CERTIFICATE 409 "no-registered-certificate"
        "Chưa đăng ký chứng thư số" / "No certificate registered"
        "{name} chưa có chứng thư số còn hiệu lực của khóa giữ ở nơi khác được đăng ký trong hệ thống." / "No valid certificate of {name} for a key held elsewhere is registered here."
        "Người quản trị máy chủ đăng ký chứng thư số bằng soat ca register." / "The operator registers it with soat ca register.";
    TIME_STAMP_UNAVAILABLE 503 "time-stamp-unavailable"
        "Không lấy được dấu thời gian" / "No time-stamp available"
        "Tổ chức cấp dấu thời gian không trả lời đúng hạn hoặc trả lời sai; chưa có chữ ký nào được lưu." / "The time-stamping authority did not answer in time, or not properly; no signature was stored."
        "Ký lại sau ít phút; nếu lặp lại, báo người quản trị." / "Sign again in a few minutes; if it recurs, tell the operator.";
    SIGNATURE_REFUSED 422 "signature-refused"
        "Chữ ký không được chấp nhận" / "Signature refused"
        "Chữ ký không được chấp nhận: có {count} điều kiện không đạt." / "The signature was refused: {count} facts fail."
        "Xem từng điều kiện trong errors; văn bản đang lưu không thay đổi." / "See each fact in errors; the stored document is unchanged.";
    NOT_EXPECTED_SIGNER 403 "not-expected-signer"
        "Không phải người được ký" / "Not the expected signer"
        "Ô chữ ký {field} dành cho {expected}." / "The field {field} is for {expected} to sign."
        "Chọn ô chữ ký của mình, hoặc báo người được ký." / "Choose your own field, or tell the one who is to sign.";
    FIELD_SETTLED 409 "field-settled"
        "Ô chữ ký đã xong" / "Field settled"
        "Ô chữ ký {field} đã được ký hoặc đã có ý kiến từ chối ký." / "The field {field} is signed already, or a refusal to sign is recorded."
        "Làm mới văn bản để xem tình trạng hiện tại." / "Refresh the document to see where it stands.";
    REFUSAL_NOT_POSSIBLE 409 "refusal-not-possible"
        "Không thể từ chối ở ô này" / "No refusal here"
        "Ô chữ ký {field} không phải là ô có thể từ chối ký." / "Signing the field {field} is not something to be refused."
        "Đơn vị và thư ký đoàn có thể từ chối ký biên bản, đơn vị có thể từ chối ký phiếu." / "The unit and the team's secretary can refuse to sign minutes, the unit also a form.";
    ALREADY_SIGNED_BY_OTHERS 409 "already-signed-by-others"
        "Văn bản đã có người ký" / "Others have signed"
        "Văn bản đã có chữ ký nên không thể in lại kèm ý kiến từ chối." / "Others have signed the document, so it cannot be printed again with the dissent."
        "Gửi lại với in_report = true: ý kiến được lưu cùng văn bản và in trong báo cáo kết quả." / "Send it again with in_report = true: the dissent is kept with the document and printed in the report.";
    CONTENT_OUTDATED 409 "content-outdated"
        "Nội dung đã thay đổi" / "Content outdated"
        "Cuộc kiểm tra đã được mở lại sau khi lập văn bản này." / "The inspection was reopened after this document was made."
        "Lập văn bản mới sau khi kết luận lại." / "Make a new document after the new conclusion.";
    // The register
    ORGANISATION_CLOSED 409 "organisation-closed"
        "Cơ quan đã kết thúc hoạt động" / "Organisation closed"
        "{name} ({code}) đã kết thúc hoạt động từ sau ngày {valid_to}." / "{name} ({code}) ceased to exist after {valid_to}."
        "Dùng cơ quan kế thừa nêu trong successors." / "Use the successor named in successors.";
    IMPORT_REFUSED 422 "import-refused"
        "Tệp nhập có lỗi" / "Import refused"
        "Tệp có {count} lỗi; chưa có dòng nào được ghi." / "The file has {count} errors; no row was stored."
        "Sửa các dòng, cột nêu trong errors rồi nhập lại cả tệp." / "Mend the rows and columns named in errors, then import the whole file again.";
}

/// Codes as people read them, one after the other.
#[must_use]
pub fn words(codes: &[impl AsRef<str>], lang: Lang) -> String {
    let word = |code: &str| WORDS.iter().find(|(known, _)| *known == code).map_or(code.to_owned(), |(_, word)| word.get(lang).to_owned());
    codes.iter().map(|code| word(code.as_ref())).collect::<Vec<_>>().join(", ")
}

/// Codes of events, statuses and kinds of inspection, as people read them.
pub const WORDS: &[(&str, Text)] = &[
    ("external", Text { vi: "kiểm tra", en: "external inspections" }),
    ("internal_audit", Text { vi: "đánh giá nội bộ", en: "internal audits" }),
    ("self_check", Text { vi: "tự kiểm tra", en: "self-checks" }),
    ("follow_up", Text { vi: "kiểm tra lại", en: "follow-ups" }),
    ("notify", Text { vi: "thông báo", en: "notify" }),
    ("start", Text { vi: "bắt đầu", en: "start" }),
    ("conclude", Text { vi: "kết luận", en: "conclude" }),
    ("reopen", Text { vi: "mở lại", en: "reopen" }),
    ("sign", Text { vi: "ký", en: "sign" }),
    ("issue", Text { vi: "ban hành", en: "issue" }),
    ("archive", Text { vi: "lưu trữ", en: "archive" }),
    ("cancel", Text { vi: "hủy", en: "cancel" }),
    ("publish", Text { vi: "công bố", en: "publish" }),
    ("retire", Text { vi: "thôi dùng", en: "retire" }),
    ("edit", Text { vi: "sửa", en: "edit" }),
    ("replan", Text { vi: "sửa kế hoạch", en: "change the plan" }),
    ("team", Text { vi: "cử đoàn", en: "set the team" }),
    ("number", Text { vi: "ghi số văn bản", en: "set the number" }),
    ("resolve", Text { vi: "giải quyết", en: "resolve" }),
    ("decide", Text { vi: "quyết định", en: "decide" }),
    ("record", Text { vi: "ghi nhận", en: "record" }),
    ("accept", Text { vi: "chấp nhận", en: "accept" }),
    ("acknowledge", Text { vi: "tiếp nhận", en: "acknowledge" }),
    ("dispute", Text { vi: "nêu ý kiến không nhất trí", en: "dispute" }),
    ("uphold", Text { vi: "giữ nguyên", en: "uphold" }),
    ("withdraw", Text { vi: "rút", en: "withdraw" }),
    ("draft_plan", Text { vi: "soạn kế hoạch", en: "draft the plan" }),
    ("approve_plan", Text { vi: "duyệt kế hoạch", en: "approve the plan" }),
    ("submit_plan", Text { vi: "gửi kế hoạch", en: "submit the plan" }),
    ("accept_plan", Text { vi: "chấp nhận kế hoạch", en: "accept the plan" }),
    ("return_plan", Text { vi: "trả lại kế hoạch", en: "return the plan" }),
    ("record_progress", Text { vi: "ghi kết quả thực hiện", en: "record progress" }),
    ("submit_implementation", Text { vi: "gửi kết quả thực hiện", en: "submit the implementation" }),
    ("verify", Text { vi: "xác nhận thực hiện", en: "verify" }),
    ("return_implementation", Text { vi: "trả lại kết quả thực hiện", en: "return the implementation" }),
    ("confirm_effective", Text { vi: "xác nhận có hiệu lực", en: "confirm effectiveness" }),
    ("find_ineffective", Text { vi: "kết luận không có hiệu lực", en: "find ineffective" }),
    ("close", Text { vi: "đóng", en: "close" }),
    ("ask_extension", Text { vi: "đề nghị gia hạn", en: "ask for an extension" }),
    ("grant_extension", Text { vi: "đồng ý gia hạn", en: "grant the extension" }),
    ("refuse_extension", Text { vi: "không đồng ý gia hạn", en: "refuse the extension" }),
    ("issue_car", Text { vi: "phát hành phiếu yêu cầu hành động khắc phục", en: "issue corrective action requests" }),
    ("end", Text { vi: "kết thúc", en: "end" }),
    ("print_minutes", Text { vi: "lập biên bản", en: "make the minutes" }),
    ("print_report", Text { vi: "lập báo cáo kết quả", en: "make the report" }),
    ("sign_field", Text { vi: "ký", en: "sign" }),
    ("refuse_signing", Text { vi: "từ chối ký", en: "refuse to sign" }),
    ("supersede", Text { vi: "thay bằng bản mới", en: "supersede" }),
    ("complete", Text { vi: "ký xong", en: "complete" }),
    ("accepted", Text { vi: "đã chấp nhận", en: "accepted" }),
    ("acknowledged", Text { vi: "đã tiếp nhận", en: "acknowledged" }),
    ("disputed", Text { vi: "không nhất trí", en: "disputed" }),
    ("upheld", Text { vi: "được giữ nguyên", en: "upheld" }),
    ("withdrawn", Text { vi: "đã rút", en: "withdrawn" }),
    ("plan_submitted", Text { vi: "đã gửi kế hoạch", en: "plan submitted" }),
    ("plan_returned", Text { vi: "kế hoạch bị trả lại", en: "plan returned" }),
    ("implementing", Text { vi: "đang thực hiện", en: "implementing" }),
    ("implementation_submitted", Text { vi: "đã gửi kết quả thực hiện", en: "implementation submitted" }),
    ("implementation_returned", Text { vi: "kết quả thực hiện bị trả lại", en: "implementation returned" }),
    ("verified", Text { vi: "đã xác nhận thực hiện", en: "verified" }),
    ("closed", Text { vi: "đã đóng", en: "closed" }),
    ("reissued", Text { vi: "đã phát hành lại", en: "reissued" }),
    ("asked", Text { vi: "đang chờ quyết định", en: "asked" }),
    ("granted", Text { vi: "đã đồng ý gia hạn", en: "granted" }),
    ("refused", Text { vi: "không đồng ý gia hạn", en: "refused" }),
    ("lapse_extension", Text { vi: "hết cần gia hạn", en: "let the extension lapse" }),
    ("lapsed", Text { vi: "hết cần gia hạn", en: "lapsed" }),
    ("ended", Text { vi: "đã kết thúc", en: "ended" }),
    ("apply", Text { vi: "áp dụng", en: "apply" }),
    ("dismiss", Text { vi: "bỏ", en: "dismiss" }),
    ("planned", Text { vi: "đã lên kế hoạch", en: "planned" }),
    ("notified", Text { vi: "đã thông báo", en: "notified" }),
    ("in_progress", Text { vi: "đang kiểm tra", en: "in progress" }),
    ("concluded", Text { vi: "đã kết luận", en: "concluded" }),
    ("signed", Text { vi: "đã ký biên bản", en: "signed" }),
    ("issued", Text { vi: "đã ban hành", en: "issued" }),
    ("archived", Text { vi: "đã lưu trữ", en: "archived" }),
    ("cancelled", Text { vi: "đã hủy", en: "cancelled" }),
    ("draft", Text { vi: "dự thảo", en: "draft" }),
    ("recorded", Text { vi: "đã ghi nhận", en: "recorded" }),
    ("published", Text { vi: "đã công bố", en: "published" }),
    ("retired", Text { vi: "đã thôi dùng", en: "retired" }),
    ("open", Text { vi: "đang chờ", en: "open" }),
    ("resolved", Text { vi: "đã giải quyết", en: "resolved" }),
    ("applied", Text { vi: "đã áp dụng", en: "applied" }),
    ("dismissed", Text { vi: "đã bỏ", en: "dismissed" }),
    ("prepared", Text { vi: "chờ ký", en: "prepared" }),
    ("signing", Text { vi: "đang ký", en: "being signed" }),
    ("superseded", Text { vi: "đã thay bằng bản khác", en: "superseded" }),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_used_once() {
        let mut codes: Vec<_> = ALL.iter().map(|problem| problem.code).collect();
        codes.sort_unstable();
        let count = codes.len();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }
}
