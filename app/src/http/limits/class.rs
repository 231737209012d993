//! What is limited together: by the method, unless the table says otherwise.

use actix_web::http::Method;

/// What is limited together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Reading,
    Writing,
    Uploading,
    /// Takes secrets, so that somebody may try many.
    Credentials,
    /// Makes a model work.
    Models,
}

/// What is not as its method says.
const TABLE: &[(&str, &str, Option<Class>)] = &[
    // Whoever looks after the server looks often, and through the same proxy as everybody.
    ("GET", "/healthz", None),
    ("GET", "/readyz", None),
    ("GET", "/metrics", None),
    ("POST", "/users/resume", Some(Class::Uploading)),
    ("PUT", "/users/resume", Some(Class::Uploading)),
    ("POST", "/users/extract-skills", Some(Class::Uploading)),
    // Looking at one's own account, or as an administrator at others', takes no secret but the token, which nobody guesses;
    // and what is told to everybody takes none.
    ("GET", "/auth/v1/settings", Some(Class::Reading)),
    ("GET", "/auth/v1/health", Some(Class::Reading)),
    ("GET", "/auth/v1/.well-known/jwks.json", Some(Class::Reading)),
    ("GET", "/auth/v1/user", Some(Class::Reading)),
    ("GET", "/auth/v1/admin/users", Some(Class::Reading)),
    ("GET", "/auth/v1/admin/users/{id}", Some(Class::Reading)),
    ("GET", "/api/v1/auth/mfa", Some(Class::Reading)),
    ("GET", "/api/v1/auth/sessions", Some(Class::Reading)),
    ("GET", "/api/v1/auth/api-keys", Some(Class::Reading)),
    // The same question as a GET.
    ("POST", "/jobs/match", Some(Class::Reading)),
    ("POST", "/jobs/{id}/match", Some(Class::Reading)),
    ("POST", "/admin/reenrich", Some(Class::Models)),
    ("POST", "/admin/jobs/{id}/enrich", Some(Class::Models)),
];

/// How a request is limited; `None` is not at all.
pub(in crate::http) fn class_of(method: &Method, path: &str) -> Option<Class> {
    if let Some((.., class)) = TABLE.iter().find(|row| (row.0, row.1) == (method.as_str(), path)) {
        return *class;
    }
    Some(if is_about_secrets(path) {
        Class::Credentials
    } else if method.is_safe() {
        Class::Reading
    } else {
        Class::Writing
    })
}

/// Does this take or hand out what somebody could guess or steal?
pub(in crate::http) fn is_about_secrets(path: &str) -> bool {
    path.starts_with("/auth/") || path.starts_with("/api/v1/auth/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::authorization;

    #[test]
    fn every_route_has_the_class_of_its_method_unless_the_table_says_so() {
        for (method, path, expected) in [
            (Method::GET, "/jobs/feed", Some(Class::Reading)),
            (Method::HEAD, "", Some(Class::Reading)),
            (Method::POST, "", Some(Class::Writing)),
            (Method::POST, "/chat/sessions", Some(Class::Writing)),
            (Method::POST, "/auth/login", Some(Class::Credentials)),
            (Method::GET, "/auth/something-new", Some(Class::Credentials)),
            (Method::GET, "/auth/something-new/user", Some(Class::Credentials)),
            (Method::GET, "/auth/v1/user", Some(Class::Reading)),
            (Method::PUT, "/auth/v1/user", Some(Class::Credentials)),
            (Method::PUT, "/users/resume", Some(Class::Uploading)),
            (Method::GET, "/readyz", None),
        ] {
            assert_eq!(class_of(&method, path), expected, "{method} {path}");
        }
    }

    #[test]
    fn the_table_names_only_routes_there_are() {
        for (method, path, _) in TABLE {
            assert!(authorization::who_may(method, path).is_some(), "{method} {path}");
        }
    }

    #[test]
    fn looking_is_counted_with_secrets_only_where_a_secret_is_in_the_address() {
        let looks = authorization::routes().filter(|(method, _)| *method == "GET");
        let about_secrets = looks.filter(|(_, path)| class_of(&Method::GET, path) == Some(Class::Credentials));
        assert_eq!(
            about_secrets.map(|(_, path)| path).collect::<Vec<_>>(),
            [
                "/auth/from-mail",
                "/auth/google/login",
                "/auth/v1/verify",
                "/auth/v1/authorize",
                "/auth/v1/callback",
                "/api/v1/auth/verify-email",
                "/api/v1/auth/oauth/{provider}",
            ]
        );
    }
}
