//! Configuration: defaults < `jobwright.toml` < `JOBWRIGHT__…` in the environment.
//!
//! One section for each part, one tagged choice for each port; an unknown key is an error, and a secret never prints.

mod people;

use std::net::IpAddr;
use std::num::NonZeroU8;
use std::path::{Path, PathBuf};

use adapter_broadcast::BroadcastConfig;
use adapter_database::{DatabaseConfig, SqliteConfig};
use adapter_mail::MailConfig;
use adapter_oidc::{SocialConfig, SupabaseConfig};
use adapter_openai::{CompletionsConfig, EmbeddingsConfig};
use adapter_scraper::{FetchConfig, SourceConfig};
use adapter_storage::StorageConfig;
use anyhow::Context;
use chrono_tz::Tz;
use domain_identity::IdentityPolicy;
use domain_model::kernel::address::is_loopback;
use domain_model::operations::cron::MissedRun;
use figment::Figment;
use figment::providers::{Env, Format, Toml};
use ipnet::IpNet;
use serde::Deserialize;
use url::Url;

pub use people::{AccountsConfig, LimitsConfig};

/// The file that is read when none is named.
const USUAL_FILE: &str = "jobwright.toml";

/// Everything an operator can choose.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where everything is kept that has no place of its own: database, files, keys, index.
    pub data_dir: PathBuf,
    /// The HTTP server.
    pub server: ServerConfig,
    /// How often one client may ask.
    pub limits: LimitsConfig,
    /// What is logged, and how.
    pub log: LogConfig,
    /// The database. `None` is `SQLite` in the data directory.
    pub database: Option<DatabaseConfig>,
    /// Files. `None` is a directory in the data directory.
    pub storage: Option<StorageConfig>,
    /// What becomes of mail to people.
    pub mail: MailConfig,
    /// Who keeps the accounts.
    pub identity: IdentityConfig,
    /// What is asked of accounts.
    pub accounts: AccountsConfig,
    /// What tells other nodes of new messages.
    pub broadcast: BroadcastConfig,
    /// The model that compares texts.
    pub embeddings: EmbeddingsProvider,
    /// Where vectors are searched.
    pub index: IndexProvider,
    /// The model that writes texts.
    pub completions: CompletionsProvider,
    /// Fetching foreign pages, and asking issuers of accounts.
    pub fetch: FetchConfig,
    /// The nightly run over all sources.
    pub schedule: ScheduleConfig,
    /// The workers beside the server.
    pub worker: WorkerConfig,
    /// With whose accounts people may sign in, by name.
    pub social: Vec<SocialConfig>,
    /// The sources, by name.
    pub sources: Vec<SourceConfig>,
}

/// The HTTP server.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerConfig {
    /// The address to listen on.
    pub host: IpAddr,
    /// The port to listen on; 0 takes a free one.
    pub port: u16,
    /// Under which address clients reach the server, when that is another one: behind a proxy, for example.
    pub public_url: Option<Url>,
    /// Other origins whose pages may call the server and open its `WebSockets`, for example `https://jobs.example.org`.
    pub allowed_origins: Vec<String>,
    /// The networks of the proxies in front of the server: what they say about who asks is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Are the cookies of a sign-in sent along from the pages of those origins, too? Only where such a page is on another
    /// site than this server.
    pub cross_site_cookies: bool,
    /// For how long after SIGTERM the server goes on as before while `/readyz` says that it is not ready: as long as a load
    /// balancer needs to notice.
    pub drain_seconds: u16,
}

/// What is logged, and how.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogConfig {
    /// For people or for programs.
    pub format: LogFormat,
    /// What is logged, in the words of `tracing`: `info`, or `info,domain_ingestion=debug`.
    pub filter: String,
}

/// For people or for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// One readable line.
    Text,
    /// One JSON object a line.
    Json,
}

/// Who keeps the accounts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case", deny_unknown_fields)]
pub enum IdentityConfig {
    /// We do: passwords, second factors, mail and tokens.
    #[default]
    Embedded,
    /// A project of Supabase does. Roles, bans and everything people do stay here.
    Supabase(SupabaseConfig),
}

