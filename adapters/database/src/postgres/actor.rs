//! Transactions and statements on behalf of an actor, as row-level security sees it.
//!
//! The user who signs in may read what is public and nothing else. Whoever asks for more enters a role, and says which
//! account it is, for one transaction: `SET LOCAL` ends with it, so nothing is left on a connection that goes back to the
//! pool (AZ-05).

use std::fmt::Write;

use async_trait::async_trait;
use domain_model::account::{Principal, Role};
use ports::{Actor, PortResult};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, IsolationLevel,
    QueryResult, Statement, TransactionTrait,
};

use crate::error::FromDb;

/// A transaction in which only this actor's rows exist.
pub(crate) async fn begin(pool: &DatabaseConnection, actor: Actor) -> PortResult<DatabaseTransaction> {
    enter(pool, actor).await.port()
}

/// A transaction of the program itself that sees everything as it is at its first statement, and takes its time.
pub(crate) async fn begin_snapshot(pool: &DatabaseConnection) -> PortResult<DatabaseTransaction> {
    let transaction = pool.begin_with_config(Some(IsolationLevel::RepeatableRead), None).await.port()?;
    let enter = "SET LOCAL ROLE jobwright_system; SET LOCAL statement_timeout = 0";
    transaction.execute_unprepared(enter).await.port()?;
    Ok(transaction)
}

async fn enter(pool: &DatabaseConnection, actor: Actor) -> Result<DatabaseTransaction, DbErr> {
    let transaction = pool.begin().await?;
    if let Some(role) = role_of(actor) {
        let mut sql = format!("SET LOCAL ROLE {role}");
        if let Actor::Person(Principal { account_id, .. }) = actor {
            write!(sql, "; SELECT set_config('jobwright.account', '{account_id}', true)")
                .expect("a string takes everything");
        }
        transaction.execute_unprepared(&sql).await?;
    }
    Ok(transaction)
}

/// The database's role; `None` is the user who has signed in.
fn role_of(actor: Actor) -> Option<&'static str> {
    match actor {
        Actor::Public => None,
        Actor::Person(Principal { role: Role::Admin, .. }) => Some("jobwright_admin"),
        Actor::Person(Principal { role: Role::Seeker | Role::Provider, .. }) => Some("jobwright_person"),
        Actor::System => Some("jobwright_system"),
    }
}

/// A connection whose statements are each a transaction of its own on behalf of an actor: for reading.
pub(crate) struct OnBehalf {
    pub(crate) pool: DatabaseConnection,
    pub(crate) actor: Actor,
}

#[async_trait]
impl ConnectionTrait for OnBehalf {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Postgres
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let transaction = enter(&self.pool, self.actor).await?;
        let done = transaction.execute_raw(statement).await?;
        transaction.commit().await?;
        Ok(done)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let transaction = enter(&self.pool, self.actor).await?;
        let done = transaction.execute_unprepared(sql).await?;
        transaction.commit().await?;
        Ok(done)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let transaction = enter(&self.pool, self.actor).await?;
        let row = transaction.query_one_raw(statement).await?;
        transaction.commit().await?;
        Ok(row)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let transaction = enter(&self.pool, self.actor).await?;
        let rows = transaction.query_all_raw(statement).await?;
        transaction.commit().await?;
        Ok(rows)
    }
}
