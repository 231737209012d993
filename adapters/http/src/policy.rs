//! The policy of a client: allowed addresses, number of redirects, timeouts, size limits.

use std::time::Duration;

use domain_model::kernel::address::{Forbidden, Guard, is_loopback};
use url::Url;

/// Which servers may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Servers with public addresses, on the usual ports.
    Public,
    /// Servers on this machine, too, on any port. For tests and trials.
    PublicAndLoopback,
    /// Every server. For addresses that only the operator names, whose servers may stand in the operator's own network.
    Unguarded,
}

/// What a client may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Which servers may be asked.
    pub reach: Reach,
    /// Whether requests that leave this machine have to be encrypted. Not looked at where `reach` is `Unguarded`.
    pub https_only: bool,
    /// How many redirects of a GET are followed. With 0, a redirect is an answer like others.
    pub redirects: usize,
    /// From the request to the end of the TLS handshake, for each connection.
    pub connect_timeout: Duration,
    /// From the first name that is resolved to the last byte of the body, redirects included.
    pub timeout: Duration,
    /// The most decoded bytes of a body that are read.
    pub body_limit: usize,
}

impl Policy {
    /// For pages and boards that people name: public servers, with redirects.
    pub fn web_pages(allow_loopback: bool) -> Self {
        Self {
            reach: Reach::guarded(allow_loopback),
            https_only: false,
            redirects: 5,
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(20),
            body_limit: 8 * 1024 * 1024,
        }
    }

    /// For issuers of identities: public servers, encrypted, and no redirects, so that a code or a secret goes only where
    /// it was sent (SS-09).
    pub fn identity_issuers(allow_loopback: bool) -> Self {
        Self {
            reach: Reach::guarded(allow_loopback),
            https_only: true,
            redirects: 0,
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(10),
            body_limit: 64 * 1024,
        }
    }

    /// For the one server that the operator names: it may stand in the same network. No redirects.
    pub fn operator_server() -> Self {
        Self { reach: Reach::Unguarded, https_only: false, ..Self::identity_issuers(false) }
    }

    /// Judges an address before its name is resolved.
    pub fn check(&self, url: &Url) -> Result<(), Forbidden> {
        let Some(guard) = self.guard() else { return Ok(()) };
        let stays_here = || guard.allow_loopback && url.host().is_some_and(|host| is_loopback(&host));
        let is_encrypted = url.scheme() == "https" || stays_here();
        if self.https_only && !is_encrypted {
            return Err(Forbidden);
        }
        guard.check_url(url)
    }

    /// What judges addresses; `None` where every server may be asked.
    pub(crate) fn guard(&self) -> Option<Guard> {
        match self.reach {
            Reach::Public => Some(Guard { allow_loopback: false }),
            Reach::PublicAndLoopback => Some(Guard { allow_loopback: true }),
            Reach::Unguarded => None,
        }
    }
}

impl Reach {
    fn guarded(allow_loopback: bool) -> Self {
        if allow_loopback { Self::PublicAndLoopback } else { Self::Public }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_policy_allows_what_it_says() {
        let (pages, trial_pages) = (Policy::web_pages(false), Policy::web_pages(true));
        let (issuers, trial_issuers) = (Policy::identity_issuers(false), Policy::identity_issuers(true));
        let operator = Policy::operator_server();
        for (address, allowed) in [
            ("https://example.org/", [true, true, true, true, true]),
            ("http://example.org/", [true, true, false, false, true]),
            ("http://127.0.0.1:8080/", [false, true, false, true, true]),
            ("https://10.0.0.5/", [false, false, false, false, true]),
            ("http://10.0.0.5:8080/", [false, false, false, false, true]),
            ("ftp://example.org/", [false, false, false, false, true]),
        ] {
            let url = Url::parse(address).unwrap();
            let found = [pages, trial_pages, issuers, trial_issuers, operator].map(|policy| policy.check(&url).is_ok());
            assert_eq!(found, allowed, "{address}");
        }
    }
}
