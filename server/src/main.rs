//! The program `soat`.

fn main() -> std::process::ExitCode {
    soat::cli::main()
}
