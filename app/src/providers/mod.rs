//! Builds the adapters behind the ports. The only module that names them.

mod breaker;
mod cached_feed;
mod cached_market;
mod cached_queries;
mod counted_hasher;
mod documents;

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use adapter_archive::{ZipFileReader, ZipFileWriter};
use adapter_broadcast::{BroadcastConfig, InProcess, Relay};
use adapter_database::{DatabaseConfig, Inspection, SqlDatabase};
use adapter_local_ai::{LexicalEmbedder, MiniLm, Multilingual};
use adapter_mail::{MailConfig, SendgridMailer, SmtpMailer, Spool};
use adapter_oidc::{SocialLogins, SupabaseAuth};
use adapter_openai::{OpenAiCompletions, OpenAiEmbeddings};
pub(crate) use adapter_scraper::board_kinds;
use adapter_scraper::{GuardedFetcher, PoliteFetcher, Sources};
use adapter_search::TantivyIndex;
use adapter_storage::{Objects, StorageConfig};
use adapter_system::{Argon2Hasher, Es256Signer, KeyRing, KeyRingFile, KeyVault, RandomIds, SystemClock};
use adapter_vectors::HnswIndex;
use anyhow::Context;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain_model::matching::embedding::ModelId;
use domain_operations::BackupService;
use metrics::gauge;
use ports::{
    ArchiveReader, ArchiveWriter, Broadcast, Clock, CompletionModel, Database, DocumentParser, DocumentRenderer,
    EmbeddingModel, ExchangeFiles, IdGenerator, IdentityProvider, JobFeed, JobSources, Mailbox, Mailer, ObjectStorage,
    PageFetcher, PasswordHasher, PortErrorKind, PortResult, SearchIndex, SocialLogin, TextRecognition, TokenSigner,
    Vault, VectorIndex,
};
use tracing::{info, warn};

use crate::background::nightly;
use crate::config::{CompletionsProvider, Config, EmbeddingsProvider, IdentityConfig, IndexProvider, cache_dir};
use crate::telemetry::cost;
use breaker::CircuitBreaker;
use cached_feed::CachedFeed;
pub(crate) use cached_market::CachedMarket;
pub(crate) use cached_queries::CachedQueries;
use counted_hasher::CountedHasher;
use documents::document_parser;
pub use documents::{DOCUMENT_WORKER, documents, renderer, run_document_worker};
pub(crate) use documents::{Recognition, find_recognition, recognition};

/// One field for each port.
#[derive(Clone)]
#[expect(missing_docs, reason = "each field is the port of its name")]
pub struct Providers {
    pub database: Arc<dyn Database>,
    pub feed: Arc<dyn JobFeed>,
    pub storage: Arc<dyn ObjectStorage>,
    pub documents: Arc<dyn DocumentParser>,
    pub exchange_files: Arc<dyn ExchangeFiles>,
    pub renderer: Arc<dyn DocumentRenderer>,
    pub recognition: Option<Arc<dyn TextRecognition>>,
    pub embeddings: Arc<dyn EmbeddingModel>,
    pub completions: Option<Arc<dyn CompletionModel>>,
    pub index: Arc<dyn VectorIndex>,
    pub search: Arc<dyn SearchIndex>,
    pub sources: Arc<dyn JobSources>,
    pub pages: Arc<dyn PageFetcher>,
    pub broadcast: Arc<dyn Broadcast>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdGenerator>,
    pub mailer: Arc<dyn Mailer>,
    pub mailbox: Option<Arc<dyn Mailbox>>,
    pub passwords: Arc<dyn PasswordHasher>,
    pub tokens: Arc<dyn TokenSigner>,
    pub vault: Arc<dyn Vault>,
    pub social: Arc<dyn SocialLogin>,
    pub identity: Option<Arc<dyn IdentityProvider>>,
}

