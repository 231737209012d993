//! Migration of the schema, its roles and its policies in one transaction. A kill at any point leaves nothing behind;
//! of several processes that start at once one migrates and the others wait (MN-02).

use migrations::Migrator;
use percent_encoding::percent_decode_str;
use ports::{PortError, PortErrorKind, PortResult};
use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, DatabaseTransaction, Statement, TransactionTrait};
use sea_orm_migration::MigratorTrait;
use secrecy::{ExposeSecret, SecretString};
use tracing::{debug, info};
use url::Url;

use super::vectors;
use crate::error::FromDb;

/// Roles, grants and policies. They are recreated whenever any of them has changed, so this file is their complete
/// definition.
const ROW_LEVEL_SECURITY: &str = include_str!("row_level_security.sql");
/// The key of the advisory lock: "jobwrigh" in ASCII.
const LOCK: i64 = 0x6a6f_6277_7269_6768;

/// How long a migration waits for a table that a live node uses: shorter than the deadlock timeout of Postgres, so that
/// a node never loses to a migration (MN-06).
const LOCK_TIMEOUT: &str = "100ms";
/// The number of attempts.
const ATTEMPTS: u32 = 100;
/// A digest of the policies' text and of all existing policies, grants, memberships and functions. It is stored beside
/// the schema and shows later that nothing has to be recreated, which would lock every table.
const MADE: &str = "
    SELECT md5(concat($1, string_agg(line, E'\n' ORDER BY line))) AS made,
           obj_description('jobwright'::regnamespace, 'pg_namespace') AS noted
    FROM (
        SELECT p::text AS line FROM pg_policies p WHERE p.schemaname = 'jobwright'
        UNION ALL SELECT concat_ws(' ', c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relacl)
        FROM pg_class c WHERE c.relnamespace = 'jobwright'::regnamespace AND c.relkind IN ('r', 'p')
        UNION ALL SELECT concat_ws(' ', n.nspname, n.nspacl) FROM pg_namespace n WHERE n.nspname = 'jobwright'
        UNION ALL SELECT concat_ws(' ', f.proname, f.prosrc)
        FROM pg_proc f WHERE f.pronamespace = 'jobwright'::regnamespace
        UNION ALL SELECT m.roleid::regrole::text FROM pg_auth_members m WHERE m.member::regrole::text = $2
    ) state";

/// Migrates as the owner, and creates the user of `url` if it is missing.
pub(super) async fn run(owner: &DatabaseConnection, url: &SecretString) -> PortResult<()> {
    let user = User::of(url)?;
    for _ in 1..ATTEMPTS {
        match attempt(owner, &user).await {
            Err(error) if error.kind == PortErrorKind::Unavailable => {
                debug!(error = error.chain(), "a running node holds locks on the schema; trying again");
            }
            outcome => return outcome,
        }
    }
    attempt(owner, &user).await
}

/// One attempt, in one transaction.
async fn attempt(owner: &DatabaseConnection, user: &User) -> PortResult<()> {
    let transaction = owner.begin().await.port()?;
    let alone = format!(
        "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock({LOCK}); \
         SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"
    );
    transaction.execute_unprepared(&alone).await.port()?;
    transaction.execute_unprepared("CREATE SCHEMA IF NOT EXISTS jobwright").await.port()?;
    Migrator::up(&transaction, None).await.port()?;
    if has_pgvector(&transaction).await? {
        transaction.execute_unprepared(&vectors::schema()).await.port()?;
    }
    let name = make(user, &transaction).await?;
    secure(&transaction, &name).await?;
    transaction.commit().await.port()?;
    info!(user = user.name, "the schema is up to date");
    Ok(())
}

/// Creates roles, grants and policies for this user, unless they are up to date.
async fn secure(transaction: &DatabaseTransaction, user: &str) -> PortResult<()> {
    let policies = ROW_LEVEL_SECURITY.replace("{user}", user);
    let (now, noted) = made(transaction, &policies, user).await?;
    if noted.as_deref() == Some(&now) {
        return Ok(());
    }
    transaction.execute_unprepared(&policies).await.port()?;
    let (now, _) = made(transaction, &policies, user).await?;
    transaction.execute_unprepared(&format!("COMMENT ON SCHEMA jobwright IS '{now}'")).await.port()?;
    Ok(())
}

/// The current digest, and the stored one.
async fn made(transaction: &DatabaseTransaction, policies: &str, user: &str) -> PortResult<(String, Option<String>)> {
    let question = Statement::from_sql_and_values(DatabaseBackend::Postgres, MADE, [policies.into(), user.into()]);
    let row = transaction.query_one_raw(question).await.port()?;
    let row = row.ok_or_else(|| PortError::internal("a sum is one row"))?;
    Ok((row.try_get("", "made").port()?, row.try_get("", "noted").port()?))
}

/// Whether pgvector is installed or can be. It is optional, so its absence is no error.
async fn has_pgvector(transaction: &DatabaseTransaction) -> PortResult<bool> {
    let question = "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'vector') AS is_there, \
                    EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector') AS is_installed";
    let row = transaction.query_one_raw(Statement::from_string(DatabaseBackend::Postgres, question)).await.port()?;
    let row = row.ok_or_else(|| PortError::internal("a statement without a condition answers one row"))?;
    if row.try_get::<bool>("", "is_there").port()? {
        return Ok(true);
    }
    if !row.try_get::<bool>("", "is_installed").port()? {
        info!("pgvector is not installed on this server; vectors are searched in the program's memory");
        return Ok(false);
    }
    // A savepoint, so that a refusal does not abort the transaction.
    let attempt = transaction.begin().await.port()?;
    if let Err(error) = attempt.execute_unprepared("CREATE EXTENSION vector").await {
        attempt.rollback().await.port()?;
        info!(%error, "the owner may not switch pgvector on; a superuser may: CREATE EXTENSION vector");
        return Ok(false);
    }
    attempt.commit().await.port()?;
    Ok(true)
}

/// The login role.
struct User {
    name: String,
    password: Option<String>,
}

impl User {
    fn of(url: &SecretString) -> PortResult<Self> {
        let unreadable =
            || PortError::invalid("`url` in the section [database] is not `postgres://user:password@host/database`");
        let url = Url::parse(url.expose_secret()).map_err(|_| unreadable())?;
        let decoded = |part: &str| percent_decode_str(part).decode_utf8().map(String::from).map_err(|_| unreadable());
        let name = decoded(url.username())?;
        if name.is_empty() {
            return Err(unreadable());
        }
        Ok(Self { name, password: url.password().map(decoded).transpose()? })
    }
}

/// Creates the user if it is missing. Returns its quoted name.
async fn make(user: &User, transaction: &DatabaseTransaction) -> PortResult<String> {
    let statement = Statement::from_sql_and_values(
        DatabaseBackend::Postgres,
        "SELECT quote_ident($1) AS name, \
         format('CREATE ROLE %I LOGIN NOINHERIT PASSWORD %L', $1, $2) AS make, \
         EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS is_there",
        [user.name.as_str().into(), user.password.clone().into()],
    );
    let row = transaction.query_one_raw(statement).await.port()?;
    let row = row.ok_or_else(|| PortError::internal("a statement without a condition answers one row"))?;
    if !row.try_get::<bool>("", "is_there").port()? {
        transaction.execute_unprepared(&row.try_get::<String>("", "make").port()?).await.port()?;
        info!(user = user.name, "made the user `{}`", user.name);
    }
    row.try_get("", "name").port()
}
