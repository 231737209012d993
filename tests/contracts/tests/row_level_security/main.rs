//! Row-level security: what Postgres itself withholds, whatever statement the program sends.
//!
//! These tests send SQL without the repositories, so the application's own checks do not take part.

mod statements;

use adapter_database::{DatabaseConfig, SqlDatabase};
use domain_model::candidates::document::Document;
use domain_model::candidates::resume::{DocumentType, Resume, ResumeFile};
use domain_model::chat::ChatSession;
use domain_model::identity::account::{Account, Principal, Role};
use domain_model::identity::credits::CreditLedger;
use domain_model::identity::session::{LoginSession, Origin, Proof};
use domain_model::kernel::id::{AccountId, ChatSessionId, CvProfileId, LoginSessionId};
use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream;
use ports::{Actor, CvProfile, Database, OneTimeToken, PortErrorKind, SecretHash};
use secrecy::SecretString;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};
use statements::{correction, credits, decision, message, notice, resume, review};
use tests_contracts::database::applications::application;
use tests_contracts::database::mock_interviews::reviewed;
use tests_contracts::database::{TablePrivileges, job, privileges};
use tests_servers::TestPostgres;
use uuid::Uuid;

/// Tables that no repository owns: a derived index, and the list of applied migrations.
const OTHER_TABLES: [TablePrivileges; 2] =
    [TablePrivileges::new("job_vectors", "", "", ""), TablePrivileges::new("seaql_migrations", "s", "", "")];

/// The privileges on every table, ordered by table. Those on a repository's tables are declared beside its contract.
fn decided() -> Vec<TablePrivileges> {
    let mut all = privileges();
    all.extend(OTHER_TABLES);
    all.sort_unstable_by_key(|privileges| privileges.table);
    all
}

const USER: &str = "jobwright_app";
const PERSON: &str = "jobwright_person";
const ADMIN: &str = "jobwright_admin";

fn now() -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp_secs(1_800_000_000).expect("a time")
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

async fn open(postgres: &TestPostgres) -> SqlDatabase {
    SqlDatabase::connect(&DatabaseConfig::Postgres(postgres.config(false))).await.expect("Postgres can be opened")
}

async fn signed_in(postgres: &TestPostgres) -> PgConnection {
    PgConnection::connect(postgres.url.as_str()).await.expect("the user may sign in")
}

/// Seekers 1 and 2, provider 3 and admin 4, each with a row in every table that can hold a person's data.
async fn four_people(postgres: &TestPostgres) {
    let database = open(postgres).await;
    let mut uow = database.begin(Actor::System).await.expect("a transaction");
    for (n, role) in [(1, Role::Seeker), (2, Role::Seeker), (3, Role::Provider), (4, Role::Admin)] {
        let account_id = AccountId(id(n));
        let email = format!("p{n}@example.org").parse().expect("an address");
        let account = Account::new(account_id, email, role, None, now());
        uow.accounts().insert(&account, Some("hash")).await.expect("an account");
        let session =
            LoginSession::begin(LoginSessionId(id(10 + n)), account_id, Proof::Password, Origin::default(), now());
        uow.login_sessions().insert(&session).await.expect("a sign-in");
        let hash = SecretHash([u8::try_from(n).expect("small"); 32]);
        let details = serde_json::Map::new();
        let token = OneTimeToken { hash, purpose: "test".to_owned(), account_id, details, expires_at: now() };
        uow.one_time_tokens().insert(&token, now() - chrono::TimeDelta::days(1)).await.expect("a token");
        let file = ResumeFile {
            name: "cv.pdf".to_owned(),
            document_type: DocumentType::Pdf,
            object_key: format!("resumes/{n}.pdf"),
        };
        uow.objects().insert_pending(&file.object_key, account_id, now()).await.expect("an object");
        let resume = Resume::uploaded(account_id, file, Document::from("welding"), now());
        uow.resumes().insert(&resume).await.expect("a resume");
        let model = domain_model::matching::embedding::ModelId { name: "m".to_owned(), dimensions: 1 };
        let vector = domain_model::matching::embedding::Embedding::new(model, vec![1.0]).expect("a vector");
        uow.embeddings().put_resume(&resume, &vector).await.expect("a vector");
        let (saved, owner) = (job(n), Principal { account_id, role });
        uow.jobs().insert(std::slice::from_ref(&saved), &[format!("text {n}")]).await.expect("a job");
        uow.saved_jobs().insert(&owner, saved.id, now()).await.expect("a saved job");
        let (sent, first) = application(n, &owner);
        uow.applications().insert(&sent, &first).await.expect("an application");
        let entry = CreditLedger::of(account_id, None).add(std::num::NonZeroU32::MIN, now());
        uow.credits().insert(&entry).await.expect("credits");
        let (profile_id, content) = (CvProfileId(id(30 + n)), serde_json::Map::new());
        let profile = CvProfile { id: profile_id, account_id, content, created_at: now(), updated_at: now() };
        uow.cv_profiles().put(&profile).await.expect("a profile");
        let session = ChatSession::open(ChatSessionId(id(20 + n)), account_id, None, now());
        uow.chats().insert(&session).await.expect("a conversation");
        let said = session.add_user_message("hello", None, now()).expect("words");
        uow.chats().update(&said.0).await.expect("a conversation");
        uow.chats().insert_message(&said.1).await.expect("a message");
        let interview = reviewed(&owner, 40 + n, AccountId(id(4)));
        uow.mock_interviews().insert(&interview).await.expect("an interview");
        uow.mock_interviews().put_review(&interview).await.expect("a review");
    }
    uow.commit().await.expect("a commit");
}

