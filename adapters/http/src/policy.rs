//! The policy of a client: allowed addresses, number of redirects, timeouts, size limits.

use std::time::Duration;

use domain_model::kernel::address::{Forbidden, Guard, is_loopback};
use url::Url;

/// Which servers may be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkScope {
    /// Servers with public addresses, on the usual ports.
    Public,
    /// Also servers on this machine, on any port. For tests and trials.
    PublicAndLoopback,
    /// Every server. For URLs that only the operator sets, whose servers may be in a private network.
    Unguarded,
}

/// The policy of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Which servers may be reached.
    pub reach: NetworkScope,
    /// Whether requests to other machines must be encrypted. Ignored where `reach` is `Unguarded`.
    pub https_only: bool,
    /// The maximum number of redirects of a GET. With 0, a redirect is a response like others.
    pub redirects: usize,
    /// The timeout for the connection, TLS handshake included.
    pub connect_timeout: Duration,
    /// The timeout for everything, redirects and body included.
    pub timeout: Duration,
    /// The maximum size of the decoded body, in bytes.
    pub body_limit: usize,
}

impl Policy {
    /// The policy for pages and boards that people name: public servers, with redirects.
    pub fn web_pages(allow_loopback: bool) -> Self {
        Self {
            reach: NetworkScope::guarded(allow_loopback),
            https_only: false,
            redirects: 5,
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(20),
            body_limit: 8 * 1024 * 1024,
        }
    }

    /// The policy for identity issuers: public servers, encrypted, without redirects, so that codes and secrets go only
    /// where they were sent (SS-09).
    pub fn identity_issuers(allow_loopback: bool) -> Self {
        Self {
            reach: NetworkScope::guarded(allow_loopback),
            https_only: true,
            redirects: 0,
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(10),
            body_limit: 64 * 1024,
        }
    }

    /// The policy for a server that the operator names: it may be in a private network. No redirects.
    pub fn operator_server() -> Self {
        Self { reach: NetworkScope::Unguarded, https_only: false, ..Self::identity_issuers(false) }
    }

    /// Judges a URL before name resolution.
    pub fn check(&self, url: &Url) -> Result<(), Forbidden> {
        let Some(guard) = self.guard() else { return Ok(()) };
        let stays_here = || guard.allow_loopback && url.host().is_some_and(|host| is_loopback(&host));
        let is_encrypted = url.scheme() == "https" || stays_here();
        if self.https_only && !is_encrypted {
            return Err(Forbidden);
        }
        guard.check_url(url)
    }

    /// The guard for addresses; `None` for `Unguarded`.
    pub(crate) fn guard(&self) -> Option<Guard> {
        match self.reach {
            NetworkScope::Public => Some(Guard { allow_loopback: false }),
            NetworkScope::PublicAndLoopback => Some(Guard { allow_loopback: true }),
            NetworkScope::Unguarded => None,
        }
    }
}

impl NetworkScope {
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
