//! Polite fetching, in front of any fetcher: `robots.txt` is asked and obeyed, a host is asked no more often than the budget that
//! all nodes share allows, is given the time it asks for, and is left alone while it fails.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain_model::ingestion::Validators;
use domain_model::ingestion::circuit::{Circuit, Refusal};
use domain_model::ingestion::robots::{Disallowed, Robots};
use domain_model::kernel::fetch::{FetchError, FetchFailure};
use ports::{AcceptedMedia, Actor, Clock, Database, FetchedPage, PageFetcher, PortError, PortErrorKind, PortResult};
use tracing::warn;
use url::Url;

/// Our product token: what `robots.txt` calls us.
const CRAWLER: &str = "jobwright";
/// How long the rules of a host are kept (RFC 9309 §2.4).
const RULES_KEPT: TimeDelta = TimeDelta::hours(24);
/// Hosts that are remembered; past them, the rules of all are forgotten and asked again.
const MOST_HOSTS: usize = 10_000;
/// A host that asks for more time is asked again by a later run.
const PATIENCE: TimeDelta = TimeDelta::minutes(2);
/// The time for a host that asks for some without saying how much.
const RETRY_AFTER: TimeDelta = TimeDelta::seconds(10);
/// Requests for one page, while the host asks for time.
const ATTEMPTS: u32 = 3;

/// A fetcher that is polite.
pub struct PoliteFetcher {
    fetcher: Arc<dyn PageFetcher>,
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    /// The least time between two requests to a host, over all nodes.
    host_interval: Duration,
    hosts: Mutex<HashMap<String, Host>>,
}

/// What this process knows of a host, by its origin.
#[derive(Default)]
struct Host {
    circuit: Circuit,
    rules: Option<Rules>,
}

#[derive(Clone)]
struct Rules {
    robots: Arc<Robots>,
    read_at: DateTime<Utc>,
}

