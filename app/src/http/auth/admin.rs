//! Users, for administrators. Nobody sets another one's password (AZ-10): an invited user sets it by a link.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpResponse, delete, get, post, put};
use chrono::TimeDelta;
use domain_identity::IdentityService;
use domain_model::id::AccountId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::dto::User;
use crate::http::Context;
use crate::http::caller::{Authenticated, Caller};
use crate::http::error::{ApiError, ApiResult, AuthProblem};

/// Users on a page, unless something else is said, and at most.
const PER_PAGE: u32 = 50;
const MOST_PER_PAGE: u32 = 100;
/// "For good", in the words of the protocol and of the database.
const LONGEST_BAN_HOURS: i64 = 24 * 365 * 100;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PageQuery {
    /// At most 100.
    per_page: Option<u32>,
    /// Only those after this one: the last `id` of the page before.
    after: Option<Uuid>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = AuthUsers)]
pub(super) struct Users {
    aud: &'static str,
    users: Vec<User>,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = AuthInviteRequest)]
pub(super) struct InviteRequest {
    #[schema(example = "ada@example.org")]
    email: String,
    /// Not taken: whoever is invited chooses it.
    #[schema(format = Password)]
    password: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = AuthAdminUpdate)]
pub(super) struct AdminUpdate {
    /// `none` lets somebody in again; `24h` shuts them out for a day.
    ban_duration: Option<String>,
}

/// All users, newest first.
#[utoipa::path(
    tag = "supabase auth",
    security(("bearer" = [])),
    params(PageQuery),
    responses((status = 200, body = Users), (status = 401, body = AuthProblem), (status = 403, body = AuthProblem))
)]
#[get("/admin/users")]
pub(super) async fn list(
    identity: Data<IdentityService>,
    Caller(admin): Caller,
    query: Query<PageQuery>,
) -> ApiResult<Json<Users>> {
    let limit = query.per_page.unwrap_or(PER_PAGE).clamp(1, MOST_PER_PAGE);
    let mut users = Vec::new();
    for account in identity.accounts(&admin, None, query.after.map(AccountId), limit).await? {
        let metadata = identity.metadata(&admin, account.id).await?;
        users.push(User::of(&identity, account, metadata).await?);
    }
    Ok(Json(Users { aud: "authenticated", users }))
}

/// One user.
#[utoipa::path(
    tag = "supabase auth",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = User),
        (status = 401, body = AuthProblem),
        (status = 403, body = AuthProblem),
        (status = 404, body = AuthProblem)
    )
)]
#[get("/admin/users/{id}")]
pub(super) async fn get(
    identity: Data<IdentityService>,
    Caller(admin): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<User>> {
    Ok(Json(one(&identity, &admin, AccountId(*id)).await?))
}

async fn one(identity: &IdentityService, admin: &domain_model::account::Principal, id: AccountId) -> ApiResult<User> {
    let account = identity.account_of(admin, id).await?.ok_or_else(|| ApiError::not_found("there is no such user"))?;
    let metadata = identity.metadata(admin, id).await?;
    Ok(User::of(identity, account, metadata).await?)
}

/// Open an account for somebody, who gets a mail to set the password.
#[utoipa::path(
    tag = "supabase auth",
    security(("bearer" = [])),
    responses(
        (status = 200, body = User),
        (status = 400, body = AuthProblem),
        (status = 401, body = AuthProblem),
        (status = 403, body = AuthProblem),
        (status = 422, body = AuthProblem)
    )
)]
#[post("/admin/users")]
pub(super) async fn invite(
    identity: Data<IdentityService>,
    Caller(admin): Caller,
    Json(request): Json<InviteRequest>,
) -> ApiResult<Json<User>> {
    if request.password.is_some() {
        return Err(ApiError::bad_request(
            "leave the password out: whoever is invited chooses it by the link in a mail",
        ));
    }
    let account = identity.invite_user(&admin, &request.email).await?;
    Ok(Json(one(&identity, &admin, account.id).await?))
}

/// Shut somebody out, or let them in again.
#[utoipa::path(
    tag = "supabase auth",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = User),
        (status = 400, body = AuthProblem),
        (status = 401, body = AuthProblem),
        (status = 403, body = AuthProblem),
        (status = 404, body = AuthProblem),
        (status = 409, body = AuthProblem)
    )
)]
#[put("/admin/users/{id}")]
pub(super) async fn update(
    identity: Data<IdentityService>,
    context: Data<Context>,
    Authenticated(who): Authenticated,
    id: Path<Uuid>,
    Json(request): Json<AdminUpdate>,
) -> ApiResult<Json<User>> {
    let id = AccountId(*id);
    if let Some(duration) = &request.ban_duration {
        let until = ban(duration)?.map(|lasting| context.container.now() + lasting);
        identity.ban(&who.principal, id, until).await?;
        context.known_tokens.forget(id);
    }
    Ok(Json(one(&identity, &who.principal, id).await?))
}

/// A duration as the protocol writes it: `none`, or numbers with `h`, `m` and `s`.
fn ban(duration: &str) -> ApiResult<Option<TimeDelta>> {
    if duration == "none" {
        return Ok(None);
    }
    let not_understood = || ApiError::bad_request("write `none`, or a duration such as `24h` or `90m`");
    let (number, unit) = duration.split_at_checked(duration.len().saturating_sub(1)).ok_or_else(not_understood)?;
    let number: i64 = number.parse().map_err(|_| not_understood())?;
    let lasting = match unit {
        "h" => TimeDelta::try_hours(number),
        "m" => TimeDelta::try_minutes(number),
        "s" => TimeDelta::try_seconds(number),
        _ => None,
    };
    let lasting = lasting.filter(|lasting| *lasting > TimeDelta::zero()).ok_or_else(not_understood)?;
    Ok(Some(lasting.min(TimeDelta::hours(LONGEST_BAN_HOURS))))
}

/// Delete a user and everything about them.
#[utoipa::path(
    tag = "supabase auth",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = super::dto::Nothing),
        (status = 401, body = AuthProblem),
        (status = 403, body = AuthProblem),
        (status = 404, body = AuthProblem),
        (status = 409, body = AuthProblem)
    )
)]
#[delete("/admin/users/{id}")]
pub(super) async fn delete(
    identity: Data<IdentityService>,
    context: Data<Context>,
    Caller(admin): Caller,
    id: Path<Uuid>,
) -> ApiResult<HttpResponse> {
    identity.erase(&admin, AccountId(*id)).await?;
    context.known_tokens.forget(AccountId(*id));
    Ok(HttpResponse::Ok().json(super::dto::Nothing {}))
}
