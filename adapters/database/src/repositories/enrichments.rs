//! Enrichments of postings.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::catalogue::enrichment::{Enrichment, EnrichmentKey, GeneratedBy};
use domain_model::kernel::id::JobId;
use ports::{EnrichmentRepository, PortResult};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, FromQueryResult, Statement};

use crate::convert::{from_json, to_json};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<enrichment::Entity>()];

pub(crate) mod enrichment {
    //! Table `enrichments`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "enrichments")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) key: String,
        pub(crate) resume_tips: Json,
        pub(crate) interview_questions: Json,
        pub(crate) skills: Json,
        pub(crate) generated_by: String,
        pub(crate) created_at: DateTimeUtc,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

fn enrichment_from(row: enrichment::Model) -> PortResult<Enrichment> {
    Ok(Enrichment {
        resume_tips: from_json(row.resume_tips)?,
        interview_questions: from_json(row.interview_questions)?,
        skills: from_json(row.skills)?,
        generated_by: GeneratedBy::from(row.generated_by),
    })
}

#[async_trait]
impl<C: ConnectionTrait> EnrichmentRepository for Repository<'_, C> {
    async fn get(&mut self, key: &EnrichmentKey) -> PortResult<Option<Enrichment>> {
        let row = enrichment::Entity::find_by_id(key.0.as_str()).one(self.0).await.port()?;
        row.map(enrichment_from).transpose()
    }

    async fn get_for_job(&mut self, id: JobId) -> PortResult<Option<Enrichment>> {
        let statement = Statement::from_sql_and_values(
            self.0.get_database_backend(),
            "SELECT e.* FROM enrichments e JOIN jobs j ON j.enrichment_key = e.key WHERE j.id = $1",
            [id.0.into()],
        );
        let row = enrichment::Model::find_by_statement(statement).one(self.0).await.port()?;
        row.map(enrichment_from).transpose()
    }

    async fn insert(&mut self, key: &EnrichmentKey, enrichment: &Enrichment, now: DateTime<Utc>) -> PortResult<()> {
        let row = enrichment::ActiveModel {
            key: Set(key.0.clone()),
            resume_tips: Set(to_json(&enrichment.resume_tips)),
            interview_questions: Set(to_json(&enrichment.interview_questions)),
            skills: Set(to_json(&enrichment.skills)),
            generated_by: Set(enrichment.generated_by.to_string()),
            created_at: Set(now),
        };
        enrichment::Entity::insert(row)
            .on_conflict(OnConflict::column(enrichment::Column::Key).do_nothing().to_owned())
            .exec_without_returning(self.0)
            .await
            .port()?;
        Ok(())
    }
}
