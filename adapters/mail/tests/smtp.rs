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

/// A mailer with this configuration, where the usual one would not do.
fn mailer(port: u16, with: &Value) -> SmtpMailer {
    let mut config = json!({"host": "localhost", "port": port, "from": "Jobwright Zürich <jobs@example.org>",
        "username": USER, "password": PASSWORD, "ca_file": SmtpServer::ca_file(), "timeout_seconds": 20});
    config.as_object_mut().expect("an object").extend(with.as_object().expect("an object").clone());
    let config: SmtpConfig = serde_json::from_value(config).expect("a valid configuration");
    SmtpMailer::new(&config, Arc::new(SetClock::at(DateTime::from_timestamp(1_795_281_435, 0).expect("a time"))))
        .expect("a valid configuration")
}

fn in_the_open(port: u16, timeout_seconds: u16) -> SmtpMailer {
    let nothing = Value::Null;
    let with = json!({"host": "127.0.0.1", "security": "none", "username": nothing, "password": nothing,
        "timeout_seconds": timeout_seconds});
    mailer(port, &with)
}

fn says_nothing_of(error: &PortError, secrets: &[&str]) {
    let told = format!("{} {error:?}", error.chain());
    assert!(!secrets.iter().any(|secret| told.contains(secret)), "{told}");
}

#[tokio::test]
async fn a_mail_arrives_encrypted_signed_in_and_as_it_was_written() {
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
async fn an_address_beyond_ascii_reaches_a_server_that_knows_such() {
    let mut server = SmtpServer::start("none").await;
    in_the_open(server.port, 20).send(&mail("žofie@example.org", "x", "y")).await.expect("it is taken");
    assert_eq!(server.next().await["to"], json!(["žofie@example.org"]));
}

#[tokio::test]
async fn a_connection_takes_one_mail_after_the_other_until_something_was_refused() {
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
async fn refusals_say_what_can_be_done_and_neither_who_nor_what() {
    let server = SmtpServer::start("starttls").await;
    let mailer = mailer(server.port, &json!({}));
    for (to, text, kind, told) in [
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
        assert!(refused.chain().contains(told), "{}", refused.chain());
        says_nothing_of(&refused, &["example.org", "subject", "REFUSE", "no such user"]);
    }
}

#[tokio::test]
async fn a_wrong_password_is_told_as_such_and_not_repeated() {
    let server = SmtpServer::start("starttls").await;
    for with in [json!({"password": "another secret"}), json!({"username": Value::Null, "password": Value::Null})] {
        let refused = mailer(server.port, &with).send(&mail("ada@example.org", "x", "y")).await.expect_err("refused");
        assert_eq!(refused.kind, PortErrorKind::Unauthorized, "{}", refused.chain());
        says_nothing_of(&refused, &["another secret", "ada"]);
    }
    mailer(server.port, &json!({})).ping().await.expect("it accepts us");
    let refused = mailer(server.port, &json!({"password": "another secret"})).ping().await.expect_err("refused");
    assert_eq!(refused.kind, PortErrorKind::Unauthorized, "{}", refused.chain());
}

#[tokio::test]
async fn whoever_has_no_certificate_we_trust_gets_nothing() {
    let server = SmtpServer::start("starttls").await;
    let stranger = json!({"ca_file": Value::Null});
    let another_name = json!({"host": "127.0.0.2"});
    for with in [stranger, another_name] {
        let refused = mailer(server.port, &with).send(&mail("ada@example.org", "x", "y")).await.expect_err("refused");
        assert_eq!(refused.kind, PortErrorKind::Unavailable, "{}", refused.chain());
    }
}

#[tokio::test]
async fn a_server_without_encryption_gets_nothing_but_a_greeting() {
    let mut server = SmtpServer::start("none").await;
    let refused = mailer(server.port, &json!({})).send(&mail("ada@example.org", "x", "y")).await.expect_err("refused");
    assert_eq!(refused.chain(), "unavailable: the mail server offers no STARTTLS");
    // The next mail it tells of is the next one that was sent.
    in_the_open(server.port, 20).send(&mail("ada@example.org", "plain", "x")).await.expect("it is taken");
    assert!(server.next().await["content"].as_str().expect("a text").contains("Subject: plain"));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let refused = in_the_open(port, 20).send(&mail("ada@example.org", "x", "y")).await.expect_err("nobody is there");
    assert_eq!(refused.kind, PortErrorKind::Unavailable);
}

#[tokio::test]
async fn a_server_that_hangs_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let refused = in_the_open(port, 1).send(&mail("ada@example.org", "x", "y")).await.expect_err("silence");
    assert_eq!(refused.kind, PortErrorKind::Timeout);
}

/// A server that follows a script: what it answers to the greeting and to each line, until it has nothing left to say. Its
/// answer to the whole mail is to the `.` at its end.
async fn scripted(answers: &'static [&'static str]) -> (u16, oneshot::Receiver<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (tell, told) = oneshot::channel();
    tokio::spawn(async move {
        let mut connections = 0;
        let mut held = Vec::new();
        let mut tell = Some(tell);
        loop {
            let (stream, _) = listener.accept().await.expect("a connection");
            connections += 1;
            if connections == 2 {
                let _ = tell.take().expect("told once").send(connections);
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
    (port, told)
}

#[tokio::test]
async fn greetings_and_answers_of_every_kind_are_understood() {
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
        let (port, _) = scripted(answers.leak()).await;
        let refused = in_the_open(port, 5).send(&mail("ada@example.org", "x", "y")).await.expect_err("refused");
        assert_eq!(refused.kind, kind, "{}", refused.chain());
        says_nothing_of(&refused, &["example.org", "xxx"]);
    }
}

#[tokio::test]
async fn an_answer_too_many_makes_no_mail_accepted() {
    let answers =
        &["220 hi\r\n", "250 hi\r\n250 slipped in\r\n", "250 ok\r\n", "250 ok\r\n", "354 go on\r\n", "250 ok\r\n"];
    let (port, _) = scripted(answers).await;
    let refused = in_the_open(port, 5).send(&mail("ada@example.org", "x", "y")).await.expect_err("not to be believed");
    assert_eq!(refused.chain(), "unavailable: the mail server's answers are not to what was asked");
}

#[tokio::test]
async fn a_mail_that_was_given_up_leaves_its_connection_to_nobody() {
    // It takes the envelope, and never answers to what is in it.
    let (port, told) = scripted(&["220 hi\r\n", "250 hi\r\n", "250 ok\r\n", "250 ok\r\n", "354 go on\r\n"]).await;
    let mailer = in_the_open(port, 1);
    for subject in ["first", "second"] {
        let given_up = mailer.send(&mail("ada@example.org", subject, "x")).await.expect_err("no answer");
        assert_eq!(given_up.kind, PortErrorKind::Timeout, "an answer to one mail is none to the next");
    }
    assert_eq!(told.await.expect("the second connection"), 2);
}
