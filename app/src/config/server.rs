//! `[server]`: the HTTP server.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use ipnet::IpNet;
use serde::Deserialize;
use url::Url;

use super::Config;
use super::error::Unusable;

/// The HTTP server.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerConfig {
    /// The address to listen on.
    pub host: IpAddr,
    /// The port to listen on; 0 takes a free one.
    pub port: u16,
    /// The address clients reach the server at, when that is another one: behind a proxy, for example.
    pub public_url: Option<Url>,
    /// Other origins whose pages may call the server and open its `WebSockets`, for example `https://jobs.example.org`.
    pub allowed_origins: Vec<String>,
    /// The networks of the proxies in front of the server, whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether session cookies are `SameSite=None`, so that they are sent along from the pages of those origins. Only where
    /// such a page is on another site than this server.
    pub cross_site_cookies: bool,
    /// The folder with the pages of a client that was written for one of the contracts: served at `/`, beside the API.
    pub spa_dir: Option<PathBuf>,
    /// How long after SIGTERM the server goes on as before while `/readyz` says that it is not ready: as long as a load
    /// balancer needs to notice.
    pub drain_seconds: u16,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            host: IpAddr::from([127, 0, 0, 1]),
            port: 8080,
            public_url: None,
            allowed_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            cross_site_cookies: false,
            spa_dir: None,
            drain_seconds: 0,
        }
    }
}

impl ServerConfig {
    pub(super) fn check(&self) -> Result<(), Unusable> {
        let is_web = |url: &Url| matches!(url.scheme(), "http" | "https") && url.query().is_none();
        if self.public_url.as_ref().is_some_and(|url| !is_web(url)) {
            let expected = "an address of the web without `?`, such as `https://jobs.example.org`";
            return Err(Unusable::new(&["server", "public_url"], expected));
        }
        match self.allowed_origins.iter().position(|origin| !is_origin(origin)) {
            None => Ok(()),
            Some(index) => {
                let expected = "an origin as browsers write it: scheme, host and, where it is not the usual one, the port; \
                                such as `https://jobs.example.org`";
                Err(Unusable::new(&["server", "allowed_origins", &index.to_string()], expected))
            }
        }
    }
}

/// Browsers write an origin in one way only: one that is configured in another way would never match.
fn is_origin(text: &str) -> bool {
    let written = Url::parse(text).map(|url| url.origin().ascii_serialization());
    written.is_ok_and(|written| written == text) && !text.contains('*')
}

impl Config {
    /// The address clients reach the server at, given the port it listens on. Ends with a slash.
    pub fn public_url(&self, port: u16) -> Url {
        let own = || Url::parse(&format!("http://{}", SocketAddr::new(self.server.host, port)));
        let mut url = self.server.public_url.clone().map_or_else(own, Ok).expect("an address and a port make a URL");
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        url
    }
}

#[cfg(test)]
mod tests {
    use crate::config::tests::load;

    #[test]
    fn the_public_address_is_the_configured_one_or_the_one_it_listens_on() {
        let config = load("").unwrap();
        assert_eq!(config.public_url(8080).as_str(), "http://127.0.0.1:8080/");
        let proxied = load("[server]\npublic_url = \"https://example.org/jobs\"\n").unwrap();
        assert_eq!(proxied.public_url(8080).as_str(), "https://example.org/jobs/");
    }

    #[test]
    fn wb_01_what_no_browser_would_write_is_no_origin() {
        let load = |origin| load(&format!("[server]\nallowed_origins = [\"{origin}\"]\n"));
        for right in ["https://jobs.example.org", "http://localhost:3000", "http://[::1]:3000"] {
            assert!(load(right).is_ok(), "{right}");
        }
        for wrong in [
            "*",
            "null",
            "",
            "https://jobs.example.org/",
            "https://Jobs.example.org",
            "https://jobs.example.org:443",
            "https://*.example.org",
            "jobs.example.org",
        ] {
            let message = load(wrong).unwrap_err().to_string();
            assert!(message.contains(&format!("`allowed_origins` in [server] is \"{wrong}\"")), "{message}");
        }
    }
}
