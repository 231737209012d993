//! Maps SMTP failures to [`PortError`]. Servers quote addresses in their responses, so only the status codes are kept.

use std::error::Error as _;
use std::fmt::{self, Display, Formatter};
use std::io;

use lettre::transport::smtp::Error;
use ports::{PortError, PortErrorKind};

/// The step that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Greeting,
    Encryption,
    SignIn,
    Sender,
    Recipient,
    Content,
}

/// The failure, without any text of the server.
#[derive(Debug, thiserror::Error)]
#[error("{step}: {detail}")]
struct Failure {
    step: Step,
    detail: String,
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Greeting => "connecting to the mail server",
            Self::Encryption => "STARTTLS",
            Self::SignIn => "authenticating at the mail server",
            Self::Sender => "MAIL FROM",
            Self::Recipient => "RCPT TO",
            Self::Content => "DATA",
        })
    }
}

/// The kind of error for the caller.
pub(super) fn port_error(error: &Error, step: Step) -> PortError {
    let Some(code) = error.status() else {
        let kind = match step {
            _ if error.is_timeout() => PortErrorKind::Timeout,
            // Not a refusal: client and server share no authentication mechanism.
            Step::SignIn if error.is_client() => PortErrorKind::Unauthorized,
            _ => PortErrorKind::Unavailable,
        };
        return kind.because(Failure { step, detail: local_cause(error) });
    };
    let code = code.to_string();
    let enhanced_status = enhanced_status(error);
    let kind = match step {
        // 4.7.*: a temporary policy refusal, usually because of rate (RFC 3463).
        _ if error.is_transient() && enhanced_status.as_deref().is_some_and(|status| status.starts_with("4.7.")) => {
            PortErrorKind::RateLimited { retry_after: None }
        }
        _ if error.is_transient() => PortErrorKind::Unavailable,
        // Authentication is required, or was refused.
        _ if matches!(code.as_str(), "530" | "534" | "535" | "538") => PortErrorKind::Unauthorized,
        Step::Greeting | Step::Encryption => PortErrorKind::Unavailable,
        Step::SignIn | Step::Sender => PortErrorKind::Unauthorized,
        Step::Recipient => PortErrorKind::Invalid("the mail server refuses the recipient".to_owned()),
        Step::Content => PortErrorKind::Invalid("the mail server refuses the mail".to_owned()),
    };
    let detail = format!("the server replied {code} {}", enhanced_status.unwrap_or_default());
    kind.because(Failure { step, detail: detail.trim_end().to_owned() })
}

/// The local cause, such as an I/O or TLS error, without the server's text.
fn local_cause(error: &Error) -> String {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(inner) = inner.downcast_ref::<io::Error>() {
            return inner.to_string();
        }
        cause = inner.source();
    }
    let detail = if error.is_client() {
        "the server lacks a required extension"
    } else if error.is_tls() {
        "the TLS handshake failed"
    } else {
        "the reply is malformed"
    };
    detail.to_owned()
}

/// The enhanced status code of the response, such as `5.1.1`.
fn enhanced_status(error: &Error) -> Option<String> {
    let answer = error.source()?.to_string();
    let status = answer.split_whitespace().next()?;
    let is_status = status.len() <= 9
        && status.split('.').count() == 3
        && status.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    is_status.then(|| status.to_owned())
}
