//! What accounts need to be complete: proofs of sign-ins, second factors, accounts elsewhere, keys for programs, mail, and
//! the audit log. Sign-ins begin anew, so everybody signs in once more.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer_null, big_unsigned, binary, binary_uniq, integer, pk_uuid, string, string_null, text,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["verified_at", "banned_until", "last_sign_in_at"] {
            let add = Table::alter().table("accounts").add_column(timestamp_with_time_zone_null(column)).to_owned();
            manager.alter_table(add).await?;
        }
        for table in ["accounts", "one_time_tokens"] {
            let column = if table == "accounts" { "metadata" } else { "details" };
            let empty = ColumnDef::new(column).json().not_null().default("{}").to_owned();
            manager.alter_table(Table::alter().table(table).add_column(empty).to_owned()).await?;
        }

        manager.drop_table(Table::drop().table("login_sessions").to_owned()).await?;
        let sessions = Table::create()
            .table("login_sessions")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(timestamp_with_time_zone("created_at"))
            .col(ColumnDef::new("proofs").json().not_null())
            .col(string("assurance"))
            .col(timestamp_with_time_zone("proved_at"))
            .col(string_null("user_agent"))
            .col(string_null("address"))
            .col(integer("refresh_counter"))
            .col(timestamp_with_time_zone("refreshed_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .col(timestamp_with_time_zone_null("revoked_at"))
            .foreign_key(&mut owned_by_account("login_sessions"))
            .to_owned();
        manager.create_table(sessions).await?;

        let identities = Table::create()
            .table("linked_identities")
            .col(string("issuer"))
            .col(string("subject"))
            .col(uuid("account_id"))
            .col(string("provider"))
            .col(string_null("email"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("last_sign_in_at"))
            .primary_key(Index::create().col("issuer").col("subject"))
            .foreign_key(&mut owned_by_account("linked_identities"))
            .to_owned();
        manager.create_table(identities).await?;

        second_factors(manager).await?;
        keys_and_mails(manager).await?;
        audit_log(manager).await?;
        indexes(manager).await
    }
}

async fn second_factors(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let factors = Table::create()
        .table("factors")
        .col(pk_uuid("id"))
        .col(uuid("account_id"))
        .col(string("name"))
        .col(binary("sealed_secret"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("verified_at"))
        .col(big_integer_null("last_step"))
        .foreign_key(&mut owned_by_account("factors"))
        .to_owned();
    manager.create_table(factors).await?;

    let recovery_codes = Table::create()
        .table("recovery_codes")
        .col(uuid("account_id"))
        .col(binary("hash"))
        .primary_key(Index::create().col("account_id").col("hash"))
        .foreign_key(&mut owned_by_account("recovery_codes"))
        .to_owned();
    manager.create_table(recovery_codes).await
}

async fn keys_and_mails(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let api_keys = Table::create()
        .table("api_keys")
        .col(pk_uuid("id"))
        .col(uuid("account_id"))
        .col(string("name"))
        .col(binary_uniq("hash"))
        .col(ColumnDef::new("scopes").json().not_null())
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("expires_at"))
        .foreign_key(&mut owned_by_account("api_keys"))
        .to_owned();
    manager.create_table(api_keys).await?;

    let mails = Table::create()
        .table("mails")
        .col(pk_uuid("id"))
        .col(uuid_null("account_id"))
        .col(binary("sealed"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut owned_by_account("mails"))
        .to_owned();
    manager.create_table(mails).await
}

async fn audit_log(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // No foreign keys: what was done stays written down when an account is gone.
    let audit = Table::create()
        .table("audit_log")
        .col(big_unsigned("seq").primary_key())
        .col(timestamp_with_time_zone("at"))
        .col(uuid_null("actor"))
        .col(string("action"))
        .col(uuid_null("subject"))
        .col(string("outcome"))
        .col(text("note"))
        .col(binary("hash"))
        .to_owned();
    manager.create_table(audit).await?;
    if manager.get_database_backend() == DbBackend::Sqlite {
        // On Postgres nobody has the right to.
        for act in ["UPDATE", "DELETE"] {
            let forbid = format!(
                "CREATE TRIGGER audit_log_no_{act} BEFORE {act} ON audit_log \
                     BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END"
            );
            manager.get_connection().execute_unprepared(&forbid).await?;
        }
    }
    Ok(())
}

async fn indexes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for (name, table, column) in [
        ("login_sessions_account", "login_sessions", "account_id"),
        ("login_sessions_expiry", "login_sessions", "expires_at"),
        ("linked_identities_account", "linked_identities", "account_id"),
        ("factors_account", "factors", "account_id"),
        ("api_keys_account", "api_keys", "account_id"),
        ("mails_account", "mails", "account_id"),
        ("one_time_tokens_account", "one_time_tokens", "account_id"),
        ("account_roles_role", "account_roles", "role"),
    ] {
        manager.create_index(Index::create().name(name).table(table).col(column).to_owned()).await?;
    }
    Ok(())
}

fn owned_by_account(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, "account_id").to("accounts", "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}
