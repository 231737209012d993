//! The task queue. Claiming, renewing, ending and reclaiming are one hand-written statement each, because correctness
//! and speed depend on which rows they lock and which index they read.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::kernel::id::TaskId;
use domain_model::kernel::page::{Page, PageRequest};
use domain_model::operations::task::{Attempt, AttemptOutcome, NewTask, Task, TaskState};
use ports::{PortResult, TaskClaim, TaskFilter, TaskRepository};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, Statement, Value,
};
use uuid::Uuid;

use super::leases::{by_the_databases_clock, milliseconds};
use crate::convert::{from_json, parse, signed, to_json, unsigned};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<task::Entity>()];

pub(crate) mod task {
    //! Table `tasks`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "tasks")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        pub(crate) class: String,
        pub(crate) unique_key: Option<String>,
        pub(crate) payload: Json,
        pub(crate) state: String,
        pub(crate) attempts: i32,
        pub(crate) attempts_allowed: i32,
        pub(crate) worker: Option<Uuid>,
        pub(crate) lease_until_ms: Option<i64>,
        pub(crate) run_at: DateTimeUtc,
        pub(crate) reason: Option<String>,
        pub(crate) created_at: DateTimeUtc,
        pub(crate) finished_at: Option<DateTimeUtc>,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

/// Rows in one insert: `SQLite` takes 32,766 values in a statement, a task has 13.
const ROWS_AT_ONCE: usize = 1_000;

const CLAIM: &str = "WITH next AS MATERIALIZED (\
     SELECT id FROM tasks WHERE state = 'ready' AND class = $1 AND run_at <= $2 \
     ORDER BY run_at, id LIMIT $3{skip_locked}) \
     UPDATE tasks SET state = 'running', attempts = attempts + 1, worker = $4, lease_until_ms = {now} + $5 \
     WHERE id IN (SELECT id FROM next) RETURNING *";

const RECLAIM_EXPIRED: &str = "WITH expired AS MATERIALIZED (\
     SELECT id FROM tasks WHERE state = 'running' AND lease_until_ms <= {now} LIMIT $1{skip_locked}) \
     UPDATE tasks SET lease_until_ms = NULL, reason = $2, \
     state = CASE WHEN attempts < attempts_allowed THEN 'ready' ELSE 'dead' END, \
     finished_at = CASE WHEN attempts < attempts_allowed THEN NULL ELSE $3 END \
     WHERE id IN (SELECT id FROM expired) RETURNING *";

const RETRY_DEAD: &str = "UPDATE tasks SET state = 'ready', run_at = $1, attempts_allowed = attempts + $2, finished_at = NULL \
     WHERE id = $3 AND state = 'dead' AND NOT EXISTS (\
     SELECT 1 FROM tasks twin WHERE twin.class = tasks.class AND twin.unique_key = tasks.unique_key \
     AND twin.unique_key IS NOT NULL AND twin.state IN ('ready', 'running'))";

const PRUNE: &str = "DELETE FROM tasks WHERE id IN (\
     SELECT id FROM tasks WHERE finished_at < $1 ORDER BY finished_at LIMIT $2)";

/// The reason that is recorded when a lease expires.
const LOST: &str = "its worker was lost";

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

fn row_of(new: &NewTask, now: DateTime<Utc>) -> task::ActiveModel {
    task::ActiveModel {
        id: Set(new.id.0),
        class: Set(new.class.as_str().to_owned()),
        unique_key: Set(new.unique_key.clone()),
        payload: Set(to_json(&new.payload)),
        state: Set(TaskState::Ready.as_str().to_owned()),
        attempts: Set(0),
        attempts_allowed: Set(signed(new.attempts_allowed)),
        worker: NotSet,
        lease_until_ms: NotSet,
        run_at: Set(new.run_at),
        reason: NotSet,
        created_at: Set(now),
        finished_at: NotSet,
    }
}

fn task_from(row: task::Model) -> PortResult<Task> {
    Ok(Task {
        id: TaskId(row.id),
        class: parse(&row.class)?,
        unique_key: row.unique_key,
        payload: from_json(row.payload)?,
        state: parse(&row.state)?,
        attempts: unsigned(row.attempts)?,
        attempts_allowed: unsigned(row.attempts_allowed)?,
        worker: row.worker,
        run_at: row.run_at,
        reason: row.reason,
        created_at: row.created_at,
        finished_at: row.finished_at,
    })
}

/// The condition that selects running tasks by their current attempts, with values after the first `before` ones. Ids
/// are listed separately, so that the index is used.
fn fence(attempts: usize, before: usize) -> String {
    let places = (0..attempts).map(|n| before + 3 * n + 1);
    let ids = places.clone().map(|at| format!("${at}")).collect::<Vec<_>>().join(", ");
    let current = places.map(|at| format!("(${at}, ${}, ${})", at + 1, at + 2)).collect::<Vec<_>>().join(", ");
    format!("state = 'running' AND id IN ({ids}) AND (id, attempts, worker) IN (VALUES {current})")
}

impl<C: ConnectionTrait> Repository<'_, C> {
    fn statement(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
        let skip_locked = match self.0.get_database_backend() {
            // Rows that another transaction has locked are skipped: they will not be free for us.
            DbBackend::Postgres => " FOR UPDATE SKIP LOCKED",
            _ => "",
        };
        by_the_databases_clock(self.0, &sql.replace("{skip_locked}", skip_locked), values)
    }