/// Runs one statement as a role that speaks for an account, and undoes it. Rows it touched, or the SQLSTATE.
async fn attempt(connection: &mut PgConnection, role: &str, account: Option<Uuid>, sql: &str) -> Result<u64, String> {
    let mut transaction = connection.begin().await.expect("a transaction");
    if role != USER {
        transaction.execute(AssertSqlSafe(format!("SET LOCAL ROLE {role}"))).await.expect("a role");
    }
    if let Some(account) = account {
        let set = sqlx::query("SELECT set_config('jobwright.account', $1, true)").bind(account.to_string());
        set.execute(&mut *transaction).await.expect("a setting");
    }
    let outcome = transaction.execute(AssertSqlSafe(sql.to_owned())).await;
    transaction.rollback().await.expect("an end");
    outcome.map(|done| done.rows_affected()).map_err(|error| {
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code).unwrap_or_default();
        code.into_owned()
    })
}

#[tokio::test]
async fn az_06_every_table_is_decided() {
    let postgres = TestPostgres::new().await;
    let mut superuser = postgres.superuser().await;
    let tables = sqlx::query(
        "SELECT c.relname::text, c.relrowsecurity AND c.relforcerowsecurity, \
         (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid) \
         FROM pg_class c WHERE c.relnamespace = 'jobwright'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') \
         ORDER BY 1",
    );
    let tables = tables.fetch_all(&mut superuser).await.expect("tables");
    let names: Vec<String> = tables.iter().map(|row| row.get(0)).collect();
    let decided = decided();
    assert_eq!(names, decided.iter().map(|of| of.table).collect::<Vec<_>>(), "a table is not decided");
    for row in &tables {
        let (table, is_forced, policies): (String, bool, i64) = (row.get(0), row.get(1), row.get(2));
        assert!(is_forced && policies > 0, "{table}");
    }
    for TablePrivileges { table, login, person, admin } in decided {
        for (role, expected) in [(USER, login), (PERSON, person), (ADMIN, admin)] {
            let granted = sqlx::query(
                "SELECT concat_ws('', CASE WHEN has_table_privilege($1, $2, 'SELECT') THEN 's' END, \
                 CASE WHEN has_table_privilege($1, $2, 'INSERT') THEN 'i' END, \
                 CASE WHEN has_table_privilege($1, $2, 'UPDATE') THEN 'u' END, \
                 CASE WHEN has_table_privilege($1, $2, 'DELETE') THEN 'd' END, \
                 CASE WHEN has_table_privilege($1, $2, 'TRUNCATE, REFERENCES, TRIGGER') THEN 'more' END)",
            );
            let granted = granted.bind(role).bind(format!("jobwright.{table}")).fetch_one(&mut superuser).await;
            assert_eq!(granted.expect("privileges").get::<String, _>(0), expected, "{role} on {table}");
        }
    }
}

