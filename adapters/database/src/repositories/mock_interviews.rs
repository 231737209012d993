//! Mock interviews and their reviews.

use async_trait::async_trait;
use domain_model::identity::account::Principal;
use domain_model::interviews::MockInterview;
use domain_model::interviews::review::ExpertReview;
use domain_model::kernel::id::{AccountId, JobId, MockInterviewId};
use domain_model::kernel::page::{Page, PageRequest};
use ports::{MockInterviewFilter, MockInterviewKey, MockInterviewRecord, MockInterviewRepository, PortResult};
use sea_orm::prelude::{DateTimeUtc, Json};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
    Statement, Value,
};
use uuid::Uuid;

use crate::convert::{from_json, parse, to_json};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] =
    &[Table::included::<mock_interview::Entity>(), Table::included::<mock_interview_review::Entity>()];

pub(crate) mod mock_interview {
    //! Table `mock_interviews`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "mock_interviews")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        pub(crate) account_id: Uuid,
        pub(crate) job_id: Option<Uuid>,
        pub(crate) status: String,
        pub(crate) questions: Json,
        pub(crate) transcript: Json,
        pub(crate) scorecard: Option<Json>,
        pub(crate) started_at: DateTimeUtc,
        pub(crate) completed_at: Option<DateTimeUtc>,
        pub(crate) viewed_at: Option<DateTimeUtc>,
        pub(crate) updated_at: DateTimeUtc,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod mock_interview_review {
    //! Table `mock_interview_reviews`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "mock_interview_reviews")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) interview_id: Uuid,
        pub(crate) reviewer: Uuid,
        pub(crate) feedback: Json,
        pub(crate) reviewed_at: DateTimeUtc,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

#[derive(FromQueryResult)]
struct RecordRow {
    #[sea_orm(nested)]
    interview: mock_interview::Model,
    reviewer: Option<Uuid>,
    feedback: Option<Json>,
    reviewed_at: Option<DateTimeUtc>,
    user_email: String,
    user_full_name: Option<String>,
    job_title: Option<String>,
    job_company: Option<String>,
}

fn row_of(interview: &MockInterview) -> mock_interview::ActiveModel {
    mock_interview::ActiveModel {
        id: Set(interview.id.0),
        account_id: Set(interview.account_id.0),
        job_id: Set(interview.job_id.map(|id| id.0)),
        status: Set(interview.status.as_str().to_owned()),
        questions: Set(to_json(&interview.questions)),
        transcript: Set(to_json(&interview.transcript)),
        scorecard: Set(interview.scorecard.as_ref().map(to_json)),
        started_at: Set(interview.started_at),
        completed_at: Set(interview.completed_at),
        viewed_at: Set(interview.viewed_at),
        updated_at: Set(interview.updated_at),
    }
}

fn interview_from(row: mock_interview::Model, review: Option<ExpertReview>) -> PortResult<MockInterview> {
    Ok(MockInterview {
        id: MockInterviewId(row.id),
        account_id: AccountId(row.account_id),
        job_id: row.job_id.map(JobId),
        status: parse(&row.status)?,
        questions: from_json(row.questions)?,
        transcript: from_json(row.transcript)?,
        scorecard: row.scorecard.map(from_json).transpose()?,
        review,
        started_at: row.started_at,
        completed_at: row.completed_at,
        viewed_at: row.viewed_at,
        updated_at: row.updated_at,
    })
}

fn review_from(reviewer: Uuid, feedback: Json, reviewed_at: DateTimeUtc) -> PortResult<ExpertReview> {
    Ok(ExpertReview { reviewer: AccountId(reviewer), feedback: from_json(feedback)?, reviewed_at })
}

fn record_from(row: RecordRow) -> PortResult<MockInterviewRecord> {
    let review = match (row.reviewer, row.feedback, row.reviewed_at) {
        (Some(reviewer), Some(feedback), Some(reviewed_at)) => Some(review_from(reviewer, feedback, reviewed_at)?),
        _ => None,
    };
    Ok(MockInterviewRecord {
        interview: interview_from(row.interview, review)?,
        user_email: row.user_email,
        user_full_name: row.user_full_name,
        job_title: row.job_title,
        job_company: row.job_company,
    })
}

/// The pattern of `LIKE` for texts that contain `words`.
fn containing(words: &str) -> String {
    let escaped = words.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

impl<C: ConnectionTrait> Repository<'_, C> {
    /// The interviews selected by `which`.
    async fn records(&self, which: &str, values: Vec<Value>) -> PortResult<Vec<MockInterviewRecord>> {
        let statement = Statement::from_sql_and_values(
            self.0.get_database_backend(),
            format!(
                "SELECT i.*, r.reviewer, r.feedback, r.reviewed_at, a.email AS user_email, \
                 a.full_name AS user_full_name, j.title AS job_title, j.company AS job_company \
                 FROM mock_interviews i JOIN accounts a ON a.id = i.account_id LEFT JOIN jobs j ON j.id = i.job_id \
                 LEFT JOIN mock_interview_reviews r ON r.interview_id = i.id {which}"
            ),
            values,
        );
        let rows = RecordRow::find_by_statement(statement).all(self.0).await.port()?;
        rows.into_iter().map(record_from).collect()
    }
}

#[async_trait]
impl<C: ConnectionTrait> MockInterviewRepository for Repository<'_, C> {
    async fn insert(&mut self, interview: &MockInterview) -> PortResult<()> {
        mock_interview::Entity::insert(row_of(interview)).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn get(&mut self, principal: &Principal, id: MockInterviewId) -> PortResult<Option<MockInterviewRecord>> {
        let record = self.records("WHERE i.id = $1", vec![id.0.into()]).await?.into_iter().next();
        Ok(record.filter(|record| principal.may_see(record.interview.account_id)))
    }

    async fn lock(&mut self, principal: &Principal, id: MockInterviewId) -> PortResult<Option<MockInterview>> {
        let mut query = mock_interview::Entity::find_by_id(id.0);
        // On SQLite the transaction itself excludes every other writer.
        if self.0.get_database_backend() == DbBackend::Postgres {
            query = query.lock_exclusive();
        }
        let Some(row) = query.one(self.0).await.port()? else { return Ok(None) };
        let review = mock_interview_review::Entity::find_by_id(id.0).one(self.0).await.port()?;
        let review = review.map(|row| review_from(row.reviewer, row.feedback, row.reviewed_at)).transpose()?;
        let interview = interview_from(row, review)?;
        Ok(Some(interview).filter(|interview| principal.may_see(interview.account_id)))
    }

    async fn update(&mut self, interview: &MockInterview) -> PortResult<()> {
        mock_interview::Entity::update_many()
            .set(row_of(interview))
            .filter(mock_interview::Column::Id.eq(interview.id.0))
            .exec(self.0)
            .await
            .port()?;
        Ok(())
    }

    async fn put_review(&mut self, interview: &MockInterview) -> PortResult<()> {
        let Some(review) = &interview.review else { return Ok(()) };
        let row = mock_interview_review::ActiveModel {
            interview_id: Set(interview.id.0),
            reviewer: Set(review.reviewer.0),
            feedback: Set(to_json(&review.feedback)),
            reviewed_at: Set(review.reviewed_at),
        };
        let written = mock_interview_review::Entity::update_many()
            .set(row.clone())
            .filter(mock_interview_review::Column::InterviewId.eq(interview.id.0))
            .exec(self.0)
            .await
            .port()?;
        if written.rows_affected == 0 {
            mock_interview_review::Entity::insert(row).exec_without_returning(self.0).await.port()?;
        }
        Ok(())
    }

    async fn list(
        &mut self,
        principal: &Principal,
        filter: &MockInterviewFilter,
        page: PageRequest<MockInterviewKey>,
    ) -> PortResult<Page<MockInterviewRecord, MockInterviewKey>> {
        let mut which = "WHERE TRUE".to_owned();
        let mut values = vec![Value::from(i64::from(page.limit) + 1)];
        let own = (!principal.sees_all_accounts()).then_some(principal.account_id);
        for owner in own.into_iter().chain(filter.owner) {
            values.push(owner.0.into());
            which.push_str(&format!(" AND i.account_id = ${}", values.len()));
        }
        if let Some(status) = filter.status {
            which.push_str(&format!(" AND i.status = '{status}'"));
        }
        if let Some(words) = &filter.search {
            values.push(containing(words).into());
            let columns = ["a.full_name", "a.email", "j.title", "j.company"];
            let any = columns.map(|column| format!("LOWER({column}) LIKE ${} ESCAPE '\\'", values.len()));
            which.push_str(&format!(" AND ({})", any.join(" OR ")));
        }
        if let Some((started_at, id)) = page.after_key() {
            values.extend([started_at.into(), id.0.into()]);
            which.push_str(&format!(" AND (i.started_at, i.id) < (${}, ${})", values.len() - 1, values.len()));
        }
        let which = format!("{which} ORDER BY i.started_at DESC, i.id DESC LIMIT $1");
        let rows = self.records(&which, values).await?;
        Ok(Page::from_rows(rows, page.limit, |record| (record.interview.started_at, record.interview.id)))
    }
}
