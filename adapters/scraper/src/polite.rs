//! A fetcher that obeys `robots.txt`, the request interval of each host (shared by all nodes), `Retry-After`, and a circuit
//! breaker for failing hosts. It wraps any other fetcher.

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

/// Our product token in `robots.txt` (RFC 9309 §2.2.1).
const PRODUCT_TOKEN: &str = "jobwright";
/// How long the rules of a host are cached (RFC 9309 §2.4).
const RULES_LIFETIME: TimeDelta = TimeDelta::hours(24);
/// The maximum number of hosts in memory. Beyond it, all are dropped and their rules fetched again.
const MAX_HOSTS: usize = 10_000;
/// A longer `Retry-After` fails the request; a later run tries again.
const MAX_WAIT: TimeDelta = TimeDelta::minutes(2);
/// The wait when a host limits our rate without `Retry-After`.
const DEFAULT_RETRY_AFTER: TimeDelta = TimeDelta::seconds(10);
/// Attempts for one request while the host limits our rate.
const ATTEMPTS: u32 = 3;

/// The fetcher.
pub struct PoliteFetcher {
    fetcher: Arc<dyn PageFetcher>,
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    /// The minimum interval between two requests to a host, over all nodes.
    host_interval: Duration,
    hosts: Mutex<HashMap<String, Host>>,
}

/// The state of a host, by its origin.
#[derive(Default)]
struct Host {
    circuit: Circuit,
    rules: Option<Rules>,
}

#[derive(Clone)]
struct Rules {
    robots: Arc<Robots>,
    fetched_at: DateTime<Utc>,
}

/// A request of the port [`PageFetcher`].
#[derive(Clone, Copy)]
enum FetchRequest<'a> {
    Get(AcceptedMedia),
    GetIfChanged(AcceptedMedia, &'a Validators),
    Query(&'a str),
}

impl PoliteFetcher {
    /// Wraps `fetcher`.
    pub fn new(
        fetcher: Arc<dyn PageFetcher>,
        database: Arc<dyn Database>,
        clock: Arc<dyn Clock>,
        host_interval: Duration,
    ) -> Self {
        Self { fetcher, database, clock, host_interval, hosts: Mutex::default() }
    }

    async fn fetch_if_allowed(&self, url: &Url, request: FetchRequest<'_>) -> PortResult<Option<FetchedPage>> {
        if !self.rules(url).await?.allows(PRODUCT_TOKEN, url) {
            let reason = Disallowed.to_string();
            return Err(PortErrorKind::Invalid(reason).because(Disallowed));
        }
        self.fetch(url, request).await
    }

    /// The rules of the URL's host. A host without rules allows everything; one whose rules cannot be read, nothing.
    async fn rules(&self, url: &Url) -> PortResult<Arc<Robots>> {
        let now = self.clock.now();
        let known = self.with_host(url, |host| host.rules.clone());
        if let Some(rules) = known.filter(|rules| now - rules.fetched_at < RULES_LIFETIME) {
            return Ok(rules.robots);
        }
        let address = url.join("/robots.txt").map_err(PortError::internal)?;
        let robots = match self.fetch(&address, FetchRequest::Get(AcceptedMedia::Text)).await {
            Ok(page) => page.map(|page| Robots::parse(&page.body)).unwrap_or_default(),
            Err(error) if has_no_rules(&error) => Robots::default(),
            Err(error) => return Err(error),
        };
        let rules = Rules { robots: Arc::new(robots), fetched_at: now };
        let robots = Arc::clone(&rules.robots);
        self.with_host(url, |host| host.rules = Some(rules));
        Ok(robots)
    }

    /// Sends the request in its turn, and repeats it while the host limits our rate for a short time.
    async fn fetch(&self, url: &Url, request: FetchRequest<'_>) -> PortResult<Option<FetchedPage>> {
        let mut attempts = 1;
        loop {
            self.admit(url).await?;
            self.wait_for_turn(url).await?;
            let outcome = match request {
                FetchRequest::Get(accept) => self.fetcher.get(url, accept).await.map(Some),
                FetchRequest::GetIfChanged(accept, known) => self.fetcher.get_if_changed(url, accept, known).await,
                FetchRequest::Query(json) => self.fetcher.query(url, json).await.map(Some),
            };
            self.record(url, &outcome);
            let is_rate_limited = matches!(&outcome, Err(PortError { kind: PortErrorKind::RateLimited { .. }, .. }));
            if !is_rate_limited || attempts == ATTEMPTS {
                return outcome;
            }
            attempts += 1;
        }
    }

    /// Waits until the host may be asked again. Fails when that takes longer than [`MAX_WAIT`], and while its circuit is open.
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
                    if wait > MAX_WAIT {
                        return Err(PortErrorKind::RateLimited { retry_after: Some(retry_after) }.into());
                    }
                    self.clock.sleep(retry_after).await;
                }
            }
        }
    }

    /// Waits for the host's next interval, over all nodes.
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
                let wait = retry_after.and_then(|wait| TimeDelta::from_std(wait).ok()).unwrap_or(DEFAULT_RETRY_AFTER);
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

    fn with_host<T>(&self, url: &Url, access: impl FnOnce(&mut Host) -> T) -> T {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let origin = url.origin().ascii_serialization();
        if hosts.len() >= MAX_HOSTS && !hosts.contains_key(&origin) {
            hosts.clear();
        }
        access(hosts.entry(origin).or_default())
    }
}

/// Whether the error means that there are no rules: any refusal but a temporary one, or too many redirects (RFC 9309 §2.3.1.3).
fn has_no_rules(error: &PortError) -> bool {
    let failure = error.source.as_ref().and_then(|source| source.downcast_ref::<FetchError>());
    match (&error.kind, failure.map(|error| error.failure)) {
        (PortErrorKind::Invalid(_), None | Some(FetchFailure::TooManyRedirects | FetchFailure::BadRedirect)) => true,
        (kind, _) => matches!(kind, PortErrorKind::NotFound | PortErrorKind::Unauthorized),
    }
}

#[async_trait]
impl PageFetcher for PoliteFetcher {
    async fn get(&self, url: &Url, accept: AcceptedMedia) -> PortResult<FetchedPage> {
        unconditional(self.fetch_if_allowed(url, FetchRequest::Get(accept)).await?)
    }

    async fn get_if_changed(
        &self,
        url: &Url,
        accept: AcceptedMedia,
        known: &Validators,
    ) -> PortResult<Option<FetchedPage>> {
        self.fetch_if_allowed(url, FetchRequest::GetIfChanged(accept, known)).await
    }

    async fn query(&self, url: &Url, json: &str) -> PortResult<FetchedPage> {
        unconditional(self.fetch_if_allowed(url, FetchRequest::Query(json)).await?)
    }
}

/// The page of a request without conditional headers.
fn unconditional(page: Option<FetchedPage>) -> PortResult<FetchedPage> {
    page.ok_or_else(|| PortError::internal("a request without a condition was answered with \"not modified\""))
}
