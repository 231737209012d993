//! Authorization of requests. A middleware compares every request with its route's declaration before the body is read,
//! so that an error about a body reveals no endpoint to callers without access. An undeclared route is not served.
//!
//! Which *rows* a caller may see is decided further in: repositories take the principal, and on Postgres row-level
//! security checks it again.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage};
use domain_model::identity::account::Role;
use domain_model::identity::session::Authentication;
use serde_json::{Value, json};

use super::caller::authentication;
use super::error::{ApiError, ApiResult};
use super::route::RouteMatch;
use crate::http::Context;

/// Who may call an endpoint. A session whose second factor is pending may call only [`MFA_PENDING`] endpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Access {
    /// Every client, signed in or not.
    Anyone,
    /// Every account, with a session or an API key.
    SignedIn,
    /// Accounts with one of these roles, with a session or an API key.
    Roles(&'static [Role]),
    /// Every account with a session, even if its second factor is pending. No API key.
    MfaPending,
    /// Every account with a session. No API key.
    Session,
    /// Accounts with one of these roles and a recent authentication (AZ-12). No API key.
    RecentAuth(&'static [Role]),
}

/// Every client, signed in or not.
pub(in crate::http) const ANYONE: Access = Access::Anyone;
/// Every account, with a session or an API key.
pub(in crate::http) const SIGNED_IN: Access = Access::SignedIn;
/// Every account with a session, even if its second factor is pending.
pub(in crate::http) const MFA_PENDING: Access = Access::MfaPending;
/// Every account with a session.
pub(in crate::http) const SESSION: Access = Access::Session;
/// Job seekers.
pub(in crate::http) const SEEKERS: Access = Access::Roles(&[Role::Seeker]);
/// Recruiters, who post jobs.
pub(in crate::http) const PROVIDERS: Access = Access::Roles(&[Role::Provider]);
/// Recruiters and administrators, who may start ingestion.
pub(in crate::http) const RECRUITERS: Access = Access::Roles(&[Role::Provider, Role::Admin, Role::SuperAdmin]);
/// Administrators.
pub(in crate::http) const ADMINS: Access = Access::Roles(&[Role::Admin, Role::SuperAdmin]);
/// Every account with a recent authentication.
pub(in crate::http) const RECENT_AUTH: Access = Access::RecentAuth(Role::ALL);
/// Administrators with a recent authentication.
pub(in crate::http) const RECENT_ADMINS: Access = Access::RecentAuth(&[Role::Admin, Role::SuperAdmin]);
/// Super administrators with a recent authentication.
pub(in crate::http) const RECENT_SUPER_ADMINS: Access = Access::RecentAuth(&[Role::SuperAdmin]);

impl Access {
    /// The value of `x-rights` in the `OpenAPI` document. `who` is `anyone`, `signed in` or a list of roles. `how` is a
    /// further condition: `mfa_pending` (the second factor may be pending), `session` (no API key) or `recent_auth` (a
    /// recent authentication, no API key).
    pub(in crate::http) fn described(self) -> Value {
        match self {
            Self::Anyone => json!({ "who": "anyone" }),
            Self::SignedIn => json!({ "who": "signed in" }),
            Self::Roles(roles) => json!({ "who": roles }),
            Self::MfaPending => json!({ "who": "signed in", "how": "mfa_pending" }),
            Self::Session => json!({ "who": "signed in", "how": "session" }),
            Self::RecentAuth(roles) => json!({ "who": roles, "how": "recent_auth" }),
        }
    }
}

/// Passes a request to its handler if its route's declaration allows it.
pub(in crate::http) async fn authorize<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    match check_access(&request) {
        Ok(()) => Ok(next.call(request).await?.map_into_left_body()),
        Err(error) => {
            let answer = error.answer(request.request());
            Ok(request.into_response(answer).map_into_right_body())
        }
    }
}

fn check_access(request: &ServiceRequest) -> ApiResult<()> {
    let extensions = request.extensions();
    let access = match extensions.get() {
        Some(RouteMatch::Found(rules)) => rules.access,
        Some(RouteMatch::WrongMethod { allowed, .. }) => return Err(ApiError::method_not_allowed(allowed)),
        Some(RouteMatch::Unknown) | None => return Err(ApiError::nothing_here()),
    };
    if access == Access::Anyone {
        return Ok(());
    }
    let caller = authentication(&extensions)?;
    check_credential(&caller, access == Access::MfaPending, !request.method().is_safe())?;
    let has_session = || match caller.session() {
        Some(_) => Ok(()),
        None => Err(ApiError::forbidden("this cannot be done with an API key; sign in")),
    };
    match access {
        Access::Anyone | Access::SignedIn => Ok(()),
        Access::Roles(roles) => one_of(roles, caller.principal.role),
        Access::MfaPending | Access::Session => has_session(),
        Access::RecentAuth(roles) => {
            one_of(roles, caller.principal.role)?;
            has_session()?;
            let context = request.app_data::<Data<Context>>().expect("the server registers it");
            if caller.has_recent_auth(context.container.now()) { Ok(()) } else { Err(ApiError::step_up_required()) }
        }
    }
}

/// Checks what holds for every endpoint: no pending second factor, and no writing with a read-only key.
pub(in crate::http) fn check_credential(caller: &Authentication, may_be_pending: bool, writes: bool) -> ApiResult<()> {
    if caller.is_mfa_pending() && !may_be_pending {
        return Err(ApiError::mfa_required());
    }
    if writes && !caller.may_write {
        return Err(ApiError::forbidden("this API key is for reading only"));
    }
    Ok(())
}

fn one_of(roles: &[Role], role: Role) -> ApiResult<()> {
    if roles.contains(&role) {
        return Ok(());
    }
    let mut names: Vec<&str> = roles
        .iter()
        .map(|role| match role {
            Role::Seeker => "seekers",
            Role::Provider => "providers",
            Role::Admin => "administrators",
            Role::SuperAdmin => "super administrators",
        })
        .collect();
    // Super administrators have the rights of administrators, so the message need not name them.
    if roles.contains(&Role::Admin) {
        names.retain(|name| *name != "super administrators");
    }
    Err(ApiError::forbidden(format!("only {} can do this", names.join(" and "))))
}
