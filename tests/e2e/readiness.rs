//! Readiness: a test for each row of the table (MN-11).
//!
//! | condition | ready |
//! |---|---|
//! | all dependencies respond | yes |
//! | the database is down, hangs, or has an older schema | no |
//! | the database has a newer schema | yes |
//! | the object storage is down | no |
//! | a model or the broadcast server is down | yes, and it is named |
//! | the server is shutting down | no |

use std::net::{SocketAddr, TcpListener};
use std::time::Instant;

use serde_json::{Value, json};
use sqlx::Executor;
use tests_servers::TestPostgres;
use tests_servers::s3::{ACCESS_KEY_ID, BUCKET, S3Server, SECRET_ACCESS_KEY};
use tests_servers::tcp_proxy::TcpProxy;

use crate::support::hint_server::HintServer;
use crate::support::model::Model;
use crate::support::{Api, Installation, Server, eventually};

/// Waits until the server is ready, and answers what is degraded.
async fn ready(api: &Api) -> Value {
    eventually("the server to be ready", async || {
        let answer = api.get("/readyz").await;
        answer.status.is_success().then(|| answer.ok()["degraded"].clone())
    })
    .await
}

/// Waits until the server is ready with this away, and nothing else.
async fn degraded(api: &Api, away: Value) {
    eventually(&format!("{away} to be named"), async || (ready(api).await == away).then_some(())).await;
}

/// Waits until the server is not ready, for this reason. It is alive all the same.
async fn not_ready(api: &Api, why: &str) {
    let found = eventually("the server not to be ready", async || {
        let answer = api.get("/readyz").await;
        (!answer.status.is_success()).then_some(answer)
    })
    .await;
    assert!(found.problem(503, "not_ready").ends_with(why), "{found:?}");
    assert!(found.headers.contains_key("retry-after"));
    api.get("/healthz").await.ok();
}

fn postgres(url: &url::Url) -> Installation {
    Installation::new(&format!("[database]\nprovider = \"postgres\"\nurl = \"{url}\"\n"))
}

#[tokio::test]
async fn mn_11_it_is_ready_when_everything_answers() {
    let installation = Installation::new("");
    let server = installation.start();
    assert_eq!(
        server.client().get("/readyz").await.ok(),
        json!({"status": "ok", "service": "jobwright", "degraded": []})
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn mn_11_it_is_not_ready_without_the_database_and_says_so_at_once_even_if_that_hangs() {
    let mut url = TestPostgres::new().await.url;
    let address: SocketAddr = format!("127.0.0.1:{}", url.port().unwrap()).parse().unwrap();
    let mut proxy = TcpProxy::to(address).await;
    url.set_port(Some(proxy.address.port())).unwrap();
    proxy.open().await;
    let installation = postgres(&url);
    let server = installation.start();
    let api = server.client();
    ready(&api).await;
    proxy.stall();
    not_ready(&api, "this does not answer: database").await;
    proxy.resume();
    ready(&api).await;
    proxy.close().await;
    not_ready(&api, "this does not answer: database").await;
    proxy.open().await;
    ready(&api).await;
}

#[tokio::test]
async fn mn_11_it_is_ready_with_a_newer_schema_and_not_with_an_older_one() {
    let database = TestPostgres::new().await;
    let installation = postgres(&database.url);
    let server = installation.start();
    let api = server.client();
    let mut superuser = database.superuser().await;
    superuser.execute("INSERT INTO jobwright.seaql_migrations VALUES ('m20991231_000001_later', 0)").await.unwrap();
    let second = installation.start();
    assert_eq!(ready(&second.client()).await, json!([]), "it can even be started, as during a rolling update");
    assert_eq!(ready(&api).await, json!([]));
    superuser.execute("DELETE FROM jobwright.seaql_migrations WHERE version LIKE '%_accounts'").await.unwrap();
    not_ready(&api, "this does not answer: database").await;
}

#[tokio::test]
async fn mn_11_it_is_not_ready_without_the_bucket() {
    let mut bucket = S3Server::start().await;
    let installation = Installation::new(&format!(
        "[storage]\nprovider = \"s3\"\nendpoint = \"{}\"\nregion = \"eu-central-1\"\nbucket = \"{BUCKET}\"\n\
         access_key_id = \"{ACCESS_KEY_ID}\"\nsecret_access_key = \"{SECRET_ACCESS_KEY}\"\n",
        bucket.endpoint()
    ));
    let server = installation.start();
    let api = server.client();
    ready(&api).await;
    bucket.stop().await;
    not_ready(&api, "this does not answer: storage").await;
    bucket.restart().await;
    ready(&api).await;
}

#[tokio::test]
async fn mn_11_it_is_not_ready_without_the_directory_of_files() {
    let installation = Installation::new("");
    let server = installation.start();
    let objects = installation.folder.path().join("data/objects");
    std::fs::remove_dir_all(&objects).unwrap();
    not_ready(&server.client(), "this does not answer: storage").await;
    std::fs::create_dir(&objects).unwrap();
    ready(&server.client()).await;
}

#[tokio::test]
async fn mn_11_it_is_ready_without_the_server_of_hints() {
    let mut redis = HintServer::redis("secret").await;
    let installation = Installation::new(&format!(
        "[broadcast]\nprovider = \"redis\"\nurl = \"redis://:secret@{}\"\n",
        redis.address()
    ));
    let server = installation.start();
    let api = server.client();
    degraded(&api, json!([])).await;
    redis.kill();
    degraded(&api, json!(["broadcast"])).await;
    redis.start().await;
    degraded(&api, json!([])).await;
}

#[tokio::test]
async fn mn_11_it_is_ready_without_models() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let server = format!("provider = \"openai\"\nbase_url = \"http://{nobody}/v1\"\nmodel = \"stub\"\n");
    let config = format!("[completions]\n{server}[embeddings]\n{server}dimensions = 3\n");
    let installation = Installation::new(&config);
    let server = installation.start();
    assert_eq!(ready(&server.client()).await, json!(["embeddings", "completions"]));
}

#[tokio::test]
async fn mn_11_asking_all_the_time_costs_little() {
    let model = Model::start().await;
    let installation = Installation::new(&model.config());
    let server = installation.start();
    let api = server.client();
    let began = Instant::now();
    for _ in 0..200 {
        assert_eq!(ready(&api).await, json!([]));
    }
    let looks = model.requests().await.len() as u64;
    assert!((1..=began.elapsed().as_secs() + 1).contains(&looks), "{looks} looks in {:?}", began.elapsed());
}

#[tokio::test]
async fn mn_11_a_server_that_is_about_to_stop_is_not_ready_and_still_answers() {
    let installation = Installation::new("[server]\ndrain_seconds = 600\n");
    let server: Server = installation.start();
    let api = server.client();
    ready(&api).await;
    server.terminate();
    not_ready(&api, "the server is about to stop").await;
    api.register("mira@example.org", "seeker").await;
    // Who is in a hurry says it again.
    server.stop();
}
