//! Configuration: defaults < `jobwright.toml` < files of secrets < `JOBWRIGHT__…` in the environment.
//!
//! Each section is one file here: its keys, their defaults, its checks and its tests. Sections of an adapter are declared by
//! the adapter, and their file here says what applies without them. This file only assembles the sections. An unknown key is
//! an error, and a secret is never printed.

mod accounts;
mod broadcast;
mod coaching;
mod completions;
mod database;
mod embeddings;
mod error;
mod fetch;
mod identity;
mod index;
mod limits;
mod log;
mod mail;
mod recognition;
mod schedule;
mod secrets;
mod server;
mod settings;
mod social;
mod sources;
mod storage;
mod worker;

use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use accounts::AccountsConfig;
pub use broadcast::BroadcastConfig;
pub use coaching::CoachingConfig;
pub use completions::CompletionsProvider;
pub use database::DatabaseConfig;
pub use embeddings::EmbeddingsProvider;
pub use error::ConfigError;
pub use fetch::FetchConfig;
pub use identity::IdentityConfig;
pub use index::IndexProvider;
pub use limits::LimitsConfig;
pub use log::{LogConfig, LogFormat};
pub use mail::MailConfig;
pub use recognition::RecognitionProvider;
pub use schedule::ScheduleConfig;
pub use server::ServerConfig;
pub use social::SocialConfig;
pub use sources::SourceConfig;
pub use storage::StorageConfig;
pub use worker::WorkerConfig;

pub(crate) use embeddings::cache_dir;
pub(crate) use recognition::in_search_path;

use error::Unusable;
use settings::Settings;

/// The file that is read when none is named.
const DEFAULT_FILE: &str = "jobwright.toml";

/// Everything an operator can choose.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The directory of everything that has no other place: database, files, keys, index.
    pub data_dir: PathBuf,
    /// The HTTP server.
    pub server: ServerConfig,
    /// How often one client may ask.
    pub limits: LimitsConfig,
    /// What is logged, and how.
    pub log: LogConfig,
    /// The database. `None` is `SQLite` in the data directory.
    pub database: Option<DatabaseConfig>,
    /// Storage of files. `None` is a directory in the data directory.
    pub storage: Option<StorageConfig>,
    /// How mail is sent.
    pub mail: MailConfig,
    /// Who keeps the accounts.
    pub identity: IdentityConfig,
    /// What is required of accounts.
    pub accounts: AccountsConfig,
    /// The people behind the control tower.
    pub coaching: CoachingConfig,
    /// How nodes tell each other of new messages.
    pub broadcast: BroadcastConfig,
    /// The embedding model.
    pub embeddings: EmbeddingsProvider,
    /// The vector index.
    pub index: IndexProvider,
    /// The model that writes texts.
    pub completions: CompletionsProvider,
    /// What reads documents that are pictures.
    pub recognition: RecognitionProvider,
    /// Requests to addresses that users name.
    pub fetch: FetchConfig,
    /// The nightly run over all sources.
    pub schedule: ScheduleConfig,
    /// The workers beside the server.
    pub worker: WorkerConfig,
    /// Issuers of accounts people may sign in with, by name.
    pub social: Vec<SocialConfig>,
    /// The sources of postings, by name.
    pub sources: Vec<SourceConfig>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data_dir: PathBuf::from("data"),
            server: ServerConfig::default(),
            limits: LimitsConfig::default(),
            log: LogConfig::default(),
            database: None,
            storage: None,
            mail: MailConfig::default(),
            identity: IdentityConfig::default(),
            accounts: AccountsConfig::default(),
            coaching: CoachingConfig::default(),
            broadcast: BroadcastConfig::default(),
            embeddings: EmbeddingsProvider::default(),
            index: IndexProvider::default(),
            completions: CompletionsProvider::default(),
            recognition: RecognitionProvider::default(),
            fetch: FetchConfig::default(),
            schedule: ScheduleConfig::default(),
            worker: WorkerConfig::default(),
            social: Vec::new(),
            sources: Vec::new(),
        }
    }
}

impl Config {
    /// Reads the named file, or `jobwright.toml` if it is there, the files in the directory of secrets, and the environment.
    pub fn load(file: Option<&Path>, secrets: Option<&Path>) -> Result<Self, ConfigError> {
        if let Some(file) = file.filter(|file| !file.is_file()) {
            return Err(ConfigError::new(format!("there is no configuration file `{}`", file.display())));
        }
        let file = file.or_else(|| Some(Path::new(DEFAULT_FILE)).filter(|file| file.is_file()));
        Settings::read(file, secrets)?.config()
    }

    /// What only a look at the value itself can tell, section by section.
    fn check(&self) -> Result<(), Unusable> {
        self.server.check()?;
        self.log.check()?;
        self.coaching.check()?;
        self.schedule.check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The configuration of a file with this text.
    pub(super) fn load(toml: &str) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.toml");
        std::fs::write(&file, toml).unwrap();
        Config::load(Some(&file), None)
    }

    #[test]
    fn the_example_is_a_configuration_that_says_what_applies_without_it() {
        let example = load(include_str!("../../../jobwright.example.toml")).unwrap();
        assert!(!example.sources.is_empty());
        let default = Config { sources: example.sources.clone(), ..Config::default() };
        assert_eq!(format!("{example:?}"), format!("{default:?}"));
    }
}
