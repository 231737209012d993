//! The configured sources, and sources detected from a URL or a saved document.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use bytes::Bytes;
use ports::{JobSource, JobSources, NamedSource, PageFetcher, PortError, PortResult};
use url::Url;

use crate::boards::{Access, Board, VENDORS};
use crate::config::{BoardConfig, SourceConfig};
use crate::employers::EMPLOYERS;
use crate::json_ld::JsonLdPage;
use crate::saved;

/// The known sources.
pub struct Sources {
    fetcher: Arc<dyn PageFetcher>,
    configured: Vec<NamedSource>,
}

impl Sources {
    /// The sources of a configuration. `Invalid`, naming the source, when one is invalid, and naming both when two are
    /// the same. Two pages of one host are allowed: neither lists everything, so neither closes the other's jobs.
    pub fn new(fetcher: Arc<dyn PageFetcher>, configs: &[SourceConfig]) -> PortResult<Self> {
        let mut names = HashSet::new();
        let mut locations: HashMap<String, &str> = HashMap::new();
        let mut configured = Vec::with_capacity(configs.len());
        for config in configs {
            if !names.insert(&config.name) {
                return Err(PortError::invalid(format!("two sources are called `{}`", config.name)));
            }
            let access = Access { fetcher: Arc::clone(&fetcher), company: config.company.clone() };
            let (source, location) = open(&config.board, access)
                .map_err(|error| PortError::invalid(format!("source `{}`: {error}", config.name)))?;
            if let Some(other) = locations.insert(location.clone(), &config.name) {
                let reason = format!("sources `{other}` and `{}` are the same: {location}", config.name);
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

    fn named(&self, name: &str) -> Option<NamedSource> {
        let configured = self.configured.iter().find(|source| source.name == name).cloned();
        configured.or_else(|| {
            let employer = EMPLOYERS.iter().find(|employer| employer.name == name)?;
            let board = BoardConfig { kind: employer.kind, name: employer.board.to_owned(), base_url: None };
            let access = Access { fetcher: Arc::clone(&self.fetcher), company: Some(employer.company.to_owned()) };
            let (source, _) = open(&board, access).ok()?;
            Some(NamedSource { name: name.to_owned(), source })
        })
    }

    fn at(&self, url: &Url) -> PortResult<NamedSource> {
        let access = Access { fetcher: Arc::clone(&self.fetcher), company: None };
        let source = match Board::at(url) {
            Some(board) => (board.vendor.open)(board, access)?,
            None => Arc::new(JsonLdPage::new(url.clone(), access)?),
        };
        Ok(NamedSource { name: source.key().to_string(), source })
    }

    fn in_document(&self, name: &str, bytes: &Bytes) -> PortResult<Vec<NamedSource>> {
        saved::sources(name, bytes)
    }
}

/// The source, and its unique identity: the key of a board, the URL of a page.
fn open(config: &BoardConfig, access: Access) -> PortResult<(Arc<dyn JobSource>, String)> {
    let Some(vendor) = VENDORS.iter().find(|vendor| vendor.kind == config.kind) else {
        let url = Url::parse(&config.name);
        let url = url.map_err(|_| PortError::invalid(format!("`{}` is no web address", config.name)))?;
        let location = url.to_string();
        return Ok((Arc::new(JsonLdPage::new(url, access)?), location));
    };
    let board = Board::new(vendor, &config.name, config.base_url.clone());
    let source = (vendor.open)(board, access)?;
    let location = source.key().to_string();
    Ok((source, location))
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

    #[tokio::test]
    async fn known_employers_are_read_where_they_publish_their_jobs() {
        use ports::{AcceptedMedia, PortErrorKind};
        for (name, key, address) in [
            (
                "deloitte",
                "avature:apply.deloitte.com/en_us/careers",
                "https://apply.deloitte.com/en_US/careers/SearchJobs/?jobOffset=0",
            ),
            (
                "pwc",
                "workday:pwc.wd3/Global_Experienced_Careers",
                "https://pwc.wd3.myworkdayjobs.com/wday/cxs/pwc/Global_Experienced_Careers/jobs",
            ),
            (
                "kpmg",
                "oracle:ejvp.fa.us2/cx_1",
                "https://ejvp.fa.us2.oraclecloud.com/hcmRestApi/resources/latest/recruitingCEJobRequisitions?onlyData=true",
            ),
            ("ey", "successfactors:careers.ey.com/ey", "https://careers.ey.com/ey/tile-search-results/?q="),
        ] {
            let mut fetcher = ports::MockPageFetcher::new();
            let asks = move |url: &Url| assert!(url.as_str().starts_with(address), "{url}");
            fetcher.expect_get().returning(move |url, _: AcceptedMedia| {
                asks(url);
                Err(PortErrorKind::NotFound.into())
            });
            fetcher.expect_query().returning(move |url, _| {
                asks(url);
                Err(PortErrorKind::NotFound.into())
            });
            let source = Sources::new(Arc::new(fetcher), &[]).unwrap().named(name).unwrap().source;
            assert_eq!(source.key().to_string(), key);
            assert_eq!(source.page(None).await.unwrap_err().kind, PortErrorKind::NotFound);
        }
    }

    #[test]
    fn a_configured_source_may_have_the_name_of_a_known_employer() {
        let sources = Sources::new(Arc::new(ports::MockPageFetcher::new()), &[lever("ey", "acme", None)]).unwrap();
        assert_eq!(sources.named("ey").unwrap().source.key().to_string(), "lever:acme");
        assert!(sources.named("nobody").is_none());
        assert_eq!(sources.configured().len(), 1, "known employers are not read unasked");
    }

    fn refused(configs: &[SourceConfig]) -> Option<String> {
        Sources::new(Arc::new(ports::MockPageFetcher::new()), configs).err().map(|error| error.to_string())
    }

    fn lever(name: &str, site: &str, base_url: Option<&str>) -> SourceConfig {
        let base_url = base_url.map(|base| Url::parse(base).unwrap());
        SourceConfig {
            name: name.to_owned(),
            company: None,
            board: BoardConfig { kind: "lever", name: site.to_owned(), base_url },
        }
    }

    fn page(name: &str, url: &str) -> SourceConfig {
        SourceConfig {
            name: name.to_owned(),
            company: None,
            board: BoardConfig { kind: "json_ld", name: url.to_owned(), base_url: None },
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
