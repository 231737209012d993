//! Redirects of a social sign-in: to the issuer and back. The browser that is sent to an issuer keeps a secret in the state
//! cookie, and only the browser that brings it back is let in.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse};
use domain_identity::{SocialSignInService, SocialStart};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::http::api::names::ChosenRole;
use crate::http::edge::cookies;
use crate::http::edge::error::ApiResult;

/// Kept by the browser while it is at the other side. Sent along when it is sent back from there, hence `Lax`.
const STATE_COOKIE: &str = "__Host-jobwright-oauth-state";
const FLOW_LASTS: Duration = Duration::minutes(10);

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::http) struct AuthorizeQuery {
    /// For a new account.
    #[param(value_type = Option<ChosenRole>, inline)]
    role: Option<String>,
    /// Where the browser is sent back to with tokens behind the `#`.
    redirect_to: Option<String>,
}

impl AuthorizeQuery {
    /// To sign in there.
    pub(in crate::http) fn to(self, provider: &str) -> SocialStart {
        let Self { role, redirect_to } = self;
        SocialStart { provider: provider.to_owned(), redirect_to, role, ..SocialStart::default() }
    }
}

/// Sends the browser to the issuer.
pub(in crate::http) async fn authorize(social: &SocialSignInService, start: SocialStart) -> ApiResult<HttpResponse> {
    let authorization = social.authorize(start).await?;
    let mut response = see_other(authorization.url.as_str());
    set_state_cookie(&mut response, authorization.state_cookie);
    Ok(response)
}

/// Sets the cookie that the browser has to bring back.
pub(in crate::http) fn set_state_cookie(response: &mut HttpResponse, secret: String) {
    response.add_cookie(&state_cookie(secret, FLOW_LASTS)).expect("the cookie is plain text");
}

/// The state cookie that the browser has brought back.
pub(in crate::http) fn read_state_cookie(request: &HttpRequest) -> Option<String> {
    request.cookie(STATE_COOKIE).map(|cookie| cookie.value().to_owned())
}

/// Deletes the state cookie: the flow has ended.
pub(in crate::http) fn delete_state_cookie(response: &mut HttpResponse) {
    response.add_cookie(&state_cookie(String::new(), Duration::ZERO)).expect("the cookie is plain text");
}

/// Sends a browser on. What stands behind the `#` is for the next page alone.
pub(in crate::http) fn see_other(to: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, to)).finish()
}

fn state_cookie(secret: String, lasts: Duration) -> Cookie<'static> {
    cookies::bound(STATE_COOKIE, secret).same_site(SameSite::Lax).max_age(lasts).finish()
}
