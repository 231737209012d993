//! Versions of resumes.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::candidates::document::Document;
use domain_model::candidates::resume::{Resume, ResumeFile, ResumeSummary};
use domain_model::identity::account::Principal;
use domain_model::kernel::id::AccountId;
use domain_model::kernel::page::{Page, PageRequest};
use domain_model::matching::embedding::ModelId;
use ports::{PortResult, Purged, ResumeRepository};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, DerivePartialModel, EntityTrait, FromQueryResult,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Statement,
};
use uuid::Uuid;

use super::embeddings::resume_embedding;
use crate::convert::{from_json, parse, parse_optional, signed, to_json, unsigned};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<resume::Entity>()];

pub(crate) mod resume {
    //! Table `resumes`: a row is a version.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "resumes")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) account_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) version: i32,
        pub(crate) origin: String,
        pub(crate) file_name: Option<String>,
        pub(crate) document_type: Option<String>,
        pub(crate) object_key: Option<String>,
        pub(crate) document: Option<Json>,
        pub(crate) content: Option<Json>,
        pub(crate) text: String,
        pub(crate) skills: Json,
        pub(crate) created_at: DateTimeUtc,
        pub(crate) is_current: bool,
        pub(crate) deleted_at: Option<DateTimeUtc>,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The columns of a list.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "resume::Entity")]
struct SummaryRow {
    version: i32,
    origin: String,
    file_name: Option<String>,
    document_type: Option<String>,
    created_at: DateTime<Utc>,
    is_current: bool,
    deleted_at: Option<DateTime<Utc>>,
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

fn resume_from(row: resume::Model) -> PortResult<Resume> {
    let file = match (row.file_name, row.document_type, row.object_key) {
        (Some(name), Some(document_type), Some(object_key)) => {
            Some(ResumeFile { name, document_type: parse(&document_type)?, object_key })
        }
        _ => None,
    };
    Ok(Resume {
        account_id: AccountId(row.account_id),
        version: unsigned(row.version)?,
        origin: parse(&row.origin)?,
        file,
        document: match row.document {
            Some(document) => from_json(document)?,
            None => Document::from(row.text.as_str()),
        },
        content: row.content.map(from_json).transpose()?,
        text: row.text,
        skills: from_json(row.skills)?,
        created_at: row.created_at,
        is_current: row.is_current,
        deleted_at: row.deleted_at,
    })
}

fn summary_from(row: SummaryRow) -> PortResult<ResumeSummary> {
    Ok(ResumeSummary {
        version: unsigned(row.version)?,
        origin: parse(&row.origin)?,
        file_name: row.file_name,
        document_type: parse_optional(row.document_type.as_deref())?,
        created_at: row.created_at,
        is_current: row.is_current,
        deleted_at: row.deleted_at,
    })
}

impl<C: ConnectionTrait> Repository<'_, C> {
    /// Waits for other transactions that number versions of the account. `SQLite` has one that writes at a time.
    async fn lock(&self, id: AccountId) -> PortResult<()> {
        let backend = self.0.get_database_backend();
        if backend == DbBackend::Postgres {
            let lock = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
            let lock = Statement::from_sql_and_values(backend, lock, [format!("resumes of {id}").into()]);
            self.0.execute_raw(lock).await.port()?;
        }
        Ok(())
    }

    /// No version of the account is in use, and it has no embedding.
    async fn retire_current(&self, id: AccountId) -> PortResult<()> {
        resume_embedding::Entity::delete_by_id(id.0).exec(self.0).await.port()?;
        resume::Entity::update_many()
            .col_expr(resume::Column::IsCurrent, Expr::value(false))
            .filter(resume::Column::AccountId.eq(id.0))
            .filter(resume::Column::IsCurrent.eq(true))
            .exec(self.0)
            .await
            .port()?;
        Ok(())
    }
}