/// What is asked of a host.
#[derive(Clone, Copy)]
enum Ask<'a> {
    Get(AcceptedMedia),
    GetIfChanged(AcceptedMedia, &'a Validators),
    Query(&'a str),
}

impl PoliteFetcher {
    /// A polite one in front of `fetcher`.
    pub fn new(
        fetcher: Arc<dyn PageFetcher>,
        database: Arc<dyn Database>,
        clock: Arc<dyn Clock>,
        host_interval: Duration,
    ) -> Self {
        Self { fetcher, database, clock, host_interval, hosts: Mutex::default() }
    }

    async fn ask_politely(&self, url: &Url, ask: Ask<'_>) -> PortResult<Option<FetchedPage>> {
        if !self.rules(url).await?.allows(CRAWLER, url) {
            let reason = Disallowed.to_string();
            return Err(PortErrorKind::Invalid(reason).because(Disallowed));
        }
        self.ask(url, ask).await
    }

    /// The rules of the URL's host. A host without rules allows everything; one whose rules cannot be read, nothing.
    async fn rules(&self, url: &Url) -> PortResult<Arc<Robots>> {
        let now = self.clock.now();
        let known = self.with_host(url, |host| host.rules.clone());
        if let Some(rules) = known.filter(|rules| now - rules.read_at < RULES_KEPT) {
            return Ok(rules.robots);
        }
        let address = url.join("/robots.txt").map_err(PortError::internal)?;
        let robots = match self.ask(&address, Ask::Get(AcceptedMedia::Text)).await {
            Ok(page) => page.map(|page| Robots::parse(&page.body)).unwrap_or_default(),
            Err(error) if has_none(&error) => Robots::default(),
            Err(error) => return Err(error),
        };
        let rules = Rules { robots: Arc::new(robots), read_at: now };
        let robots = Arc::clone(&rules.robots);
        self.with_host(url, |host| host.rules = Some(rules));
        Ok(robots)
    }

    /// Sends the request when it is its turn, and again while the host asks for a little time.
    async fn ask(&self, url: &Url, ask: Ask<'_>) -> PortResult<Option<FetchedPage>> {
        let mut attempts = 1;
        loop {
            self.admit(url).await?;
            self.wait_for_turn(url).await?;
            let outcome = match ask {
                Ask::Get(accept) => self.fetcher.get(url, accept).await.map(Some),
                Ask::GetIfChanged(accept, known) => self.fetcher.get_if_changed(url, accept, known).await,
                Ask::Query(json) => self.fetcher.query(url, json).await.map(Some),
            };
            self.record(url, &outcome);
            let is_asked_to_wait = matches!(&outcome, Err(PortError { kind: PortErrorKind::RateLimited { .. }, .. }));
            if !is_asked_to_wait || attempts == ATTEMPTS {
                return outcome;
            }
            attempts += 1;
        }
    }

    /// Waits a little for a host that asked for time. Fails when it asked for more, and while its circuit is open.
    async fn admit(&self, url: &Url) -> PortResult<()> {
        loop {
            let now = self.clock.now();
            match self.with_host(url, |host| host.circuit.admit(now)) {
                Ok(()) => return Ok(()),
                Err(Refusal::Open) => {
                    return Err(PortError::unavailable(
                        "it has failed several times; it is left alone for half an hour",
                    ));
                }
                Err(Refusal::RetryIn(wait)) => {
                    let retry_after = wait.to_std().unwrap_or_default();
                    if wait > PATIENCE {
                        return Err(PortErrorKind::RateLimited { retry_after: Some(retry_after) }.into());
                    }
                    self.clock.sleep(retry_after).await;
                }
            }
        }
    }

    /// Takes the next free turn of the host, over all nodes.
    async fn wait_for_turn(&self, url: &Url) -> PortResult<()> {
        if self.host_interval.is_zero() {
            return Ok(());
        }
        let key = format!("fetch:{}", url.host_str().unwrap_or_default());
        loop {
            let now = self.clock.now();
            let mut uow = self.database.begin(Actor::System).await?;
            let turn = uow.rate_limits().count(&key, self.host_interval, now).await?;
            uow.commit().await?;
            if turn.uses == 1 {
                return Ok(());
            }
            // Clocks differ between nodes: the window may have been started by one that is ahead.
            let wait = (turn.resets_at - now).to_std().unwrap_or_default();
            self.clock.sleep(wait.min(self.host_interval)).await;
        }
    }

    fn record(&self, url: &Url, outcome: &PortResult<Option<FetchedPage>>) {
        let now = self.clock.now();
        let opened = self.with_host(url, |host| match outcome.as_ref().map_err(|error| &error.kind) {
            Err(PortErrorKind::Unavailable | PortErrorKind::Timeout) => host.circuit.failed(now),
            Err(PortErrorKind::RateLimited { retry_after }) => {
                let wait = retry_after.and_then(|wait| TimeDelta::from_std(wait).ok()).unwrap_or(RETRY_AFTER);
                host.circuit.hold(now + wait);
                false
            }
            Ok(_) | Err(_) => {
                host.circuit.succeeded();
                false
            }
        });
        if opened {
            warn!(host = url.host_str(), "a host fails; it is left alone for half an hour");
        }
    }

    fn with_host<T>(&self, url: &Url, look: impl FnOnce(&mut Host) -> T) -> T {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let origin = url.origin().ascii_serialization();
        if hosts.len() >= MOST_HOSTS && !hosts.contains_key(&origin) {
            hosts.clear();
        }
        look(hosts.entry(origin).or_default())
    }
}

/// Whether the answer means that there are no rules: any refusal but "later" (RFC 9309 §2.3.1.3), and redirects without end.
fn has_none(error: &PortError) -> bool {
    let failure = error.source.as_ref().and_then(|source| source.downcast_ref::<FetchError>());
    match (&error.kind, failure.map(|error| error.failure)) {
        (PortErrorKind::Invalid(_), None | Some(FetchFailure::TooManyRedirects | FetchFailure::BadRedirect)) => true,
        (kind, _) => matches!(kind, PortErrorKind::NotFound | PortErrorKind::Unauthorized),
    }
}

#[async_trait]
impl PageFetcher for PoliteFetcher {
    async fn get(&self, url: &Url, accept: AcceptedMedia) -> PortResult<FetchedPage> {
        asked(self.ask_politely(url, Ask::Get(accept)).await?)
    }

    async fn get_if_changed(
        &self,
        url: &Url,
        accept: AcceptedMedia,
        known: &Validators,
    ) -> PortResult<Option<FetchedPage>> {
        self.ask_politely(url, Ask::GetIfChanged(accept, known)).await
    }

    async fn query(&self, url: &Url, json: &str) -> PortResult<FetchedPage> {
        asked(self.ask_politely(url, Ask::Query(json)).await?)
    }
}

/// The page that was asked for without a condition.
fn asked(page: Option<FetchedPage>) -> PortResult<FetchedPage> {
    page.ok_or_else(|| PortError::internal("a request without a condition was answered with \"not modified\""))
}
