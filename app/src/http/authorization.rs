//! Who may call what: the one table. A middleware holds every request against it before anything of its body is read, so
//! that nobody learns from a complaint about a body that an endpoint is not theirs. What has no row is not there.
//!
//! The frames of the chat's socket have their rows here, too, and are held against them one by one.
//!
//! Whose *data* somebody sees is decided further in: repositories take the principal, and on Postgres the rows themselves
//! are closed.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, ResponseError};
use domain_model::identity::account::Role;
use domain_model::identity::session::Authentication;
use domain_model::kernel::id::AccountId;

use super::Context;
use super::caller::identified;
use super::coach::{Frame, JsonFrame};
use super::error::{ApiError, ApiResult};
use super::middleware::Pattern;

/// Who may call an endpoint. Where an account has a second factor, whoever has not proved it yet is let in nowhere but at
/// [`Who::Halfway`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Everybody, signed in or not.
    Anyone,
    /// Everybody who is signed in, and programs with a key.
    SignedIn,
    /// Those with one of these roles.
    Only(&'static [Role]),
    /// Everybody who has signed in themselves, even if a second factor is still to be proved. No program with a key.
    Halfway,
    /// Everybody who has signed in themselves. No program with a key.
    InPerson,
    /// Those of these roles who have proved just now who they are (AZ-12). No program with a key.
    Freshly(&'static [Role]),
}

use Who::{Anyone, Freshly, Halfway, InPerson, Only, SignedIn};

const SEEKERS: Who = Only(&[Role::Seeker]);
const RECRUITERS: Who = Only(&[Role::Provider, Role::Admin, Role::SuperAdmin]);
const ADMINS: Who = Only(&[Role::Admin, Role::SuperAdmin]);
/// Whoever appoints administrators.
const SUPER_ADMINS_FRESHLY: Who = Freshly(&[Role::SuperAdmin]);
const ADMINS_FRESHLY: Who = Freshly(&[Role::Admin, Role::SuperAdmin]);
const OWNERS_FRESHLY: Who = Freshly(Role::ALL);

/// Method and path, as the router writes it.
const TABLE: &[(&str, &str, Who)] = &[
    ("GET", "/", Anyone),
    ("GET", "/healthz", Anyone),
    ("GET", "/readyz", Anyone),
    ("GET", "/metrics", Anyone),
    ("GET", "/docs/{_:.*}", Anyone),
    ("GET", "/api-docs/openapi.json", Anyone),
    // Served only where nobody but whoever runs the server can come.
    ("GET", "/mailbox/", Anyone),
    // What is shown or taken here is a secret of its own.
    ("POST", "/auth/register", Anyone),
    ("POST", "/auth/login", Anyone),
    ("POST", "/auth/refresh", Anyone),
    ("POST", "/auth/logout", Anyone),
    ("POST", "/auth/accept-invitation", Anyone),
    ("GET", "/auth/from-mail", Anyone),
    ("POST", "/auth/from-mail", Anyone),
    ("GET", "/auth/google/login", Anyone),
    ("POST", "/auth/v1/signup", Anyone),
    ("POST", "/auth/v1/token", Anyone),
    ("POST", "/auth/v1/recover", Anyone),
    ("POST", "/auth/v1/otp", Anyone),
    ("POST", "/auth/v1/resend", Anyone),
    ("POST", "/auth/v1/verify", Anyone),
    ("GET", "/auth/v1/verify", Anyone),
    ("GET", "/auth/v1/authorize", Anyone),
    ("GET", "/auth/v1/callback", Anyone),
    ("GET", "/auth/v1/settings", Anyone),
    ("GET", "/auth/v1/health", Anyone),
    ("GET", "/auth/v1/.well-known/jwks.json", Anyone),
    ("GET", "/auth/v1/user", Halfway),
    ("PUT", "/auth/v1/user", InPerson),
    ("POST", "/auth/v1/logout", Halfway),
    ("POST", "/auth/v1/factors", InPerson),
    ("POST", "/auth/v1/factors/{id}/challenge", Halfway),
    ("POST", "/auth/v1/factors/{id}/verify", Halfway),
    ("DELETE", "/auth/v1/factors/{id}", OWNERS_FRESHLY),
    ("GET", "/auth/v1/admin/users", ADMINS),
    ("POST", "/auth/v1/admin/users", SUPER_ADMINS_FRESHLY),
    ("GET", "/auth/v1/admin/users/{id}", ADMINS),
    ("PUT", "/auth/v1/admin/users/{id}", ADMINS_FRESHLY),
    ("DELETE", "/auth/v1/admin/users/{id}", SUPER_ADMINS_FRESHLY),
    ("POST", "/api/v1/auth/register", Anyone),
    ("POST", "/api/v1/auth/login", Anyone),
    ("POST", "/api/v1/auth/signup", Anyone),
    ("POST", "/api/v1/auth/signin", Anyone),
    ("POST", "/api/v1/auth/refresh", Anyone),
    ("POST", "/api/v1/auth/forgot-password", Anyone),
    ("POST", "/api/v1/auth/reset-password", Anyone),
    ("POST", "/api/v1/auth/verify-email", Anyone),
    ("GET", "/api/v1/auth/verify-email", Anyone),
    ("GET", "/api/v1/auth/oauth/{provider}", Anyone),
    ("POST", "/api/v1/auth/logout", Halfway),
    ("POST", "/api/v1/auth/signout", Halfway),
    ("POST", "/api/v1/auth/reauthenticate", Halfway),
    ("POST", "/api/v1/auth/change-password", InPerson),
    ("POST", "/api/v1/auth/change-email", OWNERS_FRESHLY),
    ("POST", "/api/v1/auth/oauth/{provider}/link", OWNERS_FRESHLY),
    ("GET", "/api/v1/auth/mfa", Halfway),
    ("POST", "/api/v1/auth/mfa/enroll", OWNERS_FRESHLY),
    ("POST", "/api/v1/auth/mfa/verify", Halfway),
    ("POST", "/api/v1/auth/mfa/recover", Halfway),
    ("POST", "/api/v1/auth/mfa/recovery-codes", OWNERS_FRESHLY),
    ("DELETE", "/api/v1/auth/mfa/{id}", OWNERS_FRESHLY),
    ("GET", "/api/v1/auth/sessions", InPerson),
    ("DELETE", "/api/v1/auth/sessions/{id}", InPerson),
    ("GET", "/api/v1/auth/api-keys", InPerson),
    ("POST", "/api/v1/auth/api-keys", OWNERS_FRESHLY),
    ("DELETE", "/api/v1/auth/api-keys/{id}", InPerson),
    ("GET", "/api/v1/users/{id}/export", OWNERS_FRESHLY),
    ("DELETE", "/api/v1/users/{id}", OWNERS_FRESHLY),
    ("GET", "/api/v1/admin/users", ADMINS),
    ("PUT", "/api/v1/admin/users/{id}/role", SUPER_ADMINS_FRESHLY),
    ("PUT", "/api/v1/admin/users/{id}/ban", ADMINS_FRESHLY),
    ("GET", "/api/v1/admin/audit-log", ADMINS),
    ("GET", "/admin/users", ADMINS),
    ("GET", "/admin/users/stats", ADMINS),
    ("PATCH", "/users/me", SignedIn),
    ("GET", "/files/{token}", Anyone),
    // The socket is opened to everybody, and closed to whom it is not for: browsers show no status of a handshake.
    ("GET", "/ws/chat/{session_id}", Anyone),
    ("GET", "/users/me", SignedIn),
    ("GET", "/users/me/resume", SEEKERS),
    ("POST", "/users/resume", SEEKERS),
    ("PUT", "/users/resume", SEEKERS),
    ("POST", "/users/extract-skills", SignedIn),
    ("GET", "/jobs/feed", Anyone),
    ("GET", "/jobs/{id}/details", Anyone),
    ("GET", "/jobs/{id}/history", Anyone),
    ("POST", "/jobs/match", SEEKERS),
    ("POST", "/jobs/{id}/match", SEEKERS),
    ("GET", "/jobs/{id}/match", SEEKERS),
    ("POST", "/chat/sessions", SignedIn),
    ("GET", "/chat/my-sessions", SignedIn),
    ("GET", "/chat/sessions/{id}", SignedIn),
    ("POST", "/chat/sessions/{id}/ticket", SignedIn),
    ("POST", "/admin/takeover", ADMINS),
    ("GET", "/admin/sessions", ADMINS),
    ("GET", "/admin/sessions/{id}", ADMINS),
    ("POST", "/admin/sessions/{id}/intercept", ADMINS),
    ("POST", "/admin/sessions/{id}/message", ADMINS),
    ("POST", "/admin/sessions/{id}/release", ADMINS),
    ("POST", "/admin/sessions/{id}/close", ADMINS),
    ("POST", "/admin/ingest/trigger", RECRUITERS),
    ("POST", "/admin/ingest/all", ADMINS),
    ("POST", "/admin/ingest/{source_name}", ADMINS),
    ("POST", "/admin/reenrich", ADMINS),
    ("POST", "/admin/jobs/{id}/enrich", ADMINS),
    ("GET", "/admin/scraping-logs", ADMINS),
    ("GET", "/admin/tasks", ADMINS),
    ("POST", "/admin/tasks/{id}/retry", ADMINS),
];

/// What sending a frame over a conversation's socket comes to, and so who may: nobody is on the socket who may not see the
/// conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sending {
    /// Follows the conversation. Whoever may see it: its owner, administrators, and their keys.
    Follows,
    /// Says something in it. Its owner, and programs with a key of theirs that is good for writing.
    Speaks,
}

