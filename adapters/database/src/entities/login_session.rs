//! Table `login_sessions`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "login_sessions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) account_id: Uuid,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) proofs: Json,
    pub(crate) assurance: String,
    pub(crate) proved_at: DateTimeUtc,
    pub(crate) user_agent: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) refresh_counter: i32,
    pub(crate) refreshed_at: DateTimeUtc,
    pub(crate) expires_at: DateTimeUtc,
    pub(crate) revoked_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
