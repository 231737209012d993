//! A single account, for its owner and administrators. The id `me` is the caller's.

use actix_web::web::{Data, Json, Path};
use actix_web::{get, patch};
use chrono::{DateTime, Utc};
use domain_identity::AccountService;
use domain_model::identity::account::Account;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::users::account_id;
use crate::http::api::names::RoleName;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiError, ApiResult, Problem};
use crate::http::edge::etag::{Precondition, Tagged};

/// An account.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UserResource {
    id: Uuid,
    email: String,
    role: RoleName,
    full_name: Option<String>,
    /// Whether the address is verified.
    is_verified: bool,
    created_at: DateTime<Utc>,
}

/// Changes to an account. Other fields are refused (AZ-02).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UserChange {
    /// Not changed when it is missing.
    #[schema(example = "Ada Lovelace")]
    full_name: Option<String>,
}

impl From<&Account> for UserResource {
    fn from(account: &Account) -> Self {
        Self {
            id: account.id.0,
            email: account.email.as_str().to_owned(),
            role: account.role.into(),
            full_name: account.full_name.clone(),
            is_verified: account.verified_at.is_some(),
            created_at: account.created_at,
        }
    }
}

/// Get an account: the caller's own, or, for administrators, any.
#[utoipa::path(
    tag = "accounts",
    params(("id" = String, Path, example = "me")),
    responses((status = 200, body = UserResource), (status = 304, description = "as `If-None-Match` knows it"))
)]
#[get("/api/v1/users/{id}")]
pub(super) async fn get(
    accounts: Data<AccountService>,
    Caller(caller): Caller,
    id: Path<String>,
) -> ApiResult<Tagged<UserResource>> {
    let account = accounts.account_of(&caller, account_id(&id, caller.account_id)?).await?;
    Ok(Tagged(UserResource::from(&account.ok_or_else(no_such_account)?)))
}

/// Change the caller's account. With `If-Match` only if it is still in that version.
#[utoipa::path(
    tag = "accounts",
    params(
        ("id" = String, Path, example = "me"),
        ("If-Match" = Option<String>, Header, description = "the `ETag` of the expected version")
    ),
    responses(
        (status = 200, body = UserResource),
        (status = 404, body = Problem, description = "it belongs to another account"),
        (status = 412, body = Problem, description = "it has changed since the version in `If-Match`")
    )
)]
#[patch("/api/v1/users/{id}")]
pub(super) async fn update(
    accounts: Data<AccountService>,
    Caller(caller): Caller,
    id: Path<String>,
    precondition: Precondition,
    Json(change): Json<UserChange>,
) -> ApiResult<Tagged<UserResource>> {
    if account_id(&id, caller.account_id)? != caller.account_id {
        return Err(no_such_account());
    }
    let is_expected = |account: &Account| precondition.allows(&UserResource::from(account));
    let changed = accounts.rename(&caller, change.full_name, &is_expected).await?;
    Ok(Tagged(UserResource::from(&changed.ok_or_else(ApiError::precondition_failed)?)))
}

fn no_such_account() -> ApiError {
    ApiError::not_found("there is no such account")
}
