//! All the sources there are: those of the configuration, and whatever somebody points at.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use bytes::Bytes;
use domain_model::ingestion::SourceKind;
use ports::{JobSource, JobSources, NamedSource, PageFetcher, PortError, PortResult};
use url::Url;

use crate::boards::{Board, GreenhouseBoard, LeverSite};
use crate::config::{BoardConfig, SourceConfig};
use crate::json_ld::JsonLdPage;
use crate::saved;

/// All the sources there are.
pub struct Sources {
    fetcher: Arc<dyn PageFetcher>,
    configured: Vec<NamedSource>,
}

impl Sources {
    /// The sources of a configuration. `Invalid`, naming the source, when one of them cannot be, and naming both when
    /// two of them are the same. Two pages of one host may stand side by side: neither shows everything, so neither
    /// closes what the other lists.
    pub fn new(fetcher: Arc<dyn PageFetcher>, configs: &[SourceConfig]) -> PortResult<Self> {
        let mut names = HashSet::new();
        let mut places: HashMap<String, &str> = HashMap::new();
        let mut configured = Vec::with_capacity(configs.len());
        for config in configs {
            if !names.insert(&config.name) {
                return Err(PortError::invalid(format!("two sources are called `{}`", config.name)));
            }
            let source = open(&fetcher, &config.board, config.company.clone())
                .map_err(|error| PortError::invalid(format!("source `{}`: {error}", config.name)))?;
            let place = match &config.board {
                BoardConfig::JsonLd { url } => url.to_string(),
                BoardConfig::Greenhouse { .. } | BoardConfig::Lever { .. } => source.key().to_string(),
            };
            if let Some(other) = places.insert(place.clone(), &config.name) {
                let reason = format!("sources `{other}` and `{}` are the same: {place}", config.name);
                return Err(PortError::invalid(reason));
            }
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
    Ok(match board {
        BoardConfig::Greenhouse { board, base_url } => {
            Arc::new(GreenhouseBoard::new(board, fetcher, base_url.as_ref(), company)?)
        }
        BoardConfig::Lever { site, base_url } => Arc::new(LeverSite::new(site, fetcher, base_url.as_ref(), company)?),
        BoardConfig::JsonLd { url } => Arc::new(JsonLdPage::new(fetcher, url.clone(), company)?),
    })
}

/// The board behind an address a person would paste; any other address is a page.
fn board_at(url: &Url) -> BoardConfig {
    let Some(board) = Board::at(url) else { return BoardConfig::JsonLd { url: url.clone() } };
    let base_url = board.base_url();
    match board.kind {
        SourceKind::Greenhouse => BoardConfig::Greenhouse { board: board.name, base_url },
        SourceKind::Lever => BoardConfig::Lever { site: board.name, base_url },
        SourceKind::JsonLd => BoardConfig::JsonLd { url: url.clone() },
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
            ("https://job-boards.eu.greenhouse.io/acme", "greenhouse:eu/acme"),
            ("https://boards.greenhouse.io/embed/job_board?for=acme", "greenhouse:acme"),
            ("https://jobs.lever.co/Acme/a24ec4e5", "lever:Acme"),
            ("https://api.eu.lever.co/v0/postings/acme?mode=json", "lever:eu/acme"),
            ("https://jobs.eu.lever.co/acme", "lever:eu/acme"),
            ("https://boards.eu.greenhouse.io/embed/job_board?for=acme", "greenhouse:eu/acme"),
            ("https://evilgreenhouse.io/embed/job_board?for=acme", "json_ld:evilgreenhouse.io"),
            ("https://www.acme.example/jobs/7", "json_ld:acme.example"),
        ];
        for (address, key) in cases {
            assert_eq!(key_at(address), key, "{address}");
        }
    }

    fn refused(configs: &[SourceConfig]) -> Option<String> {
        Sources::new(Arc::new(ports::MockPageFetcher::new()), configs).err().map(|error| error.to_string())
    }

    fn lever(name: &str, site: &str, base_url: Option<&str>) -> SourceConfig {
        let base_url = base_url.map(|base| Url::parse(base).unwrap());
        SourceConfig {
            name: name.to_owned(),
            company: None,
            board: BoardConfig::Lever { site: site.to_owned(), base_url },
        }
    }

    fn page(name: &str, url: &str) -> SourceConfig {
        SourceConfig {
            name: name.to_owned(),
            company: None,
            board: BoardConfig::JsonLd { url: Url::parse(url).unwrap() },
        }
    }

    #[test]
    fn two_sources_of_one_name_are_refused() {
        let error = refused(&[lever("acme", "acme", None), lever("acme", "bolt", None)]).unwrap();
        assert!(error.contains("two sources are called `acme`"), "{error}");
    }

    #[test]
    fn two_names_for_one_source_are_refused() {
        let mirror = Some("http://127.0.0.1:7");
        for configs in [
            [lever("one", "acme", None), lever("two", "acme", mirror)],
            [page("one", "https://acme.example/j/1"), page("two", "https://acme.example/j/1")],
        ] {
            let error = refused(&configs).unwrap();
            assert!(error.contains("sources `one` and `two` are the same: "), "{error}");
        }
    }

    #[test]
    fn sites_of_other_case_or_region_and_pages_of_one_host_stand_side_by_side() {
        let european = Some("https://api.eu.lever.co");
        for configs in [
            [lever("one", "Mamo", None), lever("two", "mamo", None)],
            [lever("one", "acme", None), lever("two", "acme", european)],
            [page("one", "https://acme.example/j/1"), page("two", "https://acme.example/j/2")],
        ] {
            assert_eq!(refused(&configs), None);
        }
    }
}
