//! Authentication of requests. The middleware [`identify`] checks the token before the body is read;
//! [`super::authorization`] decides whether the caller may proceed.

use std::future::{Ready, ready};

use actix_web::body::MessageBody;
use actix_web::dev::{Extensions, Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{AUTHORIZATION, USER_AGENT};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest};
use domain_identity::ApiKeyService;
use domain_model::identity::account::Principal;
use domain_model::identity::session::{Authentication, Origin};

use super::client_address::ClientAddress;
use super::cookies;
use super::error::{ApiError, ApiResult};
use crate::http::Context;

/// The authenticated account and its role.
pub(crate) struct Caller(pub(crate) Principal);

/// The same with the credential and its assurance level.
pub(crate) struct Authenticated(pub(crate) Authentication);

/// The client of the request, authenticated or not.
pub(crate) struct RequestOrigin(pub(crate) Origin);

impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(authentication(&request.extensions()).map(|who| Self(who.principal)))
    }
}

impl FromRequest for Authenticated {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(authentication(&request.extensions()).map(Self))
    }
}

impl FromRequest for RequestOrigin {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let address = request.extensions().get::<ClientAddress>().map(|client| client.0.to_string());
        let user_agent = request.headers().get(USER_AGENT).and_then(|agent| agent.to_str().ok()).map(str::to_owned);
        ready(Ok(Self(Origin { user_agent, address })))
    }
}

/// Authenticates a request that has a token. An invalid token is an error only at endpoints that require authentication.
pub(in crate::http) async fn identify<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let context = request.app_data::<Data<Context>>().cloned().expect("the server registers it");
    let who = match (bearer(request.request()), cookies::access_token(request.request())) {
        (Some(token), _) => Some(authenticate(&context, &token).await),
        // The browser sends the cookie with requests of any page (CSRF).
        (None, Some(token)) => Some(match cookies::refuse_foreign_page(request.request(), &context) {
            Ok(()) => authenticate(&context, &token).await,
            Err(error) => Err(error),
        }),
        (None, None) => None,
    };
    if let Some(who) = who {
        request.extensions_mut().insert::<ApiResult<Authentication>>(who);
    }
    next.call(request).await
}

/// The authentication of a token or an API key, cached for two seconds.
pub(in crate::http) async fn authenticate(context: &Context, token: &str) -> ApiResult<Authentication> {
    let identity = &context.container.identity;
    let found = context.token_cache.get_or_look_up(token, async || {
        if ApiKeyService::is_api_key(token) {
            identity.api_keys.authenticate_key(token).await
        } else {
            identity.sessions.authenticate(token).await
        }
    });
    Ok(found.await?)
}

/// The authentication of a request, which [`identify`] has stored.
pub(in crate::http) fn authentication(extensions: &Extensions) -> ApiResult<Authentication> {
    extensions.get::<ApiResult<Authentication>>().cloned().unwrap_or_else(|| Err(ApiError::unauthorized()))
}

/// The token of the header.
pub(in crate::http) fn bearer(request: &HttpRequest) -> Option<String> {
    let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}
