//! Every flaw this crate can report, in both languages: one line a code.
//!
//! A code is never renamed or reused; programs switch on it, people read the text. `{0}` and `{1}` stand for the
//! particulars of the case.

/// A code with its two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    /// Stable, kebab-case.
    pub code: &'static str,
    /// Vietnamese text.
    pub vi: &'static str,
    /// English text.
    pub en: &'static str,
}

macro_rules! messages {
    ($($name:ident: $code:literal, $vi:literal, $en:literal;)*) => {
        $(pub(crate) const $name: Message = Message { code: $code, vi: $vi, en: $en };)*

        /// All messages, for printed catalogues.
        pub const ALL: &[Message] = &[$($name),*];
    };
}

messages! {
    // Shape of a document.
    MISSING_KEY: "missing-key", "Thiếu trường “{0}”.", "The field “{0}” is missing.";
    UNKNOWN_KEY: "unknown-key", "Không có trường tên “{0}” ở đây.", "There is no field “{0}” here.";
    NOT_A_STRING: "not-a-string", "Giá trị phải là chuỗi ký tự.", "The value must be a string.";
    NOT_A_NUMBER: "not-a-number", "Giá trị phải là số.", "The value must be a number.";
    NOT_AN_INTEGER: "not-an-integer", "Giá trị phải là số nguyên.", "The value must be a whole number.";
    NOT_A_BOOLEAN: "not-a-boolean", "Giá trị phải là true hoặc false.", "The value must be true or false.";
    NOT_A_LIST: "not-a-list", "Giá trị phải là danh sách.", "The value must be a list.";
    NOT_AN_OBJECT: "not-an-object", "Giá trị phải là một đối tượng.", "The value must be an object.";
    NOT_A_SCALAR: "not-a-scalar", "Giá trị phải là chuỗi, số hoặc true/false.", "The value must be a string, a number or true/false.";
    NOT_ONE_OF: "not-one-of", "Giá trị phải là một trong: {0}.", "The value must be one of: {0}.";
    OUT_OF_RANGE: "out-of-range", "Giá trị phải từ {0} đến {1}.", "The value must be from {0} to {1}.";
    NESTED_TOO_DEEP: "nested-too-deep", "Tài liệu lồng quá {0} tầng.", "The document is nested more than {0} levels deep.";
    UNREADABLE: "unreadable", "Không đọc được tài liệu: {0}.", "The document cannot be read: {0}.";

    // Texts, names and lists.
    TEXT_EMPTY: "text-empty", "Nội dung không được để trống.", "The text must not be empty.";
    TEXT_UNTRIMMED: "text-untrimmed", "Nội dung có khoảng trắng thừa ở đầu hoặc cuối.", "The text begins or ends with white space.";
    TEXT_NOT_NFC: "text-not-nfc", "Nội dung chưa ở dạng Unicode dựng sẵn (NFC).", "The text is not in Unicode composed form (NFC).";
    TEXT_CONTROL_CHARACTER: "text-control-character", "Nội dung chứa ký tự điều khiển hoặc ký tự ẩn {0}.", "The text holds the control or invisible character {0}.";
    TEXT_TOO_LONG: "text-too-long", "Nội dung dài quá {0} ký tự.", "The text is longer than {0} characters.";
    INVALID_KEY: "invalid-key", "Khoá chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, tối đa 64 ký tự.", "A key has lower-case letters, digits and single hyphens, 64 characters at most.";
    INVALID_ID: "invalid-id", "Mã chỉ gồm chữ thường không dấu, chữ số, dấu chấm và dấu gạch nối, tối đa 40 ký tự.", "An id has lower-case letters, digits, dots and hyphens, 40 characters at most.";
    INVALID_ORGANISATION_KIND: "invalid-organisation-kind", "Mã loại cơ quan chỉ gồm chữ thường không dấu, chữ số và dấu gạch dưới.", "An organisation kind has lower-case letters, digits and underscores.";
    REPEATED_ID: "repeated-id", "Mã “{0}” đã được dùng ở trên.", "The id “{0}” is already used above.";
    REPEATED_VALUE: "repeated-value", "Giá trị “{0}” bị lặp lại.", "The value “{0}” is repeated.";
    LIST_EMPTY: "list-empty", "Danh sách không được để trống.", "The list must not be empty.";
    LIST_TOO_SHORT: "list-too-short", "Danh sách phải có ít nhất {0} mục.", "The list needs at least {0} entries.";
    LIST_TOO_LONG: "list-too-long", "Danh sách có quá {0} mục.", "The list has more than {0} entries.";

    // A checklist against the standard and itself.
    UNKNOWN_EDITION: "unknown-edition", "Không có danh mục điều khoản của “{0}”.", "There is no clause catalogue of “{0}”.";
    UNKNOWN_AMENDMENT: "unknown-amendment", "“{0}” không phải là bản sửa đổi của tiêu chuẩn này.", "“{0}” is not an amendment of this edition.";
    AMENDMENT_NOT_LISTED: "amendment-not-listed", "Bản sửa đổi “{0}” chưa được khai báo ở đầu phiếu.", "The amendment “{0}” is not listed at the head of the checklist.";
    UNKNOWN_CLAUSE: "unknown-clause", "Tiêu chuẩn {1} không có điều khoản {0}.", "Edition {1} has no clause {0}.";
    EXCLUDABLE_WITHOUT_CLAUSE: "excludable-without-clause", "Mục được phép loại trừ phải gắn với ít nhất một điều khoản.", "An excludable item needs at least one clause.";
    BOUNDS_REVERSED: "bounds-reversed", "Giá trị nhỏ nhất lớn hơn giá trị lớn nhất.", "The minimum is greater than the maximum.";
    MIGRATION_TARGET_UNKNOWN: "migration-target-unknown", "Phiếu này không có mục “{0}”.", "This checklist has no item “{0}”.";
    MIGRATION_SOURCE_IN_USE: "migration-source-in-use", "Mục cũ “{0}” vẫn còn trong phiếu này.", "The old item “{0}” is still in this checklist.";

    // Conditions.
    CONDITION_UNKNOWN_ITEM: "condition-unknown-item", "Điều kiện nhắc tới mục “{0}” không có trong phiếu.", "The condition refers to “{0}”, which is not in the checklist.";
    CONDITION_LATER_ITEM: "condition-later-item", "Điều kiện chỉ được nhắc tới mục đứng trước; “{0}” đứng sau.", "A condition may refer to earlier items only; “{0}” comes later.";
    CONDITION_OWN_ITEM: "condition-own-item", "Điều kiện hiển thị không được nhắc tới chính mục này.", "What shows an item cannot depend on the item itself.";
    CONDITION_UNFITTING_KIND: "condition-unfitting-kind", "Phép so sánh “{0}” không dùng được cho mục loại “{1}”.", "The comparison “{0}” does not fit an item of kind “{1}”.";
    CONDITION_UNKNOWN_OPTION: "condition-unknown-option", "Mục “{1}” không có lựa chọn “{0}”.", "Item “{1}” has no option “{0}”.";
    CONDITION_WRONG_VALUE: "condition-wrong-value", "Giá trị so sánh không cùng kiểu với câu trả lời của mục “{0}”.", "The value compared is not of the type that item “{0}” is answered with.";
    CONDITION_EMPTY: "condition-empty", "Điều kiện phải có ít nhất một vế.", "The condition needs at least one operand.";
    CONDITION_TOO_DEEP: "condition-too-deep", "Điều kiện lồng quá {0} tầng.", "The condition is nested more than {0} levels deep.";

    // Answers.
    ITEM_MISMATCH: "item-mismatch", "Câu trả lời thuộc mục “{0}”, không phải “{1}”.", "The answer belongs to item “{0}”, not “{1}”.";
    INVALID_SAMPLE: "invalid-sample", "Hồ sơ lấy mẫu phải được chỉ bằng UUID viết thường.", "A sample is named by a UUID in lower case.";
    VALUE_NOT_TAKEN: "value-not-taken", "Mục loại “{0}” không ghi giá trị.", "An item of kind “{0}” takes no value.";
    UNKNOWN_OPTION: "unknown-option", "Không có lựa chọn “{0}”.", "There is no option “{0}”.";
    REPEATED_OPTION: "repeated-option", "Lựa chọn “{0}” được ghi hai lần.", "The option “{0}” is given twice.";
    BELOW_MINIMUM: "below-minimum", "Giá trị nhỏ hơn mức thấp nhất {0}.", "The value is below the minimum of {0}.";
    ABOVE_MAXIMUM: "above-maximum", "Giá trị lớn hơn mức cao nhất {0}.", "The value is above the maximum of {0}.";
    TOO_MANY_DECIMALS: "too-many-decimals", "Giá trị có quá {0} chữ số thập phân.", "The value has more than {0} decimal places.";
    INVALID_DATE: "invalid-date", "Ngày phải có thật và viết dạng NNNN-TT-NN.", "The date must exist and be written YYYY-MM-DD.";
    NOT_APPLICABLE_REFUSED: "not-applicable-refused", "Mục này không được ghi “không áp dụng”.", "This item cannot be marked not applicable.";
    REASON_MISSING: "reason-missing", "Ghi “không áp dụng” thì phải nêu lý do ở phần ghi chú.", "Not applicable needs its reason in the note.";
    VALUE_WITH_NOT_APPLICABLE: "value-with-not-applicable", "Đã ghi “không áp dụng” thì không ghi giá trị.", "An answer that is not applicable has no value.";

    // An inspection as a whole.
    ANSWER_UNKNOWN_ITEM: "answer-unknown-item", "Phiếu không có mục “{0}”.", "The checklist has no item “{0}”.";
    ANSWER_REPEATED: "answer-repeated", "Mục “{0}” được trả lời hai lần cho cùng một hồ sơ.", "Item “{0}” is answered twice for the same sample.";
    EXCLUSION_REASON_MISSING: "exclusion-reason-missing", "Loại trừ điều khoản {0} phải nêu lý do.", "The exclusion of clause {0} needs a reason.";
    EXCLUSION_REACHES_NOTHING: "exclusion-reaches-nothing", "Không có mục nào được phép loại trừ theo điều khoản {0}.", "No item may be excluded with clause {0}.";

    // Rating schemes.
    INVALID_DECIMAL: "invalid-decimal", "Giá trị phải là số thập phân từ 0 đến {0}, viết dạng chuỗi, tối đa 6 chữ số lẻ.", "The value must be a decimal string from 0 to {0} with six decimals at most.";
    POINTS_NOT_FALLING: "points-not-falling", "Điểm phải giảm dần từ phù hợp đến không phù hợp.", "Points must not rise from conforming to nonconforming.";
    BANDS_NOT_FALLING: "bands-not-falling", "Các mức xếp loại phải theo thứ tự giảm dần.", "Bands must be in falling order.";
    LAST_BAND_NOT_ZERO: "last-band-not-zero", "Mức xếp loại cuối cùng phải bắt đầu từ 0.", "The last band must begin at 0.";
    UNKNOWN_BAND: "unknown-band", "Không có mức xếp loại “{0}”.", "There is no band “{0}”.";
    SECTION_RULE_INCOMPLETE: "section-rule-incomplete", "Mức tối thiểu của phần và mức xếp loại bị khống chế phải đi cùng nhau.", "The section minimum and its cap band go together.";
}
