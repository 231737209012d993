//! Errors for request bodies that could not be read.

use actix_web::error::{JsonPayloadError, UrlencodedError};

use super::{ApiError, message_of};

/// The error for an invalid JSON body.
pub(in crate::http) fn of_body(error: JsonPayloadError) -> ApiError {
    match error {
        JsonPayloadError::OverflowKnownLength { limit, .. } | JsonPayloadError::Overflow { limit } => {
            ApiError::too_large(format!("the body is larger than {limit} bytes"))
        }
        JsonPayloadError::ContentType => ApiError::unsupported("send the body as `Content-Type: application/json`"),
        JsonPayloadError::Deserialize(error) if error.is_data() => ApiError::validation(message_of(&error)),
        JsonPayloadError::Deserialize(error) => {
            ApiError::bad_request(format!("the body is not JSON: {}", message_of(&error)))
        }
        _ => ApiError::bad_request("the body could not be read"),
    }
}

/// The error for an invalid form.
pub(in crate::http) fn of_form(error: &UrlencodedError) -> ApiError {
    match error {
        UrlencodedError::Overflow { limit, .. } => {
            ApiError::too_large(format!("the body is larger than {limit} bytes"))
        }
        UrlencodedError::ContentType => {
            ApiError::unsupported("send the body as `Content-Type: application/x-www-form-urlencoded`")
        }
        _ => ApiError::bad_request("the form could not be read"),
    }
}
