//! The task queue: the operators' view, and behaviour at shutdown and after a kill.

use std::time::Duration;

use serde_json::{Value, json};
use tests_servers::tcp_proxy::TcpProxy;
use wiremock::ResponseTemplate;

use crate::support::boards::{Boards, PLATFORM, Posted};
use crate::support::documents::software_engineer;
use crate::support::model::{Model, completion_of, enrichment};
use crate::support::{Api, Installation, Server, eventually, repository};

async fn tasks(admin: &Api, query: &str) -> Vec<Value> {
    admin.get(&format!("/admin/tasks?{query}")).await.ok().as_array().unwrap().clone()
}

/// A server in the middle of enriching one of three jobs, and the gate behind which its model's answers wait.
async fn in_the_middle_of_enriching(boards: &Boards, model: &Model) -> (Installation, Server, Api, TcpProxy) {
    let postings: Vec<Posted> =
        (1..=3).map(|n| Posted::new(n, &format!("Engineer {n}"), &format!("{PLATFORM}<p>Team {n}</p>"))).collect();
    boards.greenhouse_lists("acme", &postings).await;
    model.answers(completion_of(&enrichment("Show the clusters you ran.").to_string())).await;
    let (proxy, model_config) = model.behind_a_proxy().await;
    proxy.stall_responses();
    let installation = Installation::new(&format!("{}{model_config}", boards.greenhouse_source("acme")));
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    admin.post("/admin/ingest/acme", json!({})).await.ok();
    eventually("the model to be asked", async || (!model.requests().await.is_empty()).then_some(())).await;
    (installation, server, admin, proxy)
}

#[tokio::test(flavor = "multi_thread")]
async fn jq_09_a_stop_finishes_what_is_under_way_and_leaves_the_rest_to_the_next_start() {
    let (boards, model) = (Boards::start().await, Model::start().await);
    let (installation, server, admin, proxy) = in_the_middle_of_enriching(&boards, &model).await;
    assert_eq!(tasks(&admin, "state=running").await.len(), 1, "a model is asked for one job at a time");
    assert_eq!(tasks(&admin, "state=ready&class=enrich").await.len(), 2);
    // The model answers when the server stops already.
    server.interrupt();
    eventually("the server to stop", async || server.log().contains("stopping").then_some(())).await;
    proxy.resume();
    server.stop();
    assert_eq!(model.requests().await.len(), 1);
    let of = |state: &str| installation.run_json(&["tasks", "list", "--state", state]).as_array().unwrap().clone();
    assert_eq!((of("done").len(), of("ready").len(), of("running").len()), (1, 2, 0));
    assert!(of("ready").iter().all(|task| task["attempts"] == 0), "nobody began what was not finished");
    let server = installation.start();
    server.client().feed_of(3).await;
    assert_eq!(model.requests().await.len(), 3, "nothing was asked twice");
    server.stop();
    assert_eq!(of("done").len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn jq_02_a_task_of_a_killed_server_is_found_by_the_next_one() {
    let (boards, model) = (Boards::start().await, Model::start().await);
    let (installation, server, _, proxy) = in_the_middle_of_enriching(&boards, &model).await;
    server.kill();
    proxy.resume();
    let orphan = installation.run_json(&["tasks", "list", "--state", "running"])[0].clone();
    model.answers(completion_of(&enrichment("Show the clusters you ran.").to_string())).await;
    let server = installation.start();
    server.client().feed_of(3).await;
    let done = installation.run_json(&["tasks", "list", "--state", "done"]);
    let found = done.as_array().unwrap().iter().find(|task| task["id"] == orphan["id"]).unwrap();
    assert_eq!((&found["attempts"], &found["reason"]), (&json!(2), &json!("its worker was lost")));
}

#[tokio::test]
async fn operators_see_why_a_task_failed_and_try_again_what_was_given_up() {
    let refuses = wiremock::MockServer::start().await;
    let embeddings = wiremock::Mock::given(wiremock::matchers::path("/v1/embeddings"));
    embeddings.respond_with(ResponseTemplate::new(400)).mount(&refuses).await;
    let installation = Installation::new(&format!(
        "[embeddings]\nprovider = \"openai\"\nbase_url = \"{}/v1\"\nmodel = \"stub\"\ndimensions = 2\n",
        refuses.uri()
    ));
    let page = repository("samples/pages/arvenbahn-trainee-train-driver.html");
    installation.run_json(&["ingest", page.to_str().unwrap()]);
    let failed = installation.run_json(&["tasks", "list", "--state", "ready", "--class", "enrich"])[0].clone();
    assert_eq!((&failed["attempts"], &failed["attempts_allowed"]), (&json!(1), &json!(20)));
    assert!(failed["reason"].as_str().unwrap().starts_with("no vector: "), "{failed}");
    let table = String::from_utf8(installation.run(&["tasks", "list"]).stdout).unwrap();
    let id = failed["id"].as_str().unwrap();
    assert!(table.contains(id) && table.contains("1 of 20"), "{table}");

    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    let seen = &tasks(&admin, "class=enrich&limit=1").await[0];
    assert_eq!((&seen["id"], &seen["payload"]), (&failed["id"], &failed["payload"]));
    let detail = admin.post(&format!("/admin/tasks/{id}/retry"), json!({})).await.problem(409, "conflict");
    assert!(detail.contains("only a dead one can be tried again"), "{detail}");
    let nobodys = "00000000-0000-4000-8000-000000000000";
    admin.post(&format!("/admin/tasks/{nobodys}/retry"), json!({})).await.problem(404, "not_found");
    for query in ["state=tired", "class=dance", "limit=0", "limit=501"] {
        admin.get(&format!("/admin/tasks?{query}")).await.problem(422, "validation_error");
    }
    assert_eq!(installation.run_json(&["tasks", "retry", "--all-dead"])["retried"], 0);
    assert_eq!(installation.run(&["tasks", "retry", nobodys]).status.code(), Some(1));
    assert_eq!(installation.run(&["tasks", "retry"]).status.code(), Some(2));
}

#[tokio::test]
async fn an_uploaded_resume_is_embedded_whoever_is_killed_in_between() {
    let model = wiremock::MockServer::start().await;
    let endpoint = || wiremock::Mock::given(wiremock::matchers::path("/v1/embeddings"));
    let hangs = endpoint().respond_with(ResponseTemplate::new(200).set_delay(Duration::from_mins(1)));
    let hangs = hangs.mount_as_scoped(&model).await;
    let installation = Installation::new(&format!(
        "[embeddings]\nprovider = \"openai\"\nbase_url = \"{}/v1\"\nmodel = \"stub\"\ndimensions = 2\n",
        model.uri()
    ));
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    seeker.upload("/users/resume", "mira.pdf", software_engineer()).await.ok();
    eventually("the model to be asked", async || (!model.received_requests().await.unwrap().is_empty()).then_some(()))
        .await;
    server.kill();
    drop(hangs);
    let vector = json!({"data": [{"index": 0, "embedding": [0.6, 0.8]}], "model": "stub", "object": "list"});
    endpoint().respond_with(ResponseTemplate::new(200).set_body_json(vector)).mount(&model).await;
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    let done = eventually("the vector", async || {
        let done = tasks(&admin, "state=done&class=embed_resume").await;
        (!done.is_empty()).then_some(done)
    })
    .await;
    assert_eq!((done.len(), &done[0]["attempts"]), (1, &json!(2)), "{done:?}");
}
