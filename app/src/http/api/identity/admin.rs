//! Other people's accounts, for administrators.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{get, put};
use chrono::{DateTime, Utc};
use domain_identity::IdentityService;
use domain_model::identity::account::Account;
use domain_model::identity::audit::ChainedEntry;
use domain_model::kernel::id::AccountId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::http::Context;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct UsersQuery {
    /// `seeker`, `provider`, `admin` or `super_admin`
    role: Option<String>,
    /// Where the page before ended.
    cursor: Option<Uuid>,
    /// At most 100.
    limit: Option<u32>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LimitQuery {
    /// At most 100.
    limit: Option<u32>,
}

/// Somebody's account.
#[derive(Serialize, ToSchema)]
pub(super) struct AdminUser {
    id: Uuid,
    email: String,
    role: String,
    full_name: Option<String>,
    is_verified: bool,
    banned_until: Option<DateTime<Utc>>,
    last_sign_in_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct AdminUserPage {
    items: Vec<AdminUser>,
    next_cursor: Option<Uuid>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleChange {
    /// `seeker`, `provider`, `admin` or `super_admin`
    #[schema(example = "provider")]
    role: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Ban {
    /// Nobody signs in before then; null lets them in again.
    until: Option<DateTime<Utc>>,
}

/// What was done with accounts and rights.
#[derive(Serialize, ToSchema)]
pub(super) struct AuditItem {
    seq: u64,
    at: DateTime<Utc>,
    /// Who did it; null for the operator and for strangers.
    actor: Option<Uuid>,
    #[schema(example = "role_changed")]
    action: String,
    subject: Option<Uuid>,
    /// `done` or `refused`
    outcome: String,
    note: String,
}

impl From<Account> for AdminUser {
    fn from(account: Account) -> Self {
        Self {
            id: account.id.0,
            email: account.email.as_str().to_owned(),
            role: account.role.to_string(),
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
            action: entry.action.to_string(),
            subject: entry.subject.map(|id| id.0),
            outcome: entry.outcome.to_string(),
            note: entry.note,
        }
    }
}

/// All accounts, newest first.
#[utoipa::path(tag = "control tower", params(UsersQuery), responses((status = 200, body = AdminUserPage)))]
#[get("/api/v1/admin/users")]
pub(super) async fn users(
    identity: Data<IdentityService>,
    Caller(admin): Caller,
    query: Query<UsersQuery>,
) -> ApiResult<Json<AdminUserPage>> {
    let role = query.role.as_deref().map(str::parse).transpose()?;
    let limit = query.limit.unwrap_or(50).clamp(1, 100);
    let found = identity.accounts(&admin, role, query.cursor.map(AccountId), limit).await?;
    let is_full = found.len() == limit as usize;
    let next_cursor = found.last().filter(|_| is_full).map(|last| last.id.0);
    Ok(Json(AdminUserPage { items: found.into_iter().map(AdminUser::from).collect(), next_cursor }))
}

/// Give somebody another role. Their sign-ins end.
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
    identity: Data<IdentityService>,
    context: Data<Context>,
    Caller(admin): Caller,
    id: Path<Uuid>,
    Json(change): Json<RoleChange>,
) -> ApiResult<Json<AdminUser>> {
    let account = identity.change_role(&admin, AccountId(*id), change.role.parse()?).await?;
    context.token_cache.forget(account.id);
    Ok(Json(account.into()))
}

/// Shut somebody out, or let them in again. Their sign-ins end.
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
    identity: Data<IdentityService>,
    context: Data<Context>,
    Caller(admin): Caller,
    id: Path<Uuid>,
    Json(ban): Json<Ban>,
) -> ApiResult<Json<AdminUser>> {
    let account = identity.ban(&admin, AccountId(*id), ban.until).await?;
    context.token_cache.forget(account.id);
    Ok(Json(account.into()))
}

/// What was done with accounts and rights, newest first.
#[utoipa::path(tag = "control tower", params(LimitQuery), responses((status = 200, body = [AuditItem])))]
#[get("/api/v1/admin/audit-log")]
pub(super) async fn audit_log(
    identity: Data<IdentityService>,
    query: Query<LimitQuery>,
) -> ApiResult<Json<Vec<AuditItem>>> {
    let limit = query.limit.unwrap_or(50).clamp(1, 100);
    Ok(Json(identity.audit_log(limit).await?.into_iter().map(AuditItem::from).collect()))
}
