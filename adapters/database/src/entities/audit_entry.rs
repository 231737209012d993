//! Table `audit_log`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "audit_log")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) seq: i64,
    pub(crate) at: DateTimeUtc,
    pub(crate) actor: Option<Uuid>,
    pub(crate) action: String,
    pub(crate) subject: Option<Uuid>,
    pub(crate) outcome: String,
    pub(crate) note: String,
    #[serde(with = "crate::convert::hex_text")]
    pub(crate) hash: Vec<u8>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
