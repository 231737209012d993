//! Accounts on a real database, with a clock that stands still and passwords that cost nothing.

use std::sync::Arc;

use adapter_database::{DatabaseConfig, SqlDatabase, SqliteConfig};
use adapter_system::{Es256Signer, KeyRing, KeyVault, RandomIds};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_identity::{
    IdentityPolicy, IdentityPorts, IdentityServices, IssuedSession, PresentedSecret, Purpose, Registration,
    RegistrationOutcome,
};
use domain_model::identity::session::{Authentication, Origin};
use domain_model::kernel::id::TaskId;
use domain_model::kernel::page::PageRequest;
use domain_model::operations::task::{SendMail, Task};
use ports::{Actor, Database, MockSocialLogin, PasswordHasher, PortResult, SetClock, TaskFilter};
use std::collections::BTreeSet;
use std::sync::Mutex;
use tests_servers::TestPostgres;
use url::Url;

pub(crate) const PASSWORD: &str = "correct horse";

/// A service, its database, and what has to outlive both.
pub(crate) struct World {
    pub(crate) identity: IdentityServices,
    pub(crate) database: Arc<dyn Database>,
    /// Mail tasks that were looked at.
    seen: Mutex<BTreeSet<TaskId>>,
    _folder: tempfile::TempDir,
}

/// Marks a password instead of hashing it.
struct Marked;

#[async_trait]
impl PasswordHasher for Marked {
    async fn hash(&self, password: &str) -> PortResult<String> {
        Ok(format!("marked:{password}"))
    }

    async fn verify(&self, password: &str, hash: Option<&str>) -> PortResult<bool> {
        Ok(hash == Some(format!("marked:{password}").as_str()))
    }
}

/// What a mail brought.
#[derive(Debug, Clone)]
pub(crate) struct ReceivedMail {
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) secret: String,
    pub(crate) code: String,
}

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp_secs(1_800_000_000).unwrap()
}

impl World {
    pub(crate) async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.sqlite");
        let database = SqlDatabase::connect(&DatabaseConfig::Sqlite(SqliteConfig { path })).await.unwrap();
        Self::on(Arc::new(database), folder)
    }

    pub(crate) async fn on_postgres() -> Self {
        let postgres = TestPostgres::new().await;
        let database = SqlDatabase::connect(&DatabaseConfig::Postgres(postgres.config(false))).await.unwrap();
        Self::on(Arc::new(database), tempfile::tempdir().unwrap())
    }

    fn on(database: Arc<dyn Database>, folder: tempfile::TempDir) -> Self {
        let clock = Arc::new(SetClock::at(noon()));
        let ring = KeyRing::open(&folder.path().join("ring"), noon()).unwrap();
        let ports = IdentityPorts {
            database: database.clone(),
            clock: clock.clone(),
            ids: Arc::new(RandomIds),
            passwords: Arc::new(Marked),
            tokens: Arc::new(Es256Signer::new(ring.clone(), clock)),
            vault: Arc::new(KeyVault::new(ring)),
            social: Arc::new(MockSocialLogin::new()),
            provider: None,
        };
        let identity = IdentityServices::new(ports, IdentityPolicy::default());
        identity.set_public_url("http://jobs.example.org/".parse().unwrap());
        Self { identity, database, seen: Mutex::default(), _folder: folder }
    }

    pub(crate) async fn sign_up(&self, email: &str, password: &str) -> domain_identity::IdentityResult<IssuedSession> {
        let (email, password) = (email.to_owned(), password.to_owned());
        match self.identity.registration.register(Registration { email, password, ..Registration::default() }).await? {
            RegistrationOutcome::SignedIn(signed_in) => Ok(*signed_in),
            RegistrationOutcome::ConfirmationRequired(_) => panic!("nobody has to confirm first here"),
        }
    }

    pub(crate) async fn authenticated(&self, signed_in: &IssuedSession) -> Authentication {
        self.identity.sessions.authenticate(&signed_in.access_token).await.unwrap()
    }

    /// Somebody new who has confirmed their address.
    pub(crate) async fn signed_up(&self, email: &str) -> IssuedSession {
        let signed_in = self.sign_up(email, PASSWORD).await.unwrap();
        let mailed = self.mail(email).await;
        self.identity.email_links.confirm(Purpose::Verification, PresentedSecret::Link(&mailed.secret)).await.unwrap();
        signed_in
    }

    /// The tasks of mails that nobody has looked at yet, oldest first.
    pub(crate) async fn waiting(&self) -> Vec<domain_model::kernel::id::MailId> {
        let page = PageRequest::first(500);
        let mut tasks =
            self.database.read(Actor::System).tasks().list(TaskFilter::default(), page).await.unwrap().items;
        tasks.sort_by_key(|task| task.id);
        let mut seen = self.seen.lock().unwrap();
        tasks
            .iter()
            .filter(|task| seen.insert(task.id))
            .filter_map(Task::kind::<SendMail>)
            .map(|send| send.mail)
            .collect()
    }

    pub(crate) async fn write(&self, id: domain_model::kernel::id::MailId) -> Option<ReceivedMail> {
        let mail = self.identity.mails.write_mail(id).await.unwrap()?;
        let words = || mail.text.split_whitespace();
        let link = words().find_map(|word| Url::parse(word).ok().filter(|url| url.query().is_some()));
        let secret = link
            .and_then(|link| link.query_pairs().find(|(name, _)| name == "token").map(|(_, value)| value.into_owned()));
        let code = words().find(|word| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit()));
        Some(ReceivedMail {
            to: mail.to.as_str().to_owned(),
            subject: mail.subject,
            secret: secret.unwrap_or_default(),
            code: code.unwrap_or_default().to_owned(),
        })
    }

    /// Writes the mails that wait: those that are sent, oldest first.
    pub(crate) async fn mails(&self) -> Vec<ReceivedMail> {
        let mut mails = Vec::new();
        for id in self.waiting().await {
            mails.extend(self.write(id).await);
        }
        mails
    }

    /// The newest mail to this address.
    pub(crate) async fn mail(&self, to: &str) -> ReceivedMail {
        self.mails().await.into_iter().rfind(|mail| mail.to == to).unwrap()
    }

    /// Does this password open the account?
    pub(crate) async fn password_works(&self, email: &str, password: &str) -> bool {
        self.identity.sign_in.login(email, password, &Origin::default()).await.is_ok()
    }
}
