//! Registration, sign-in and sign-out in the shapes of the contract.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, Utc};
use domain_identity::{
    CreditService, IssuedSession, Registration, RegistrationOutcome, RegistrationService, SessionService,
    SignInService, SignOut,
};
use domain_model::identity::account::Principal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::Context;
use crate::http::api::done::Done;
use crate::http::api::identity::tokens::{self, ConfirmFirst, Credentials};
use crate::http::edge::caller::{Authenticated, RequestOrigin};
use crate::http::edge::error::{ApiResult, Problem};

/// A session in the format of the contract.
#[derive(Serialize, ToSchema)]
pub(super) struct CvSignIn {
    access_token: String,
    refresh_token: String,
    user: CvUser,
    /// How many credits the account has.
    token: u64,
}

#[derive(Serialize, ToSchema)]
struct CvUser {
    id: Uuid,
    email: String,
    created_at: DateTime<Utc>,
}

async fn signed_in(
    request: &HttpRequest,
    context: &Context,
    credits: &CreditService,
    session: &IssuedSession,
) -> ApiResult<HttpResponse> {
    let account = &session.account;
    let balance = credits.balance(&Principal { account_id: account.id, role: account.role }).await?;
    let body = CvSignIn {
        access_token: session.access_token.clone(),
        refresh_token: session.refresh_token.clone(),
        user: CvUser { id: account.id.0, email: account.email.as_str().to_owned(), created_at: account.created_at },
        token: balance.credits,
    };
    Ok(tokens::with_cookies(request, context, session, &body))
}

/// Register (CV contract).
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 200, body = CvSignIn),
        (status = 202, body = ConfirmFirst),
        (status = 409, body = Problem)
    )
)]
#[post("/api/v1/auth/signup")]
pub(super) async fn signup(
    request: HttpRequest,
    context: Data<Context>,
    registrations: Data<RegistrationService>,
    credits: Data<CreditService>,
    RequestOrigin(origin): RequestOrigin,
    Json(credentials): Json<Credentials>,
) -> ApiResult<HttpResponse> {
    let Credentials { email, password } = credentials;
    let registration = Registration { email, password, origin, ..Registration::default() };
    match registrations.register(registration).await? {
        RegistrationOutcome::SignedIn(session) => signed_in(&request, &context, &credits, &session).await,
        RegistrationOutcome::ConfirmationRequired(email) => Ok(tokens::confirm_first(&email)),
    }
}

/// Sign in (CV contract).
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 200, body = CvSignIn),
        (status = 401, body = Problem),
        (status = 403, body = Problem)
    )
)]
#[post("/api/v1/auth/signin")]
pub(super) async fn signin(
    request: HttpRequest,
    context: Data<Context>,
    sign_in: Data<SignInService>,
    credits: Data<CreditService>,
    RequestOrigin(origin): RequestOrigin,
    Json(credentials): Json<Credentials>,
) -> ApiResult<HttpResponse> {
    let session = sign_in.login(&credentials.email, &credentials.password, &origin).await?;
    signed_in(&request, &context, &credits, &session).await
}

/// Sign out (CV contract).
#[utoipa::path(tag = "accounts", responses((status = 200, body = Done)))]
#[post("/api/v1/auth/signout")]
pub(super) async fn signout(
    context: Data<Context>,
    sessions: Data<SessionService>,
    Authenticated(who): Authenticated,
) -> ApiResult<HttpResponse> {
    sessions.sign_out(&who, SignOut::This).await?;
    context.token_cache.invalidate(who.principal.account_id);
    Ok(tokens::signed_out(&context))
}
