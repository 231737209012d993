//! Invariants: states that must never be in the database, and states that must be gone once the system is idle.
//!
//! Each query counts violations. It is a single statement, so it sees one moment even under concurrent writes.

use std::fs;
use std::path::Path;

use crate::database::Database;
use crate::oracle::{Fault, Oracle};

/// A violation, and the query that counts it.
type Invariant = (&'static str, &'static str);

/// Invariants that hold at every moment.
pub(crate) const ALWAYS: [Invariant; 29] = [
    (
        "a job in the backlog has no task",
        "SELECT count(*) FROM jobs WHERE needs_enrichment AND status <> 'closed' AND NOT EXISTS (SELECT 1 FROM tasks \
         WHERE class = 'enrich' AND state IN ('ready', 'running') AND {is_task_of_job})",
    ),
    (
        "a job is processing and not in the backlog",
        "SELECT count(*) FROM jobs WHERE status = 'processing' AND NOT needs_enrichment",
    ),
    (
        "an active job has no enrichment",
        "SELECT count(*) FROM jobs WHERE status = 'active' \
         AND NOT EXISTS (SELECT 1 FROM enrichments WHERE key = jobs.enrichment_key)",
    ),
    (
        "an active job outside the backlog has no vector",
        "SELECT count(*) FROM jobs WHERE status = 'active' AND NOT needs_enrichment \
         AND NOT EXISTS (SELECT 1 FROM job_embeddings WHERE job_id = jobs.id)",
    ),
    (
        "a vector has no job",
        "SELECT count(*) FROM job_embeddings WHERE NOT EXISTS (SELECT 1 FROM jobs WHERE id = job_id)",
    ),
    (
        "the history of a job has a gap",
        "SELECT count(*) FROM jobs WHERE revision <> 1 + (SELECT count(*) FROM job_history WHERE job_id = jobs.id) \
         OR revision <> (SELECT COALESCE(max(h.revision), 1) FROM job_history h WHERE h.job_id = jobs.id)",
    ),
    (
        "a closed job has no date, or an open one has a date",
        "SELECT count(*) FROM jobs WHERE (status = 'closed') <> (closed_at IS NOT NULL)",
    ),
    (
        "the messages of a session have a gap",
        "SELECT count(*) FROM chat_sessions s \
         WHERE last_seq <> (SELECT count(*) FROM chat_messages m WHERE m.session_id = s.id) \
         OR last_seq <> (SELECT COALESCE(max(seq), 0) FROM chat_messages m WHERE m.session_id = s.id)",
    ),
    (
        "a message is stored twice",
        "SELECT count(*) FROM (SELECT session_id FROM chat_messages WHERE client_msg_id IS NOT NULL \
         GROUP BY session_id, sender, client_msg_id HAVING count(*) > 1) twice",
    ),
    (
        "a message has no session",
        "SELECT count(*) FROM chat_messages WHERE NOT EXISTS (SELECT 1 FROM chat_sessions WHERE id = session_id)",
    ),
    (
        "a session has an operator and is not in human hands, or the reverse",
        "SELECT count(*) FROM chat_sessions WHERE (status = 'active_human') <> (operator IS NOT NULL)",
    ),
    (
        "a waiting session has no reason or date, or another session has one",
        "SELECT count(*) FROM chat_sessions WHERE (status = 'waiting') <> (waiting_since IS NOT NULL) \
         OR (waiting_since IS NULL) <> (waiting_reason IS NULL) OR (waiting_since IS NULL) <> (answer_due_at IS NULL)",
    ),
    (
        "the epoch of a session is not the number of its changes of owner",
        "SELECT count(*) FROM chat_sessions s WHERE epoch <> \
         (SELECT count(*) FROM chat_messages m WHERE m.session_id = s.id AND kind IN ('takeover', 'release', 'close'))",
    ),
    (
        "the assistant answered twice",
        "SELECT count(*) FROM chat_messages a JOIN chat_messages b ON b.session_id = a.session_id AND b.seq = a.seq + 1 \
         WHERE a.sender = 'assistant' AND b.sender = 'assistant'",
    ),
    (
        "an awaited answer has no question, or the assistant is not the owner",
        "SELECT count(*) FROM chat_sessions s WHERE awaiting_seq > 0 AND (status NOT IN ('active_ai', 'waiting') OR NOT EXISTS \
         (SELECT 1 FROM chat_messages m WHERE m.session_id = s.id AND m.seq = s.awaiting_seq AND m.sender = 'user'))",
    ),
    (
        "a question to the assistant is not awaited",
        "SELECT count(*) FROM chat_sessions s JOIN chat_messages m ON m.session_id = s.id AND m.seq = s.last_seq \
         WHERE s.status IN ('active_ai', 'waiting') AND m.sender = 'user' AND s.awaiting_seq <> s.last_seq",
    ),
    (
        "a running task has no lease or worker, or another task has a lease",
        "SELECT count(*) FROM tasks WHERE (state = 'running') <> (lease_until_ms IS NOT NULL) \
         OR (state = 'running' AND worker IS NULL)",
    ),
    (
        "a finished task has no date, or an unfinished one has a date",
        "SELECT count(*) FROM tasks WHERE (state IN ('done', 'dead')) <> (finished_at IS NOT NULL)",
    ),
    (
        "two unfinished tasks have the same unique key",
        "SELECT count(*) FROM (SELECT class FROM tasks WHERE state IN ('ready', 'running') AND unique_key IS NOT NULL \
         GROUP BY class, unique_key HAVING count(*) > 1) twice",
    ),
    (
        "a task has too many attempts, or is dead without a permanent error",
        "SELECT count(*) FROM tasks WHERE attempts > attempts_allowed OR (state = 'dead' AND class = 'enrich')",
    ),
    (
        "a resume has no stored file",
        "SELECT count(*) FROM resumes r WHERE object_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM objects o \
         WHERE o.key = r.object_key AND o.state = 'stored' AND o.account_id = r.account_id)",
    ),
    (
        "a stored file has no resume",
        "SELECT count(*) FROM objects WHERE state = 'stored' \
         AND NOT EXISTS (SELECT 1 FROM resumes WHERE object_key = key)",
    ),
    (
        "an account has no role",
        "SELECT count(*) FROM accounts WHERE NOT EXISTS (SELECT 1 FROM account_roles WHERE account_id = id)",
    ),
    (
        "a login session has no account",
        "SELECT count(*) FROM login_sessions s WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = s.account_id)",
    ),
    (
        "a running ingestion has no lease",
        "SELECT count(*) FROM scraping_logs l WHERE status = 'running' AND NOT EXISTS \
         (SELECT 1 FROM leases WHERE name = 'ingest:' || l.source AND owner = l.id)",
    ),
    (
        "a finished ingestion has no date, or a running one has a date",
        "SELECT count(*) FROM scraping_logs WHERE (status = 'running') <> (finished_at IS NULL)",
    ),
    (
        "a cron run has no task, or a task no cron run",
        "SELECT abs((SELECT count(*) FROM cron_runs WHERE outcome = 'enqueued') \
         - (SELECT count(*) FROM tasks WHERE class = 'ingest'))",
    ),
    (
        "a resume without a vector has neither event nor task",
        "SELECT CASE WHEN owed > waiting THEN owed - waiting ELSE 0 END FROM (SELECT \
         (SELECT count(*) FROM resumes r WHERE r.is_current \
         AND NOT EXISTS (SELECT 1 FROM resume_embeddings e WHERE e.account_id = r.account_id) \
         AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.account_id = r.account_id AND told_at IS NULL)) AS owed, \
         (SELECT count(*) FROM tasks WHERE class = 'embed_resume' AND state IN ('ready', 'running')) AS waiting) counted",
    ),
    (
        "the vector of a resume outlives it",
        "SELECT count(*) FROM resume_embeddings e \
         WHERE NOT EXISTS (SELECT 1 FROM resumes r WHERE r.account_id = e.account_id)",
    ),
];

