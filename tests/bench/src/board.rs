//! A stub board with any number of postings: Lever's pages, generated before they are requested.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::Context;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::postings::Postings;

/// As many as Lever answers at once.
const PAGE: usize = 100;

/// A running board; it ends when dropped.
pub(crate) struct Board {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Board {
    /// A board with so many postings.
    pub(crate) async fn start(postings: usize) -> anyhow::Result<Self> {
        let answers = Arc::new(answers(postings)?);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // A reader that goes away ends its connection, nothing else.
                tokio::spawn(serve(stream, Arc::clone(&answers)));
            }
        });
        Ok(Self { address, task })
    }

    /// The configuration of a program that reads from here, and of nothing else: words are compared, rules answer.
    pub(crate) fn config(&self) -> String {
        format!(
            "[embeddings]\nprovider = \"lexical\"\n[fetch]\nallow_loopback = true\nhost_interval_ms = 0\n[schedule]\nenabled = false\n\
             [[sources]]\nname = \"board\"\nkind = \"lever\"\nsite = \"bench\"\nbase_url = \"http://{}\"\n",
            self.address
        )
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Whole answers, head and body, in the order of their pages; the last one is empty.
fn answers(postings: usize) -> anyhow::Result<Vec<Vec<u8>>> {
    let samples = Postings::read()?;
    let numbers: Vec<usize> = (0..postings).collect();
    let pages = numbers.chunks(PAGE).chain([&[][..]]);
    let answer = |numbers: &[usize]| {
        let body = Value::Array(numbers.iter().map(|number| samples.lever(*number)).collect()).to_string();
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
        (head + &body).into_bytes()
    };
    Ok(pages.map(answer).collect())
}

async fn serve(mut stream: TcpStream, answers: Arc<Vec<Vec<u8>>>) -> anyhow::Result<()> {
    let mut request = Vec::new();
    while stream.read_buf(&mut request).await? > 0 {
        if request.ends_with(b"\r\n\r\n") {
            let skipped = skipped(&request)?;
            let answer = answers.get(skipped.div_ceil(PAGE)).or(answers.last()).context("there is no page")?;
            stream.write_all(answer).await?;
            request.clear();
        }
    }
    Ok(())
}

/// `skip` of `GET /v0/postings/bench?mode=json&skip=100&limit=100`.
fn skipped(request: &[u8]) -> anyhow::Result<usize> {
    let request = std::str::from_utf8(request)?;
    let (_, rest) = request.split_once("skip=").context("the reader does not page")?;
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    Ok(digits.parse()?)
}
