//! Who is asking: extractors that a handler cannot forget, because it needs what they hold.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
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

type Extracting<T> = Pin<Box<dyn Future<Output = ApiResult<T>>>>;

macro_rules! extractor {
    ($name:ident, $roles:pat, $refusal:literal, $extracted:expr) => {
        impl FromRequest for $name {
            type Error = ApiError;
            type Future = Extracting<Self>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                let principal = authenticate(request);
                Box::pin(async move {
                    let principal = principal.await?;
                    if matches!(principal.role, $roles) {
                        return Ok($extracted(principal));
                    }
                    Err(ApiError::forbidden($refusal))
                })
            }
        }
    };
}

extractor!(Caller, _, "", Caller);
extractor!(Seeker, Role::Seeker, "only seekers can do this", Seeker);
extractor!(Recruiter, Role::Provider | Role::Admin, "only providers and administrators can do this", |_| Recruiter);
extractor!(Operator, Role::Admin, "only administrators can do this", Operator);

fn authenticate(request: &HttpRequest) -> impl Future<Output = ApiResult<Principal>> + use<> {
    let identity = request.app_data::<Data<IdentityService>>().cloned().expect("the container registers it");
    let token = bearer(request);
    async move {
        let token = token.ok_or_else(ApiError::unauthorized)?;
        Ok(identity.authenticate(&token).await?)
    }
}

fn bearer(request: &HttpRequest) -> Option<String> {
    let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}
