//! The program `jobwright`.

use std::process::ExitCode;

fn main() -> ExitCode {
    app::cli::main()
}
