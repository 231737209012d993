//! The mailbox of stored mail, and who may read it.

use reqwest::Method;

use crate::support::{Api, Installation, Server};

const KEPT: &str = "Date: Sat, 21 Nov 2026 17:17:15 +0000\r\n\
    Message-ID: <00000000-0000-7000-8000-000000000007@localhost>\r\nFrom: Jobwright <jobwright@localhost>\r\n\
    To: canary-7731@example.org\r\nSubject: =?utf-8?b?xb1vZmll?= <b>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n";

/// Puts a mail with a link to the server where it keeps its mail.
fn keep(installation: &Installation, server: &Server) {
    let text = format!("Follow {}/reset?token=canary-secret&x=1 or https://example.org/.\r\n", server.address);
    let directory = installation.folder.path().join("data/mail");
    std::fs::write(directory.join("20261121T171715000Z-7.eml"), format!("{KEPT}{text}")).unwrap();
}

async fn is_not_there(api: &Api) {
    api.get("/mailbox/").await.problem(404, "not_found");
}

#[tokio::test]
async fn kept_mail_can_be_read_by_whoever_tries_the_program_out() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let empty = api.get("/mailbox/").await;
    assert_eq!(empty.status, 200, "{empty:?}");
    assert!(empty.text.contains("There is none yet."), "{empty:?}");

    keep(&installation, &server);
    let page = api.get("/mailbox/").await;
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("-src 'self'"), "{policy}");
    assert!(page.text.contains("<h2 id=\"mail-1\">Žofie &lt;b&gt;</h2>"), "{}", page.text);
    let link = format!("<a href=\"{}/reset?token=canary-secret&amp;x=1\">", server.address);
    assert!(page.text.contains(&link) && page.text.matches("href").count() == 1, "{}", page.text);
    assert!(!server.log().contains("canary"), "neither who nor what is logged: {}", server.log());
}

#[tokio::test]
async fn kept_mail_is_shown_to_nobody_who_comes_by_another_way() {
    let installation = Installation::new("");
    let server = installation.start();
    keep(&installation, &server);
    let api = server.client();
    for (name, value) in [
        ("host", "evil.example"),
        ("x-forwarded-for", "203.0.113.5"),
        ("forwarded", "for=203.0.113.5"),
        ("via", "1.1 proxy"),
    ] {
        let answer = api.send(api.request(Method::GET, "/mailbox/").header(name, value)).await;
        answer.problem(404, "not_found");
    }
    api.send(api.request(Method::POST, "/mailbox/")).await.problem(405, "method_not_allowed");
}

#[tokio::test]
async fn where_others_come_there_is_no_mailbox() {
    let installation = Installation::new("[server]\nhost = \"0.0.0.0\"\n");
    let mut server = installation.start();
    // Even from here.
    server.address = server.address.replace("0.0.0.0", "127.0.0.1");
    keep(&installation, &server);
    is_not_there(&server.client()).await;

    let sends = "[mail]\nprovider = \"smtp\"\nhost = \"localhost\"\nsecurity = \"none\"\nfrom = \"jobs@example.org\"\n";
    let installation = Installation::new(sends);
    let server = installation.start();
    is_not_there(&server.client()).await;
    assert!(!installation.folder.path().join("data/mail").exists(), "what is sent is not kept");
}
