//! A Redis or NATS server that the test may stop.

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
        // Debian keeps servers where only root looks.
        let places = [self.command[0].to_owned(), format!("/usr/sbin/{}", self.command[0])];
        let process = places.iter().find_map(|program| {
            let mut command = Command::new(program);
            command.args(&self.command[1..]).arg(self.port.to_string());
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()
        });
        let process =
            process.unwrap_or_else(|| panic!("{} is missing; scripts/with-servers installs it", self.command[0]));
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
