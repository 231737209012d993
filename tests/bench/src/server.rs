//! The program as a separate process, with an installation in a temporary directory.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;
use tests_servers::program::{UNLIMITED, program_in};
use tokio::time::sleep;

use crate::http::{self, Connection};

const WAIT_LIMIT: Duration = Duration::from_mins(1);

/// A directory with a configuration and data. It is deleted at the end.
pub(crate) struct Installation {
    folder: TempDir,
}

impl Installation {
    pub(crate) fn new(config: &str) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("jobwright-bench-").tempdir()?;
        fs::write(folder.path().join("jobwright.toml"), format!("{config}\n[limits]\n{UNLIMITED}\n"))?;
        Ok(Self { folder })
    }

    pub(crate) fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    /// The program that was built together with this one.
    pub(crate) fn command(&self, arguments: &[&str]) -> anyhow::Result<Command> {
        let mut command = program_in(self.folder.path())?;
        command.args(arguments);
        Ok(command)
    }

    /// Starts the server and waits until it is ready.
    pub(crate) async fn start(&self) -> anyhow::Result<Server> {
        // Free a moment ago, and nobody else here is taking ports.
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let log = File::create(self.folder.path().join("server.log"))?;
        let mut command = self.command(&["serve", "--port", &address.port().to_string()])?;
        let started = Instant::now();
        let process = command.stdout(Stdio::null()).stderr(log).spawn()?;
        let mut server = Server { process, address, ready_after: Duration::ZERO };
        while !is_ready(address).await {
            if let Some(status) = server.process.try_wait()? {
                bail!("the server ended with {status}:\n{}", self.log()?);
            }
            ensure!(started.elapsed() < WAIT_LIMIT, "the server is not ready:\n{}", self.log()?);
            sleep(Duration::from_millis(1)).await;
        }
        server.ready_after = started.elapsed();
        Ok(server)
    }

    /// What the last server logged so far.
    pub(crate) fn log(&self) -> anyhow::Result<String> {
        Ok(fs::read_to_string(self.folder.path().join("server.log"))?)
    }
}

async fn is_ready(address: SocketAddr) -> bool {
    let Ok(mut connection) = Connection::open(address).await else { return false };
    connection.ask(&http::get("/readyz")).await.is_ok()
}

/// A running server. It is killed when dropped.
pub(crate) struct Server {
    process: Child,
    pub(crate) address: SocketAddr,
    /// From the start of the process to its first "ready".
    pub(crate) ready_after: Duration,
}

impl Server {
    pub(crate) fn pid(&self) -> u32 {
        self.process.id()
    }

    /// As an operator stops it.
    pub(crate) async fn stop(mut self) -> anyhow::Result<()> {
        kill(Pid::from_raw(self.process.id().cast_signed()), Signal::SIGTERM)?;
        let status = wait(&mut self.process, WAIT_LIMIT).await?;
        ensure!(status.success(), "the server stopped with {status}");
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn wait(process: &mut Child, patience: Duration) -> anyhow::Result<ExitStatus> {
    let deadline = Instant::now() + patience;
    loop {
        if let Some(status) = process.try_wait()? {
            return Ok(status);
        }
        ensure!(Instant::now() < deadline, "the program does not end");
        sleep(Duration::from_millis(5)).await;
    }
}
