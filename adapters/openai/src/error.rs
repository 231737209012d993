//! Maps API errors to [`PortError`].

use async_openai::error::OpenAIError;
use ports::{PortError, PortErrorKind};

/// The kind of error for the caller. The server's message is only logged.
pub(crate) fn port_error(error: OpenAIError) -> PortError {
    let kind = match &error {
        OpenAIError::Reqwest(cause) if cause.is_timeout() => PortErrorKind::Timeout,
        OpenAIError::ApiError(answer) => match answer.status_code.as_u16() {
            401 | 403 => PortErrorKind::Unauthorized,
            404 => PortErrorKind::Invalid("the server does not know this model".to_owned()),
            429 => PortErrorKind::RateLimited { retry_after: None },
            400..=499 => PortErrorKind::Invalid("the server refuses the request".to_owned()),
            _ => PortErrorKind::Unavailable,
        },
        OpenAIError::JSONDeserialize(..) => PortErrorKind::Invalid("the response is malformed".to_owned()),
        _ => PortErrorKind::Unavailable,
    };
    kind.because(error)
}
