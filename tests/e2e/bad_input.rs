//! Invalid input: a clear error, no partial effect, and the server keeps running.

use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use wiremock::ResponseTemplate;

use crate::support::boards::{Boards, PLATFORM, Posted, greenhouse};
use crate::support::chat::{Chat, handshake};
use crate::support::documents::{nurse, software_engineer};
use crate::support::{Api, Installation, Server};

async fn with_source(boards: &Boards) -> (Installation, Server, Api) {
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    (installation, server, admin)
}

#[tokio::test]
async fn an_unknown_source_is_named() {
    let boards = Boards::start().await;
    let (_installation, _server, admin) = with_source(&boards).await;
    let detail = admin.post("/admin/ingest/acmee", json!({})).await.problem(404, "not_found");
    assert_eq!(detail, "no source is called `acmee`");
    admin.post("/admin/ingest/trigger?scraper_name=acmee", json!({})).await.problem(404, "not_found");
}

#[tokio::test]
async fn ss_12_a_board_that_misbehaves_is_explained_and_closes_nothing() {
    let boards = Boards::start().await;
    let known = [Posted::new(1, "Platform Engineer", PLATFORM), Posted::new(2, "Welder", "<p>Weld</p>")];
    boards.greenhouse_lists("acme", &known).await;
    let (_installation, server, admin) = with_source(&boards).await;
    admin.post("/admin/ingest/acme", json!({})).await.ok();
    server.client().feed_of(2).await;

    let whole = greenhouse("acme", "Acme", &known).to_string();
    let page = "<!doctype html><html><body>We are moving</body></html>";
    let cases = [
        (ResponseTemplate::new(200).set_body_string(page), "a web page instead of its list"),
        (ResponseTemplate::new(404), "no such board"),
        (ResponseTemplate::new(500), "not available"),
        (ResponseTemplate::new(200).set_body_string(&whole[..whole.len() / 2]), "breaks off"),
        (ResponseTemplate::new(200).set_body_string("{\"error\": \"nope\"}"), "is not its list"),
        (ResponseTemplate::new(302).insert_header("location", "http://169.254.169.254/latest"), "may not be fetched"),
        (ResponseTemplate::new(200).set_body_string("x".repeat(9 << 20)), "larger than 8 MiB"),
    ];
    for (answer, expected) in cases {
        boards.server.reset().await;
        boards.at("/v1/boards/acme/jobs", answer).await;
        let detail = admin.post("/admin/ingest/acme", json!({})).await.problem(502, "source_failed");
        assert!(detail.contains(expected), "{detail}");
        let log = admin.get("/admin/scraping-logs?limit=1").await.ok()[0].clone();
        assert_eq!(log["status"], "failed", "{log}");
        assert_eq!(log["error_message"].as_str().unwrap(), detail, "the log says the same");
    }
    // No jobs at all is suspect until it was said six times in a row.
    boards.greenhouse_lists("acme", &[]).await;
    for _ in 0..5 {
        let run = admin.post("/admin/ingest/acme", json!({})).await.ok();
        assert_eq!((&run["result"]["fetched"], &run["result"]["closed"]), (&json!(0), &json!(0)));
        assert!(run["message"].as_str().unwrap().contains("suspect"), "{run}");
    }
    server.client().feed_of(2).await;
    let log = admin.get("/admin/scraping-logs?limit=1").await.ok()[0].clone();
    assert_eq!(log["status"], "partial", "{log}");
}

#[tokio::test]
async fn one_unreadable_posting_does_not_hide_the_others() {
    let boards = Boards::start().await;
    let (_installation, server, admin) = with_source(&boards).await;
    let mut listing =
        greenhouse("acme", "Acme", &[Posted::new(1, "Welder", "<p>Weld</p>"), Posted::new(2, "Cook", "<p>Cook</p>")]);
    listing["jobs"][1].as_object_mut().unwrap().remove("title");
    boards.at("/v1/boards/acme/jobs", ResponseTemplate::new(200).set_body_json(listing)).await;
    let run = admin.post("/admin/ingest/acme", json!({})).await.ok();
    assert_eq!((&run["result"]["new"], &run["result"]["errors"]), (&json!(1), &json!(1)));
    assert!(run["message"].as_str().unwrap().contains("1 of 2"), "{run}");
    server.client().feed_of(1).await;
}

