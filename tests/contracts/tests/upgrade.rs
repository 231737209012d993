//! Migrations of a database that has rows.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use adapter_database::{DatabaseConfig, SqlDatabase, SqliteConfig};
use domain_model::candidates::resume::ResumeOrigin;
use domain_model::identity::account::{Principal, Role};
use domain_model::kernel::id::AccountId;
use domain_model::matching::embedding::ModelId;
use migrations::Migrator;
use ports::{Actor, Database};
use sea_orm_migration::MigratorTrait;
use sea_orm_migration::sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection};
use tests_servers::TestPostgres;
use uuid::Uuid;

/// Migrations before resumes had versions.
const BEFORE_VERSIONS: u32 = 13;

/// A seeker with an embedded resume, and one whose upload has just been acknowledged: its event and its task wait.
const ROWS: [&str; 8] = [
    "INSERT INTO accounts (id, email, email_canonical, created_at) VALUES ($1, 'a@x.example', 'a@x.example', $time)",
    "INSERT INTO accounts (id, email, email_canonical, created_at) VALUES ($2, 'b@x.example', 'b@x.example', $time)",
    "INSERT INTO resumes (account_id, file_name, document_type, object_key, skills, uploaded_at, text) \
     VALUES ($1, 'cv.pdf', 'pdf', 'resumes/1.pdf', '[\"Welding\"]', $time, 'I weld.')",
    "INSERT INTO resumes (account_id, file_name, document_type, object_key, skills, uploaded_at, text) \
     VALUES ($2, 'cv.docx', 'docx', 'resumes/2.docx', '[]', $time, 'I sew.')",
    "INSERT INTO resume_embeddings (account_id, model, vector) VALUES ($1, 'm/1', $vector)",
    "INSERT INTO outbox (id, kind, account_id, payload, occurred_at) \
     VALUES ($2, 'resume_uploaded', $2, '{\"object\":\"resumes/2.docx\"}', $time)",
    "INSERT INTO tasks (id, class, unique_key, payload, state, attempts, attempts_allowed, run_at, created_at) \
     VALUES ($2, 'embed_resume', 'resumes/2.docx', '{}', 'ready', 0, 20, $time, $time)",
    "INSERT INTO tasks (id, class, payload, state, attempts, attempts_allowed, run_at, created_at) \
     VALUES ($1, 'mail', '{}', 'ready', 0, 20, $time, $time)",
];

/// Brings the schema to the state before, and fills it. `uuid` and `vector` write literals of the database.
async fn fill(connection: &DatabaseConnection, uuid: fn(u8) -> String, vector: &str) {
    Migrator::up(connection, Some(BEFORE_VERSIONS)).await.unwrap();
    for row in ROWS {
        let row = row.replace("$1", &uuid(1)).replace("$2", &uuid(2)).replace("$vector", vector);
        connection.execute_unprepared(&row.replace("$time", "'2026-11-27 12:00:00+00:00'")).await.unwrap();
    }
}

async fn is_upgraded(database: &SqlDatabase) {
    let seeker = |n| Principal { account_id: AccountId(Uuid::from_u128(n)), role: Role::Seeker };
    let mut read = database.read(Actor::System);
    let first = read.resumes().current(&seeker(1), seeker(1).account_id).await.unwrap().unwrap();
    assert_eq!((first.version, first.origin, first.text.as_str()), (1, ResumeOrigin::Upload, "I weld."));
    assert_eq!(
        (first.document.text().as_str(), first.content, first.skills),
        ("I weld.", None, vec!["Welding".to_owned()])
    );
    assert_eq!(first.file.unwrap().object_key, "resumes/1.pdf");
    let model = ModelId { name: "m".to_owned(), dimensions: 1 };
    let embedding = read.embeddings().get_resume(&seeker(1), seeker(1).account_id, &model).await.unwrap();
    assert_eq!(embedding.unwrap().vector(), [1.0]);
    let owed = read.resumes().list_without_embedding(&model, None, 10).await.unwrap();
    assert_eq!(owed.iter().map(|resume| resume.account_id).collect::<Vec<_>>(), [seeker(2).account_id]);
    let filter = ports::TaskFilter { state: None, class: None };
    let page = domain_model::kernel::page::PageRequest::first(10);
    let classes: Vec<String> =
        read.tasks().list(filter, page).await.unwrap().items.iter().map(|task| task.class.to_string()).collect();
    assert_eq!(classes, ["mail"], "what is owed gets a new task at the start");
}

#[tokio::test]
async fn a_resume_becomes_its_first_version_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jobwright.sqlite");
    let url = format!("sqlite://{}?mode=rwc", path.display());
    let connection = sea_orm_migration::sea_orm::Database::connect(url).await.unwrap();
    fill(&connection, |n| format!("x'{:032x}'", u128::from(n)), "x'0000803f'").await;
    connection.close().await.unwrap();
    let database = SqlDatabase::connect(&DatabaseConfig::Sqlite(SqliteConfig { path })).await.unwrap();
    is_upgraded(&database).await;
}

#[tokio::test]
async fn a_resume_becomes_its_first_version_on_postgres() {
    let postgres = TestPostgres::without_schema(&tests_servers::postgres_url()).await;
    let mut options = ConnectOptions::new(postgres.owner_url.to_string());
    options.set_schema_search_path("jobwright").max_connections(1);
    let connection = sea_orm_migration::sea_orm::Database::connect(options).await.unwrap();
    connection.execute_unprepared("CREATE SCHEMA jobwright").await.unwrap();
    fill(&connection, |n| format!("'{}'", Uuid::from_u128(n.into())), "'\\x0000803f'").await;
    connection.close().await.unwrap();
    SqlDatabase::migrate(&DatabaseConfig::Postgres(postgres.config(true))).await.unwrap();
    let database = SqlDatabase::connect(&DatabaseConfig::Postgres(postgres.config(false))).await.unwrap();
    is_upgraded(&database).await;
}
