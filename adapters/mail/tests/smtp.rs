//! The SMTP mailer against a real server and against misbehaving ones.

use std::sync::Arc;

use adapter_mail::{SmtpConfig, SmtpMailer};
use chrono::DateTime;
use ports::{Mail, Mailer, PortError, PortErrorKind, SetClock};
use serde_json::{Value, json};
use tests_servers::smtp::{PASSWORD, SmtpServer, USER};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use uuid::Uuid;

fn mail(to: &str, subject: &str, text: &str) -> Mail {
    let to = to.parse().expect("an address");
    Mail { id: Uuid::from_u128(7), to, subject: subject.to_owned(), text: text.to_owned() }
}

/// A mailer with the default configuration, changed by `with`.
fn mailer(port: u16, with: &Value) -> SmtpMailer {
    let mut config = json!({"host": "localhost", "port": port, "from": "Jobwright Zürich <jobs@example.org>",
        "username": USER, "password": PASSWORD, "ca_file": SmtpServer::ca_file(), "timeout_seconds": 20});
    config.as_object_mut().expect("an object").extend(with.as_object().expect("an object").clone());
    let config: SmtpConfig = serde_json::from_value(config).expect("a valid configuration");
    SmtpMailer::new(&config, Arc::new(SetClock::at(DateTime::from_timestamp(1_795_281_435, 0).expect("a time"))))
        .expect("a valid configuration")
}

fn unencrypted_mailer(port: u16, timeout_seconds: u16) -> SmtpMailer {
    let nothing = Value::Null;
    let with = json!({"host": "127.0.0.1", "security": "none", "username": nothing, "password": nothing,
        "timeout_seconds": timeout_seconds});
    mailer(port, &with)
}

fn assert_leaks_none(error: &PortError, secrets: &[&str]) {
    let message = format!("{} {error:?}", error.chain());
    assert!(!secrets.iter().any(|secret| message.contains(secret)), "{message}");
}

