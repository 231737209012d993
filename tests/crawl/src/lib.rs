//! The simulated web, for tests of ingestion over weeks: a site is a local server that answers as the script tells it to; a node
//! reads sites through its own polite fetcher, on a database that all nodes share.

#![expect(clippy::unwrap_used, reason = "a test that cannot even be set up has failed")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use adapter_database::{DatabaseConfig, SqlDatabase, SqliteConfig};
use adapter_scraper::{FetchConfig, GuardedFetcher, PoliteFetcher, SourceConfig, Sources};
use adapter_system::RandomIds;
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain_ingestion::IngestionService;
use domain_model::catalogue::job::{Job, JobStatus};
use domain_model::catalogue::sameness::Listing;
use domain_model::ingestion::{Ledger, ScrapingLog};
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::PageRequest;
use ports::{Actor, Clock, Database};
use serde_json::json;
use tempfile::TempDir;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

/// Longer waits are for leases, which nobody loses here.
const MAX_WAIT: Duration = Duration::from_hours(1);
/// What a host of the simulated web is given between two requests.
pub const HOST_INTERVAL: Duration = Duration::from_secs(1);

/// A clock that a wait advances by its length, at once.
pub struct SimulatedClock(Mutex<DateTime<Utc>>);

impl SimulatedClock {
    /// Lets time pass.
    pub fn advance(&self, by: TimeDelta) {
        *self.0.lock().unwrap() += by;
    }
}

#[async_trait]
impl Clock for SimulatedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }

    async fn sleep(&self, duration: Duration) {
        if duration >= MAX_WAIT {
            std::future::pending::<()>().await;
        }
        self.advance(TimeDelta::from_std(duration).unwrap());
    }
}

/// The answer to a path with a query, and to conditions.
pub type Answer = Box<dyn FnMut(&Request) -> ResponseTemplate + Send>;

/// A site, and when it was asked for what.
pub struct Site {
    server: MockServer,
    script: Arc<Mutex<Script>>,
}

struct Script {
    answer: Answer,
    requests: Vec<(DateTime<Utc>, String)>,
}

struct Scripted(Arc<Mutex<Script>>, Arc<SimulatedClock>);

impl Respond for Scripted {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut script = self.0.lock().unwrap();
        let query = request.url.query().map(|query| format!("?{query}")).unwrap_or_default();
        script.requests.push((self.1.now(), format!("{}{query}", request.url.path())));
        (script.answer)(request)
    }
}

impl Site {
    /// From now on the site answers so.
    pub fn answers(&self, answer: impl FnMut(&Request) -> ResponseTemplate + Send + 'static) {
        self.script.lock().unwrap().answer = Box::new(answer);
    }

    /// When it was asked for what, since this was last called.
    pub fn requests(&self) -> Vec<(DateTime<Utc>, String)> {
        std::mem::take(&mut self.script.lock().unwrap().requests)
    }

    /// Its address, without a path.
    pub fn url(&self) -> String {
        self.server.uri()
    }
}

/// The database, the clock and the sites.
pub struct Web {
    /// The time of all nodes.
    pub clock: Arc<SimulatedClock>,
    /// What all nodes share.
    pub database: Arc<dyn Database>,
    #[expect(dead_code, reason = "deleted when dropped")]
    folder: TempDir,
}

