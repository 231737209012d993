//! Embeddings of jobs and resumes.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::candidates::resume::Resume;
use domain_model::catalogue::job::JobStatus;
use domain_model::identity::account::Principal;
use domain_model::kernel::id::{AccountId, JobId};
use domain_model::matching::embedding::{Embedding, ModelId};
use ports::{EmbeddingRepository, IndexChange, IndexPosition, PortResult};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Statement};
use uuid::Uuid;

use crate::convert::{from_blob, to_blob};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] =
    &[Table::included::<resume_embedding::Entity>(), Table::included::<job_embedding::Entity>()];

pub(crate) mod resume_embedding {
    //! Table `resume_embeddings`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "resume_embeddings")]
    #[expect(clippy::struct_field_names, reason = "columns are called as the table says")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) account_id: Uuid,
        pub(crate) model: String,
        #[serde(with = "crate::convert::hex_text")]
        pub(crate) vector: Vec<u8>,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod job_embedding {
    //! Table `job_embeddings`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "job_embeddings")]
    #[expect(clippy::struct_field_names, reason = "columns are called as the table says")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) job_id: Uuid,
        pub(crate) model: String,
        #[serde(with = "crate::convert::hex_text")]
        pub(crate) vector: Vec<u8>,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

#[derive(FromQueryResult)]
struct ChangeRow {
    id: Uuid,
    updated_at: DateTime<Utc>,
    status: String,
    vector: Option<Vec<u8>>,
}

#[async_trait]
impl<C: ConnectionTrait> EmbeddingRepository for Repository<'_, C> {
    async fn get_job(&mut self, id: JobId, model: &ModelId) -> PortResult<Option<Embedding>> {
        let row = job_embedding::Entity::find_by_id(id.0)
            .filter(job_embedding::Column::Model.eq(model.to_string()))
            .one(self.0)
            .await
            .port()?;
        row.map(|row| from_blob(model, &row.vector)).transpose()
    }

    async fn put_resume(&mut self, resume: &Resume, embedding: &Embedding) -> PortResult<()> {
        let statement = Statement::from_sql_and_values(
            self.0.get_database_backend(),
            "INSERT INTO resume_embeddings (account_id, model, vector) \
             SELECT account_id, $1, $2 FROM resumes WHERE account_id = $3 AND version = $4 AND is_current \
             ON CONFLICT (account_id) DO UPDATE SET model = excluded.model, vector = excluded.vector",
            [
                embedding.model().to_string().into(),
                to_blob(embedding).into(),
                resume.account_id.0.into(),
                i64::from(resume.version).into(),
            ],
        );
        self.0.execute_raw(statement).await.port()?;
        Ok(())
    }

    async fn get_resume(
        &mut self,
        principal: &Principal,
        id: AccountId,
        model: &ModelId,
    ) -> PortResult<Option<Embedding>> {
        if !principal.may_see(id) {
            return Ok(None);
        }
        let row = resume_embedding::Entity::find_by_id(id.0)
            .filter(resume_embedding::Column::Model.eq(model.to_string()))
            .one(self.0)
            .await
            .port()?;
        row.map(|row| from_blob(model, &row.vector)).transpose()
    }

    async fn changes_after(
        &mut self,
        position: Option<&IndexPosition>,
        model: &ModelId,
        limit: u32,
    ) -> PortResult<Vec<IndexChange>> {
        let (after, id) = position.map_or((DateTime::UNIX_EPOCH, Uuid::nil()), |at| (at.updated_at, at.job_id.0));
        let statement = Statement::from_sql_and_values(
            self.0.get_database_backend(),
            "SELECT j.id, j.updated_at, j.status, e.vector FROM jobs j \
             LEFT JOIN job_embeddings e ON e.job_id = j.id AND e.model = $1 \
             WHERE (j.updated_at, j.id) > ($2, $3) ORDER BY j.updated_at, j.id LIMIT $4",
            [model.to_string().into(), after.into(), id.into(), limit.into()],
        );
        let rows = ChangeRow::find_by_statement(statement).all(self.0).await.port()?;
        let change = |row: ChangeRow| {
            let position = IndexPosition { updated_at: row.updated_at, job_id: JobId(row.id) };
            let vector = row.vector.filter(|_| row.status == JobStatus::Active.as_str());
            let embedding = vector.map(|blob| from_blob(model, &blob)).transpose()?;
            Ok(IndexChange { position, embedding })
        };
        rows.into_iter().map(change).collect()
    }
}
