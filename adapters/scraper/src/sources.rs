//! All the sources there are: those of the configuration, and whatever somebody points at.

use std::collections::HashSet;
use std::sync::Arc;

use bytes::Bytes;
use domain_model::ingestion::{SourceKey, SourceKind};
use ports::{JobSource, JobSources, NamedSource, PageFetcher, PortError, PortResult};
use url::Url;

use crate::boards::{GreenhouseBoard, LeverSite};
use crate::config::{BoardConfig, SourceConfig};
use crate::json_ld::JsonLdPage;
use crate::saved;

/// All the sources there are.
pub struct Sources {
    fetcher: Arc<dyn PageFetcher>,
    configured: Vec<NamedSource>,
}

impl Sources {
    /// The sources of a configuration. `Invalid`, naming the source, when one of them cannot be.
    pub fn new(fetcher: Arc<dyn PageFetcher>, configs: &[SourceConfig]) -> PortResult<Self> {
        let mut names = HashSet::new();
        let mut configured = Vec::with_capacity(configs.len());
        for config in configs {
            if !names.insert(&config.name) {
                return Err(PortError::invalid(format!("two sources are called `{}`", config.name)));
            }
            let source = open(&fetcher, &config.board, config.company.clone())
                .map_err(|error| PortError::invalid(format!("source `{}`: {error}", config.name)))?;
            configured.push(NamedSource { name: config.name.clone(), source });
        }
        Ok(Self { fetcher, configured })
    }
}

impl JobSources for Sources {
    fn configured(&self) -> &[NamedSource] {
        &self.configured
    }

    fn at(&self, url: &Url) -> PortResult<NamedSource> {
        let source = open(&self.fetcher, &board_at(url), None)?;
        Ok(NamedSource { name: source.key().to_string(), source })
    }

    fn in_document(&self, name: &str, bytes: &Bytes) -> PortResult<Vec<NamedSource>> {
        saved::sources(name, bytes)
    }
}

fn open(
    fetcher: &Arc<dyn PageFetcher>,
    board: &BoardConfig,
    company: Option<String>,
) -> PortResult<Arc<dyn JobSource>> {
    let fetcher = Arc::clone(fetcher);
    let key = |kind, board: &str| SourceKey::new(kind, board).map_err(|error| PortError::invalid(error.to_string()));
    Ok(match board {
        BoardConfig::Greenhouse { board, base_url } => {
            let key = key(SourceKind::Greenhouse, board)?;
            Arc::new(GreenhouseBoard::new(key, fetcher, base_url.as_ref(), company)?)
        }
        BoardConfig::Lever { site, base_url } => {
            let key = key(SourceKind::Lever, site)?;
            Arc::new(LeverSite::new(key, fetcher, base_url.as_ref(), company)?)
        }
        BoardConfig::JsonLd { url } => Arc::new(JsonLdPage::new(fetcher, url.clone(), company)?),
    })
}

/// The board behind an address a person would paste; any other address is a page.
fn board_at(url: &Url) -> BoardConfig {
    let host = url.host_str().unwrap_or_default();
    let segments: Vec<&str> =
        url.path_segments().map(|parts| parts.filter(|part| !part.is_empty()).collect()).unwrap_or_default();
    let embedded = || url.query_pairs().find(|(name, _)| name == "for").map(|(_, board)| board.into_owned());
    let page = || BoardConfig::JsonLd { url: url.clone() };
    let european =
        |base: &str| host.contains(".eu.").then(|| Url::parse(base).expect("the vendors' addresses are valid"));
    match (host, segments.as_slice()) {
        ("boards-api.greenhouse.io" | "boards-api.eu.greenhouse.io", ["v1", "boards", board, ..]) => {
            BoardConfig::Greenhouse {
                board: (*board).to_owned(),
                base_url: european("https://boards-api.eu.greenhouse.io"),
            }
        }
        (host, ["embed", ..]) if host.ends_with("greenhouse.io") => embedded().map_or_else(page, |board| {
            BoardConfig::Greenhouse { board, base_url: european("https://boards-api.eu.greenhouse.io") }
        }),
        (
            "boards.greenhouse.io"
            | "job-boards.greenhouse.io"
            | "boards.eu.greenhouse.io"
            | "job-boards.eu.greenhouse.io",
            [board, ..],
        ) => BoardConfig::Greenhouse {
            board: (*board).to_owned(),
            base_url: european("https://boards-api.eu.greenhouse.io"),
        },
        ("api.lever.co" | "api.eu.lever.co", ["v0", "postings", site, ..])
        | ("jobs.lever.co" | "jobs.eu.lever.co", [site, ..]) => {
            BoardConfig::Lever { site: (*site).to_owned(), base_url: european("https://api.eu.lever.co") }
        }
        _ => page(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_at(address: &str) -> String {
        let fetcher = Arc::new(ports::MockPageFetcher::new());
        let sources = Sources::new(fetcher, &[]).unwrap();
        sources.at(&Url::parse(address).unwrap()).unwrap().source.key().to_string()
    }

    #[test]
    fn the_addresses_people_paste_lead_to_their_board() {
        let cases = [
            ("https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true", "greenhouse:acme"),
            ("https://boards.greenhouse.io/acme", "greenhouse:acme"),
            ("https://job-boards.greenhouse.io/acme/jobs/123", "greenhouse:acme"),
            ("https://job-boards.eu.greenhouse.io/acme", "greenhouse:acme"),
            ("https://boards.greenhouse.io/embed/job_board?for=acme", "greenhouse:acme"),
            ("https://jobs.lever.co/acme/a24ec4e5", "lever:acme"),
            ("https://api.eu.lever.co/v0/postings/acme?mode=json", "lever:acme"),
            ("https://www.acme.example/jobs/7", "json_ld:acme.example"),
        ];
        for (address, key) in cases {
            assert_eq!(key_at(address), key, "{address}");
        }
    }

    #[test]
    fn two_sources_of_one_name_are_refused() {
        let config = SourceConfig {
            name: "acme".to_owned(),
            company: None,
            board: BoardConfig::Lever { site: "acme".to_owned(), base_url: None },
        };
        let outcome = Sources::new(Arc::new(ports::MockPageFetcher::new()), &[config.clone(), config]);
        let Err(error) = outcome else { panic!("must be refused") };
        assert!(error.to_string().contains("two sources are called `acme`"));
    }
}