/// Sends raw bytes and reads what comes back until the server has said enough.
async fn raw(server: &Server, head: &str, body: &[u8]) -> String {
    let mut socket = TcpStream::connect(server.address.trim_start_matches("http://")).await.unwrap();
    socket.write_all(head.as_bytes()).await.unwrap();
    // The server may hang up in the middle: that is its right.
    let _ = socket.write_all(body).await;
    let mut answer = vec![0; 4096];
    let length = socket.read(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer[..length]).into_owned()
}

#[tokio::test]
async fn a_two_gigabyte_body_is_refused_before_it_is_read() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let seeker = api.register("mira@example.org", "seeker").await;
    let token = seeker.token.as_ref().unwrap();
    for path in ["/users/resume", "/auth/register", "/jobs/feed", "/nothing"] {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: multipart/form-data; boundary=x\r\n\
             Content-Length: 2147483648\r\n\r\n"
        );
        let answer = raw(&server, &head, b"--x\r\n").await;
        assert!(answer.starts_with("HTTP/1.1 413"), "{path}: {answer}");
        assert!(answer.contains("payload_too_large"), "{path}: {answer}");
    }
    // Without a length it is counted while it is read.
    let head = format!(
        "POST /users/resume HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: multipart/form-data; \
         boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    let part = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n";
    let mut body = format!("{:x}\r\n", part.len()).into_bytes();
    body.extend_from_slice(part);
    body.extend_from_slice(b"\r\n");
    for _ in 0..12 {
        body.extend_from_slice(b"100000\r\n");
        body.extend(std::iter::repeat_n(b'x', 1 << 20));
        body.extend_from_slice(b"\r\n");
    }
    let answer = raw(&server, &head, &body).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    let body = json!({"email": "x".repeat(2 << 20), "password": "correct horse"});
    api.post("/auth/register", body).await.problem(413, "payload_too_large");
    api.get("/jobs/feed").await.ok();
}

#[tokio::test]
async fn wb_05_a_compressed_body_is_refused_and_takes_no_room() {
    let installation = Installation::new("");
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    // What it holds does not matter: nothing here could unpack it.
    let packed = vec![0x1f; 1 << 20];
    let before = server.resident();
    let encodings =
        ["gzip", "br", "zstd", "deflate", "x-gzip", "compress", "GZIP", "identity, gzip", "gzip, gzip", "what"];
    for encoding in encodings {
        for path in ["/auth/login", "/users/resume", "/chat/sessions", "/nowhere"] {
            let request = seeker.request(Method::POST, path).header("content-encoding", encoding);
            let request = request.header("content-type", "application/json").body(packed.clone());
            seeker.send(request).await.problem(415, "unsupported_media_type");
        }
    }
    let grown = server.resident().saturating_sub(before);
    println!("{} MiB sent, {} KiB more", encodings.len() * 4, grown / 1024);
    assert!(grown < 8 << 20, "{grown} bytes");
    let twice = seeker.request(Method::POST, "/auth/login").header("content-encoding", "identity");
    seeker.send(twice.header("content-encoding", "gzip").body("x")).await.problem(415, "unsupported_media_type");
    let plain = seeker.request(Method::POST, "/auth/login").header("content-encoding", "identity");
    let body = json!({"email": "a@example.org", "password": "x"});
    seeker.send(plain.json(&body)).await.problem(401, "unauthorized");
}

