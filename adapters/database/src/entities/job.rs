//! Table `jobs`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) source: String,
    pub(crate) external_id: String,
    pub(crate) requisition_id: Option<String>,
    pub(crate) title: String,
    pub(crate) company: String,
    pub(crate) locations: Json,
    pub(crate) workplace: Option<String>,
    pub(crate) employment_type: Option<String>,
    pub(crate) salary: Option<Json>,
    pub(crate) department: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) apply_url: Option<String>,
    pub(crate) posted_at: Option<DateTimeUtc>,
    pub(crate) valid_through: Option<DateTimeUtc>,
    pub(crate) status: String,
    pub(crate) revision: i32,
    pub(crate) needs_enrichment: bool,
    pub(crate) skills: Json,
    pub(crate) enrichment_key: Option<String>,
    pub(crate) text_key: String,
    pub(crate) missed_sweeps: i32,
    pub(crate) first_seen: DateTimeUtc,
    pub(crate) last_seen: DateTimeUtc,
    pub(crate) updated_at: DateTimeUtc,
    pub(crate) closed_at: Option<DateTimeUtc>,
    pub(crate) description: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
