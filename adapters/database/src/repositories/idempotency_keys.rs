//! Idempotency keys, timed by the database's clock.

use std::time::Duration;

use async_trait::async_trait;
use ports::{IdempotencyKeyRepository, IdempotentRequest, KeyClaim, PortResult, StoredResponse};
use sea_orm::{ConnectionTrait, EntityTrait, Value};

use super::leases::{by_the_databases_clock, milliseconds};
use crate::convert::{from_json, signed, to_json, unsigned};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::excluded("idempotency_keys", "answers are kept for a day")];

pub(crate) mod idempotency_key {
    //! Table `idempotency_keys`.

    use sea_orm::entity::prelude::*;

    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotency_keys")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) key: String,
        pub(crate) account_id: Uuid,
        pub(crate) request: String,
        pub(crate) attempt: Uuid,
        pub(crate) leased_until_ms: i64,
        pub(crate) expires_at_ms: i64,
        pub(crate) status: Option<i32>,
        pub(crate) headers: Option<Json>,
        #[sea_orm(column_type = "Blob", nullable)]
        pub(crate) body: Option<Vec<u8>>,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

impl<C: ConnectionTrait> Repository<'_, C> {
    async fn execute(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> PortResult<u64> {
        let statement = by_the_databases_clock(self.0, sql, values);
        Ok(self.0.execute_raw(statement).await.port()?.rows_affected())
    }
}

#[async_trait]
impl<C: ConnectionTrait> IdempotencyKeyRepository for Repository<'_, C> {
    async fn claim(
        &mut self,
        request: &IdempotentRequest,
        lease: Duration,
        retention: Duration,
    ) -> PortResult<KeyClaim> {
        // One statement, so that concurrent claims do not race.
        let claimed = self.execute(
            "INSERT INTO idempotency_keys (key, account_id, request, attempt, leased_until_ms, expires_at_ms) \
             VALUES ($1, $2, $3, $4, {now} + $5, {now} + $6) ON CONFLICT (key) DO UPDATE SET \
             request = excluded.request, attempt = excluded.attempt, leased_until_ms = excluded.leased_until_ms, \
             expires_at_ms = excluded.expires_at_ms, status = NULL, headers = NULL, body = NULL \
             WHERE idempotency_keys.expires_at_ms <= {now} OR (idempotency_keys.status IS NULL \
             AND idempotency_keys.leased_until_ms <= {now} AND idempotency_keys.request = excluded.request)",
            [
                request.key.as_str().into(),
                request.account_id.0.into(),
                request.request.as_str().into(),
                request.attempt.into(),
                milliseconds(lease),
                milliseconds(retention),
            ],
        );
        if claimed.await? == 1 {
            return Ok(KeyClaim::Claimed);
        }
        let row = idempotency_key::Entity::find_by_id(request.key.as_str()).one(self.0).await.port()?;
        // Deleted between the two statements.
        let Some(row) = row else { return Ok(KeyClaim::InProgress) };
        if row.request != request.request {
            return Ok(KeyClaim::KeyReused);
        }
        let (Some(status), Some(headers), Some(body)) = (row.status, row.headers, row.body) else {
            return Ok(KeyClaim::InProgress);
        };
        Ok(KeyClaim::Completed(StoredResponse {
            status: unsigned(status)?,
            headers: from_json(headers)?,
            body: body.into(),
        }))
    }

    async fn renew(&mut self, request: &IdempotentRequest, lease: Duration) -> PortResult<bool> {
        let renewed = self.execute(
            "UPDATE idempotency_keys SET leased_until_ms = {now} + $1 \
             WHERE key = $2 AND attempt = $3 AND status IS NULL",
            [milliseconds(lease), request.key.as_str().into(), request.attempt.into()],
        );
        Ok(renewed.await? == 1)
    }

    async fn store_response(&mut self, request: &IdempotentRequest, response: &StoredResponse) -> PortResult<bool> {
        let written = self.execute(
            "UPDATE idempotency_keys SET status = $1, headers = $2, body = $3 \
             WHERE key = $4 AND attempt = $5 AND status IS NULL",
            [
                signed::<_, i32>(response.status).into(),
                to_json(&response.headers).into(),
                response.body.to_vec().into(),
                request.key.as_str().into(),
                request.attempt.into(),
            ],
        );
        Ok(written.await? == 1)
    }

    async fn release(&mut self, request: &IdempotentRequest) -> PortResult<()> {
        let released = self.execute(
            "DELETE FROM idempotency_keys WHERE key = $1 AND attempt = $2 AND status IS NULL",
            [request.key.as_str().into(), request.attempt.into()],
        );
        released.await?;
        Ok(())
    }

    async fn delete_expired(&mut self) -> PortResult<u64> {
        self.execute("DELETE FROM idempotency_keys WHERE expires_at_ms <= {now}", []).await
    }
}
