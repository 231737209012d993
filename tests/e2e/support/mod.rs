//! The test harness: a server in a separate process, an HTTP client, boards, a chat client.

pub(crate) mod boards;
pub(crate) mod chat;
pub(crate) mod cost;
pub(crate) mod described;
pub(crate) mod documents;
pub(crate) mod hint_server;
pub(crate) mod identity;
pub(crate) mod issuer;
pub(crate) mod model;
pub(crate) mod pages;
pub(crate) mod project;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use adapter_archive::ZipFileReader;
use adapter_database::{DatabaseConfig, PostgresConfig, SqlDatabase, SqliteConfig};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use ports::{ArchiveReader, Snapshots};
use reqwest::header::HeaderMap;
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use tests_servers::TestPostgres;
use tests_servers::program::UNLIMITED;

/// How long something may take before it counts as never. Waiting ends with the event, so this costs a green run nothing.
const WAIT_LIMIT: Duration = Duration::from_mins(3);

/// An installation: a directory with a configuration and data, and a server when it runs.
pub(crate) struct Installation {
    pub(crate) folder: TempDir,
}

impl Installation {
    /// An empty directory with this configuration, on a database of its own: `SQLite`, or Postgres when
    /// `JOBWRIGHT_E2E_DATABASE` says so. Words are compared instead of meanings, fetching may reach this
    /// machine, and nothing happens at night, unless the configuration says otherwise.
    pub(crate) fn new(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut whole = String::from(config);
        for (section, usual) in [
            ("[embeddings]", "provider = \"lexical\""),
            ("[fetch]", "allow_loopback = true\nhost_interval_ms = 0"),
            ("[schedule]", "enabled = false"),
            ("[worker]", "lease_seconds = 2"),
            ("[limits]", UNLIMITED),
        ] {
            if !config.contains(section) {
                whole.push_str(&format!("\n{section}\n{usual}\n"));
            }
        }
        if is_on_postgres() && !config.contains("[database]") {
            let postgres = new_postgres();
            whole.push_str(&format!("\n[database]\nprovider = \"postgres\"\nurl = \"{}\"\n", postgres.url));
        }
        std::fs::write(folder.path().join("jobwright.toml"), whole).unwrap();
        Self { folder }
    }

    /// The program with these arguments, in the directory.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jobwright"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("JOBWRIGHT_CONFIG")
            .env_remove("JOBWRIGHT_SECRETS");
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that has to work, and reads what it prints as JSON.
    pub(crate) fn run_json(&self, arguments: &[&str]) -> Value {
        let arguments = [&["--json"], arguments].concat();
        let output = self.run(&arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// What stands in a backup of it, by the names of its parts.
    pub(crate) fn backed_up(&self) -> BTreeMap<String, String> {
        let file = self.folder.path().join("copy.zip");
        self.run_json(&["backup", file.to_str().unwrap()]);
        let mut archive = ZipFileReader::open(&file).unwrap();
        let mut parts = BTreeMap::new();
        for name in archive.names() {
            let mut bytes = Vec::new();
            archive.part(&name).unwrap().unwrap().read_to_end(&mut bytes).unwrap();
            parts.insert(name, String::from_utf8_lossy(&bytes).into_owned());
        }
        std::fs::remove_file(&file).unwrap();
        parts
    }

    /// The same, once nothing is owed any more: every event is told, and every task ended.
    pub(crate) async fn at_rest(&self) -> BTreeMap<String, String> {
        let database = SqlDatabase::connect(&self.database()).await.unwrap();
        eventually("everything to be done", async || {
            if is_owed(&database, "outbox", "told_at").await || is_owed(&database, "tasks", "finished_at").await {
                return None;
            }
            let parts = tokio::task::block_in_place(|| self.backed_up());
            let waits = |table: &str, until: &str| parts[table].contains(&format!("\"{until}\":null"));
            let is_at_rest = !waits("tables/outbox.jsonl", "told_at") && !waits("tables/tasks.jsonl", "finished_at");
            is_at_rest.then_some(parts)
        })
        .await
    }

    /// Its database, for tests that look into it.
    fn database(&self) -> DatabaseConfig {
        let config = std::fs::read_to_string(self.folder.path().join("jobwright.toml")).unwrap();
        let section = config.split_once("[database]").map_or("", |(_, section)| section);
        let mut lines = section.lines().skip(1).take_while(|line| !line.starts_with('['));
        match lines.find_map(|line| line.strip_prefix("url = ")) {
            Some(url) => DatabaseConfig::Postgres(PostgresConfig {
                url: url.trim_matches('"').into(),
                owner_url: None,
                connections: 2,
            }),
            None => DatabaseConfig::Sqlite(SqliteConfig { path: self.folder.path().join("data/jobwright.sqlite") }),
        }
    }

    /// Starts the server and waits until it is ready.
    pub(crate) fn start(&self) -> Server {
        let log = self.folder.path().join("server.log");
        let stderr = std::fs::OpenOptions::new().create(true).append(true).open(&log).unwrap();
        let mut process =
            self.command(&["serve", "--port", "0"]).stdout(Stdio::piped()).stderr(stderr).spawn().unwrap();
        let stdout = process.stdout.take().unwrap();
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            let lines = BufReader::new(stdout).lines().map_while(Result::ok);
            // Where others reach it by another name, it says first where it listens.
            let mut listens = None;
            for line in lines {
                if let Some(address) = line.trim().strip_prefix("listens on ") {
                    listens = Some(address.trim().to_owned());
                }
                if let Some(address) = line.trim().strip_prefix("address ") {
                    let _ = sender.send(listens.take().unwrap_or_else(|| address.trim().to_owned()));
                }
            }
        });
        let Ok(address) = receiver.recv_timeout(WAIT_LIMIT) else {
            let _ = process.kill();
            panic!("the server is not ready: {}", std::fs::read_to_string(&log).unwrap_or_default());
        };
        Server { process, address: address.trim_end_matches('/').to_owned(), log }
    }
}