impl Providers {
    /// Connects to everything the configuration names, and says what that is.
    pub async fn connect(config: &Config) -> anyhow::Result<Self> {
        create_data_dir(config)?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let mut database = SqlDatabase::connect(&config.database()).await.context("cannot open the database")?;
        database.observe_statements(cost::count_statement);
        let embeddings = embeddings(config)?;
        let index = index(config, &database, embeddings.model()).await.context("cannot open the vector index")?;
        let search = TantivyIndex::open(&config.data_dir.join("search")).context("cannot open the search index")?;
        if config.fetch.allow_loopback {
            warn!("fetching and signing in may reach servers on this machine: for tests and trials only");
        }
        let database: Arc<SqlDatabase> = Arc::new(database);
        let fetcher: Arc<dyn PageFetcher> = Arc::new(PoliteFetcher::new(
            Arc::new(GuardedFetcher::new(&config.fetch)?),
            Arc::clone(&database) as Arc<dyn Database>,
            Arc::clone(&clock),
            Duration::from_millis(config.fetch.host_interval_ms.into()),
        ));
        let (mailer, mailbox) = mail(config).context("cannot set up mail")?;
        let ring = KeyRing::open(&key_ring(config), clock.now()).context("cannot read the keys")?;
        let parser = document_parser()?;
        let providers = Self {
            feed: Arc::new(CachedFeed::new(Arc::clone(&database) as Arc<dyn JobFeed>)),
            database,
            storage: storage(config)?,
            documents: Arc::clone(&parser) as Arc<dyn DocumentParser>,
            exchange_files: parser,
            renderer: renderer(config.data_dir.join("fonts")),
            recognition: recognition(config).await?,
            completions: completions(config)?,
            index,
            search: Arc::new(search),
            sources: Arc::new(Sources::new(fetcher.clone(), &config.sources)?),
            pages: fetcher,
            social: Arc::new(social(config, &clock)?),
            identity: identity(config, &clock)?,
            broadcast: broadcast(config)?,
            mailer,
            mailbox,
            ids: Arc::new(RandomIds),
            passwords: Arc::new(CountedHasher(Argon2Hasher::default())),
            tokens: Arc::new(Es256Signer::new(Arc::clone(&ring), Arc::clone(&clock))),
            vault: Arc::new(KeyVault::new(ring)),
            embeddings,
            clock,
        };
        providers.announce(config);
        Ok(providers)
    }

    fn announce(&self, config: &Config) {
        let database = match config.database() {
            DatabaseConfig::Sqlite(_) => "sqlite",
            DatabaseConfig::Postgres(_) => "postgres",
        };
        let completions = self.completions.as_ref().map_or("none, the rules answer", |model| model.name());
        let index = match config.index {
            IndexProvider::Hnsw {} => "hnsw in process",
            IndexProvider::Pgvector {} => "pgvector",
        };
        info!(
            data = %config.data_dir.display(),
            database,
            storage = storage_name(config),
            documents = "child process",
            recognition = if self.recognition.is_some() { "tesseract" } else { "none" },
            embeddings = %self.embeddings.model(),
            completions,
            index,
            sources = self.sources.configured().len(),
            broadcast = broadcast_name(config),
            mail = mail_name(config),
            social = self.social.providers().join(", "),
            accounts = self.identity.as_ref().map_or("embedded", |provider| provider.name()),
            "providers are connected"
        );
    }
}

/// Brings the database's schema up to date.
pub(crate) async fn migrate(config: &Config) -> anyhow::Result<()> {
    if let DatabaseConfig::Sqlite(_) = config.database() {
        create_data_dir(config)?;
    }
    SqlDatabase::migrate(&config.database()).await.context("cannot bring the schema up to date")
}

/// Finds what else would be found at the start: a source or a schedule that cannot be used. Connects to nothing. Returns when
/// the next scheduled run is, if there is a schedule.
pub(crate) fn check(config: &Config) -> anyhow::Result<Option<DateTime<Tz>>> {
    Sources::new(Arc::new(GuardedFetcher::new(&config.fetch)?), &config.sources)?;
    social(config, &(Arc::new(SystemClock) as Arc<dyn Clock>))?;
    if !config.schedule.enabled {
        return Ok(None);
    }
    let (_, next) = nightly(&config.schedule, now())?;
    Ok(Some(next))
}

/// Looks at the database and changes nothing.
pub(crate) async fn inspect_database(config: &Config) -> PortResult<Inspection> {
    SqlDatabase::inspect(&config.database()).await
}

/// Puts an object of its own, reads it back and deletes it. `false` when there is no storage yet.
pub(crate) async fn probe_storage(config: &Config) -> anyhow::Result<bool> {
    if !matches!(config.storage, Some(StorageConfig::S3(_))) && !objects_directory(config).exists() {
        return Ok(false);
    }
    let storage = storage(config)?;
    let key = format!("doctor/{}", RandomIds.next());
    let bytes = Bytes::from_static(b"a look at the storage");
    storage.put(&key, bytes.clone()).await.context("a file cannot be put")?;
    let back = storage.get(&key).await;
    storage.delete(&key).await.context("a file cannot be deleted")?;
    anyhow::ensure!(back.context("a file cannot be read")? == Some(bytes), "a file is not what was put");
    Ok(true)
}

/// Bytes that are free where the data is.
pub(crate) fn free_space(config: &Config) -> PortResult<u64> {
    adapter_system::free_space(&config.data_dir)
}

/// The time by this machine.
pub(crate) fn now() -> DateTime<Utc> {
    SystemClock.now()
}