/// Invariants that hold once the system is idle.
pub(crate) const WHEN_IDLE: [Invariant; 6] = [
    ("a job is still in the backlog", "SELECT count(*) FROM jobs WHERE needs_enrichment AND status <> 'closed'"),
    ("a job is still processing", "SELECT count(*) FROM jobs WHERE status = 'processing'"),
    (
        "a job's task is unfinished",
        "SELECT count(*) FROM tasks WHERE class = 'enrich' AND state IN ('ready', 'running')",
    ),
    ("an event is not dispatched", "SELECT count(*) FROM outbox WHERE told_at IS NULL"),
    ("an answer is still awaited", "SELECT count(*) FROM chat_sessions WHERE awaiting_seq > 0"),
    (
        "a resume has no vector",
        "SELECT count(*) FROM resumes r \
         WHERE r.is_current AND NOT EXISTS (SELECT 1 FROM resume_embeddings e WHERE e.account_id = r.account_id)",
    ),
];

/// Runs the queries, and reports violations.
pub(crate) async fn check(invariants: &[Invariant], database: &Database, oracle: &Oracle) -> anyhow::Result<()> {
    let queries: Vec<&str> = invariants.iter().map(|(_, sql)| *sql).collect();
    for ((wrong, _), count) in invariants.iter().zip(database.counts(&queries).await?) {
        if count > 0 {
            oracle.fault(Fault::Inconsistent, format!("{wrong}: {count} times"));
        }
    }
    Ok(())
}

