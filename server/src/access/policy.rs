//! The one table of permissions: who may do what, and how far it reaches. `docs/permissions.md` is printed from it.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A role that is granted at an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Role {
    /// Quản trị.
    Administrator,
    /// Cơ quan thường trực (Sở KH&CN).
    ProgrammeManager,
    /// Thành viên đoàn kiểm tra.
    Inspector,
    /// Thư ký ISO đơn vị.
    UnitRepresentative,
    /// Thủ trưởng đơn vị.
    UnitHead,
    /// Thành viên Ban chỉ đạo ISO.
    CommitteeMember,
    /// Trưởng Ban chỉ đạo ISO.
    CommitteeChair,
    /// Lãnh đạo, thanh tra: chỉ xem.
    Viewer,
}

/// What a person is on the team of one inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum TeamRole {
    /// Trưởng đoàn.
    Lead,
    /// Thư ký đoàn.
    Secretary,
    /// Thành viên.
    Member,
    /// Quan sát viên.
    Observer,
}

/// How far a role reaches from the organisation it is granted at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// That organisation and everything below it, through either superior.
    Subtree,
    /// That organisation alone.
    OwnUnit,
}

/// Who holds a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Whoever was granted the role, as far as it reaches.
    Granted(Role, Reach),
    /// Whoever is this on the team of the inspection.
    OnTeam(TeamRole),
}

macro_rules! actions {
    ($($variant:ident $name:literal $vi:literal;)+) => {
        /// Something that can be done to a record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $(#[doc = $vi] $variant,)+ }

        impl Action {
            /// All actions, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name in documents and problems.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What it means, in Vietnamese.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $vi,)+ }
            }
        }
    };
}

