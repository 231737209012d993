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
    /// The role of a new account.
    #[param(value_type = Option<ChosenRole>, inline)]
    role: Option<String>,
    /// The page to which the browser is redirected, with tokens in the fragment.
    redirect_to: Option<String>,
}

impl AuthorizationQuery {
    /// The same, and back to this page when the client names none.
    pub(in crate::http) fn or_back_to(self, page: Option<String>) -> Self {
        Self { redirect_to: self.redirect_to.or(page), ..self }
    }

    /// The parameters of a sign-in at this issuer.
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
pub(in crate::http) fn set_state_cookie(response: &mut HttpResponse, value: String) {
    response.add_cookie(&cookie(value, LIFETIME)).expect("the cookie is plain text");
}

/// The state cookie of the callback.
pub(in crate::http) fn state_cookie(request: &HttpRequest) -> Option<String> {
    request.cookie(STATE_COOKIE).map(|cookie| cookie.value().to_owned())
}

/// Deletes the state cookie, when the flow has ended.
pub(in crate::http) fn clear_state_cookie(response: &mut HttpResponse) {
    response.add_cookie(&cookie(String::new(), Duration::ZERO)).expect("the cookie is plain text");
}

/// Redirects a browser. The fragment of the URL is not sent to the server.
pub(in crate::http) fn see_other(to: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, to)).finish()
}

fn cookie(value: String, max_age: Duration) -> Cookie<'static> {
    cookies::bound(STATE_COOKIE, value).same_site(SameSite::Lax).max_age(max_age).finish()
}
