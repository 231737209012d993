//! `jobwright ready`: asks the server of this configuration whether it is ready, as health checks of containers do: an image
//! without a shell has nothing else to ask with.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::Value;

use super::output::Output;
use crate::config::Config;

/// A server that has not answered by then is not ready. Its own probes take less.
const WAIT_LIMIT: Duration = Duration::from_secs(4);
/// The answer is one line; more is not read.
const MAX_ANSWER_BYTES: u64 = 64 * 1024;

/// Prints what the server says. Fails when it is not ready, or not there.
pub(super) fn run(config: &Config, output: Output) -> anyhow::Result<ExitCode> {
    let address = own_address(config);
    let answer = ask(address).with_context(|| format!("nothing answers at {address}"))?;
    let (head, body) = answer.split_once("\r\n\r\n").context("what answers is no web server")?;
    let report: Value = serde_json::from_str(body).context("what answers is not Jobwright")?;
    if head.split_whitespace().nth(1) != Some("200") {
        bail!("the server is not ready: {}", report["detail"].as_str().unwrap_or("it does not say why"));
    }
    output.print(&report, |report| match report["degraded"].as_array() {
        Some(missing) if !missing.is_empty() => {
            let names: Vec<&str> = missing.iter().filter_map(Value::as_str).collect();
            format!("The server is ready. This is optional and does not answer: {}.", names.join(", "))
        }
        _ => "The server is ready.".to_owned(),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Where this machine reaches the server: one that listens on every address listens on the loopback, too.
fn own_address(config: &Config) -> SocketAddr {
    let host = match config.server.host {
        host if !host.is_unspecified() => host,
        IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
    };
    SocketAddr::new(host, config.server.port)
}

fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, WAIT_LIMIT)?;
    stream.set_read_timeout(Some(WAIT_LIMIT))?;
    // In version 1.0 the answer ends where the connection does.
    stream.write_all(format!("GET /readyz HTTP/1.0\r\nHost: {address}\r\n\r\n").as_bytes())?;
    let mut answer = String::new();
    stream.take(MAX_ANSWER_BYTES).read_to_string(&mut answer)?;
    Ok(answer)
}
