//! The ledger of credits.

use async_trait::async_trait;
use domain_model::identity::account::Principal;
use domain_model::identity::credits::CreditEntry;
use domain_model::kernel::id::AccountId;
use domain_model::kernel::page::{Page, PageRequest};
use ports::{CreditRepository, PortError, PortResult};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::convert::{parse, signed, unsigned};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<credit_entry::Entity>()];

pub(crate) mod credit_entry {
    //! Table `credit_entries`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "credit_entries")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) account_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) seq: i64,
        pub(crate) debit: String,
        pub(crate) credit: String,
        pub(crate) amount: i64,
        pub(crate) balance: i64,
        pub(crate) entered_at: DateTimeUtc,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

fn entry_from(row: &credit_entry::Model) -> PortResult<CreditEntry> {
    let amount: u32 = unsigned(row.amount)?;
    Ok(CreditEntry {
        account_id: AccountId(row.account_id),
        seq: unsigned(row.seq)?,
        debit: parse(&row.debit)?,
        credit: parse(&row.credit)?,
        amount: amount.try_into().map_err(PortError::internal)?,
        balance: unsigned(row.balance)?,
        entered_at: row.entered_at,
    })
}

#[async_trait]
impl<C: ConnectionTrait> CreditRepository for Repository<'_, C> {
    async fn last(&mut self, principal: &Principal, id: AccountId) -> PortResult<Option<CreditEntry>> {
        Ok(self.list(principal, id, PageRequest::first(1)).await?.items.pop())
    }

    async fn insert(&mut self, entry: &CreditEntry) -> PortResult<()> {
        let row = credit_entry::ActiveModel {
            account_id: Set(entry.account_id.0),
            seq: Set(signed(entry.seq)),
            debit: Set(entry.debit.as_str().to_owned()),
            credit: Set(entry.credit.as_str().to_owned()),
            amount: Set(i64::from(entry.amount.get())),
            balance: Set(signed(entry.balance)),
            entered_at: Set(entry.entered_at),
        };
        credit_entry::Entity::insert(row).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn list(
        &mut self,
        principal: &Principal,
        id: AccountId,
        page: PageRequest<u64>,
    ) -> PortResult<Page<CreditEntry, u64>> {
        if !principal.may_see(id) {
            return Ok(Page { items: Vec::new(), next: None });
        }
        let mut query = credit_entry::Entity::find()
            .filter(credit_entry::Column::AccountId.eq(id.0))
            .order_by_desc(credit_entry::Column::Seq)
            .limit(page.rows());
        if let Some(after) = page.after_key() {
            query = query.filter(credit_entry::Column::Seq.lt(signed::<_, i64>(after)));
        }
        let entries: PortResult<Vec<_>> = query.all(self.0).await.port()?.iter().map(entry_from).collect();
        Ok(Page::from_rows(entries?, page.limit, |entry| entry.seq))
    }
}
