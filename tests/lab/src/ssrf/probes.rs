//! Every attack with every address: directly, over redirects, and by DNS.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use adapter_scraper::{GuardedFetcher, Sources};
use anyhow::ensure;
use futures_util::{StreamExt, stream};
use ports::{AcceptedMedia, JobSources, PageFetcher, PortError};
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::Url;

use crate::addresses::{self, host};
use crate::hosts::{Hosts, PROXY};
use crate::names::{Answer, Names};
use crate::namespaces::PROXY_ADDRESS;
use crate::report::{Expected, Outcome, ProbeReport};

const REDIRECTS: [u16; 5] = [301, 302, 303, 307, 308];
const CONCURRENCY: usize = 16;
/// Addresses of the namespace accept connections at once; others are unreachable.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);

pub(crate) struct Lab {
    fetcher: Arc<GuardedFetcher>,
    sources: Sources,
    pub(crate) hosts: Hosts,
    pub(crate) names: Names,
    pub(crate) addresses: Vec<IpAddr>,
    public: Vec<IpAddr>,
}

/// A URL to fetch, and the expected outcome.
struct Probe {
    url: String,
    expected: Expected,
    through: Entry,
}

/// An entry point of the product for URLs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    /// The port itself.
    Fetcher,
    /// A page that an administrator configures as a source.
    Source,
}

impl Lab {
    pub(crate) fn new(fetcher: Arc<GuardedFetcher>, hosts: Hosts, names: Names) -> anyhow::Result<Self> {
        let sources = Sources::new(Arc::clone(&fetcher) as Arc<dyn PageFetcher>, &[])?;
        let (addresses, public) = (addresses::forbidden(), addresses::public());
        Ok(Self { fetcher, sources, hosts, names, addresses, public })
    }

    /// Verifies the setup: without the guard, every reachable address is a canary, and an ordinary client uses the proxy of the
    /// environment. Returns the number of reachable addresses.
    pub(crate) async fn verify_canaries(&self) -> anyhow::Result<usize> {
        let mut reached = 0;
        for &ip in &self.addresses {
            reached += usize::from(matches!(timeout(CONNECT_TIMEOUT, TcpStream::connect((ip, 80))).await, Ok(Ok(_))));
        }
        ensure!(self.hosts.canary_hits().await?.len() == reached, "a canary did not record a connection");
        let ordinary = reqwest::Client::builder().build()?;
        // The canary closes the connection.
        let _ = ordinary.get("http://93.184.216.34/").send().await;
        let hits = self.hosts.canary_hits().await?;
        ensure!(
            hits.iter().any(|at| at.port() == PROXY && at.ip().to_string() == PROXY_ADDRESS),
            "an ordinary client does not use the proxy of the environment: {hits:?}"
        );
        Ok(reached)
    }

    pub(crate) async fn probe(&self) -> ProbeReport {
        let mut probes = Vec::new();
        for (turn, &ip) in self.addresses.iter().enumerate() {
            self.forbidden(turn, ip, &mut probes);
        }
        for url_text in addresses::obfuscated_urls() {
            self.obfuscated(url_text, &mut probes);
        }
        for (turn, &ip) in self.public.iter().enumerate() {
            self.public(turn, ip, &mut probes);
        }
        let mut outcomes =
            stream::iter(probes).map(async |probe| (self.fetch(&probe).await, probe)).buffer_unordered(CONCURRENCY);
        let mut report = ProbeReport::default();
        while let Some((outcome, probe)) = outcomes.next().await {
            report.count(&format!("{:?} {}", probe.through, probe.url), probe.expected, &outcome);
        }
        for turn in 0..self.addresses.len() {
            report
                .check("one fetch has one look-up", self.names.queries_of(&format!("rebound-{turn}.example.com")) == 1);
            report
                .check("two hops have two look-ups", self.names.queries_of(&format!("later-{turn}.example.com")) == 2);
        }
        let requests = self.hosts.requests();
        report.check("public servers are reached", requests.len() > report.pages);
        for secret in ["cookie:", "authorization:", "proxy-", "referer:"] {
            let is_sent = requests.iter().any(|head| head.to_lowercase().contains(&format!("\r\n{secret}")));
            report.check(&format!("no request has `{secret}`"), !is_sent);
        }
        report
    }

