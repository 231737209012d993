//! Resumes.

use async_trait::async_trait;
use domain_model::candidates::resume::Resume;
use domain_model::identity::account::Principal;
use domain_model::kernel::id::AccountId;
use domain_model::matching::embedding::ModelId;
use ports::{PortResult, ResumeRepository};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, FromQueryResult, Statement};
use uuid::Uuid;

use super::embeddings::resume_embedding;
use crate::convert::{from_json, parse, to_json};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::kept::<resume::Entity>()];

pub(crate) mod resume {
    //! Table `resumes`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "resumes")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) account_id: Uuid,
        pub(crate) file_name: String,
        pub(crate) document_type: String,
        pub(crate) object_key: String,
        pub(crate) skills: Json,
        pub(crate) uploaded_at: DateTimeUtc,
        pub(crate) text: String,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

fn resume_from(row: resume::Model) -> PortResult<Resume> {
    Ok(Resume {
        account_id: AccountId(row.account_id),
        file_name: row.file_name,
        document_type: parse(&row.document_type)?,
        object_key: row.object_key,
        text: row.text,
        skills: from_json(row.skills)?,
        uploaded_at: row.uploaded_at,
    })
}

#[async_trait]
impl<C: ConnectionTrait> ResumeRepository for Repository<'_, C> {
    async fn replace(&mut self, resume: &Resume) -> PortResult<Option<Resume>> {
        let before = resume::Entity::find_by_id(resume.account_id.0).one(self.0).await.port()?;
        resume_embedding::Entity::delete_by_id(resume.account_id.0).exec(self.0).await.port()?;
        resume::Entity::delete_by_id(resume.account_id.0).exec(self.0).await.port()?;
        let row = resume::ActiveModel {
            account_id: Set(resume.account_id.0),
            file_name: Set(resume.file_name.clone()),
            document_type: Set(resume.document_type.as_str().to_owned()),
            object_key: Set(resume.object_key.clone()),
            skills: Set(to_json(&resume.skills)),
            uploaded_at: Set(resume.uploaded_at),
            text: Set(resume.text.clone()),
        };
        resume::Entity::insert(row).exec_without_returning(self.0).await.port()?;
        before.map(resume_from).transpose()
    }

    async fn get(&mut self, principal: &Principal, id: AccountId) -> PortResult<Option<Resume>> {
        if !principal.may_see(id) {
            return Ok(None);
        }
        resume::Entity::find_by_id(id.0).one(self.0).await.port()?.map(resume_from).transpose()
    }

    async fn list_without_embedding(
        &mut self,
        model: &ModelId,
        after: Option<AccountId>,
        limit: u32,
    ) -> PortResult<Vec<Resume>> {
        let statement = Statement::from_sql_and_values(
            self.0.get_database_backend(),
            "SELECT r.* FROM resumes r WHERE NOT EXISTS \
             (SELECT 1 FROM resume_embeddings e WHERE e.account_id = r.account_id AND e.model = $1) \
             AND r.account_id > $2 ORDER BY r.account_id LIMIT $3",
            [model.to_string().into(), after.map_or(Uuid::nil(), |id| id.0).into(), i64::from(limit).into()],
        );
        let rows = resume::Model::find_by_statement(statement).all(self.0).await.port()?;
        rows.into_iter().map(resume_from).collect()
    }
}
