//! Authorization of requests. A middleware compares every request with its route's declaration before the body is read,
//! so that an error about a body reveals no endpoint to callers without access. An undeclared route answers nobody.
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

/// Who may call an endpoint. An account whose second factor is still to be proved is let in at [`MFA_PENDING`] only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Access {
    /// Everybody, signed in or not.
    Anyone,
    /// Every account, signed in or by an API key.
    SignedIn,
    /// Accounts with one of these roles, signed in or by an API key.
    Roles(&'static [Role]),
    /// Every account that has signed in, even if its second factor is still to be proved. No API key.
    MfaPending,
    /// Every account that has signed in. No API key.
    Session,
    /// Accounts with one of these roles that have proved within the last minutes who they are (AZ-12). No API key.
    RecentAuth(&'static [Role]),
}

/// Everybody, signed in or not.
pub(in crate::http) const ANYONE: Access = Access::Anyone;
/// Every account, signed in or by an API key.
pub(in crate::http) const SIGNED_IN: Access = Access::SignedIn;
/// Every account that has signed in, even if its second factor is still to be proved.
pub(in crate::http) const MFA_PENDING: Access = Access::MfaPending;
/// Every account that has signed in.
pub(in crate::http) const SESSION: Access = Access::Session;
/// Whoever looks for a job.
pub(in crate::http) const SEEKERS: Access = Access::Roles(&[Role::Seeker]);
/// Whoever may have postings read.
pub(in crate::http) const RECRUITERS: Access = Access::Roles(&[Role::Provider, Role::Admin, Role::SuperAdmin]);
/// Administrators.
pub(in crate::http) const ADMINS: Access = Access::Roles(&[Role::Admin, Role::SuperAdmin]);
/// Every account, with a recent proof.
pub(in crate::http) const RECENT_AUTH: Access = Access::RecentAuth(Role::ALL);
/// Administrators, with a recent proof.
pub(in crate::http) const RECENT_ADMINS: Access = Access::RecentAuth(&[Role::Admin, Role::SuperAdmin]);
/// Whoever appoints administrators, with a recent proof.
pub(in crate::http) const RECENT_SUPER_ADMINS: Access = Access::RecentAuth(&[Role::SuperAdmin]);

impl Access {
    /// As the `OpenAPI` document tells it in `x-rights`: `who` is `anyone`, `signed in` or a list of roles; `how` says what
    /// else is asked for: `mfa_pending` (a second factor may still be missing), `session` (no API key) or `recent_auth` (a
    /// proof of the last minutes, and no API key).
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

/// Lets a request through to its handler when its route's declaration says so.
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

/// What holds for every endpoint: a second factor is proved first, and a key for reading writes nothing.
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
    let mut named: Vec<&str> = roles
        .iter()
        .map(|role| match role {
            Role::Seeker => "seekers",
            Role::Provider => "providers",
            Role::Admin => "administrators",
            Role::SuperAdmin => "super administrators",
        })
        .collect();
    // Super administrators may do what administrators may, and need not be named beside them.
    if roles.contains(&Role::Admin) {
        named.retain(|name| *name != "super administrators");
    }
    Err(ApiError::forbidden(format!("only {} can do this", named.join(" and "))))
}
