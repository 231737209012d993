//! Transactions and statements on behalf of an actor, under row-level security.
//!
//! The login role can read public rows only. A person's transaction switches to a role and sets the account id with
//! `SET LOCAL`, which ends with the transaction, so nothing remains on a pooled connection (AZ-05). The program itself
//! has a separate pool whose connections keep its role.

use async_trait::async_trait;
use domain_model::identity::account::{Principal, Role};
use ports::PortResult;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, IsolationLevel,
    QueryResult, Statement, TransactionTrait,
};

use crate::error::FromDb;

/// A transaction that sees only the rows of this person.
pub(crate) async fn begin(people: &DatabaseConnection, person: Principal) -> PortResult<DatabaseTransaction> {
    enter(people, person).await.port()
}

/// A transaction of the program that reads one snapshot, without a time limit.
pub(crate) async fn begin_snapshot(program: &DatabaseConnection) -> PortResult<DatabaseTransaction> {
    let transaction = program.begin_with_config(Some(IsolationLevel::RepeatableRead), None).await.port()?;
    transaction.execute_unprepared("SET LOCAL statement_timeout = 0").await.port()?;
    Ok(transaction)
}

async fn enter(people: &DatabaseConnection, person: Principal) -> Result<DatabaseTransaction, DbErr> {
    let transaction = people.begin().await?;
    let (role, account) = (role_of(person.role), person.account_id);
    let enter = format!("SET LOCAL ROLE {role}; SELECT set_config('jobwright.account', '{account}', true)");
    transaction.execute_unprepared(&enter).await?;
    Ok(transaction)
}

fn role_of(role: Role) -> &'static str {
    match role {
        Role::Admin | Role::SuperAdmin => "jobwright_admin",
        Role::Seeker | Role::Provider => "jobwright_person",
    }
}

/// A connection for reads that runs each statement in a transaction of its own on behalf of a person.
pub(crate) struct ActorConnection {
    pub(crate) people: DatabaseConnection,
    pub(crate) person: Principal,
}

#[async_trait]
impl ConnectionTrait for ActorConnection {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Postgres
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let transaction = enter(&self.people, self.person).await?;
        let done = transaction.execute_raw(statement).await?;
        transaction.commit().await?;
        Ok(done)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let transaction = enter(&self.people, self.person).await?;
        let done = transaction.execute_unprepared(sql).await?;
        transaction.commit().await?;
        Ok(done)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let transaction = enter(&self.people, self.person).await?;
        let row = transaction.query_one_raw(statement).await?;
        transaction.commit().await?;
        Ok(row)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let transaction = enter(&self.people, self.person).await?;
        let rows = transaction.query_all_raw(statement).await?;
        transaction.commit().await?;
        Ok(rows)
    }
}