impl Web {
    /// An empty database, and no site yet.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.sqlite");
        let database = SqlDatabase::connect(&DatabaseConfig::Sqlite(SqliteConfig { path })).await.unwrap();
        let start = DateTime::from_timestamp_millis(1_793_520_000_000).unwrap();
        Self { clock: Arc::new(SimulatedClock(Mutex::new(start))), database: Arc::new(database), folder }
    }

    /// A site that answers 404 until it is told otherwise.
    pub async fn site(&self) -> Site {
        let answer: Answer = Box::new(|_| ResponseTemplate::new(404));
        let script = Arc::new(Mutex::new(Script { answer, requests: Vec::new() }));
        let server = MockServer::start().await;
        let scripted = Scripted(Arc::clone(&script), Arc::clone(&self.clock));
        Mock::given(any()).respond_with(scripted).mount(&server).await;
        Site { server, script }
    }

    /// Every job, as its source and its id there, with those that are the same.
    pub async fn cards(&self) -> Vec<Vec<String>> {
        let jobs = self.jobs().await;
        let ids: Vec<JobId> = jobs.iter().map(|job| job.id).collect();
        let listings = self.database.read(Actor::System).clusters().listings(&ids).await.unwrap();
        let mut cards: BTreeMap<JobId, Vec<String>> = BTreeMap::new();
        for job in jobs {
            let cluster = listings.iter().find(|listing| listing.job == job.id).map(|listing| listing.cluster);
            cards.entry(cluster.unwrap_or(job.id)).or_default().push(name(&job));
        }
        let mut cards: Vec<Vec<String>> = cards.into_values().collect();
        for card in &mut cards {
            card.sort();
        }
        cards.sort();
        cards
    }

    /// All postings of the job that is called so, first seen first.
    pub async fn listings(&self, called: &str) -> Vec<Listing> {
        let job = self.job(called).await;
        self.database.read(Actor::System).clusters().listings(&[job]).await.unwrap()
    }

    /// The job that is called so.
    pub async fn job(&self, called: &str) -> JobId {
        self.jobs().await.iter().find(|job| name(job) == called).unwrap().id
    }

    async fn jobs(&self) -> Vec<Job> {
        let mut read = self.database.read(Actor::System);
        let all = read.jobs().changes_after(None, 1_000).await.unwrap();
        let ids: Vec<JobId> = all.into_iter().map(|change| change.job_id).collect();
        read.jobs().list_by_ids(&ids).await.unwrap()
    }

    /// The fetcher of another node.
    pub fn fetcher(&self) -> PoliteFetcher {
        let config = FetchConfig { allow_loopback: true, ..FetchConfig::default() };
        let fetcher = GuardedFetcher::new(&config).unwrap();
        let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        PoliteFetcher::new(Arc::new(fetcher), Arc::clone(&self.database), clock, HOST_INTERVAL)
    }

    /// A node with one source, `kind` and `board` at this site.
    pub fn node(&self, kind: &str, setting: &str, board: &str, site: &Site) -> Node {
        let source = json!({"name": board, "kind": kind, setting: board, "base_url": site.url()});
        let source: SourceConfig = serde_json::from_value(source).unwrap();
        let sources = Sources::new(Arc::new(self.fetcher()), &[source]).unwrap();
        let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        let database = Arc::clone(&self.database);
        let service = IngestionService::new(database, Arc::new(sources), clock, Arc::new(RandomIds), MAX_WAIT * 6);
        Node { service, board: board.to_owned(), database: Arc::clone(&self.database) }
    }
}

/// What a job is called in these tests, whenever it was first seen.
fn name(job: &Job) -> String {
    format!("{} {}", job.source, job.posting.external_id)
}

/// A node that reads one board.
pub struct Node {
    service: IngestionService,
    board: String,
    database: Arc<dyn Database>,
}

impl Node {
    /// Its service.
    pub fn service(&self) -> &IngestionService {
        &self.service
    }

    /// A run, as its log has it.
    pub async fn run(&self) -> ScrapingLog {
        let source = self.service.source(&self.board).unwrap();
        // A failed run answers its error; how it ended is in the log.
        let _ = self.service.run(&source, &|_| ()).await;
        self.ledger().await.last_run.unwrap()
    }

    /// The crawl ledger of the board.
    pub async fn ledger(&self) -> Ledger {
        self.service.ledgers().await.unwrap().remove(0).1
    }

    /// Every job of the board, by its id there, and what has happened to it, oldest first.
    pub async fn catalogue(&self, ids: impl IntoIterator<Item = u64>) -> Vec<(u64, bool, Vec<String>)> {
        let ids: Vec<u64> = ids.into_iter().collect();
        let written: Vec<String> = ids.iter().map(u64::to_string).collect();
        let written: Vec<&str> = written.iter().map(String::as_str).collect();
        let key = self.service.source(&self.board).unwrap().source.key().clone();
        let mut read = self.database.read(Actor::System);
        let mut jobs: Vec<Job> = read.jobs().find_by_external_ids(&key, &written).await.unwrap();
        jobs.sort_by_key(|job| job.posting.external_id.parse::<u64>().unwrap());
        let mut catalogue = Vec::new();
        for job in jobs {
            let history = read.jobs().history(job.id, PageRequest::first(100)).await.unwrap().items;
            let happened = history.iter().rev().map(|change| match change.fields.as_slice() {
                [field] if change.kind.as_str() == "updated" => field.clone(),
                _ => change.kind.as_str().to_owned(),
            });
            let id = job.posting.external_id.parse().unwrap();
            catalogue.push((id, job.status != JobStatus::Closed, happened.collect()));
        }
        catalogue
    }
}
