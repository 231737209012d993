//! For test drivers that start the program as a user would: the path of the binary, and a signal to stop.

use std::io::{Error, ErrorKind, Result};
use std::path::Path;
use std::process::{Command, Stdio};

use tokio::signal::unix::{SignalKind, signal};

/// Values for `[limits]` when all clients share one address and are faster than people.
pub const UNLIMITED: &str = "reading = 1000000000\nwriting = 1000000000\nuploading = 1000000000\n\
                             credentials = 1000000000\nmodels = 1000000000";

/// A command for the program that was built together with the driver, run in this directory. `NotFound` when only the driver
/// was built.
pub fn program_in(folder: &Path) -> Result<Command> {
    let own = std::env::current_exe()?;
    let program = own.parent().unwrap_or(Path::new(".")).join("jobwright");
    if !program.is_file() {
        let missing = format!("`{}` is missing: build it with the same profile", program.display());
        return Err(Error::new(ErrorKind::NotFound, missing));
    }
    let mut command = Command::new(program);
    command.current_dir(folder).env_remove("JOBWRIGHT_CONFIG").env_remove("JOBWRIGHT_SECRETS").stdin(Stdio::null());
    Ok(command)
}

/// Completes when the driver is to stop.
pub async fn interrupted() {
    let signals = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
    let (Ok(mut interrupt), Ok(mut terminate)) = signals else { return std::future::pending().await };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}
