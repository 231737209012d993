//! The large catalogue on Postgres with pgvector, as a team with several nodes runs it.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use adapter_database::{DatabaseConfig, SqlDatabase};
use anyhow::{Context, ensure};
use ports::{EmbeddingModel, VectorIndex};
use sqlx::{AssertSqlSafe, Executor, Row};
use tests_servers::TestPostgres;

use crate::catalogue::{local_model, write_index, write_jobs};
use crate::matching::{self, NEAREST, SearchFigures};
use crate::progress;
use crate::report::{Figure, median};
use crate::server::Installation;

/// The index over vectors of 896 dimensions.
const GRAPH: &str = "job_vectors_896";
/// As many candidates as the port looks at.
const EF_SEARCH: usize = 100;

/// An installation with the large catalogue.
pub(crate) struct SharedCatalogue {
    pub(crate) installation: Installation,
    postgres: TestPostgres,
    index: Arc<dyn VectorIndex>,
}

impl SharedCatalogue {
    pub(crate) async fn write() -> anyhow::Result<Self> {
        let postgres = TestPostgres::new().await;
        let installation = Installation::new(&format!(
            "[schedule]\nenabled = false\n[database]\nprovider = \"postgres\"\nurl = \"{}\"\n[index]\nprovider = \"pgvector\"\n",
            postgres.url
        ))?;
        let model = local_model()?.model().clone();
        let database = SqlDatabase::connect(&DatabaseConfig::Postgres(postgres.config(false))).await?;
        let index: Arc<dyn VectorIndex> = Arc::new(database.vector_index(model.clone()).await?);
        let database = Arc::new(database);
        write_jobs(database.as_ref(), &model).await?;
        // A graph is built much faster than it grows.
        let mut superuser = postgres.superuser().await;
        let definition = "SELECT pg_get_indexdef(('jobwright.' || $1)::regclass)";
        let definition: String = sqlx::query(definition).bind(GRAPH).fetch_one(&mut superuser).await?.get(0);
        superuser.execute(AssertSqlSafe(format!("DROP INDEX jobwright.{GRAPH}"))).await?;
        write_index(database, index.clone()).await?;
        let _bar = progress::bar("building the graph", 1);
        superuser.execute("SET maintenance_work_mem = '1GB'").await?;
        superuser.execute(AssertSqlSafe(definition)).await?;
        superuser.execute("VACUUM ANALYZE").await?;
        Ok(Self { installation, postgres, index })
    }
}

/// Through the port, and by hand: what is left of the difference is the port's.
pub(crate) async fn measure(catalogue: &SharedCatalogue) -> anyhow::Result<Vec<Figure>> {
    let SearchFigures { p50, p99, recall } = matching::search_all(catalogue.index.as_ref()).await?;
    Ok(vec![
        Figure { name: "match_pgvector_p50_ms", value: p50, unit: "ms" },
        Figure { name: "match_pgvector_p99_ms", value: p99, unit: "ms" },
        Figure { name: "match_pgvector_recall_at_10", value: recall, unit: "ratio" },
        Figure { name: "match_pgvector_psql_p50_ms", value: by_hand(catalogue)?, unit: "ms" },
    ])
}

/// The same queries typed into psql, and the times that it tells.
#[expect(clippy::disallowed_methods, reason = "told by `scripts/with-servers`")]
fn by_hand(catalogue: &SharedCatalogue) -> anyhow::Result<f64> {
    let _bar = progress::bar("asking by psql, for comparison", 1);
    let mut script = format!("SET search_path = jobwright, public;\nSET hnsw.ef_search = {EF_SEARCH};\n");
    let model = catalogue.index.model();
    let queries: Vec<String> = matching::queries(model)?
        .iter()
        .map(|query| {
            let vector = serde_json::to_string(query.vector())?;
            Ok(format!(
                "SELECT job_id, 1 - (embedding::vector(896) <=> '{vector}'::vector(896)) AS cosine FROM job_vectors \
                 WHERE vector_dims(embedding) = 896 AND model = '{model}' \
                 ORDER BY embedding::vector(896) <=> '{vector}'::vector(896) LIMIT {NEAREST};\n"
            ))
        })
        .collect::<anyhow::Result<_>>()?;
    script.extend(queries.iter().map(String::as_str));
    // The first round pays for pages that were never touched.
    script.push_str("\\timing on\n");
    script.extend(queries.iter().map(String::as_str));
    let file = catalogue.installation.data().with_file_name("queries.sql");
    std::fs::write(&file, script)?;
    let programs = std::env::var_os("JOBWRIGHT_TEST_POSTGRES_BIN").context("run this by `scripts/with-servers`")?;
    let output = Command::new(Path::new(&programs).join("psql"))
        .args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"])
        .arg(catalogue.postgres.superuser_url.as_str())
        .arg("--file")
        .arg(file)
        .output()?;
    ensure!(output.status.success(), "psql failed: {}", String::from_utf8_lossy(&output.stderr));
    let output = String::from_utf8(output.stdout)?;
    let times = output.lines().filter_map(|line| line.strip_prefix("Time: ")?.split(' ').next()?.parse().ok());
    let times: Vec<f64> = times.collect();
    ensure!(times.len() == queries.len(), "psql told {} times", times.len());
    Ok(median(times))
}
