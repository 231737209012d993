//! Backup of a running server and restore, on both databases and both storages (MN-12).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};
use tests_servers::TestPostgres;
use tests_servers::s3::{ACCESS_KEY_ID, BUCKET, S3Server, SECRET_ACCESS_KEY};
use tokio::task::{JoinSet, block_in_place};

use crate::support::boards::Boards;
use crate::support::chat::Chat;
use crate::support::documents::software_engineer;
use crate::support::{Api, Installation, Server, eventually};

/// What an installation keeps of a seeker, an administrator and a conversation.
struct SeededData {
    seeker: Api,
    session: Value,
    job: String,
    score: Value,
}

/// Ingests a posting, uploads a resume, talks about it.
async fn live(installation: &Installation, server: &Server) -> SeededData {
    let anybody = server.client();
    let admin = anybody.admin(installation).await;
    let job = admin.ingest_one().await;
    let seeker = anybody.register("mira@example.org", "seeker").await;
    seeker.upload("/users/resume", "mira.pdf", software_engineer()).await.ok();
    let score = seeker.post(&format!("/jobs/{job}/match"), json!({})).await.ok()["similarity_score"].clone();
    let session = seeker.post("/chat/sessions", json!({"job_id": job})).await.ok()["id"].clone();
    let mut chat = Chat::begin(&seeker, &session).await;
    chat.send_text("I have never used Terraform. Is that a problem?").await;
    chat.expect("ai_reply").await;
    SeededData { seeker, session, job, score }
}

impl SeededData {
    /// Everything is there on this server, and goes on: tokens from before are good, people sign in with their passwords,
    /// the feed and the matches are the same, files come back, and the conversation knows what was said.
    async fn is_on(&self, server: &Server) {
        let mut seeker = self.seeker.clone();
        seeker.address.clone_from(&server.address);
        assert_eq!(seeker.get("/users/me").await.ok()["resume_file_name"], "mira.pdf");
        let login = json!({"email": "mira@example.org", "password": "correct horse"});
        server.client().post("/auth/login", login).await.ok();
        assert_eq!(server.client().feed_of(1).await[0]["id"], self.job);
        let matched = seeker.post(&format!("/jobs/{}/match", self.job), json!({})).await.ok();
        assert_eq!(matched["similarity_score"], self.score);
        eventually("the index to be made again", async || {
            let best = seeker.post("/jobs/match", json!({})).await.ok();
            (best.as_array().unwrap().len() == 1).then_some(())
        })
        .await;
        let link = seeker.get("/users/me/resume").await.ok()["download_url"].as_str().unwrap().to_owned();
        assert_eq!(reqwest::get(link).await.unwrap().bytes().await.unwrap(), software_engineer());
        let mut chat = Chat::open(&seeker, &self.session).await;
        let replay = chat.expect("history_replay").await;
        let senders: Vec<&str> =
            replay["messages"].as_array().unwrap().iter().map(|message| message["role"].as_str().unwrap()).collect();
        assert_eq!(senders, ["assistant", "user", "assistant"], "{replay}");
        chat.send_text("What does it pay?").await;
        assert_eq!(chat.expect("ai_reply").await["seq"], 5);
    }
}

/// People who register, replace their resumes and open conversations until they are told to stop.
struct Load {
    stop: Arc<AtomicBool>,
    people: JoinSet<u32>,
}

impl Load {
    const MAX_ROUNDS: u32 = 400;

    fn on(server: &Server) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let mut people = JoinSet::new();
        for n in 0..4 {
            let (api, stop) = (server.client(), stop.clone());
            people.spawn(async move {
                let person = api.register(&format!("person-{n}@example.org"), "seeker").await;
                let mut rounds = 0;
                while rounds < Self::MAX_ROUNDS && !stop.load(Ordering::Relaxed) {
                    person.upload("/users/resume", "again.pdf", software_engineer()).await.ok();
                    person.post("/chat/sessions", json!({})).await.ok();
                    rounds += 1;
                }
                rounds
            });
        }
        Self { stop, people }
    }

    async fn end(self) -> u32 {
        self.stop.store(true, Ordering::Relaxed);
        self.people.join_all().await.into_iter().sum()
    }
}

/// What `backup` and `restore` tell, without where and when.
fn content(summary: &Value) -> Value {
    json!([summary["tables"], summary["objects"], summary["keys"], summary["schema"]])
}