#[tokio::test]
async fn az_07_nothing_runs_with_its_owners_rights() {
    let postgres = TestPostgres::new().await;
    let sql = "SELECT count(*) FROM pg_proc WHERE pronamespace = 'jobwright'::regnamespace AND prosecdef";
    let definers: i64 = sqlx::query_scalar(sql).fetch_one(&mut postgres.superuser().await).await.expect("a count");
    assert_eq!(definers, 0);
}

#[tokio::test]
async fn az_05_without_an_account_nothing_is_anybodys() {
    let postgres = TestPostgres::new().await;
    four_people(&postgres).await;
    let mut connection = signed_in(&postgres).await;
    for TablePrivileges { table, login, person, .. } in decided() {
        let sql = format!("SELECT * FROM jobwright.{table}");
        // The catalogue is everybody's: one job for each of the four.
        let public = if table == "jobs" { 4 } else { 0 };
        let expected = |may: &str| if may.contains('s') { Ok(public) } else { Err("42501".to_owned()) };
        if table != "seaql_migrations" {
            assert_eq!(attempt(&mut connection, USER, None, &sql).await, expected(login), "{table}");
        }
        assert_eq!(attempt(&mut connection, PERSON, None, &sql).await, expected(person), "{table}");
    }
}

/// What belongs to whom, as SQL.
const OWNED: &[(&str, &str)] = &[
    ("accounts", "id"),
    ("account_roles", "account_id"),
    ("resumes", "account_id"),
    ("resume_embeddings", "account_id"),
    ("credit_entries", "account_id"),
    ("cv_profiles", "account_id"),
    ("objects", "account_id"),
    ("saved_jobs", "account_id"),
    ("applications", "account_id"),
    ("application_changes", "(SELECT a.account_id FROM jobwright.applications a WHERE a.id = application_id)"),
    ("chat_sessions", "account_id"),
    ("chat_messages", "(SELECT s.account_id FROM jobwright.chat_sessions s WHERE s.id = session_id)"),
    ("mock_interviews", "account_id"),
    ("mock_interview_reviews", "(SELECT i.account_id FROM jobwright.mock_interviews i WHERE i.id = interview_id)"),
    ("login_sessions", "account_id"),
    ("one_time_tokens", "account_id"),
];

#[tokio::test]
async fn az_01_a_person_reaches_its_own_rows_and_nobody_elses() {
    let postgres = TestPostgres::new().await;
    four_people(&postgres).await;
    let mut connection = signed_in(&postgres).await;
    let mut probes = 0;
    for me in [1, 2, 3] {
        for (table, owner) in OWNED {
            let (own, others) = (format!("{owner} = '{}'", id(me)), format!("{owner} IS DISTINCT FROM '{}'", id(me)));
            let seen = attempt(&mut connection, PERSON, Some(id(me)), &format!("SELECT FROM jobwright.{table}")).await;
            let is_secret = matches!(*table, "login_sessions" | "one_time_tokens");
            assert_eq!(seen, if is_secret { Err("42501".to_owned()) } else { Ok(1) }, "{me} sees {table}");
            let column = match *table {
                "chat_messages" => "session_id",
                "application_changes" => "application_id",
                "mock_interview_reviews" => "interview_id",
                _ => owner,
            };
            for sql in [
                format!("SELECT FROM jobwright.{table} WHERE {others}"),
                format!("UPDATE jobwright.{table} SET {column} = {column} WHERE {others}"),
                format!("DELETE FROM jobwright.{table} WHERE {others}"),
                // Given away: what is mine becomes somebody else's.
                format!("UPDATE jobwright.{table} SET {column} = '{}' WHERE {own}", id(2 + me)),
            ] {
                let outcome = attempt(&mut connection, PERSON, Some(id(me)), &sql).await;
                assert!(outcome == Ok(0) || outcome == Err("42501".to_owned()), "{sql}: {outcome:?}");
                probes += 1;
            }
        }
    }
    assert_eq!(probes, 3 * 4 * OWNED.len());
}

