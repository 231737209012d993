//! The caller's account.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Json, Query};
use actix_web::{get, put};
use domain_identity::{AccountService, IdentityError, LinkRequest};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::dto::{Challenge, RedirectQuery, User};
use crate::http::Context;
use crate::http::edge::caller::{Authenticated, RequestOrigin};
use crate::http::edge::error::{ApiError, ApiResult};

/// Changes to the caller's account. Other fields are ignored (AZ-02).
#[derive(Deserialize, ToSchema)]
#[schema(as = AuthUserUpdate)]
pub(super) struct UserUpdate {
    /// The new address, which the link in the mail to it confirms.
    email: Option<String>,
    #[schema(format = Password)]
    password: Option<String>,
    /// Required for a new password without a recent sign-in.
    #[schema(format = Password)]
    current_password: Option<String>,
    /// Merged into the metadata; null removes a member. `full_name` sets the name; a role is ignored.
    #[schema(value_type = Option<Object>)]
    data: Option<Map<String, Value>>,
    #[serde(flatten)]
    challenge: Challenge,
}

/// Get the caller's account.
#[utoipa::path(tag = "supabase auth", responses((status = 200, body = User)))]
#[get("/auth/v1/user")]
pub(super) async fn get(accounts: Data<AccountService>, Authenticated(who): Authenticated) -> ApiResult<Json<User>> {
    Ok(Json(current(&accounts, &who).await?))
}

async fn current(
    accounts: &AccountService,
    who: &domain_model::identity::session::Authentication,
) -> Result<User, IdentityError> {
    let account = accounts.account(&who.principal).await?;
    let metadata = accounts.metadata(&who.principal, account.id).await?;
    User::of(accounts, account, metadata).await
}

/// Change the caller's account.
#[utoipa::path(tag = "supabase auth", params(RedirectQuery), responses((status = 200, body = User)))]
#[put("/auth/v1/user")]
pub(super) async fn update(
    accounts: Data<AccountService>,
    context: Data<Context>,
    Authenticated(who): Authenticated,
    RequestOrigin(origin): RequestOrigin,
    query: Query<RedirectQuery>,
    Json(mut request): Json<UserUpdate>,
) -> ApiResult<Json<User>> {
    let has_recent_auth = who.has_recent_auth(context.container.now());
    let reauthenticate =
        || ApiError::step_up_required().with_contract_code(StatusCode::FORBIDDEN, "reauthentication_needed");
    if let Some(password) = &request.password {
        let old = request.current_password.as_deref();
        if old.is_none() && !has_recent_auth {
            return Err(reauthenticate());
        }
        accounts.change_password(&who, old, password, &origin).await?;
        context.token_cache.invalidate(who.principal.account_id);
    }
    if let Some(email) = request.email {
        if !has_recent_auth {
            return Err(reauthenticate());
        }
        let challenge = std::mem::take(&mut request.challenge).tagged();
        let redirect_to = query.into_inner().redirect_to;
        accounts.change_email(&who, LinkRequest { email, redirect_to, challenge }).await?;
    }
    if let Some(data) = &mut request.data {
        data.remove("role");
        let full_name = data.remove("full_name").map(|name| name.as_str().map(str::to_owned));
        accounts.update_profile(&who.principal, full_name, Some(std::mem::take(data))).await?;
    }
    Ok(Json(current(&accounts, &who).await?))
}