/// The model that compares texts.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case")]
pub enum EmbeddingsProvider {
    /// all-MiniLM-L6-v2 on this machine; where its weights are missing, words alone.
    Local {
        /// The directory of the weights. `None` looks in the data directory and in the user's cache.
        directory: Option<PathBuf>,
    },
    /// Words alone.
    Lexical,
    /// A model at a server that speaks `OpenAI`'s protocol.
    Openai(EmbeddingsConfig),
}

/// Where vectors are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case", deny_unknown_fields)]
pub enum IndexProvider {
    /// In this process: the fastest, as long as every node has room for all vectors.
    Hnsw,
    /// In Postgres, by pgvector.
    Pgvector,
}

/// The model that writes texts.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case")]
pub enum CompletionsProvider {
    /// None: the rules answer.
    None,
    /// A model at a server that speaks `OpenAI`'s protocol.
    Openai(CompletionsConfig),
}

/// The nightly run over all sources.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScheduleConfig {
    /// Is there one?
    pub enabled: bool,
    /// When: seconds, minutes, hours, day of month, month, day of week.
    pub ingest: String,
    /// In whose time.
    pub time_zone: Tz,
    /// What becomes of a run whose time passes while no server runs.
    pub missed: MissedRun,
}

/// The workers beside the server.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WorkerConfig {
    /// How long sources and tasks stay reserved for a process that has died.
    pub lease_seconds: u32,
    /// How many jobs are enriched at the same time. `None` is 8, or 1 with a model that writes.
    pub enrichments_at_once: Option<NonZeroU8>,
    /// How many days finished tasks are kept.
    pub keep_tasks_days: u16,
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
            broadcast: BroadcastConfig::InProcess {},
            embeddings: EmbeddingsProvider::Local { directory: None },
            index: IndexProvider::Hnsw,
            completions: CompletionsProvider::None,
            fetch: FetchConfig::default(),
            schedule: ScheduleConfig::default(),
            worker: WorkerConfig::default(),
            social: Vec::new(),
            sources: Vec::new(),
        }
    }
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
            drain_seconds: 0,
        }
    }
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { format: LogFormat::Text, filter: "info".to_owned() }
    }
}

impl Default for WorkerConfig {
    fn default() -> Self {
        Self { lease_seconds: 20, enrichments_at_once: None, keep_tasks_days: 14 }
    }
}

impl Default for ScheduleConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            ingest: "0 0 22 * * *".to_owned(),
            time_zone: Tz::Asia__Kolkata,
            missed: MissedRun::RunOnce,
        }
    }
}

impl Config {
    /// Reads the named file, or the usual one if it is there, and the environment.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        if let Some(file) = file {
            anyhow::ensure!(file.is_file(), "there is no configuration file `{}`", file.display());
        }
        let file = file.or_else(|| Some(Path::new(USUAL_FILE)).filter(|usual| usual.is_file()));
        let figment = file.map_or_else(Figment::new, |file| Figment::from(Toml::file_exact(file)));
        figment.merge(Env::prefixed("JOBWRIGHT__").split("__")).extract().context("the configuration is not right")
    }

    /// What is asked of accounts.
    pub(crate) fn identity_policy(&self) -> IdentityPolicy {
        IdentityPolicy {
            require_verified_email: self.accounts.require_verified_email,
            allowed_origins: self.server.allowed_origins.clone(),
        }
    }

    /// The database that is used.
    pub fn database(&self) -> DatabaseConfig {
        let usual = || DatabaseConfig::Sqlite(SqliteConfig { path: self.data_dir.join("jobwright.sqlite") });
        self.database.clone().unwrap_or_else(usual)
    }

    /// May the mail that is kept be read in a browser? Only while the server is a trial on somebody's own machine: it listens
    /// to this machine alone, and nothing says that others come to it by another way.
    pub fn shows_mailbox(&self) -> bool {
        let is_here =
            |origin: &String| Url::parse(origin).is_ok_and(|url| url.host().is_some_and(|host| is_loopback(&host)));
        matches!(self.mail, MailConfig::Spool { .. })
            && self.server.host.is_loopback()
            && self.server.public_url.is_none()
            && self.server.allowed_origins.iter().all(is_here)
    }

    /// Where clients reach the server, given the port it really listens on. Ends with a slash.
    pub fn public_url(&self, port: u16) -> Url {
        let own = || Url::parse(&format!("http://{}", std::net::SocketAddr::new(self.server.host, port)));
        let mut url = self.server.public_url.clone().map_or_else(own, Ok).expect("an address and a port make a URL");
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        url
    }
}

