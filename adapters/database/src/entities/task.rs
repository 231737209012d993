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
