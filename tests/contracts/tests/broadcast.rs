//! The broadcast contract inside a process and between nodes, for each technology. `scripts/with-servers` starts the
//! servers.

use std::sync::atomic::{AtomicU32, Ordering};

use adapter_broadcast::{InProcess, Prefix, Relay, ServerConfig};
use ports::PortResult;

mod in_process {
    use super::InProcess;

    tests_contracts::broadcast_contract!(InProcess::default());
}

mod redis {
    use super::{Relay, node, nodes};

    tests_contracts::broadcast_contract!(node("JOBWRIGHT_TEST_REDIS", Relay::over_redis).await);
    tests_contracts::broadcast_between_nodes_contract!(nodes("JOBWRIGHT_TEST_REDIS", Relay::over_redis).await);
}

mod nats {
    use super::{Relay, node, nodes};

    tests_contracts::broadcast_contract!(node("JOBWRIGHT_TEST_NATS", Relay::over_nats).await);
    tests_contracts::broadcast_between_nodes_contract!(nodes("JOBWRIGHT_TEST_NATS", Relay::over_nats).await);
}

mod postgres {
    use super::{Relay, node, nodes};

    tests_contracts::broadcast_contract!(node("JOBWRIGHT_TEST_PLAIN_POSTGRES", Relay::over_postgres).await);
    tests_contracts::broadcast_between_nodes_contract!(
        nodes("JOBWRIGHT_TEST_PLAIN_POSTGRES", Relay::over_postgres).await
    );
}

type Start = fn(&ServerConfig) -> PortResult<Relay>;

async fn node(server: &str, start: Start) -> Relay {
    connected(&installation(server), start).await
}

async fn nodes(server: &str, start: Start) -> (Relay, Relay) {
    let installation = installation(server);
    (connected(&installation, start).await, connected(&installation, start).await)
}

async fn connected(installation: &ServerConfig, start: Start) -> Relay {
    let node = start(installation).expect("the address is right");
    node.connected().wait_for(|connected| *connected).await.expect("the relay lives");
    node
}

/// An installation of its own for every test: they share the server.
#[expect(clippy::disallowed_methods, reason = "tests are told where the servers are")]
fn installation(server: &str) -> ServerConfig {
    static TESTS: AtomicU32 = AtomicU32::new(0);
    let url = std::env::var(server).unwrap_or_else(|_| panic!("{server} is not set; run this by scripts/with-servers"));
    let prefix = format!("contract-{}-{}", std::process::id(), TESTS.fetch_add(1, Ordering::Relaxed));
    ServerConfig { url: url.into(), prefix: Prefix::try_from(prefix).expect("a plain word") }
}