/// What backs up and restores: everything that keeps something, and nothing else.
pub(crate) async fn backups(config: &Config) -> anyhow::Result<BackupService> {
    create_data_dir(config)?;
    let database = SqlDatabase::connect(&config.database()).await.context("cannot open the database")?;
    Ok(BackupService {
        snapshots: Arc::new(database.clone()),
        database: Arc::new(database),
        storage: storage(config)?,
        key: Arc::new(KeyRingFile::at(&key_ring(config))),
        clock: Arc::new(SystemClock),
        ids: Arc::new(RandomIds),
    })
}

/// The file of a backup that is to be written.
pub(crate) fn create_archive(path: &Path) -> anyhow::Result<Box<dyn ArchiveWriter>> {
    match ZipFileWriter::create(path) {
        Err(error) if error.kind == PortErrorKind::Conflict => anyhow::bail!("there is a `{}` already", path.display()),
        archive => Ok(Box::new(archive.with_context(|| format!("cannot write `{}`", path.display()))?)),
    }
}

/// The file of a backup that is to be read.
pub(crate) fn open_archive(path: &Path) -> anyhow::Result<Box<dyn ArchiveReader>> {
    Ok(Box::new(ZipFileReader::open(path).with_context(|| format!("cannot read `{}`", path.display()))?))
}

/// Where the keys are, or will be.
pub(crate) fn key_ring(config: &Config) -> PathBuf {
    config.data_dir.join("keys").join("ring")
}

/// Replaces the keys that make new things. `NotFound` before the first start.
pub(crate) fn rotate_keys(config: &Config) -> PortResult<()> {
    KeyRingFile::at(&key_ring(config)).rotate(SystemClock.now())
}

/// Fails where nothing is installed yet, so that a command that only reads creates nothing.
pub(crate) fn require_installation(config: &Config) -> anyhow::Result<()> {
    let expected = match config.database() {
        DatabaseConfig::Sqlite(database) => database.path,
        DatabaseConfig::Postgres(_) => key_ring(config),
    };
    anyhow::ensure!(
        expected.exists(),
        "there is no installation here: `{}` does not exist. Run this in the directory of your installation or name its \
         configuration with --config. To make a new installation, start a server with `jobwright serve` or read postings with \
         `jobwright ingest`",
        expected.display()
    );
    Ok(())
}

fn create_data_dir(config: &Config) -> anyhow::Result<()> {
    // Other users of this machine must not read it.
    let made = DirBuilder::new().recursive(true).mode(0o700).create(&config.data_dir);
    made.with_context(|| format!("cannot create the data directory `{}`", config.data_dir.display()))
}

fn storage(config: &Config) -> anyhow::Result<Arc<dyn ObjectStorage>> {
    let objects = match &config.storage {
        None | Some(StorageConfig::Local { .. }) => Objects::local(&objects_directory(config)),
        Some(StorageConfig::S3(bucket)) => Objects::s3(bucket),
    };
    Ok(Arc::new(objects.context("cannot open the storage")?))
}

/// Where files are that are not in a bucket.
fn objects_directory(config: &Config) -> PathBuf {
    match &config.storage {
        Some(StorageConfig::Local { directory: Some(directory) }) => directory.clone(),
        _ => config.data_dir.join("objects"),
    }
}

fn storage_name(config: &Config) -> &'static str {
    match config.storage {
        None | Some(StorageConfig::Local { .. }) => "local directory",
        Some(StorageConfig::S3(_)) => "s3",
    }
}

/// The external identity provider; `None` when it is this server.
fn identity(config: &Config, clock: &Arc<dyn Clock>) -> PortResult<Option<Arc<dyn IdentityProvider>>> {
    Ok(match &config.identity {
        IdentityConfig::Embedded {} => None,
        IdentityConfig::Supabase(project) => Some(Arc::new(SupabaseAuth::new(project, Arc::clone(clock))?)),
    })
}

/// Social sign-in.
fn social(config: &Config, clock: &Arc<dyn Clock>) -> PortResult<SocialLogins> {
    SocialLogins::new(&config.social, config.fetch.allow_loopback, clock)
}

/// The mailer, and the mailbox where mail is kept instead of sent.
type MailPorts = (Arc<dyn Mailer>, Option<Arc<dyn Mailbox>>);

fn mail(config: &Config) -> PortResult<MailPorts> {
    let clock = Arc::new(SystemClock);
    Ok(match &config.mail {
        MailConfig::Spool { .. } => {
            let spool = Arc::new(Spool::open(&mail_directory(config), clock)?);
            (spool.clone(), Some(spool))
        }
        MailConfig::Smtp(server) => (Arc::new(SmtpMailer::new(server, clock)?), None),
        MailConfig::Sendgrid(account) => (Arc::new(SendgridMailer::new(account, clock)?), None),
    })
}

/// Checks the identity provider, and returns its name.
pub(crate) async fn probe_accounts(config: &Config) -> PortResult<String> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let Some(provider) = identity(config, &clock)? else { return Ok("embedded identity provider".to_owned()) };
    provider.ping().await?;
    Ok(format!("identity provider: {}", provider.name()))
}

