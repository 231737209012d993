//! The child process on its own, for the tests of this crate and for measurements. The program `jobwright` is its own child.

fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    adapter_documents::run_worker(&arguments)
}
