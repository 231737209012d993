//! A TCP proxy that can be closed, opened and stalled: simulates the outage of a shared server.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// A proxy on an address of its own. Initially closed.
#[derive(Debug)]
pub struct TcpProxy {
    /// The address of the proxy.
    pub address: SocketAddr,
    server: SocketAddr,
    /// The running connections and the listener; when aborted, connections are refused.
    forwarding: JoinSet<()>,
    /// Whether data is forwarded, per direction.
    flows: watch::Sender<Flows>,
}

#[derive(Debug, Clone, Copy)]
struct Flows {
    requests: bool,
    responses: bool,
}

impl Flows {
    const OPEN: Self = Self { requests: true, responses: true };
}

impl TcpProxy {
    /// A closed proxy of the server at this address.
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a listener has an address");
        Self { address, server, forwarding: JoinSet::new(), flows: watch::Sender::new(Flows::OPEN) }
    }

    /// Opens the proxy.
    pub async fn open(&mut self) {
        let listener = TcpListener::bind(self.address).await.expect("the port is still free");
        self.forwarding.spawn(forward(listener, self.server, self.flows.subscribe()));
    }

    /// Closes the proxy: breaks every connection and refuses new ones.
    pub async fn close(&mut self) {
        self.forwarding.shutdown().await;
    }

    /// Stalls both directions without closing connections.
    pub fn stall(&self) {
        self.flows.send_replace(Flows { requests: false, responses: false });
    }

    /// Stalls the responses only.
    pub fn stall_responses(&self) {
        self.flows.send_replace(Flows { responses: false, ..Flows::OPEN });
    }

    /// Resumes both directions.
    pub fn resume(&self) {
        self.flows.send_replace(Flows::OPEN);
    }
}

async fn forward(listener: TcpListener, server: SocketAddr, flows: watch::Receiver<Flows>) {
    let mut connections = JoinSet::new();
    loop {
        let (client, _) = listener.accept().await.expect("a connection");
        let flows = flows.clone();
        connections.spawn(async move {
            let (from_client, to_client) = client.into_split();
            let (from_server, to_server) = TcpStream::connect(server).await.expect("the server answers").into_split();
            tokio::select! {
                () = copy(from_client, to_server, flows.clone(), |flows| flows.requests) => {}
                () = copy(from_server, to_client, flows, |flows| flows.responses) => {}
            }
        });
    }
}

async fn copy(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut flows: watch::Receiver<Flows>,
    moves: impl Fn(&Flows) -> bool,
) {
    let mut buffer = [0; 4096];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        if flows.wait_for(&moves).await.is_err() || to.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}
