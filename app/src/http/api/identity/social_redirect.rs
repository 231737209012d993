//! Browsers that are sent elsewhere: on to the next page, or to an issuer, whichever contract it begins in. Whoever leaves for
//! an issuer keeps a secret, and only who brings it back is let in.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse};
use domain_identity::{IdentityService, SocialStart};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::http::api::names::ChosenRole;
use crate::http::edge::cookies;
use crate::http::edge::error::ApiResult;

/// Kept by the browser while it is at the other side. Sent along when it is sent back from there, hence `Lax`.
const TRAVELLER: &str = "__Host-jobwright-traveller";
const AWAY: Duration = Duration::minutes(10);

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::http) struct DepartQuery {
    /// For a new account.
    #[param(value_type = Option<ChosenRole>, inline)]
    role: Option<String>,
    /// Where the browser is sent back to with tokens behind the `#`.
    redirect_to: Option<String>,
}

impl DepartQuery {
    /// To sign in there.
    pub(in crate::http) fn to(self, provider: &str) -> SocialStart {
        let Self { role, redirect_to } = self;
        SocialStart { provider: provider.to_owned(), redirect_to, role, ..SocialStart::default() }
    }
}

/// Sends the browser to the issuer.
pub(in crate::http) async fn depart(identity: &IdentityService, start: SocialStart) -> ApiResult<HttpResponse> {
    let departure = identity.depart(start).await?;
    let mut response = see_other(departure.url.as_str());
    keep(&mut response, departure.browser_secret);
    Ok(response)
}

/// Gives the browser what it has to bring back.
pub(in crate::http) fn keep(response: &mut HttpResponse, browser_secret: String) {
    response.add_cookie(&traveller(browser_secret, AWAY)).expect("the cookie is plain text");
}

/// What it has brought back.
pub(in crate::http) fn brought_back(request: &HttpRequest) -> Option<String> {
    request.cookie(TRAVELLER).map(|cookie| cookie.value().to_owned())
}

/// It is of no more use.
pub(in crate::http) fn take_back(response: &mut HttpResponse) {
    response.add_cookie(&traveller(String::new(), Duration::ZERO)).expect("the cookie is plain text");
}

/// Sends a browser on. What stands behind the `#` is for the next page alone.
pub(in crate::http) fn see_other(to: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, to)).finish()
}

fn traveller(secret: String, lasts: Duration) -> Cookie<'static> {
    cookies::bound(TRAVELLER, secret).same_site(SameSite::Lax).max_age(lasts).finish()
}
