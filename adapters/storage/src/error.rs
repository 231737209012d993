//! Maps storage errors to [`PortError`], without secrets.
//!
//! A server that refuses a request quotes it, with the key id and the signed text. So our errors contain neither the
//! request nor the response, only the kind of failure.

use object_store::Error;
use object_store::client::{HttpError, HttpErrorKind};
use ports::{PortError, PortErrorKind};

/// `object_store` begins a message that quotes a response with this, and ends it with the response's body.
const QUOTED_RESPONSE: &str = "Server returned non-2xx status code: ";

/// Not found, unauthorized, timeout; everything else is temporary.
#[expect(clippy::needless_pass_by_value, reason = "`map_err` passes it by value")]
pub(crate) fn port_error(error: Error) -> PortError {
    let (cause, transport) = causes(&error);
    let kind = match error {
        // An object may be absent. A missing bucket is an error: it has to be created by the operator.
        Error::NotFound { .. } if cause.contains("NoSuchBucket") => PortErrorKind::Unavailable,
        Error::NotFound { .. } => PortErrorKind::NotFound,
        Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => PortErrorKind::Unauthorized,
        _ if transport == Some(HttpErrorKind::Timeout) => PortErrorKind::Timeout,
        _ => PortErrorKind::Unavailable,
    };
    kind.because(cause)
}

/// The innermost cause, redacted, and the kind of the HTTP failure, if it was one.
fn causes(error: &Error) -> (String, Option<HttpErrorKind>) {
    let mut transport = None;
    let mut innermost: &(dyn std::error::Error + 'static) = error;
    while let Some(cause) = innermost.source() {
        transport = cause.downcast_ref().map(HttpError::kind).or(transport);
        innermost = cause;
    }
    (redacted(&innermost.to_string()), transport)
}

/// Reduces a quoted response to its status and its error code.
fn redacted(cause: &str) -> String {
    let Some((_, answer)) = cause.split_once(QUOTED_RESPONSE) else { return cause.to_owned() };
    let (status, body) = answer.split_once(": ").unwrap_or((answer, ""));
    let code = body.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>")).map(|(code, _)| code);
    let code = code.filter(|code| code.chars().all(|c| c.is_ascii_alphanumeric()));
    code.map_or_else(|| format!("the server answered {status}"), |code| format!("the server answered {status}, {code}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pi_01_an_answer_is_not_quoted() {
        let body = "<Error><Code>SignatureDoesNotMatch</Code><StringToSign>AWS4 k 1f</StringToSign></Error>";
        for (body, expected) in [
            (body, "the server answered 403 Forbidden, SignatureDoesNotMatch"),
            ("nothing: that <Code>a key?</Code> we know", "the server answered 403 Forbidden"),
            ("", "the server answered 403 Forbidden"),
        ] {
            assert_eq!(redacted(&format!("{QUOTED_RESPONSE}403 Forbidden: {body}")), expected);
        }
        assert_eq!(redacted("No space left on device (os error 28)"), "No space left on device (os error 28)");
    }
}