#[tokio::test]
async fn wb_06_bodies_that_are_no_such_json_are_explained() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let send = |body: String, kind: &'static str| {
        let request = api.request(Method::POST, "/auth/login").header("content-type", kind).body(body);
        async { api.send(request).await }
    };
    let detail = send("{\"email\": ".to_owned(), "application/json").await.problem(400, "bad_request");
    assert!(detail.contains("not JSON"), "{detail}");
    let detail = send("{\"email\": 7, \"password\": \"x\"}".to_owned(), "application/json")
        .await
        .problem(422, "validation_error");
    assert!(detail.contains("email") || detail.contains("string"), "{detail}");
    for kind in ["text/plain", "application/x-www-form-urlencoded", "text/plain; application/json", "nonsense"] {
        let json = json!({"email": "a@example.org", "password": "x"}).to_string();
        send(json, kind).await.problem(415, "unsupported_media_type");
    }
    send("\0\0".to_owned(), "application/json").await.problem(400, "bad_request");
    api.get("/jobs/feed?limit=many").await.problem(422, "validation_error");
    api.get("/jobs/feed?limit=0").await.problem(422, "validation_error");
    api.get("/jobs/feed?limit=1&limit=2").await.problem(422, "validation_error");
    api.get("/jobs/feed?skip=10000&limit=1").await.ok();
    for skip in ["10001", "18446744073709551615"] {
        let detail = api.get(&format!("/jobs/feed?skip={skip}&limit=1")).await.problem(422, "validation_error");
        assert!(detail.contains("`skip` must be a whole number from 0 to 10000"), "{detail}");
    }
    api.get("/jobs/not-an-id/details").await.problem(404, "not_found");
}

#[tokio::test]
async fn wb_06_json_made_to_hurt_is_refused_soon_and_takes_no_room() {
    let installation = Installation::new("");
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    let keys: String = (0..100_000).fold(String::new(), |keys, n| keys + "\"" + &n.to_string() + "\":0,");
    let same = "\"email\":\"a@example.org\",".repeat(30_000);
    let digits = "9".repeat(1_000_000);
    let login = |email: &str| format!("{{\"email\":{email},\"password\":\"x\"}}");
    let hostile = [
        ("deep arrays", "[".repeat(1_000_000), 400),
        ("deep objects", "{\"a\":".repeat(100_000), 400),
        ("deep, and closed", format!("{}{}", "[".repeat(500_000), "]".repeat(500_000)), 400),
        ("one deeper than allowed", format!("{}{}", "[".repeat(65), "]".repeat(65)), 400),
        ("as deep as allowed", format!("{}{}", "[".repeat(64), "]".repeat(64)), 422),
        ("deep inside", login(&format!("{}{}", "[".repeat(100), "]".repeat(100))), 400),
        ("many keys", format!("{{{keys}\"z\":0}}"), 422),
        ("the same key", format!("{{{same}\"password\":\"x\"}}"), 422),
        ("a huge number", login(&digits), 400),
        ("a huge number alone", digits.clone(), 400),
        ("a huge fraction", login(&format!("0.{}", &digits[..900_000])), 422),
        ("a huge exponent", login("1e999999999"), 400),
        ("half a surrogate", login("\"\\ud800\""), 400),
        ("not a number", login("NaN"), 400),
        ("a comment", "/* */{}".to_owned(), 400),
        ("two values", "{}{}".to_owned(), 422),
        ("nothing", String::new(), 400),
        ("a byte order mark", format!("\u{feff}{}", login("\"a\"")), 400),
        ("more than a mebibyte", " ".repeat((1 << 20) + 1), 413),
    ];
    // These are JSON as it should be: only the password is wrong. Hashing takes room of its own.
    for email in [format!("\"{}\"", "a".repeat(1_000_000)), format!("\"{}\"", "\\u0000".repeat(150_000))] {
        let request = seeker.request(Method::POST, "/auth/login").header("content-type", "application/json");
        seeker.send(request.body(login(&email))).await.problem(401, "unauthorized");
    }
    let before = server.resident();
    for (what, body, status) in &hostile {
        for path in ["/auth/login", "/chat/sessions"] {
            let request = seeker.request(Method::POST, path).header("content-type", "application/json");
            let answer = seeker.send(request.body(body.clone())).await;
            let answered = answer.status.as_u16();
            if path == "/auth/login" {
                assert_eq!(answered, *status, "{what}: {answer:?}");
            }
            assert!([400, 413, 422].contains(&answered), "{what}: {answer:?}");
            assert_eq!(answer.headers["content-type"], "application/problem+json", "{what}");
            assert!(answer.text.len() < 2_000, "{what} is repeated to whoever sent it: {} bytes", answer.text.len());
        }
    }
    let grown = server.resident().saturating_sub(before);
    println!("{} bodies, {} KiB more", hostile.len() * 2, grown / 1024);
    assert!(grown < 16 << 20, "{grown} bytes");
    seeker.get("/users/me").await.ok();
}

