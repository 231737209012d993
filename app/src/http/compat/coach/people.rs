//! Who has an account, for the control tower.

use actix_web::get;
use actix_web::web::{Data, Json, Query};
use chrono::{DateTime, Utc};
use domain_identity::IdentityService;
use domain_model::identity::account::{Account, Role};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::http::edge::caller::Caller;
use crate::http::edge::error::ApiResult;

/// Accounts listed at once; `/api/v1/admin/users` has pages.
const MOST_LISTED: u32 = 100;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PeopleQuery {
    /// `seeker`, `provider`, `admin` or `super_admin`
    role: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Person {
    id: Uuid,
    email: String,
    role: String,
    full_name: Option<String>,
    created_at: DateTime<Utc>,
}

/// How many accounts there are.
#[derive(Serialize, ToSchema, Default)]
pub(super) struct PeopleCounts {
    total: u64,
    seekers: u64,
    providers: u64,
    admins: u64,
}

impl From<Account> for Person {
    fn from(account: Account) -> Self {
        Self {
            id: account.id.0,
            email: account.email.as_str().to_owned(),
            role: account.role.to_string(),
            full_name: account.full_name,
            created_at: account.created_at,
        }
    }
}

/// The newest accounts.
#[utoipa::path(tag = "control tower", params(PeopleQuery), responses((status = 200, body = [Person])))]
#[get("/admin/users")]
pub(super) async fn list(
    identity: Data<IdentityService>,
    Caller(admin): Caller,
    query: Query<PeopleQuery>,
) -> ApiResult<Json<Vec<Person>>> {
    let role = query.role.as_deref().map(str::parse).transpose()?;
    let found = identity.accounts(&admin, role, None, MOST_LISTED).await?;
    Ok(Json(found.into_iter().map(Person::from).collect()))
}

/// How many accounts there are of each kind.
#[utoipa::path(tag = "control tower", responses((status = 200, body = PeopleCounts)))]
#[get("/admin/users/stats")]
pub(super) async fn stats(identity: Data<IdentityService>, Caller(admin): Caller) -> ApiResult<Json<PeopleCounts>> {
    let mut counts = PeopleCounts::default();
    for counted in identity.count_accounts(&admin).await? {
        let kind = match counted.role {
            Role::Seeker => &mut counts.seekers,
            Role::Provider => &mut counts.providers,
            Role::Admin | Role::SuperAdmin => &mut counts.admins,
        };
        *kind += counted.count;
        counts.total += counted.count;
    }
    Ok(Json(counts))
}
