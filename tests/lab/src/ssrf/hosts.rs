//! A host behind every address: a web server on public addresses, a canary on all others.

use std::collections::HashSet;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use url::Url;

use crate::addresses;

/// The content of the public page.
pub(crate) const PAGE: &str = "a public page";
/// The ports with a listener on every address: the web, common internal services, and [`PROXY`].
pub(crate) const PORTS: [u16; 12] = [80, 443, 22, 25, 2375, 3306, 5432, 6379, 8080, 9200, 11211, PROXY];
/// The port of the proxy in the environment.
pub(crate) const PROXY: u16 = 3128;
/// A public address without a web server. A connection to it shows that all earlier ones were counted.
const SENTINEL: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(93, 184, 216, 35));

/// The head of each request to the web server.
type Requests = Arc<Mutex<Vec<String>>>;

pub(crate) struct Hosts {
    accepted: Arc<Mutex<Vec<SocketAddr>>>,
    sentinels: tokio::sync::Mutex<Receiver<()>>,
    requests: Requests,
}

impl Hosts {
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let (accepted, requests) = (Arc::default(), Requests::default());
        let (sender, sentinels) = channel(PORTS.len());
        let public = Arc::new(addresses::public().into_iter().collect());
        for port in PORTS {
            // Listens on both families.
            let listener = TcpListener::bind(("::", port)).await.with_context(|| format!("cannot listen on {port}"))?;
            let host = Host {
                accepted: Arc::clone(&accepted),
                requests: Arc::clone(&requests),
                public: Arc::clone(&public),
                sentinel: sender.clone(),
            };
            tokio::spawn(host.listen(listener));
        }
        Ok(Self { accepted, sentinels: tokio::sync::Mutex::new(sentinels), requests })
    }

    /// The connections to canaries since the last call. A listener accepts connections in order, so once it has accepted our
    /// own, it has counted all earlier ones.
    pub(crate) async fn canary_hits(&self) -> anyhow::Result<Vec<SocketAddr>> {
        let mut sentinels = self.sentinels.lock().await;
        for port in PORTS {
            TcpStream::connect((SENTINEL, port)).await?;
            sentinels.recv().await.context("a listener is gone")?;
        }
        Ok(std::mem::take(&mut *lock(&self.accepted)))
    }

    /// The heads of the requests since the last call.
    pub(crate) fn requests(&self) -> Vec<String> {
        std::mem::take(&mut *lock(&self.requests))
    }
}

struct Host {
    accepted: Arc<Mutex<Vec<SocketAddr>>>,
    requests: Requests,
    public: Arc<HashSet<IpAddr>>,
    sentinel: Sender<()>,
}

impl Host {
    async fn listen(self, listener: TcpListener) {
        while let Ok((socket, _)) = listener.accept().await {
            let Ok(at) = socket.local_addr() else { continue };
            let ip = at.ip().to_canonical();
            if ip == SENTINEL {
                let _ = self.sentinel.send(()).await;
            } else if at.port() == 80 && self.public.contains(&ip) {
                tokio::spawn(answer(socket, Arc::clone(&self.requests)));
            } else {
                lock(&self.accepted).push(SocketAddr::new(ip, at.port()));
            }
        }
    }
}

/// Serves `/`, the page, and `/302?to=…`, a redirect with a cookie. Closes each connection, so that each hop has a look-up.
async fn answer(mut socket: TcpStream, requests: Requests) -> Option<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await.ok()?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let url = Url::parse("http://any/").ok()?.join(head.split(' ').nth(1)?).ok()?;
    lock(&requests).push(head);
    let to = url.query_pairs().find(|(name, _)| name == "to").map(|(_, to)| to.into_owned());
    let answer = match to {
        Some(to) => format!(
            "HTTP/1.1 {} Moved\r\nLocation: {to}\r\nSet-Cookie: session=secret\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            url.path().trim_start_matches('/')
        ),
        None => format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{PAGE}", PAGE.len()),
    };
    socket.write_all(answer.as_bytes()).await.ok()?;
    socket.shutdown().await.ok()
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
