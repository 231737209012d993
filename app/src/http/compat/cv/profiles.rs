//! The stored profile: one for each account.

use actix_web::web::{Bytes, Data, Json};
use actix_web::{HttpResponse, delete, get, post, put};
use chrono::{DateTime, Utc};
use domain_candidates::CvProfileService;
use domain_identity::AuditService;
use domain_model::identity::account::Principal;
use domain_model::kernel::id::AccountId;
use domain_model::kernel::page::{PageCursor, PageRequest};
use futures_util::Stream;
use futures_util::stream::try_unfold;
use ports::CvProfile;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::profile::Profile;
use crate::http::api::done::Done;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};

/// Profiles that are read at once for the export.
const PAGE: u32 = 100;

/// A stored profile.
#[derive(Serialize, ToSchema)]
pub(super) struct StoredProfile {
    id: Uuid,
    user_id: Uuid,
    #[schema(value_type = Profile)]
    profile_data: Map<String, Value>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<CvProfile> for StoredProfile {
    fn from(profile: CvProfile) -> Self {
        Self {
            id: profile.id.0,
            user_id: profile.account_id.0,
            profile_data: profile.content,
            created_at: profile.created_at,
            updated_at: profile.updated_at,
        }
    }
}

/// My profile.
#[utoipa::path(tag = "cv", responses((status = 200, body = StoredProfile), (status = 404, body = Problem, description = "there is none yet")))]
#[get("/api/v1/profile")]
pub(super) async fn get(profiles: Data<CvProfileService>, Caller(me): Caller) -> ApiResult<Json<StoredProfile>> {
    Ok(Json(profiles.get(&me).await?.into()))
}

/// Store my profile, in place of the one before. Keys that are not known are kept.
#[utoipa::path(tag = "cv", request_body = Profile, responses((status = 200, body = StoredProfile)))]
#[post("/api/v1/profile")]
pub(super) async fn put(
    profiles: Data<CvProfileService>,
    Caller(me): Caller,
    Json(profile): Json<Profile>,
) -> ApiResult<Json<StoredProfile>> {
    Ok(Json(profiles.put(&me, profile.into_content()).await?.into()))
}

/// Replace my profile.
#[utoipa::path(
    tag = "cv",
    request_body = Profile,
    responses((status = 200, body = StoredProfile), (status = 404, body = Problem, description = "there is none yet"))
)]
#[put("/api/v1/profile")]
pub(super) async fn replace(
    profiles: Data<CvProfileService>,
    Caller(me): Caller,
    Json(profile): Json<Profile>,
) -> ApiResult<Json<StoredProfile>> {
    Ok(Json(profiles.replace(&me, profile.into_content()).await?.into()))
}

/// Delete my profile.
#[utoipa::path(tag = "cv", responses((status = 200, body = Done), (status = 404, body = Problem, description = "there is none")))]
#[delete("/api/v1/profile")]
pub(super) async fn delete(profiles: Data<CvProfileService>, Caller(me): Caller) -> ApiResult<Json<Done>> {
    profiles.delete(&me).await?;
    Ok(Json(Done { message: "Profile deleted successfully".to_owned() }))
}

/// The profiles of all accounts as one array, streamed. The audit log says who asked for it.
#[utoipa::path(tag = "cv", responses((status = 200, body = [StoredProfile])))]
#[get("/api/v1/profiles/export")]
pub(super) async fn export(
    profiles: Data<CvProfileService>,
    audit: Data<AuditService>,
    Caller(admin): Caller,
) -> ApiResult<HttpResponse> {
    audit.note_profiles_export(&admin).await?;
    Ok(HttpResponse::Ok().content_type("application/json").streaming(as_array(profiles, admin)))
}

/// Where the array is.
enum Place {
    /// Before its first item.
    Begin,
    /// Behind the last item of a page.
    After(PageCursor<AccountId>),
    /// Behind the last item.
    End,
}

/// The profiles as a JSON array, page by page: each is read when the one before it has been sent. After an error the array has
/// no end, so that nobody takes it for all.
fn as_array(profiles: Data<CvProfileService>, admin: Principal) -> impl Stream<Item = ApiResult<Bytes>> {
    try_unfold(Place::Begin, move |place| next_part(profiles.clone(), admin, place))
}

async fn next_part(
    profiles: Data<CvProfileService>,
    admin: Principal,
    place: Place,
) -> ApiResult<Option<(Bytes, Place)>> {
    let (mut separator, after) = match place {
        Place::Begin => ("[", None),
        Place::After(cursor) => (",", Some(cursor)),
        Place::End => return Ok(None),
    };
    let page = profiles.list(&admin, PageRequest { after, limit: PAGE }).await?;
    let mut json = String::new();
    for profile in page.items {
        json.push_str(separator);
        json.push_str(&serde_json::to_string(&StoredProfile::from(profile)).expect("a profile is plain data"));
        separator = ",";
    }
    let next = page.next.map_or(Place::End, Place::After);
    if matches!(next, Place::End) {
        json.push_str(if separator == "[" { "[]" } else { "]" });
    }
    Ok(Some((Bytes::from(json), next)))
}