#[tokio::test]
async fn a_mail_arrives_unchanged_over_an_encrypted_and_authenticated_connection() {
    for security in ["starttls", "tls"] {
        let mut server = SmtpServer::start(security).await;
        let text = "Grüße!\n\n.\n..two dots\nhttp://127.0.0.1:8080/reset?token=abc\n";
        let mailer = mailer(server.port, &json!({"security": security}));
        mailer.send(&mail("ada@müller.example", "Žofie\nBcc: eve@example.org", text)).await.expect("it is taken");
        let taken = server.next().await;
        assert_eq!(taken["from"], "jobs@example.org");
        assert_eq!(taken["to"], json!(["ada@xn--mller-kva.example"]));
        assert_eq!((&taken["user"], &taken["is_encrypted"]), (&json!(USER), &json!(true)), "{taken}");
        assert_eq!(taken["hello"], "example.org");
        let content = taken["content"].as_str().expect("a text");
        let message = mail_parser::MessageParser::default().parse(content.as_bytes()).expect("a message");
        assert_eq!(message.body_text(0).expect("a text").replace("\r\n", "\n"), text);
        assert_eq!(message.subject(), Some("Žofie Bcc: eve@example.org"));
        assert_eq!(message.message_id(), Some("00000000-0000-0000-0000-000000000007@example.org"));
        assert_eq!(message.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
        let from = message.from().and_then(|from| from.first()).expect("a sender");
        assert_eq!((from.name(), from.address()), (Some("Jobwright Zürich"), Some("jobs@example.org")));
        assert!(message.bcc().is_none() && content.is_ascii(), "{content}");
    }
}

#[tokio::test]
async fn a_non_ascii_address_reaches_a_server_with_smtputf8() {
    let mut server = SmtpServer::start("none").await;
    unencrypted_mailer(server.port, 20).send(&mail("žofie@example.org", "x", "y")).await.expect("it is taken");
    assert_eq!(server.next().await["to"], json!(["žofie@example.org"]));
}

#[tokio::test]
async fn a_connection_is_reused_until_a_mail_is_refused() {
    let mut server = SmtpServer::start("starttls").await;
    let mailer = mailer(server.port, &json!({}));
    let mut connections = Vec::new();
    for subject in ["one", "two"] {
        mailer.send(&mail("ada@example.org", subject, "x")).await.expect("it is taken");
        connections.push(server.next().await["connection"].clone());
    }
    assert_eq!(connections[0], connections[1]);
    mailer.send(&mail("nobody@example.org", "x", "y")).await.expect_err("nobody is there");
    mailer.send(&mail("ada@example.org", "three", "x")).await.expect("it is taken");
    assert_ne!(server.next().await["connection"], connections[0]);
}

#[tokio::test]
async fn refusals_have_a_kind_and_no_personal_data() {
    let server = SmtpServer::start("starttls").await;
    let mailer = mailer(server.port, &json!({}));
    for (to, text, kind, status) in [
        (
            "nobody@example.org",
            "x",
            PortErrorKind::Invalid("the mail server refuses the recipient".to_owned()),
            "550 5.1.1",
        ),
        ("later@example.org", "x", PortErrorKind::Unavailable, "451 4.3.0"),
        ("slower@example.org", "x", PortErrorKind::RateLimited { retry_after: None }, "450 4.7.28"),
        (
            "ada@example.org",
            "REFUSE-THIS",
            PortErrorKind::Invalid("the mail server refuses the mail".to_owned()),
            "554 5.6.0",
        ),
    ] {
        let refused = mailer.send(&mail(to, "A subject", text)).await.expect_err(to);
        assert_eq!(refused.kind, kind, "{}", refused.chain());
        assert!(refused.chain().contains(status), "{}", refused.chain());
        assert_leaks_none(&refused, &["example.org", "subject", "REFUSE", "no such user"]);
    }
}

#[tokio::test]
async fn a_wrong_password_is_unauthorized_and_not_quoted() {
    let server = SmtpServer::start("starttls").await;
    for with in [json!({"password": "another secret"}), json!({"username": Value::Null, "password": Value::Null})] {
        let refused = mailer(server.port, &with).send(&mail("ada@example.org", "x", "y")).await.expect_err("refused");
        assert_eq!(refused.kind, PortErrorKind::Unauthorized, "{}", refused.chain());
        assert_leaks_none(&refused, &["another secret", "ada"]);
    }
    mailer(server.port, &json!({})).ping().await.expect("it accepts us");
    let refused = mailer(server.port, &json!({"password": "another secret"})).ping().await.expect_err("refused");
    assert_eq!(refused.kind, PortErrorKind::Unauthorized, "{}", refused.chain());
}

#[tokio::test]
async fn an_untrusted_certificate_is_refused() {
    let server = SmtpServer::start("starttls").await;
    let stranger = json!({"ca_file": Value::Null});
    let another_name = json!({"host": "127.0.0.2"});
    for with in [stranger, another_name] {
        let refused = mailer(server.port, &with).send(&mail("ada@example.org", "x", "y")).await.expect_err("refused");
        assert_eq!(refused.kind, PortErrorKind::Unavailable, "{}", refused.chain());
    }
}

#[tokio::test]
async fn a_server_without_starttls_gets_no_mail() {
    let mut server = SmtpServer::start("none").await;
    let refused = mailer(server.port, &json!({})).send(&mail("ada@example.org", "x", "y")).await.expect_err("refused");
    assert_eq!(refused.chain(), "unavailable: the mail server offers no STARTTLS");
    // The server reports the next mail, not the refused one.
    unencrypted_mailer(server.port, 20).send(&mail("ada@example.org", "plain", "x")).await.expect("it is taken");
    assert!(server.next().await["content"].as_str().expect("a text").contains("Subject: plain"));
}

#[tokio::test]
async fn an_unreachable_server_is_unavailable() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let refused =
        unencrypted_mailer(port, 20).send(&mail("ada@example.org", "x", "y")).await.expect_err("nobody is there");
    assert_eq!(refused.kind, PortErrorKind::Unavailable);
}

