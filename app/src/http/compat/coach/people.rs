//! The accounts, for the control tower.

use actix_web::get;
use actix_web::web::{Data, Json, Query};
use chrono::{DateTime, Utc};
use domain_identity::AdministrationService;
use domain_model::identity::account::Account;
use domain_model::kernel::page::PageRequest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::http::api::identity::counts::AccountCounts;
use crate::http::api::names::RoleName;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::ApiResult;

/// Accounts listed at once; `/api/v1/admin/users` has pages.
const MOST_LISTED: u32 = 100;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PeopleQuery {
    /// Only those with this role.
    #[param(inline)]
    role: Option<RoleName>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Person {
    id: Uuid,
    email: String,
    role: RoleName,
    full_name: Option<String>,
    created_at: DateTime<Utc>,
}

impl From<Account> for Person {
    fn from(account: Account) -> Self {
        Self {
            id: account.id.0,
            email: account.email.as_str().to_owned(),
            role: account.role.into(),
            full_name: account.full_name,
            created_at: account.created_at,
        }
    }
}

/// The newest accounts.
#[utoipa::path(tag = "control tower", params(PeopleQuery), responses((status = 200, body = [Person])))]
#[get("/admin/users")]
pub(super) async fn list(
    administration: Data<AdministrationService>,
    Caller(admin): Caller,
    query: Query<PeopleQuery>,
) -> ApiResult<Json<Vec<Person>>> {
    let role = query.role.map(|name| name.0);
    let found = administration.accounts(&admin, role, PageRequest::first(MOST_LISTED)).await?;
    Ok(Json(found.items.into_iter().map(Person::from).collect()))
}

/// How many accounts there are of each kind.
#[utoipa::path(tag = "control tower", responses((status = 200, body = AccountCounts)))]
#[get("/admin/users/stats")]
pub(super) async fn stats(
    administration: Data<AdministrationService>,
    Caller(admin): Caller,
) -> ApiResult<Json<AccountCounts>> {
    Ok(Json(administration.count_accounts(&admin).await?.into()))
}
