//! What can be wrong with one field; the same form as problems, for the entries of `errors[]`.

use crate::kernel::text::Text;

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
    COUNT "count" "Số lượng phải từ {min} đến {max}" / "The number of entries must be {min} to {max}";
    PRIVATE_KEY "private-key" "Khóa riêng không được rời khỏi thiết bị; hãy tạo cặp khóa mới và chỉ gửi phần công khai" / "The private key must not leave its device; make a new pair and send its public half alone";
    FORMAT "format" "Sai định dạng; cần: {expected}" / "Wrong format; expected: {expected}";
    UNKNOWN_REFERENCE "unknown-reference" "Không có bản ghi này trong phạm vi được xem" / "There is no such record within what may be seen";
    NOT_UNIQUE "not-unique" "Giá trị bị lặp" / "The value occurs twice";
    OUT_OF_REACH "out-of-reach" "Cơ quan này nằm ngoài phạm vi được giao" / "This organisation is beyond one's own reach";
    NOT_IN_FORCE "not-in-force" "Cơ quan này không tồn tại trong năm {year}" / "This organisation does not exist in {year}";
    NOT_CHANGEABLE "not-changeable" "Trường này không thể thay đổi" / "This field cannot be changed";
    NEEDED "needed" "{what}" / "{what}";
    CIRCLE "circle" "Cấp trên không được là chính cơ quan đó hoặc cơ quan thuộc nó" / "A superior cannot be the organisation itself or one below it";
    TOO_DEEP "too-deep" "Cấu trúc lồng quá {max} tầng" / "Nested deeper than {max} levels";
}