    /// Probes a forbidden address in every way.
    fn forbidden(&self, turn: usize, ip: IpAddr, probes: &mut Vec<Probe>) {
        let good = self.public[turn % self.public.len()];
        let direct = format!("http://{}/", host(ip));
        let mut probe = |url: String, expected| probes.push(Probe { url, expected, through: Entry::Fetcher });
        probe(format!("https://{}/", host(ip)), Expected::Refusal);
        for code in REDIRECTS {
            probe(redirect(&host(good), code, &direct), Expected::Refusal);
        }
        let name = |way: &str| format!("{way}-{turn}.example.com");
        let to = |way: &str| format!("http://{}/", name(way));

        self.names.add(&name("inside"), &[Answer::of(&[ip])]);
        probe(to("inside"), Expected::Refusal);
        probe(redirect(&host(good), REDIRECTS[turn % 5], &to("inside")), Expected::Refusal);
        let around = match turn % 3 {
            0 => [ip, self.public[0], *self.public.last().unwrap_or(&good)],
            1 => [self.public[0], ip, good],
            _ => [good, self.public[0], ip],
        };
        self.names.add(&name("mixed"), &[Answer::of(&around)]);
        probe(to("mixed"), Expected::Refusal);
        let alias = Answer { alias: Some("the-real-name.example.net".to_owned()), addresses: vec![ip] };
        self.names.add(&name("alias"), &[alias]);
        probe(to("alias"), Expected::Refusal);
        // DNS rebinding: public at the check, forbidden at a second look-up, which must not happen.
        let turning = [Answer::of(&[good]), Answer::of(&[ip])];
        self.names.add(&name("rebound"), &turning);
        probe(to("rebound"), Expected::Page);
        // Public at the first hop, forbidden at the second.
        self.names.add(&name("later"), &turning);
        probe(redirect(&name("later"), REDIRECTS[turn % 5], &to("later")), Expected::Refusal);
        probes.push(Probe { url: direct.clone(), expected: Expected::Refusal, through: Entry::Source });
        probes.push(Probe { url: direct, expected: Expected::Refusal, through: Entry::Fetcher });
    }

    /// Probes an obfuscated URL, directly and as the target of a redirect, where it is a relative reference.
    fn obfuscated(&self, url_text: &str, probes: &mut Vec<Probe>) {
        let good = host(self.public[0]);
        let mut probe = |url: String, expected| probes.push(Probe { url, expected, through: Entry::Fetcher });
        probe(url_text.to_owned(), expected_of(Url::parse(url_text), &good));
        // Some texts are not valid in a header.
        if url_text.chars().all(|c| c.is_ascii_graphic()) {
            let base = Url::parse(&format!("http://{good}/")).expect("a public address is one");
            for code in REDIRECTS {
                probe(redirect(&good, code, url_text), expected_of(base.join(url_text), &good));
            }
        }
    }

    /// Probes a public address in every way.
    fn public(&self, turn: usize, ip: IpAddr, probes: &mut Vec<Probe>) {
        let from = host(self.public[(turn + 1) % self.public.len()]);
        let direct = format!("http://{}/", host(ip));
        let mut probe = |url: String| probes.push(Probe { url, expected: Expected::Page, through: Entry::Fetcher });
        for code in REDIRECTS {
            probe(redirect(&from, code, &direct));
        }
        probe(direct);
        let name = |way: &str| format!("{way}-{turn}.example.org");
        self.names.add(&name("plain"), &[Answer::of(&[ip])]);
        self.names.add(&name("many"), &[Answer::of(&self.public)]);
        let alias = Answer { alias: Some("cdn.example.net".to_owned()), addresses: vec![ip] };
        self.names.add(&name("alias"), &[alias]);
        for way in ["plain", "many", "alias"] {
            probe(format!("http://{}/", name(way)));
        }
    }

    async fn fetch(&self, probe: &Probe) -> Outcome {
        // An unparsable URL is refused by the caller of the fetcher.
        let Ok(url) = Url::parse(&probe.url) else { return Outcome::Refusal };
        let outcome = match probe.through {
            Entry::Fetcher => self.fetcher.get(&url, AcceptedMedia::Html).await.map(|page| page.body),
            Entry::Source => self.read_source(&url).await.map(|()| "a list".into()),
        };
        Outcome::with(&outcome)
    }

    async fn read_source(&self, url: &Url) -> Result<(), PortError> {
        self.sources.at(url)?.source.page(None).await.map(|_| ())
    }
}

/// The URL of a redirect on the public server.
fn redirect(server: &str, code: u16, to: &str) -> String {
    let mut url = Url::parse(&format!("http://{server}/{code}")).expect("a public server has an address");
    url.query_pairs_mut().append_pair("to", to);
    url.into()
}

/// The expected outcome of an obfuscated URL: a page if it parses to the public server, otherwise a refusal.
fn expected_of(read: Result<Url, url::ParseError>, good: &str) -> Expected {
    let Ok(url) = read else { return Expected::NoAddress };
    let is_public = url.host_str() == Some(good) && url.port().is_none() && url.scheme() == "http";
    let is_plain = url.username().is_empty() && url.password().is_none();
    if is_public && is_plain { Expected::Page } else { Expected::Refusal }
}
