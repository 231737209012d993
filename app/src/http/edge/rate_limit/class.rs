//! Rate-limit classes: which requests are counted together. The class follows from the method, unless the route
//! declares another one.

use actix_web::http::Method;

/// A rate-limit class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Reading,
    Writing,
    Uploading,
    /// Requests that take secrets, which could be used for guessing.
    Credentials,
    /// Requests that run a model.
    Models,
}

/// The class of a route that declares none.
pub(in crate::http) fn usual(method: &Method, path: &str) -> Class {
    if is_about_secrets(path) {
        Class::Credentials
    } else if method.is_safe() {
        Class::Reading
    } else {
        Class::Writing
    }
}

/// Whether requests to this path take or return secrets.
pub(in crate::http) fn is_about_secrets(path: &str) -> bool {
    path.starts_with("/auth/") || path.starts_with("/api/v1/auth/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_has_the_class_of_its_method_or_of_credentials() {
        for (method, path, expected) in [
            (Method::GET, "/jobs/feed", Class::Reading),
            (Method::HEAD, "", Class::Reading),
            (Method::POST, "/chat/sessions", Class::Writing),
            (Method::POST, "/auth/login", Class::Credentials),
            (Method::GET, "/auth/something-new", Class::Credentials),
            (Method::GET, "/api/v1/auth/something-new/user", Class::Credentials),
        ] {
            assert_eq!(usual(&method, path), expected, "{method} {path}");
        }
    }
}
