//! The vector index in pgvector: shared by all nodes, for catalogues that should not be in every node's memory.
//!
//! The table is a derived copy like every other index, so it can be emptied at any time. A removed job keeps its row
//! without a vector, because the row records how far the index has followed the database.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::kernel::id::JobId;
use domain_model::matching::embedding::{Embedding, ModelId};
use ports::{IndexChange, IndexPosition, Neighbour, PortError, PortResult, VectorIndex};
use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseConnection, FromQueryResult, Statement, TransactionTrait, Value,
};
use uuid::Uuid;

use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::excluded("job_vectors", "a copy of the jobs' vectors that is made again")];

/// Rows in one insert.
const ROWS_AT_ONCE: usize = 500;
/// The minimum number of candidates of a search; more improve recall and take longer.
const EF_SEARCH: usize = 100;
/// The maximum that pgvector supports.
const MAX_EF_SEARCH: usize = 1_000;

/// Dimensions of common models. Each has an index, which costs nothing while unused; vectors of other dimensions are
/// scanned. Indexes of more than 2,000 dimensions have half precision.
const INDEXED: &[(usize, &str)] =
    &[(384, "vector"), (512, "vector"), (768, "vector"), (1_024, "vector"), (1_536, "vector"), (3_072, "halfvec")];

/// The DDL of the table and its indexes.
pub(super) fn schema() -> String {
    let mut sql = String::from(
        "CREATE TABLE IF NOT EXISTS job_vectors (job_id uuid PRIMARY KEY, model text NOT NULL, \
         updated_at timestamptz NOT NULL, embedding vector); \
         CREATE INDEX IF NOT EXISTS job_vectors_position ON job_vectors (model, updated_at, job_id);",
    );
    for (dimensions, kind) in INDEXED {
        sql.push_str(&format!(
            "CREATE INDEX IF NOT EXISTS job_vectors_{dimensions} ON job_vectors \
             USING hnsw ((embedding::{kind}({dimensions})) {kind}_cosine_ops) WITH (m = 16, ef_construction = 64) \
             WHERE vector_dims(embedding) = {dimensions};"
        ));
    }
    sql
}

/// The vector index in pgvector.
#[derive(Debug)]
pub struct PgVectorIndex {
    pool: DatabaseConnection,
    model: ModelId,
    /// The SQL type of the vectors.
    kind: String,
    position: Mutex<Option<IndexPosition>>,
}

#[derive(FromQueryResult)]
struct PositionRow {
    updated_at: DateTime<Utc>,
    job_id: Uuid,
}

#[derive(FromQueryResult)]
struct NeighbourRow {
    job_id: Uuid,
    cosine: f64,
}

impl PgVectorIndex {
    /// Opens the index for this model's embeddings. `Invalid`, with the fix, without pgvector.
    pub(crate) async fn open(pool: DatabaseConnection, model: ModelId) -> PortResult<Self> {
        let is_there = statement("SELECT to_regclass('job_vectors') IS NOT NULL", []);
        let row = pool.query_one_raw(is_there).await.port()?;
        if !row.map(|row| row.try_get_by_index(0)).transpose().port()?.unwrap_or(false) {
            return Err(PortError::invalid(
                "this Postgres has no pgvector: install it (Debian: postgresql-15-pgvector), let a superuser say `CREATE \
                 EXTENSION vector` in this database, and run `jobwright migrate`; or choose `provider = \"hnsw\"` in [index]",
            ));
        }
        let newest = statement(
            "SELECT updated_at, job_id FROM job_vectors WHERE model = $1 ORDER BY updated_at DESC, job_id DESC LIMIT 1",
            [model.to_string().into()],
        );
        let row = PositionRow::find_by_statement(newest).one(&pool).await.port()?;
        let position = row.map(|row| IndexPosition { updated_at: row.updated_at, job_id: JobId(row.job_id) });
        let indexed = INDEXED.iter().find(|(dimensions, _)| *dimensions == model.dimensions);
        let kind = format!("{}({})", indexed.map_or("vector", |(_, kind)| kind), model.dimensions);
        Ok(Self { pool, model, kind, position: Mutex::new(position) })
    }
}

