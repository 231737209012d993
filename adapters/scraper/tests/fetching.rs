//! The fetcher against a misbehaving server on this machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use adapter_scraper::{FetchConfig, GuardedFetcher};
use ports::{AcceptedMedia, PageFetcher, PortError, PortErrorKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;

/// A server that answers every connection with these bytes, and counts them.
struct Server {
    address: Url,
    requests: Arc<AtomicUsize>,
}

async fn server(answer: impl Into<Vec<u8>>) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}/", listener.local_addr().expect("an address")).parse().expect("an address");
    let (requests, answer) = (Arc::new(AtomicUsize::new(0)), answer.into());
    let counted = Arc::clone(&requests);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            let answer = answer.clone();
            tokio::spawn(async move {
                let mut request = [0; 4096];
                let _ = socket.read(&mut request).await;
                let _ = socket.write_all(&answer).await;
                let _ = socket.shutdown().await;
            });
        }
    });
    Server { address, requests }
}

async fn get(url: &Url, allow_loopback: bool) -> Result<String, PortError> {
    let fetcher = GuardedFetcher::new(&FetchConfig { allow_loopback, ..FetchConfig::default() }).expect("a fetcher");
    let page = fetcher.get(url, AcceptedMedia::Json).await?;
    Ok(String::from_utf8_lossy(&page.body).into_owned())
}

fn is_forbidden(outcome: &Result<String, PortError>) -> bool {
    outcome
        .as_ref()
        .is_err_and(|error| error.kind == PortErrorKind::Invalid("this address may not be fetched".to_owned()))
}

#[tokio::test]
async fn a_page_is_fetched() {
    let server = server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi").await;
    assert_eq!(get(&server.address, true).await.expect("a page"), "hi");
}

#[tokio::test]
async fn ss_01_nothing_of_our_own_network_is_connected_to() {
    let server = server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi").await;
    let port = server.address.port().expect("a port");
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "127.1", "2130706433"] {
        let url = Url::parse(&format!("http://{host}:{port}/")).expect("an address");
        assert!(is_forbidden(&get(&url, false).await), "{host}");
    }
    assert_eq!(server.requests.load(Ordering::SeqCst), 0, "nobody was asked");
}

#[tokio::test]
async fn ss_02_ss_05_a_name_that_leads_inside_is_refused() {
    // Every system resolves this name to itself; on the usual port, so that only the resolver can refuse.
    let outcome = get(&Url::parse("http://localhost/").expect("an address"), false).await;
    assert!(is_forbidden(&outcome), "{outcome:?}");
}

#[tokio::test]
async fn ss_01_a_redirect_does_not_lead_inside() {
    for code in [301, 302, 303, 307, 308] {
        for target in
            ["http://169.254.169.254/latest/meta-data/", "http://[fd00::1]/", "file:///etc/passwd", "http://10.0.0.1/"]
        {
            let server =
                server(format!("HTTP/1.1 {code} Moved\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n")).await;
            let outcome = get(&server.address, true).await;
            assert!(is_forbidden(&outcome), "{code} to {target}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn a_redirect_is_followed_but_not_for_ever() {
    let goal = server("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngoal").await;
    let moved = server(format!("HTTP/1.1 302 Found\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n", goal.address)).await;
    assert_eq!(get(&moved.address, true).await.expect("a page"), "goal");
    let circle = server("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n").await;
    let error = get(&circle.address, true).await.expect_err("it ends");
    assert_eq!(error.to_string(), "invalid: the address redirects too often");
    assert_eq!(circle.requests.load(Ordering::SeqCst), 6);
}

#[tokio::test]
async fn a_body_is_read_only_so_far() {
    let mut endless = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..9 {
        endless.extend_from_slice(b"100000\r\n");
        endless.extend(std::iter::repeat_n(b'x', 0x10_0000));
        endless.extend_from_slice(b"\r\n");
    }
    let large = server(endless).await;
    let error = get(&large.address, true).await.expect_err("too large");
    assert_eq!(error.to_string(), "invalid: the answer is larger than 8 MiB");
}

#[tokio::test]
async fn statuses_say_what_can_be_done() {
    let cases = [
        ("404 Not Found", "not found"),
        ("410 Gone", "not found"),
        ("403 Forbidden", "unauthorized"),
        ("429 Too Many Requests\r\nRetry-After: 7", "rate limited"),
        ("418 Teapot", "invalid: the server answers 418"),
        ("500 Oops", "unavailable"),
        ("503 Away", "unavailable"),
    ];
    for (status, expected) in cases {
        let server = server(format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n")).await;
        let error = get(&server.address, true).await.expect_err(status);
        assert_eq!(error.to_string(), expected);
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_no_answer() {
    let server = server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf").await;
    assert_eq!(get(&server.address, true).await.expect_err("half").to_string(), "unavailable");
}
