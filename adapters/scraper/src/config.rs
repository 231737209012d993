//! `[[sources]]` and `[fetch]`: the configured sources, and the policy for fetching.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use url::Url;

use crate::boards::VENDORS;
use crate::json_ld;

/// The key that names another server for a board.
const BASE_URL: &str = "base_url";

/// The policy for fetching.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FetchConfig {
    /// Also allow servers on this machine, on any port. For tests and trials only.
    pub allow_loopback: bool,
    /// Where the owners of sites can reach the operator. It is part of the `User-Agent`.
    pub contact_url: Option<Url>,
    /// The least time between two requests to a host, over all nodes, in milliseconds.
    pub host_interval_ms: u32,
}

impl Default for FetchConfig {
    fn default() -> Self {
        Self { allow_loopback: false, contact_url: None, host_interval_ms: 1_000 }
    }
}

/// A configured source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "WrittenSource")]
pub struct SourceConfig {
    /// Its configured name, unique.
    pub name: String,
    /// The employer, where the board does not name it.
    pub company: Option<String>,
    /// The board or page.
    pub board: BoardConfig,
}

/// Where a source is: an employer's board, or a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardConfig {
    /// `greenhouse`, `lever` …; `json_ld` for a page with schema.org `JobPosting`.
    pub kind: &'static str,
    /// The board's name as its vendor writes it; the address of a page.
    pub name: String,
    /// Another server that speaks the vendor's API.
    pub base_url: Option<Url>,
}

/// A source as written in the configuration. Its settings depend on its kind.
#[derive(Deserialize)]
struct WrittenSource {
    name: String,
    company: Option<String>,
    kind: String,
    #[serde(flatten)]
    settings: BTreeMap<String, Value>,
}

/// The configuration of a source is invalid.
#[derive(Debug, thiserror::Error)]
#[error("source `{source_name}`: {reason}")]
struct InvalidSource {
    source_name: String,
    reason: String,
}

impl TryFrom<WrittenSource> for SourceConfig {
    type Error = InvalidSource;

    fn try_from(WrittenSource { name, company, kind, settings }: WrittenSource) -> Result<Self, Self::Error> {
        let board = BoardConfig::read(&kind, settings);
        let board = board.map_err(|reason| InvalidSource { source_name: name.clone(), reason })?;
        Ok(Self { name, company, board })
    }
}

impl BoardConfig {
    fn read(kind: &str, mut settings: BTreeMap<String, Value>) -> Result<Self, String> {
        let kinds = VENDORS.iter().map(|vendor| (vendor.kind, vendor.setting, true));
        let kinds: Vec<_> = kinds.chain([(json_ld::KIND, json_ld::SETTING, false)]).collect();
        let Some((kind, setting, has_base_url)) = kinds.iter().find(|(known, ..)| *known == kind).copied() else {
            let known: Vec<&str> = kinds.iter().map(|(known, ..)| *known).collect();
            return Err(format!("unknown kind `{kind}`; the kinds are {}", known.join(", ")));
        };
        let name = text(&mut settings, setting)?.ok_or_else(|| format!("kind `{kind}` needs `{setting}`"))?;
        let base_url = if has_base_url { text(&mut settings, BASE_URL)? } else { None };
        let base_url = base_url.map(|base| Url::parse(&base).map_err(|_| format!("`{BASE_URL}` is no web address")));
        if let Some(unknown) = settings.keys().next() {
            let others = if has_base_url { format!("`{setting}`, `{BASE_URL}`") } else { format!("`{setting}`") };
            return Err(format!("unknown field `{unknown}`; the fields are `name`, `company`, `kind`, {others}"));
        }
        Ok(Self { kind, name, base_url: base_url.transpose()? })
    }
}

/// Removes and returns a setting, which must be text.
fn text(settings: &mut BTreeMap<String, Value>, name: &str) -> Result<Option<String>, String> {
    match settings.remove(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("`{name}` has to be text")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(written: Value) -> Result<BoardConfig, String> {
        serde_json::from_value::<SourceConfig>(written).map(|source| source.board).map_err(|error| error.to_string())
    }

    #[test]
    fn each_kind_has_its_own_settings() {
        let at = |kind, name: &str, base: Option<&str>| {
            let base_url = base.map(|base| Url::parse(base).unwrap());
            Ok(BoardConfig { kind, name: name.to_owned(), base_url })
        };
        let mirror = "http://127.0.0.1:7/";
        for (written, expected) in [
            (json!({"name": "a", "kind": "greenhouse", "board": "acme"}), at("greenhouse", "acme", None)),
            (
                json!({"name": "a", "kind": "lever", "site": "Acme", "base_url": mirror, "company": "Acme"}),
                at("lever", "Acme", Some(mirror)),
            ),
            (
                json!({"name": "a", "kind": "json_ld", "url": "https://acme.example/j/1"}),
                at("json_ld", "https://acme.example/j/1", None),
            ),
        ] {
            assert_eq!(read(written.clone()), expected, "{written}");
        }
    }

    #[test]
    fn what_cannot_be_a_source_is_explained_in_the_words_of_the_configuration() {
        for (with, message) in [
            (
                json!({"kind": "gopher", "board": "acme"}),
                "unknown kind `gopher`; the kinds are greenhouse, lever, ashby",
            ),
            (json!({"kind": "greenhouse"}), "kind `greenhouse` needs `board`"),
            (json!({"kind": "lever", "board": "acme"}), "kind `lever` needs `site`"),
            (json!({"kind": "lever", "site": 7}), "`site` has to be text"),
            (json!({"kind": "lever", "site": "a", "base_url": "acme"}), "`base_url` is no web address"),
            (json!({"kind": "greenhouse", "board": "acme", "compny": "Acme"}), "unknown field `compny`"),
            (json!({"kind": "json_ld", "url": "https://a.example", "base_url": "https://b.example"}), "unknown field"),
        ] {
            let mut written = with.clone();
            written["name"] = json!("one");
            let error = read(written).unwrap_err();
            assert!(error.starts_with("source `one`: ") && error.contains(message), "{with}: {error}");
        }
    }
}
