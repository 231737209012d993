//! Request smuggling: a message that two parsers may frame differently is framed in one way or refused, and the
//! connection is closed.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::support::{Installation, Server};

/// Answered with 404 by whoever takes it for a request; nothing else here is.
const SMUGGLED: &str = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

/// What the server has to make of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ExpectedOutcome {
    /// Nothing: it is told so, or not even that, and the connection ends.
    Nothing,
    /// One request, and the rest is its body.
    OneRequest,
}

use ExpectedOutcome::{Nothing, OneRequest};

/// A POST with these lines in its head and this behind it.
fn post(lines: &str, body: &str) -> Vec<u8> {
    format!("POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{lines}\r\n\r\n{body}")
        .into_bytes()
}

/// A chunked POST that is this behind its head.
fn chunked(chunks: &str) -> Vec<u8> {
    post("Transfer-Encoding: chunked", chunks)
}

fn corpus() -> Vec<(&'static str, Vec<u8>, ExpectedOutcome)> {
    let length = SMUGGLED.len();
    let ended = format!("0\r\n\r\n{SMUGGLED}");
    // Nobody is signed in: it is answered with 401.
    let open = |lines: &str, body: &str| {
        format!("POST /chat/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{lines}\r\n\r\n{body}").into_bytes()
    };
    let as_body = |lines: &str| open(&format!("{lines}\r\nContent-Length: {length}"), SMUGGLED);
    let mut corpus = vec![
        (
            "length and chunks",
            post(&format!("Content-Length: {}\r\nTransfer-Encoding: chunked", ended.len()), &ended),
            Nothing,
        ),
        ("chunks and length", post("Transfer-Encoding: chunked\r\nContent-Length: 4", &ended), Nothing),
        ("a length of nothing and chunks", post("Content-Length: 0\r\nTransfer-Encoding: chunked", &ended), Nothing),
        ("two lengths", post(&format!("Content-Length: 0\r\nContent-Length: {length}"), SMUGGLED), Nothing),
        ("two lengths in one line", post(&format!("Content-Length: 0, {length}"), SMUGGLED), Nothing),
        ("a length with a sign", post("Content-Length: +0", SMUGGLED), Nothing),
        ("a length below nothing", post("Content-Length: -1", SMUGGLED), Nothing),
        ("a length to base 16", post("Content-Length: 0x0", SMUGGLED), Nothing),
        ("a length of two numbers", post("Content-Length: 0 0", SMUGGLED), Nothing),
        ("a length of no number", post("Content-Length: ", SMUGGLED), Nothing),
        ("a length of words", post("Content-Length: none", SMUGGLED), Nothing),
        ("a length no number holds", post("Content-Length: 99999999999999999999999", SMUGGLED), Nothing),
        ("a length with a fraction", post("Content-Length: 0.0", SMUGGLED), Nothing),
        ("chunks that are not last", post("Transfer-Encoding: chunked, identity", &ended), Nothing),
        ("chunks twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", &ended), Nothing),
        ("chunks twice in one line", post("Transfer-Encoding: chunked, chunked", &ended), Nothing),
        ("chunks of another name", post("Transfer-Encoding: xchunked", &ended), Nothing),
        ("chunks in quotes", post("Transfer-Encoding: \"chunked\"", &ended), Nothing),
        ("chunks behind a vertical tab", post("Transfer-Encoding: \u{b}chunked", &ended), Nothing),
        ("chunks behind a blank", post("Transfer-Encoding : chunked", &ended), Nothing),
        ("chunks behind a tab", post("Transfer-Encoding\t: chunked", &ended), Nothing),
        ("chunks in a folded line", post("X: y\r\n Transfer-Encoding: chunked", &ended), Nothing),
        ("a folded chunked", post("Transfer-Encoding:\r\n chunked", &ended), Nothing),
        (
            "chunks of an old version",
            [b"POST /auth/login HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", ended.as_bytes()].concat(),
            Nothing,
        ),
        ("a size with 0x", chunked(&format!("0x0\r\n\r\n{SMUGGLED}")), Nothing),
        ("a size with a sign", chunked(&format!("+0\r\n\r\n{SMUGGLED}")), Nothing),
        ("a size below nothing", chunked(&format!("-1\r\n\r\n{SMUGGLED}")), Nothing),
        ("a size no number holds", chunked(&format!("fffffffffffffffff0\r\n{SMUGGLED}")), Nothing),
        ("no size", chunked(&format!("\r\n\r\n{SMUGGLED}")), Nothing),
        ("a size of words", chunked(&format!("zero\r\n\r\n{SMUGGLED}")), Nothing),
        ("a chunk longer than it says", chunked(&format!("1\r\nab\r\n0\r\n\r\n{SMUGGLED}")), Nothing),
        ("a chunk that ends without its line", chunked(&format!("2\r\n{{}}0\r\n\r\n{SMUGGLED}")), Nothing),
        ("an extension with half a line's end", chunked(&format!("2;a\nb\r\n{{}}\r\n0\r\n\r\n{SMUGGLED}")), Nothing),
        ("a blank before the first line", [b" ", SMUGGLED.as_bytes()].concat(), Nothing),
        ("a blank before a name", b"GET /healthz HTTP/1.1\r\n Host: x\r\n\r\n".to_vec(), Nothing),
        ("a name of no token", b"GET /healthz HTTP/1.1\r\nHost: x\r\nA(b): c\r\n\r\n".to_vec(), Nothing),
        ("a line without a colon", b"GET /healthz HTTP/1.1\r\nHost: x\r\nabc\r\n\r\n".to_vec(), Nothing),
        ("a NUL in a value", b"GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n".to_vec(), Nothing),
        ("half a line's end in a value", b"GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\rc: d\r\n\r\n".to_vec(), Nothing),
        ("no host", b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n".to_vec(), Nothing),
        ("two hosts", b"GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n".to_vec(), Nothing),
        ("another protocol", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), Nothing),
        ("no version", b"GET /healthz\r\n\r\n".to_vec(), Nothing),
        ("a request in a body", as_body("A: b"), OneRequest),
        ("a request in a body behind a name that is nearly it", as_body("Transfer_Encoding: chunked"), OneRequest),
        ("a request in a body behind a name that was nearly it", as_body("X-Transfer-Encoding: chunked"), OneRequest),
        (
            "a request in a chunk",
            open("Transfer-Encoding: chunked", &format!("{length:x}\r\n{SMUGGLED}\r\n0\r\n\r\n")),
            OneRequest,
        ),
        (
            "a request in a trailer",
            open("Transfer-Encoding: chunked", "2\r\n{}\r\n0\r\nGET /smuggled HTTP/1.1: x\r\n\r\n"),
            OneRequest,
        ),
        ("chunks in capitals", open("Transfer-Encoding: CHUNKED", "2\r\n{}\r\n0\r\n\r\n"), OneRequest),
        (
            "an encoded line's end in the path",
            b"GET /healthz%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_vec(),
            OneRequest,
        ),
    ];
    let many = "A: b\r\n".repeat(200);
    corpus.push(("200 lines", format!("GET /healthz HTTP/1.1\r\nHost: x\r\n{many}\r\n").into_bytes(), Nothing));
    let long = "b".repeat(200_000);
    corpus.push((
        "a line without end",
        format!("GET /healthz HTTP/1.1\r\nHost: x\r\nA: {long}\r\n\r\n").into_bytes(),
        Nothing,
    ));
    corpus
}