/// The rows of the frames. A kind without one does not compile.
const fn who_may_send(frame: &Frame) -> Sending {
    match frame {
        Frame::Text(_) => Sending::Speaks,
        Frame::Ping => Sending::Follows,
        Frame::Json(frame) => match frame {
            JsonFrame::Message { .. } => Sending::Speaks,
            // Whether somebody types or has read is told to nobody yet.
            JsonFrame::Resume { .. } | JsonFrame::Typing | JsonFrame::Read => Sending::Follows,
        },
    }
}

/// Who may call this; `None` when it is not there.
pub(super) fn who_may(method: &str, path: &str) -> Option<Who> {
    TABLE.iter().find(|row| (row.0, row.1) == (method, path)).map(|row| row.2)
}

/// Every route there is.
#[cfg(test)]
pub(super) fn routes() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.iter().map(|row| (row.0, row.1))
}

/// Lets a request through to its handler when the table says so.
pub(super) async fn authorize<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    match judge(&request) {
        Ok(()) => Ok(next.call(request).await?.map_into_left_body()),
        Err(error) => Ok(request.into_response(error.error_response()).map_into_right_body()),
    }
}

fn judge(request: &ServiceRequest) -> ApiResult<()> {
    let extensions = request.extensions();
    // What matches no route is answered by the router.
    let Some(Pattern(path)) = extensions.get() else { return Ok(()) };
    let who = who_may(request.method().as_str(), path).ok_or_else(ApiError::nothing_here)?;
    if who == Anyone {
        return Ok(());
    }
    let asker = identified(&extensions)?;
    check_standing(&asker, who, !request.method().is_safe())?;
    let in_person = || match asker.session() {
        Some(_) => Ok(()),
        None => Err(ApiError::forbidden("this cannot be done with an API key; sign in")),
    };
    match who {
        Anyone | SignedIn => Ok(()),
        Only(roles) => one_of(roles, asker.principal.role),
        Halfway | InPerson => in_person(),
        Freshly(roles) => {
            one_of(roles, asker.principal.role)?;
            in_person()?;
            let context = request.app_data::<Data<Context>>().expect("the server registers it");
            if asker.is_fresh(context.container.now()) { Ok(()) } else { Err(ApiError::step_up_required()) }
        }
    }
}

