//! Enrichment by a model: used when valid, replaced when not, and never paid for twice.

use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::support::boards::{Boards, PLATFORM, Posted, greenhouse};
use crate::support::documents::software_engineer;
use crate::support::model::{Model, completion_of, enrichment};
use crate::support::{Api, Installation, Server, eventually, repository};

/// A server that is busy is asked again so often.
const TRIES: usize = 4;

struct Fixture {
    _installation: Installation,
    _server: Server,
    api: Api,
    admin: Api,
}

async fn fixture(model: &Model, sources: &str) -> Fixture {
    let installation = Installation::new(&format!("{sources}{}", model.config()));
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    Fixture { api: server.client(), _installation: installation, _server: server, admin }
}

impl Fixture {
    async fn details(&self, job: &Value) -> Value {
        self.api.get(&format!("/jobs/{}/details", job["id"].as_str().unwrap())).await.ok()
    }
}

fn generated_by(details: &Value) -> &str {
    details["guides_generated_by"].as_str().unwrap()
}

#[tokio::test]
async fn a_model_is_asked_with_a_strict_schema_and_believed_only_so_far() {
    let (boards, model) = (Boards::with_one_job().await, Model::start().await);
    model.answers(completion_of(&enrichment("Show the clusters you ran.").to_string())).await;
    let f = fixture(&model, &boards.greenhouse_source("acme")).await;
    f.admin.post("/admin/ingest/acme", json!({})).await.ok();
    let details = f.details(&f.api.feed_of(1).await[0]).await;
    assert_eq!(generated_by(&details), "model:stub");
    assert_eq!(details["resume_guide_generated"][0], "Show the clusters you ran.");
    assert_eq!(details["prep_guide_generated"][0]["answer_strategy"], "Tell of one you ran.");
    assert_eq!(details["skills_required"], json!(["Kubernetes"]), "a skill the posting does not name is dropped");

    let sent: Value = model.requests().await[0].body_json().unwrap();
    assert_eq!(sent["response_format"]["json_schema"]["strict"], true);
    let input: Value = serde_json::from_str(sent["messages"][1]["content"].as_str().unwrap()).unwrap();
    assert!(input["text"].as_str().unwrap().contains("Run our Kubernetes clusters"), "the posting goes in as data");
    assert!(!sent.to_string().contains("greenhouse"), "and nothing else");
}

#[tokio::test]
async fn lm_04_a_model_that_answers_wrongly_twice_is_replaced_by_rules() {
    let (boards, model) = (Boards::with_one_job().await, Model::start().await);
    model
        .answers(completion_of("{\"resume_tips\": [\"only one\"], \"interview_questions\": [], \"skills\": []}"))
        .await;
    let f = fixture(&model, &boards.greenhouse_source("acme")).await;
    f.admin.post("/admin/ingest/acme", json!({})).await.ok();
    let details = f.details(&f.api.feed_of(1).await[0]).await;
    assert_eq!(generated_by(&details), "rules");
    let sent = model.requests().await;
    assert_eq!(sent.len(), 2, "one repair try");
    let repair: Value = sent[1].body_json().unwrap();
    assert!(repair.to_string().contains("what_is_wrong_with_it"), "{repair}");
}

#[tokio::test]
async fn lm_05_a_model_that_is_away_does_not_keep_jobs_from_being_seen() {
    let (boards, model) = (Boards::start().await, Model::start().await);
    let postings: Vec<Posted> = (1..=12).map(|n| Posted::new(n, &format!("Engineer {n}"), PLATFORM)).collect();
    boards.greenhouse_lists("acme", &postings).await;
    model.answers(ResponseTemplate::new(503)).await;
    let f = fixture(&model, &boards.greenhouse_source("acme")).await;
    f.admin.post("/admin/ingest/acme", json!({})).await.ok();
    let feed = f.api.feed_of(12).await;
    assert_eq!(generated_by(&f.details(&feed[0]).await), "rules");
    assert_eq!(model.requests().await.len(), 5 * TRIES, "after five failures in a row it is left alone");
}

