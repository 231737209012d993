//! What can go wrong with an account.

use domain_model::account::InvalidEmail;
use ports::PortError;

/// The answer of the identity service.
pub type IdentityResult<T> = Result<T, IdentityError>;

/// What can go wrong with an account.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// No mail could be sent there.
    #[error(transparent)]
    InvalidEmail(#[from] InvalidEmail),
    /// Somebody has this address.
    #[error("an account with this e-mail address exists already")]
    EmailTaken,
    /// Only seeker and provider can be chosen.
    #[error("the role can be `seeker` or `provider`")]
    RoleNotOffered,
    /// Too short.
    #[error("the password must have at least {shortest} characters")]
    PasswordTooShort {
        /// In characters.
        shortest: usize,
    },
    /// Too long.
    #[error("the password must have at most {longest} bytes")]
    PasswordTooLong {
        /// In bytes.
        longest: usize,
    },
    /// Address or password; which of them is not told.
    #[error("wrong e-mail address or password")]
    WrongCredentials,
    /// Unknown, expired, used up or revoked; which of them is not told.
    #[error("the token is not valid (any more)")]
    InvalidToken,
    /// A port failed.
    #[error(transparent)]
    Port(#[from] PortError),
}
