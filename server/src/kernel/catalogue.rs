//! Every problem the program can answer with: one entry each, both languages in one place, so that none can be forgotten.
//!
//! Codes are never renamed and never reused. `{name}` in a text is replaced by the parameter of that name.

use super::text::Text;

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
    WEAK_PASSWORD 422 "weak-password"
        "Mật khẩu yếu" / "Weak password"
        "Mật khẩu cần ít nhất {minimum} ký tự và không trùng tên đăng nhập." / "A password needs at least {minimum} characters and must differ from the username."
        "Chọn mật khẩu khác." / "Choose another password.";
    GRANT_OUT_OF_REACH 403 "grant-out-of-reach"
        "Vượt quá phạm vi được giao" / "Beyond one's own reach"
        "Chỉ được cấp vai trò trong phạm vi tổ chức mình quản trị." / "Roles can be granted only within the organisations one administers."
        "Đề nghị quản trị cấp trên thực hiện." / "Ask an administrator further up.";

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

/// What can be wrong with one field; the same form, for the entries of `errors[]`.
pub mod field {
    use super::Text;

    /// A kind of flaw in one field.
    #[derive(Debug)]
    pub struct Flaw {
        /// Stable code, kebab-case.
        pub code: &'static str,
        /// What is wrong and what is expected, with `{parameters}`.
        pub detail: Text,
    }

    macro_rules! flaws {
        ($($name:ident $code:literal $vi:literal / $en:literal;)+) => {
            $(
                #[doc = $en]
                pub const $name: Flaw = Flaw { code: $code, detail: Text { vi: $vi, en: $en } };
            )+
            /// All flaws, in the order they are written here.
            pub const ALL: &[&Flaw] = &[$(&$name),+];
        };
    }

    flaws! {
        WRONG_SHAPE "wrong-shape" "Sai kiểu dữ liệu hoặc cấu trúc: {reason}" / "Wrong type or shape: {reason}";
        UNKNOWN_FIELD "unknown-field" "Trường không được biết đến; các trường được nhận: {known}" / "Unknown field; fields taken: {known}";
        MISSING "missing" "Thiếu trường bắt buộc {name}" / "Required field {name} is missing";
        FORBIDDEN_CHARACTER "forbidden-character" "Có ký tự không được phép ({character})" / "Contains a character that is not allowed ({character})";
        LENGTH "length" "Độ dài phải từ {min} đến {max} ký tự" / "The length must be {min} to {max} characters";
        RANGE "range" "Giá trị phải từ {min} đến {max}" / "The value must be between {min} and {max}";
        FORMAT "format" "Sai định dạng; cần: {expected}" / "Wrong format; expected: {expected}";
        UNKNOWN_REFERENCE "unknown-reference" "Không có bản ghi này trong phạm vi được xem" / "There is no such record within what may be seen";
        NOT_UNIQUE "not-unique" "Giá trị bị lặp" / "The value occurs twice";
        NOT_CHANGEABLE "not-changeable" "Trường này không thể thay đổi" / "This field cannot be changed";
        NEEDED "needed" "{what}" / "{what}";
        CIRCLE "circle" "Cấp trên không được là chính cơ quan đó hoặc cơ quan thuộc nó" / "A superior cannot be the organisation itself or one below it";
        TOO_DEEP "too-deep" "Cấu trúc lồng quá {max} tầng" / "Nested deeper than {max} levels";
    }
}

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