fn statement(sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(DatabaseBackend::Postgres, sql, values)
}

#[async_trait]
impl VectorIndex for PgVectorIndex {
    fn model(&self) -> &ModelId {
        &self.model
    }

    fn position(&self) -> Option<IndexPosition> {
        *self.position.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn apply(&self, changes: &[IndexChange]) -> PortResult<()> {
        // Only the last change of each job counts, and one statement must not write a row twice.
        let mut newest: HashMap<JobId, &IndexChange> = HashMap::with_capacity(changes.len());
        for change in changes {
            newest.insert(change.position.job_id, change);
        }
        let mut newest: Vec<_> = newest.into_values().collect();
        // A fixed order, so that two nodes do not deadlock.
        newest.sort_by_key(|change| change.position.job_id.0);
        let transaction = self.pool.begin().await.port()?;
        for rows in newest.chunks(ROWS_AT_ONCE) {
            transaction.execute_raw(self.insert(rows)).await.port()?;
        }
        transaction.commit().await.port()?;
        let mut position = self.position.lock().unwrap_or_else(PoisonError::into_inner);
        *position = changes.iter().map(|change| change.position).chain(*position).max();
        Ok(())
    }

    async fn search(&self, query: &Embedding, limit: usize) -> PortResult<Vec<Neighbour>> {
        if query.model() != &self.model {
            return Err(PortError::invalid(format!(
                "the index holds vectors of {}, not {}",
                self.model,
                query.model()
            )));
        }
        let kind = &self.kind;
        let sql = format!(
            "SELECT job_id, 1 - (embedding::{kind} <=> $1::real[]::{kind}) AS cosine FROM job_vectors \
             WHERE vector_dims(embedding) = {} AND model = $2 ORDER BY embedding::{kind} <=> $1::real[]::{kind} LIMIT $3",
            self.model.dimensions
        );
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let nearest = statement(&sql, [query.vector().to_vec().into(), self.model.to_string().into(), most.into()]);
        let ef_search = limit.clamp(EF_SEARCH, MAX_EF_SEARCH);
        let transaction = self.pool.begin().await.port()?;
        transaction.execute_unprepared(&format!("SET LOCAL hnsw.ef_search = {ef_search}")).await.port()?;
        let rows = NeighbourRow::find_by_statement(nearest).all(&transaction).await.port()?;
        transaction.commit().await.port()?;
        #[expect(clippy::cast_possible_truncation, reason = "a cosine needs no more than 32 bits")]
        let neighbour = |row: NeighbourRow| Neighbour { job_id: JobId(row.job_id), cosine: row.cosine as f32 };
        Ok(rows.into_iter().map(neighbour).collect())
    }

    /// No-op: everything is in the database already.
    async fn save(&self) -> PortResult<()> {
        Ok(())
    }
}

impl PgVectorIndex {
    fn insert(&self, changes: &[&IndexChange]) -> Statement {
        let mut sql = String::from("INSERT INTO job_vectors (job_id, model, updated_at, embedding) VALUES ");
        let mut values: Vec<Value> = Vec::with_capacity(changes.len() * 4);
        for (row, change) in changes.iter().enumerate() {
            let n = row * 4;
            let comma = if row == 0 { "" } else { ", " };
            sql.push_str(&format!("{comma}(${}, ${}, ${}, ${}::real[]::vector)", n + 1, n + 2, n + 3, n + 4));
            values.push(change.position.job_id.0.into());
            values.push(self.model.to_string().into());
            values.push(change.position.updated_at.into());
            values.push(change.embedding.as_ref().map(|embedding| embedding.vector().to_vec()).into());
        }
        sql.push_str(
            " ON CONFLICT (job_id) DO UPDATE SET model = excluded.model, updated_at = excluded.updated_at, \
             embedding = excluded.embedding \
             WHERE job_vectors.model <> excluded.model OR job_vectors.updated_at < excluded.updated_at",
        );
        statement(&sql, values)
    }
}
