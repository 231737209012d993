//! Real servers for tests: databases on the servers that `scripts/with-servers` starts, S3 in the test's process, mail
//! servers in separate processes, and the program itself; also reproducible random numbers.
//!
//! Each test gets a Postgres database of its own, cloned from a migrated template. As in production, its owner is no
//! superuser, and the program signs in with a role that owns nothing.

#![expect(clippy::missing_panics_doc, reason = "a test without its server has failed")]

pub mod program;
pub mod random;
#[cfg(feature = "s3")]
pub mod s3;
pub mod smtp;
pub mod tcp_proxy;

use adapter_database::{DatabaseConfig, PostgresConfig, SqlDatabase};
use adapter_system::RandomIds;
use ports::IdGenerator;
use secrecy::SecretString;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use url::Url;

const TEMPLATE: &str = "jobwright_template";
const OWNER: &str = "jobwright_owner";
const USER: &str = "jobwright_app";
/// The advisory lock that is held while the template is created. Any number.
const LOCK: i64 = 1;

/// The database of one test.
#[derive(Debug, Clone)]
pub struct TestPostgres {
    /// The URL for the program.
    pub url: Url,
    /// The URL for the owner.
    pub owner_url: Url,
    /// The URL for the superuser.
    pub superuser_url: Url,
}

impl TestPostgres {
    /// An empty database with the current schema, on the server with pgvector.
    pub async fn new() -> Self {
        let server = postgres_url();
        let mut connection = connect(&server).await;
        connection.execute(AssertSqlSafe(format!("SELECT pg_advisory_lock({LOCK})"))).await.expect("a lock");
        if !exists(&mut connection, TEMPLATE).await {
            make_template(&mut connection, &server).await;
        }
        connection.execute(AssertSqlSafe(format!("SELECT pg_advisory_unlock({LOCK})"))).await.expect("a lock");
        let name = new_name();
        let create = format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER {OWNER}");
        connection.execute(AssertSqlSafe(create)).await.expect("a copy of the template");
        Self::named(&server, &name)
    }

    /// A database without any schema, on the server at this address.
    pub async fn without_schema(server: &Url) -> Self {
        let mut connection = connect(server).await;
        make_owner(&mut connection).await;
        let name = new_name();
        let create = format!("CREATE DATABASE {name} OWNER {OWNER}");
        connection.execute(AssertSqlSafe(create)).await.expect("a database");
        Self::named(server, &name)
    }

    /// Creates the extension pgvector, which requires a superuser.
    pub async fn with_pgvector(self) -> Self {
        self.superuser().await.execute("CREATE EXTENSION vector").await.expect("a server with pgvector");
        self
    }

    fn named(server: &Url, name: &str) -> Self {
        let url = |user: &str| {
            let mut url = server.clone();
            url.set_path(name);
            url.set_username(user).expect("the address of a server has users");
            url.set_password(Some("secret")).expect("the address of a server has users");
            url
        };
        let mut superuser_url = server.clone();
        superuser_url.set_path(name);
        Self { url: url(USER), owner_url: url(OWNER), superuser_url }
    }

    /// The configuration of a program. With the owner, the program migrates the schema.
    pub fn config(&self, with_owner: bool) -> PostgresConfig {
        PostgresConfig {
            url: secret(&self.url),
            owner_url: with_owner.then(|| secret(&self.owner_url)),
            connections: 8,
        }
    }

    /// A connection as superuser, who bypasses row-level security.
    pub async fn superuser(&self) -> PgConnection {
        connect(&self.superuser_url).await
    }
}

/// The server with pgvector, as its superuser.
pub fn postgres_url() -> Url {
    server("JOBWRIGHT_TEST_POSTGRES")
}

/// The server without pgvector, as its superuser.
pub fn plain_postgres_url() -> Url {
    server("JOBWRIGHT_TEST_PLAIN_POSTGRES")
}

#[expect(clippy::disallowed_methods, reason = "tests are told by the environment where their servers are")]
fn server(variable: &str) -> Url {
    let url = std::env::var(variable)
        .unwrap_or_else(|_| panic!("{variable} is not set: run this through `scripts/with-servers`"));
    url.parse().expect("the address of a server")
}

async fn connect(url: &Url) -> PgConnection {
    PgConnection::connect(url.as_str()).await.expect("the server answers")
}

async fn exists(connection: &mut PgConnection, database: &str) -> bool {
    let known = sqlx::query("SELECT FROM pg_database WHERE datname = $1").bind(database);
    known.fetch_optional(connection).await.expect("an answer").is_some()
}

async fn make_owner(connection: &mut PgConnection) {
    let make = format!(
        "DO $$ BEGIN CREATE ROLE {OWNER} LOGIN CREATEROLE PASSWORD 'secret'; \
         EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    );
    connection.execute(AssertSqlSafe(make)).await.expect("an owner");
}

/// Creates the template. It is renamed at the end, so a template with the final name is complete.
async fn make_template(connection: &mut PgConnection, server: &Url) {
    let making = TestPostgres::without_schema(server).await.with_pgvector().await;
    let config = DatabaseConfig::Postgres(making.config(true));
    SqlDatabase::migrate(&config).await.expect("the schema can be made");
    let name = making.url.path().trim_start_matches('/').to_owned();
    connection.execute(AssertSqlSafe(format!("ALTER DATABASE {name} RENAME TO {TEMPLATE}"))).await.expect("a name");
}

fn new_name() -> String {
    format!("test_{}", RandomIds.next().simple())
}

fn secret(url: &Url) -> SecretString {
    SecretString::from(url.to_string())
}