#[tokio::test]
async fn ss_15_the_same_words_are_enriched_once_but_an_employers_name_stays_with_it() {
    let (boards, model) = (Boards::start().await, Model::start().await);
    let twin = |id: u64| {
        Posted::new(id, "Platform Engineer", PLATFORM.replace("Acme moves harbours.", "We move harbours.").as_str())
    };
    boards.server.reset().await;
    for (board, company) in [("acme", "Acme"), ("bolt", "Bolt")] {
        let mut listing = greenhouse(board, company, &[twin(1), twin(2)]);
        for job in listing["jobs"].as_array_mut().unwrap() {
            // Two openings, not one that is posted twice.
            job["requisition_id"] = json!(format!("R-{}", job["id"]));
        }
        boards.at(&format!("/v1/boards/{board}/jobs"), ResponseTemplate::new(200).set_body_json(listing)).await;
    }
    let sources = [boards.greenhouse_source("acme"), boards.greenhouse_source("bolt")].concat();

    // What names nobody is reused, also for another employer.
    model.answers(completion_of(&enrichment("Show the clusters you ran.").to_string())).await;
    let f = fixture(&model, &sources).await;
    f.admin.post("/admin/ingest/all", json!({})).await.ok();
    f.api.feed_of(4).await;
    assert_eq!(model.requests().await.len(), 1, "four postings, the same words");

    // What names the employer is asked for again for another one.
    model.answers(completion_of(&enrichment("Tell Acme of your clusters.").to_string())).await;
    let f = fixture(&model, &sources).await;
    f.admin.post("/admin/ingest/acme", json!({})).await.ok();
    f.api.feed_of(2).await;
    model.answers(completion_of(&enrichment("Tell of your clusters.").to_string())).await;
    f.admin.post("/admin/ingest/bolt", json!({})).await.ok();
    for job in f.api.feed_of(4).await {
        let tips = f.details(&job).await["resume_guide_generated"].to_string();
        assert_eq!(tips.contains("Acme"), job["company_name"] == "Acme", "{}: {tips}", job["company_name"]);
    }
    assert_eq!(model.requests().await.len(), 1, "once for the other employer");
}

#[tokio::test]
async fn a_changed_posting_is_enriched_again_and_stays_visible() {
    let (boards, model) = (Boards::with_one_job().await, Model::start().await);
    model.answers(completion_of(&enrichment("First tip about it.").to_string())).await;
    let f = fixture(&model, &boards.greenhouse_source("acme")).await;
    f.admin.post("/admin/ingest/acme", json!({})).await.ok();
    let job = f.api.feed_of(1).await[0].clone();
    model.answers(completion_of(&enrichment("Second tip about it.").to_string())).await;
    boards.greenhouse_lists("acme", &[Posted::new(1, "Lead Platform Engineer", PLATFORM)]).await;
    let run = f.admin.post("/admin/ingest/acme", json!({})).await.ok();
    assert_eq!(run["result"]["updated"], 1, "{run}");
    assert_eq!(f.api.get("/jobs/feed").await.ok().as_array().unwrap().len(), 1, "visible meanwhile");
    eventually("the second enrichment", async || {
        let tips = f.details(&job).await["resume_guide_generated"].clone();
        (tips[0] == "Second tip about it.").then_some(())
    })
    .await;
    let history = f.api.get(&format!("/jobs/{}/history", job["id"].as_str().unwrap())).await.ok();
    assert_eq!(
        (&history[0]["fields"], &history[0]["before"]["title"]),
        (&json!(["title"]), &json!("Platform Engineer"))
    );
    // Once more on demand: the same words cost nothing.
    let sent = model.requests().await.len();
    f.admin.post("/admin/reenrich", json!({})).await.ok();
    let path = format!("/admin/jobs/{}/enrich", job["id"].as_str().unwrap());
    assert_eq!(f.admin.post(&path, json!({})).await.status.as_u16(), 202);
    f.admin.post("/admin/jobs/00000000-0000-4000-8000-000000000000/enrich", json!({})).await.problem(404, "not_found");
    assert_eq!(model.requests().await.len(), sent);
}

#[tokio::test]
async fn lm_05_texts_that_cannot_be_embedded_keep_nobody_busy() {
    let server = wiremock::MockServer::start().await;
    let refuses = wiremock::Mock::given(wiremock::matchers::path("/v1/embeddings"));
    refuses.respond_with(ResponseTemplate::new(400)).mount(&server).await;
    let embeddings = format!(
        "[embeddings]\nprovider = \"openai\"\nbase_url = \"{}/v1\"\nmodel = \"stub\"\ndimensions = 2\n",
        server.uri()
    );
    let installation = Installation::new(&embeddings);
    let running = installation.start();
    let seeker = running.client().register("mira@example.org", "seeker").await;
    seeker.upload("/users/resume", "mira.pdf", software_engineer()).await.ok();
    let detail = seeker.post("/jobs/match", json!({})).await.problem(500, "internal_error");
    assert!(!detail.contains("refuses"), "the operator's affair is not the seeker's: {detail}");
    running.stop();

    let before = server.received_requests().await.unwrap().len();
    let page = repository("samples/pages/arvenbahn-trainee-train-driver.html");
    let report = installation.run_json(&["ingest", page.to_str().unwrap()]);
    assert_eq!((&report["enriched"], &report["waiting"]), (&json!(0), &json!(1)), "{report}");
    let sent = server.received_requests().await.unwrap().len() - before;
    assert!(sent <= 10, "asked {sent} times");
    assert_eq!(installation.run_json(&["jobs", "list"]).as_array().unwrap().len(), 1, "visible all the same");
}