/// Is there a row that waits for something to be done?
async fn is_owed(database: &SqlDatabase, table: &str, until: &str) -> bool {
    let (mut snapshot, mut is_owed) = (Snapshots::begin(database).await.unwrap(), false);
    let waits = format!("\"{until}\":null");
    let mut look = |row: &[u8]| {
        is_owed |= String::from_utf8_lossy(row).contains(&waits);
        Ok(())
    };
    snapshot.read(table, &mut look).await.unwrap();
    is_owed
}

/// Does this run of the tests put its installations on Postgres?
#[expect(
    clippy::disallowed_methods,
    reason = "the suite is run once for each database, and told which by the environment"
)]
pub(crate) fn is_on_postgres() -> bool {
    std::env::var_os("JOBWRIGHT_E2E_DATABASE").is_some_and(|database| database == "postgres")
}

/// An empty database with the current schema.
fn new_postgres() -> TestPostgres {
    // Installations are made by tests with a runtime and without one.
    let made = std::thread::spawn(|| tokio::runtime::Runtime::new().unwrap().block_on(TestPostgres::new()));
    made.join().expect("a database")
}

/// A running server.
pub(crate) struct Server {
    process: Child,
    /// `http://127.0.0.1:<port>`
    pub(crate) address: String,
    log: PathBuf,
}

impl Server {
    pub(crate) fn client(&self) -> Api {
        let client = client().build().unwrap();
        Api { client, address: self.address.clone(), token: None }
    }

    /// What the server logged so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// `kill -9`
    pub(crate) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Stops the process in the middle of whatever it does, until it is told to go on.
    pub(crate) fn freeze(&self) {
        kill(self.pid(), Signal::SIGSTOP).unwrap();
    }

    /// Lets a frozen process go on.
    pub(crate) fn thaw(&self) {
        kill(self.pid(), Signal::SIGCONT).unwrap();
    }

    /// `SIGTERM`, as whatever looks after servers sends it.
    pub(crate) fn terminate(&self) {
        kill(self.pid(), Signal::SIGTERM).unwrap();
    }

    /// Bytes of memory the process has now.
    pub(crate) fn resident(&self) -> usize {
        let pages = std::fs::read_to_string(format!("/proc/{}/statm", self.process.id())).unwrap();
        pages.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
    }

