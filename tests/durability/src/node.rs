//! The program as separate processes: an installation in a temporary directory, and nodes that are killed and
//! restarted.

use std::fs::{self, OpenOptions};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;
use tests_servers::program::{UNLIMITED, program_in};
use tests_servers::random::Random;
use tokio::time::sleep;

use crate::oracle::lock;

/// The timeout of every wait.
pub(crate) const TIMEOUT: Duration = Duration::from_mins(5);
/// Below the ephemeral ports, which outgoing connections may take while a node is down.
const FIRST_PORT: usize = 20_000;
const PORTS: usize = 12_000;

/// A directory with a configuration and data, and the nodes on it. It is deleted at the end.
pub(crate) struct Installation {
    folder: TempDir,
    pub(crate) nodes: Vec<Arc<Node>>,
}

impl Installation {
    /// An installation with this configuration, and with lexical embeddings, fetches from this machine, and without limits.
    pub(crate) fn new(config: &str, nodes: usize) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("jobwright-durability-").tempdir()?;
        let config = format!(
            "{config}\n[embeddings]\nprovider = \"lexical\"\n[fetch]\nallow_loopback = true\nhost_interval_ms = 0\n[limits]\n{UNLIMITED}\n"
        );
        fs::write(folder.path().join("jobwright.toml"), config)?;
        let node = |number| Ok(Arc::new(Node::new(folder.path(), number)?));
        let nodes = (0..nodes).map(node).collect::<anyhow::Result<_>>()?;
        Ok(Self { folder, nodes })
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Keeps data and logs for an investigation.
    pub(crate) fn keep(&mut self) {
        self.folder.disable_cleanup(true);
        eprintln!("  data and logs are kept in {}", self.folder.path().display());
    }

    /// Starts every node, and waits until all are ready.
    pub(crate) async fn start(&self) -> anyhow::Result<()> {
        for node in &self.nodes {
            node.start().await?;
        }
        Ok(())
    }

    /// Stops every node as an operator does.
    pub(crate) async fn stop(&self) -> anyhow::Result<()> {
        for node in &self.nodes {
            node.stop().await?;
        }
        Ok(())
    }

    /// Runs a command, and returns its JSON output.
    pub(crate) fn run(&self, arguments: &[&str]) -> anyhow::Result<serde_json::Value> {
        let output = program_in(self.folder.path())?.arg("--json").args(arguments).output()?;
        ensure!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(serde_json::from_slice(&output.stdout)?)
    }
}

/// One server of an installation, always at the same address.
pub(crate) struct Node {
    /// `127.0.0.1:<port>`
    pub(crate) address: String,
    port: u16,
    folder: PathBuf,
    log: PathBuf,
    client: reqwest::Client,
    /// Incremented when the node becomes ready and before it is killed, so it is odd while the node must respond.
    incarnation: AtomicU64,
    process: Mutex<Option<Child>>,
}

impl Node {
    fn new(folder: &Path, number: usize) -> anyhow::Result<Self> {
        let port = free_port()?;
        Ok(Self {
            address: format!("127.0.0.1:{port}"),
            port,
            folder: folder.to_owned(),
            log: folder.join(format!("node-{number}.log")),
            client: reqwest::Client::builder().timeout(Duration::from_secs(30)).build()?,
            incarnation: AtomicU64::new(0),
            process: Mutex::new(None),
        })
    }

    /// Starts the process, and waits until it is ready.
    pub(crate) async fn start(&self) -> anyhow::Result<()> {
        let log = OpenOptions::new().create(true).append(true).open(&self.log)?;
        let mut command = program_in(&self.folder)?;
        command.args(["serve", "--port", &self.port.to_string()]).stdout(Stdio::null()).stderr(log);
        *lock(&self.process) = Some(command.spawn()?);
        self.until_ready().await?;
        self.incarnation.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    /// Waits until `/readyz` succeeds.
    pub(crate) async fn until_ready(&self) -> anyhow::Result<()> {
        let began = Instant::now();
        while !self.is_ready().await {
            self.ensure_running()?;
            ensure!(began.elapsed() < TIMEOUT, "a node is not ready:\n{}", self.log_tail());
            sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    async fn is_ready(&self) -> bool {
        let outcome = self.client.get(format!("http://{}/readyz", self.address)).send().await;
        outcome.is_ok_and(|response| response.status().is_success())
    }

    /// An error when the process has ended by itself.
    fn ensure_running(&self) -> anyhow::Result<()> {
        match lock(&self.process).as_mut().context("the node was never started")?.try_wait()? {
            Some(status) => bail!("a node ended by itself with {status}:\n{}", self.log_tail()),
            None => Ok(()),
        }
    }

    fn log_tail(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }

    /// Kills and restarts the process. Returns the time until it was ready.
    pub(crate) async fn kill_and_restart(&self) -> anyhow::Result<Duration> {
        self.ensure_running()?;
        self.incarnation.fetch_add(1, Ordering::SeqCst);
        let killed = Instant::now();
        self.kill_process();
        self.start().await?;
        Ok(killed.elapsed())
    }

    /// Stops the process gracefully.
    async fn stop(&self) -> anyhow::Result<()> {
        self.ensure_running()?;
        self.incarnation.fetch_add(1, Ordering::SeqCst);
        let pid = lock(&self.process).as_ref().context("the node was never started")?.id();
        kill(Pid::from_raw(pid.cast_signed()), Signal::SIGTERM)?;
        let began = Instant::now();
        loop {
            let ended = lock(&self.process).as_mut().context("the node was never started")?.try_wait()?;
            if let Some(status) = ended {
                ensure!(status.success(), "a node stopped with {status}:\n{}", self.log_tail());
                return Ok(());
            }
            ensure!(began.elapsed() < TIMEOUT, "a node does not stop:\n{}", self.log_tail());
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// The current incarnation, to find out later whether the node was running all the time.
    pub(crate) fn incarnation(&self) -> Incarnation {
        Incarnation(self.incarnation.load(Ordering::SeqCst))
    }

    fn kill_process(&self) {
        if let Some(mut process) = lock(&self.process).take() {
            // It may have ended already.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.kill_process();
    }
}

/// A period in which the node was running, or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Incarnation(u64);

impl Incarnation {
    /// Whether the node has been running all the time since.
    pub(crate) fn is_unchanged(self, node: &Node) -> bool {
        self.0 % 2 == 1 && node.incarnation() == self
    }
}

/// A port of this machine that nobody listens on.
pub(crate) fn free_port() -> anyhow::Result<u16> {
    let mut random = Random::unseeded();
    for _ in 0..100 {
        let port = u16::try_from(FIRST_PORT + random.below(PORTS))?;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
    }
    bail!("no port is free");
}
