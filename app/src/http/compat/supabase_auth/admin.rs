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

/// Users on a page, unless something else is said, and at most.
const PER_PAGE: u32 = 50;
const MAX_PER_PAGE: u32 = 100;
/// Users on the pages before the one that is asked for: all of them are read.
const MAX_SKIPPED: u32 = 10_000;
/// "For good", in the words of the protocol and of the database.
const MAX_BAN_HOURS: i64 = 24 * 365 * 100;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PageQuery {
    /// How many at most.
    #[serde(default, deserialize_with = "number")]
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 50)]
    per_page: Option<u32>,
    /// Counted from one. The pages before it have at most 10,000 users; `/api/v1/admin/users` has pages without an end.
    #[serde(default, deserialize_with = "number")]
    #[param(value_type = Option<u32>, minimum = 1, maximum = 10_001, default = 1)]
    page: Option<u32>,
}

/// A number of the query, which is refused beyond what is documented.
fn within(name: &str, asked: Option<u32>, usual: u32, most: u32) -> ApiResult<u32> {
    let number = asked.unwrap_or(usual);
    if (1..=most).contains(&number) {
        return Ok(number);
    }
    Err(ApiError::validation(format!("`{name}` must be a number from 1 to {most}")))
}

/// Clients that want nothing in particular send nothing behind the `=`.
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
    /// Not taken: whoever is invited chooses it.
    #[schema(format = Password)]
    password: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = AuthAdminUpdate)]
pub(super) struct AdminUpdate {
    /// `none` lets somebody in again; `24h` shuts them out for a day, `1h30m` for a while.
    ban_duration: Option<String>,
}

/// All users, newest first. `x-total-count` says how many there are, `link` which page is next and which is the last.
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

/// One user.
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

/// Open an account for somebody, who gets a mail to set the password.
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

/// Shut somebody out, or let them in again.
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
        let until = ban(duration)?.map(|lasting| context.container.now() + lasting);
        administration.ban(&who.principal, id, until).await?;
        context.token_cache.invalidate(id);
    }
    Ok(Json(one(&accounts, &who.principal, id).await?))
}

/// A duration as the protocol writes it: `none`, or numbers with `h`, `m` and `s`.
fn ban(duration: &str) -> ApiResult<Option<TimeDelta>> {
    if duration == "none" {
        return Ok(None);
    }
    let not_understood = || ApiError::bad_request("write `none`, or a duration such as `24h` or `1h30m`");
    let parts = duration.split_inclusive(|c: char| !c.is_ascii_digit()).map(part);
    let lasting = parts.reduce(|sum, part| sum?.checked_add(&part?)).flatten();
    let lasting = lasting.filter(|lasting| *lasting > TimeDelta::zero()).ok_or_else(not_understood)?;
    Ok(Some(lasting.min(TimeDelta::hours(MAX_BAN_HOURS))))
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

/// Delete a user and everything about them.
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