#[tokio::test]
async fn documents_that_are_none_leave_nothing_behind() {
    let installation = Installation::new("");
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    let zip = nurse();
    let cases: [(&str, Vec<u8>, u16, &str); 7] = [
        ("empty.pdf", Vec::new(), 400, "empty"),
        (
            "setup.pdf",
            b"MZ\x90\x00 this is a program".to_vec(),
            400,
            "none of the documents that can be read: PDF, DOCX",
        ),
        ("page.html", b"<html><p>hello</p></html>".to_vec(), 400, "no readable text"),
        ("broken.pdf", b"%PDF-1.7 and then nothing".to_vec(), 422, "cannot be read"),
        ("broken.docx", zip[..zip.len() / 2].to_vec(), 422, "cannot be read"),
        ("scan.pdf", scan(), 400, "no readable text"),
        ("large.pdf", [b"%PDF-1.7 ".to_vec(), vec![b'x'; 10 << 20]].concat(), 413, "larger than 10 MiB"),
    ];
    for (name, bytes, status, expected) in cases {
        let answer = seeker.upload("/users/resume", name, bytes.clone()).await;
        assert_eq!(answer.status.as_u16(), status, "{name}: {answer:?}");
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(expected), "{name}: {detail}");
        let read_only = seeker.upload("/users/extract-skills", name, bytes).await;
        assert_eq!(read_only.status.as_u16(), status, "{name}: {read_only:?}");
    }
    assert_eq!(seeker.get("/users/me").await.ok()["resume_text"], json!(null));
    assert_eq!(
        std::fs::read_dir(installation.folder.path().join("data/objects")).unwrap().count(),
        0,
        "nothing is stored"
    );
    let without_file =
        seeker.send(seeker.request(Method::POST, "/users/resume").multipart(reqwest::multipart::Form::new())).await;
    without_file.problem(422, "validation_error");
    seeker.post("/users/resume", json!({})).await.problem(422, "validation_error");

    // A good one replaces nothing half way: the first stays when the second is bad.
    seeker.upload("/users/resume", "mira.docx", software_engineer()).await.ok();
    seeker
        .upload("/users/resume", "broken.pdf", b"%PDF-1.7 and then nothing".to_vec())
        .await
        .problem(422, "unparseable_document");
    assert!(seeker.get("/users/me").await.ok()["resume_text"].as_str().unwrap().contains("Lantern Freight"));
}

/// A page without any text.
fn scan() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        "<</Length 3>>stream\nq Q\nendstream",
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        offsets.push(pdf.len());
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let table = pdf.len();
    pdf.push_str("xref\n0 5\n0000000000 65535 f \n");
    for offset in offsets {
        pdf.push_str(&format!("{offset:010} 00000 n \n"));
    }
    pdf.push_str(&format!("trailer <</Root 1 0 R/Size 5>>\nstartxref\n{table}\n%%EOF\n"));
    pdf.into_bytes()
}

#[tokio::test]
async fn nobody_reads_anothers_resume_or_enters_anothers_chat() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let mira = api.register("mira@example.org", "seeker").await;
    let eve = api.register("eve@example.org", "seeker").await;
    let session = mira.post("/chat/sessions", json!({})).await.ok();
    let path = format!("/chat/sessions/{}", session["id"].as_str().unwrap());
    eve.get(&path).await.problem(404, "not_found");
    eve.post(&format!("{path}/ticket"), json!({})).await.problem(404, "not_found");
    let mut request = handshake(&eve, &session["id"], "");
    request.headers_mut().insert("authorization", format!("Bearer {}", eve.token.as_ref().unwrap()).parse().unwrap());
    assert_eq!(Chat::connect(request).await.unwrap().close_code().await, 4003);
    assert_eq!(eve.get("/chat/my-sessions").await.ok(), json!([]));
    eve.post("/chat/sessions", json!({"job_id": "00000000-0000-4000-8000-000000000000"}))
        .await
        .problem(404, "not_found");
    eve.post("/chat/sessions", json!({"user_id": session["user_id"]})).await.problem(422, "validation_error");
}
