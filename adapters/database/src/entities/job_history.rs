//! Table `job_history`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "job_history")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) job_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) revision: i32,
    pub(crate) changed_at: DateTimeUtc,
    pub(crate) kind: String,
    pub(crate) fields: Json,
    pub(crate) before: Json,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
