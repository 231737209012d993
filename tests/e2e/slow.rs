//! Clients that take their time on purpose: heads and bodies have to come, or the connection ends; and while hundreds take
//! their time, others are served as ever. Not here: the head of a second request on one connection, for which the server
//! library has no deadline.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{interval, timeout};

use crate::support::{Api, Installation, Server};

const MANY: usize = 400;
/// Between two bytes of a slow client.
const DRIP: Duration = Duration::from_millis(500);

async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.address.trim_start_matches("http://")).await.unwrap()
}

/// Sends the beginning, then a byte now and then, until the server hangs up. Answers what it said and after how long.
async fn drips(server: &Server, beginning: String, drop: &str) -> (String, Duration) {
    let began = Instant::now();
    let mut socket = connect(server).await;
    socket.write_all(beginning.as_bytes()).await.unwrap();
    let (mut reader, mut writer) = socket.into_split();
    let mut told = String::new();
    let mut drops = interval(DRIP);
    let hangs_up = async {
        // Whoever is hung up on in the middle of a byte is told so by an error.
        let _ = reader.read_to_string(&mut told).await;
    };
    let dripping = async {
        loop {
            drops.tick().await;
            if writer.write_all(drop.as_bytes()).await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    };
    let until = timeout(Duration::from_mins(1), async {
        tokio::select! {
            () = hangs_up => {}
            () = dripping => {}
        }
    });
    // Who is not hung up on has waited for a minute.
    let _ = until.await;
    (told, began.elapsed())
}

/// The slowest of a hundred requests of somebody else, but one.
async fn waits(api: &Api) -> Duration {
    let mut waits = Vec::new();
    for _ in 0..100 {
        let began = Instant::now();
        api.get("/jobs/feed").await.ok();
        waits.push(began.elapsed());
    }
    waits.sort_unstable();
    waits[98]
}

#[tokio::test(flavor = "multi_thread")]
async fn wb_07_hundreds_of_heads_that_do_not_end_are_cut_off_and_keep_nobody_waiting() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let usual = waits(&api).await;
    let slow = join_all((0..MANY).map(|n| {
        // Some say something all the time, some said something, some nothing.
        let (beginning, drop) = match n % 3 {
            0 => ("GET /healthz HTTP/1.1\r\nHost: x\r\n", "A"),
            1 => ("GET /healthz HTTP/1.1\r\nHost: x\r\n", ""),
            _ => ("", ""),
        };
        drips(&server, beginning.to_owned(), drop)
    }));
    let (slow, meanwhile) = tokio::join!(slow, waits(&api));
    let longest = slow.iter().map(|(_, took)| *took).max().unwrap();
    println!("usually {usual:?}, meanwhile {meanwhile:?}; the last was cut off after {longest:?}");
    assert!(longest < Duration::from_secs(12), "{longest:?}");
    assert!(meanwhile < usual + Duration::from_millis(500), "{meanwhile:?}");
    for (told, _) in slow {
        assert!(told.starts_with("HTTP/1.1 408"), "{told}");
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
    for (told, took) in [&in_json, &in_form, &in_chunks] {
        println!("{took:?}: {}", told.lines().next().unwrap_or_default());
        assert!(told.starts_with("HTTP/1.1 408") && told.contains("request_timeout"), "{took:?}: {told}");
        assert!((Duration::from_secs(29)..Duration::from_secs(36)).contains(took), "{took:?}");
    }
    for (told, took) in [&refused, &refused_chunks] {
        println!("{took:?}: {}", told.lines().next().unwrap_or_default());
        assert!(told.starts_with("HTTP/1.1 401"), "{told}");
        assert!(*took < Duration::from_secs(10), "who may not ask is not waited for: {took:?}");
    }
}