    async fn tasks(&self, statement: Statement) -> PortResult<Vec<Task>> {
        let rows = task::Model::find_by_statement(statement).all(self.0).await.port()?;
        rows.into_iter().map(task_from).collect()
    }

    /// Updates the tasks for which these attempts are current. Returns their ids.
    async fn held(&self, attempts: &[Attempt], change: &str, values: &[Value]) -> PortResult<Vec<TaskId>> {
        let mut held = Vec::with_capacity(attempts.len());
        for chunk in attempts.chunks(ROWS_AT_ONCE) {
            let mut values = values.to_vec();
            let sql = format!("UPDATE tasks SET {change} WHERE {} RETURNING id", fence(chunk.len(), values.len()));
            for attempt in chunk {
                let number = signed::<_, i32>(attempt.number);
                values.extend([attempt.task.0.into(), number.into(), attempt.worker.into()]);
            }
            let rows = IdRow::find_by_statement(self.statement(&sql, values)).all(self.0).await.port()?;
            held.extend(rows.into_iter().map(|row| TaskId(row.id)));
        }
        Ok(held)
    }

    async fn count(&self, statement: Statement) -> PortResult<u32> {
        unsigned(self.0.execute_raw(statement).await.port()?.rows_affected())
    }
}

#[async_trait]
impl<C: ConnectionTrait> TaskRepository for Repository<'_, C> {
    async fn enqueue(&mut self, tasks: &[NewTask], now: DateTime<Utc>) -> PortResult<u32> {
        let mut added = 0;
        for chunk in tasks.chunks(ROWS_AT_ONCE) {
            let rows = chunk.iter().map(|new| row_of(new, now));
            let insert = task::Entity::insert_many(rows).on_conflict(OnConflict::new().do_nothing().to_owned());
            added += insert.exec_without_returning(self.0).await.port()?;
        }
        unsigned(added)
    }

    async fn claim(&mut self, claim: TaskClaim, now: DateTime<Utc>) -> PortResult<Vec<Task>> {
        let values = [
            claim.class.as_str().into(),
            now.into(),
            i64::from(claim.limit).into(),
            claim.worker.into(),
            milliseconds(claim.lease),
        ];
        let mut tasks = self.tasks(self.statement(CLAIM, values)).await?;
        tasks.sort_by_key(|task| (task.run_at, task.id));
        Ok(tasks)
    }

    async fn renew(&mut self, attempts: &[Attempt], lease: Duration) -> PortResult<Vec<TaskId>> {
        self.held(attempts, "lease_until_ms = {now} + $1", &[milliseconds(lease)]).await
    }

    async fn end(
        &mut self,
        attempts: &[Attempt],
        outcome: &AttemptOutcome,
        now: DateTime<Utc>,
    ) -> PortResult<Vec<TaskId>> {
        let (change, values) = match outcome {
            AttemptOutcome::Done => ("state = 'done', finished_at = $1", vec![now.into()]),
            AttemptOutcome::Released => ("state = 'ready', attempts_allowed = attempts_allowed + 1", vec![]),
            AttemptOutcome::Retry { at, reason } => {
                ("state = 'ready', run_at = $1, reason = $2", vec![(*at).into(), reason.as_str().into()])
            }
            AttemptOutcome::Dead { reason } => {
                ("state = 'dead', finished_at = $1, reason = $2", vec![now.into(), reason.as_str().into()])
            }
        };
        self.held(attempts, &format!("lease_until_ms = NULL, {change}"), &values).await
    }

    async fn reclaim_expired(&mut self, now: DateTime<Utc>, limit: u32) -> PortResult<Vec<Task>> {
        self.tasks(self.statement(RECLAIM_EXPIRED, [i64::from(limit).into(), LOST.into(), now.into()])).await
    }

    async fn retry_dead(&mut self, id: TaskId, attempts: u32, now: DateTime<Utc>) -> PortResult<bool> {
        let attempts = signed::<_, i32>(attempts);
        Ok(self.count(self.statement(RETRY_DEAD, [now.into(), attempts.into(), id.0.into()])).await? == 1)
    }

    async fn prune(&mut self, finished_before: DateTime<Utc>, limit: u32) -> PortResult<u32> {
        self.count(self.statement(PRUNE, [finished_before.into(), i64::from(limit).into()])).await
    }

    async fn get(&mut self, id: TaskId) -> PortResult<Option<Task>> {
        task::Entity::find_by_id(id.0).one(self.0).await.port()?.map(task_from).transpose()
    }

    async fn list(&mut self, filter: TaskFilter, page: PageRequest<TaskId>) -> PortResult<Page<Task, TaskId>> {
        // Names are literals instead of bound values, so that partial indexes can be used.
        let state = filter.state.map_or_else(String::new, |state| format!(" AND state = '{state}'"));
        let class = filter.class.map_or_else(String::new, |class| format!(" AND class = '{class}'"));
        let mut values = vec![Value::from(i64::from(page.limit) + 1)];
        let mut after = "";
        if let Some(last) = page.after_key() {
            values.push(last.0.into());
            after = " AND id < $2";
        }
        let sql = format!("SELECT * FROM tasks WHERE TRUE{state}{class}{after} ORDER BY id DESC LIMIT $1");
        let rows = self.tasks(self.statement(&sql, values)).await?;
        Ok(Page::from_rows(rows, page.limit, |task| task.id))
    }
}

