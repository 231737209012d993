//! `[broadcast]`: the server that carries hints between nodes, if any.

use ports::PortError;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// Postgres truncates the names of channels at 63 bytes.
const MAX_PREFIX_LENGTH: usize = 40;

/// What carries hints between nodes.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case", deny_unknown_fields)]
pub enum BroadcastConfig {
    /// Nothing: hints stay in this process.
    InProcess {},
    /// Redis: `redis://…`, or `rediss://…` with TLS.
    Redis(ServerConfig),
    /// NATS: `nats://…`, or `tls://…`, with `user:password@` or `token@`; several servers of a cluster are separated by
    /// commas.
    Nats(ServerConfig),
    /// Postgres: `postgres://…`, with `?sslmode=verify-full` for TLS. The server itself, or a pooler in session mode, because
    /// `LISTEN` needs a connection of its own.
    Postgres(ServerConfig),
}

impl Default for BroadcastConfig {
    fn default() -> Self {
        Self::InProcess {}
    }
}

/// A server, and the prefix of the channel's name on it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerConfig {
    /// The URL. It may contain a password, so it is never printed.
    pub url: SecretString,
    /// The prefix. Installations that share a server need different ones.
    #[serde(default)]
    pub prefix: Prefix,
}

/// The prefix of a channel's name: letters, digits, `-` and `_`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Prefix(String);

impl ServerConfig {
    pub(crate) fn url(&self) -> &str {
        self.url.expose_secret()
    }

    /// The channel of all hints of the installation.
    pub(crate) fn channel(&self) -> String {
        format!("{}.hints", self.prefix.as_str())
    }
}

impl Prefix {
    /// The prefix as configured.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Prefix {
    fn default() -> Self {
        Self("jobwright".to_owned())
    }
}

impl TryFrom<String> for Prefix {
    type Error = PortError;

    fn try_from(text: String) -> Result<Self, PortError> {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        if is_plain && (1..=MAX_PREFIX_LENGTH).contains(&text.len()) {
            return Ok(Self(text));
        }
        Err(PortError::invalid(format!("a prefix is 1 to {MAX_PREFIX_LENGTH} letters, digits, `-` and `_`")))
    }
}
