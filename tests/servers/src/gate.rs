//! A TCP proxy that can be closed, opened and stalled: simulates the outage of a shared server.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Forwards connections on an address of its own to a server. Shut at first.
#[derive(Debug)]
pub struct Gate {
    /// Where it listens.
    pub address: SocketAddr,
    server: SocketAddr,
    /// Everything that forwards; without it nobody listens.
    traffic: JoinSet<()>,
    /// Does what is asked move, and what is answered?
    flows: watch::Sender<Flows>,
}

#[derive(Debug, Clone, Copy)]
struct Flows {
    questions: bool,
    answers: bool,
}

impl Flows {
    const FREELY: Self = Self { questions: true, answers: true };
}

impl Gate {
    /// A gate to the server at this address.
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a listener has an address");
        Self { address, server, traffic: JoinSet::new(), flows: watch::Sender::new(Flows::FREELY) }
    }

    /// Lets connections through.
    pub async fn open(&mut self) {
        let listener = TcpListener::bind(self.address).await.expect("the port is still free");
        self.traffic.spawn(forward(listener, self.server, self.flows.subscribe()));
    }

    /// Every connection breaks, and new ones are refused.
    pub async fn shut(&mut self) {
        self.traffic.shutdown().await;
    }

    /// Nothing moves any more, and nobody is told.
    pub fn block(&self) {
        self.flows.send_replace(Flows { questions: false, answers: false });
    }

    /// The server hears what it is asked, and nobody hears what it answers.
    pub fn block_answers(&self) {
        self.flows.send_replace(Flows { answers: false, ..Flows::FREELY });
    }

    /// Everything goes on where it stopped.
    pub fn unblock(&self) {
        self.flows.send_replace(Flows::FREELY);
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
                () = pass(from_client, to_server, flows.clone(), |flows| flows.questions) => {}
                () = pass(from_server, to_client, flows, |flows| flows.answers) => {}
            }
        });
    }
}

async fn pass(
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