#[cfg(test)]
mod tests {
    use migrations::Migrator;
    use sea_orm::{Database, DatabaseConnection};
    use sea_orm_migration::MigratorTrait;

    use super::*;

    #[derive(FromQueryResult)]
    struct Step {
        detail: String,
    }

    async fn plan(connection: &DatabaseConnection, sql: &str) -> Vec<String> {
        let explained = Repository(connection).statement(&format!("EXPLAIN QUERY PLAN {sql}"), []);
        let steps = Step::find_by_statement(explained).all(connection).await.unwrap();
        steps.into_iter().map(|step| step.detail).collect()
    }

    #[tokio::test]
    async fn jq_17_finished_tasks_are_in_nobodys_way() {
        let connection = Database::connect("sqlite::memory:").await.unwrap();
        Migrator::up(&connection, None).await.unwrap();
        let held = format!("UPDATE tasks SET lease_until_ms = 0 WHERE {} RETURNING id", fence(3, 1));
        let dead = "SELECT * FROM tasks WHERE TRUE AND state = 'dead' ORDER BY id DESC LIMIT 10";
        for (sql, index) in [
            (CLAIM, "INDEX tasks_ready (class=? AND run_at<?)"),
            (RECLAIM_EXPIRED, "INDEX tasks_expiry (lease_until_ms<?)"),
            (PRUNE, "INDEX tasks_finished (finished_at<?)"),
            (held.as_str(), "INDEX sqlite_autoindex_tasks_1 (id=?)"),
            (dead, "INDEX tasks_dead"),
        ] {
            let plan = plan(&connection, sql).await;
            assert!(plan.iter().any(|step| step.contains(index)), "{sql}: {plan:#?}");
            assert!(!plan.contains(&"SCAN tasks".to_owned()), "every task is read: {plan:#?}");
        }
    }
}
