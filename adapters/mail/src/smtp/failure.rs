//! Maps SMTP failures to [`PortError`]. Servers quote addresses in their responses, so only the status codes are kept.

use std::error::Error as _;
use std::fmt::{self, Display, Formatter};
use std::io;

use lettre::transport::smtp::Error;
use ports::{PortError, PortErrorKind};

/// What was being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Greeting,
    Encryption,
    SignIn,
    Sender,
    Recipient,
    Content,
}

/// What happened, without anybody's words.
#[derive(Debug, thiserror::Error)]
#[error("{step}: {what}")]
struct Failure {
    step: Step,
    what: String,
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Greeting => "greeting the mail server",
            Self::Encryption => "encrypting the way to the mail server",
            Self::SignIn => "signing in at the mail server",
            Self::Sender => "naming the sender",
            Self::Recipient => "naming the recipient",
            Self::Content => "handing over the mail",
        })
    }
}

/// What the caller can do about it.
pub(super) fn port_error(error: &Error, step: Step) -> PortError {
    let Some(code) = error.status() else {
        let kind = match step {
            _ if error.is_timeout() => PortErrorKind::Timeout,
            // No answer that means no, but no way to sign in that both know.
            Step::SignIn if error.is_client() => PortErrorKind::Unauthorized,
            _ => PortErrorKind::Unavailable,
        };
        return kind.because(Failure { step, what: own_words(error) });
    };
    let code = code.to_string();
    let enhanced = enhanced(error);
    let kind = match step {
        // 4.7.*: for now, and for reasons of policy, of which the usual one is how much we send (RFC 3463).
        _ if error.is_transient() && enhanced.as_deref().is_some_and(|status| status.starts_with("4.7.")) => {
            PortErrorKind::RateLimited { retry_after: None }
        }
        _ if error.is_transient() => PortErrorKind::Unavailable,
        // It wants a sign-in, or another one.
        _ if matches!(code.as_str(), "530" | "534" | "535" | "538") => PortErrorKind::Unauthorized,
        Step::Greeting | Step::Encryption => PortErrorKind::Unavailable,
        Step::SignIn | Step::Sender => PortErrorKind::Unauthorized,
        Step::Recipient => PortErrorKind::Invalid("the mail server refuses the recipient".to_owned()),
        Step::Content => PortErrorKind::Invalid("the mail server refuses the mail".to_owned()),
    };
    let what = format!("it answers {code} {}", enhanced.unwrap_or_default());
    kind.because(Failure { step, what: what.trim_end().to_owned() })
}

/// What this machine says of connections and certificates; what the server said is left out.
fn own_words(error: &Error) -> String {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(inner) = inner.downcast_ref::<io::Error>() {
            return inner.to_string();
        }
        cause = inner.source();
    }
    let what = if error.is_client() {
        "it does not offer what this needs"
    } else if error.is_tls() {
        "the encryption failed"
    } else {
        "its answer is not of the protocol"
    };
    what.to_owned()
}

/// The number in front of the answer's words, such as `5.1.1`.
fn enhanced(error: &Error) -> Option<String> {
    let answer = error.source()?.to_string();
    let status = answer.split_whitespace().next()?;
    let is_status = status.len() <= 9
        && status.split('.').count() == 3
        && status.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    is_status.then(|| status.to_owned())
}
