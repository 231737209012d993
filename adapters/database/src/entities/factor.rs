//! Table `factors`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "factors")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) account_id: Uuid,
    pub(crate) name: String,
    #[serde(with = "crate::convert::hex_text")]
    pub(crate) sealed_secret: Vec<u8>,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) verified_at: Option<DateTimeUtc>,
    pub(crate) last_step: Option<i64>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
