//! Administration of users. Administrators set nobody's password (AZ-10): an invited user sets it by a link.

use actix_web::http::header::LINK;
use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpResponse, delete, get, post, put};
use chrono::TimeDelta;
use domain_identity::{AccountService, AdministrationService, IdentityError, Resource};
use domain_model::kernel::id::AccountId;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::dto::User;
use super::problem::AuthProblem;
use crate::http::Context;
use crate::http::edge::caller::{Authenticated, Caller};
use crate::http::edge::error::{ApiError, ApiResult};

/// The default and the maximum number of users on a page.
const PER_PAGE: u32 = 50;
const MAX_PER_PAGE: u32 = 100;
/// The maximum number of users before the requested page, because all of them are read.
const MAX_SKIPPED: u32 = 10_000;
/// The longest ban, which the protocol uses for a permanent one.
const MAX_BAN_HOURS: i64 = 24 * 365 * 100;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PageQuery {
    /// How many at most.
    #[serde(default, deserialize_with = "number")]
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 50)]
    per_page: Option<u32>,
    /// The page, from 1. At most 10,000 users can precede it; `/api/v1/admin/users` has no such limit.
    #[serde(default, deserialize_with = "number")]
    #[param(value_type = Option<u32>, minimum = 1, maximum = 10_001, default = 1)]
    page: Option<u32>,
}

/// A number of the query. Refused outside the documented range.
fn within(name: &str, requested: Option<u32>, usual: u32, most: u32) -> ApiResult<u32> {
    let number = requested.unwrap_or(usual);
    if (1..=most).contains(&number) {
        return Ok(number);
    }
    Err(ApiError::validation(format!("`{name}` must be a number from 1 to {most}")))
}

/// An optional number. Clients send an empty value for the default.
fn number<'de, D: Deserializer<'de>>(written: D) -> Result<Option<u32>, D::Error> {
    let written = String::deserialize(written)?;
    if written.is_empty() { Ok(None) } else { written.parse().map(Some).map_err(D::Error::custom) }
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
    /// Refused: the invited user sets it with the link in the mail.
    #[schema(format = Password)]
    password: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = AuthAdminUpdate)]
pub(super) struct AdminUpdate {
    /// The duration of the ban, for example `24h` or `1h30m`; `none` lifts it.
    ban_duration: Option<String>,
}

/// List all users, newest first. `x-total-count` is their number; `link` names the next and the last page.
#[utoipa::path(tag = "supabase auth", params(PageQuery), responses((status = 200, body = Users)))]
#[get("/auth/v1/admin/users")]
pub(super) async fn list(
    administration: Data<AdministrationService>,
    Caller(admin): Caller,
    query: Query<PageQuery>,
) -> ApiResult<HttpResponse> {
    let per_page = within("per_page", query.per_page, PER_PAGE, MAX_PER_PAGE)?;
    let page = within("page", query.page, 1, MAX_SKIPPED / per_page + 1)?;
    let described = administration.list_with_details(&admin, (page - 1) * per_page, per_page).await?;
    let users = described.into_iter().map(User::from).collect();
    let total: u64 = administration.count_accounts(&admin).await?.iter().map(|counted| counted.count).sum();
    let last = total.div_ceil(per_page.into()).max(1);
    let to = |page: u64, name: &str| format!("</auth/v1/admin/users?page={page}&per_page={per_page}>; rel=\"{name}\"");
    let next = (u64::from(page) < last).then(|| to(u64::from(page) + 1, "next"));
    let links: Vec<String> = next.into_iter().chain([to(last, "last")]).collect();
    let mut response = HttpResponse::Ok();
    response.insert_header(("x-total-count", total.to_string())).insert_header((LINK, links.join(", ")));
    Ok(response.json(Users { aud: "authenticated", users }))
}