#[tokio::test]
async fn az_01_nobody_writes_in_anothers_name() {
    let postgres = TestPostgres::new().await;
    four_people(&postgres).await;
    let mut connection = signed_in(&postgres).await;
    let refused = Err("42501".to_owned());
    for (role, me, sql, expected) in [
        (PERSON, 1, review(1, 1), refused.clone()),
        (PERSON, 1, correction(), refused.clone()),
        (ADMIN, 4, review(1, 4), Ok(0)),
        (ADMIN, 4, review(1, 1), refused.clone()),
        (ADMIN, 4, correction(), Ok(4)),
        (ADMIN, 3, correction(), Ok(0)),
        (PERSON, 1, message(1, "user"), Ok(1)),
        (PERSON, 1, message(1, "admin"), refused.clone()),
        (PERSON, 1, message(1, "assistant"), refused.clone()),
        (PERSON, 1, message(2, "user"), refused.clone()),
        (PERSON, 1, notice(1, "waiting"), Ok(1)),
        (PERSON, 1, notice(1, "resumed"), Ok(1)),
        (PERSON, 1, notice(1, "takeover"), refused.clone()),
        (PERSON, 1, notice(1, "text"), refused.clone()),
        (PERSON, 1, notice(2, "waiting"), refused.clone()),
        (PERSON, 1, decision(1, "seeker"), Ok(1)),
        (PERSON, 1, decision(1, "employer"), refused.clone()),
        (PERSON, 1, decision(2, "seeker"), refused.clone()),
        (ADMIN, 4, decision(1, "seeker"), refused.clone()),
        (PERSON, 1, credits(1), refused.clone()),
        (ADMIN, 4, credits(4), refused.clone()),
        (ADMIN, 4, "DELETE FROM jobwright.credit_entries".to_owned(), refused.clone()),
        ("jobwright_system", 1, credits(1), Ok(1)),
        ("jobwright_system", 1, "UPDATE jobwright.credit_entries SET balance = 9".to_owned(), refused.clone()),
        ("jobwright_system", 1, "DELETE FROM jobwright.credit_entries".to_owned(), refused.clone()),
        ("jobwright_system", 1, credits(1).replace("9)", "-1)"), Err("23514".to_owned())),
        ("jobwright_system", 1, format!("DELETE FROM jobwright.accounts WHERE id = '{}'", id(1)), Ok(1)),
        (PERSON, 1, resume(1), Ok(1)),
        (PERSON, 1, resume(2), refused.clone()),
        (ADMIN, 4, message(1, "admin"), Ok(1)),
        (ADMIN, 4, message(1, "user"), refused.clone()),
        (ADMIN, 4, message(4, "user"), Ok(1)),
        (ADMIN, 4, message(1, "assistant"), refused.clone()),
        (ADMIN, 4, resume(1), refused.clone()),
        (ADMIN, 4, "UPDATE jobwright.account_roles SET role = 'admin'".to_owned(), refused.clone()),
        (PERSON, 1, "UPDATE jobwright.account_roles SET role = 'admin'".to_owned(), refused.clone()),
    ] {
        assert_eq!(attempt(&mut connection, role, Some(id(me)), &sql).await, expected, "{role} {me}: {sql}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn az_05_nothing_of_an_actor_stays_on_a_connection() {
    let postgres = TestPostgres::new().await;
    four_people(&postgres).await;
    let mut config = postgres.config(false);
    config.connections = 4;
    let database = SqlDatabase::connect(&DatabaseConfig::Postgres(config)).await.expect("Postgres can be opened");
    let requests = (0..2_000u128).map(|n| {
        let database = database.clone();
        async move {
            let (me, role) =
                [(1, Role::Seeker), (2, Role::Seeker), (3, Role::Provider)][usize::try_from(n % 3).expect("small")];
            let me = Principal { account_id: AccountId(id(me)), role };
            let seen = match n % 4 {
                0 => database.read(Actor::Public).chats().list_own(me.account_id).await.map_or(0, |own| own.len()),
                _ => database.read((&me).into()).chats().list_own(me.account_id).await.expect("a list").len(),
            };
            assert_eq!(seen, usize::from(n % 4 != 0), "request {n}");
            // As somebody, asking for another's.
            let other = AccountId(id(1 + (me.account_id.0.as_u128() % 3)));
            assert!(database.read((&me).into()).chats().list_own(other).await.expect("a list").is_empty());
        }
    });
    // All of them at once would wait for a connection longer than a slow machine is given.
    stream::iter(requests).buffer_unordered(16).collect::<()>().await;
}

async fn refusal(url: &url::Url) -> String {
    let config =
        adapter_database::PostgresConfig { url: SecretString::from(url.to_string()), owner_url: None, connections: 1 };
    let error = SqlDatabase::connect(&DatabaseConfig::Postgres(config)).await.expect_err("refused");
    assert!(!format!("{error:?}").contains("secret"), "a password is told to nobody");
    match &error.kind {
        PortErrorKind::Invalid(reason) => reason.clone(),
        kind => panic!("{kind}: {}", error.chain()),
    }
}

#[tokio::test]
async fn az_04_a_program_does_not_start_where_row_level_security_would_not_hold() {
    let postgres = TestPostgres::new().await;
    assert!(refusal(&postgres.superuser_url).await.contains("is a superuser"));
    assert!(refusal(&postgres.owner_url).await.contains("owns tables"));
    let name = format!("made_{}", postgres.url.path().trim_start_matches("/test_"));
    let mut url = postgres.url.clone();
    url.set_username(&name).expect("a URL with users");
    let mut superuser = postgres.superuser().await;
    for (rights, reason) in [("BYPASSRLS NOINHERIT", "bypasses"), ("NOBYPASSRLS INHERIT", "without entering them")] {
        let make = format!(
            "DO $$ BEGIN CREATE ROLE {name} LOGIN PASSWORD 'secret'; EXCEPTION WHEN duplicate_object THEN NULL; END $$; \
             ALTER ROLE {name} {rights}; REVOKE {PERSON} FROM {name}; GRANT {PERSON} TO {name}"
        );
        superuser.execute(AssertSqlSafe(make)).await.expect("a role");
        assert!(refusal(&url).await.contains(reason));
    }
    let open = "ALTER TABLE jobwright.resumes NO FORCE ROW LEVEL SECURITY";
    superuser.execute(open).await.expect("a table without row-level security");
    assert!(refusal(&postgres.url).await.contains("`resumes` has no row-level security"));
}

#[tokio::test]
async fn mn_11_a_program_does_not_start_on_an_older_schema() {
    let postgres = TestPostgres::new().await;
    let forget = "DELETE FROM jobwright.seaql_migrations WHERE version LIKE '%operations'";
    postgres.superuser().await.execute(forget).await.expect("an older schema");
    assert!(refusal(&postgres.url).await.contains("jobwright migrate"));
}

#[tokio::test(flavor = "multi_thread")]
async fn mn_02_five_migrations_at_once_are_one() {
    let postgres = TestPostgres::without_schema(&tests_servers::postgres_url()).await;
    let config = DatabaseConfig::Postgres(postgres.config(true));
    let outcomes = join_all((0..5).map(|_| SqlDatabase::migrate(&config))).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    open(&postgres).await;
}

/// A node in the middle of a transaction that uses this table.
async fn uses(node: &mut PgConnection, table: &str) {
    node.execute(AssertSqlSafe(format!("LOCK TABLE jobwright.{table} IN ACCESS SHARE MODE"))).await.expect("a lock");
}

#[tokio::test]
async fn mn_06_a_migration_with_nothing_to_do_is_in_no_live_nodes_way() {
    let postgres = TestPostgres::new().await;
    let mut node = postgres.superuser().await;
    node.execute("BEGIN").await.unwrap();
    for TablePrivileges { table, .. } in decided() {
        uses(&mut node, table).await;
    }
    SqlDatabase::migrate(&DatabaseConfig::Postgres(postgres.config(true))).await.unwrap();
}

#[tokio::test]
async fn mn_06_a_migration_that_waits_for_a_live_node_lets_go_and_begins_again() {
    let postgres = TestPostgres::new().await;
    let (mut node, mut watcher) = (postgres.superuser().await, postgres.superuser().await);
    // In the order in which a migration locks them.
    let policies = "SELECT tablename::text FROM pg_policies WHERE schemaname = 'jobwright'";
    let tables: Vec<String> = sqlx::query_scalar(policies).fetch_all(&mut watcher).await.unwrap();
    let (first, last) = (tables.first().unwrap(), tables.last().unwrap());
    node.execute("COMMENT ON SCHEMA jobwright IS NULL").await.unwrap();
    node.execute("BEGIN").await.unwrap();
    uses(&mut node, last).await;
    let config = DatabaseConfig::Postgres(postgres.config(true));
    let migration = tokio::spawn(async move { SqlDatabase::migrate(&config).await });
    let waits = "SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database \
                 WHERE NOT l.granted AND d.datname = current_database())";
    while !sqlx::query_scalar::<_, bool>(waits).fetch_one(&mut watcher).await.unwrap() {}
    uses(&mut node, first).await;
    node.execute("COMMIT").await.unwrap();
    migration.await.unwrap().unwrap();
    open(&postgres).await;
}

#[tokio::test]
async fn az_04_a_migration_makes_policies_and_rights_anew_that_somebody_changed() {
    for change in ["DROP POLICY own ON jobwright.accounts", "GRANT SELECT ON jobwright.tasks TO jobwright_person"] {
        let postgres = TestPostgres::new().await;
        let mut superuser = postgres.superuser().await;
        let state = "SELECT (SELECT count(*) FROM pg_policies WHERE schemaname = 'jobwright') \
                     || (SELECT relacl::text FROM pg_class WHERE oid = 'jobwright.tasks'::regclass)";
        let before: String = sqlx::query_scalar(state).fetch_one(&mut superuser).await.unwrap();
        superuser.execute(change).await.unwrap();
        SqlDatabase::migrate(&DatabaseConfig::Postgres(postgres.config(true))).await.unwrap();
        let after: String = sqlx::query_scalar(state).fetch_one(&mut superuser).await.unwrap();
        assert_eq!(before, after, "{change}");
    }
}

/// As Supabase has it: a schema `auth`, and roles of the web that get every new table of `public`.
#[tokio::test]
async fn beside_supabase_nothing_is_seen_by_its_roles() {
    let postgres = TestPostgres::without_schema(&tests_servers::postgres_url()).await.with_pgvector().await;
    let mut superuser = postgres.superuser().await;
    let web = format!("web_{}", postgres.url.path().trim_start_matches("/test_"));
    let supabase = format!(
        "CREATE SCHEMA auth; CREATE TABLE auth.users (id uuid PRIMARY KEY); CREATE ROLE {web} NOLOGIN; \
         ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO {web}; GRANT USAGE ON SCHEMA public TO {web}"
    );
    superuser.execute(AssertSqlSafe(supabase)).await.expect("a database like Supabase's");
    SqlDatabase::migrate(&DatabaseConfig::Postgres(postgres.config(true))).await.expect("a schema");
    four_people(&postgres).await;
    for TablePrivileges { table, .. } in decided() {
        let outcome = attempt(&mut superuser, &web, None, &format!("SELECT FROM jobwright.{table}")).await;
        assert_eq!(outcome, Err("42501".to_owned()), "{table}");
    }
}

#[tokio::test]
async fn a_plain_postgres_is_enough() {
    let postgres = TestPostgres::without_schema(&tests_servers::plain_postgres_url()).await;
    SqlDatabase::migrate(&DatabaseConfig::Postgres(postgres.config(true))).await.expect("a schema");
    four_people(&postgres).await;
    let mut connection = signed_in(&postgres).await;
    assert_eq!(attempt(&mut connection, PERSON, Some(id(1)), "SELECT FROM jobwright.resumes").await, Ok(1));
    let model = domain_model::matching::embedding::ModelId { name: "m".to_owned(), dimensions: 2 };
    let error = open(&postgres).await.vector_index(model).await.expect_err("there is no pgvector");
    assert!(
        matches!(&error.kind, PortErrorKind::Invalid(what_to_do) if what_to_do.contains("CREATE EXTENSION vector"))
    );
}
