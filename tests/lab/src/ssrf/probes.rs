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
use crate::tally::{Ended, Expected, Tally};
use crate::world::INSIDE;

const REDIRECTS: [u16; 5] = [301, 302, 303, 307, 308];
const AT_ONCE: usize = 16;
/// An address of this world answers at once, or nobody can reach it.
const REACHED: Duration = Duration::from_secs(1);

pub(crate) struct Lab {
    fetcher: Arc<GuardedFetcher>,
    sources: Sources,
    pub(crate) hosts: Hosts,
    pub(crate) names: Names,
    pub(crate) addresses: Vec<IpAddr>,
    public: Vec<IpAddr>,
}

/// Something to fetch, and what has to come of it.
struct Probe {
    url: String,
    expected: Expected,
    through: Entry,
}

/// Where the product takes an address from somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    /// The port itself.
    Fetcher,
    /// A page that an administrator names as a source.
    Source,
}

impl Lab {
    pub(crate) fn new(fetcher: Arc<GuardedFetcher>, hosts: Hosts, names: Names) -> anyhow::Result<Self> {
        let sources = Sources::new(Arc::clone(&fetcher) as Arc<dyn PageFetcher>, &[])?;
        let (addresses, public) = (addresses::forbidden(), addresses::public());
        Ok(Self { fetcher, sources, hosts, names, addresses, public })
    }

    /// Shows that there is something to hit: who asks without the guard reaches canaries, and so does an ordinary client,
    /// which believes the proxy of the environment. Says how many addresses can be reached.
    pub(crate) async fn canaries_sing(&self) -> anyhow::Result<usize> {
        let mut reached = 0;
        for &ip in &self.addresses {
            reached += usize::from(matches!(timeout(REACHED, TcpStream::connect((ip, 80))).await, Ok(Ok(_))));
        }
        ensure!(self.hosts.canary_hits().await?.len() == reached, "a canary did not sing");
        let ordinary = reqwest::Client::builder().build()?;
        // The canary hangs up.
        let _ = ordinary.get("http://93.184.216.34/").send().await;
        let hits = self.hosts.canary_hits().await?;
        ensure!(
            hits.iter().any(|at| at.port() == PROXY && at.ip().to_string() == INSIDE),
            "an ordinary client does not see the proxy of the environment: {hits:?}"
        );
        Ok(reached)
    }

    pub(crate) async fn probe(&self) -> Tally {
        let mut probes = Vec::new();
        for (turn, &ip) in self.addresses.iter().enumerate() {
            self.forbidden(turn, ip, &mut probes);
        }
        for disguise in addresses::disguises() {
            self.disguised(disguise, &mut probes);
        }
        for (turn, &ip) in self.public.iter().enumerate() {
            self.public(turn, ip, &mut probes);
        }
        let mut outcomes =
            stream::iter(probes).map(async |probe| (self.fetch(&probe).await, probe)).buffer_unordered(AT_ONCE);
        let mut tally = Tally::default();
        while let Some((ended, probe)) = outcomes.next().await {
            tally.count(&format!("{:?} {}", probe.through, probe.url), probe.expected, &ended);
        }
        for turn in 0..self.addresses.len() {
            tally.hold("one fetch is one look-up", self.names.asked(&format!("rebound-{turn}.example.com")) == 1);
            tally.hold("two hops are two look-ups", self.names.asked(&format!("later-{turn}.example.com")) == 2);
        }
        let requests = self.hosts.requests();
        tally.hold("public servers are asked", requests.len() > tally.pages);
        for secret in ["cookie:", "authorization:", "proxy-", "referer:"] {
            let told = requests.iter().any(|head| head.to_lowercase().contains(&format!("\r\n{secret}")));
            tally.hold(&format!("nobody is sent `{secret}`"), !told);
        }
        tally
    }

    /// An address inside, in every way.
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
        // Good while it is judged, bad when it is connected to: there is no second look-up that could say so.
        let turning = [Answer::of(&[good]), Answer::of(&[ip])];
        self.names.add(&name("rebound"), &turning);
        probe(to("rebound"), Expected::Page);
        // Good at the first hop, bad at the second.
        self.names.add(&name("later"), &turning);
        probe(redirect(&name("later"), REDIRECTS[turn % 5], &to("later")), Expected::Refusal);
        probes.push(Probe { url: direct.clone(), expected: Expected::Refusal, through: Entry::Source });
        probes.push(Probe { url: direct, expected: Expected::Refusal, through: Entry::Fetcher });
    }

    /// A written disguise, directly and as a redirect, which is read relative to where it comes from.
    fn disguised(&self, disguise: &str, probes: &mut Vec<Probe>) {
        let good = host(self.public[0]);
        let mut probe = |url: String, expected| probes.push(Probe { url, expected, through: Entry::Fetcher });
        probe(disguise.to_owned(), expected_of(Url::parse(disguise), &good));
        // What no header can carry is not sent in one.
        if disguise.chars().all(|c| c.is_ascii_graphic()) {
            let base = Url::parse(&format!("http://{good}/")).expect("a public address is one");
            for code in REDIRECTS {
                probe(redirect(&good, code, disguise), expected_of(base.join(disguise), &good));
            }
        }
    }

    /// A public address, in every way.
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

    async fn fetch(&self, probe: &Probe) -> Ended {
        // What is no address is refused by whoever takes addresses.
        let Ok(url) = Url::parse(&probe.url) else { return Ended::Refusal };
        let outcome = match probe.through {
            Entry::Fetcher => self.fetcher.get(&url, AcceptedMedia::Html).await.map(|page| page.body),
            Entry::Source => self.read_source(&url).await.map(|()| "a list".into()),
        };
        Ended::with(&outcome)
    }

    async fn read_source(&self, url: &Url) -> Result<(), PortError> {
        self.sources.at(url)?.source.page(None).await.map(|_| ())
    }
}

/// A page of the public server there, that redirects.
fn redirect(server: &str, code: u16, to: &str) -> String {
    let mut url = Url::parse(&format!("http://{server}/{code}")).expect("a public server has an address");
    url.query_pairs_mut().append_pair("to", to);
    url.into()
}

/// What is written in another way may really be the public server; nothing else passes.
fn expected_of(read: Result<Url, url::ParseError>, good: &str) -> Expected {
    let Ok(url) = read else { return Expected::NoAddress };
    let is_public = url.host_str() == Some(good) && url.port().is_none() && url.scheme() == "http";
    let is_plain = url.username().is_empty() && url.password().is_none();
    if is_public && is_plain { Expected::Page } else { Expected::Refusal }
}
