//! Issuers that do not respond: how often they are asked, and what callers are told.

use std::sync::Arc;
use std::time::Duration;

use adapter_http::Policy;
use adapter_oidc::{SocialConfig, SocialLogins};
use chrono::TimeDelta;
use futures_util::future::{join, join_all};
use ports::{Clock, PortErrorKind, PortResult, SetClock, SocialLogin};
use serde_json::json;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use wiremock::ResponseTemplate;

use crate::issuer::{CODE, Issuer, SECRET, SigningKey, clock, logins, request};

/// Concurrent sign-ins.
const LOGINS: usize = 32;

/// An issuer that accepts requests and never responds.
struct HangingIssuer {
    address: String,
    /// One entry per request.
    requests: Receiver<()>,
    /// Ends the connection of the oldest request.
    hang_up: Sender<()>,
}

impl HangingIssuer {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let ((requested, requests), (hang_up, mut hung_up)) = (channel(2 * LOGINS), channel::<()>(1));
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let mut head = [0; 1024];
                if socket.read(&mut head).await.is_ok_and(|length| length > 0) {
                    requested.send(()).await.expect("the test counts them");
                    hung_up.recv().await;
                }
            }
        });
        Self { address, requests, hang_up }
    }
}

/// Every outcome is a temporary error, which clients get as 503.
fn assert_all_unavailable<T>(outcomes: Vec<PortResult<T>>) {
    assert_eq!(outcomes.len(), LOGINS);
    for outcome in outcomes {
        let error = outcome.err().expect("nobody answers");
        assert!(matches!(error.kind, PortErrorKind::Timeout | PortErrorKind::Unavailable), "{}", error.chain());
    }
}

#[tokio::test]
async fn concurrent_sign_ins_share_one_request_to_a_hanging_issuer() {
    let (mut issuer, clock) = (HangingIssuer::start().await, clock());
    let logins = logins("oidc", &issuer.address, true, &clock);
    let request = request();
    let all = || join_all((0..LOGINS).map(|_| logins.authorize("own", &request)));
    for round in 1..=2 {
        // All of them wait before the issuer hangs up.
        let hang_up = async {
            issuer.requests.recv().await.expect("the issuer is asked");
            issuer.hang_up.send(()).await.expect("it is there");
        };
        let (outcomes, ()) = join(all(), hang_up).await;
        assert_all_unavailable(outcomes);
        assert_all_unavailable(all().await);
        assert!(issuer.requests.try_recv().is_err(), "round {round}: one request, and its failure is remembered");
        clock.advance(TimeDelta::seconds(10));
    }
}

#[tokio::test]
async fn a_sign_in_waits_for_one_request_timeout_at_most() {
    let issuer = HangingIssuer::start().await;
    let config = json!({"name": "own", "kind": "oidc", "client_id": "us", "client_secret": SECRET,
        "issuer": issuer.address});
    let config: SocialConfig = serde_json::from_value(config).expect("a valid configuration");
    let policy = Policy { timeout: Duration::from_millis(50), ..Policy::identity_issuers(true) };
    let clock: Arc<dyn Clock> = Arc::<SetClock>::clone(&clock());
    let logins = SocialLogins::with_policy(&[config], policy, &clock).expect("a valid configuration");
    assert_eq!(logins.authorize("own", &request()).await.expect_err("silence").kind, PortErrorKind::Timeout);
}

#[tokio::test]
async fn concurrent_sign_ins_share_one_failed_request_for_keys() {
    let key = SigningKey::ec("a");
    let issuer = Issuer::start("oidc").await;
    issuer.describe(&json!({})).await;
    issuer.redeem(&key.token(&issuer.claims(&json!({})))).await;
    issuer.answers("GET", "/keys", ResponseTemplate::new(503)).await;
    let request = request();
    assert_all_unavailable(join_all((0..LOGINS).map(|_| issuer.logins.identify("own", CODE, &request))).await);
    assert_eq!(issuer.requests_to("/keys").await.len(), 1);
    assert_eq!(issuer.requests_to("/.well-known/openid-configuration").await.len(), 1);
}

#[tokio::test]
async fn a_cached_failure_expires_and_the_issuer_is_asked_again() {
    let issuer = Issuer::start("oidc").await;
    let request = request();
    let sign_in = || issuer.logins.authorize("own", &request);
    issuer.answers("GET", "/.well-known/openid-configuration", ResponseTemplate::new(503)).await;
    assert_eq!(sign_in().await.expect_err("away").kind, PortErrorKind::Unavailable);
    issuer.server.reset().await;
    issuer.describe(&json!({})).await;
    assert_eq!(sign_in().await.expect_err("remembered").kind, PortErrorKind::Unavailable);
    issuer.clock.advance(TimeDelta::seconds(10));
    sign_in().await.expect("it is back");
}