/// The statuses of all that is answered until the server hangs up.
async fn answers(server: &Server, message: &[u8]) -> Vec<u16> {
    let mut socket = TcpStream::connect(server.address.trim_start_matches("http://")).await.unwrap();
    // The server may hang up in the middle: that is its right.
    let _ = socket.write_all(message).await;
    let mut response = Vec::new();
    let ended = timeout(Duration::from_mins(5), socket.read_to_end(&mut response)).await;
    assert!(ended.is_ok(), "the connection is kept: {}", String::from_utf8_lossy(&response));
    let response = String::from_utf8_lossy(&response);
    let statuses = response.split("HTTP/1.1 ").skip(1).map(|answer| answer[..3].parse().unwrap());
    assert!(!response.to_lowercase().contains("set-cookie:"), "{response}");
    statuses.collect()
}

#[tokio::test]
async fn wb_04_no_request_travels_in_another() {
    let installation = Installation::new("");
    let server = installation.start();
    let corpus = corpus();
    assert!(corpus.len() >= 40);
    let mut wrong = Vec::new();
    for (what, message, made) in corpus {
        let statuses = answers(&server, &message).await;
        println!("{what}: {statuses:?}");
        let is_right = match made {
            Nothing => statuses.len() <= 1 && statuses.iter().all(|status| [400, 413, 431].contains(status)),
            OneRequest => statuses.len() == 1 && [401, 404].contains(&statuses[0]),
        };
        if !is_right {
            wrong.push((what, made, statuses));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    server.client().get("/healthz").await.ok();
}
