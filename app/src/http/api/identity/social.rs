//! Social sign-in.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpResponse, get, post};
use domain_identity::{SocialSignInService, SocialStart};
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::api::identity::social_redirect::{self, AuthorizationQuery};
use crate::http::edge::caller::Authenticated;
use crate::http::edge::error::{ApiResult, Problem};

/// A started link flow.
#[derive(Serialize, ToSchema)]
pub(super) struct LinkStart {
    /// The issuer's page, to be opened in the same browser.
    url: String,
}

/// Start a sign-in at an issuer.
#[utoipa::path(
    tag = "accounts",
    params(("provider" = String, Path, example = "google"), AuthorizationQuery),
    responses(
        (status = 303, description = "to the issuer, which redirects back to `redirect_to` with tokens in the fragment"),
        (status = 404, body = Problem, description = "the issuer is not configured"),
        (status = 503, body = Problem, description = "the issuer cannot be reached")
    )
)]
#[get("/api/v1/auth/oauth/{provider}")]
pub(super) async fn sign_in_at_issuer(
    social: Data<SocialSignInService>,
    provider: Path<String>,
    query: Query<AuthorizationQuery>,
) -> ApiResult<HttpResponse> {
    social_redirect::to_issuer(&social, query.into_inner().to(&provider)).await
}

/// Start linking an identity at an issuer to the caller's account.
#[utoipa::path(
    tag = "accounts",
    params(("provider" = String, Path, example = "google")),
    responses((status = 200, body = LinkStart), (status = 404, body = Problem, description = "the issuer is not configured"))
)]
#[post("/api/v1/auth/oauth/{provider}/link")]
pub(super) async fn link(
    social: Data<SocialSignInService>,
    Authenticated(who): Authenticated,
    provider: Path<String>,
) -> ApiResult<HttpResponse> {
    let link_to = Some(who.principal.account_id);
    let start = SocialStart { provider: provider.into_inner(), link_to, ..SocialStart::default() };
    let started = social.authorize(start).await?;
    let mut response = HttpResponse::Ok().json(LinkStart { url: started.url.to_string() });
    social_redirect::set_state_cookie(&mut response, started.state_cookie);
    Ok(response)
}
