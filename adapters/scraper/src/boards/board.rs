//! Which board is meant: its vendor, its region, its name; the key it has and the addresses it goes by.

use domain_model::ingestion::{SourceKey, SourceKind};
use ports::{PortError, PortResult};
use url::Url;

/// A board, by the name its vendor knows it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Board {
    pub(crate) kind: SourceKind,
    /// As written: Lever's sites differ by case.
    pub(crate) name: String,
    /// Vendors keep a second set of boards in the EU, whose names are given out anew.
    pub(crate) is_european: bool,
}

impl Board {
    /// The board that is read from `base`, or from the vendor.
    pub(crate) fn new(kind: SourceKind, name: &str, base: Option<&Url>) -> Self {
        let european = api(kind, true).and_then(|base| base.host_str().map(str::to_owned));
        let is_european = base.is_some_and(|base| base.host_str() == european.as_deref());
        Self { kind, name: name.trim().to_owned(), is_european }
    }

    /// The board behind an address a person would paste, or that a posting names.
    pub(crate) fn at(url: &Url) -> Option<Self> {
        let host = url.host_str()?;
        let segments: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).collect();
        let embedded = || url.query_pairs().find(|(name, _)| name == "for").map(|(_, board)| board.into_owned());
        let (kind, name) = match (host, segments.as_slice()) {
            ("boards-api.greenhouse.io" | "boards-api.eu.greenhouse.io", ["v1", "boards", board, ..]) => {
                (SourceKind::Greenhouse, (*board).to_owned())
            }
            (host, ["embed", ..]) if host.ends_with(".greenhouse.io") => (SourceKind::Greenhouse, embedded()?),
            (
                "boards.greenhouse.io"
                | "job-boards.greenhouse.io"
                | "boards.eu.greenhouse.io"
                | "job-boards.eu.greenhouse.io",
                [board, ..],
            ) => (SourceKind::Greenhouse, (*board).to_owned()),
            ("api.lever.co" | "api.eu.lever.co", ["v0", "postings", site, ..])
            | ("jobs.lever.co" | "jobs.eu.lever.co", [site, ..]) => (SourceKind::Lever, (*site).to_owned()),
            _ => return None,
        };
        Some(Self { kind, name, is_european: host.contains(".eu.") })
    }

    /// Where the API of its region is, if that is not the usual place.
    pub(crate) fn base_url(&self) -> Option<Url> {
        if self.is_european { api(self.kind, true) } else { None }
    }

    /// `lever:acme`, and `lever:eu/acme` in the EU.
    pub(crate) fn key(&self) -> PortResult<SourceKey> {
        if !self.is_one_segment() {
            return Err(self.invalid());
        }
        let board = if self.is_european { format!("eu/{}", self.name) } else { self.name.clone() };
        SourceKey::new(self.kind, &board).map_err(|error| PortError::invalid(error.to_string()))
    }

    /// An address of the API: `before`, the name as written, `after`.
    pub(crate) fn address(&self, base: Option<&Url>, before: &str, after: &str) -> PortResult<Url> {
        let usual = || api(self.kind, self.is_european);
        let base = base.cloned().or_else(usual).ok_or_else(|| self.invalid())?;
        let base = base.as_str().trim_end_matches('/');
        let url = Url::parse(&format!("{base}{before}{}{after}", self.name)).ok();
        url.filter(|_| self.is_one_segment()).ok_or_else(|| self.invalid())
    }

    /// Whether the name stays one segment of a path: `..` and `a?b` would lead elsewhere.
    fn is_one_segment(&self) -> bool {
        let dots = self.name.to_lowercase().replace("%2e", ".");
        !self.name.is_empty() && !matches!(dots.as_str(), "." | "..") && !self.name.contains(['/', '\\', '?', '#'])
    }

    fn invalid(&self) -> PortError {
        PortError::invalid(format!("`{}` is no name of a board", self.name))
    }
}

fn api(kind: SourceKind, is_european: bool) -> Option<Url> {
    let address = match (kind, is_european) {
        (SourceKind::Greenhouse, false) => "https://boards-api.greenhouse.io",
        (SourceKind::Greenhouse, true) => "https://boards-api.eu.greenhouse.io",
        (SourceKind::Lever, false) => "https://api.lever.co",
        (SourceKind::Lever, true) => "https://api.eu.lever.co",
        (SourceKind::JsonLd, _) => return None,
    };
    Some(Url::parse(address).expect("the vendors' addresses are valid"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lever(name: &str) -> Board {
        Board::new(SourceKind::Lever, name, None)
    }

    #[test]
    fn addresses_carry_the_name_as_written() {
        let address = |board: &Board, base: Option<&Url>| board.address(base, "/v0/postings/", "").unwrap().to_string();
        assert_eq!(address(&lever(" Mamo "), None), "https://api.lever.co/v0/postings/Mamo");
        let mirror = Url::parse("http://127.0.0.1:7/lever/").unwrap();
        assert_eq!(address(&lever("Mamo"), Some(&mirror)), "http://127.0.0.1:7/lever/v0/postings/Mamo");
        let greenhouse = Board::new(SourceKind::Greenhouse, "Acme", None);
        assert_eq!(greenhouse.address(None, "/b/", "/jobs").unwrap().path(), "/b/Acme/jobs");
        assert_eq!(greenhouse.key().unwrap().to_string(), "greenhouse:acme");
    }

    #[test]
    fn the_region_is_part_of_the_key() {
        let european = Url::parse("https://api.eu.lever.co/").unwrap();
        let key = |base| Board::new(SourceKind::Lever, "Acme", base).key().unwrap().to_string();
        assert_eq!((key(None), key(Some(&european))), ("lever:Acme".to_owned(), "lever:eu/Acme".to_owned()));
        let mirror = Url::parse("http://127.0.0.1:7").unwrap();
        assert_eq!(key(Some(&mirror)), "lever:Acme");
        assert_eq!(Board::at(&Url::parse("https://jobs.eu.lever.co/Acme/1").unwrap()).unwrap().base_url(), {
            let base = Url::parse("https://api.eu.lever.co").unwrap();
            Some(base)
        });
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        for name in ["", " ", "..", "%2E.", "eu/acme", "a?b", "a#b", "a\\b", "a b"] {
            assert!(lever(name).key().is_err(), "{name:?}");
        }
        assert!(lever("..").address(None, "/v0/postings/", "").is_err());
    }
}
