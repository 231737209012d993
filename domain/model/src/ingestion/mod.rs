//! Sources and the log of runs over them.

pub mod circuit;
mod ledger;
pub mod robots;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::id::{AccountId, ScrapingLogId};
use crate::kernel::named::named_enum;

pub use ledger::{Ledger, RobotsDecision, SourceHealth};

/// The kind of source that an account is whose postings are written here. No board has it.
const POSTED: &str = "provider";

/// The longest name of a kind.
const MAX_KIND_LENGTH: usize = 40;

/// The permanent key of a source, independent of its configured name: `greenhouse:acme`, `lever:Acme`, `lever:eu/acme`
/// for a board in a vendor's European region, `json_ld:jobs.acme.example`. A board read over HTTP and a saved copy of
/// it are the same source.
///
/// The kinds, and whether case matters in a board's name, are declared by the adapter that reads them. A key of a kind
/// that no longer exists stays valid.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceKey {
    kind: String,
    board: String,
}

/// Not of the form `kind:board`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no source: it must read like `greenhouse:acme`")]
pub struct InvalidSourceKey(pub String);

impl SourceKey {
    /// `kind` is a word of small letters, digits and `_`; `board` must contain something, and no white space.
    pub fn new(kind: &str, board: &str) -> Result<Self, InvalidSourceKey> {
        let board = board.trim();
        let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let is_kind = (1..=MAX_KIND_LENGTH).contains(&kind.len()) && kind.chars().all(is_word);
        let is_board = !board.is_empty() && !board.chars().any(|c| c.is_whitespace() || c.is_control());
        if !is_kind || !is_board {
            return Err(InvalidSourceKey(format!("{kind}:{board}")));
        }
        Ok(Self { kind: kind.to_owned(), board: board.to_owned() })
    }

    /// The source of what this account posts here.
    pub fn posted_by(account: AccountId) -> Self {
        Self { kind: POSTED.to_owned(), board: account.to_string() }
    }

    /// The account that posts here, if that is the source.
    pub fn poster(&self) -> Option<AccountId> {
        if self.kind == POSTED { self.board.parse().ok() } else { None }
    }

    /// The kind of the source, as its adapter declares it: `greenhouse`.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The board, site or host, with its region if it has one.
    pub fn board(&self) -> &str {
        &self.board
    }
}

impl std::fmt::Display for SourceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.kind, self.board)
    }
}

impl std::str::FromStr for SourceKey {
    type Err = InvalidSourceKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidSourceKey(text.to_owned());
        let (kind, board) = text.split_once(':').ok_or_else(invalid)?;
        Self::new(kind, board)
    }
}

impl TryFrom<String> for SourceKey {
    type Error = InvalidSourceKey;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<SourceKey> for String {
    fn from(key: SourceKey) -> Self {
        key.to_string()
    }
}

/// What a server tells a version of a page by (RFC 9110 §8.8).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// `ETag`, as written.
    pub etag: Option<String>,
    /// `Last-Modified`, as written.
    pub last_modified: Option<String>,
}

named_enum! {
    /// How a run over a source ended.
    ScrapingStatus {
        /// In progress.
        Running = "running",
        /// Everything listed was read, or is known to be as it was.
        Complete = "complete",
        /// Something was not read, or the list is implausible; nothing was closed.
        Partial = "partial",
        /// The source lists nothing.
        Empty = "empty",
        /// Nothing could be read, or the run was interrupted.
        Failed = "failed",
    }
}

/// What a run over a source counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ScrapingCounts {
    /// Postings the source listed, readable or not.
    pub fetched: u32,
    /// Jobs seen for the first time.
    pub new: u32,
    /// Known jobs whose posting has changed.
    pub updated: u32,
    /// Known jobs without a change.
    pub skipped: u32,
    /// Listed postings that could not be read.
    pub errors: u32,
    /// New or changed postings whose text is already known.
    pub dedup_hits: u32,
    /// Jobs that were closed because the source no longer lists them or they expired.
    pub closed: u32,
}

/// What a run noticed about reading its source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CrawlFacts {
    /// The validators of the whole list, where one answer has it and everything in it could be read.
    pub validators: Option<Validators>,
    /// Whether the source said that its list is as it was, so that nothing was read again.
    pub is_unchanged: bool,
    /// Whether `robots.txt` does not allow the list to be read.
    pub is_disallowed: bool,
}

/// One run over one source, from start to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScrapingLog {
    /// The run.
    pub id: ScrapingLogId,
    /// The name from the configuration, or the source key of a one-off run.
    pub source_name: String,
    /// The source.
    pub source: SourceKey,
    /// How it ended.
    pub status: ScrapingStatus,
    /// What it counted.
    pub counts: ScrapingCounts,
    /// How the source could be read.
    pub crawl: CrawlFacts,
    /// What went wrong, for people.
    pub message: Option<String>,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_kept_as_it_was_written() {
        for text in ["lever:Mamo", "lever:eu/Mamo", "greenhouse:eu/acme", "json_ld:acme.example:8080", "closed_board:x"]
        {
            let key: SourceKey = text.parse().unwrap();
            assert_eq!(key.to_string(), text);
            assert_eq!(SourceKey::new(key.kind(), key.board()).as_ref(), Ok(&key));
        }
    }

    #[test]
    fn boards_of_other_case_or_region_are_other_sources() {
        let key = |text: &str| text.parse::<SourceKey>().unwrap();
        assert_ne!(key("lever:Mamo"), key("lever:mamo"));
        assert_ne!(key("lever:eu/acme"), key("lever:acme"));
    }

    #[test]
    fn an_account_is_the_source_of_what_it_posts() {
        let account = AccountId(uuid::Uuid::from_u128(7));
        let key = SourceKey::posted_by(account);
        assert_eq!(key.to_string(), "provider:00000000-0000-0000-0000-000000000007");
        assert_eq!((key.poster(), key.to_string().parse().as_ref()), (Some(account), Ok(&key)));
        assert_eq!("lever:acme".parse::<SourceKey>().unwrap().poster(), None);
    }

    #[test]
    fn what_names_no_source_is_refused() {
        for text in
            ["", "acme", ":acme", "greenhouse:", "greenhouse: ", "Lever:acme", "le ver:acme", "lever:a b", "lever:a\nb"]
        {
            assert!(text.parse::<SourceKey>().is_err(), "{text:?}");
        }
    }
}
