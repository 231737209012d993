//! The caller's API keys.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, delete, get, post};
use chrono::{DateTime, TimeDelta, Utc};
use domain_identity::{ApiKeyService, NewApiKey};
use domain_model::identity::api_key::{ApiKey, KeyScope};
use domain_model::kernel::id::ApiKeyId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::Context;
use crate::http::api::names::KeyScopeName;
use crate::http::edge::caller::Authenticated;
use crate::http::edge::error::{ApiError, ApiResult, Problem};
use crate::http::edge::paging::ListPage;

/// The maximum lifetime of a key, in days.
const MAX_DAYS: u32 = 366;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ApiKeyRequest {
    #[schema(example = "my spreadsheet")]
    name: String,
    /// `read`, or `read` and `write`
    #[schema(value_type = Vec<KeyScopeName>, min_items = 1, example = json!(["read"]))]
    scopes: Vec<KeyScope>,
    /// The default is 90.
    #[schema(minimum = 1, maximum = 366)]
    expires_in_days: Option<u32>,
}

/// An API key, without its secret.
#[derive(Serialize, ToSchema)]
pub(super) struct ApiKeyItem {
    id: Uuid,
    name: String,
    #[schema(value_type = Vec<KeyScopeName>)]
    scopes: Vec<KeyScope>,
    created_at: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
}

/// A new API key with its secret, which cannot be read again.
#[derive(Serialize, ToSchema)]
pub(super) struct NewApiKeyItem {
    #[serde(flatten)]
    key: ApiKeyItem,
    /// Send it as `Authorization: Bearer jw_…`.
    secret: String,
}

impl From<ApiKey> for ApiKeyItem {
    fn from(key: ApiKey) -> Self {
        Self {
            id: key.id.0,
            name: key.name,
            scopes: key.scopes,
            created_at: key.created_at,
            expires_at: key.expires_at,
        }
    }
}

/// List the caller's API keys, newest first.
#[utoipa::path(tag = "accounts", responses((status = 200, body = ListPage<ApiKeyItem>)))]
#[get("/api/v1/auth/api-keys")]
pub(super) async fn list(
    api_keys: Data<ApiKeyService>,
    Authenticated(who): Authenticated,
) -> ApiResult<Json<ListPage<ApiKeyItem>>> {
    Ok(Json(ListPage::whole(api_keys.api_keys(&who).await?)))
}

/// Create an API key for a program that acts for the caller.
#[utoipa::path(tag = "accounts", responses((status = 201, body = NewApiKeyItem), (status = 409, body = Problem)))]
#[post("/api/v1/auth/api-keys")]
pub(super) async fn create(
    api_keys: Data<ApiKeyService>,
    context: Data<Context>,
    Authenticated(who): Authenticated,
    Json(request): Json<ApiKeyRequest>,
) -> ApiResult<HttpResponse> {
    let days = request.expires_in_days.unwrap_or(90);
    if request.scopes.is_empty() || !(1..=MAX_DAYS).contains(&days) {
        return Err(ApiError::validation("name at least one scope, and between 1 and 366 days"));
    }
    let expires_at = Some(context.container.now() + TimeDelta::days(days.into()));
    let new = NewApiKey { name: request.name, scopes: request.scopes, expires_at };
    let shown = api_keys.create_api_key(&who, new).await?;
    Ok(HttpResponse::Created().json(NewApiKeyItem { key: shown.key.into(), secret: shown.secret }))
}

/// Delete one of the caller's API keys.
#[utoipa::path(tag = "accounts", params(("id" = Uuid, Path)), responses((status = 204, description = "it is gone")))]
#[delete("/api/v1/auth/api-keys/{id}")]
pub(super) async fn delete(
    api_keys: Data<ApiKeyService>,
    context: Data<Context>,
    Authenticated(who): Authenticated,
    id: Path<Uuid>,
) -> ApiResult<HttpResponse> {
    api_keys.delete_api_key(&who, ApiKeyId(*id)).await?;
    context.token_cache.invalidate(who.principal.account_id);
    Ok(HttpResponse::NoContent().finish())
}
