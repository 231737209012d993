//! Slow clients: request heads and bodies have a deadline, and hundreds of slow connections do not delay other clients.
//! Not covered: the head of a second request on a keep-alive connection, for which the server library has no deadline.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{interval, timeout};

use crate::support::{Installation, Server};

const MANY: usize = 400;
/// Between two bytes of a slow client.
const DRIP: Duration = Duration::from_millis(500);

async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.address.trim_start_matches("http://")).await.unwrap()
}

/// Longer than anything here takes.
const WAIT_LIMIT: Duration = Duration::from_mins(5);

/// Sends the beginning, then a byte now and then, until the server hangs up. Answers what it said and after how long.
async fn drips(server: &Server, beginning: String, drop: &str) -> (String, Duration) {
    let began = Instant::now();
    let mut socket = connect(server).await;
    socket.write_all(beginning.as_bytes()).await.unwrap();
    let (mut reader, mut writer) = socket.into_split();
    let mut response = String::new();
    let mut drops = interval(DRIP);
    let hangs_up = async {
        // Whoever is hung up on in the middle of a byte is told so by an error.
        let _ = reader.read_to_string(&mut response).await;
    };
    let dripping = async {
        loop {
            drops.tick().await;
            if writer.write_all(drop.as_bytes()).await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    };
    let until = timeout(WAIT_LIMIT, async {
        tokio::select! {
            () = hangs_up => {}
            () = dripping => {}
        }
    });
    // Whoever is not hung up on was told nothing.
    let _ = until.await;
    (response, began.elapsed())
}

#[tokio::test(flavor = "multi_thread")]
async fn wb_07_hundreds_of_heads_that_do_not_end_are_cut_off_and_keep_nobody_waiting() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let slow = join_all((0..MANY).map(|n| {
        // Some say something all the time, some said something, some nothing.
        let (beginning, drop) = match n % 3 {
            0 => ("GET /healthz HTTP/1.1\r\nHost: x\r\n", "A"),
            1 => ("GET /healthz HTTP/1.1\r\nHost: x\r\n", ""),
            _ => ("", ""),
        };
        drips(&server, beginning.to_owned(), drop)
    }));
    let mut slow = std::pin::pin!(slow);
    // Somebody else is served all the while: kept waiting behind them, they would be answered when those are cut off.
    let mut meanwhile = Vec::new();
    let began = Instant::now();
    let slow = loop {
        tokio::select! {
            slow = &mut slow => break slow,
            answer = api.get("/jobs/feed") => {
                answer.ok();
                meanwhile.push(began.elapsed());
            }
        }
    };
    let first = slow.iter().map(|(_, took)| *took).min().unwrap();
    let before = meanwhile.iter().filter(|answered| **answered < first).count();
    println!("{before} answers before the first was cut off, which was after {first:?}");
    assert!(before >= 10, "{before} answers before the first of {MANY} was cut off");
    for (response, _) in slow {
        assert!(response.starts_with("HTTP/1.1 408"), "{response}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wb_07_a_body_that_does_not_end_is_cut_off_after_half_a_minute() {
    let installation = Installation::new("");
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    let head = |path: &str, token: &str, lines: &str| {
        format!("POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n{lines}\r\n\r\n")
    };
    let token = seeker.token.as_deref().unwrap();
    let json = "Content-Type: application/json\r\nContent-Length: 1000";
    let form = "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000";
    let chunks = "Content-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked";
    let part = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n";
    let (in_json, in_form, in_chunks, refused, refused_chunks) = tokio::join!(
        drips(&server, head("/auth/login", "", json), " "),
        drips(&server, head("/users/resume", token, form) + part, "x"),
        drips(&server, head("/users/resume", token, chunks), "1\r\nx\r\n"),
        drips(&server, head("/users/resume", "", form), "x"),
        drips(&server, head("/users/resume", "", chunks), "1\r\nx\r\n"),
    );
    for (response, took) in [&in_json, &in_form, &in_chunks] {
        println!("{took:?}: {}", response.lines().next().unwrap_or_default());
        assert!(response.starts_with("HTTP/1.1 408") && response.contains("request_timeout"), "{took:?}: {response}");
        assert!(*took > Duration::from_secs(29), "it had less than its half minute: {took:?}");
    }
    for (response, took) in [&refused, &refused_chunks] {
        println!("{took:?}: {}", response.lines().next().unwrap_or_default());
        assert!(response.starts_with("HTTP/1.1 401"), "{response}");
        assert!(*took < in_json.1, "who may not ask is not waited for: {took:?}");
    }
}