actions! {
    ReadOrganisation "organisation.read" "Xem cơ quan, đơn vị";
    EditOrganisation "organisation.edit" "Thêm, sửa, sắp xếp lại, nhập danh mục cơ quan";
    ReadUser "user.read" "Xem tài khoản, vai trò, thiết bị";
    EditUser "user.edit" "Thêm, sửa tài khoản, cấp và kết thúc vai trò, thu hồi thiết bị";
    ReadChecklist "checklist.read" "Xem phiếu kiểm tra đã công bố";
    EditChecklist "checklist.edit" "Soạn, công bố, thôi dùng phiếu kiểm tra";
    ReadProgramme "programme.read" "Xem chương trình kiểm tra";
    EditProgramme "programme.edit" "Lập, sửa chương trình, danh sách đơn vị, nhiệm vụ";
    ReadInspection "inspection.read" "Xem cuộc kiểm tra";
    ReadWork "inspection.read_work" "Xem kết quả ghi nhận, hồ sơ lấy mẫu, bằng chứng, dự thảo phát hiện";
    PlanInspection "inspection.plan" "Lập, sửa, thông báo, hủy cuộc kiểm tra; cử đoàn";
    PlanOwnInspection "inspection.plan_own" "Lập tự kiểm tra, đánh giá nội bộ của đơn vị mình";
    StartInspection "inspection.start" "Bắt đầu cuộc kiểm tra";
    RecordWork "inspection.record" "Ghi kết quả, hồ sơ lấy mẫu, người dự, bằng chứng, dự thảo phát hiện";
    ReadOriginal "evidence.read_original" "Xem bản gốc của bằng chứng đã che một phần (mỗi lần xem đều được ghi lại)";
    RedactEvidence "evidence.redact" "Che một phần ảnh làm bằng chứng";
    ReadAccesses "evidence.read_accesses" "Xem nhật ký xem bản gốc của bằng chứng";
    ConcludeInspection "inspection.conclude" "Kết luận, mở lại cuộc kiểm tra";
    ResolveConflict "conflict.resolve" "Giải quyết xung đột dữ liệu";
    DecideParked "parked_op.decide" "Xem, áp dụng hoặc bỏ thao tác đang treo";
    ImportBundle "bundle.import" "Nhập gói dữ liệu ngoại tuyến của thiết bị người khác";
    ReadFinding "finding.read" "Xem phát hiện đã ghi nhận";
    AnswerFinding "finding.answer" "Đơn vị chấp nhận phát hiện";
    DisputeFinding "finding.dispute" "Đơn vị nêu ý kiến không nhất trí về phát hiện";
    DecideFinding "finding.decide" "Quyết định về phát hiện đơn vị không nhất trí, rút phát hiện";
    CloseFinding "finding.close" "Đóng phát hiện";
    ReadCar "car.read" "Xem phiếu yêu cầu hành động khắc phục";
    IssueCar "car.issue" "Phát hành phiếu yêu cầu hành động khắc phục";
    AnswerCar "car.answer" "Tiếp nhận phiếu, lập và gửi kế hoạch, kết quả thực hiện, xin gia hạn";
    ApproveCar "car.approve" "Duyệt kế hoạch khắc phục, nêu ý kiến không nhất trí về phiếu";
    ReviewCar "car.review" "Chấp nhận hoặc trả lại kế hoạch khắc phục";
    VerifyCar "car.verify" "Xác nhận thực hiện, đánh giá hiệu lực";
    DecideCar "car.decide" "Quyết định về phiếu không nhất trí, gia hạn, hủy phiếu";
    CloseCar "car.close" "Đóng phiếu; ủy quyền đóng phiếu";
    DiscussCar "car.discuss" "Trao đổi về phiếu";
    ReadReport "report.read" "Xem biên bản, báo cáo, bản in phiếu và chữ ký trên đó";
    MakeReport "report.make" "Lập biên bản, báo cáo của cuộc kiểm tra";
    MakeCarForm "report.make_car_form" "Lập bản in phiếu yêu cầu hành động khắc phục";
    SignReport "report.sign" "Ký văn bản ở ô dành cho mình, ghi nhận việc từ chối ký";
    SealReport "report.seal" "Đóng dấu (ký số tổ chức) trên báo cáo";
    WithdrawReport "report.withdraw" "Thu hồi văn bản";
    ReadActivity "activity.read" "Xem nhật ký thay đổi";
}

impl Action {
    /// Whether it looks and changes nothing.
    #[must_use]
    pub fn reads(self) -> bool {
        self.name().split('.').nth(1).is_some_and(|verb| verb == "read" || verb.starts_with("read_"))
    }
}

use Action as A;
use Holder::{Granted, OnTeam};
use Reach::{OwnUnit, Subtree};

const READ_ALL: &[Action] = &[
    A::ReadOrganisation,
    A::ReadChecklist,
    A::ReadProgramme,
    A::ReadInspection,
    A::ReadWork,
    A::ReadFinding,
    A::ReadCar,
    A::ReadReport,
    A::ReadActivity,
];
const UNIT: &[Action] = &[
    A::ReadOrganisation,
    A::ReadChecklist,
    A::ReadInspection,
    A::PlanOwnInspection,
    A::ReadFinding,
    A::AnswerFinding,
    A::ReadCar,
    A::AnswerCar,
    A::DiscussCar,
    A::ReadReport,
    A::MakeCarForm,
    A::SignReport,
];
const TEAM: &[Action] = &[A::ReadInspection, A::ReadWork, A::ReadFinding, A::ReadCar, A::ReadReport];
const COMMITTEE: &[Action] = &[A::DecideFinding, A::DecideCar, A::DiscussCar, A::MakeCarForm, A::SignReport];

