//! Reads rows of the database directly.

use std::collections::HashMap;
use std::path::PathBuf;

use anyhow::ensure;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use url::Url;
use uuid::Uuid;

/// The database under test.
#[derive(Debug, Clone)]
pub(crate) enum Database {
    Sqlite(PathBuf),
    /// As superuser, who bypasses row-level security.
    Postgres(Url),
}

/// A stored message: sender and content.
pub(crate) type Message = (String, String);

impl Database {
    /// The results of counting queries. `{is_task_of_job}` is replaced by a comparison of `tasks.unique_key` with `jobs.id`.
    pub(crate) async fn counts(&self, queries: &[&str]) -> anyhow::Result<Vec<i64>> {
        let queries = queries.iter().map(|sql| sql.replace("{is_task_of_job}", self.is_task_of_job()));
        let mut counts = Vec::new();
        match self {
            Self::Sqlite(path) => {
                let mut connection = sqlite(path).await?;
                for sql in queries {
                    counts.push(sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut connection).await?);
                }
            }
            Self::Postgres(url) => {
                let mut connection = postgres(url).await?;
                for sql in queries {
                    counts.push(sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut connection).await?);
                }
            }
        }
        Ok(counts)
    }

    /// Ids are bytes in `SQLite` and of a type of their own in Postgres; keys are text.
    fn is_task_of_job(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "replace(tasks.unique_key, '-', '') = lower(hex(jobs.id))",
            Self::Postgres(_) => "tasks.unique_key = CAST(jobs.id AS text)",
        }
    }

    /// The stored messages of a session.
    pub(crate) async fn messages(&self, session: Uuid) -> anyhow::Result<Vec<Message>> {
        const SQL: &str = "SELECT seq, sender, content FROM chat_messages WHERE session_id = $1 ORDER BY seq";
        let rows: Vec<(i64, String, String)> = match self {
            Self::Sqlite(path) => sqlx::query_as(SQL).bind(session).fetch_all(&mut sqlite(path).await?).await?,
            Self::Postgres(url) => sqlx::query_as(SQL).bind(session).fetch_all(&mut postgres(url).await?).await?,
        };
        let is_dense = rows.iter().map(|(seq, ..)| *seq).eq(1..=i64::try_from(rows.len())?);
        ensure!(is_dense, "the messages of {session} have gaps");
        Ok(rows.into_iter().map(|(_, sender, content)| (sender, content)).collect())
    }

    /// The titles of all jobs, by external id.
    pub(crate) async fn titles(&self) -> anyhow::Result<HashMap<String, String>> {
        self.pairs("SELECT external_id, title FROM jobs").await
    }

    /// The keys of uploaded files and their states.
    pub(crate) async fn objects(&self) -> anyhow::Result<HashMap<String, String>> {
        self.pairs("SELECT key, state FROM objects").await
    }

    async fn pairs(&self, sql: &'static str) -> anyhow::Result<HashMap<String, String>> {
        let rows: Vec<(String, String)> = match self {
            Self::Sqlite(path) => sqlx::query_as(sql).fetch_all(&mut sqlite(path).await?).await?,
            Self::Postgres(url) => sqlx::query_as(sql).fetch_all(&mut postgres(url).await?).await?,
        };
        Ok(rows.into_iter().collect())
    }
}

async fn sqlite(path: &PathBuf) -> sqlx::Result<SqliteConnection> {
    SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(path).read_only(true)).await
}

async fn postgres(url: &Url) -> sqlx::Result<PgConnection> {
    let mut connection = PgConnection::connect(url.as_str()).await?;
    sqlx::query("SET search_path TO jobwright").execute(&mut connection).await?;
    Ok(connection)
}
