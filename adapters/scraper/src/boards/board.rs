//! One employer's board: its source key and the URLs of its API.

use domain_model::ingestion::SourceKey;
use ports::{PortError, PortResult};
use url::Url;

use super::VENDORS;
use super::vendor::{Address, Region, Vendor};

/// An employer's board.
#[derive(Clone)]
pub(crate) struct Board {
    pub(crate) vendor: &'static Vendor,
    /// The name as written, because case matters for some vendors.
    pub(crate) name: String,
    region: &'static Region,
    /// Another server with the vendor's API.
    base_url: Option<Url>,
}

impl Board {
    /// A board that is read from `base_url`, or from the vendor.
    pub(crate) fn new(vendor: &'static Vendor, name: &str, base_url: Option<Url>) -> Self {
        let region = base_url.as_ref().map_or(&vendor.regions[0], |base| vendor.region_of_api(base));
        Self { vendor, name: name.trim().to_owned(), region, base_url }
    }

    /// The board at a URL that a person would paste, or that a posting contains.
    pub(crate) fn at(url: &Url) -> Option<Self> {
        let address = Address::of(url)?;
        VENDORS.iter().find_map(|vendor| {
            let name = (vendor.name_in)(&address)?;
            Some(Self { vendor, name, region: vendor.region_of_host(address.host), base_url: None })
        })
    }

    /// `lever:acme`, and `lever:eu/acme` in the EU.
    pub(crate) fn key(&self) -> PortResult<SourceKey> {
        if !self.is_one_segment() {
            return Err(self.invalid());
        }
        let name = if self.vendor.is_case_sensitive { self.name.clone() } else { self.name.to_lowercase() };
        let board = if self.region.name.is_empty() { name } else { format!("{}/{name}", self.region.name) };
        SourceKey::new(self.vendor.kind, &board).map_err(|error| PortError::invalid(error.to_string()))
    }

    /// A URL of the API: `before`, the name as written, `after`.
    pub(crate) fn address(&self, before: &str, after: &str) -> PortResult<Url> {
        let base = self.base_url.as_ref().map_or(self.region.api, Url::as_str).trim_end_matches('/');
        let url = Url::parse(&format!("{base}{before}{}{after}", self.name)).ok();
        url.filter(|_| self.is_one_segment()).ok_or_else(|| self.invalid())
    }

    /// Whether the name is a single path segment: `..` and `a?b` would change the URL.
    fn is_one_segment(&self) -> bool {
        let dots = self.name.to_lowercase().replace("%2e", ".");
        !self.name.is_empty() && !matches!(dots.as_str(), "." | "..") && !self.name.contains(['/', '\\', '?', '#'])
    }

    fn invalid(&self) -> PortError {
        PortError::invalid(format!("`{}` is no name of a board", self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::super::greenhouse::GREENHOUSE;
    use super::super::lever::LEVER;
    use super::*;

    fn lever(name: &str, base_url: Option<&str>) -> Board {
        Board::new(&LEVER, name, base_url.map(|base| Url::parse(base).unwrap()))
    }

    #[test]
    fn addresses_carry_the_name_as_written() {
        let address = |board: &Board| board.address("/v0/postings/", "").unwrap().to_string();
        assert_eq!(address(&lever(" Mamo ", None)), "https://api.lever.co/v0/postings/Mamo");
        let mirror = lever("Mamo", Some("http://127.0.0.1:7/lever/"));
        assert_eq!(address(&mirror), "http://127.0.0.1:7/lever/v0/postings/Mamo");
        let greenhouse = Board::new(&GREENHOUSE, "Acme", None);
        assert_eq!(greenhouse.address("/b/", "/jobs").unwrap().path(), "/b/Acme/jobs");
    }

    #[test]
    fn a_board_is_the_same_in_any_case_where_its_vendor_says_so() {
        let key = |vendor, name| Board::new(vendor, name, None).key().unwrap().to_string();
        assert_eq!(key(&GREENHOUSE, " Acme "), "greenhouse:acme");
        assert_eq!(key(&LEVER, "Acme"), "lever:Acme");
    }

    #[test]
    fn the_region_is_part_of_the_key() {
        let key = |base| lever("Acme", base).key().unwrap().to_string();
        assert_eq!(key(None), "lever:Acme");
        assert_eq!(key(Some("https://api.eu.lever.co/")), "lever:eu/Acme");
        assert_eq!(key(Some("http://127.0.0.1:7")), "lever:Acme");
        let european = Board::at(&Url::parse("https://jobs.eu.lever.co/Acme/1").unwrap()).unwrap();
        assert_eq!(european.address("/", "").unwrap().as_str(), "https://api.eu.lever.co/Acme");
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        for name in ["", " ", "..", "%2E.", "eu/acme", "a?b", "a#b", "a\\b", "a b"] {
            assert!(lever(name, None).key().is_err(), "{name:?}");
        }
        assert!(lever("..", None).address("/v0/postings/", "").is_err());
    }
}
