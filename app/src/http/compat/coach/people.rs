//! The accounts, for the control tower.

use actix_web::get;
use actix_web::web::{Data, Json, Query};
use chrono::{DateTime, NaiveDate, Utc};
use domain_identity::AdministrationService;
use domain_model::identity::account::{Account, Role};
use domain_model::kernel::page::PageRequest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::http::api::identity::counts::AccountCounts;
use crate::http::api::names::RoleName;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::ApiResult;

/// Accounts listed at once; `/api/v1/admin/users` has pages.
const MAX_ACCOUNTS: u32 = 100;
/// Days of which registrations are counted.
const DAYS: u32 = 30;

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
    let found = administration.accounts(&admin, role, PageRequest::first(MAX_ACCOUNTS)).await?;
    Ok(Json(found.items.into_iter().map(Person::from).collect()))
}

/// How many accounts were registered on a day (UTC).
#[derive(Serialize, ToSchema)]
pub(super) struct DayCount {
    date: NaiveDate,
    count: u64,
}

/// How many accounts there are of each kind.
#[derive(Serialize, ToSchema)]
pub(super) struct PeopleStats {
    #[serde(flatten)]
    counts: AccountCounts,
    /// The same as `total`, `seekers`, `providers` and `admins`, as older clients read them.
    total_users: u64,
    total_seekers: u64,
    total_providers: u64,
    total_admins: u64,
    /// Of the last 30 days, oldest first.
    daily_registration_rates: Vec<DayCount>,
    daily_seeker_registration_rates: Vec<DayCount>,
}

/// How many accounts there are of each kind.
#[utoipa::path(tag = "control tower", responses((status = 200, body = PeopleStats)))]
#[get("/admin/users/stats")]
pub(super) async fn stats(
    administration: Data<AdministrationService>,
    Caller(admin): Caller,
) -> ApiResult<Json<PeopleStats>> {
    let counts = AccountCounts::from(administration.count_accounts(&admin).await?);
    let by_day = async |role| -> ApiResult<Vec<DayCount>> {
        let days = administration.registrations(&admin, DAYS, role).await?;
        Ok(days.into_iter().map(|(date, count)| DayCount { date, count }).collect())
    };
    Ok(Json(PeopleStats {
        total_users: counts.total,
        total_seekers: counts.seekers,
        total_providers: counts.providers,
        total_admins: counts.admins,
        daily_registration_rates: by_day(None).await?,
        daily_seeker_registration_rates: by_day(Some(Role::Seeker)).await?,
        counts,
    }))
}