/// What holds for everything, whoever may ask for it: a second factor is proved first, and a key for reading writes nothing.
fn check_standing(asker: &Authentication, who: Who, writes: bool) -> ApiResult<()> {
    if asker.is_halfway() && who != Halfway {
        return Err(ApiError::mfa_required());
    }
    if writes && !asker.may_write {
        return Err(ApiError::forbidden("this API key is for reading only"));
    }
    Ok(())
}

/// Whether whoever has opened the socket of a conversation may send this over it.
pub(super) fn judge_frame(frame: &Frame, asker: &Authentication, owner: AccountId) -> ApiResult<()> {
    let sending = who_may_send(frame);
    check_standing(asker, SignedIn, sending == Sending::Speaks)?;
    if sending == Sending::Speaks && asker.principal.account_id != owner {
        return Err(ApiError::forbidden("only its owner speaks here"));
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::http::limits::class::is_about_secrets;
    use crate::http::openapi;

    /// Served, but not described.
    const PAGES: [(&str, &str); 3] = [("GET", "/docs/{_:.*}"), ("GET", "/api-docs/openapi.json"), ("GET", "/mailbox/")];

    #[test]
    fn az_08_every_route_has_a_row_and_every_row_a_route() {
        let document: Value = serde_json::from_str(&openapi::complete().to_json().unwrap()).unwrap();
        let mut routes: BTreeSet<(String, String)> =
            PAGES.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let method = method.to_uppercase();
                let who = who_may(&method, path).unwrap_or_else(|| panic!("{method} {path} has no row"));
                let (is_guarded, responses) = (operation["security"].is_array(), &operation["responses"]);
                let is_socket = path.starts_with("/ws/");
                assert_eq!(is_guarded, who != Anyone || is_socket, "{method} {path}: {who:?}");
                for status in ["401", "403"] {
                    let is_told = responses[status].is_object();
                    let can_be = who != Anyone || (is_socket && status == "403");
                    // Secrets in a body can be wrong, too.
                    assert!(is_told == can_be || is_about_secrets(path), "{method} {path}: {status}, {who:?}");
                }
                routes.insert((method, path.clone()));
            }
        }
        let rows: BTreeSet<_> = TABLE.iter().map(|row| (row.0.to_owned(), row.1.to_owned())).collect();
        assert_eq!(rows, routes);
        assert_eq!(rows.len(), TABLE.len(), "a row is there twice");
    }
}