/// Asks whether mail would be taken. `None` when there is no directory for it yet.
pub(crate) async fn probe_mail(config: &Config) -> PortResult<Option<&'static str>> {
    if matches!(config.mail, MailConfig::Spool { .. }) && !mail_directory(config).exists() {
        return Ok(None);
    }
    mail(config)?.0.ping().await?;
    Ok(Some(mail_name(config)))
}

/// Where mail is that is not sent.
fn mail_directory(config: &Config) -> PathBuf {
    match &config.mail {
        MailConfig::Spool { directory: Some(directory) } => directory.clone(),
        _ => config.data_dir.join("mail"),
    }
}

fn mail_name(config: &Config) -> &'static str {
    match config.mail {
        MailConfig::Spool { .. } => "kept in a directory, not sent",
        MailConfig::Smtp(_) => "smtp",
        MailConfig::Sendgrid(_) => "sendgrid",
    }
}

async fn index(config: &Config, database: &SqlDatabase, model: &ModelId) -> PortResult<Arc<dyn VectorIndex>> {
    Ok(match config.index {
        IndexProvider::Hnsw {} => Arc::new(HnswIndex::open(&config.data_dir.join("index"), model.clone())?),
        IndexProvider::Pgvector {} => Arc::new(database.vector_index(model.clone()).await?),
    })
}

/// The broadcast between nodes. Its server is connected to in the background.
pub(crate) fn broadcast(config: &Config) -> anyhow::Result<Arc<dyn Broadcast>> {
    let relay = match &config.broadcast {
        BroadcastConfig::InProcess {} => return Ok(Arc::new(InProcess::default())),
        BroadcastConfig::Redis(server) => Relay::over_redis(server),
        BroadcastConfig::Nats(server) => Relay::over_nats(server),
        BroadcastConfig::Postgres(server) => Relay::over_postgres(server),
    };
    let relay = relay.context("cannot set up the hints between nodes")?;
    let mut connected = relay.connected();
    tokio::spawn(async move {
        let gauge = gauge!("jobwright_broadcast_connected");
        loop {
            gauge.set(f64::from(*connected.borrow_and_update()));
            if connected.changed().await.is_err() {
                return gauge.set(0.0);
            }
        }
    });
    Ok(Arc::new(relay))
}

/// Its name.
pub(crate) fn broadcast_name(config: &Config) -> &'static str {
    match &config.broadcast {
        BroadcastConfig::InProcess {} => "in process",
        BroadcastConfig::Redis(_) => "redis",
        BroadcastConfig::Nats(_) => "nats",
        BroadcastConfig::Postgres(_) => "postgres",
    }
}

/// The model that compares texts.
pub(crate) fn embeddings(config: &Config) -> anyhow::Result<Arc<dyn EmbeddingModel>> {
    Ok(match &config.embeddings {
        EmbeddingsProvider::Local { directory } => local_embeddings(config, directory.as_deref()),
        EmbeddingsProvider::Lexical {} => Arc::new(LexicalEmbedder::default()),
        EmbeddingsProvider::Openai(server) => Arc::new(OpenAiEmbeddings::new(server)?),
    })
}

/// The first local model whose weights are there, the best one first; without any, words alone.
fn local_embeddings(config: &Config, directory: Option<&Path>) -> Arc<dyn EmbeddingModel> {
    const NAMES: [&str; 2] = ["e5-small+use-m-v3", "all-MiniLM-L6-v2"];
    let models = || [Some(config.data_dir.clone()), cache_dir()].into_iter().flatten().map(|dir| dir.join("models"));
    let usual = || NAMES.iter().flat_map(|name| models().map(move |models| models.join(name)));
    let places: Vec<PathBuf> = directory.map_or_else(|| usual().collect(), |directory| vec![directory.to_owned()]);
    if let Some(model) = places.iter().find_map(|place| Multilingual::in_directory(place)) {
        return Arc::new(model);
    }
    if let Some(model) = places.iter().find_map(|place| MiniLm::in_directory(place)) {
        return Arc::new(model);
    }
    warn!(
        looked_in = ?places,
        "the weights of the local model are missing, so texts are compared by their words only; `make model` fetches them"
    );
    Arc::new(LexicalEmbedder::default())
}

/// The model that writes texts, if there is one.
pub(crate) fn completions(config: &Config) -> anyhow::Result<Option<Arc<dyn CompletionModel>>> {
    Ok(match &config.completions {
        CompletionsProvider::None {} => None,
        CompletionsProvider::Openai(server) => {
            Some(Arc::new(CircuitBreaker::new(OpenAiCompletions::new(server)?, Arc::new(SystemClock))))
        }
    })
}
