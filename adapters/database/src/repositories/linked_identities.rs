//! Linked identities of other issuers.

use async_trait::async_trait;
use domain_model::identity::account::LinkedIdentity;
use domain_model::kernel::id::AccountId;
use ports::{LinkedIdentityRepository, PortResult};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<linked_identity::Entity>()];

pub(crate) mod linked_identity {
    //! Table `linked_identities`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "linked_identities")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) issuer: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) subject: String,
        pub(crate) account_id: Uuid,
        pub(crate) provider: String,
        pub(crate) email: Option<String>,
        pub(crate) created_at: DateTimeUtc,
        pub(crate) last_sign_in_at: DateTimeUtc,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

fn identity_from(row: linked_identity::Model) -> LinkedIdentity {
    LinkedIdentity {
        issuer: row.issuer,
        subject: row.subject,
        account_id: AccountId(row.account_id),
        provider: row.provider,
        email: row.email,
        created_at: row.created_at,
        last_sign_in_at: row.last_sign_in_at,
    }
}

#[async_trait]
impl<C: ConnectionTrait> LinkedIdentityRepository for Repository<'_, C> {
    async fn find(&mut self, issuer: &str, subject: &str) -> PortResult<Option<LinkedIdentity>> {
        let key = (issuer.to_owned(), subject.to_owned());
        Ok(linked_identity::Entity::find_by_id(key).one(self.0).await.port()?.map(identity_from))
    }

    async fn insert(&mut self, identity: &LinkedIdentity) -> PortResult<()> {
        let row = linked_identity::ActiveModel {
            issuer: Set(identity.issuer.clone()),
            subject: Set(identity.subject.clone()),
            account_id: Set(identity.account_id.0),
            provider: Set(identity.provider.clone()),
            email: Set(identity.email.clone()),
            created_at: Set(identity.created_at),
            last_sign_in_at: Set(identity.last_sign_in_at),
        };
        linked_identity::Entity::insert(row).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn list(&mut self, account: AccountId) -> PortResult<Vec<LinkedIdentity>> {
        self.list_of(&[account]).await
    }

    async fn list_of(&mut self, accounts: &[AccountId]) -> PortResult<Vec<LinkedIdentity>> {
        let of_accounts = linked_identity::Entity::find()
            .filter(linked_identity::Column::AccountId.is_in(accounts.iter().map(|id| id.0)))
            .order_by_asc(linked_identity::Column::CreatedAt);
        Ok(of_accounts.all(self.0).await.port()?.into_iter().map(identity_from).collect())
    }

    async fn delete_all(&mut self, account: AccountId) -> PortResult<()> {
        let own = linked_identity::Entity::delete_many().filter(linked_identity::Column::AccountId.eq(account.0));
        own.exec(self.0).await.port()?;
        Ok(())
    }

    async fn update(&mut self, identity: &LinkedIdentity) -> PortResult<()> {
        linked_identity::Entity::update_many()
            .col_expr(linked_identity::Column::Email, Expr::value(identity.email.clone()))
            .col_expr(linked_identity::Column::LastSignInAt, Expr::value(identity.last_sign_in_at))
            .filter(linked_identity::Column::Issuer.eq(identity.issuer.as_str()))
            .filter(linked_identity::Column::Subject.eq(identity.subject.as_str()))
            .exec(self.0)
            .await
            .port()?;
        Ok(())
    }
}
