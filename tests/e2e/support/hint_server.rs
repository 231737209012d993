//! A Redis or NATS of the test's own, which it may end.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use super::eventually;

pub(crate) struct HintServer {
    /// The program with all its arguments but the port, which is last.
    command: Vec<&'static str>,
    port: u16,
    process: Option<Child>,
}

impl HintServer {
    /// Redis that wants a password.
    pub(crate) async fn redis(password: &'static str) -> Self {
        let command = vec!["redis-server", "--save", "", "--bind", "127.0.0.1", "--requirepass", password, "--port"];
        Self::new(command).await
    }

    /// NATS that wants a password.
    pub(crate) async fn nats(password: &'static str) -> Self {
        Self::new(vec!["nats-server", "--addr", "127.0.0.1", "--user", "jobwright", "--pass", password, "--port"]).await
    }

    async fn new(command: Vec<&'static str>) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut server = Self { command, port, process: None };
        server.start().await;
        server
    }

    /// `127.0.0.1:<port>`
    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub(crate) async fn start(&mut self) {
        let mut command = Command::new(self.command[0]);
        command.args(&self.command[1..]).arg(self.port.to_string()).stdout(Stdio::null()).stderr(Stdio::null());
        // Debian keeps servers where only root looks.
        let path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or(Vec::new());
        command.env("PATH", std::env::join_paths(path.into_iter().chain(["/usr/sbin".into()])).unwrap());
        let process =
            command.spawn().unwrap_or_else(|error| panic!("{}: {error}; see scripts/with-servers", self.command[0]));
        self.process = Some(process);
        eventually("the server of hints", async || TcpStream::connect(self.address()).ok()).await;
    }

    /// `kill -9`
    pub(crate) fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }
}

impl Drop for HintServer {
    fn drop(&mut self) {
        self.kill();
    }
}