#[async_trait]
impl<C: ConnectionTrait> ResumeRepository for Repository<'_, C> {
    async fn next_version(&mut self, id: AccountId) -> PortResult<u32> {
        self.lock(id).await?;
        let newest = resume::Entity::find()
            .select_only()
            .column(resume::Column::Version)
            .filter(resume::Column::AccountId.eq(id.0))
            .order_by_desc(resume::Column::Version)
            .into_tuple::<i32>()
            .one(self.0)
            .await
            .port()?;
        unsigned(newest.unwrap_or(0) + 1)
    }

    async fn insert(&mut self, resume: &Resume) -> PortResult<()> {
        if resume.is_current {
            self.retire_current(resume.account_id).await?;
        }
        let file = resume.file.as_ref();
        let row = resume::ActiveModel {
            account_id: Set(resume.account_id.0),
            version: Set(signed(resume.version)),
            origin: Set(resume.origin.as_str().to_owned()),
            file_name: Set(file.map(|file| file.name.clone())),
            document_type: Set(file.map(|file| file.document_type.as_str().to_owned())),
            object_key: Set(file.map(|file| file.object_key.clone())),
            document: Set(Some(to_json(&resume.document))),
            content: Set(resume.content.as_ref().map(to_json)),
            text: Set(resume.text.clone()),
            skills: Set(to_json(&resume.skills)),
            created_at: Set(resume.created_at),
            is_current: Set(resume.is_current),
            deleted_at: Set(resume.deleted_at),
        };
        resume::Entity::insert(row).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn make_current(&mut self, id: AccountId, version: u32) -> PortResult<bool> {
        self.lock(id).await?;
        self.retire_current(id).await?;
        let changed = resume::Entity::update_many()
            .col_expr(resume::Column::IsCurrent, Expr::value(true))
            .col_expr(resume::Column::DeletedAt, Expr::value(None::<DateTime<Utc>>))
            .filter(resume::Column::AccountId.eq(id.0))
            .filter(resume::Column::Version.eq(signed::<_, i32>(version)))
            .exec(self.0)
            .await
            .port()?;
        Ok(changed.rows_affected > 0)
    }

    async fn move_to_bin(&mut self, id: AccountId, version: u32, now: DateTime<Utc>) -> PortResult<bool> {
        let changed = resume::Entity::update_many()
            .col_expr(resume::Column::DeletedAt, Expr::value(now))
            .filter(resume::Column::AccountId.eq(id.0))
            .filter(resume::Column::Version.eq(signed::<_, i32>(version)))
            .filter(resume::Column::IsCurrent.eq(false))
            .exec(self.0)
            .await
            .port()?;
        Ok(changed.rows_affected > 0)
    }

    async fn purge(&mut self, deleted_before: DateTime<Utc>, limit: u32) -> PortResult<Purged> {
        let overdue: Vec<(Uuid, i32, Option<String>)> = resume::Entity::find()
            .select_only()
            .columns([resume::Column::AccountId, resume::Column::Version, resume::Column::ObjectKey])
            .filter(resume::Column::DeletedAt.lt(deleted_before))
            .order_by_asc(resume::Column::DeletedAt)
            .limit(u64::from(limit))
            .into_tuple()
            .all(self.0)
            .await
            .port()?;
        let mut purged = Purged::default();
        for (account_id, version, object_key) in overdue {
            // It may have been restored since it was listed.
            let deleted = resume::Entity::delete_many()
                .filter(resume::Column::AccountId.eq(account_id))
                .filter(resume::Column::Version.eq(version))
                .filter(resume::Column::DeletedAt.lt(deleted_before))
                .exec(self.0)
                .await
                .port()?;
            purged.versions += deleted.rows_affected;
            let Some(key) = object_key.filter(|_| deleted.rows_affected > 0) else { continue };
            let others =
                resume::Entity::find().filter(resume::Column::ObjectKey.eq(&key)).count(self.0).await.port()?;
            if others == 0 {
                purged.object_keys.push(key);
            }
        }
        Ok(purged)
    }

    async fn current(&mut self, principal: &Principal, id: AccountId) -> PortResult<Option<Resume>> {
        if !principal.may_see(id) {
            return Ok(None);
        }
        let found = resume::Entity::find()
            .filter(resume::Column::AccountId.eq(id.0))
            .filter(resume::Column::IsCurrent.eq(true))
            .one(self.0)
            .await;
        found.port()?.map(resume_from).transpose()
    }

    async fn get(&mut self, principal: &Principal, id: AccountId, version: u32) -> PortResult<Option<Resume>> {
        let Ok(version) = i32::try_from(version) else { return Ok(None) };
        if !principal.may_see(id) {
            return Ok(None);
        }
        resume::Entity::find_by_id((id.0, version)).one(self.0).await.port()?.map(resume_from).transpose()
    }

    async fn list(
        &mut self,
        principal: &Principal,
        id: AccountId,
        page: PageRequest<u32>,
    ) -> PortResult<Page<ResumeSummary, u32>> {
        let mut rows = resume::Entity::find().filter(resume::Column::AccountId.eq(id.0));
        if !principal.may_see(id) {
            rows = rows.filter(Expr::value(false));
        }
        if let Some(last) = page.after_key() {
            rows = rows.filter(resume::Column::Version.lt(i64::from(last)));
        }
        let rows = rows
            .order_by_desc(resume::Column::Version)
            .limit(page.rows())
            .into_partial_model::<SummaryRow>()
            .all(self.0)
            .await
            .port()?;
        let summaries = rows.into_iter().map(summary_from).collect::<PortResult<Vec<_>>>()?;
        Ok(Page::from_rows(summaries, page.limit, |summary| summary.version))
    }

    async fn list_without_embedding(
        &mut self,
        model: &ModelId,
        after: Option<AccountId>,
        limit: u32,
    ) -> PortResult<Vec<Resume>> {
        let statement = Statement::from_sql_and_values(
            self.0.get_database_backend(),
            "SELECT r.* FROM resumes r WHERE r.is_current AND NOT EXISTS \
             (SELECT 1 FROM resume_embeddings e WHERE e.account_id = r.account_id AND e.model = $1) \
             AND r.account_id > $2 ORDER BY r.account_id LIMIT $3",
            [model.to_string().into(), after.map_or(Uuid::nil(), |id| id.0).into(), i64::from(limit).into()],
        );
        let rows = resume::Model::find_by_statement(statement).all(self.0).await.port()?;
        rows.into_iter().map(resume_from).collect()
    }
}
