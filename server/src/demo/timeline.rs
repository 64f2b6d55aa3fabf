//! Who did what with which request on which day, counted from today.

use serde_json::{Value, json};

/// The first request of the inspection of a fortnight ago; those before it are of the one of half a year ago.
pub const FIRST_RECENT: usize = 8;
/// Days ago on which the earlier inspection was held.
pub const BEGINS: i64 = 170;

const UNIT: (&str, &str) = ("giacat.thuky", "giacat.chutich");
const OTHER_UNIT: (&str, &str) = ("hopthanh.thuky", "hopthanh.chutich");
const LEAD: &str = "truongdoan";
const MEMBER: &str = "thanhvien";
const OFFICE: &str = "thuongtruc";
const CHAIR: &str = "bcd.truong";

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Days from today, negative.
    pub day: i64,
    /// Which request, in the order of issue.
    pub car: usize,
    /// The one that was issued in its place.
    pub again: bool,
    /// Who.
    pub by: &'static str,
    /// What.
    pub what: What,
}

/// What is done.
#[derive(Clone, Debug)]
pub enum What {
    /// An event of the lifecycle with what is said.
    Event(&'static str, Value),
    /// The plan is written.
    Plan,
    /// Actions are done: all of them, or the first.
    Progress {
        /// All of them.
        whole: bool,
    },
    /// Another day is asked for, so many days later.
    Extension {
        /// Days.
        days: i64,
    },
    /// A message.
    Message(&'static str),
}

/// Every step, in the order of the days.
#[must_use]
pub fn steps() -> Vec<Step> {
    let mut steps = Vec::new();
    // Closed; issued again because it did not hold; verified; sent; returned; overdue; effective, to be closed: of the earlier one.
    for (car, accepted) in [(0, -158), (1, -158), (2, -110), (3, -30), (4, -30), (5, -62), (7, -150)] {
        steps.extend(planned(car, UNIT, accepted));
    }
    for (car, done) in [(0, -132), (1, -132), (2, -64), (3, -5), (4, -9), (7, -125)] {
        steps.push(step(done, car, UNIT.0, What::Progress { whole: true }));
        steps.push(step(done, car, UNIT.0, event("submit_implementation")));
    }
    for (car, day, method) in [(0, -128, "on_site"), (1, -128, "by_file"), (2, -60, "on_site"), (7, -120, "by_file")] {
        steps.push(step(day, car, MEMBER, What::Event("verify", json!({"method": method}))));
    }
    steps.push(step(-40, 0, MEMBER, said("confirm_effective", "Qua ba tháng theo dõi, không còn tài liệu hết hiệu lực tại nơi làm việc.")));
    steps.push(step(-38, 0, CHAIR, event("close")));
    steps.push(step(-40, 1, MEMBER, said("find_ineffective", "Quý vừa qua vẫn còn 02 hồ sơ trễ hạn không có văn bản xin lỗi.")));
    steps.push(step(-18, 7, MEMBER, said("confirm_effective", "Hai lần thay đổi phòng sau đó, các điểm niêm yết đều được soát lại.")));
    steps.extend(planned(1, UNIT, -24).into_iter().map(|step| Step { again: true, ..step }));
    steps.push(step(-6, 4, MEMBER, said("return_implementation", "Bảng đối chiếu chưa có chữ ký của người lập và ngày áp dụng.")));
    steps.push(step(-50, 5, UNIT.0, What::Progress { whole: false }));
    steps.push(step(-20, 5, OFFICE, What::Message("Phiếu sắp đến hạn; đề nghị đơn vị báo cáo tiến độ hành động thứ hai.")));
    steps.push(step(-19, 5, UNIT.0, What::Message("Đơn vị đang chờ phòng chuyên môn góp ý hướng dẫn, sẽ hoàn thành trong tháng.")));
    // Withdrawn after a dispute.
    steps.push(step(-168, 6, UNIT.0, event("acknowledge")));
    steps.push(step(
        -167,
        6,
        UNIT.1,
        said("dispute", "Hai thủ tục mới đã được công bố bổ sung bằng quyết định riêng trước ngày kiểm tra."),
    ));
    steps.push(step(-160, 6, CHAIR, said("withdraw", "Đã đối chiếu quyết định công bố bổ sung; ý kiến của đơn vị là đúng.")));
    steps.extend(recent());
    steps.sort_by_key(|step| step.day);
    steps
}

/// Of the inspection by file: issued, with an extension asked, disputed, plan sent, plan returned.
fn recent() -> Vec<Step> {
    let car = |at: usize| FIRST_RECENT + at;
    let (secretary, head) = OTHER_UNIT;
    let mut steps = vec![
        step(-12, car(1), secretary, event("acknowledge")),
        step(-4, car(1), secretary, What::Extension { days: 14 }),
        step(-10, car(2), head, said("dispute", "Công chức được phân công đánh giá chéo; bản phân công gửi kèm hồ sơ là bản cũ.")),
    ];
    for at in [3, 4] {
        steps.push(step(-11, car(at), secretary, event("acknowledge")));
        steps.push(step(-7, car(at), secretary, What::Plan));
        steps.push(step(-6, car(at), head, event("approve_plan")));
        steps.push(step(-6, car(at), secretary, event("submit_plan")));
    }
    let reason = "Nguyên nhân còn chung chung; cần nêu vì sao chưa có hướng dẫn và ai chịu trách nhiệm ban hành.";
    steps.push(step(-3, car(4), LEAD, said("return_plan", reason)));
    steps
}

/// From acknowledging to the acceptance of the plan.
fn planned(car: usize, (secretary, head): (&'static str, &'static str), accepted: i64) -> Vec<Step> {
    vec![
        step(accepted - 8, car, secretary, event("acknowledge")),
        step(accepted - 5, car, secretary, What::Plan),
        step(accepted - 4, car, head, event("approve_plan")),
        step(accepted - 4, car, secretary, event("submit_plan")),
        step(accepted, car, OFFICE, event("accept_plan")),
    ]
}

fn step(day: i64, car: usize, by: &'static str, what: What) -> Step {
    Step { day, car, again: false, by, what }
}

fn event(name: &'static str) -> What {
    What::Event(name, json!({}))
}

fn said(name: &'static str, reason: &str) -> What {
    What::Event(name, json!({ "reason": reason }))
}
