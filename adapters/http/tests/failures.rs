//! Every [`FetchFailure`](domain_model::kernel::fetch::FetchFailure), each caused by a real server on this machine.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use adapter_http::{GuardedClient, NetworkScope, Policy, Request};
use bytes::Bytes;
use domain_model::kernel::fetch::{FetchError, FetchFailure};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket};
use tokio_rustls::TlsAcceptor;
use url::Url;

const LIMIT: usize = 1024;

/// What a server does with a connection after it has sent its answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AfterAnswer {
    Close,
    /// Nothing more: the client waits.
    Stall,
}

/// A server that answers every connection with these bytes.
async fn server(answer: impl Into<Vec<u8>>, then: AfterAnswer) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let (address, answer) = (listener.local_addr().expect("an address"), answer.into());
    tokio::spawn(async move {
        let mut stalled = Vec::new();
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let _ = socket.read(&mut request).await;
            let _ = socket.write_all(&answer).await;
            match then {
                AfterAnswer::Close => drop(socket.shutdown().await),
                AfterAnswer::Stall => stalled.push(socket),
            }
        }
    });
    address
}

async fn answering(answer: impl Into<Vec<u8>>) -> SocketAddr {
    server(answer, AfterAnswer::Close).await
}

/// A TLS server whose certificate it has signed itself.
async fn self_signed() -> SocketAddr {
    let certificate = CertificateDer::from_pem_slice(include_bytes!("self_signed/certificate.pem")).expect("PEM");
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("self_signed/key.pem")).expect("PEM");
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the usual versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("the key is the certificate's");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let _ = acceptor.accept(socket).await;
        }
    });
    address
}

/// A policy as for pages, with a small limit.
fn policy(reach: NetworkScope) -> Policy {
    Policy { reach, body_limit: LIMIT, ..Policy::web_pages(false) }
}

async fn fetch(policy: Policy, url: &str) -> Result<Bytes, FetchError> {
    let client = GuardedClient::new(policy).expect("a client");
    client.send(Request::get(Url::parse(url).expect("an address"))).await?.bytes().await
}

#[tokio::test]
async fn each_reason_for_which_a_request_fails_has_its_own_kind() {
    let trial = policy(NetworkScope::PublicAndLoopback);
    let hurried = Policy { timeout: Duration::from_millis(200), ..trial };
    let public = policy(NetworkScope::Public);
    // Bound and not listening: nobody else can have this port, and nobody answers at it.
    let closed = TcpSocket::new_v4().expect("a socket");
    closed.bind(SocketAddr::from(([127, 0, 0, 1], 0))).expect("a free port");
    let closed_port = closed.local_addr().expect("an address");
    let plain = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi").await;
    let large = answering(format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(LIMIT + 1))).await;
    let half = answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf").await;
    let circle = answering("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n").await;
    let nowhere = answering("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n").await;
    let inside = answering("HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n").await;
    let stalled = server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", AfterAnswer::Stall).await;
    let (silent, self_signed) = (server("", AfterAnswer::Stall).await, self_signed().await);
    // A label of more than 63 bytes is in no name, so no resolver has to be asked.
    let unresolvable = format!("http://{}.example/", "a".repeat(64));
    for (policy, url, failure) in [
        (public, unresolvable, FetchFailure::NameResolution),
        (trial, format!("http://{closed_port}/"), FetchFailure::Connection),
        (trial, format!("http://{half}/"), FetchFailure::Connection),
        (trial, format!("https://{self_signed}/"), FetchFailure::Tls),
        (trial, format!("https://{plain}/"), FetchFailure::Tls),
        (hurried, format!("http://{silent}/"), FetchFailure::Timeout),
        (hurried, format!("https://{silent}/"), FetchFailure::Timeout),
        (hurried, format!("http://{stalled}/"), FetchFailure::Timeout),
        (trial, format!("http://{large}/"), FetchFailure::TooLarge { limit: LIMIT }),
        (public, "http://10.0.0.1/".to_owned(), FetchFailure::Forbidden),
        (public, "http://localhost/".to_owned(), FetchFailure::Forbidden),
        (public, format!("http://{plain}/"), FetchFailure::Forbidden),
        (trial, format!("http://{inside}/"), FetchFailure::Forbidden),
        (trial, format!("http://{circle}/"), FetchFailure::TooManyRedirects),
        (trial, format!("http://{nowhere}/"), FetchFailure::BadRedirect),
    ] {
        let error = fetch(policy, &url).await.expect_err(&url);
        assert_eq!(error.failure, failure, "{url}: {:?}", error.cause);
    }
    assert_eq!(fetch(trial, &format!("http://{plain}/")).await.expect("an answer"), "hi");
}

#[tokio::test]
async fn a_redirect_is_an_answer_where_the_policy_follows_none() {
    let moved = answering("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n").await;
    let client = GuardedClient::new(Policy::identity_issuers(true)).expect("a client");
    let request = Request::get(Url::parse(&format!("http://{moved}/")).expect("an address"));
    assert_eq!(client.send(request).await.expect("an answer").status.as_u16(), 302);
}

#[tokio::test]
async fn a_value_that_no_header_can_carry_is_not_sent() {
    let client = GuardedClient::new(policy(NetworkScope::PublicAndLoopback)).expect("a client");
    let request = Request::get(Url::parse("http://127.0.0.1:1/").expect("an address")).authorization("a\r\nb");
    let error = client.send(request).await.expect_err("no header");
    assert_eq!(error.failure, FetchFailure::InvalidRequest);
}
