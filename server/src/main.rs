//! The program `soat`.

/// Under many short requests on many threads the allocator of the C library keeps several times the memory that is in use.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    soat::cli::main()
}
