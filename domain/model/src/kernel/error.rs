//! Kinds of errors: what a caller can do about one, whichever context it comes from.

/// What a caller can do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// Send something that can be read.
    BadRequest,
    /// Send values that are allowed.
    Validation,
    /// Prove who you are.
    Unauthenticated,
    /// Nothing: it is not allowed.
    Forbidden,
    /// Look for something else.
    NotFound,
    /// Look again: what is there does not go with the request.
    Conflict,
    /// Send less.
    TooLarge,
    /// Come back later: it was asked too often.
    RateLimited,
    /// A server that somebody else runs did not answer as it should.
    Upstream,
    /// Try again in a moment.
    Unavailable,
    /// A fault of this program or its data.
    Internal,
}

impl ErrorKind {
    /// Its name for programs, where an error has none of its own.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BadRequest => "bad_request",
            Self::Validation => "validation_error",
            Self::Unauthenticated => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::TooLarge => "payload_too_large",
            Self::RateLimited => "rate_limit_exceeded",
            Self::Upstream => "source_failed",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal_error",
        }
    }
}