    pub(crate) fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.process.id()).unwrap())
    }

    /// `Ctrl-C`
    pub(crate) fn interrupt(&self) {
        kill(self.pid(), Signal::SIGINT).unwrap();
    }

    /// `Ctrl-C`, once more if need be; the server has to stop by itself.
    pub(crate) fn stop(mut self) {
        let pid = self.pid();
        self.interrupt();
        let (sender, receiver) = mpsc::channel::<()>();
        let watchdog = std::thread::spawn(move || {
            if receiver.recv_timeout(WAIT_LIMIT).is_err() {
                let _ = kill(pid, Signal::SIGKILL);
            }
        });
        let status = self.process.wait().unwrap();
        let _ = sender.send(());
        watchdog.join().unwrap();
        assert!(status.success(), "{status}: {}", self.log());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The body of an answer that has to be a success.
    #[track_caller]
    pub(crate) fn ok(&self) -> Value {
        assert!(self.status.is_success(), "{self:?}");
        self.json()
    }

    /// The `detail` of a problem that has to have this status and code.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16, code: &str) -> String {
        assert_eq!(self.status.as_u16(), status, "{self:?}");
        assert_eq!(self.headers["content-type"], "application/problem+json", "{self:?}");
        let problem = self.json();
        assert_eq!(problem["code"], code, "{self:?}");
        assert_eq!(problem["status"], status, "{self:?}");
        assert_eq!(problem["request_id"].as_str(), self.headers["x-request-id"].to_str().ok());
        problem["detail"].as_str().unwrap().to_owned()
    }
}

/// Hangs up on idle connections well before the server does: a request sent at that very moment is not answered.
fn client() -> reqwest::ClientBuilder {
    Client::builder().timeout(WAIT_LIMIT).pool_idle_timeout(Duration::from_secs(30))
}

/// A client of the HTTP interface.
#[derive(Clone)]
pub(crate) struct Api {
    client: Client,
    pub(crate) address: String,
    pub(crate) token: Option<String>,
}

impl Api {
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.address));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub(crate) async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        Answer { status, headers, text: response.text().await.unwrap() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// A file.
    pub(crate) async fn get_bytes(&self, path: &str) -> Vec<u8> {
        let response = self.request(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        response.bytes().await.unwrap().to_vec()
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).json(&body)).await
    }

    /// Uploads a document as the part `file`.
    pub(crate) async fn upload(&self, path: &str, name: &str, bytes: Vec<u8>) -> Answer {
        let form = Form::new().part("file", Part::bytes(bytes).file_name(name.to_owned()));
        self.send(self.request(Method::POST, path).multipart(form)).await
    }

    /// A client with this token.
    pub(crate) fn with_token(&self, token: &Value) -> Self {
        Self { token: Some(token.as_str().unwrap().to_owned()), ..self.clone() }
    }

    /// The same client, which follows no redirects.
    pub(crate) fn without_redirects(&self) -> Self {
        let client = client().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { client, ..self.clone() }
    }

    /// A client without a token.
    pub(crate) fn signed_out(&self) -> Self {
        Self { token: None, ..self.clone() }
    }

    /// Somebody who has just registered.
    pub(crate) async fn register(&self, email: &str, role: &str) -> Self {
        let body = json!({"email": email, "password": "correct horse", "metadata": {"role": role}});
        let tokens = self.post("/auth/register", body).await.ok();
        self.with_token(&tokens["access_token"])
    }

    /// An administrator, invited on the command line.
    pub(crate) async fn admin(&self, installation: &Installation) -> Self {
        let invitation = installation.run_json(&["admin", "create", "root@example.org"]);
        let body = json!({"token": invitation["token"], "password": "battery staple"});
        let tokens = self.post("/auth/accept-invitation", body).await.ok();
        self.with_token(&tokens["access_token"])
    }

    /// Ingests the board `acme`, which lists one job: its id, once the feed shows it.
    pub(crate) async fn ingest_one(&self) -> String {
        self.post("/admin/ingest/acme", json!({})).await.ok();
        self.feed_of(1).await[0]["id"].as_str().unwrap().to_owned()
    }

    /// The feed, once it shows so many jobs.
    pub(crate) async fn feed_of(&self, count: usize) -> Vec<Value> {
        eventually(&format!("{count} jobs in the feed"), async || {
            let feed = self.get("/jobs/feed?limit=100").await.ok();
            let jobs = feed.as_array().unwrap().clone();
            (jobs.len() == count).then_some(jobs)
        })
        .await
    }
}

/// The words of a table, of which long texts go on in the next line.
pub(crate) fn without_borders(table: &str) -> String {
    let words = table.split(|c: char| c.is_whitespace() || matches!(c, '│' | '┆')).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Asks again and again until there is an answer: for what another process does in its own time.
pub(crate) async fn eventually<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + WAIT_LIMIT;
    let mut between = tokio::time::interval(Duration::from_millis(50));
    while Instant::now() < deadline {
        between.tick().await;
        if let Some(answer) = ask().await {
            return answer;
        }
    }
    panic!("waited in vain for {what}");
}

/// A file of the repository.
#[expect(clippy::disallowed_methods, reason = "cargo says it so; built in, it would be another checkout's")]
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package is")).join("..").join(path)
}
