//! The child process on its own, for the tests of this crate. The program `jobwright` is its own child.

fn main() -> std::process::ExitCode {
    adapter_documents::run_worker(std::env::args().nth(1).as_deref())
}