/// The user's directory for things that can be fetched again.
#[expect(clippy::disallowed_methods, reason = "configuration is the one place that reads the environment")]
pub(crate) fn cache_dir() -> Option<PathBuf> {
    let own = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let usual = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    own.or_else(usual).map(|cache| cache.join("jobwright"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(toml: &str) -> anyhow::Result<Config> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("x.toml");
        std::fs::write(&file, toml)?;
        Config::load(Some(&file))
    }

    #[test]
    fn without_any_file_there_are_sensible_defaults() {
        let config = load("").unwrap();
        assert_eq!(config.public_url(8080).as_str(), "http://127.0.0.1:8080/");
        let proxied = load("[server]\npublic_url = \"https://example.org/jobs\"\n").unwrap();
        assert_eq!(proxied.public_url(8080).as_str(), "https://example.org/jobs/");
        assert_eq!(config.schedule.time_zone, Tz::Asia__Kolkata);
        assert!(matches!(config.completions, CompletionsProvider::None));
    }

    #[test]
    fn sources_and_models_are_read() {
        let config = load(
            "[completions]\nprovider = \"openai\"\nbase_url = \"http://127.0.0.1:11434/v1\"\nmodel = \"qwen3\"\n\
             api_key = \"secret-key\"\n\
             [broadcast]\nprovider = \"redis\"\nurl = \"redis://:secret-key@127.0.0.1\"\nprefix = \"north\"\n\
             [[sources]]\nname = \"acme\"\nkind = \"greenhouse\"\nboard = \"acme\"\n\
             [[sources]]\nname = \"one page\"\nkind = \"json_ld\"\nurl = \"https://acme.example/jobs/1\"\n",
        )
        .unwrap();
        assert_eq!(config.sources.len(), 2);
        assert!(!format!("{config:?}").contains("secret-key"), "a secret never prints");
    }

    #[test]
    fn files_can_be_kept_in_a_bucket() {
        let config = load(
            "[storage]\nprovider = \"s3\"\nendpoint = \"https://abc.supabase.co/storage/v1/s3\"\n\
             region = \"eu-central-1\"\nbucket = \"jobwright\"\naccess_key_id = \"id\"\n\
             secret_access_key = \"secret-key\"\nprefix = \"objects\"\n",
        )
        .unwrap();
        assert!(matches!(config.storage, Some(StorageConfig::S3(_))));
        assert!(!format!("{config:?}").contains("secret-key"), "a secret never prints");
    }

    #[test]
    fn people_can_sign_in_with_accounts_of_others() {
        let config = load(
            "[[social]]\nname = \"google\"\nkind = \"google\"\nclient_id = \"id\"\nclient_secret = \"secret-key\"\n\
             [[social]]\nname = \"acme\"\nkind = \"oidc\"\nissuer = \"https://id.acme.example\"\nclient_id = \"id\"\n\
             client_secret = \"secret-key\"\n",
        )
        .unwrap();
        assert_eq!(config.social.len(), 2);
        assert!(!format!("{config:?}").contains("secret-key"), "a secret never prints");
    }

    #[test]
    fn accounts_can_be_kept_by_supabase() {
        assert!(matches!(load("").unwrap().identity, IdentityConfig::Embedded));
        let config = load(
            "[identity]\nprovider = \"supabase\"\nurl = \"https://abc.supabase.co\"\nanon_key = \"secret-key\"\n\
             service_key = \"secret-key\"\njwt_secret = \"secret-key\"\n",
        )
        .unwrap();
        assert!(matches!(config.identity, IdentityConfig::Supabase(_)));
        assert!(!format!("{config:?}").contains("secret-key"), "a secret never prints");
    }

    #[test]
    fn mail_can_go_by_a_server_whose_password_never_prints() {
        let from = "from = \"Jobwright <jobs@example.org>\"\n";
        for way in [
            "provider = \"smtp\"\nhost = \"mail.example.org\"\nusername = \"jobs\"\npassword = \"secret-key\"\n",
            "provider = \"sendgrid\"\napi_key = \"secret-key\"\n",
        ] {
            let config = load(&format!("[mail]\n{way}{from}")).unwrap();
            assert!(!matches!(config.mail, MailConfig::Spool { .. }) && !config.shows_mailbox());
            assert!(!format!("{config:?}").contains("secret-key"), "a secret never prints");
        }
    }

    #[test]
    fn mail_is_shown_only_where_nobody_else_can_come() {
        for (server, is_shown) in [
            ("", true),
            ("host = \"::1\"\nallowed_origins = [\"http://localhost:5173\"]\n", true),
            ("host = \"0.0.0.0\"\n", false),
            ("host = \"10.0.0.5\"\n", false),
            ("public_url = \"https://jobs.example.org\"\n", false),
            ("public_url = \"http://127.0.0.1:8080\"\n", false),
            ("allowed_origins = [\"http://localhost:5173\", \"https://jobs.example.org\"]\n", false),
        ] {
            assert_eq!(load(&format!("[server]\n{server}")).unwrap().shows_mailbox(), is_shown, "{server}");
        }
    }

    #[test]
    fn a_misspelt_key_is_an_error_that_names_it() {
        let model = "provider = \"openai\"\nbase_url = \"http://127.0.0.1/v1\"\nmodel = \"m\"\ntimeout = 3\n";
        let bucket =
            "provider = \"s3\"\nregion = \"r\"\nbucket = \"b\"\naccess_key_id = \"i\"\nsecret_access_key = \"k\"\n";
        let source = "[[sources]]\nname = \"acme\"\nkind = \"greenhouse\"\nboard = \"acme\"\ncompny = \"Acme\"\n";
        for (toml, misspelt) in [
            ("datadir = \"x\"\n", "datadir"),
            ("[server]\nprot = 80\n", "prot"),
            (&format!("[completions]\n{model}"), "timeout"),
            (&format!("[embeddings]\ndimensions = 3\n{model}"), "timeout"),
            ("[storage]\nprovider = \"local\"\ndirectry = \"x\"\n", "directry"),
            (&format!("[storage]\nbuckt = \"b\"\n{bucket}"), "buckt"),
            (source, "compny"),
            ("[mail]\nprovider = \"spool\"\ndirectry = \"x\"\n", "directry"),
            ("[mail]\nprovider = \"smtp\"\nhost = \"h\"\nfrom = \"a@b.org\"\nusr = \"x\"\n", "usr"),
            ("[mail]\nprovider = \"smtp\"\nhost = \"h\"\nfrom = \"nobody\"\n", "a sender is"),
            (
                "[[social]]\nname = \"google\"\nkind = \"google\"\nclient_id = \"i\"\nclient_secrt = \"k\"\n",
                "client_secrt",
            ),
            ("[broadcast]\nprovider = \"in_process\"\nurl = \"redis://127.0.0.1\"\n", "url"),
            ("[broadcast]\nprovider = \"redis\"\nurl = \"redis://127.0.0.1\"\nchanel = \"x\"\n", "chanel"),
            ("[broadcast]\nprovider = \"nats\"\nurl = \"nats://127.0.0.1\"\nprefix = \"a.>\"\n", "prefix"),
        ] {
            let error = format!("{:#}", load(toml).expect_err(misspelt));
            assert!(error.contains(misspelt), "{error}");
        }
    }

    #[test]
    fn the_example_is_a_configuration_that_says_what_is_usual() {
        let example = load(include_str!("../../jobwright.example.toml")).unwrap();
        assert!(!example.sources.is_empty());
        let usual = Config { sources: example.sources.clone(), ..Config::default() };
        assert_eq!(format!("{example:?}"), format!("{usual:?}"));
    }
}
