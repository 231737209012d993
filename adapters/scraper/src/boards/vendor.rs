//! The declaration of a job-board vendor. Each vendor declares itself once, in the file that parses its responses;
//! configuration, URL detection, saved files, help and documentation are derived from the declarations.

use std::sync::Arc;

use domain_model::catalogue::job::Posting;
use ports::{JobSource, PageFetcher, PortResult, UnreadablePosting};
use serde_json::Value;
use url::Url;

use super::board::Board;

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
    /// Its regions, the default one first.
    pub(crate) regions: &'static [Region],
    /// Extracts the name of a board from a URL of this vendor.
    pub(crate) name_in: fn(&Address<'_>) -> Option<String>,
    /// The source that reads a board over HTTP.
    pub(crate) open: fn(Board, Access) -> PortResult<Arc<dyn JobSource>>,
    /// How saved responses are read.
    pub(crate) saved: SavedAnswers,
}

/// A region: boards with names and servers of their own.
pub(crate) struct Region {
    /// Empty for the default region. It is part of the region's hosts (`jobs.eu.lever.co`) and of the keys of its
    /// boards.
    pub(crate) name: &'static str,
    /// The address of its API.
    pub(crate) api: &'static str,
}

/// How saved responses of a vendor's API are read.
pub(crate) struct SavedAnswers {
    /// The jobs in a response; `None` when the document is something else.
    pub(crate) jobs: fn(&Value) -> Option<&[Value]>,
    /// The board a job belongs to, if it says so.
    pub(crate) board: fn(&Value) -> Option<Board>,
    /// Parses a job of the board with this name. `None` for what is no opening.
    pub(crate) posting: fn(Value, &str) -> Option<Result<Posting, UnreadablePosting>>,
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