fn back_up(installation: &Installation, name: &str) -> (String, Value) {
    let path = installation.folder.path().join(name).to_str().unwrap().to_owned();
    let summary = block_in_place(|| installation.run_json(&["backup", &path]));
    (path, summary)
}

#[tokio::test(flavor = "multi_thread")]
async fn mn_12_a_backup_under_load_is_a_whole_installation() {
    let boards = Boards::with_one_job().await;
    let source = boards.greenhouse_source("acme");
    let installation = Installation::new(&source);
    let server = installation.start();
    let kept = live(&installation, &server).await;
    let load = Load::on(&server);
    let mut backups = Vec::new();
    for n in 0..3 {
        backups.push(back_up(&installation, &format!("{n}.zip")));
    }
    assert!(load.end().await > 0, "there was no load");
    server.stop();
    for (path, summary) in &backups {
        let restored = Installation::new(&source);
        let answer = block_in_place(|| restored.run_json(&["restore", path]));
        assert_eq!(content(&answer), content(summary));
        let (_, again) = back_up(&restored, "again.zip");
        assert_eq!(content(&again), content(summary), "row for row and file for file the same");
    }
    let restored = Installation::new(&source);
    block_in_place(|| restored.run_json(&["restore", &backups[2].0]));
    kept.is_on(&restored.start()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mn_12_an_installation_moves_to_postgres_and_a_bucket_and_back() {
    let boards = Boards::with_one_job().await;
    let sqlite = format!(
        "{}[database]\nprovider = \"sqlite\"\npath = \"data/jobwright.sqlite\"\n",
        boards.greenhouse_source("acme")
    );
    let (postgres, bucket) = (TestPostgres::new().await, S3Server::start().await);
    let team = format!(
        "{}[database]\nprovider = \"postgres\"\nurl = \"{}\"\n[storage]\nprovider = \"s3\"\nendpoint = \"{}\"\n\
         region = \"eu-central-1\"\nbucket = \"{BUCKET}\"\naccess_key_id = \"{ACCESS_KEY_ID}\"\n\
         secret_access_key = \"{SECRET_ACCESS_KEY}\"\n",
        boards.greenhouse_source("acme"),
        postgres.url,
        bucket.endpoint()
    );
    let laptop = Installation::new(&sqlite);
    let server = laptop.start();
    let kept = live(&laptop, &server).await;
    server.stop();
    let (path, first) = back_up(&laptop, "laptop.zip");
    assert_eq!(first["backend"], "sqlite");

    let team = Installation::new(&team);
    block_in_place(|| team.run_json(&["restore", &path]));
    let (path, second) = back_up(&team, "team.zip");
    assert_eq!((&second["backend"], content(&second)), (&json!("postgres"), content(&first)));
    assert_eq!(bucket.count("resumes"), 1);

    let home = Installation::new(&sqlite);
    block_in_place(|| home.run_json(&["restore", &path]));
    assert_eq!(content(&back_up(&home, "home.zip").1), content(&first));
    kept.is_on(&team.start()).await;
    kept.is_on(&home.start()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mn_12_a_refusal_says_why_and_touches_nothing() {
    let installation = Installation::new("");
    let server = installation.start();
    server.client().register("mira@example.org", "seeker").await;
    let (path, _) = back_up(&installation, "a.zip");
    let refusal = |installation: &Installation, arguments: &[&str]| {
        let output = block_in_place(|| installation.run(arguments));
        assert!(!output.status.success(), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let message = refusal(&installation, &["restore", &path]);
    assert!(message.contains("nothing was restored: there are rows in the database already"), "{message}");
    let message = refusal(&installation, &["backup", &path]);
    assert!(message.contains("a.zip` already"), "{message}");
    let message = refusal(&installation, &["backup", "no/such/folder/a.zip"]);
    assert!(message.contains("cannot write `no/such/folder/a.zip`"), "{message}");

    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let empty = Installation::new("");
    for (arguments, why) in [(&["restore", &path][..], "not an archive"), (&["restore", "none.zip"][..], "cannot read")]
    {
        let message = refusal(&empty, arguments);
        assert!(message.contains(why), "{message}");
    }
    assert!(!empty.folder.path().join("data").exists(), "nothing was even opened");
    server.client().get("/readyz").await.ok();
}
