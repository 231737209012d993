//! Outages and recovery of the broadcast servers, which `scripts/with-servers` starts.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::atomic::{AtomicU32, Ordering};

use adapter_broadcast::{Prefix, Relay, ServerConfig};
use domain_model::kernel::id::ChatSessionId;
use futures_util::{FutureExt, StreamExt};
use ports::{Broadcast, PortErrorKind, PortResult, SeqStream};
use secrecy::ExposeSecret;
use sqlx::{Connection, PgConnection};
use tests_servers::tcp_proxy::TcpProxy;
use url::Url;
use uuid::Uuid;

/// One test per rule and server.
macro_rules! outages {
    ($($technology:ident: $server:literal, $start:path;)+) => {$(
        mod $technology {
            use adapter_broadcast::Relay;

            #[tokio::test(flavor = "multi_thread")]
            async fn mn_08_a_server_away_at_the_start_hinders_nobody_and_is_found_later() {
                super::mn_08_a_server_away_at_the_start_hinders_nobody_and_is_found_later($server, $start).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn ws_18_every_reader_looks_again_when_the_line_is_back() {
                super::ws_18_every_reader_looks_again_when_the_line_is_back($server, $start).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn ws_18_a_line_on_which_nothing_moves_is_given_up() {
                super::ws_18_a_line_on_which_nothing_moves_is_given_up($server, $start).await;
            }
        }
    )+};
}

outages! {
    redis: "JOBWRIGHT_TEST_REDIS", Relay::over_redis;
    nats: "JOBWRIGHT_TEST_NATS", Relay::over_nats;
    postgres: "JOBWRIGHT_TEST_PLAIN_POSTGRES", Relay::over_postgres;
}

type Start = fn(&ServerConfig) -> PortResult<Relay>;

async fn mn_08_a_server_away_at_the_start_hinders_nobody_and_is_found_later(server: &str, start: Start) {
    let direct = installation(server);
    let (mut proxy, gated) = behind_a_proxy(&direct).await;
    let (here, there) = (start(&gated).unwrap(), start(&direct).unwrap());
    wait_until_connected_is(&there, true).await;
    let (mut reader, mut distant) = (here.subscribe(session(1)), there.subscribe(session(1)));
    assert!(!*here.connected().borrow());
    here.publish(session(1), 7);
    assert_eq!(reader.next().await, Some(7), "readers here need no server");
    proxy.open().await;
    wait_until_connected_is(&here, true).await;
    receives(&mut distant, 7).await;
    there.publish(session(1), 8);
    receives(&mut reader, 8).await;
}

async fn ws_18_every_reader_looks_again_when_the_line_is_back(server: &str, start: Start) {
    let direct = installation(server);
    let (mut proxy, gated) = behind_a_proxy(&direct).await;
    proxy.open().await;
    let (here, there) = (start(&gated).unwrap(), start(&direct).unwrap());
    for node in [&here, &there] {
        wait_until_connected_is(node, true).await;
    }
    let mut readers: Vec<SeqStream> = (0..20).map(|n| here.subscribe(session(n))).collect();
    here.publish(session(0), 3);
    assert_eq!(readers[0].next().await, Some(3));
    for _ in 0..2 {
        proxy.close().await;
        wait_until_connected_is(&here, false).await;
        there.publish(session(0), 4);
        assert!(readers.iter_mut().all(|reader| reader.next().now_or_never().is_none()), "nothing is known yet");
        proxy.open().await;
        for reader in &mut readers {
            reader.next().await.unwrap();
        }
    }
    there.publish(session(1), 5);
    receives(&mut readers[1], 5).await;
}

async fn ws_18_a_line_on_which_nothing_moves_is_given_up(server: &str, start: Start) {
    let (mut proxy, gated) = behind_a_proxy(&installation(server)).await;
    proxy.open().await;
    let here = start(&gated).unwrap();
    wait_until_connected_is(&here, true).await;
    let mut reader = here.subscribe(session(1));
    proxy.stall();
    wait_until_connected_is(&here, false).await;
    proxy.resume();
    reader.next().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn ws_18_a_listener_that_postgres_throws_out_comes_back_and_its_readers_look_again() {
    let config = installation("JOBWRIGHT_TEST_PLAIN_POSTGRES");
    let here = Relay::over_postgres(&config).unwrap();
    wait_until_connected_is(&here, true).await;
    let mut reader = here.subscribe(session(1));
    let mut operator = PgConnection::connect(config.url.expose_secret()).await.unwrap();
    let terminate_listener = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query = $1";
    let listens = format!("LISTEN \"{}.hints\"", config.prefix.as_str());
    for _ in 0..10 {
        let terminated: i64 =
            sqlx::query_scalar(terminate_listener).bind(&listens).fetch_one(&mut operator).await.unwrap();
        assert_eq!(terminated, 1);
        reader.next().await.unwrap();
    }
}

#[tokio::test]
async fn an_invalid_url_is_refused_and_not_quoted() {
    let starts: [Start; 3] = [Relay::over_redis, Relay::over_nats, Relay::over_postgres];
    for start in starts {
        let config = ServerConfig { url: "gopher://:canary@nowhere".into(), prefix: Prefix::default() };
        let error = start(&config).unwrap_err();
        assert!(matches!(error.kind, PortErrorKind::Invalid(_)), "{error:?}");
        assert!(!error.chain().contains("canary"), "{error:?}");
    }
}

fn session(n: u128) -> ChatSessionId {
    ChatSessionId(Uuid::from_u128(n))
}

async fn receives(reader: &mut SeqStream, seq: u64) {
    while reader.next().await.unwrap() < seq {}
}

async fn wait_until_connected_is(node: &Relay, wanted: bool) {
    node.connected().wait_for(|connected| *connected == wanted).await.unwrap();
}

/// The same installation, reached through a gate.
async fn behind_a_proxy(config: &ServerConfig) -> (TcpProxy, ServerConfig) {
    let mut url = Url::parse(config.url.expose_secret()).unwrap();
    let server = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
    let proxy = TcpProxy::to(server.parse().unwrap()).await;
    url.set_port(Some(proxy.address.port())).unwrap();
    (proxy, ServerConfig { url: String::from(url).into(), prefix: config.prefix.clone() })
}

/// An installation of its own for every test: they share the server.
#[expect(clippy::disallowed_methods, reason = "tests read the addresses of servers from the environment")]
fn installation(server: &str) -> ServerConfig {
    static TESTS: AtomicU32 = AtomicU32::new(0);
    let url = std::env::var(server).unwrap_or_else(|_| panic!("{server} is not set; run this by scripts/with-servers"));
    let prefix = format!("outage-{}-{}", std::process::id(), TESTS.fetch_add(1, Ordering::Relaxed));
    ServerConfig { url: url.into(), prefix: Prefix::try_from(prefix).unwrap() }
}
