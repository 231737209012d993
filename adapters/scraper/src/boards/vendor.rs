//! The declaration of a job-board vendor. Each vendor declares itself once, in the file that parses its responses;
//! configuration, URL detection, saved files, help and documentation are derived from the declarations.

use std::sync::Arc;

use ports::{JobSource, PageFetcher, PortResult};
use serde_json::Value;
use url::Url;

use super::board::Board;
use super::fields::Reading;
use crate::document::Document;

/// A vendor of job boards.
pub(crate) struct Vendor {
    /// Its name in source keys, configuration and the database. It never changes.
    pub(crate) kind: &'static str,
    /// Its name for people.
    pub(crate) title: &'static str,
    /// An example URL of a board, for help.
    pub(crate) example: &'static str,
    /// The key of the configuration that names a board.
    pub(crate) setting: &'static str,
    /// Whether names that differ only by case are different boards.
    pub(crate) is_case_sensitive: bool,
    /// What a board's name is made of.
    pub(crate) naming: Naming,
    /// Its regions, the default one first.
    pub(crate) regions: &'static [Region],
    /// Extracts the name of a board from a URL of this vendor.
    pub(crate) name_in: fn(&Address<'_>) -> Option<String>,
    /// The source that reads a board over HTTP.
    pub(crate) open: fn(Board, Access) -> PortResult<Arc<dyn JobSource>>,
    /// How its answers are read, over HTTP or from a file.
    pub(crate) answers: Answers,
}

/// What the name of a board is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// One path segment of the vendor's API.
    Segment,
    /// The board's host below the vendor's domain, or a whole host of its own (`acme`, `careers.acme.com`); then up to this
    /// many path segments (`acme.wd3/Careers`).
    Host {
        /// The most segments after the host.
        segments: usize,
        /// Whether a name with a dot is a host of the employer's own.
        may_be_own: bool,
    },
}

/// A region: boards with names and servers of their own.
pub(crate) struct Region {
    /// Empty for the default region. It is part of the region's hosts (`jobs.eu.lever.co`) and of the keys of its
    /// boards.
    pub(crate) name: &'static str,
    /// The address of its API; `{}` stands for the board's host.
    pub(crate) api: &'static str,
}

/// How answers of a vendor are read.
pub(crate) struct Answers {
    /// The jobs in an answer, be it a list or a single posting; `None` when the document is something else.
    pub(crate) list: fn(&Document) -> Option<Listing>,
    /// The board a job belongs to, if it says so.
    pub(crate) board: fn(&Value) -> Option<Board>,
    /// Reads a job. `None` for what is no opening.
    pub(crate) posting: fn(&Value, &Context<'_>) -> Option<Reading>,
}

/// What an answer lists.
#[derive(Default)]
pub(crate) struct Listing {
    pub(crate) jobs: Vec<Value>,
    /// The employer, where the list names it once for all jobs.
    pub(crate) company: Option<String>,
    /// How many jobs the whole list has.
    pub(crate) total: Option<usize>,
    /// The address of the next page.
    pub(crate) next: Option<String>,
    /// Where a platform does not list more than so many: the parts that it can be asked for instead.
    pub(crate) parts: Vec<String>,
}

impl From<Vec<Value>> for Listing {
    fn from(jobs: Vec<Value>) -> Self {
        Self { jobs, ..Self::default() }
    }
}

/// What is known of a job besides its own fields.
pub(crate) struct Context<'c> {
    pub(crate) board: &'c Board,
    /// The employer's name from the configuration.
    pub(crate) company: Option<&'c str>,
    /// The employer's name from the list.
    pub(crate) listed: Option<&'c str>,
}

impl Context<'_> {
    /// The employer: as configured, as the job names it, as the list names it, or as the board is called.
    pub(crate) fn company(&self, named: Option<String>) -> String {
        let configured = self.company.map(str::to_owned);
        configured.or(named).or_else(|| self.listed.map(str::to_owned)).unwrap_or_else(|| self.board.label().to_owned())
    }
}

/// What a source needs besides its board.
pub(crate) struct Access {
    pub(crate) fetcher: Arc<dyn PageFetcher>,
    /// The employer's name from the configuration.
    pub(crate) company: Option<String>,
}

/// A parsed URL.
pub(crate) struct Address<'u> {
    pub(crate) host: &'u str,
    /// The parts of its path that are not empty.
    pub(crate) path: Vec<&'u str>,
    url: &'u Url,
}

impl<'u> Address<'u> {
    pub(crate) fn of(url: &'u Url) -> Option<Self> {
        let path = url.path_segments()?.filter(|part| !part.is_empty()).collect();
        Some(Self { host: url.host_str()?, path, url })
    }

    /// The value of a parameter in its query.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        self.url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    }

    /// What stands before this domain in the host, unless it is one of the vendor's own names.
    pub(crate) fn below(&self, domain: &str) -> Option<&'u str> {
        const OWN: [&str; 9] = ["www", "api", "app", "jobs", "help", "support", "developers", "apply", "status"];
        let name = self.host.strip_suffix(domain)?.strip_suffix('.')?;
        (!name.is_empty() && !OWN.contains(&name)).then_some(name)
    }
}

impl Vendor {
    /// The region whose name is part of this host; otherwise the default one.
    pub(crate) fn region_of_host(&self, host: &str) -> &'static Region {
        let is_named = |region: &&Region| !region.name.is_empty() && host.contains(&format!(".{}.", region.name));
        self.regions.iter().find(is_named).unwrap_or(&self.regions[0])
    }

    /// The region with this API URL; otherwise the default one.
    pub(crate) fn region_of_api(&self, base: &Url) -> &'static Region {
        let has_host = |region: &&Region| Url::parse(region.api).is_ok_and(|api| api.host_str() == base.host_str());
        self.regions.iter().find(has_host).unwrap_or(&self.regions[0])
    }
}
