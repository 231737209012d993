//! Redirects of social sign-in, in every contract: to the issuer, and back to the page that started it. A secret in a
//! cookie binds the flow to the browser; a callback from another browser is refused.

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

/// Binds the flow to the browser. `Lax`, because it has to be sent with the redirect back from the issuer.
const STATE_COOKIE: &str = "__Host-jobwright-state";
const LIFETIME: Duration = Duration::minutes(10);

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::http) struct AuthorizationQuery {
    /// For a new account.
    #[param(value_type = Option<ChosenRole>, inline)]
    role: Option<String>,
    /// Where the browser is sent back to with tokens behind the `#`.
    redirect_to: Option<String>,
}

impl AuthorizationQuery {
    /// To sign in there.
    pub(in crate::http) fn to(self, provider: &str) -> SocialStart {
        let Self { role, redirect_to } = self;
        SocialStart { provider: provider.to_owned(), redirect_to, role, ..SocialStart::default() }
    }
}

/// Sends the browser to the issuer.
pub(in crate::http) async fn to_issuer(social: &SocialSignInService, start: SocialStart) -> ApiResult<HttpResponse> {
    let request = social.authorize(start).await?;
    let mut response = see_other(request.url.as_str());
    set_state_cookie(&mut response, request.state_cookie);
    Ok(response)
}

/// Sets the cookie that the callback is checked against.
pub(in crate::http) fn set_state_cookie(response: &mut HttpResponse, browser_secret: String) {
    response.add_cookie(&cookie(browser_secret, LIFETIME)).expect("the cookie is plain text");
}

/// The secret of the browser that calls back.
pub(in crate::http) fn state_cookie(request: &HttpRequest) -> Option<String> {
    request.cookie(STATE_COOKIE).map(|cookie| cookie.value().to_owned())
}

/// The flow has ended.
pub(in crate::http) fn clear_state_cookie(response: &mut HttpResponse) {
    response.add_cookie(&cookie(String::new(), Duration::ZERO)).expect("the cookie is plain text");
}

/// Sends a browser on. What stands behind the `#` is for the next page alone.
pub(in crate::http) fn see_other(to: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, to)).finish()
}

fn cookie(secret: String, lasts: Duration) -> Cookie<'static> {
    cookies::bound(STATE_COOKIE, secret).same_site(SameSite::Lax).max_age(lasts).finish()
}