/// The table. What is not here is not permitted.
pub const RULES: &[(Holder, &[Action])] = &[
    (
        Granted(Role::Administrator, Subtree),
        &[
            A::ReadOrganisation,
            A::EditOrganisation,
            A::ReadUser,
            A::EditUser,
            A::ReadChecklist,
            A::DecideParked,
            A::ImportBundle,
            A::ReadActivity,
            A::ReadAccesses,
        ],
    ),
    (Granted(Role::ProgrammeManager, Subtree), READ_ALL),
    (Granted(Role::ProgrammeManager, Subtree), &[A::ReadOriginal, A::RedactEvidence, A::ReadAccesses]),
    (Granted(Role::ProgrammeManager, Subtree), &[A::EditChecklist, A::EditProgramme, A::PlanInspection, A::DecideParked, A::ImportBundle]),
    (Granted(Role::ProgrammeManager, Subtree), &[A::CloseFinding, A::IssueCar, A::ReviewCar, A::DiscussCar]),
    (Granted(Role::ProgrammeManager, Subtree), &[A::MakeReport, A::MakeCarForm, A::SignReport, A::SealReport, A::WithdrawReport]),
    (Granted(Role::Inspector, Subtree), &[A::ReadOrganisation, A::ReadChecklist]),
    (Granted(Role::UnitRepresentative, OwnUnit), UNIT),
    (Granted(Role::UnitHead, OwnUnit), UNIT),
    (Granted(Role::UnitHead, OwnUnit), &[A::DisputeFinding, A::ApproveCar]),
    (Granted(Role::CommitteeMember, Subtree), READ_ALL),
    (Granted(Role::CommitteeMember, Subtree), COMMITTEE),
    (Granted(Role::CommitteeChair, Subtree), READ_ALL),
    (Granted(Role::CommitteeChair, Subtree), COMMITTEE),
    (Granted(Role::CommitteeChair, Subtree), &[A::CloseCar]),
    (Granted(Role::Viewer, Subtree), READ_ALL),
    (OnTeam(TeamRole::Lead), TEAM),
    (
        OnTeam(TeamRole::Lead),
        &[
            A::StartInspection,
            A::RecordWork,
            A::ReadOriginal,
            A::RedactEvidence,
            A::ReadAccesses,
            A::ConcludeInspection,
            A::ResolveConflict,
            A::DecideParked,
            A::ReadActivity,
            A::IssueCar,
            A::ReviewCar,
            A::VerifyCar,
            A::DiscussCar,
            A::MakeReport,
            A::MakeCarForm,
            A::SignReport,
        ],
    ),
    (OnTeam(TeamRole::Secretary), TEAM),
    (OnTeam(TeamRole::Secretary), &[A::StartInspection, A::RecordWork, A::ReadActivity, A::VerifyCar, A::DiscussCar]),
    (OnTeam(TeamRole::Secretary), &[A::ReadOriginal, A::RedactEvidence]),
    (OnTeam(TeamRole::Secretary), &[A::MakeReport, A::MakeCarForm, A::SignReport]),
    (OnTeam(TeamRole::Member), TEAM),
    (OnTeam(TeamRole::Member), &[A::RecordWork, A::ReadActivity, A::VerifyCar, A::DiscussCar, A::MakeCarForm, A::SignReport]),
    (OnTeam(TeamRole::Member), &[A::ReadOriginal, A::RedactEvidence]),
    (OnTeam(TeamRole::Observer), TEAM),
];

/// Roles whose holders carry the directory and the checklists on their devices.
pub const FIELD_ROLES: &[Role] =
    &[Role::Administrator, Role::ProgrammeManager, Role::Inspector, Role::CommitteeMember, Role::CommitteeChair, Role::Viewer];

/// Whether a role speaks for the organisation that it is granted at, and for no other.
#[must_use]
pub fn speaks_for_unit(role: Role) -> bool {
    RULES.iter().any(|(holder, _)| *holder == Granted(role, OwnUnit))
}

/// Those who hold a permission.
pub fn holders(action: Action) -> impl Iterator<Item = Holder> {
    RULES.iter().filter(move |(_, actions)| actions.contains(&action)).map(|(holder, _)| *holder)
}
