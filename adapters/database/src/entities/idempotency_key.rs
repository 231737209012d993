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
