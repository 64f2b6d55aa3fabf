//! The people of the demonstration: one of every role and more, named by their positions alone.

use crate::access::policy::Role;

/// Everybody's password.
pub const PASSWORD: &str = "Soat-trinh-dien-2026";

/// An account.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    /// Account name.
    pub username: &'static str,
    /// What the person is called: a position, never a name.
    pub name: &'static str,
    /// Position with the employer.
    pub title: &'static str,
    /// The role.
    pub role: Role,
    /// The role in Vietnamese.
    pub role_name: &'static str,
    /// Code of the organisation it is granted at.
    pub at: &'static str,
    /// That organisation in short.
    pub unit: &'static str,
    /// Code of the employer.
    pub employer: &'static str,
}

macro_rules! accounts {
    ($($username:literal $name:literal, $title:literal, $role:ident $role_name:literal at $at:literal $unit:literal of $employer:literal;)+) => {
        /// Everybody. The first is the administrator who makes the others.
        pub const EVERYBODY: &[Account] = &[$(Account {
            username: $username, name: $name, title: $title, role: Role::$role, role_name: $role_name, at: $at, unit: $unit, employer: $employer,
        }),+];
    };
}

accounts! {
    "quantri" "Quản trị hệ thống", "Chuyên viên Văn phòng UBND tỉnh", Administrator "Quản trị" at "20" "tỉnh Lạng Sơn" of "20";
    "thuongtruc" "Chuyên viên cơ quan thường trực", "Chuyên viên Sở Khoa học và Công nghệ", ProgrammeManager "Cơ quan thường trực" at "20" "tỉnh Lạng Sơn" of "LS-KHCN";
    "truongdoan" "Trưởng đoàn kiểm tra", "Lãnh đạo phòng, Sở Khoa học và Công nghệ", Inspector "Đoàn kiểm tra" at "20" "tỉnh Lạng Sơn" of "LS-KHCN";
    "thuky" "Thư ký đoàn kiểm tra", "Chuyên viên Sở Khoa học và Công nghệ", Inspector "Đoàn kiểm tra" at "20" "tỉnh Lạng Sơn" of "LS-KHCN";
    "thanhvien" "Thành viên đoàn kiểm tra", "Chuyên viên Sở Nội vụ", Inspector "Đoàn kiểm tra" at "20" "tỉnh Lạng Sơn" of "LS-NV";
    "quansat" "Quan sát viên", "Chuyên viên Sở Tư pháp", Inspector "Đoàn kiểm tra" at "20" "tỉnh Lạng Sơn" of "LS-TP";
    "giacat.chutich" "Chủ tịch UBND xã Gia Cát", "Chủ tịch UBND xã", UnitHead "Thủ trưởng đơn vị" at "06235" "xã Gia Cát" of "06235";
    "giacat.thuky" "Thư ký ISO xã Gia Cát", "Công chức Văn phòng – Thống kê", UnitRepresentative "Thư ký ISO đơn vị" at "06235" "xã Gia Cát" of "06235";
    "hopthanh.chutich" "Chủ tịch UBND xã Hợp Thành", "Chủ tịch UBND xã", UnitHead "Thủ trưởng đơn vị" at "06226" "xã Hợp Thành" of "06226";
    "hopthanh.thuky" "Thư ký ISO xã Hợp Thành", "Công chức Văn phòng – Thống kê", UnitRepresentative "Thư ký ISO đơn vị" at "06226" "xã Hợp Thành" of "06226";
    "bcd.truong" "Trưởng Ban chỉ đạo ISO tỉnh", "Lãnh đạo UBND tỉnh", CommitteeChair "Trưởng Ban chỉ đạo ISO" at "20" "tỉnh Lạng Sơn" of "20";
    "bcd.thanhvien" "Thành viên Ban chỉ đạo ISO tỉnh", "Lãnh đạo Sở Nội vụ", CommitteeMember "Thành viên Ban chỉ đạo ISO" at "20" "tỉnh Lạng Sơn" of "LS-NV";
    "lanhdao" "Lãnh đạo Sở Khoa học và Công nghệ", "Lãnh đạo Sở", Viewer "Chỉ xem" at "20" "tỉnh Lạng Sơn" of "LS-KHCN";
}
