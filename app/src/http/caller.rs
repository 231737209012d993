//! Who is asking: extractors that a handler cannot forget, because it needs what they hold.
//!
//! The middleware [`identify`] has looked at the token before any body is read; extractors only judge. They answer at
//! once, so that nobody learns from a complaint about a body that an endpoint is not theirs: name them first.

use std::future::{Ready, ready};

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::AUTHORIZATION;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest};
use domain_identity::IdentityService;
use domain_model::account::{Principal, Role};

use super::error::{ApiError, ApiResult};

/// Anybody who is signed in.
pub(crate) struct Caller(pub(crate) Principal);

/// Somebody who looks for a job.
pub(crate) struct Seeker(pub(crate) Principal);

/// Somebody who may start a run over a source.
pub(crate) struct Recruiter;

/// Somebody in the control tower.
pub(crate) struct Operator(pub(crate) Principal);

macro_rules! extractor {
    ($name:ident, $roles:pat, $refusal:literal, $extracted:expr) => {
        impl FromRequest for $name {
            type Error = ApiError;
            type Future = Ready<ApiResult<Self>>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                ready(identified(request).and_then(|principal| {
                    if matches!(principal.role, $roles) {
                        return Ok($extracted(principal));
                    }
                    Err(ApiError::forbidden($refusal))
                }))
            }
        }
    };
}

extractor!(Caller, _, "", Caller);
extractor!(Seeker, Role::Seeker, "only seekers can do this", Seeker);
extractor!(Recruiter, Role::Provider | Role::Admin, "only providers and administrators can do this", |_| Recruiter);
extractor!(Operator, Role::Admin, "only administrators can do this", Operator);

/// Looks at the token of a request that has one. A bad token is told only to endpoints that want to know who asks.
pub(super) async fn identify<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    if let Some(token) = bearer(request.request()) {
        let identity = request.app_data::<Data<IdentityService>>().cloned().expect("the container registers it");
        let principal = identity.authenticate(&token).await.map_err(ApiError::from);
        request.extensions_mut().insert::<ApiResult<Principal>>(principal);
    }
    next.call(request).await
}

fn identified(request: &HttpRequest) -> ApiResult<Principal> {
    request.extensions().get::<ApiResult<Principal>>().cloned().unwrap_or_else(|| Err(ApiError::unauthorized()))
}

/// The token of the header.
pub(super) fn bearer(request: &HttpRequest) -> Option<String> {
    let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}
