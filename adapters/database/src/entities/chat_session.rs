//! Table `chat_sessions`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "chat_sessions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) account_id: Uuid,
    pub(crate) job_id: Option<Uuid>,
    pub(crate) status: String,
    pub(crate) operator: Option<Uuid>,
    pub(crate) epoch: i32,
    pub(crate) last_seq: i64,
    pub(crate) awaiting_seq: i64,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) last_message_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
