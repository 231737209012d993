//! One employer's board: its source key and the URLs of its API.

use domain_model::ingestion::SourceKey;
use ports::{PortError, PortResult};
use url::Url;

use super::VENDORS;
use super::vendor::{Address, Naming, Region, Vendor};

/// An employer's board.
#[derive(Clone)]
pub(crate) struct Board {
    pub(crate) vendor: &'static Vendor,
    /// The name as written, because case matters for some vendors.
    pub(crate) name: String,
    region: &'static Region,
    /// Another server with the vendor's API.
    base_url: Option<Url>,
    /// Whether its pages may be addressed: a name made up for a saved file leads nowhere.
    is_real: bool,
}

impl Board {
    /// A board that is read from `base_url`, or from the vendor.
    pub(crate) fn new(vendor: &'static Vendor, name: &str, base_url: Option<Url>) -> Self {
        let region = base_url.as_ref().map_or(&vendor.regions[0], |base| vendor.region_of_api(base));
        let name = name.trim().trim_matches('/').to_owned();
        Self { vendor, name, region, base_url, is_real: true }
    }

    /// A board of which only a name for its postings is known.
    pub(crate) fn named(vendor: &'static Vendor, name: &str) -> Self {
        Self { is_real: false, ..Self::new(vendor, name, None) }
    }

    /// The board at a URL that a person would paste, or that a posting contains.
    pub(crate) fn at(url: &Url) -> Option<Self> {
        let address = Address::of(url)?;
        VENDORS.iter().find_map(|vendor| {
            let name = (vendor.name_in)(&address)?;
            Some(Self { region: vendor.region_of_host(address.host), ..Self::new(vendor, &name, None) })
        })
    }

    /// The board of this vendor at a URL.
    pub(crate) fn of(vendor: &'static Vendor, url: Option<&Url>) -> Option<Self> {
        Self::at(url?).filter(|board| board.vendor.kind == vendor.kind)
    }

    /// `lever:acme`, and `lever:eu/acme` in the EU.
    pub(crate) fn key(&self) -> PortResult<SourceKey> {
        if !self.is_valid() {
            return Err(self.invalid());
        }
        let name = if self.vendor.is_case_sensitive { self.name.clone() } else { self.name.to_lowercase() };
        let board = if self.region.name.is_empty() { name } else { format!("{}/{name}", self.region.name) };
        SourceKey::new(self.vendor.kind, &board).map_err(|error| PortError::invalid(error.to_string()))
    }

    /// A URL of the API: `before`, the name as written, `after`.
    pub(crate) fn address(&self, before: &str, after: &str) -> PortResult<Url> {
        self.url(&format!("{before}{}{after}", self.name))
    }

    /// A URL of the API.
    pub(crate) fn url(&self, path: &str) -> PortResult<Url> {
        match &self.base_url {
            Some(base) => self.at_base(base.as_str(), path),
            None => self.at_base(&self.own_base(), path),
        }
    }

    /// The page for people at this path, also when a mirror is read; `None` when nobody knows where the board is.
    pub(crate) fn page(&self, path: &str) -> Option<Url> {
        if self.is_real { self.at_base(&self.own_base(), path).ok() } else { None }
    }

    /// Where a page of the board is read: at the mirror, if there is one.
    pub(crate) fn mirrored(&self, page: &Url) -> Url {
        let Some(base) = &self.base_url else { return page.clone() };
        let query = page.query().map(|query| format!("?{query}")).unwrap_or_default();
        self.at_base(base.as_str(), &format!("{}{query}", page.path())).unwrap_or_else(|_| page.clone())
    }

    /// The board's own server.
    fn own_base(&self) -> String {
        match self.own_host() {
            Some(host) => format!("https://{host}"),
            None => self.region.api.replacen("{}", self.label_in_host(), 1),
        }
    }

    fn at_base(&self, base: &str, path: &str) -> PortResult<Url> {
        let url = Url::parse(&format!("{}{path}", base.trim_end_matches('/'))).ok();
        url.filter(|_| self.is_valid()).ok_or_else(|| self.invalid())
    }

    /// A part of the name between slashes.
    pub(crate) fn part(&self, position: usize) -> Option<&str> {
        self.name.split('/').nth(position).filter(|part| !part.is_empty())
    }

    /// The name for the employer: the host without its domain, or the segment.
    pub(crate) fn label(&self) -> &str {
        let first = self.part(0).unwrap_or(&self.name);
        match self.vendor.naming {
            Naming::Segment => first,
            Naming::Host { .. } => {
                let mut labels = first.split('.').filter(|label| !HOSTS_OF_CAREERS.contains(label));
                labels.next().unwrap_or(first)
            }
        }
    }

    /// The vendor's domain, where boards have hosts below it.
    fn domain(&self) -> &'static str {
        self.region.api.split_once("{}").map_or("", |(_, behind)| behind.trim_end_matches('/'))
    }

    /// What stands for the board in a host below the vendor's domain.
    fn label_in_host(&self) -> &str {
        let name = self.part(0).unwrap_or_default();
        let domain = self.domain();
        if domain.is_empty() { name } else { name.strip_suffix(domain).unwrap_or(name) }
    }

    /// The employer's own host, when the name is one.
    fn own_host(&self) -> Option<&str> {
        let name = self.part(0)?;
        let may_be_own = matches!(self.vendor.naming, Naming::Host { may_be_own: true, .. });
        (may_be_own && name.contains('.') && (self.domain().is_empty() || !name.ends_with(self.domain())))
            .then_some(name)
    }

    /// Whether the name is what the vendor's names are made of: `..` and `a?b` would change the URL.
    fn is_valid(&self) -> bool {
        let is_segment = |part: &str| {
            let dots = part.to_lowercase().replace("%2e", ".");
            !part.is_empty() && !matches!(dots.as_str(), "." | "..") && !part.contains(['\\', '?', '#'])
        };
        let mut parts = self.name.split('/');
        match self.vendor.naming {
            Naming::Segment => is_segment(&self.name) && !self.name.contains('/'),
            Naming::Host { segments, .. } => {
                let is_host =
                    |part: &str| part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'));
                parts.clone().count() <= segments + 1
                    && parts.next().is_some_and(|host| is_segment(host) && is_host(host))
                    && parts.all(is_segment)
            }
        }
    }

    fn invalid(&self) -> PortError {
        PortError::invalid(format!("`{}` is no name of a board", self.name))
    }
}

/// Labels of hosts that name no employer.
const HOSTS_OF_CAREERS: [&str; 8] = ["www", "jobs", "careers", "career", "apply", "work", "join", "karriere"];

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