/// Get a user.
#[utoipa::path(tag = "supabase auth", params(("id" = Uuid, Path)), responses((status = 200, body = User)))]
#[get("/auth/v1/admin/users/{id}")]
pub(super) async fn get(
    accounts: Data<AccountService>,
    Caller(admin): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<User>> {
    Ok(Json(one(&accounts, &admin, AccountId(*id)).await?))
}

async fn one(
    accounts: &AccountService,
    admin: &domain_model::identity::account::Principal,
    id: AccountId,
) -> ApiResult<User> {
    let account = accounts
        .account_of(admin, id)
        .await?
        .ok_or_else(|| ApiError::from(IdentityError::NotFound(Resource::Account)))?;
    let metadata = accounts.metadata(admin, id).await?;
    Ok(User::of(accounts, account, metadata).await?)
}

/// Create a user and mail a link to set the password.
#[utoipa::path(tag = "supabase auth", responses((status = 200, body = User)))]
#[post("/auth/v1/admin/users")]
pub(super) async fn invite(
    accounts: Data<AccountService>,
    administration: Data<AdministrationService>,
    Caller(admin): Caller,
    Json(request): Json<InviteRequest>,
) -> ApiResult<Json<User>> {
    if request.password.is_some() {
        return Err(ApiError::bad_request(
            "leave the password out: whoever is invited chooses it by the link in a mail",
        ));
    }
    let account = administration.invite_user(&admin, &request.email).await?;
    Ok(Json(one(&accounts, &admin, account.id).await?))
}

/// Ban a user, or lift the ban.
#[utoipa::path(
    tag = "supabase auth",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = User), (status = 409, body = AuthProblem))
)]
#[put("/auth/v1/admin/users/{id}")]
pub(super) async fn update(
    accounts: Data<AccountService>,
    administration: Data<AdministrationService>,
    context: Data<Context>,
    Authenticated(who): Authenticated,
    id: Path<Uuid>,
    Json(request): Json<AdminUpdate>,
) -> ApiResult<Json<User>> {
    let id = AccountId(*id);
    if let Some(duration) = &request.ban_duration {
        let until = ban(duration)?.map(|duration| context.container.now() + duration);
        administration.ban(&who.principal, id, until).await?;
        context.token_cache.invalidate(id);
    }
    Ok(Json(one(&accounts, &who.principal, id).await?))
}

/// Parses a duration of the protocol: `none`, or numbers with `h`, `m` and `s`.
fn ban(duration: &str) -> ApiResult<Option<TimeDelta>> {
    if duration == "none" {
        return Ok(None);
    }
    let not_understood = || ApiError::bad_request("write `none`, or a duration such as `24h` or `1h30m`");
    let parts = duration.split_inclusive(|c: char| !c.is_ascii_digit()).map(part);
    let duration = parts.reduce(|sum, part| sum?.checked_add(&part?)).flatten();
    let duration = duration.filter(|duration| *duration > TimeDelta::zero()).ok_or_else(not_understood)?;
    Ok(Some(duration.min(TimeDelta::hours(MAX_BAN_HOURS))))
}

fn part(written: &str) -> Option<TimeDelta> {
    let (number, unit) = written.split_at_checked(written.len().checked_sub(1)?)?;
    let number: i64 = number.parse().ok()?;
    match unit {
        "h" => TimeDelta::try_hours(number),
        "m" => TimeDelta::try_minutes(number),
        "s" => TimeDelta::try_seconds(number),
        _ => None,
    }
}

/// Delete a user and all their data.
#[utoipa::path(
    tag = "supabase auth",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = super::dto::Empty), (status = 409, body = AuthProblem))
)]
#[delete("/auth/v1/admin/users/{id}")]
pub(super) async fn delete(
    administration: Data<AdministrationService>,
    context: Data<Context>,
    Caller(admin): Caller,
    id: Path<Uuid>,
) -> ApiResult<HttpResponse> {
    administration.erase(&admin, AccountId(*id)).await?;
    context.token_cache.invalidate(AccountId(*id));
    Ok(HttpResponse::Ok().json(super::dto::Empty {}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ban_lasts_as_long_as_is_written() {
        for (written, minutes) in [("24h", 24 * 60), ("90m", 90), ("1h30m", 90), ("60s", 1), ("0h1m", 1)] {
            assert_eq!(ban(written).unwrap(), Some(TimeDelta::minutes(minutes)), "{written}");
        }
        assert_eq!(ban("876001h").unwrap(), Some(TimeDelta::hours(MAX_BAN_HOURS)));
        assert_eq!(ban("none").unwrap(), None);
        for wrong in ["", "h", "24", "0s", "-1h", "1h-1m", "300ms", "1d", "1h 30m", "1é", "99999999999999999h"] {
            assert!(ban(wrong).is_err(), "{wrong}");
        }
    }
}
