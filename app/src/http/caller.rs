//! Who is asking. The middleware [`identify`] looks at the token before any body is read; whether somebody may ask at all
//! is judged by [`super::authorization`].

use std::future::{Ready, ready};

use actix_web::body::MessageBody;
use actix_web::dev::{Extensions, Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::AUTHORIZATION;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest};
use domain_identity::IdentityService;
use domain_model::account::Principal;

use super::error::{ApiError, ApiResult};

/// Anybody who is signed in.
pub(crate) struct Caller(pub(crate) Principal);

impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(identified(&request.extensions()).map(Caller))
    }
}

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

/// Who a request speaks for, as [`identify`] has found.
pub(super) fn identified(extensions: &Extensions) -> ApiResult<Principal> {
    extensions.get::<ApiResult<Principal>>().cloned().unwrap_or_else(|| Err(ApiError::unauthorized()))
}

/// The token of the header.
pub(super) fn bearer(request: &HttpRequest) -> Option<String> {
    let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}
