//! The client of the Supabase Auth API, and the meaning of its errors.

use adapter_http::header::HeaderName;
use adapter_http::{Method, Policy, Request, StatusCode};
use ports::{PortError, PortErrorKind, PortResult, Refusal};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

use crate::issuer_client::{IssuerClient, bearer, parse_json};

/// A client of the Supabase Auth API.
pub(super) struct Client {
    auth: Url,
    http: IssuerClient,
    anon_key: SecretString,
    service_key: SecretString,
}

/// The credentials of a request.
#[derive(Clone, Copy)]
pub(super) enum Caller<'a> {
    /// Anonymous, with the publishable key.
    Anonymous,
    /// A user, with this access token.
    User(&'a str),
    /// The service role, with the secret key.
    Service,
}

/// The outcome of a request.
pub(super) enum Outcome {
    /// Success.
    Done(Value),
    /// Refused, with an error code.
    Refused(StatusCode, String),
}

impl Client {
    pub(super) fn new(auth: Url, anon_key: SecretString, service_key: SecretString) -> PortResult<Self> {
        Ok(Self { auth, http: IssuerClient::new(Policy::operator_server())?, anon_key, service_key })
    }

    pub(super) fn http(&self) -> &IssuerClient {
        &self.http
    }

    /// The URL of an API path.
    pub(super) fn url(&self, path: &str) -> PortResult<Url> {
        self.auth.join(path).map_err(PortError::internal)
    }

    /// The public settings of the project.
    pub(super) async fn settings<T: DeserializeOwned>(&self) -> PortResult<T> {
        match self.request(Method::GET, &self.url("settings")?, Caller::Anonymous, None).await? {
            Outcome::Done(answer) => {
                serde_json::from_value(answer).map_err(|_| PortError::unavailable("Supabase Auth returns no settings"))
            }
            Outcome::Refused(status, _) => Err(unexpected(status)),
        }
    }

    pub(super) async fn request(
        &self,
        method: Method,
        url: &Url,
        caller: Caller<'_>,
        body: Option<&Value>,
    ) -> PortResult<Outcome> {
        let key = if matches!(caller, Caller::Service) { &self.service_key } else { &self.anon_key };
        let mut request =
            Request::new(method, url.clone()).secret(HeaderName::from_static("apikey"), key.expose_secret());
        request = match caller {
            Caller::Anonymous => request,
            Caller::User(token) => request.authorization(&bearer(token)),
            Caller::Service => request.authorization(&bearer(key.expose_secret())),
        };
        if let Some(body) = body {
            request = request.body("application/json", body.to_string());
        }
        let (status, answer) = match self.http.send(request).await {
            Err(PortError { kind: PortErrorKind::RateLimited { .. }, .. }) => {
                return Ok(Outcome::Refused(StatusCode::TOO_MANY_REQUESTS, String::new()));
            }
            answer => answer?,
        };
        if status.is_success() {
            let is_empty = answer.iter().all(u8::is_ascii_whitespace);
            return Ok(Outcome::Done(if is_empty { Value::Null } else { parse_json(&answer)? }));
        }
        if status.is_client_error() {
            return Ok(Outcome::Refused(status, error_code(&answer)));
        }
        Err(PortError::unavailable(format!("Supabase Auth answers {}", status.as_u16())))
    }
}

/// The error code of a response, whose position has changed between versions.
fn error_code(answer: &[u8]) -> String {
    let answer: Value = serde_json::from_slice(answer).unwrap_or_default();
    let code = ["error_code", "code", "error"].into_iter().find_map(|name| answer.get(name)?.as_str());
    code.unwrap_or_default().to_owned()
}

/// Maps an error code to a refusal. Unknown codes indicate a problem between Supabase and us, and are not repeated.
pub(super) fn refusal(status: StatusCode, code: &str) -> PortResult<Refusal> {
    Ok(match code {
        "invalid_credentials"
        | "invalid_grant"
        | "refresh_token_not_found"
        | "refresh_token_already_used"
        | "session_not_found"
        | "session_expired"
        | "user_not_found" => Refusal::WrongCredentials,
        "user_already_exists" | "email_exists" => Refusal::EmailTaken,
        "email_address_invalid" => Refusal::InvalidEmail,
        "email_not_confirmed" => Refusal::EmailNotConfirmed,
        "weak_password" => Refusal::WeakPassword,
        "user_banned" => Refusal::Banned,
        "signup_disabled" | "email_provider_disabled" | "email_address_not_authorized" => Refusal::NotOffered,
        _ if status == StatusCode::TOO_MANY_REQUESTS => Refusal::RateLimited,
        _ => return Err(unexpected(status)),
    })
}

/// A refusal that only our configuration can cause.
pub(super) fn unexpected(status: StatusCode) -> PortError {
    if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
        return PortErrorKind::Unauthorized.because("Supabase Auth does not accept our keys");
    }
    PortError::unavailable(format!("Supabase Auth answers {}", status.as_u16()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_codes_of_every_api_version_are_mapped() {
        for (answer, code) in [
            (r#"{"code":400,"error_code":"invalid_credentials","msg":"…"}"#, "invalid_credentials"),
            (r#"{"code":"weak_password","message":"…"}"#, "weak_password"),
            (r#"{"error":"invalid_grant","error_description":"…"}"#, "invalid_grant"),
            ("<html>", ""),
        ] {
            assert_eq!(error_code(answer.as_bytes()), code);
        }
        assert_eq!(refusal(StatusCode::BAD_REQUEST, "user_banned").unwrap(), Refusal::Banned);
        assert_eq!(refusal(StatusCode::TOO_MANY_REQUESTS, "over_request_rate_limit").unwrap(), Refusal::RateLimited);
        let ours = refusal(StatusCode::UNAUTHORIZED, "no_authorization").unwrap_err();
        assert_eq!(ours.kind, PortErrorKind::Unauthorized);
        assert_eq!(refusal(StatusCode::NOT_FOUND, "what").unwrap_err().kind, PortErrorKind::Unavailable);
    }
}
