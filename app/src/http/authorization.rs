//! Who may call what: the one table. A middleware holds every request against it before anything of its body is read, so
//! that nobody learns from a complaint about a body that an endpoint is not theirs. What has no row is not there.
//!
//! Whose *data* somebody sees is decided further in: repositories take the principal, and on Postgres the rows themselves
//! are closed.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, ResponseError};
use domain_model::account::Role;

use super::caller::identified;
use super::error::{ApiError, ApiResult};
use super::middleware::Pattern;

/// Who may call an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Everybody, signed in or not.
    Anyone,
    /// Everybody who is signed in.
    SignedIn,
    /// Those with one of these roles.
    Only(&'static [Role]),
}

use Who::{Anyone, Only, SignedIn};

const SEEKERS: Who = Only(&[Role::Seeker]);
const RECRUITERS: Who = Only(&[Role::Provider, Role::Admin]);
const ADMINS: Who = Only(&[Role::Admin]);

/// Method and path, as the router writes it.
const TABLE: &[(&str, &str, Who)] = &[
    ("GET", "/", Anyone),
    ("GET", "/healthz", Anyone),
    ("GET", "/readyz", Anyone),
    ("GET", "/metrics", Anyone),
    ("GET", "/docs/{_:.*}", Anyone),
    ("GET", "/api-docs/openapi.json", Anyone),
    // What is shown or taken here is a secret of its own.
    ("POST", "/auth/register", Anyone),
    ("POST", "/auth/login", Anyone),
    ("POST", "/auth/refresh", Anyone),
    ("POST", "/auth/logout", Anyone),
    ("POST", "/auth/accept-invitation", Anyone),
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
    match who_may(request.method().as_str(), path).ok_or_else(ApiError::nothing_here)? {
        Anyone => Ok(()),
        SignedIn => identified(&extensions).map(drop),
        Only(roles) if roles.contains(&identified(&extensions)?.role) => Ok(()),
        Only(roles) => Err(refused(roles)),
    }
}

fn refused(roles: &[Role]) -> ApiError {
    let named = roles.iter().map(|role| match role {
        Role::Seeker => "seekers",
        Role::Provider => "providers",
        Role::Admin => "administrators",
    });
    ApiError::forbidden(format!("only {} can do this", named.collect::<Vec<_>>().join(" and ")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::http::openapi;

    /// Served, but not described.
    const PAGES: [(&str, &str); 2] = [("GET", "/docs/{_:.*}"), ("GET", "/api-docs/openapi.json")];

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
                // Secrets in a body can be wrong, too.
                let is_about_secrets = path.starts_with("/auth/");
                let is_told = responses["401"].is_object();
                assert!(is_told == (who != Anyone) || is_about_secrets, "{method} {path}: {who:?}");
                assert_eq!(
                    responses["403"].is_object(),
                    matches!(who, Only(_)) || is_socket,
                    "{method} {path}: {who:?}"
                );
                routes.insert((method, path.clone()));
            }
        }
        let rows: BTreeSet<_> = TABLE.iter().map(|row| (row.0.to_owned(), row.1.to_owned())).collect();
        assert_eq!(rows, routes);
        assert_eq!(rows.len(), TABLE.len(), "a row is there twice");
    }
}
