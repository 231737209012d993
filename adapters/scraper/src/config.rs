//! Which sources there are, and what fetching may do.

use serde::Deserialize;
use url::Url;

/// What fetching may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FetchConfig {
    /// Reach servers on this very machine, on any port. For tests and trials only.
    pub allow_loopback: bool,
}

/// A source the operator named.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SourceConfig {
    /// The operator's name for it, unique.
    pub name: String,
    /// The employer, where the board does not name it.
    pub company: Option<String>,
    /// Where it is.
    #[serde(flatten)]
    pub board: BoardConfig,
}

/// Where a source is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum BoardConfig {
    /// A board at Greenhouse.
    Greenhouse {
        /// Its token, as in `boards.greenhouse.io/<token>`.
        board: String,
        /// Another server that speaks the same API; `https://boards-api.eu.greenhouse.io` for boards hosted in the EU.
        base_url: Option<Url>,
    },
    /// A site at Lever.
    Lever {
        /// Its name, as in `jobs.lever.co/<site>`, in the case it is written there.
        site: String,
        /// Another server that speaks the same API; `https://api.eu.lever.co` for sites hosted in the EU.
        base_url: Option<Url>,
    },
    /// A page with schema.org `JobPosting` as JSON-LD.
    JsonLd {
        /// Its address.
        url: Url,
    },
}
