//! A real mail server in a separate process, which reports accepted mail. It requires TLS and authentication.

use std::path::PathBuf;
use std::process::Stdio;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// The only user.
pub const USER: &str = "jobwright";
/// The user's password.
pub const PASSWORD: &str = "open sesame";

/// A running server. It ends with its owner.
#[derive(Debug)]
pub struct SmtpServer {
    /// The port on 127.0.0.1, whose certificate name is `localhost`.
    pub port: u16,
    reports: Lines<BufReader<ChildStdout>>,
    _process: Child,
}

impl SmtpServer {
    /// Starts it on a free port. `security` is `starttls`, `tls` or `none`; `none` also disables authentication.
    pub async fn start(security: &str) -> Self {
        let mut python = Command::new("python3");
        python.arg("-c").arg(include_str!("smtp.py")).arg(security).arg(certificates());
        python.env("PYTHONPATH", place("JOBWRIGHT_TEST_AIOSMTPD")).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = python.kill_on_drop(true).spawn().expect("python3 is there");
        let stdout = process.stdout.take().expect("its output is piped");
        let mut server = Self { port: 0, reports: BufReader::new(stdout).lines(), _process: process };
        server.port = server.next().await.as_u64().and_then(|port| port.try_into().ok()).expect("a port");
        server
    }

    /// The next accepted mail: `from`, `to`, `content`, `hello`, `user`, `is_encrypted`, and the `connection` it came by.
    pub async fn next(&mut self) -> Value {
        let line = self.reports.next_line().await.expect("a report of the server").expect("the server runs");
        serde_json::from_str(&line).expect("a report is JSON")
    }

    /// The certificate of the authority that signed the server's certificate.
    pub fn ca_file() -> PathBuf {
        certificates().join("ca.pem")
    }
}

fn certificates() -> PathBuf {
    place("JOBWRIGHT_TEST_TLS")
}

#[expect(clippy::disallowed_methods, reason = "tests are told by the environment where their servers are")]
fn place(variable: &str) -> PathBuf {
    let place = std::env::var_os(variable);
    place.unwrap_or_else(|| panic!("{variable} is not set: run this through `scripts/with-servers`")).into()
}
