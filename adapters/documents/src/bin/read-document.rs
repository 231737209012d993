//! The child process as a program of its own, for tests and measurements. In production the child is `jobwright` itself.

fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    adapter_documents::run_worker(&arguments)
}
