//! What is printed when the demonstration is ready: the address, the accounts, and three lines to try.

use super::content::Disclaimer;
use super::people::{EVERYBODY, PASSWORD};
use super::plan::SECOND;

/// Columns of the table of accounts, in characters.
const COLUMNS: (usize, usize, usize) = (18, 34, 26);

/// The text for an address.
#[must_use]
pub fn text(address: &str, disclaimer: &Disclaimer) -> String {
    let mut lines = vec![
        String::new(),
        format!("Soát – bản trình diễn / demonstration: {address}"),
        format!("  {}", disclaimer.vi),
        format!("  {}", disclaimer.en),
        String::new(),
        format!("Mật khẩu của mọi tài khoản / everybody's password: {PASSWORD}"),
        String::new(),
        row("Tài khoản", "Người dùng", "Vai trò", "Phạm vi"),
    ];
    lines.extend(EVERYBODY.iter().map(|account| row(account.username, account.name, account.role_name, account.unit)));
    lines.push(String::new());
    lines.push("Thử / try:".to_owned());
    lines.extend(commands(address).map(|command| format!("  {command}")));
    lines.push(String::new());
    lines.join("\n")
}

fn row(username: &str, name: &str, role: &str, unit: &str) -> String {
    let (first, second, third) = COLUMNS;
    format!("  {username:<first$} {name:<second$} {role:<third$} {unit}")
}

/// Three commands for a shell, to be run one after the other: signing in, the inspections, the conflict that waits for the lead.
#[must_use]
pub fn commands(address: &str) -> [String; 3] {
    let body = format!(r#"{{"username":"truongdoan","password":"{PASSWORD}","device":{{"name":"curl","platform":"shell"}}}}"#);
    let token = r#"sed 's/.*"access_token":"\([^"]*\)".*/\1/'"#;
    [
        format!("TOKEN=$(curl -s {address}/api/v1/auth/sign-in -H 'Content-Type: application/json' -d '{body}' | {token})"),
        format!(r#"curl -s {address}/api/v1/inspections -H "Authorization: Bearer $TOKEN""#),
        format!(r#"curl -s '{address}/api/v1/conflicts?inspection={SECOND}&state=open' -H "Authorization: Bearer $TOKEN""#),
    ]
}
