//! Administration of accounts: roles, bans, invitations, the audit log.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{get, put};
use chrono::{DateTime, Utc};
use domain_identity::{AdministrationService, AuditService};
use domain_model::identity::account::Account;
use domain_model::identity::audit::ChainedEntry;
use domain_model::kernel::id::AccountId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::counts::AccountCounts;
use crate::http::Context;
use crate::http::api::names::{AuditActionName, AuditOutcomeName, RoleName};
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::edge::paging::{Cursor, ListPage, PageLimit};

type AccountCursor = Cursor<AccountId>;
type SeqCursor = Cursor<u64>;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct UsersQuery {
    /// Only accounts with this role.
    #[param(inline)]
    role: Option<RoleName>,
    /// `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<AccountCursor>,
    /// How many at most.
    #[serde(default)]
    #[param(inline)]
    limit: PageLimit,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AuditQuery {
    /// `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<SeqCursor>,
    /// How many at most.
    #[serde(default)]
    #[param(inline)]
    limit: PageLimit,
}

/// An account, for administrators.
#[derive(Serialize, ToSchema)]
pub(super) struct AdminUser {
    id: Uuid,
    email: String,
    role: RoleName,
    full_name: Option<String>,
    is_verified: bool,
    banned_until: Option<DateTime<Utc>>,
    last_sign_in_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleChange {
    role: RoleName,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Ban {
    /// The end of the ban; null lifts it.
    until: Option<DateTime<Utc>>,
}

/// An entry of the audit log.
#[derive(Serialize, ToSchema)]
pub(super) struct AuditItem {
    seq: u64,
    at: DateTime<Utc>,
    /// The account that acted; null for the operator and for unauthenticated callers.
    actor: Option<Uuid>,
    action: AuditActionName,
    subject: Option<Uuid>,
    outcome: AuditOutcomeName,
    note: String,
}

impl From<Account> for AdminUser {
    fn from(account: Account) -> Self {
        Self {
            id: account.id.0,
            email: account.email.as_str().to_owned(),
            role: account.role.into(),
            full_name: account.full_name,
            is_verified: account.verified_at.is_some(),
            banned_until: account.banned_until,
            last_sign_in_at: account.last_sign_in_at,
            created_at: account.created_at,
        }
    }
}

impl From<ChainedEntry> for AuditItem {
    fn from(chained: ChainedEntry) -> Self {
        let entry = chained.entry;
        Self {
            seq: chained.seq,
            at: entry.at,
            actor: entry.actor.map(|id| id.0),
            action: entry.action.into(),
            subject: entry.subject.map(|id| id.0),
            outcome: entry.outcome.into(),
            note: entry.note,
        }
    }
}

/// List all accounts, newest first.
#[utoipa::path(tag = "control tower", params(UsersQuery), responses((status = 200, body = ListPage<AdminUser>)))]
#[get("/api/v1/admin/users")]
pub(super) async fn users(
    administration: Data<AdministrationService>,
    Caller(admin): Caller,
    query: Query<UsersQuery>,
) -> ApiResult<Json<ListPage<AdminUser>>> {
    let role = query.role.map(|name| name.0);
    let found = administration.accounts(&admin, role, query.limit.after(query.cursor)).await?;
    Ok(Json(ListPage::of(found)))
}

/// Count the accounts by role.
#[utoipa::path(tag = "control tower", responses((status = 200, body = AccountCounts)))]
#[get("/api/v1/admin/users/stats")]
pub(super) async fn stats(
    administration: Data<AdministrationService>,
    Caller(admin): Caller,
) -> ApiResult<Json<AccountCounts>> {
    Ok(Json(administration.count_accounts(&admin).await?.into()))
}

/// Change the role of an account. Ends its sessions.
#[utoipa::path(
    tag = "control tower",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = AdminUser),
        (status = 409, body = Problem, description = "the last super administrator")
    )
)]
#[put("/api/v1/admin/users/{id}/role")]
pub(super) async fn change_role(
    administration: Data<AdministrationService>,
    context: Data<Context>,
    Caller(admin): Caller,
    id: Path<Uuid>,
    Json(change): Json<RoleChange>,
) -> ApiResult<Json<AdminUser>> {
    let account = administration.change_role(&admin, AccountId(*id), change.role.0).await?;
    context.token_cache.invalidate(account.id);
    Ok(Json(account.into()))
}

/// Ban an account and end its sessions, or lift the ban.
#[utoipa::path(
    tag = "control tower",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = AdminUser),
        (status = 409, body = Problem, description = "the last super administrator")
    )
)]
#[put("/api/v1/admin/users/{id}/ban")]
pub(super) async fn ban(
    administration: Data<AdministrationService>,
    context: Data<Context>,
    Caller(admin): Caller,
    id: Path<Uuid>,
    Json(ban): Json<Ban>,
) -> ApiResult<Json<AdminUser>> {
    let account = administration.ban(&admin, AccountId(*id), ban.until).await?;
    context.token_cache.invalidate(account.id);
    Ok(Json(account.into()))
}

/// List the audit log: changes to accounts and rights, newest first.
#[utoipa::path(tag = "control tower", params(AuditQuery), responses((status = 200, body = ListPage<AuditItem>)))]
#[get("/api/v1/admin/audit-log")]
pub(super) async fn audit_log(
    audit: Data<AuditService>,
    query: Query<AuditQuery>,
) -> ApiResult<Json<ListPage<AuditItem>>> {
    Ok(Json(ListPage::of(audit.audit_log(query.limit.after(query.cursor)).await?)))
}
