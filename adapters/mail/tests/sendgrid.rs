//! The `SendGrid` mailer against a stub server.

use std::sync::Arc;
use std::time::Duration;

use adapter_mail::{SendgridConfig, SendgridMailer};
use chrono::DateTime;
use ports::{Mail, Mailer, PortErrorKind, PortResult, SetClock};
use serde_json::{Value, json};
use uuid::Uuid;
use wiremock::matchers::{body_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const NOW: i64 = 1_795_281_435;

fn mailer(base_url: &str) -> PortResult<SendgridMailer> {
    mailer_within(base_url, 60)
}

fn mailer_within(base_url: &str, timeout_seconds: u16) -> PortResult<SendgridMailer> {
    let config = json!({"api_key": "SG.canary-7731", "from": "Jobwright Zürich <jobs@example.org>",
        "base_url": base_url, "timeout_seconds": timeout_seconds});
    let config: SendgridConfig = serde_json::from_value(config).expect("a valid configuration");
    assert!(!format!("{config:?}").contains("canary"), "a secret never prints");
    SendgridMailer::new(&config, Arc::new(SetClock::at(DateTime::from_timestamp(NOW, 0).expect("a time"))))
}

fn mail() -> Mail {
    let to = "ada@müller.example".parse().expect("an address");
    Mail { id: Uuid::from_u128(7), to, subject: "Žofie\r\nBcc: eve@x.org".to_owned(), text: "Grüße\r\n".to_owned() }
}

#[tokio::test]
async fn a_mail_is_posted_without_tracking() {
    let server = MockServer::start().await;
    let expected: Value = json!({
        "personalizations": [{"to": [{"email": "ada@xn--mller-kva.example"}]}],
        "from": {"email": "jobs@example.org", "name": "Jobwright Zürich"},
        "subject": "Žofie  Bcc: eve@x.org",
        "content": [{"type": "text/plain", "value": "Grüße\n"}],
        "headers": {"Message-ID": "<00000000-0000-0000-0000-000000000007@example.org>", "Auto-Submitted": "auto-generated"},
        "tracking_settings": {"click_tracking": {"enable": false, "enable_text": false}, "open_tracking": {"enable": false}},
    });
    Mock::given(method("POST"))
        .and(path("/v3/mail/send"))
        .and(header("authorization", "Bearer SG.canary-7731"))
        .and(body_json(expected))
        .respond_with(ResponseTemplate::new(202))
        .expect(1)
        .mount(&server)
        .await;
    mailer(&server.uri()).expect("a mailer").send(&mail()).await.expect("it is taken");
}

#[tokio::test]
async fn errors_have_a_kind_and_no_personal_data() {
    let quoting = |status| ResponseTemplate::new(status).set_body_string("ada@müller.example SG.canary-7731 Žofie");
    let pause = |seconds| PortErrorKind::RateLimited { retry_after: Some(Duration::from_secs(seconds)) };
    let reset = (NOW + 90).to_string();
    for (answer, kind) in [
        (quoting(400), PortErrorKind::Invalid("SendGrid refuses the mail".to_owned())),
        (quoting(401), PortErrorKind::Unauthorized),
        (quoting(403), PortErrorKind::Unauthorized),
        (quoting(413), PortErrorKind::Invalid("SendGrid refuses the mail".to_owned())),
        (quoting(429), PortErrorKind::RateLimited { retry_after: None }),
        (quoting(429).insert_header("retry-after", "7"), pause(7)),
        (quoting(429).insert_header("x-ratelimit-reset", reset.as_str()), pause(90)),
        (quoting(429).insert_header("x-ratelimit-reset", "1"), pause(0)),
        (quoting(429).insert_header("retry-after", "99999999999"), pause(3600)),
        (quoting(503), PortErrorKind::Unavailable),
        (quoting(307).insert_header("location", "/elsewhere"), PortErrorKind::Unavailable),
        (quoting(202).set_delay(Duration::from_mins(5)), PortErrorKind::Timeout),
    ] {
        let server = MockServer::start().await;
        Mock::given(method("POST")).and(path("/v3/mail/send")).respond_with(answer).expect(1).mount(&server).await;
        let timeout_seconds = if kind == PortErrorKind::Timeout { 1 } else { 60 };
        let mailer = mailer_within(&server.uri(), timeout_seconds).expect("a mailer");
        let failed = mailer.send(&mail()).await.expect_err("it is not taken");
        assert_eq!(failed.kind, kind, "{}", failed.chain());
        let message = format!("{} {failed:?}", failed.chain());
        assert!(!["ada", "canary", "Žofie"].iter().any(|secret| message.contains(secret)), "{message}");
    }
}

#[tokio::test]
async fn ping_checks_the_api_key() {
    for (status, is_right) in [(200, true), (401, false), (500, false)] {
        let server = MockServer::start().await;
        let scopes = Mock::given(method("GET")).and(path("/v3/scopes"));
        let scopes = scopes.and(header("authorization", "Bearer SG.canary-7731"));
        scopes.respond_with(ResponseTemplate::new(status)).expect(1).mount(&server).await;
        assert_eq!(mailer(&server.uri()).expect("a mailer").ping().await.is_ok(), is_right, "{status}");
    }
}

#[test]
fn the_api_key_is_sent_over_https_only() {
    for (base_url, is_right) in [
        ("https://api.eu.sendgrid.com", true),
        ("http://127.0.0.1:1", true),
        ("http://api.sendgrid.com", false),
        ("ftp://localhost", false),
    ] {
        assert_eq!(mailer(base_url).is_ok(), is_right, "{base_url}");
    }
}
