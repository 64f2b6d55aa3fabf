//! The load tool: measures the program under load; run by `make load`.

fn main() {}
