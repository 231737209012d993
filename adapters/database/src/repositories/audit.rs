//! The audit log.

use async_trait::async_trait;
use domain_model::identity::audit::{AuditEntry, ChainedEntry};
use domain_model::kernel::id::AccountId;
use domain_model::kernel::page::{Page, PageRequest};
use ports::{AuditRepository, PortError, PortResult};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::convert::{parse, signed, unsigned};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<audit_entry::Entity>()];

pub(crate) mod audit_entry {
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
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

/// Serializes appends until the end of the transaction. Only the audit log uses this number.
const LOCK: &str = "SELECT pg_advisory_xact_lock(1786450001)";

fn entry_from(row: audit_entry::Model) -> PortResult<ChainedEntry> {
    let entry = AuditEntry {
        at: row.at,
        actor: row.actor.map(AccountId),
        action: parse(&row.action)?,
        subject: row.subject.map(AccountId),
        outcome: parse(&row.outcome)?,
        note: row.note,
    };
    let hash = row.hash.try_into().map_err(|_| PortError::internal("a hash of the audit log has another length"))?;
    Ok(ChainedEntry { seq: unsigned(row.seq)?, entry, hash })
}

#[async_trait]
impl<C: ConnectionTrait> AuditRepository for Repository<'_, C> {
    async fn lock_last(&mut self) -> PortResult<Option<ChainedEntry>> {
        // On `SQLite` the transaction itself excludes other writers.
        if self.0.get_database_backend() == DbBackend::Postgres {
            self.0.execute_unprepared(LOCK).await.port()?;
        }
        Ok(self.newest(PageRequest::first(1)).await?.items.pop())
    }

    async fn insert(&mut self, entry: &ChainedEntry) -> PortResult<()> {
        let ChainedEntry { seq, entry, hash } = entry;
        let row = audit_entry::ActiveModel {
            seq: Set(signed(*seq)),
            at: Set(entry.at),
            actor: Set(entry.actor.map(|id| id.0)),
            action: Set(entry.action.as_str().to_owned()),
            subject: Set(entry.subject.map(|id| id.0)),
            outcome: Set(entry.outcome.as_str().to_owned()),
            note: Set(entry.note.clone()),
            hash: Set(hash.to_vec()),
        };
        audit_entry::Entity::insert(row).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn list(&mut self, after: u64, limit: u32) -> PortResult<Vec<ChainedEntry>> {
        let next = audit_entry::Entity::find()
            .filter(audit_entry::Column::Seq.gt(signed::<_, i64>(after)))
            .order_by_asc(audit_entry::Column::Seq)
            .limit(u64::from(limit));
        next.all(self.0).await.port()?.into_iter().map(entry_from).collect()
    }

    async fn newest(&mut self, page: PageRequest<u64>) -> PortResult<Page<ChainedEntry, u64>> {
        let mut newest = audit_entry::Entity::find().order_by_desc(audit_entry::Column::Seq).limit(page.rows());
        if let Some(after) = page.after_key() {
            // The cursor comes from the client, so its number may be larger than any entry's.
            newest = newest.filter(audit_entry::Column::Seq.lt(i64::try_from(after).unwrap_or(i64::MAX)));
        }
        let rows: PortResult<Vec<_>> = newest.all(self.0).await.port()?.into_iter().map(entry_from).collect();
        Ok(Page::from_rows(rows?, page.limit, |entry| entry.seq))
    }
}