#[tokio::test]
async fn a_hanging_server_times_out() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let refused = unencrypted_mailer(port, 1).send(&mail("ada@example.org", "x", "y")).await.expect_err("silence");
    assert_eq!(refused.kind, PortErrorKind::Timeout);
}

/// A server that sends these replies, one for the connection and one for each command; a mail's content counts as one
/// command. Then it stays silent. The receiver gets the number of connections once there is a second one.
async fn scripted_server(answers: &'static [&'static str]) -> (u16, oneshot::Receiver<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (report, second_connection) = oneshot::channel();
    tokio::spawn(async move {
        let mut connections = 0;
        let mut held = Vec::new();
        let mut report = Some(report);
        loop {
            let (stream, _) = listener.accept().await.expect("a connection");
            connections += 1;
            if connections == 2 {
                let _ = report.take().expect("reported once").send(connections);
            }
            let mut stream = BufReader::new(stream);
            let mut is_content = false;
            for answer in answers {
                stream.write_all(answer.as_bytes()).await.expect("somebody listens");
                let mut line = String::new();
                loop {
                    line.clear();
                    if stream.read_line(&mut line).await.unwrap_or(0) == 0 || !is_content || line == ".\r\n" {
                        break;
                    }
                }
                is_content = line == "DATA\r\n";
            }
            held.push(stream);
        }
    });
    (port, second_connection)
}

#[tokio::test]
async fn replies_in_every_step_are_mapped_to_kinds() {
    let large: &'static str = format!("220 {}\r\n", "x".repeat(200_000)).leak();
    let unavailable = PortErrorKind::Unavailable;
    for (answers, kind) in [
        (vec!["554 5.3.2 ada@example.org: go away\r\n"], unavailable.clone()),
        (vec!["421 4.3.2 not now\r\n"], unavailable.clone()),
        (vec!["421 4.7.0 too many connections\r\n"], PortErrorKind::RateLimited { retry_after: None }),
        (vec!["HTTP/1.1 400 Bad Request ada@example.org\r\n"], unavailable.clone()),
        (vec![large], unavailable.clone()),
        (vec!["220 hi\r\n", "250 hi\r\n", "530 5.7.0 sign in first\r\n"], PortErrorKind::Unauthorized),
        (vec!["220 hi\r\n", "250 hi\r\n", "553 5.7.1 jobs@example.org is not yours\r\n"], PortErrorKind::Unauthorized),
    ] {
        let (port, _) = scripted_server(answers.leak()).await;
        let refused = unencrypted_mailer(port, 5).send(&mail("ada@example.org", "x", "y")).await.expect_err("refused");
        assert_eq!(refused.kind, kind, "{}", refused.chain());
        assert_leaks_none(&refused, &["example.org", "xxx"]);
    }
}

#[tokio::test]
async fn an_injected_reply_does_not_count_as_acceptance() {
    let answers =
        &["220 hi\r\n", "250 hi\r\n250 slipped in\r\n", "250 ok\r\n", "250 ok\r\n", "354 go on\r\n", "250 ok\r\n"];
    let (port, _) = scripted_server(answers).await;
    let refused =
        unencrypted_mailer(port, 5).send(&mail("ada@example.org", "x", "y")).await.expect_err("not to be believed");
    assert_eq!(refused.chain(), "unavailable: the mail server's replies do not match the commands");
}

#[tokio::test]
async fn a_connection_is_not_reused_after_a_timeout() {
    // Accepts the envelope and never replies to the content.
    let (port, second_connection) =
        scripted_server(&["220 hi\r\n", "250 hi\r\n", "250 ok\r\n", "250 ok\r\n", "354 go on\r\n"]).await;
    let mailer = unencrypted_mailer(port, 1);
    for subject in ["first", "second"] {
        let timed_out = mailer.send(&mail("ada@example.org", subject, "x")).await.expect_err("no answer");
        assert_eq!(timed_out.kind, PortErrorKind::Timeout, "an answer to one mail is none to the next");
    }
    assert_eq!(second_connection.await.expect("the second connection"), 2);
}
