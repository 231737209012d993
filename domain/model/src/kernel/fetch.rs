//! Why an HTTP request to a foreign server brought no response.

use std::error::Error;
use std::fmt;

/// Why a request brought no response. The message is for people and reveals nothing about the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FetchFailure {
    /// The host has no address, or the resolver did not respond.
    #[error("the name of its host cannot be resolved")]
    NameResolution,
    /// The connection was refused, or broke before the response was complete.
    #[error("the connection to it failed")]
    Connection,
    /// The server speaks no TLS, or its certificate is not trusted.
    #[error("no secure connection to it is possible (TLS)")]
    Tls,
    /// The response was not complete in time.
    #[error("it did not answer in time")]
    Timeout,
    /// The body has more than this many bytes.
    #[error("the answer is larger than {}", ByteSize(*.limit))]
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The policy forbids this address.
    #[error("this address may not be fetched")]
    Forbidden,
    /// More redirects than the policy follows.
    #[error("the address redirects too often")]
    TooManyRedirects,
    /// A redirect without an address.
    #[error("the address redirects nowhere")]
    BadRedirect,
    /// A header of the request cannot be written.
    #[error("the request is not valid HTTP")]
    InvalidRequest,
}

/// A failed request with its cause. It is the source of a port's error.
#[derive(Debug, thiserror::Error)]
#[error("{failure}")]
pub struct FetchError {
    /// The reason.
    pub failure: FetchFailure,
    /// The cause, for the log.
    #[source]
    pub cause: Option<Box<dyn Error + Send + Sync>>,
}

impl FetchFailure {
    /// This failure, caused by `cause`.
    pub fn because(self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> FetchError {
        FetchError { failure: self, cause: Some(cause.into()) }
    }
}

impl From<FetchFailure> for FetchError {
    fn from(failure: FetchFailure) -> Self {
        Self { failure, cause: None }
    }
}

/// A number of bytes in the largest whole unit.
struct ByteSize(usize);

impl fmt::Display for ByteSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const KIB: usize = 1024;
        const MIB: usize = 1024 * KIB;
        match self.0 {
            bytes if bytes >= MIB && bytes.is_multiple_of(MIB) => write!(f, "{} MiB", bytes / MIB),
            bytes if bytes >= KIB && bytes.is_multiple_of(KIB) => write!(f, "{} KiB", bytes / KIB),
            bytes => write!(f, "{bytes} bytes"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_printed_in_the_largest_whole_unit() {
        for (limit, expected) in
            [(8 << 20, "8 MiB"), (64 << 10, "64 KiB"), (1536 << 10, "1536 KiB"), (1000, "1000 bytes")]
        {
            let failure = FetchFailure::TooLarge { limit };
            assert_eq!(failure.to_string(), format!("the answer is larger than {expected}"));
        }
    }
}