/// Whether the system is idle.
pub(crate) async fn is_idle(database: &Database) -> anyhow::Result<bool> {
    Ok(database.counts(&WHEN_IDLE.map(|(_, sql)| sql)).await?.iter().all(|count| *count == 0))
}

/// Compares the stored files with their rows.
pub(crate) async fn check_files(folder: &Path, database: &Database, oracle: &Oracle) -> anyhow::Result<()> {
    let mut files = Vec::new();
    list(folder, folder, &mut files)?;
    let objects = database.objects().await?;
    // `<key>#1` is the temporary file of an interrupted put, which is deleted with its key.
    let is_known = |file: &str| file.split('#').next().is_some_and(|key| objects.contains_key(key));
    for file in files.iter().filter(|file| !is_known(file)) {
        oracle.fault(Fault::Inconsistent, format!("the file {file} has no row"));
    }
    for (key, _) in objects.iter().filter(|(key, state)| *state == "stored" && !files.contains(key)) {
        oracle.fault(Fault::Lost, format!("the stored file {key}"));
    }
    Ok(())
}

fn list(root: &Path, folder: &Path, files: &mut Vec<String>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(root, &path, files)?;
        } else {
            files.push(path.strip_prefix(root)?.to_string_lossy().into_owned());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use adapter_database::{DatabaseConfig, SqlDatabase, SqliteConfig};
    use sqlx::sqlite::SqliteConnectOptions;
    use sqlx::{AssertSqlSafe, Connection, Executor, SqliteConnection};

    use super::*;

    /// A job, with these values for `id, status, revision, needs_enrichment`.
    fn job(values: &str) -> String {
        format!(
            "INSERT INTO jobs (id, status, revision, needs_enrichment, source, external_id, title, company, locations, \
             skills, text_key, first_seen, last_seen, updated_at, description) \
             SELECT {values}, 'lever:acme', hex(randomblob(8)), '', '', '[]', '[]', '', '', '', '', ''"
        )
    }

    /// A conversation, with these values for `status, operator, epoch, last_seq, awaiting_seq`, and its messages, with these
    /// for `seq, sender, kind`.
    fn chat(id: u8, values: &str, messages: &[&str]) -> String {
        let mut sql = format!(
            "INSERT INTO chat_sessions (id, account_id, created_at, job_id, status, operator, epoch, last_seq, \
             awaiting_seq) SELECT x'{id:02x}', x'{id:02x}', '', NULL, {values};"
        );
        for message in messages {
            sql.push_str(&format!(
                "INSERT INTO chat_messages (session_id, created_at, content, seq, sender, kind) \
                 SELECT x'{id:02x}', '', '', {message};"
            ));
        }
        sql
    }

    /// A task, with these values for `state, lease_until_ms, finished_at, attempts`.
    fn task(values: &str) -> String {
        format!(
            "INSERT INTO tasks (id, class, payload, attempts_allowed, run_at, created_at, state, lease_until_ms, \
             finished_at, attempts) SELECT randomblob(16), 'enrich', '{{}}', 20, '', '', {values}"
        )
    }

    /// A violation of each invariant, and the SQL that creates it.
    fn planted() -> Vec<(&'static str, String)> {
        let run = |values: &str| {
            format!(
                "INSERT INTO scraping_logs (id, source_name, source, counts, started_at, status, finished_at) \
                 SELECT randomblob(16), '', 'lever:acme', '{{}}', '', {values}"
            )
        };
        vec![
            ("a job in the backlog has no task", job("x'01', 'active', 1, TRUE")),
            ("a job is processing and not in the backlog", job("x'02', 'processing', 1, FALSE")),
            ("an active job has no enrichment", job("x'03', 'active', 1, FALSE")),
            ("an active job outside the backlog has no vector", job("x'04', 'active', 1, FALSE")),
            ("the history of a job has a gap", job("x'05', 'active', 2, FALSE")),
            ("a closed job has no date, or an open one has a date", job("x'06', 'closed', 1, FALSE")),
            ("the messages of a session have a gap", chat(1, "'active_ai', NULL, 0, 2, 0", &["2, 'user', 'text'"])),
            (
                "a session has an operator and is not in human hands, or the reverse",
                chat(2, "'active_human', NULL, 0, 0, 0", &[]),
            ),
            (
                "a waiting session has no reason or date, or another session has one",
                chat(7, "'waiting', NULL, 0, 0, 0", &[]),
            ),
            (
                "the epoch of a session is not the number of its changes of owner",
                chat(3, "'active_human', x'01', 0, 1, 0", &["1, 'system', 'takeover'"]),
            ),
            (
                "the assistant answered twice",
                chat(4, "'active_ai', NULL, 0, 2, 0", &["1, 'assistant', 'text'", "2, 'assistant', 'text'"]),
            ),
            (
                "an awaited answer has no question, or the assistant is not the owner",
                chat(5, "'active_ai', NULL, 0, 1, 1", &["1, 'assistant', 'text'"]),
            ),
            (
                "a question to the assistant is not awaited",
                chat(6, "'active_ai', NULL, 0, 1, 0", &["1, 'user', 'text'"]),
            ),
            ("a running task has no lease or worker, or another task has a lease", task("'running', NULL, NULL, 1")),
            ("a finished task has no date, or an unfinished one has a date", task("'done', NULL, NULL, 1")),
            ("a task has too many attempts, or is dead without a permanent error", task("'dead', NULL, '', 20")),
            (
                "a resume has no stored file",
                "INSERT INTO resumes (account_id, version, origin, file_name, document_type, object_key, skills, \
                 created_at, text, is_current) SELECT x'01', 1, 'upload', '', 'pdf', 'missing', '[]', '', '', true"
                    .to_owned(),
            ),
            (
                "a resume without a vector has neither event nor task",
                "INSERT INTO resumes (account_id, version, origin, file_name, document_type, object_key, skills, \
                 created_at, text, is_current) SELECT x'02', 1, 'upload', '', 'pdf', 'untold', '[]', '', '', true"
                    .to_owned(),
            ),
            (
                "a stored file has no resume",
                "INSERT INTO objects (key, account_id, state, announced_at) SELECT 'alone', x'01', 'stored', ''"
                    .to_owned(),
            ),
            (
                "an account has no role",
                "INSERT INTO accounts (id, email, email_canonical, created_at) SELECT x'01', '', '', ''".to_owned(),
            ),
            ("a running ingestion has no lease", run("'running', NULL")),
            ("a finished ingestion has no date, or a running one has a date", run("'complete', NULL")),
            (
                "a cron run has no task, or a task no cron run",
                "INSERT INTO cron_runs (job, scheduled_for, outcome, recorded_at) SELECT 'ingest', '', 'enqueued', ''"
                    .to_owned(),
            ),
        ]
    }

    #[tokio::test]
    async fn each_invariant_finds_a_planted_violation() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.sqlite");
        SqlDatabase::migrate(&DatabaseConfig::Sqlite(SqliteConfig { path: path.clone() })).await.unwrap();
        let options = SqliteConnectOptions::new().filename(&path).foreign_keys(false);
        let mut planter = SqliteConnection::connect_with(&options).await.unwrap();
        let database = Database::Sqlite(path);
        let count = async |wrong: &str| {
            let (_, sql) = ALWAYS.iter().find(|(name, _)| *name == wrong).expect("an invariant");
            database.counts(&[sql]).await.unwrap()[0]
        };
        assert_eq!(database.counts(&ALWAYS.map(|(_, sql)| sql)).await.unwrap(), [0; ALWAYS.len()]);
        for (wrong, sql) in planted() {
            let before = count(wrong).await;
            planter.execute(AssertSqlSafe(sql)).await.unwrap();
            assert_eq!(count(wrong).await, before + 1, "{wrong}");
        }
    }
}
