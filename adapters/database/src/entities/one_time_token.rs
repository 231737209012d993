//! Table `one_time_tokens`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "one_time_tokens")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[serde(with = "crate::convert::hex_text")]
    pub(crate) hash: Vec<u8>,
    pub(crate) purpose: String,
    pub(crate) account_id: Uuid,
    pub(crate) details: Json,
    pub(crate) expires_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
